"""The reference project's database, and copies of it with one fault each.

The clean project is the reference project's migrations and rules with those of ``seeded/project`` beside them. A fault
is a table of a file in ``seeded``:

- ``edit``: what is changed in the clean project, once or in a list. ``file``, and ``old`` with the ``new`` text for
  it; without ``old`` the file is new, without ``new`` it is deleted, with ``to`` it gets another name
- ``sql``: what is changed in a database that all clean migrations were applied to; ``env``: lines of the environment
- ``mode``: ``static`` (the default without ``sql``), ``live`` or ``try``
- ``plain``: without any invariant, so that the built-in checks speak
- ``finds``: each finding, all of them: ``code``, ``rule`` where it is an invariant's, ``in`` which file (that of the
  edit, if it is not said) and ``at`` which line: the one on which this text stands, else the first of ``new``, or the
  first of the file; ``says`` is a part of the message
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest import mock

from envlint.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
SEEDED = Path(__file__).with_name("seeded")
MIGRATIONS = ROOT / "examples/veza-backend-api/migrations"
INVARIANTS = re.compile(r"^\[\[invariant\]\]\n(?:(?!\[(?!invariant\.)).*\n?)*", re.MULTILINE)
LIVE = ".env.live"


class Found(NamedTuple):
    """One finding: where it is, and what it says."""

    code: str
    path: str
    line: int
    rule: str = ""
    message: str = ""

    def __str__(self) -> str:
        return f"{self.code} {self.path}:{self.line} {self.rule}: {self.message}"


class Fault:
    """One thing that is wrong, and the findings that it must give."""

    def __init__(self, told: dict[str, Any], family: str) -> None:
        edit = told.get("edit", [])
        self.what: str = told["what"]
        self.family = family
        self.edits: list[dict[str, str]] = edit if isinstance(edit, list) else [edit]
        self.sql: str = told.get("sql", "")
        self.env: str = told.get("env", "")
        self.mode: str = told.get("mode", "live" if self.sql else "static")
        self.plain: bool = told.get("plain", False)
        self.finds: list[dict[str, str]] = told["finds"]

    def __str__(self) -> str:
        return f"{self.family}: {self.what}"

    def seed(self, project: Path) -> None:
        """Put the fault into a clean project."""
        for edit in self.edits:
            _change(project, edit)
        if self.plain:
            for path in project.glob("rules/*.toml"):
                path.write_text(INVARIANTS.sub("", path.read_text()))

    def expected(self, project: Path) -> Iterator[tuple[str, str, int, str]]:
        """Yield code, path, line and rule of each finding."""
        edit = next((each for each in self.edits if "new" in each), {})
        for find in self.finds:
            path = find.get("in") or (edit.get("to") or edit.get("file", LIVE))
            text = find.get("at") or (edit.get("new", "") if "old" in edit and "in" not in find else "")
            yield find["code"], path, _line(project / path, text), find.get("rule", "")


def faults() -> list[Fault]:
    """Return all of them."""
    pages = [(path.stem, tomllib.loads(path.read_text())) for path in sorted(SEEDED.glob("*.toml"))]
    return [Fault(told, stem) for stem, page in pages for told in page["fault"]]


def clean(project: Path) -> Path:
    """Make the clean project."""
    shutil.copytree(SEEDED / "project", project)
    shutil.copytree(MIGRATIONS, project / "migrations", dirs_exist_ok=True)
    shutil.copytree(ROOT / "rules", project / "rules", dirs_exist_ok=True)
    return project


def ups(project: Path) -> list[Path]:
    """Return the migrations in their order."""
    return sorted((project / "migrations").glob("*.sql"))


def judged(project: Path, *words: str) -> tuple[list[Found], dict[str, Any]]:
    """Run ``envlint migrations`` and return what it found, and its whole report."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with contextlib.chdir(project), mock.patch.multiple(sys, stdout=out, stderr=err), _environment():
        code = main(["migrations", *words, "--format", "json"])
        said, told = (stream.buffer.getvalue().decode() for stream in (out, err))  # type: ignore[attr-defined]
    assert code in (0, 1), told or said
    report = json.loads(said)
    assert not report.get("errors"), report["errors"]
    return [_found(each) for each in report["findings"]], report


@contextlib.contextmanager
def _environment() -> Iterator[None]:
    kept = {name: os.environ[name] for name in ("HOME", "PATH", "XDG_CACHE_HOME") if name in os.environ}
    with mock.patch.dict(os.environ, kept, clear=True):
        yield


def _found(finding: dict[str, Any]) -> Found:
    at = finding["location"]
    return Found(
        finding["code"], at["path"] or at["source"], at["line"] or 1, finding["rule"] or "", finding["message"]
    )


def _change(project: Path, edit: dict[str, str]) -> None:
    path = project / edit["file"]
    if "to" in edit:
        path.rename(project / edit["to"])
    elif "old" in edit:
        text = path.read_text()
        assert text.count(edit["old"]) == 1, f"{edit['file']} holds {text.count(edit['old'])} times: {edit['old']}"
        path.write_text(text.replace(edit["old"], edit["new"]))
    elif "new" in edit:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(edit["new"])
    else:
        path.unlink()


def _line(path: Path, text: str) -> int:
    """Return the line on which a text begins."""
    if not text:
        return 1
    whole, text = path.read_text(), text.strip()
    assert whole.count(text) == 1, f"{path.name} holds {whole.count(text)} times: {text}"
    return whole[: whole.index(text)].count("\n") + 1
