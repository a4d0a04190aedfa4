"""Which migrations were applied to a database, by the table in which the tool that applies them keeps that.

Sources: the manuals of the tools, and the statements with which each makes its table.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from envlint.core.record import Record
from envlint.core.value import MASK
from envlint.formats.secrets import looks_secret
from envlint.formats.sql.bookkeeping import own_name
from envlint.inventories.database.session import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.formats.sql.catalogue import Catalogue
    from envlint.formats.sql.migration import History, Step
    from envlint.inventories.database.session import Session

DONE: Final = "done"
FAILED: Final = "failed"
DATE: Final = len("YYYYMMDDhhmmss")
VERSION: Final = re.compile(r"[0-9][A-Za-z0-9._-]{0,99}")
MOST: Final = 100_000  # rows of such a table


class Applied(Record):
    """What such a ``table`` says: ``numbers`` are those of migrations that are there, in their order, None for unknown.

    ``failed`` are versions that stopped half-way, ``unknown`` those of which there is no migration. ``refused`` says
    why the table could not be read.
    """

    table: str = ""
    numbers: tuple[str, ...] | None = None
    failed: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    refused: str = ""


class Tool(NamedTuple):
    """How a tool keeps what it has done: rows of version and state.

    ``columns`` are some by which its table is told from others of that name. With ``up_to`` a version stands for all
    before it, too; with ``named`` it is the name of a file or folder.
    """

    table: str
    columns: tuple[str, ...]
    query: str
    up_to: bool = False
    named: bool = False


TOOLS: Final = (
    # golang-migrate
    Tool(
        "schema_migrations",
        ("version", "dirty"),
        "SELECT version::text, CASE WHEN dirty THEN 'failed' ELSE 'done' END FROM {}",
        up_to=True,
    ),
    # dbmate, Rails, Ecto, Supabase
    Tool("schema_migrations", ("version",), "SELECT version::text, 'done' FROM {}"),
    Tool(
        "goose_db_version",
        ("version_id", "is_applied"),
        "SELECT version_id::text, 'done' FROM (SELECT DISTINCT ON (version_id) version_id, is_applied FROM {} "
        "WHERE version_id > 0 ORDER BY version_id, id DESC) AS newest WHERE is_applied",
    ),
    Tool(
        "_sqlx_migrations",
        ("version", "success"),
        "SELECT version::text, CASE WHEN success THEN 'done' ELSE 'failed' END FROM {}",
    ),
    Tool(
        "_prisma_migrations",
        ("migration_name", "finished_at", "rolled_back_at"),
        "SELECT migration_name::text, CASE WHEN finished_at IS NULL THEN 'failed' ELSE 'done' END FROM {} "
        "WHERE rolled_back_at IS NULL",
        named=True,
    ),
    Tool("__diesel_schema_migrations", ("version",), "SELECT version::text, 'done' FROM {}"),
    Tool(
        "flyway_schema_history",
        ("version", "type", "success", "installed_rank"),
        "SELECT version::text, CASE WHEN NOT success THEN 'failed' WHEN type = 'BASELINE' THEN 'base' ELSE 'done' END "
        "FROM (SELECT DISTINCT ON (version) version, type, success FROM {} WHERE version IS NOT NULL "
        "ORDER BY version, installed_rank DESC) AS newest WHERE type NOT LIKE 'UNDO%'",
    ),
    Tool(
        "atlas_schema_revisions",
        ("version", "applied", "total"),
        "SELECT version::text, CASE WHEN applied < total THEN 'failed' ELSE 'done' END FROM {} "
        "WHERE version ~ '^[0-9]'",
    ),
    Tool("refinery_schema_history", ("version",), "SELECT version::text, 'done' FROM {}"),
    Tool("gorp_migrations", ("id",), "SELECT id::text, 'done' FROM {}", named=True),  # sql-migrate
    Tool("pgmigrations", ("name", "run_on"), "SELECT name::text, 'done' FROM {}", named=True),  # node-pg-migrate
)


def applied(session: Session, catalogue: Catalogue, history: History) -> Applied:
    """Return which migrations are there. ``catalogue`` is the server's; one query is made if it has such a table.

    Raises:
        EnvlintError: the server does not answer any more.
    """
    for tool in TOOLS:
        for name in sorted(catalogue.tables, key=lambda name: (name.count("."), name)):
            if own_name(name) == tool.table and catalogue.tables[name].columns.keys() >= set(tool.columns):
                return _asked(session, tool, name, history)
    return Applied()


def _asked(session: Session, tool: Tool, name: str, history: History) -> Applied:
    schema = name[: -len(tool.table)].rstrip(".") or "public"
    place = '"{}"."{}"'.format(schema.strip('"').replace('"', '""'), tool.table)
    try:
        rows = session.ask(f"{tool.query.format(place)} ORDER BY 1 LIMIT {MOST}")
    except Refused as refused:
        return Applied(name, refused=refused.reason)
    steps = [migration.step for migration in history.migrations]
    done, failed, unknown = set[str](), list[str](), list[str]()
    for version, state in ((version, state) for version, state in rows if version is not None):
        there = list(_meant(version, steps, named=tool.named))
        if state == FAILED:
            failed.append(_told(version))
        elif not there:
            unknown.append(_told(version))
        if tool.up_to or state == "base":
            there = _before(version, steps, failed=state == FAILED)
        if state != FAILED or tool.up_to:
            done.update(step.up for step in there)
    numbers = tuple(step.number for step in steps if step.up in done)
    return Applied(name, numbers, tuple(failed), tuple(unknown))


def _told(version: str) -> str:
    """Return a version as it may be shown: what looks like none may be anything that a row holds."""
    return version if VERSION.fullmatch(version) and not looks_secret(version) else MASK


def _meant(version: str, steps: list[Step], *, named: bool) -> Iterator[Step]:
    """Yield the migration that a version stands for."""
    if named:
        names = version, f"{version}.sql"
        yield from (step for step in steps if any(part in names for part in step.up.split("/")[-2:]))
    else:
        key = _key(version)
        yield from (step for step in steps if step.number and _key(step.number) == key)


def _before(version: str, steps: list[Step], *, failed: bool) -> list[Step]:
    """Return the migrations up to a version, without itself if it failed."""
    key = _key(version)
    return [step for step in steps if step.number and (_key(step.number) < key if failed else _key(step.number) <= key)]


def _key(version: str) -> tuple[int, ...]:
    """Return a version as numbers; a date with its time is one, whether or not points or dashes are in it."""
    digits = re.sub(r"[^0-9]", "", version)
    if len(digits) >= DATE:
        return int(digits[:DATE]), *map(int, filter(None, [digits[DATE:]]))
    numbers = [int(number) for number in re.findall(r"[0-9]+", version)]
    while len(numbers) > 1 and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
