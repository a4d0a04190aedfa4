"""A fault of envlint's own in what looks at migrations is never a pass, and silences nothing else."""

from __future__ import annotations

import json
import re
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from harness import Project

from envlint.checks.database import OF_MIGRATIONS

if TYPE_CHECKING:
    from pathlib import Path

PLACE = re.compile(rb"^envlint bug: ValueError at envlint/[a-z_/]+\.py:\d+ in [\w<>]+$", re.MULTILINE)
# One project in which each check of the files has something to say.
FILES = {
    "rules/database.toml": '[[invariant]]\nid = "keys"\nof = "primary-key"\ntype = "uuid"\n',
    "migrations/001_a.sql": "CREATE TABLE a (id int PRIMARY KEY);\nCREATE INDEX a_id ON a (id);\nSELEC 1;\n",
    "migrations/rollback/001_a_down.sql": "DROP TABLE a;\n",
    "migrations/002_b.sql": "CREATE TABLE b (id uuid PRIMARY KEY);\n",
    "migrations/003_c.sql": "CREATE TYPE c AS ENUM ('x');\n",
    "migrations/rollback/003_c_down.sql": "SELECT 1;\n",
    "migrations/3_d.sql": "CREATE TYPE d AS ENUM ('x');\n",
}
# What breaks beside the checks: the commands that read, apply and decide.
ELSEWHERE = (
    "envlint.commands.migration_folders.read",
    "envlint.formats.sql.building.Builder.apply",
    "envlint.formats.sql.migration.differences",
    "envlint.analysis.triage._marked",
)


def _raise(*_given: object, **_named: object) -> None:
    raise ValueError("broken")


def _found(project: Project) -> tuple[int, set[tuple[str, str]], bytes]:
    said = project.call("migrations", "--format=json")
    report = json.loads(said.out)
    return said.code, {(each["name"], each["message"]) for each in report["findings"]}, said.err


@pytest.mark.parametrize("name", OF_MIGRATIONS)
def test_a_check_of_migrations_that_breaks(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = Project(tmp_path, FILES)
    code, before, _ = _found(project)
    assert (code, name in {said for said, _ in before}) == (1, True)
    monkeypatch.setattr(import_module(f"envlint.checks.database.{name.replace('-', '_')}"), "judge", _raise)
    code, after, err = _found(project)
    assert code == 2
    assert PLACE.search(err)
    assert {found for found in before - after if found[0] != name} == set()


@pytest.mark.parametrize("where", ELSEWHERE)
def test_what_reads_migrations_and_breaks(where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = Project(tmp_path, FILES)
    monkeypatch.setattr(where, _raise)
    said = project.call("migrations")
    assert said.code == 2
    assert PLACE.search(said.err)
