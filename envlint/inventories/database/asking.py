"""What a running server is asked about each rollback: its guards, and whether there is what it drops without one."""

from __future__ import annotations

from typing import Final, NamedTuple

from envlint.checks.database.subject import Answer
from envlint.core.location import Location
from envlint.formats.sql.allowed import constant
from envlint.inventories.database.harmless import NotAsked, Question, identifier, question
from envlint.inventories.database.readable import PUBLIC, split

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.formats.sql.catalogue import Catalogue
    from envlint.formats.sql.losses import Loss
    from envlint.formats.sql.migration import Migration, Rollback

SEARCH_PATH: Final = "search_path"


class Asking(NamedTuple):
    """A guard, or what is lost without one, and the query that asks for it; the answer says why there is none."""

    answer: Answer
    query: Question | None = None


def of(migration: Migration) -> Iterator[Asking]:
    """Yield the guards of a rollback, and what it loses without one; if there is neither, that it is free."""
    rollback, number = migration.rollback, migration.step.number
    if rollback is None:
        return
    schema = "" if _changes_path(rollback) else PUBLIC
    for condition, at in rollback.guards:
        answer = Answer(number, rollback.path, condition, at)
        try:
            yield Asking(answer, question(condition, schema))
        except NotAsked as refused:
            yield Asking(answer.replace(refused=refused.reason))
    for lost in rollback.unguarded:
        answer = Answer(number, rollback.path, "", lost.loss.at, loses=lost.loss.name)
        yield Asking(answer, _data(lost.loss, migration.after))
    if not rollback.guards and not rollback.unguarded:
        yield Asking(Answer(number, rollback.path, "", Location(rollback.path, rollback.path), holds=False))


def _changes_path(rollback: Rollback) -> bool:
    """Whether a name without a schema may be one of another schema than ``public``."""
    statements = [said for said in rollback.applied.statements if said.kind == "VariableSetStmt"]
    return any(said.node.get("name") == SEARCH_PATH for said in statements)


def _data(loss: Loss, catalogue: Catalogue) -> Question:
    """Return the query that asks whether there is something in a table, or in a column more than its default."""
    name = split(loss.table)
    table, kept, condition = catalogue.tables.get(loss.table), None, ""
    if loss.column:
        column = table.columns.get(loss.column) if table else None
        kept = constant(column.default.node) if column and column.default else None
        condition = f" WHERE {identifier(loss.column)} IS NOT NULL"
    if kept:
        condition += f" AND {identifier(loss.column)}::text <> $1"
    sql = f"SELECT EXISTS (SELECT FROM {identifier(name[0])}.{identifier(name[1])}{condition})"  # noqa: S608  quoted
    return Question(sql, (name,), frozenset((loss.column,) if kept else ()), (kept.text,) if kept else ())
