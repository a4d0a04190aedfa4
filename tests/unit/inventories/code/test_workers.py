"""One process or two: the same is found, whatever becomes of the second one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from envlint.inventories import code
from envlint.inventories.code import reading, rounds, workers
from envlint.inventories.tree import Tree, listing

if TYPE_CHECKING:
    from pathlib import Path

    from envlint.core.declaration import Inventory
    from envlint.inventories.code.engine import Engine

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
WRAPPER = "export const optional = (name: string, other: string) => process.env[name] ?? other;\n"
PASSED_ON = 'export { optional as setting } from "./env";\n'


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    monkeypatch.setattr(rounds, "MANY", 20)
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "env.ts").write_text(WRAPPER)
    (tmp_path / "lib" / "settings.ts").write_text(PASSED_ON)
    for number in range(30):
        folder = tmp_path / f"part{number}"
        folder.mkdir()
        (folder / "use.ts").write_text(
            f'import {{ optional }} from "../lib/env";\nimport {{ setting }} from "../lib/settings";\n'
            f'optional("A{number}", "{number}"); setting("B{number}", "b"); process.env.C{number};\n'
        )
    (tmp_path / "part7" / "large.ts").write_text("//" * 300_000)
    return listing(str(tmp_path))


def read(tree: Tree, *, forked: bool, monkeypatch: pytest.MonkeyPatch) -> Inventory:
    made = []

    class Counted(workers.Worker):
        def __init__(self, engine: Engine, tree: Tree) -> None:
            super().__init__(engine, tree)
            made.append(engine)

    monkeypatch.setattr(reading, "Worker", Counted)
    monkeypatch.setattr(reading, "possible", lambda: forked)
    found = code.read(tree)
    assert bool(made) is forked
    return found


def test_one_and_two_processes_find_the_same(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    two = read(tree, forked=True, monkeypatch=monkeypatch)
    large = tree.skipped
    tree.large.clear()
    one = read(tree, forked=False, monkeypatch=monkeypatch)
    assert two == one
    assert tree.skipped == large != ()
    assert {each.name: each.default for each in one.declarations} == {
        name: default
        for number in range(30)
        for name, default in ((f"A{number}", str(number)), (f"B{number}", "b"), (f"C{number}", None))
    }


def test_both_shares_have_files(tree: Tree) -> None:
    parts = rounds.shares(tree.paths)
    assert sorted(path for part in parts for path in part) == sorted(tree.paths)
    assert len(parts) == 2
    assert rounds.shares(tree.paths[:5]) == [list(tree.paths[:5])]


@pytest.mark.parametrize("step", ["first", "passed_on", "look_for", ""])
def test_a_process_that_dies_is_done_without(tree: Tree, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read(tree, forked=False, monkeypatch=monkeypatch)
    parent = os.getpid()
    start, told = reading.Engine.start, reading.Engine.told

    def dying(engine: Engine, asked: str, fresh: rounds.Found) -> object:
        if os.getpid() != parent and asked == step:
            os._exit(9)
        return start(engine, asked, fresh)

    def speechless(engine: Engine) -> object:
        if os.getpid() != parent and not step:
            os._exit(9)
        return told(engine)

    monkeypatch.setattr(reading.Engine, "start", dying)
    monkeypatch.setattr(reading.Engine, "told", speechless)
    fork, children = os.fork, list[int]()

    def counted() -> int:
        children.append(fork())
        return children[-1]

    monkeypatch.setattr(os, "fork", counted)
    assert read(tree, forked=True, monkeypatch=monkeypatch) == whole
    assert children
    for child in children:
        with pytest.raises(ChildProcessError):
            os.waitpid(child, os.WNOHANG)  # nobody is left behind


def test_a_fault_in_the_other_process_is_told(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Engine, unit: object, *_rest: object) -> None:
        raise ValueError(unit)

    monkeypatch.setattr(reading.Engine, "_unit", broken)
    two = read(tree, forked=True, monkeypatch=monkeypatch)
    one = read(tree, forked=False, monkeypatch=monkeypatch)
    assert [str(each) for each in two.faults] == [str(each) for each in one.faults] != []


def test_where_no_process_can_be_made_there_is_none(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError

    whole = read(tree, forked=False, monkeypatch=monkeypatch)
    monkeypatch.setattr(os, "fork", refuse)
    monkeypatch.setattr(reading, "possible", lambda: True)
    monkeypatch.setattr(reading, "Worker", workers.Worker)
    assert code.read(tree) == whole


def test_beside_other_threads_no_copy_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threading.active_count", lambda: 2)
    assert not workers.possible()
