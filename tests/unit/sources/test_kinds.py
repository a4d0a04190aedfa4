"""Each kind of source, read for real."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envlint.core.errors import EnvlintError
from envlint.sources import parse as ref
from envlint.sources import procfs, read

if TYPE_CHECKING:
    from envlint.core.source import Reading

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /proc")


def values(reading: Reading) -> dict[str, str]:
    return {binding.name: binding.value.raw for binding in reading.bindings}


def of(text: str, root: Path) -> Reading:
    (reading,) = read(ref(text), str(root), str(root))
    return reading


@pytest.mark.parametrize(
    ("data", "wanted", "kinds"),
    [
        (b"A=1\nB='x'\n", {"A": "1", "B": "x"}, []),
        (b"", {}, []),
        (b"\xef\xbb\xbfA=1\n", {"A": "1"}, ["encoding"]),
        ("A=é\r\n".encode("utf-16"), {"A": "é"}, ["encoding", "line-endings"]),
        ("A=é\n".encode("latin-1"), {"A": "é"}, ["encoding"]),
        (b"A=1\rB=2", {"A": "1", "B": "2"}, ["line-endings"]),
        (b"A=\0x\n", {"A": "\0x"}, ["encoding"]),
    ],
)
def test_dotenv(tmp_path: Path, data: bytes, wanted: dict[str, str], kinds: list[str]) -> None:
    (tmp_path / ".env").write_bytes(data)
    reading = of(".env", tmp_path)
    assert values(reading) == wanted
    assert [notice.kind for notice in reading.notices] == kinds
    assert reading.source.written_here


def test_a_mark_does_not_shift_columns(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"\xef\xbb\xbfA=1\n")
    assert str(of(".env", tmp_path).bindings[0].at) == ".env:1:3"


def test_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENVLINT_A", "é")
    reading = of("process:", tmp_path)
    assert values(reading)["ENVLINT_A"] == "é"
    assert (reading.source.label, reading.source.written_here) == ("process:", False)
    names = [binding.name for binding in reading.bindings]
    assert names == sorted(names)


@pytest.mark.skipif(os.name != "posix", reason="bytes in the environment")
def test_process_with_bytes_that_are_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environb, b"ENVLINT_A", b"caf\xe9")
    assert values(of("process:", tmp_path))["ENVLINT_A"].encode("utf-8", "surrogateescape") == b"caf\xe9"


def test_process_where_the_environment_is_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "supports_bytes_environ", False)
    monkeypatch.setenv("ENVLINT_A", "1")
    assert values(of("process:", tmp_path))["ENVLINT_A"] == "1"


@linux
def test_pid(tmp_path: Path) -> None:
    child = subprocess.Popen(["sleep", "60"], env={"A": "1\n2", "B": "x=y"})
    for _ in range(100):  # for a moment after it was started a program has no environment yet
        if Path(f"/proc/{child.pid}/environ").read_bytes():
            break
        time.sleep(0.05)
    try:
        reading = of(f"pid:{child.pid}", tmp_path)
    finally:
        child.kill()
        child.wait()
    assert values(reading) == {"A": "1\n2", "B": "x=y"}
    assert (reading.source.label, reading.source.written_here) == (f"pid:{child.pid}", False)
    with pytest.raises(EnvlintError, match="no such process is running"):
        of(f"pid:{child.pid}", tmp_path)


@linux
@pytest.mark.parametrize(
    ("error", "message"),
    [
        (PermissionError(13, ""), "belongs to another user"),
        (ProcessLookupError(3, ""), "no such process is running"),
        (OSError(5, ""), "cannot be read"),
    ],
)
def test_pid_that_may_not_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, message: str
) -> None:
    def refuse(path: str) -> bytes:
        raise error

    monkeypatch.setattr(procfs, "slurp", refuse)
    with pytest.raises(EnvlintError, match=message):
        of("pid:1", tmp_path)


def test_pid_without_proc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(procfs, "PROC", str(tmp_path / "none"))
    with pytest.raises(EnvlintError, match="has no /proc"):
        of("pid:1", tmp_path)


@linux
def test_pid_of_an_absurd_number(tmp_path: Path) -> None:
    for number in ("99999999999", "9" * 5000):
        with pytest.raises(EnvlintError):
            of(f"pid:{number}", tmp_path)


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"A=1\0B=x\ny\0", {"A": "1", "B": "x\ny"}),
        (b"A=1\nB=2\n", {"A": "1", "B": "2"}),
        ("A=1\r\nB=é\r\n".encode("utf-16"), {"A": "1", "B": "é"}),
        (b"A=\xe9\n", {"A": "\udce9"}),
    ],
)
def test_environ(tmp_path: Path, data: bytes, wanted: dict[str, str]) -> None:
    (tmp_path / "dump").write_bytes(data)
    reading = of("environ:dump", tmp_path)
    assert values(reading) == wanted
    assert (reading.source.path, reading.source.written_here) == ("dump", False)


def test_a_dump_with_nuls_has_no_lines_to_show(tmp_path: Path) -> None:
    (tmp_path / "dump").write_bytes(b"A=1\0B=2\0")
    reading = of("environ:dump", tmp_path)
    assert reading.source.text == ""
    assert str(reading.bindings[1].at) == "dump"


def test_json(tmp_path: Path) -> None:
    (tmp_path / "env.json").write_text('{"A": "1", "B": 2, "A": "3", "C-D": true, "E": null}')
    reading = of("env.json", tmp_path)
    assert values(reading) == {"A": "3", "B": "2", "C-D": "true"}
    assert [(n.kind, n.name, n.detail) for n in reading.notices] == [
        ("duplicate-key", "A", "other value"),
        ("unexportable-name", "C-D", "a hyphen"),
    ]


def test_json_that_is_nested_says_where_and_no_value(tmp_path: Path) -> None:
    (tmp_path / "env.json").write_text('{"A": "hunter2",\n "B": {"C": "hunter2"}}')
    with pytest.raises(EnvlintError) as error:
        of("env.json", tmp_path)
    assert str(error.value).startswith("env.json:2:7: is not flat: an object stands where")
    assert "hunter2" not in str(error.value)


@given(st.binary(max_size=120), st.sampled_from(["dotenv", "environ", "json"]))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes, kind: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(data)
    try:
        reading = of(f"{kind}:{path}", tmp_path_factory.getbasetemp())
    except EnvlintError:
        assert kind == "json"
    else:
        assert all(notice.start <= len(reading.source.text) for notice in reading.notices)
