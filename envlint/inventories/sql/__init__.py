"""What a database says: the values that its columns may have, and their defaults, as migrations in SQL make them."""

from __future__ import annotations

from dataclasses import replace

from envlint.core.declaration import Declaration, Inventory
from envlint.formats.encoding import decode
from envlint.formats.sql import syntax
from envlint.formats.sql.allowed import constant, values
from envlint.formats.sql.catalogue import CHECK, Column, Type
from envlint.formats.sql.halves import halves
from envlint.inventories.sql import migrations
from envlint.inventories.sql.reading import Reader
from envlint.inventories.sql.ties import variables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from envlint.core.location import Location
    from envlint.formats.sql.allowed import Value
    from envlint.formats.sql.catalogue import Table
    from envlint.inventories.sql.migrations import Series
    from envlint.inventories.tree import Tree

KIND = "sql"


def read(tree: Tree, named: tuple[str, ...] = (), columns: Mapping[str, str] | None = None) -> Inventory:
    """Return what the database says of variables.

    ``named`` are the files and folders that settings name; without any, folders ``migrations`` and ``schema.sql``
    count. ``columns`` are the columns that rules name for their variables, as ``table.column``: nothing else speaks for
    such a variable. A declaration by a column's name may be of a variable that does not exist.
    """
    selection = migrations.select(tree, named)
    files = [path for series in selection.series for path in series.paths]
    said = list(selection.not_covered)
    if files and not syntax.available():
        said.append(f"SQL: install envlint-cli[sql] to have {_files(len(files))} read")
        return Inventory(KIND, not_covered=tuple(said))
    declarations: list[Declaration] = []
    refused: list[Location] = []
    absent = dict(columns or {})
    for series in selection.series:
        reader = Reader()
        said += _apply(reader, tree, series)
        refused += reader.refused
        declarations += _declared(reader, columns or {}, absent)
    if files:
        places = ", ".join(series.folder for series in selection.series)
        said += [f"SQL: {places} makes no {column}, the column of {name}" for name, column in sorted(absent.items())]
    unparsed, more = _by_folder(refused)
    declarations.sort(key=lambda one: (one.at, one.name))
    return Inventory(KIND, tuple(declarations), files=tuple(files), not_covered=(*said, *more), unparsed=unparsed)


def _apply(reader: Reader, tree: Tree, series: Series) -> Iterator[str]:
    """Read the files of a series in order, and yield what is to be said of those that cannot be."""
    for path in series.paths:
        data = tree.read(path)
        if data is None:
            yield f"SQL: {path} could not be read"
        else:
            reader.read(path, halves(decode(data)[0])[0])


def _declared(reader: Reader, columns: Mapping[str, str], absent: dict[str, str]) -> Iterator[Declaration]:
    """Yield what the tables say, and take the columns it has from those that are ``absent``."""
    owners: dict[str, list[str]] = {}
    for variable, place in columns.items():
        owners.setdefault(place.removeprefix("public."), []).append(variable)
    catalogue = reader.catalogue
    # Which schemas are searched is not in the files: a type is known by its own name too.
    types = {**{name.rpartition(".")[2]: kind for name, kind in catalogue.types.items()}, **catalogue.types}
    catalogue = replace(catalogue, types=types)
    for table_name, table in catalogue.tables.items():
        for name, column in _columns(table).items():
            owning = owners.get(f"{table_name}.{name}", [])
            for owner in owning:
                absent.pop(owner, None)
            comments = (column.comment, *reader.beside(column))
            guessed = [other for other in variables(table_name, name, comments) if other not in columns]
            if speaking := owning or guessed:
                allowed = values(catalogue, table_name, name) or ()
                for variable in speaking:
                    yield from _of_column(variable, allowed, column)


def _columns(table: Table) -> dict[str, Column]:
    """Return the columns with those of which only a CHECK is known."""
    checks = [one.expression for one in table.constraints.values() if one.kind == CHECK and one.expression]
    spoken = {name for check in checks for name in check.columns if name not in table.columns}
    return {**table.columns, **{name: Column(name, Type("")) for name in sorted(spoken)}}


def _of_column(name: str, allowed: tuple[Value, ...], column: Column) -> Iterator[Declaration]:
    if allowed and (at := allowed[0].at):
        yield Declaration(name, KIND, at, values=tuple(value.text for value in allowed))
    default = constant(column.default.node) if column.default else None
    if default and column.default:
        at = column.default.places.get(default.location, column.default_at)
        if at:
            yield Declaration(name, KIND, at, default=default.text, written=default.text)


def _by_folder(refused: list[Location]) -> tuple[tuple[Location, ...], list[str]]:
    """Return the first place of each folder that could not be understood, and in words how many more files there are.

    A folder in another dialect is refused file for file: that is to be said once.
    """
    folders: dict[str, list[Location]] = {}
    for at in sorted(refused):
        folders.setdefault(at.path.rpartition("/")[0], []).append(at)
    more = [
        f"SQL: {_files(len(places) - 1)} more in {folder or 'the root'} could not be read as PostgreSQL"
        for folder, places in folders.items()
        if len(places) > 1
    ]
    return tuple(places[0] for places in folders.values()), more


def _files(count: int) -> str:
    return f"{count} file{'s' if count != 1 else ''}"
