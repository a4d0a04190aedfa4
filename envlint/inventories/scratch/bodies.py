"""What stands in the body of a function or a DO block: its statements, and those that it puts together when it runs.

A text that is put together is judged by its pattern: what is only known at run time stands for a name or a value. Where
nothing of it stands there, or the pattern is no SQL, it cannot be seen what it does.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from envlint.formats.sql import names, syntax
from envlint.inventories.scratch.reach import constant

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.formats.sql.syntax import Node

EXECUTED: Final = {"PLpgSQL_stmt_dynexecute": "query", "PLpgSQL_stmt_dynfors": "query"}
EXECUTED_ALWAYS: Final = "dynquery"
TARGETS: Final = ("target", "var", "row", "rec", "fields")
FORMAT: Final = re.compile(r"%(?:\d+\$)?-?(?:\*|\d+)?([sIL%])")
ASSIGNED: Final = re.compile(r"\s*([\w$.\"]+)(?:\[[^\]]*\])*\s*(?::=|=)\s*")
STANDS_FOR: Final = {"s": "x", "I": "x", "L": "'x'", "%": "%"}
QUOTED: Final = {"quote_ident": "x", "quote_literal": "'x'", "quote_nullable": "'x'"}
UNKNOWN: Final = "x"
PLAIN: Final = re.compile(
    r"\s*(?:(?:create(?:\s+unique)?|alter|drop)\s+(?:domain|index|materialized|policy|sequence|table|trigger|type|view)"
    r"|comment\s+on|delete\s+from|insert\s+into|refresh|truncate|update)\b[^;]*;?\s*\Z",
    re.IGNORECASE,
)
"""What is known by its first words to stay within the database, if it is one statement."""
FIRST_OWN: Final = "found"


class Inner(NamedTuple):
    """A statement of a body, or an expression as a SELECT."""

    kind: str
    node: Node
    text: str


class Body(NamedTuple):
    """The statements and expressions of a body. ``unseen`` says that it also runs what cannot be seen.

    ``texts`` are those that could not be parsed: only their words are known. ``commits`` says that it ends
    transactions.
    """

    statements: tuple[Inner, ...]
    texts: tuple[str, ...] = ()
    unseen: bool = False
    commits: bool = False


def of_procedure(text: str) -> Body:
    """Return what is in the PL/pgSQL of a DO statement or a CREATE FUNCTION.

    Raises:
        syntax.Refused: it is no PL/pgSQL.
    """
    tree = syntax.procedure(text)
    reading = _Reading(tree)
    return reading.body()


def of_sql(text: str) -> Body:
    """Return what is in the body of a function in SQL.

    Raises:
        syntax.Refused: it is no SQL.
    """
    return Body(tuple(_parsed(text)))


class _Reading:
    def __init__(self, tree: Node) -> None:
        self.statements: list[Inner] = []
        self.texts: list[str] = []
        self.executed: list[str] = []
        self.assigned: dict[str, list[str]] = {}
        self.targets: set[str] = set()
        self.commits = False
        self._walk(tree, "", "")
        self.targets |= set(_parameters(tree))

    def body(self) -> Body:
        unseen = False
        for expression in self.executed:
            patterns = list(self._patterns(expression))
            unseen = unseen or not patterns or not all(map(self._add_executed, patterns))
        return Body(tuple(self.statements), tuple(self.texts), unseen, self.commits)

    def _walk(self, node: object, kind: str, key: str) -> None:
        if isinstance(node, list):
            for item in node:
                self._walk(item, kind, key)
        elif isinstance(node, dict):
            self._note(node, kind, key)
            for name, value in node.items():
                inner = name.startswith("PLpgSQL_")
                self._walk(value, name if inner else kind, key if inner else name)

    def _note(self, node: Node, kind: str, key: str) -> None:
        self.commits = self.commits or "PLpgSQL_stmt_commit" in node or "PLpgSQL_stmt_rollback" in node
        if key in TARGETS and kind.startswith("PLpgSQL_"):
            self.targets |= {str(node[name]) for name in ("name", "refname") if name in node}
        if "PLpgSQL_var" in node and "default_val" in node["PLpgSQL_var"]:
            default = node["PLpgSQL_var"]["default_val"].get("PLpgSQL_expr", {}).get("query", "")
            self.assigned.setdefault(node["PLpgSQL_var"].get("refname", ""), []).append(default)
        if "PLpgSQL_expr" in node:
            query = str(node["PLpgSQL_expr"].get("query", ""))
            if key == EXECUTED_ALWAYS or EXECUTED.get(kind) == key:
                self.executed.append(query)
            self._add(query)

    def _add(self, query: str) -> None:
        """Keep a statement or an expression, and what it assigns to which variable."""
        candidates = [query, f"SELECT {query}"]
        if found := ASSIGNED.match(query):
            self.assigned.setdefault(found[1].strip('"').lower(), []).append(query[found.end() :])
            candidates.append(f"SELECT {query[found.end() :]}")
        for text in candidates:
            try:
                self.statements += _parsed(text)
            except syntax.Refused:
                continue
            return
        self.texts.append(query)

    def _add_executed(self, pattern: str | None) -> bool:
        if pattern is None:
            return False
        try:
            self.statements += _parsed(pattern)
        except syntax.Refused:
            if not PLAIN.match(pattern):
                return False
            self.texts.append(pattern)
        return True

    def _patterns(self, expression: str) -> Iterator[str | None]:
        """Yield what the text that an expression gives may look like; None where nothing is known of it."""
        node = _expression(expression)
        variable = "" if node is None else _variable(node)
        if not variable:
            yield None if node is None else pattern(node)
        elif variable in self.targets:
            yield None
        else:
            for given in self.assigned.get(variable, ()):
                value = _expression(given)
                yield None if value is None else pattern(value)


def _parsed(text: str) -> list[Inner]:
    data = text.encode("utf-8", "replace")
    found = syntax.statements(text)
    ends = [said.start + (said.length or len(data)) for said in found]
    parts = [data[said.start : end].decode("utf-8", "replace") for said, end in zip(found, ends, strict=True)]
    return [Inner(said.kind, said.node, part) for said, part in zip(found, parts, strict=True)]


def _parameters(tree: Node) -> Iterator[str]:
    """Yield the parameters of a function: they come before the variable that every function has."""
    for datum in tree["PLpgSQL_function"].get("datums", ()):
        name = datum.get("PLpgSQL_var", {}).get("refname", "")
        if name == FIRST_OWN:
            return
        yield name


def _expression(text: str) -> Node | None:
    try:
        found = syntax.statements(f"SELECT {text}")
    except syntax.Refused:
        return None
    node: Node = found[0].node.get("targetList", [{}])[0].get("ResTarget", {}).get("val", {})
    return node


def _variable(node: Node) -> str:
    fields = node.get("ColumnRef", {}).get("fields", ())
    return names.strings(fields)[0] if len(fields) == 1 and "String" in fields[0] else ""


def pattern(node: Node) -> str | None:
    """Return the text that an expression gives, with ``x`` for what is not known; None if it begins with that."""
    text = _text(node)
    return None if not text.strip() or re.match(rf"\s*{UNKNOWN}\b", text) else text


def _text(node: Node) -> str:
    text = constant(node)
    if text is not None:
        return text
    while "TypeCast" in node:
        node = node["TypeCast"]["arg"]
    if "A_Expr" in node and names.strings(node["A_Expr"]["name"]) == ["||"]:
        return _text(node["A_Expr"].get("lexpr", {})) + _text(node["A_Expr"]["rexpr"])
    call = node.get("FuncCall")
    return _called(call) if call else UNKNOWN


def _called(call: Node) -> str:
    name, arguments = names.strings(call["funcname"])[-1], call.get("args", [])
    if name == "format" and arguments:
        template = constant(arguments[0])
        if template is not None:
            return FORMAT.sub(lambda found: STANDS_FOR[found[1]], template)
    if name == "concat":
        return "".join(map(_text, arguments))
    return QUOTED.get(name, UNKNOWN)
