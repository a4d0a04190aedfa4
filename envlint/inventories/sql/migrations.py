"""Which SQL files make a database, and in which order: the ways of the usual migration tools."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from envlint.formats.encoding import decode
from envlint.inventories.chosen import chosen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.inventories.tree import Tree

FOLDER: Final = "migrations"
DUMP: Final = "schema.sql"
OTHERS: Final = {
    "clickhouse": "ClickHouse",
    "cockroach": "CockroachDB",
    "cockroachdb": "CockroachDB",
    "crdb": "CockroachDB",
    "duckdb": "DuckDB",
    "mariadb": "MariaDB",
    "mssql": "SQL Server",
    "mysql": "MySQL",
    "oracle": "Oracle",
    "sqlite": "SQLite",
    "sqlite3": "SQLite",
    "sqlserver": "SQL Server",
}
DIALECT: Final = re.compile(rf"(?<![^/._-])({'|'.join(OTHERS)})(?![^/._-])", re.IGNORECASE)
LOCK: Final = "migration_lock.toml"
PROVIDER: Final = re.compile(r"^[ \t]*provider[ \t]*=[ \t]*[\"'](\w+)[\"']", re.MULTILINE)
OF_PRISMA: Final = "/migration.sql"
NOT_RUN: Final = frozenset(("archive", "archived", "down", "downs", "rollback", "rollbacks", "undo"))
BACKWARD: Final = re.compile(
    r"(?:^|[._-])(?:down|reverse|revert|rollback|undo)\.sql$|^U\d+(?:[._]\d+)*__", re.IGNORECASE
)
DATED: Final = re.compile(r"(?<![0-9])[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9]{6}(?![0-9])")  # diesel, with dashes or without


class Series(NamedTuple):
    """Files that make one database, in the order in which they are applied."""

    folder: str
    paths: tuple[str, ...]


class Selection(NamedTuple):
    """What is to be read, and in words what is not and why."""

    series: tuple[Series, ...]
    not_covered: tuple[str, ...]


def select(tree: Tree, named: tuple[str, ...]) -> Selection:
    """Choose the files: those that settings name, or else what lies in a folder ``migrations``, and ``schema.sql``."""
    grouped, missing = _named(tree, named) if named else (_found(tree), [])
    series, foreign = [], {}
    for folder, paths in sorted(grouped.items()):
        if dialect := provider(tree, folder):
            foreign[f"{folder}/"] = dialect
            continue
        ours = []
        for path in paths:
            # Of a folder that settings name, its own name says nothing against what is in it.
            start = len(folder) if named else 0
            if said_by := DIALECT.search(path, start):
                foreign[path[: path.find("/", said_by.end()) + 1] or path] = OTHERS[said_by[1].lower()]
            elif _runs(path[start:]):
                ours.append(path)
        if ours:
            series.append(Series(folder, tuple(sorted(ours, key=_natural))))
    said = [f"SQL: there is nothing at {name}" for name in missing]
    said += [f"SQL: {place} holds {dialect}, not PostgreSQL" for place, dialect in sorted(foreign.items())]
    return Selection(tuple(series), tuple(said))


def provider(tree: Tree, folder: str) -> str:
    """Return the database that Prisma's lock file in a folder names, if it is another one than PostgreSQL."""
    path = f"{folder}/{LOCK}"
    data = tree.read(path) if path in tree else None
    found = PROVIDER.search(decode(data)[0]) if data else None
    return OTHERS.get(found[1], "") if found else ""


def _named(tree: Tree, named: tuple[str, ...]) -> tuple[dict[str, list[str]], list[str]]:
    """Return the files of each name, and the names that mean none."""
    grouped, missing = {}, []
    for name in named:
        paths, nothing = chosen(tree, (name,), _is_sql)
        grouped[name.removeprefix("./")] = paths
        missing += nothing
    return grouped, missing


def _found(tree: Tree) -> dict[str, list[str]]:
    """Return the files that make a database by where they lie, by the folder of their series."""
    grouped: dict[str, list[str]] = {}
    for path in filter(_is_sql, tree.paths):
        *folders, name = path.split("/")
        if FOLDER in folders:
            folder = "/".join(folders[: folders.index(FOLDER) + 1])
            grouped.setdefault(folder, []).append(path)
        elif name == DUMP:
            grouped[path] = [path]
    return grouped


def _is_sql(path: str) -> bool:
    return path.endswith(".sql")


def _runs(path: str) -> bool:
    *folders, name = path.split("/")
    return NOT_RUN.isdisjoint(folder.lower() for folder in folders) and not BACKWARD.search(name)


def _natural(path: str) -> list[str | int]:
    """Order by numbers where there are numbers: ``2_b.sql`` before ``10_a.sql``. Prisma orders by text."""
    if path.endswith(OF_PRISMA):
        return [path]
    parts = re.split(r"([0-9]+)", DATED.sub(lambda date: date[0].replace("-", ""), path))
    return [int(part) if index % 2 else part for index, part in enumerate(parts)]
