"""What a server and its migrations say of one thing, side by side."""

from __future__ import annotations

from envlint.checks.database import literals
from envlint.checks.database.names import clipped
from envlint.formats.sql import names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

    from envlint.core.location import Location
    from envlint.formats.sql.catalogue import Catalogue, Column
    from envlint.formats.sql.difference import Difference
    from envlint.formats.sql.folding import Told

OF_CONSTRAINTS: Final = {
    "primary key": "primary key",
    "unique": "unique constraint",
    "foreign key": "foreign key",
    "check": "check",
    "exclude": "exclusion constraint",
}
PLAIN: Final = ("type", "nullability", "partition of", "validity")
"""What a thing itself is said to be: ``column a.b is text``."""
PLURAL: Final = ("columns", "keys")
SILENT: Final = "comment"
"""What is not told: people may have written anything there."""


def thing(told: Told, wanted: Catalogue, found: Catalogue) -> str:
    """Return what a thing is and how it is called: ``foreign key tracks.tracks_user_id_fkey``."""
    kind = told.kind
    table, own = _part(told.name)
    catalogue = found if told.extra else wanted
    if kind == "constraint" and table in catalogue.tables:
        kind = OF_CONSTRAINTS[catalogue.tables[table].constraints[own].kind]
    elif kind == "type" and told.name in catalogue.types:
        kind = catalogue.types[told.name].kind
        kind = kind if kind in ("enum", "domain") else f"{kind} type"
    return f"{kind} {clipped(told.name)}"


def sentence(subject: str, differences: Sequence[Difference]) -> str:
    """Return in what a server and the migrations part about one thing."""
    first = differences[0]
    more = [each.what for each in differences[1:]]
    also = f"; {', '.join(more)} differ{'' if len(more) > 1 else 's'}, too" if more else ""
    if first.what == SILENT:
        return f"the comment on {subject} is another on the server than by the migrations"
    server, files = (_said(literals.state(first, each)) for each in (first.found, first.wanted))
    if server == files:
        return f"the {first.what} of {subject} is not the same on the server as by the migrations{also}"
    if first.what == "values":
        return f"{subject} has {server} on the server, and {files} by the migrations{also}"
    if first.what in PLAIN and first.found and first.wanted:
        return f"{subject} is {server} on the server, and {files} by the migrations{also}"
    verb = "are" if first.what in PLURAL else "is"
    return f"the {first.what} of {subject} {verb} {server} on the server, and {files} by the migrations{also}"


def _said(text: str) -> str:
    """Return a state of a thing on one line; none is without a word."""
    return clipped(text) or "nothing"


def place(told: Told, wanted: Catalogue) -> Location | None:
    """Return where the migrations say of a thing what the server does not."""
    difference = told.properties[0]
    table, own = _part(told.name)
    column: Column | None = None
    if told.kind == "column" and table in wanted.tables:
        column = wanted.tables[table].columns.get(own)
    if column is None:
        return difference.at
    nearer = {"default": column.default_at, "nullability": column.nullable_at}.get(difference.what)
    return nearer or column.at


def made(told: Told, catalogue: Catalogue) -> Location | None:
    """Return where a thing is made, if the migrations make it at all."""
    if told.kind == "table":
        held: object = catalogue.tables.get(told.name)
    elif told.kind == "type":
        held = catalogue.types.get(told.name)
    elif (told.kind, told.name) in catalogue.others:
        return catalogue.others[told.kind, told.name]
    else:
        table, own = _part(told.name)
        parts = {"column": "columns", "constraint": "constraints", "index": "indexes", "trigger": "triggers"}
        held = getattr(catalogue.tables.get(table), parts.get(told.kind, ""), {}).get(own)
    at: Location | None = getattr(held, "at", None)
    return at


def _part(name: str) -> tuple[str, str]:
    before = names.before(name)
    return before.rstrip("."), name[len(before) :]
