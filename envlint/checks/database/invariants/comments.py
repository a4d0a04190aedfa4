"""The demand that a thing says in the database what it is for."""

from __future__ import annotations

from envlint.checks.database.invariants.thing import Broken
from envlint.checks.database.invariants.wording import at_table
from envlint.checks.database.names import written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.database.invariants.thing import Asked, Demand, State, Thing


def commented(asked: Asked) -> Demand:
    """Return the demand that a table or a column has a comment, or has none."""

    def judge(thing: Thing, _state: State) -> Iterator[Broken]:
        if bool(thing.own.comment) == asked.said:
            return
        kind = "TABLE" if thing.own is thing.table else "COLUMN"
        help = f"COMMENT ON {kind} {written(thing.name)} IS '...'" if asked.said else "take the comment away"
        has = "has no comment" if asked.said else "has a comment"
        yield Broken("comment", f"{thing.called} {has}", thing.at, help, at_table(thing.table, thing.at), absent=True)

    return judge
