"""Invariants of migrations: a rollback, a guard where it loses data, the file's name, no gap before the number."""

from __future__ import annotations

from envlint.checks.database.invariants.patterns import chooses
from envlint.checks.database.invariants.thing import Broken, Thing
from envlint.checks.database.names import clipped
from envlint.core.finding import Related
from envlint.core.location import Location

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.checks.database.invariants.thing import Asked, Demand, Maker, State
    from envlint.formats.sql.migration import Migration, Rollback

IN_FOLDERS: Final = ("up.sql", "migration.sql")


def things(state: State) -> Iterator[Thing]:
    """Yield the migrations that have a number: those that are repeated have none."""
    for migration in state.migrations:
        step = migration.step
        if step.order:
            at = Location(step.up, step.up, 1, 1)
            yield Thing(step.number, f"migration {step.number}", at, migration, words={"name": _file(step.up)})


def _has(asked: Asked) -> Demand:
    def judge(thing: Thing, _state: State) -> Iterator[Broken]:
        migration: Migration = thing.own
        if migration.rollback is None:
            if "rollback" in asked.texts:
                yield Broken("rollback", f"{thing.called} has no rollback", thing.at, "write the file that undoes it")
        elif "guard" in asked.texts:
            yield from _unguarded(thing.called, migration.rollback)

    return judge


def _unguarded(called: str, rollback: Rollback) -> Iterator[Broken]:
    """Yield the first thing that a rollback loses without asking."""
    for loss, late in rollback.unguarded[:1]:
        message = f"rollback of {called} loses {clipped(loss.name)} without a guard before it"
        related = (Related("this guard comes too late", late),) if late else ()
        yield Broken("guard", message, loss.at, f"raise an exception while {loss.table} has data to lose", related)


def _named(asked: Asked) -> Demand:
    def judge(thing: Thing, _state: State) -> Iterator[Broken]:
        name = thing.words["name"]
        if not chooses(asked.said, name):
            wish = clipped(asked.said)
            yield Broken("name", f"{thing.called} is not called {wish}", thing.at, f"rename {name} to fit {wish}")

    return judge


def _gaps(asked: Asked) -> Demand:
    def judge(thing: Thing, state: State) -> Iterator[Broken]:
        if asked.said:
            return
        *outer, number = thing.own.step.order
        inside = [each.step.order for each in state.migrations if [*each.step.order[:-1]] == outer and each.step.order]
        before = max((order[-1] for order in inside if order[-1] < number), default=number - 1)
        if before < number - 1:
            missing = f"{before + 1} is" if before + 2 == number else f"{before + 1} to {number - 1} are"
            help = "number migrations one after the other"
            yield Broken("gaps", f"{missing} missing before migration {thing.name}", thing.at, help)

    return judge


def _file(path: str) -> str:
    *folders, name = path.split("/")
    return folders[-1] if name in IN_FOLDERS and folders else name


DEMANDS: Final[dict[str, Maker]] = {"has": _has, "name": _named, "gaps": _gaps}
