"""DO blocks: the statements in them, and whether they only ask.

A block is read with PostgreSQL's own parser of PL/pgSQL. What it does on a condition is taken as done: whether the
condition holds is known to a database only.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from envlint.formats.sql import refusing, syntax
from envlint.formats.sql.refusing import constant, query

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.formats.sql.syntax import Node
RUN: Final = {
    "PLpgSQL_stmt_execsql": "sqlstmt",
    "PLpgSQL_stmt_perform": "expr",
    "PLpgSQL_stmt_dynexecute": "query",
    "PLpgSQL_stmt_dynfors": "query",
}


class Inner(NamedTuple):
    """A statement in a block. ``text`` is empty where it is put together only when it runs.

    ``conditions`` are those that stand before it; a loop or a handler of exceptions is an empty one.
    """

    text: str
    line: int
    conditions: tuple[str, ...]

    @property
    def conditional(self) -> bool:
        """Whether a condition or a loop stands before it."""
        return bool(self.conditions)


class Block(NamedTuple):
    """What is in a block. ``guards`` are the conditions on which it refuses to go on, each with its line."""

    statements: tuple[Inner, ...]
    guards: tuple[tuple[str, int], ...]


def read(text: str) -> Block:
    """Return what a DO statement does.

    Raises:
        syntax.Refused: its body is no PL/pgSQL.
    """
    function = syntax.procedure(text)["PLpgSQL_function"]
    statements: list[Inner] = []
    for kind, fields, conditions in _walk(function.get("action", {}), ()):
        if key := RUN.get(kind):
            said = query(fields[key])
            dynamic = kind in ("PLpgSQL_stmt_dynexecute", "PLpgSQL_stmt_dynfors")
            statements.append(Inner(constant(said) if dynamic else said, fields.get("lineno", 1), conditions))
    return Block(tuple(statements), tuple(refusing.Refusals(function).found))


def _walk(node: object, conditions: tuple[str, ...]) -> Iterator[tuple[str, Node, tuple[str, ...]]]:
    """Yield the statements of a body, outer ones first, and the conditions and loops that stand before each."""
    if isinstance(node, list):
        for item in node:
            yield from _walk(item, conditions)
        return
    if not isinstance(node, dict):
        return
    for kind, fields in node.items():
        if kind.startswith("PLpgSQL_stmt_"):
            yield kind, fields, conditions
            if kind != "PLpgSQL_stmt_block" or "exceptions" in fields:
                yield from _walk(list(fields.values()), (*conditions, query(fields.get("cond", {}))))
            else:
                yield from _walk(list(fields.values()), conditions)
        elif isinstance(fields, dict | list):
            yield from _walk(fields, conditions)
