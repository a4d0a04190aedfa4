"""What ``docs``, ``template``, ``fix`` and ``init`` write: all of a file or nothing, nothing elsewhere or twice."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING
from unittest import mock

import pytest
from harness import Project
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX files and signals")

GO = 'package main\nimport "os"\nvar a, b, c = os.Getenv("DB_HOST"), os.Getenv("DB_PORT"), os.Getenv("NEW_TOKEN")\n'
FILES = {
    "main.go": GO,
    ".env.example": "DB_HOST=\nGONE=1\n",
    "docs/ENV_VARIABLES.md": "| Name | Default |\n|---|---|\n| `DB_HOST` | |\n| `GONE` | |\n\n"
    "<!-- envlint:begin variables -->\nold\n<!-- envlint:end -->\n",
    "rules/all.toml": "[DB_PORT]\ntype = 'port'\n",
}
COMMANDS = (("template",), ("fix", "--unsafe-fixes"), ("init",))
CALLS = ("open", "fsync", "replace", "chmod", "unlink", "makedirs", "mkdir")
MOST = 80


def _project(folder: Path, words: tuple[str, ...]) -> Project:
    return Project(
        folder, {path: text for path, text in FILES.items() if words[0] != "init" or path != "rules/all.toml"}
    )


def _content(project: Project) -> dict[str, bytes]:
    return {
        str(path.relative_to(project.folder)): path.read_bytes()
        for path in project.folder.rglob("*")
        if path.is_file() and not path.name.startswith(".envlint-")
    }


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_killed_at_any_point(words: tuple[str, ...], tmp_path: Path) -> None:
    done = _project(tmp_path / "done", words)
    old = _content(done)
    assert done.call(*words).code == 0
    new = _content(done)
    assert old != new
    killed = _project(tmp_path / "killed", words)
    for number in range(MOST):
        if _killed(killed, words, number):
            now = _content(killed)
            assert all(now.get(path) in (old.get(path), text) for path, text in new.items()), number
            assert now.keys() <= new.keys() | old.keys()
            for path in killed.folder.rglob("*"):
                if path.is_file():
                    path.unlink()
            killed.write(old)
            continue
        assert _content(killed) == new
        assert number > 3
        return
    pytest.fail("it never came to its end")


def _killed(project: Project, words: tuple[str, ...], number: int) -> bool:
    """Run a command in a process that is killed before one of the calls with which it writes; tell whether it was."""
    child = os.fork()
    if child == 0:
        try:
            with _dying(number):
                project.call(*words)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@contextmanager
def _dying(number: int) -> Iterator[None]:
    left = [number]

    def watched(call: object) -> object:
        def perform(*given: object, **named: object) -> object:
            reading = call is opening and not (len(given) > 1 and isinstance(given[1], int) and given[1] & os.O_CREAT)
            if not reading:
                left[0] -= 1
                if left[0] < 0:
                    os.kill(os.getpid(), signal.SIGKILL)
            return call(*given, **named)  # type: ignore[operator]

        return perform

    opening = os.open
    with mock.patch.multiple(os, **{name: watched(getattr(os, name)) for name in CALLS}):
        yield


@pytest.mark.parametrize("words", [("template",), ("fix",)], ids=" ".join)
@pytest.mark.parametrize("kind", ["link inside", "link outside", "hard link"])
def test_links_are_not_written_through(kind: str, words: tuple[str, ...], tmp_path: Path) -> None:
    project = _project(tmp_path, words)
    target = (project.folder if kind == "link inside" else tmp_path) / "real.txt"
    target.write_text(FILES[".env.example"], encoding="utf-8")
    place = project.folder / ".env.example"
    place.unlink()
    os.link(target, place) if kind == "hard link" else place.symlink_to(target)
    said = project.call(*words)
    assert said.code in ((2,) if kind == "hard link" else (0, 2)), said.text
    assert target.read_text(encoding="utf-8") == FILES[".env.example"]
    assert kind == "hard link" or place.is_symlink()


def test_a_folder_of_docs_that_leads_out(tmp_path: Path) -> None:
    project = _project(tmp_path, ("fix",))
    (tmp_path / "outside").mkdir()
    page = tmp_path / "outside" / "ENV_VARIABLES.md"
    (project.folder / "docs" / "ENV_VARIABLES.md").rename(page)
    (project.folder / "docs").rmdir()
    (project.folder / "docs").symlink_to(tmp_path / "outside")
    before = page.read_bytes()
    project.call("fix")
    project.write({"envlint.toml": "docs = ['docs/ENV_VARIABLES.md']\n"})
    assert project.call("fix").code == 2
    assert page.read_bytes() == before


@pytest.mark.parametrize("words", [("template",), ("docs",), ("fix",)], ids=" ".join)
def test_a_file_keeps_its_mode(words: tuple[str, ...], tmp_path: Path) -> None:
    project = _project(tmp_path, words)
    path = project.folder / ("docs/ENV_VARIABLES.md" if words[0] == "docs" else ".env.example")
    path.chmod(0o640)
    assert project.call(*words).code == 0
    assert path.stat().st_mode & 0o777 == 0o640
    assert path.read_text(encoding="utf-8") != FILES[str(path.relative_to(project.folder))]


def test_init_does_not_write_over_anything(tmp_path: Path) -> None:
    for number, there in enumerate(("envlint.toml", "rules/x.toml", "rules/variables.toml")):
        project = Project(tmp_path / str(number), {"main.go": GO, there: "# mine\n"})
        assert project.call("init").code == 2
        assert _content(project) == {"main.go": GO.encode(), there: b"# mine\n"}


NAMES = ("DB_HOST", "DB_PORT", "OTHER", "A_B", "x")
ENDS = st.sampled_from(["\n", "\n", "\n", "\r\n", ""])
LINES_OF_TEMPLATES = st.one_of(
    st.builds("{}={}".format, st.sampled_from(NAMES), st.sampled_from(["", "1", "'a b'", '"x\\n"', "a # c", "'open"])),
    st.builds(
        "{} {}".format, st.sampled_from(["#", "##", "#="]), st.sampled_from(["DB_HOST=1", "Database", "----", ""])
    ),
    st.sampled_from(
        ["", "  ", "\ufeffA=1", "export DB_PORT=2", "broken line", "# --- Database ---", "\u2028", "a\x0cb"]
    ),
)
LINES_OF_DOCS = st.one_of(
    st.builds("| `{}` | {} |".format, st.sampled_from(NAMES), st.sampled_from(["", "`1`", "a \\| b"])),
    st.builds("{} `{}`".format, st.sampled_from(["-", "*", "##", "1.", "  -", ">"]), st.sampled_from(NAMES)),
    st.sampled_from(
        ["", "# Settings", "## Database", "| Name | Default |", "|---|---|", "| Variable | Type | Required |", "```",
         "```env", "DB_HOST=1", "    code", "text", "---", "<!--", "-->", "<details>", "\\", "~~~", "&nbsp;", "\u2028"]
    ),
)  # fmt: skip
FEW = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _text(lines: list[tuple[str, str]]) -> str:
    return "".join(line + end for line, end in lines)


@FEW
@given(
    st.lists(st.tuples(LINES_OF_TEMPLATES, ENDS), max_size=12), st.lists(st.tuples(LINES_OF_DOCS, ENDS), max_size=14)
)
def test_fixed_is_fixed_and_no_line_changes(
    tmp_path_factory: pytest.TempPathFactory, template: list[tuple[str, str]], docs: list[tuple[str, str]]
) -> None:
    files = {"main.go": GO, ".env.example": _text(template), "docs/ENV_VARIABLES.md": _text(docs)}
    project = Project(tmp_path_factory.mktemp("fix"), files)
    with mock.patch("os.fsync"):
        first = project.call("fix")
        once = _content(project)
        second = project.call("fix")
    assert first.code in (0, 2), first.text
    assert b"envlint bug" not in first.err
    assert _content(project) == once, second.text
    for path in (".env.example", "docs/ENV_VARIABLES.md"):
        _assert_only_added(files[path].encode(), once[path])
    if first.code == 0:
        assert b"ENV402" not in project.call("drift", "--select=ENV402").out


def _assert_only_added(old: bytes, new: bytes) -> None:
    """Every line is there still, as it was and in the same order."""
    lines = iter(line.removesuffix(b"\r") for line in new.split(b"\n"))
    for line in old.removesuffix(b"\n").split(b"\n") if old else ():
        assert line.removesuffix(b"\r") in lines, (line, new)
