"""ENV507: a server's schema is not the one that its migrations add up to."""

from __future__ import annotations

from envlint.checks.database import parting, standing
from envlint.checks.database.names import clipped
from envlint.checks.database.wording import beginning, counted, name_of, several
from envlint.core.finding import Breach
from envlint.core.severity import INFO, WARNING
from envlint.formats.sql.building import SYNTAX, UNSUPPORTED
from envlint.formats.sql.folding import folded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.checks.database.standing import Standing
    from envlint.checks.database.subject import Database, Live
    from envlint.formats.sql.catalogue import Catalogue
    from envlint.formats.sql.folding import Told
    from envlint.formats.sql.migration import History

APPLY: Final = "apply the migrations, or write one that takes it away"
TAKE_OVER: Final = "write a migration for it, or take it away on the server"
AHEAD: Final = "tell the tool that the migration was applied, or take it away before it is"
AGREE: Final = "write a migration that makes both the same, and apply it"


def judge(subject: Database) -> Iterator[Breach]:
    """Yield what differs, each cause once: where a migration made it, or where the connection is from."""
    live = subject.live
    if live is None or not subject.history.migrations:
        return
    stands = standing.of(subject.history, live)
    yield from _progress(stands, live)
    wanted = stands.catalogue
    ours, theirs = len(wanted.tables), sum(name not in wanted.tables for name in live.catalogue.tables)
    if ours and not wanted.tables.keys() & live.catalogue.tables.keys():
        yield _nothing(ours, theirs, live)
        return
    unsure = sum(fault.kind in (SYNTAX, UNSUPPORTED) for fault in subject.history.faults)
    doubt = f"; {counted(unsure, 'statement')} could not be followed (ENV506), which may be why" if unsure else ""
    for told in folded(wanted, live.catalogue):
        if not _foreseen(told, stands, subject.history):
            for breach in _breaches(told, stands, live, subject.history.catalogue):
                yield breach.replace(help=f"{breach.help}{doubt}")


def _foreseen(told: Told, stands: Standing, history: History) -> bool:
    """Whether a difference is what a migration makes that was passed over, or one that is repeated after all others."""
    if any(each.at and each.at.path in stands.passed_over for each in told.properties):
        return True
    at = parting.made(told, history.catalogue) if told.extra and stands.pending else None
    return at is not None and any(not one.step.number and one.step.up == at.path for one in history.migrations)


def _progress(stands: Standing, live: Live) -> Iterator[Breach]:
    """Yield what the tool's own table says of migrations that are not applied, or that are not there."""
    if live.failed:
        message = f"{clipped(live.table)} says that {several(live.failed)} stopped half-way"
        yield Breach(message, live.at, help="mend by hand what it left, and tell the tool so")
    if live.unknown:
        message = f"{several(live.unknown)} {_is(live.unknown)} applied on the server, and not among the migrations"
        yield Breach(message, live.at, help="fetch the files that the server was migrated with", severity=WARNING)
    for path in stands.passed_over:
        message = f"{clipped(name_of(path))} is not applied on the server, and later migrations are"
        yield Breach(message, beginning(path), help="apply it, or give it a later number", severity=WARNING)
    if stands.pending:
        names = several([name_of(path) for path in stands.pending])
        message = f"{counted(len(stands.pending), 'migration')} to be applied on the server: {names}"
        yield Breach(message, beginning(stands.pending[0]), severity=INFO)


def _is(many: tuple[str, ...]) -> str:
    return "is" if len(many) == 1 else "are"


def _nothing(ours: int, theirs: int, live: Live) -> Breach:
    there = f"has {counted(theirs, 'other table')}" if theirs else "has no table at all"
    message = f"nothing of what the migrations make ({counted(ours, 'table')}) is on the server, which {there}"
    return Breach(message, live.at, help="apply the migrations, or name the database that they were applied to")


def _breaches(told: Told, stands: Standing, live: Live, last: Catalogue) -> Iterator[Breach]:
    """Yield what to say of one thing; each property of a column stands at a place of its own."""
    thing = parting.thing(told, stands.catalogue, live.catalogue)
    at = told.properties[0].at or live.at
    if told.renamed:
        message = f"{thing} is called {clipped(told.renamed)} on the server"
        yield Breach(message, at, help=AGREE, severity=WARNING)
    elif told.missing:
        with_it = f", and with it {counted(told.along, 'other thing')}" if told.along else ""
        yield Breach(f"{thing} is not on the server{with_it}", at, help=APPLY)
    elif told.extra:
        with_it = f" with {counted(told.along, 'thing')} of its own" if told.along else ""
        later = parting.made(told, last) if stands.pending else None
        when = f"by the migrations only after {clipped(name_of(later.path))}" if later else f"not {stands.by}"
        yield Breach(f"{thing} is on the server{with_it}, and {when}", live.at, help=AHEAD if later else TAKE_OVER)
    else:
        parts = [(each,) for each in told.properties] if told.kind == "column" else [told.properties]
        for part in parts:
            severity = WARNING if all(each.what == parting.SILENT for each in part) else None
            place = parting.place(told._replace(properties=part), stands.catalogue) or live.at
            yield Breach(parting.sentence(thing, part), place, help=AGREE, severity=severity)
