"""ENV509: as the data are today, a rollback would refuse, or would lose some of them."""

from __future__ import annotations

from envlint.checks.database.names import clipped
from envlint.checks.database.rows import summed
from envlint.core.finding import Breach
from envlint.formats.sql import guarding
from envlint.formats.sql.refusing import ALWAYS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.database.subject import Answer, Database


def judge(subject: Database) -> Iterator[Breach]:
    """Yield a breach for each guard that holds a rollback back now, or that was not asked, and for data without one."""
    for answer in subject.live.answers if subject.live else ():
        if answer.refused:
            if not _is_missed(subject, answer.condition):
                yield _not_asked(answer)
        elif answer.holds and answer.condition:
            yield _held(subject, answer)
        elif answer.holds:
            yield _unguarded(answer)


def _held(subject: Database, answer: Answer) -> Breach:
    if answer.condition == ALWAYS:
        message = f"{answer.number} cannot be rolled back: its rollback always refuses"
        return Breach(message, answer.at, help="restore a backup, or write a migration that makes the old state again")
    rows = _rows(subject, answer.condition)
    return Breach(
        f"{answer.number} cannot be rolled back now: its guard refuses{f' ({rows})' if rows else ''}",
        answer.at,
        label="this holds now",
        help="do first what the guard asks for; until then the rollback stops there",
    )


def _not_asked(answer: Answer) -> Breach:
    if answer.loses:
        message = f"it is not known whether rolling back {answer.number} now would lose what is in "
        return Breach(f"{message}{clipped(answer.loses)}: {answer.refused}", answer.at, help="look by hand before")
    return Breach(
        f"it is not known whether {answer.number} can be rolled back now: its guard has no answer: {answer.refused}",
        answer.at,
        label="this condition",
        help="ask it by hand before the rollback",
    )


def _unguarded(answer: Answer) -> Breach:
    return Breach(
        f"rolling back {answer.number} now would lose what is in {clipped(answer.loses)}, and no guard asks before",
        answer.at,
        help="guard the rollback, or save the data first",
    )


def _is_missed(subject: Database, condition: str) -> bool:
    """Whether the server lacks a table that a condition reads, or a column of it: ENV507 says so."""
    read = guarding.read(condition)
    tables = subject.live.catalogue.tables if subject.live else {}
    for name in read.relations:
        made, there = subject.history.catalogue.tables.get(name), tables.get(name)
        if made and (there is None or read.columns & (made.columns.keys() - there.columns.keys())):
            return True
    return False


def _rows(subject: Database, condition: str) -> str:
    """Return what was counted in the columns that a condition reads."""
    read = guarding.read(condition)
    rules = {rule.name: rule for rule in subject.rules}
    found = []
    for tally in subject.live.tallies if subject.live else ():
        table, _, column = tally.column.rpartition(".")
        if column in read.columns and table in read.relations and tally.variable in rules:
            found.append(summed(rules[tally.variable], tally))
    return "; ".join(dict.fromkeys(said for said in found if said))
