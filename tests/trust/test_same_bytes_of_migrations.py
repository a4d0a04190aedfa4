"""``migrations``: the same bytes whatever the hash seed, the order of folders, the working directory."""
# ruff: noqa: E501  samples keep their shape

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from harness import Project
from test_same_bytes import _Backwards

from envlint.reporters import FORMATS

if TYPE_CHECKING:
    from pathlib import Path

RULES = """
[tag]
seen = ["t1", "t2", "t3"]
[BACKEND]
values = ["local", "s3"]
default = "local"
[[invariant]]
id = "keys"
of = "primary-key"
type = "uuid"
[[invariant]]
id = "times"
of = "table"
tag = "seen"
has = ["created_at timestamptz not null default now()", "kind text"]
except = { t1 = "old", t9 = "gone" }
[[invariant]]
id = "names"
of = "index"
name = "idx_{table}_{columns}"
[[invariant]]
id = "backends"
of = "column"
only = ["t*.kind"]
values = "$BACKEND"
[[invariant]]
id = "rollbacks"
of = "migration"
has = ["rollback", "guard"]
since = "4"
"""
FILES = {
    "rules/a.toml": RULES,
    **{f"migrations/{n}_t{n}.sql": f"CREATE TABLE t{n} (id int PRIMARY KEY, kind text DEFAULT 'x' CHECK (kind IN ('x', 'y', 'z{n}')), u int REFERENCES t1, UNIQUE (kind, u));\nCREATE INDEX i{n} ON t{n} (u) WHERE kind = 'w';\n" for n in range(1, 12)},
    **{f"migrations/rollback/{n}_t{n}_down.sql": f"DROP TABLE t{n};\nDROP TABLE gone{n};\n" for n in range(1, 9, 2)},
    **{f"migrations/rollback/{n}_t{n}_down.sql": f"ALTER TABLE t{n} DROP kind, DROP u;\nCREATE TYPE e{n} AS ENUM ('b', 'a');\n" for n in range(2, 9, 2)},
    "migrations/10_again.sql": "CREATE TYPE k AS ENUM ('b', 'a');\nSELEC 1;\nCREATE RULE r AS ON UPDATE TO t1 DO INSTEAD NOTHING;\n",
    "migrations/notes.sql": "", "other/migrations/1_a.sql": "CREATE TABLE t (a int);\n", "other/migrations/1_b.sql": "CREATE VIEW v AS SELECT 1;\n",
    "third/mysql/migrations/1_a.sql": "", "schema.sql": "",
}  # fmt: skip
WORDS = [("migrations", f"--format={name}") for name in FORMATS]
WORDS += [("migrations", "-v"), ("migrations", "other"), ("migrations", "migrations", "--format=json")]
SEEDS = ("0", "1", "77")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path, FILES)


@pytest.mark.parametrize("words", [("migrations", "--format=json"), ("migrations", "-v")], ids=" ".join)
def test_hash_seeds(words: tuple[str, ...], project: Project) -> None:
    said = {project.start(*words, environ={"PYTHONHASHSEED": seed}) for seed in SEEDS}
    assert len(said) == 1
    assert b"ENV505" in said.pop().out


@pytest.mark.parametrize("words", WORDS, ids=" ".join)
def test_order_of_folders(words: tuple[str, ...], project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    said = project.call(*words)
    assert said.code == 1, said.text
    scandir, listdir = os.scandir, os.listdir
    monkeypatch.setattr("os.scandir", lambda *where: _Backwards(scandir(*where)))
    monkeypatch.setattr("os.listdir", lambda *where: sorted(listdir(*where), reverse=True))
    assert project.call(*words) == said


@pytest.mark.parametrize("words", WORDS, ids=" ".join)
def test_working_directory(words: tuple[str, ...], project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    path, folder = str(project.folder), project.folder
    named = words[1] if words[1:] and not words[1].startswith("-") else ""
    rest = words[2 if named else 1 :]
    cold, warm = project.call(*words), project.call(*words)
    for where, given in ((project.temporary, path), (project.temporary, "../project"), (folder / "migrations", "..")):
        monkeypatch.setattr(project, "folder", where)
        target = "/".join(filter(None, (given, named)))
        elsewhere = project.call("migrations", target, *rest, environ={"TZ": "Asia/Tokyo", "LANG": "de_CH"})
        assert cold == warm == elsewhere, given


def test_both_orders_of_writing(tmp_path: Path) -> None:
    said = set()
    for number, files in enumerate((FILES, dict(reversed(FILES.items())))):
        said.add(Project(tmp_path / str(number), files).call("migrations", "--format=json"))
    assert len(said) == 1
