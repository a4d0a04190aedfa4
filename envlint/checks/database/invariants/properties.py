"""What can be asked of a column, whichever invariant asks: its type, whether it can be NULL, its default."""

from __future__ import annotations

from envlint.checks.database.invariants.thing import Broken
from envlint.checks.database.invariants.wording import either
from envlint.checks.database.literals import expression
from envlint.checks.database.names import clipped
from envlint.core.value import MASK
from envlint.formats.sql import wanted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from envlint.checks.database.invariants.thing import Asked
    from envlint.core.location import Location
    from envlint.formats.sql.catalogue import Catalogue, Column, Table, Type
    from envlint.formats.sql.syntax import Node


def types(asked: Asked) -> tuple[Type, ...]:
    """Return the types that a demand allows.

    Raises:
        EnvlintError: one is no type.
    """
    found = []
    for index, text in enumerate(asked.texts):
        try:
            found.append(wanted.type_of(text))
        except wanted.Unclear as unclear:
            raise asked.wrong(text, unclear, *(() if isinstance(asked.said, str) else (index,))) from None
    return tuple(found)


def default(asked: Asked) -> Node:
    """Return the default that a demand wants.

    Raises:
        EnvlintError: it is no expression.
    """
    text = asked.said if isinstance(asked.said, str) else str(asked.said).lower()
    try:
        return wanted.default_of(text)
    except wanted.Unclear as unclear:
        raise asked.wrong(text, unclear) from None


def typed(called: str, column: Column, allowed: Sequence[Type], texts: Sequence[str]) -> Iterator[Broken]:
    """Yield that a column is of none of some types."""
    if column.type.name and column.type not in allowed:
        wish = either(texts)
        yield Broken("type", f"{called} is {clipped(str(column.type))}, not {wish}", column.at, f"make it {wish}")


def nullable(table: Table, column: Column, catalogue: Catalogue, *, wish: bool) -> Iterator[Broken]:
    """Yield that a column can be NULL, or cannot. What a domain says of its own is not known."""
    if column.nullable == wish or not column.type.name or (not wish and _is_domain(column, catalogue)):
        return
    name = f"{table.name}.{column.name}"
    message = f"{name} cannot be NULL" if wish else f"{name} can be NULL"
    help = "leave out NOT NULL" if wish else "write NOT NULL"
    yield Broken("null", message, column.nullable_at or made_at(column), help)


def defaulted(called: str, column: Column, wish: Node, text: str) -> Iterator[Broken]:
    """Yield that a column has another default, or none."""
    if column.type.name and not wanted.same(wish, column):
        yield without_default(called, column, clipped(expression(text, column.name)))


def without_default(called: str, column: Column, wish: str) -> Broken:
    """Return that the default of a column is not the one that is wished for."""
    help = f"write DEFAULT {wish}" if wish.upper() != "NULL" else "leave out DEFAULT"
    if MASK in wish:
        help = "write the DEFAULT that the invariant names"
    if column.default is None:
        return Broken("default", f"{called} has no default {wish}", made_at(column), help, absent=True)
    found = clipped(expression(column.default.text, column.name))
    message = f"default of {called} is {found}, not {wish}"
    if found == wish:
        message = f"default of {called} is not the one that it must be"
    return Broken("default", message, column.default_at or made_at(column), help)


def made_at(column: Column) -> Location | None:
    """Return where a column was made, whatever was changed later."""
    return column.made_at or column.at


def _is_domain(column: Column, catalogue: Catalogue) -> bool:
    kind = catalogue.types.get(column.type.name)
    return kind is not None and kind.kind == "domain"
