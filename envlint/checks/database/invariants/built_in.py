"""What must hold of every schema, whatever its rules say: an index is on rows that there can be."""

from __future__ import annotations

from envlint.checks.database.invariants import subjects
from envlint.checks.database.invariants.wording import at_table, either, listed
from envlint.checks.database.literals import literal
from envlint.checks.database.names import clipped
from envlint.core.finding import Breach, Related
from envlint.core.location import Location
from envlint.formats.sql.allowed import listed as demanded
from envlint.formats.sql.allowed import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.database.subject import Database
    from envlint.formats.sql.allowed import Value
    from envlint.formats.sql.catalogue import Index, Table


def judge(subject: Database) -> Iterator[Breach]:
    """Yield a breach for each partial index whose condition names a value that its column cannot have."""
    history = subject.history
    folder = Location(history.folder, history.folder)
    for table in subjects.tables(history.catalogue):
        for index in table.indexes.values():
            if index.predicate is None:
                continue
            for column, named in demanded(index.predicate.node).items():
                found = values(history.catalogue, table.name, column)
                if found is not None:
                    yield from _impossible(table, index, folder, column, named, found)


def _impossible(
    table: Table, index: Index, folder: Location, column: str, named: tuple[str, ...], found: tuple[Value, ...]
) -> Iterator[Breach]:
    allowed = [value.text for value in found]
    wrong = [literal(text, column) for text in named if text not in allowed]
    if not wrong:
        return
    at = index.at or folder
    place = next((value.at for value in found if value.at), None)
    message = (
        f"index {clipped(index.name)} is on rows whose {clipped(column)} is {either(wrong)}, "
        f"and {clipped(table.name)}.{clipped(column)} can be {listed(literal(each, column) for each in allowed)}"
    )
    related = (Related("the values allowed", place),) if place and place != at else at_table(table, at)
    yield Breach(message, at, related=related, help="name a value that the column can have, or allow this one")
