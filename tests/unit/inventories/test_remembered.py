"""Inventories that an earlier run left: the same as new ones, and gone as soon as a file is another."""

from __future__ import annotations

import marshal
import os
from typing import TYPE_CHECKING, Any

import pytest

from envlint.core.bug import Bug
from envlint.core.declaration import Declaration, Inventory
from envlint.core.location import Location
from envlint.inventories import code, installed
from envlint.inventories.remembered import remembered
from envlint.inventories.tree import listing
from envlint.rules import cache

if TYPE_CHECKING:
    from pathlib import Path

CANARY = "canary-5up3r"
PROGRAM = f"""
import os
PORT = int(os.environ.get("PORT", "8080"))
PASSWORD = os.environ.get("DB_PASSWORD", "{CANARY}")
URL = os.environ.get("DATABASE_URL", "postgres://me:{CANARY}@db/x")
PREFIXED = os.environ["PLUGIN_" + name()]
"""


class Project:
    """A folder that is read through the cache; ``asked`` counts how often it was really read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "project"
        self.cache = folder / "cache" / "envlint"
        self.asked = 0
        self.write("app.py", PROGRAM)

    def write(self, path: str, text: str) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text)

    def read(self, *asked: str) -> Inventory:
        tree = listing(str(self.folder))

        def anew() -> tuple[Inventory, ...]:
            self.asked += 1
            return (code.read(tree),)

        return remembered(tree, "code", asked, anew)[0]

    def kept(self) -> bytes:
        return b"".join(path.read_bytes() for path in self.cache.iterdir()) if self.cache.is_dir() else b""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Project(tmp_path)


def test_the_second_run_says_the_same_without_reading(project: Project) -> None:
    cold, warm = project.read(), project.read()
    assert project.asked == 1
    assert warm == cold
    assert [(each.name, each.default, each.type) for each in warm.declarations] == [
        ("PORT", "8080", "int"),
        ("DB_PASSWORD", CANARY, ""),
        ("DATABASE_URL", f"postgres://me:{CANARY}@db/x", ""),
    ]
    assert [each.pattern for each in warm.dynamic] == ["PLUGIN_*"]


def test_no_secret_is_kept(project: Project) -> None:
    project.read()
    assert b"DB_PASSWORD" in project.kept()
    assert b"8080" in project.kept()
    assert CANARY.encode() not in project.kept()


def test_a_secret_that_no_file_spells_as_it_is_keeps_everything_from_being_kept(project: Project) -> None:
    project.write("app.py", 'import os\nA = os.environ.get("DB_PASSWORD", "canary" "-5up3r")\n')
    cold, warm = project.read(), project.read()
    assert cold.declarations[0].default == CANARY
    assert (project.asked, warm, project.kept()) == (2, cold, b"")


def test_what_somebody_marked_as_secret_is_not_kept(project: Project) -> None:
    said = Declaration("COLOUR", "template", Location("app.py", "app.py", 4), default=CANARY, secret=True)
    tree = listing(str(project.folder))
    inventories = (Inventory("template", (said,)),)
    assert remembered(tree, "template", (), lambda: inventories) == inventories
    assert CANARY.encode() not in project.kept()
    assert remembered(tree, "template", (), lambda: ()) == inventories


def _changed(project: Project) -> None:
    project.write("app.py", PROGRAM.replace("8080", "9090"))


def _touched(project: Project) -> None:
    os.utime(project.folder / "app.py", ns=(1, 1))


def _added(project: Project) -> None:
    project.write("more.py", 'import os\nos.environ["MORE"]\n')


def _removed(project: Project) -> None:
    (project.folder / "app.py").unlink()


def _closed(project: Project) -> None:
    (project.folder / "app.py").chmod(0o640)


@pytest.mark.parametrize("change", [_changed, _touched, _added, _removed, _closed])
def test_any_change_of_a_file_is_seen(project: Project, change: Any) -> None:
    (project.folder / "app.py").chmod(0o644)
    project.read()
    change(project)
    changed = project.read()
    assert project.asked == 2
    assert changed == project.read()
    assert project.asked == 2


def test_what_is_asked_for_besides_the_files_counts(project: Project) -> None:
    project.read("get(name)")
    project.read("fetch(name)")
    assert project.asked == 2


def test_another_program_reads_anew(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.read()
    monkeypatch.setattr("envlint.inventories.remembered.made_by", lambda: b"another")
    project.read()
    assert project.asked == 2


def test_the_program_is_known_by_its_modules_and_grammars(monkeypatch: pytest.MonkeyPatch) -> None:
    installed.made_by.cache_clear()
    before = installed.made_by()
    installed.made_by.cache_clear()
    monkeypatch.setattr(installed, "_grammars", lambda: ["tree_sitter_go-9.dist-info"])
    assert installed.made_by() != before
    installed.made_by.cache_clear()


def test_a_file_that_is_read_but_not_listed_counts(project: Project) -> None:
    asked = []

    def read() -> Inventory:
        tree = listing(str(project.folder))

        def anew() -> tuple[Inventory, ...]:
            asked.append(tree.read("node_modules/x.env"))
            return (Inventory("manifests"),)

        return remembered(tree, "manifests", (), anew)[0]

    read(), read()
    project.write("node_modules/x.env", "A=1\n")
    read(), read()
    assert asked == [None, b"A=1\n"]


def test_a_file_that_is_too_large_is_named_again(project: Project) -> None:
    project.write("large.py", "#" * 600_000)
    project.read()
    tree = listing(str(project.folder))
    remembered(tree, "code", (), lambda: ())
    assert [path for path, _ in tree.skipped] == ["large.py"]


def test_what_has_a_fault_is_not_kept(project: Project) -> None:
    tree = listing(str(project.folder))
    remembered(tree, "code", (), lambda: (Inventory("code", faults=(Bug(ValueError()),)),))
    assert project.kept() == b""


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data[:-3] + b"\xff\xfe\xfd",
        lambda _data: b"",
        lambda data: data[:10] + bytes(len(data) - 10),
    ],
)
def test_a_damaged_file_is_as_good_as_none(project: Project, damage: Any) -> None:
    cold = project.read()
    for path in project.cache.iterdir():
        path.write_bytes(damage(path.read_bytes()))
    assert project.read() == cold
    assert project.asked == 2


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _kept: None,
        lambda _kept: (),
        lambda kept: kept[:3],
        lambda kept: (kept[0], kept[1], 5, kept[3]),
        lambda kept: (*kept[:3], ((5, (), (), (), (), ()),)),
        lambda kept: (*kept[:3], (("code", ((7, {}),), (), (), (), ()),)),
        lambda kept: (*kept[:3], (("code", ((0, {"name": "A", "kind": "code", "at": (1, 2, 3)}),), (), (), (), ()),)),
        lambda kept: (
            *kept[:3],
            (("code", ((0, {"name": 5, "kind": "code", "at": ("", "", 0, 0, 0, 0)}),), (), (), (), ()),),
        ),
        lambda kept: (*kept[:3], (("code", (), (), (5,), (), ()),)),
    ],
)
def test_a_file_of_another_shape_is_as_good_as_none(
    project: Project, spoil: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    cold = project.read()
    real = cache.fetch
    monkeypatch.setattr(cache, "fetch", lambda key: marshal.loads(marshal.dumps(spoil(real(key)))))
    assert project.read() == cold
    assert project.asked == 2


def test_without_a_home_every_run_reads(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/none")
    assert project.read() == project.read()
    assert project.asked == 2
