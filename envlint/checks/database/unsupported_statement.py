"""ENV506: a statement of a migration is no PostgreSQL, is not followed, or would be refused."""

from __future__ import annotations

from envlint.checks.database.refusals import after_what, heard, refused
from envlint.checks.database.wording import MOST_PLACES
from envlint.core.finding import Breach, Related
from envlint.core.severity import ERROR, INFO, WARNING
from envlint.formats.sql.building import ASSUMED, CONFLICT, EMPTY, ENCODING, SYNTAX, UNSUPPORTED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

    from envlint.checks.database.subject import Database
    from envlint.core.location import Location
    from envlint.formats.sql.building import Fault
    from envlint.formats.sql.migration import History, Rollback

SEVERAL: Final = 5
"""From so many on, what is said word for word alike is said once. So many files that are no PostgreSQL, and more than
half of all, are those of another database."""
SAID: Final = {
    SYNTAX: (ERROR, "this is no PostgreSQL: ", ""),
    UNSUPPORTED: (WARNING, "what this does is not followed: ", "what it makes is not judged; `--try` applies it"),
    ASSUMED: (INFO, "", ""),
    EMPTY: (WARNING, "", "delete it, or say in a comment why it is empty"),
    ENCODING: (ERROR, "PostgreSQL does not take this: ", "save it as UTF-8"),
}


def judge(subject: Database) -> Iterator[Breach]:
    """Yield a breach for each statement that cannot be followed, and for what a server refused.

    That a rollback fails is said by ENV503.
    """
    foreign = _foreign(subject.history)
    yield from (foreign,) if foreign else _folded(_of_files(subject))
    if subject.trial:
        on = f"PostgreSQL {subject.trial.version}".rstrip()
        for each in subject.trial.refused:
            message = f"{on} refuses this: {each.message}" if each.sent else each.message
            yield Breach(message, each.at, severity=ERROR)


def _folded(breaches: Iterable[Breach]) -> Iterator[Breach]:
    """Yield what is said again and again, word for word, once, at its first place; but each fault of syntax is one."""
    alike: dict[str, list[Breach]] = {}
    for breach in breaches:
        alike.setdefault(breach.message, []).append(breach)
    for message, found in alike.items():
        if len(found) < SEVERAL or message.startswith(SAID[SYNTAX][1]):
            yield from found
        else:
            again = tuple(Related("and here", each.at) for each in found[1:MOST_PLACES])
            yield found[0].replace(message=f"{message}; here, and at further places", related=again)


def _of_files(subject: Database) -> Iterator[Breach]:
    unclear: Location | None = None
    for migration in subject.history.migrations:
        for fault in migration.applied.faults:
            if fault.kind != CONFLICT:
                yield _said(fault)
                unclear = unclear or after_what([fault])
            elif not fault.follows and not heard(subject, fault.at):
                yield refused("PostgreSQL refuses this", fault, unclear)
        if migration.rollback:
            yield from _of_rollback(migration.rollback)


def _foreign(history: History) -> Breach | None:
    """Return what is said of a folder whose files are mostly no PostgreSQL: once, and not statement for statement."""
    firsts = (
        next((fault for fault in migration.applied.faults if fault.kind == SYNTAX), None)
        for migration in history.migrations
    )
    refused = [fault for fault in firsts if fault]
    if len(refused) < SEVERAL or len(refused) * 2 <= len(history.migrations):
        return None
    return Breach(
        f"{len(refused)} of {len(history.migrations)} files are no PostgreSQL, this is the first",
        refused[0].at,
        related=tuple(Related("and here", fault.at) for fault in refused[1:MOST_PLACES]),
        help="name the folders of PostgreSQL with `sql` in the settings, if these are for another database",
        severity=ERROR,
    )


def _of_rollback(rollback: Rollback) -> Iterator[Breach]:
    """Yield what is said of a rollback; of one that is refused, or empty though there is work for it, ENV503 speaks."""
    for fault in rollback.applied.faults:
        if fault.kind != CONFLICT and not (fault.kind == EMPTY and rollback.left):
            yield _said(fault)


def _said(fault: Fault) -> Breach:
    severity, before, help = SAID[fault.kind]
    return Breach(f"{before}{fault.message}", fault.at, help=help, severity=severity)
