"""DO blocks: the statements in them, and whether they only ask.

A block is read with PostgreSQL's own parser of PL/pgSQL. What it does on a condition is taken as done: whether the
condition holds is known to a database only.
"""

from __future__ import annotations

from typing import NamedTuple

from envlint.formats.sql import syntax

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.formats.sql.syntax import Node

ERROR = 21  # elog_level of RAISE EXCEPTION (PostgreSQL, src/include/utils/elog.h)


class Inner(NamedTuple):
    """A statement in a block. ``text`` is empty where it is put together only when it runs."""

    text: str
    line: int
    conditional: bool


class Block(NamedTuple):
    """What is in a block. ``guards`` are the conditions on which it raises an exception, each with its line."""

    statements: tuple[Inner, ...]
    guards: tuple[tuple[str, int], ...]


def read(text: str) -> Block:
    """Return what a DO statement does.

    Raises:
        syntax.Refused: its body is no PL/pgSQL.
    """
    body = syntax.procedure(text)["PLpgSQL_function"].get("action", {})
    statements: list[Inner] = []
    guards: list[tuple[str, int]] = []
    for kind, fields, conditional in _walk(body, conditional=False):
        if kind == "PLpgSQL_stmt_execsql":
            statements.append(Inner(_query(fields["sqlstmt"]), fields.get("lineno", 1), conditional))
        elif kind == "PLpgSQL_stmt_perform":
            statements.append(Inner(_query(fields["expr"]), fields.get("lineno", 1), conditional))
        elif kind in ("PLpgSQL_stmt_dynexecute", "PLpgSQL_stmt_dynfors"):
            statements.append(Inner(_constant(_query(fields["query"])), fields.get("lineno", 1), conditional))
        elif kind == "PLpgSQL_stmt_if" and _raises(fields.get("then_body", [])):
            guards.append((_query(fields["cond"]), fields.get("lineno", 1)))
    return Block(tuple(statements), tuple(guards))


def _walk(node: object, *, conditional: bool) -> Iterator[tuple[str, Node, bool]]:
    """Yield the statements of a body, outer ones first, and whether a condition or a loop stands before each."""
    if isinstance(node, list):
        for item in node:
            yield from _walk(item, conditional=conditional)
        return
    if not isinstance(node, dict):
        return
    for kind, fields in node.items():
        if kind.startswith("PLpgSQL_stmt_"):
            yield kind, fields, conditional
            inside = conditional or kind != "PLpgSQL_stmt_block" or "exceptions" in fields
            yield from _walk(list(fields.values()), conditional=inside)
        elif isinstance(fields, dict | list):
            yield from _walk(fields, conditional=conditional)


def _raises(body: list[Node]) -> bool:
    return any(item.get("PLpgSQL_stmt_raise", {}).get("elog_level", 0) >= ERROR for item in body)


def _query(expression: Node) -> str:
    return str(expression.get("PLpgSQL_expr", {}).get("query", ""))


def _constant(expression: str) -> str:
    """Return the text of a statement that EXECUTE runs, if it is a constant."""
    try:
        found = syntax.statements(f"SELECT {expression}")
    except syntax.Refused:
        return ""
    target = found[0].node.get("targetList", [{}])[0].get("ResTarget", {}).get("val", {})
    return str(target.get("A_Const", {}).get("sval", {}).get("sval", ""))
