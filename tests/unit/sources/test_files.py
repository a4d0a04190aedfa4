"""Everything a path can turn out to be: one clear error each, and never a hang."""

from __future__ import annotations

import io
import os
import socket
import sys
from typing import TYPE_CHECKING

import pytest

from envlint.core.errors import EnvlintError
from envlint.sources import Ref, files, read, read_layer, read_template

if TYPE_CHECKING:
    from pathlib import Path

posix = pytest.mark.skipif(os.name != "posix", reason="POSIX file kinds")


def refusal(root: Path, name: str, kind: str = "dotenv") -> str:
    with pytest.raises(EnvlintError) as error:
        read(Ref(kind, name), str(root), str(root))
    return str(error.value)


@pytest.mark.parametrize("kind", ["dotenv", "environ", "json"])
def test_a_file_that_is_not_there(tmp_path: Path, kind: str) -> None:
    assert refusal(tmp_path, "no.env", kind) == "no.env: cannot be read: there is no such file"


def test_a_directory(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    assert refusal(tmp_path, "d") == "d: cannot be read: it is a directory"


@posix
def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p")
    assert refusal(tmp_path, "p").startswith("p: cannot be read: it is a pipe")


@posix
def test_a_pipe_put_in_the_place_of_a_file_between_look_and_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "p")
    (tmp_path / "f").write_text("A=1")
    status = os.stat(tmp_path / "f")
    with monkeypatch.context() as patched:
        patched.setattr(files.os, "stat", lambda path: status)
        with pytest.raises(files.Unfit, match="pipe"):
            files.slurp(str(tmp_path / "p"))


@posix
def test_a_socket_and_a_device(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s")
        assert refusal(tmp_path, "s") == "s: cannot be read: it is a socket"
    assert refusal(tmp_path, "/dev/null") == "/dev/null: cannot be read: it is a device"


@posix
def test_links_that_lead_nowhere_or_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "dangling").symlink_to("nothing")
    (tmp_path / "loop").symlink_to("loop")
    assert refusal(tmp_path, "dangling") == "dangling: cannot be read: it is a link to nothing"
    assert refusal(tmp_path, "loop") == "loop: cannot be read: its links lead in a circle"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("file/x", "a part of its path is no directory"),
        ("n" * 5000, "its name is too long"),
        ("a\0b", "no file can have this name"),
        ("\ud800", "no file can have this name"),
    ],
)
@posix
def test_names_that_no_file_can_have(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "file").write_text("")
    assert refusal(tmp_path, name).endswith(f"cannot be read: {reason}")


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Root may read everything, so that the system's answer is given here.
    (tmp_path / "f").write_text("A=1")

    def refuse(path: str, flags: int) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(files.os, "open", refuse)
    assert refusal(tmp_path, "f") == "f: cannot be read: permission denied"


def test_too_large_a_file_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "big").open("wb") as big:
        big.truncate(4 * 1024**3)
    assert refusal(tmp_path, "big") == "big: cannot be read: it is larger than 16 MiB"


def test_a_file_that_grows_while_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"x" * 100)
    with pytest.raises(files.Unfit):
        files.slurp(str(tmp_path / "f"), 99)
    assert files.slurp(str(tmp_path / "f"), 100) == b"x" * 100


def test_paths_are_reported_relative_to_the_root(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / ".env").write_text("A=1\n")
    root, below = str(tmp_path), str(tmp_path / "a" / "b")
    (reading,) = read(Ref("dotenv", "../.env"), root, below)
    assert (reading.source.label, reading.source.path) == ("dotenv:../.env", "a/.env")
    assert read(Ref("dotenv", "../.env"), below, below)[0].source.path == "../.env"
    assert read(Ref("dotenv", str(tmp_path / "a" / ".env")), root, below)[0].source.path == "a/.env"


def test_a_layer_may_not_leave_the_root(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    (tmp_path / "out.env").write_text("A=1\n")
    (root / "in.env").write_text("A=1\n")
    assert read_template("in.env", str(root)).bindings[0].value.raw == "1"
    for path in ("../out.env", str(tmp_path / "out.env"), "x/../../out.env", "."):
        with pytest.raises(EnvlintError):
            read_layer(path, str(root))
    with pytest.raises(EnvlintError, match="leads out of the project"):
        read_layer("../project-two/.env", str(root))


@posix
def test_a_layer_may_not_leave_the_root_by_a_link(tmp_path: Path) -> None:
    root = tmp_path / "project"
    (root / "real").mkdir(parents=True)
    (tmp_path / "out.env").write_text("A=1\n")
    (root / "real" / ".env").write_text("A=1\n")
    (root / "out").symlink_to(tmp_path / "out.env")
    (root / "inside").symlink_to("real/.env")
    (tmp_path / "same").symlink_to("project")
    assert read_template("inside", str(root)).source.path == "inside"
    assert read_template("inside", str(tmp_path / "same")).source.path == "inside"
    with pytest.raises(EnvlintError, match="leads out of the project"):
        read_layer("out", str(root))


def test_project_files_are_read_below_the_root_only(tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_text("x = 1\n")
    assert files.read_file("rules.toml", str(tmp_path)) == b"x = 1\n"
    assert files.read_file(str(tmp_path / "rules.toml"), str(tmp_path)) == b"x = 1\n"
    with pytest.raises(EnvlintError, match="leads out"):
        files.read_file("../x.toml", str(tmp_path))
    with pytest.raises(EnvlintError, match=r"^none\.toml: cannot be read"):
        files.read_file("none.toml", str(tmp_path))


class Stdin:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize(("kind", "data"), [("dotenv", b"A=1\n"), ("environ", b"A=1\0"), ("json", b'{"A": 1}')])
def test_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(data))
    (reading,) = read(Ref(kind, "-"), str(tmp_path), str(tmp_path))
    assert [(binding.name, binding.value.raw) for binding in reading.bindings] == [("A", "1")]
    assert (reading.source.label, reading.source.path) == (f"{kind}:-", "")
    assert refusal(tmp_path, "-", kind) == f"{kind}:-: standard input is empty: there is nothing to look at"


def test_standard_input_that_is_closed_or_endless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert "standard input is empty" in refusal(tmp_path, "-")
    monkeypatch.setattr(sys, "stdin", Stdin(b"x" * (files.LARGEST + 1)))
    assert "larger than 16 MiB" in refusal(tmp_path, "-")
