"""What a running server answers to the guards of rollbacks: which of them would refuse today.

Each guard is asked by itself, about the data as they are: whether those of later migrations refuse is theirs to say.
Of what a rollback drops without a guard it is asked whether there is any.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from envlint.inventories.database import readable
from envlint.inventories.database.asking import Asking, of
from envlint.inventories.database.patience import Patience
from envlint.inventories.database.readable import written
from envlint.inventories.database.session import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from envlint.checks.database.subject import Answer
    from envlint.formats.sql.migration import History, Migration
    from envlint.inventories.database.readable import Name, Relation
    from envlint.inventories.database.session import Session

MOST: Final = 500  # guards and losses, the newest migrations first
TOGETHER: Final = 100  # of them in one query


def answers(session: Session, history: History, applied: tuple[str, ...] | None) -> tuple[Answer, ...]:
    """Return what the server says to the rollbacks of the migrations that are applied (None: all), newest first.

    That is an answer for each guard and for each table or column that would be lost without one. A rollback that has
    neither has one answer, that nothing holds it back.

    At most ``MOST`` are asked, ``TOGETHER`` of them in one query; one more tells what kind of relations they read. A
    query that the server refuses is asked again in its parts.

    Raises:
        EnvlintError: the server does not answer any more.
    """
    asking = list(_limited(each for migration in _newest_first(history, applied) for each in of(migration)))
    read = [name for each in asking if each.query for name in each.query.relations]
    try:
        known = readable.relations(session, read)
    except Refused as refused:
        return tuple(each.answer.replace(refused=refused.reason) if each.query else each.answer for each in asking)
    said = list(_answered(Patience(session), [_judged(each, known) for each in asking]))
    held = {answer.path for answer in said if answer.condition and answer.holds}
    return tuple(answer for answer in said if not (answer.loses and answer.path in held))


def _limited(asking: Iterable[Asking]) -> Iterator[Asking]:
    """Yield what is to be asked, from some point on without the queries."""
    asked = 0
    for each in asking:
        asked += each.query is not None
        late = each.query is not None and asked > MOST
        yield Asking(each.answer.replace(refused=f"only the newest {MOST} are asked")) if late else each


def _newest_first(history: History, applied: tuple[str, ...] | None) -> Iterator[Migration]:
    for migration in reversed(history.migrations):
        if applied is None or migration.step.number in applied:
            yield migration


def _judged(asking: Asking, known: dict[Name, Relation]) -> Asking:
    """Return what is to be asked, without its query where the relations that it reads forbid it."""
    answer, query = asking
    for name in query.relations if query else ():
        relation = known[name]
        if answer.loses and not relation.there:
            return Asking(answer.replace(holds=False))
        if relation.obstacle:
            return Asking(answer.replace(refused=relation.obstacle))
        if query and (odd := sorted(relation.odd if query.columns is None else relation.odd & query.columns)):
            why = f"{written(name)}.{odd[0]} is of a type that is not PostgreSQL's own"
            return Asking(answer.replace(refused=why))
    return asking


def _answered(session: Patience, asking: list[Asking]) -> Iterator[Answer]:
    """Yield the answers in their order: many are asked in one query, and one by one if the server refuses that."""
    found: dict[int, object] = {}
    plain = [(number, each.query) for number, each in enumerate(asking) if each.query and not each.query.values]
    for start in range(0, len(plain), TOGETHER):
        part = plain[start : start + TOGETHER]
        sql = "SELECT " + ", ".join(f"(\n{query.sql}\n)" for _, query in part)
        with suppress(Refused):
            found |= zip((number for number, _ in part), session.ask(sql)[0], strict=True)
    for number, (answer, query) in enumerate(asking):
        try:
            holds = session.ask(query.sql, *query.values)[0][0] if query and number not in found else found.get(number)
        except Refused as refused:
            yield answer.replace(refused=refused.reason)
            continue
        if query and holds is not None and not isinstance(holds, bool):
            yield answer.replace(refused="its answer is no yes or no")
        else:
            yield answer.replace(holds=bool(holds)) if query else answer
