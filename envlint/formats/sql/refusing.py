"""On what a block of PL/pgSQL refuses to go on: the guards of a rollback, in the forms in which they are written.

``IF ... THEN RAISE EXCEPTION``, also behind ELSIF, ELSE and CASE; ``ASSERT``; ``PERFORM ...; IF FOUND``; a count that
SELECT INTO or an assignment keeps in a variable; a loop over rows that raises. What a handler of exceptions catches and
does not raise again is no refusal. Source: PostgreSQL's documentation, 43.5, 43.6 and 43.9.
"""

from __future__ import annotations

import re
from typing import Final

from envlint.formats.sql import syntax

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from envlint.formats.sql.syntax import Node

ERROR: Final = 21  # elog_level of RAISE EXCEPTION (PostgreSQL, src/include/utils/elog.h)
ALWAYS: Final = "true"
ASSIGNED: Final = re.compile(r"\s*([A-Za-z_]\w*)\s*:?=\s*")
WORD: Final = re.compile(rb'[\w$]+|"[^"]*"')
OF_A_CASE: Final = re.compile(r"""'[^']*'|"[^"]*"|\b(?:case|end)\b""", re.IGNORECASE)
QUERY: Final = re.compile(r"\s*(?:SELECT|WITH|TABLE|VALUES)\b", re.IGNORECASE)


class Refusals:
    """The conditions on which a body raises an exception, each with its line, in the order in which they stand."""

    def __init__(self, function: Node) -> None:
        self.found: list[tuple[str, int]] = []
        self._kept: dict[str, str] = {}
        for datum in function.get("datums", ()):
            variable = datum.get("PLpgSQL_var", {})
            if "default_val" in variable:
                self._keep(str(variable.get("refname", "")), query(variable["default_val"]))
        self._body([function.get("action", {})])

    def _body(self, body: Iterable[Node]) -> None:
        for item in body:
            for kind, fields in item.items():
                if does := STATEMENTS.get(kind):
                    does(self, fields)

    def _refuse(self, condition: str, fields: Node) -> None:
        if condition:
            self.found.append((self._resolved(condition), fields.get("lineno", 1)))

    def _block(self, fields: Node) -> None:
        before = len(self.found)
        self._body(fields.get("body", ()))
        handlers = fields.get("exceptions", {}).get("PLpgSQL_exception_block", {}).get("exc_list", ())
        if not all(raises(each.get("PLpgSQL_exception", {}).get("action", ())) for each in handlers):
            del self.found[before:]

    def _raise(self, fields: Node) -> None:
        if fields.get("elog_level", 0) >= ERROR:
            self._refuse(ALWAYS, fields)

    def _assert(self, fields: Node) -> None:
        self._refuse(f"NOT ({query(fields.get('cond', {}))})", fields)

    def _if(self, fields: Node) -> None:
        condition = query(fields.get("cond", {}))
        self._branch(condition, fields.get("then_body", ()), fields)
        before = [condition]
        for item in fields.get("elsif_list", ()):
            other = item.get("PLpgSQL_if_elsif", {})
            before.append(query(other.get("cond", {})))
            self._branch(before[-1], other.get("stmts", ()), other)
        otherwise = " OR ".join(f"({each})" for each in before)
        self._branch(f"NOT ({otherwise})", fields.get("else_body", ()), fields)

    def _branch(self, condition: str, body: list[Node], fields: Node) -> None:
        if raises(body):
            self._refuse(condition, fields)
            return
        before = len(self.found)
        self._body(body)
        if condition and len(self.found) > before:
            outer = self._resolved(condition)
            self.found[before:] = [(f"({outer}) AND ({inner})", line) for inner, line in self.found[before:]]

    def _case(self, fields: Node) -> None:
        tested = query(fields.get("t_expr", {}))
        for item in fields.get("case_when_list", ()):
            case = item.get("PLpgSQL_case_when", {})
            condition = query(case.get("expr", {}))
            self._branch(f"({tested}) = ({condition})" if tested else condition, case.get("stmts", ()), case)

    def _loop(self, fields: Node) -> None:
        rows = query(fields.get("query", {}))
        self._branch(f"EXISTS ({rows})" if QUERY.match(rows) else "", fields.get("body", ()), fields)

    def _perform(self, fields: Node) -> None:
        self._kept["found"] = f"EXISTS ({query(fields.get('expr', {}))})"

    def _select(self, fields: Node) -> None:
        self._into(query(fields.get("sqlstmt", {})), fields)

    def _execute(self, fields: Node) -> None:
        self._into(constant(query(fields.get("query", {}))), fields)

    def _into(self, rows: str, fields: Node) -> None:
        if not QUERY.match(rows):
            self._kept.pop("found", None)
            return
        self._kept["found"] = f"EXISTS ({rows})"
        targets = fields.get("target", {}).get("PLpgSQL_row", {}).get("fields", ())
        if len(targets) == 1:
            self._kept[str(targets[0].get("name", "")).lower()] = f"({rows})"

    def _assign(self, fields: Node) -> None:
        written = query(fields.get("expr", {}))
        if found := ASSIGNED.match(written):
            self._keep(found[1], written[found.end() :])

    def _keep(self, name: str, expression: str) -> None:
        self._kept[name.lower()] = f"({self._resolved(expression)})"

    def _resolved(self, condition: str) -> str:
        """Return a condition with the queries that its variables were filled by in the place of their names."""
        text = f"SELECT {condition}"
        try:
            parsed = syntax.statements(text)
        except syntax.Refused:
            return condition
        encoded = text.encode()
        for start, name in sorted(((at, name) for name, at in _names(parsed[0].node)), reverse=True):
            word = WORD.match(encoded, start)
            if name in self._kept and word:
                encoded = encoded[:start] + self._kept[name].encode() + encoded[word.end() :]
        return encoded[len("SELECT ") :].decode()


STATEMENTS: Final[dict[str, Callable[[Refusals, Node], None]]] = {
    "PLpgSQL_stmt_assert": Refusals._assert,
    "PLpgSQL_stmt_assign": Refusals._assign,
    "PLpgSQL_stmt_block": Refusals._block,
    "PLpgSQL_stmt_case": Refusals._case,
    "PLpgSQL_stmt_dynexecute": Refusals._execute,
    "PLpgSQL_stmt_execsql": Refusals._select,
    "PLpgSQL_stmt_fors": Refusals._loop,
    "PLpgSQL_stmt_if": Refusals._if,
    "PLpgSQL_stmt_perform": Refusals._perform,
    "PLpgSQL_stmt_raise": Refusals._raise,
}


def raises(body: Iterable[Node]) -> bool:
    """Whether a body raises an exception whatever else there is."""
    return any(item.get("PLpgSQL_stmt_raise", {}).get("elog_level", 0) >= ERROR for item in body)


def query(expression: Node) -> str:
    """Return the text of an expression or a query."""
    return str(expression.get("PLpgSQL_expr", {}).get("query", ""))


def constant(expression: str) -> str:
    """Return the text of a statement that EXECUTE runs, if it is a constant."""
    try:
        found = syntax.statements(f"SELECT {expression}")
    except syntax.Refused:
        return ""
    target = found[0].node.get("targetList", [{}])[0].get("ResTarget", {}).get("val", {})
    return str(target.get("A_Const", {}).get("sval", {}).get("sval", ""))


def division(select: Node, text: str, offset: Callable[[int], int]) -> str:
    """Return the condition on which ``SELECT 1 / CASE WHEN ... THEN 0 ELSE 1 END`` fails; empty if it is no such."""
    for target in select.get("targetList", ()):
        operation = target.get("ResTarget", {}).get("val", {}).get("A_Expr", {})
        case = operation.get("rexpr", {}).get("CaseExpr", {})
        results = [item["CaseWhen"].get("result") for item in case.get("args", ())]
        if operation.get("name") == [{"String": {"sval": "/"}}] and any(
            map(_is_zero, (*results, case.get("defresult")))
        ):
            start, depth = offset(case.get("location", 0)), 0
            for word in OF_A_CASE.finditer(text, start):
                depth += {"case": 1, "end": -1}.get(word[0].lower(), 0)
                if not depth:
                    return f"{text[start : word.end()]} = 0"
    return ""


def _is_zero(node: Node | None) -> bool:
    constant = (node or {}).get("A_Const", {})
    return "ival" in constant and not constant["ival"].get("ival", 0)


def _names(node: object) -> list[tuple[str, int]]:
    """Return the words that stand alone where a column could, each with its place in bytes."""
    found, pending = [], [node]
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            reference = item.get("ColumnRef")
            if reference and len(reference["fields"]) == 1 and "String" in reference["fields"][0]:
                found.append((reference["fields"][0]["String"].get("sval", ""), reference.get("location", 0)))
            pending += item.values()
        elif isinstance(item, list):
            pending += item
    return found
