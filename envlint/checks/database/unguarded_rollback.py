"""ENV504: a rollback loses data, and does not refuse while there is any."""

from __future__ import annotations

from envlint.checks.database.literals import expression
from envlint.checks.database.names import clipped, written
from envlint.checks.database.spoken_for import spoken_for
from envlint.checks.database.wording import MOST_PLACES, several
from envlint.core.finding import Breach, Related

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Final

    from envlint.checks.database.subject import Database
    from envlint.formats.sql.catalogue import Catalogue
    from envlint.formats.sql.guarding import Unguarded

MANY: Final = 5
"""From as many on, where nothing is guarded at all, that is one fault and not as many."""


def judge(subject: Database) -> Iterator[Breach]:
    """Yield a breach for each rollback that loses what no guard before it reads, one where many have no guard."""
    others = spoken_for(subject.history, subject.invariants, "guard")
    found = [
        unguarded(rollback.unguarded, migration.after)
        for migration in subject.history.migrations
        if (rollback := migration.rollback) and rollback.unguarded and migration.step.up not in others
    ]
    rollbacks = [migration.rollback for migration in subject.history.migrations if migration.rollback]
    if len(found) >= MANY and not any(rollback.guards for rollback in rollbacks):
        message = f"no rollback asks before it loses data, of {len(found)} that do; the first: {found[0].message}"
        yield found[0].replace(message=message, related=())
    else:
        yield from found


def unguarded(lost: Sequence[Unguarded], before: Catalogue) -> Breach:
    """Return the breach of a rollback that loses something; ``before`` is the catalogue that it is applied to."""
    first = lost[0]
    names = several([each.loss.name for each in lost])
    late = next((each.late for each in lost if each.late), None)
    if late:
        message = f"the guard of {names} stands behind the loss: nothing is left then that it could find"
    else:
        message = f"the rollback loses {names}, and does not ask before whether there is data in {_it(lost)}"
    related = [Related("the guard", late)] if late else []
    related += [Related(clipped(each.loss.name), each.loss.at) for each in lost[1:] if each.loss.at != first.loss.at]
    return Breach(
        message,
        first.loss.at,
        related=tuple(related)[:MOST_PLACES],
        help="move it before" if late else f"before it, in a DO block: {_guard(first, before)}",
    )


def _it(lost: Sequence[Unguarded]) -> str:
    return "it" if len(lost) == 1 else "them"


def _guard(lost: Unguarded, before: Catalogue) -> str:
    table = before.tables.get(lost.loss.table)
    column = table.columns.get(lost.loss.column) if table else None
    where = ""
    if column and column.default and not column.nullable:
        where = f" WHERE {written(column.name)} <> {clipped(expression(column.default.text, column.name))}"
    elif column and column.nullable:
        where = f" WHERE {written(column.name)} IS NOT NULL"
    rows = f"SELECT 1 FROM {written(lost.loss.table)}{where}"  # noqa: S608  it is shown, and never run
    return f"IF EXISTS ({rows}) THEN RAISE EXCEPTION '...'; END IF;"
