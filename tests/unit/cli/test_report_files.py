"""Report files: whole or not at all, and only where the user's own file is."""

import os
import stat

import pytest

from envlint.cli import files
from envlint.core.errors import EnvlintError

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX modes and links")


def leftovers(folder):
    return [name for name in os.listdir(folder) if name.startswith(".envlint-")]


def test_new_file_follows_the_umask(tmp_path):
    before = os.umask(0o027)
    try:
        files.write(str(tmp_path / "report"), "ä\udc80\n")
    finally:
        os.umask(before)
    assert (tmp_path / "report").read_bytes() == "ä\\udc80\n".encode()
    assert stat.S_IMODE((tmp_path / "report").stat().st_mode) == 0o640


def test_existing_file_keeps_its_mode(tmp_path):
    report = tmp_path / "report"
    report.write_text("old")
    report.chmod(0o604)
    files.write(str(report), "new")
    assert report.read_text() == "new"
    assert stat.S_IMODE(report.stat().st_mode) == 0o604


def test_revealed_secrets_are_the_owners_alone(tmp_path):
    report = tmp_path / "report"
    report.write_text("old")
    report.chmod(0o644)
    files.write(str(report), "new", private=True)
    assert stat.S_IMODE(report.stat().st_mode) == 0o600


def test_relative_path_without_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    files.write("report", "x")
    assert (tmp_path / "report").read_text() == "x"


@pytest.mark.parametrize("kind", ["folder", "link", "dangling", "hard link", "pipe", "no folder"])
@pytest.mark.parametrize("private", [False, True])
def test_refused(tmp_path, kind, private):
    target, other = tmp_path / "target", tmp_path / "other"
    other.write_text("precious")
    if kind == "folder":
        target.mkdir()
    elif kind == "link":
        target.symlink_to(other)
    elif kind == "dangling":
        target.symlink_to(tmp_path / "nowhere")
    elif kind == "hard link":
        os.link(other, target)
    elif kind == "pipe":
        os.mkfifo(target)
    else:
        target = tmp_path / "missing" / "target"
    with pytest.raises(EnvlintError, match="cannot write"):
        files.write(str(target), "new", private=private)
    assert other.read_text() == "precious"
    assert not (tmp_path / "nowhere").exists()
    assert not leftovers(tmp_path)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_leaves_the_old_content_and_no_draft(tmp_path, monkeypatch, step):
    report = tmp_path / "report"
    report.write_text("old")

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(EnvlintError, match="No space left on device"):
        files.write(str(report), "new")
    assert report.read_text() == "old"
    assert not leftovers(tmp_path)


def test_an_interruption_leaves_no_draft(tmp_path, monkeypatch):
    def interrupted(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        files.write(str(tmp_path / "report"), "new")
    assert os.listdir(tmp_path) == []


def test_own_folder_is_made_and_never_a_link(tmp_path):
    files.write_own(str(tmp_path / ".envlint" / "baseline.json"), "{}")
    assert (tmp_path / ".envlint" / "baseline.json").read_text() == "{}"
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "linked").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(EnvlintError, match="its folder is a link"):
        files.write_own(str(tmp_path / "linked" / "baseline.json"), "{}")
    assert os.listdir(tmp_path / "elsewhere") == []
