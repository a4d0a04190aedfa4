"""Expressions in the one form that all ways of writing them share, so that two can be compared as text.

What a migration says, ``state IN ('a', 'b')``, the server keeps as ``((state)::text = ANY (ARRAY['a'::text, ...]))``:
both are read from PostgreSQL's parse tree and written alike. Casts are left out, ``IN`` is a list, ``BETWEEN`` is two
comparisons. Source: PostgreSQL 15, src/backend/parser/parse_expr.c and src/backend/utils/adt/ruleutils.c.
"""

from __future__ import annotations

import json
from typing import Final

from envlint.formats.sql import typenames
from envlint.formats.sql.catalogue import Expression
from envlint.formats.sql.literals import number, quoted, written
from envlint.formats.sql.names import qualified, strings
from envlint.formats.sql.trees import column, leaves, stripped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from envlint.core.location import Location
    from envlint.formats.sql.syntax import Node
    from envlint.formats.sql.work import Work

JOINERS: Final = {"AND_EXPR": " AND ", "OR_EXPR": " OR "}
BETWEEN: Final = {"AEXPR_BETWEEN": " AND ", "AEXPR_NOT_BETWEEN": " OR "}
TRUTHS: Final = {"true": True, "false": False}
TESTS: Final = {"IS_NULL": "IS NULL", "IS_NOT_NULL": "IS NOT NULL"}


def read(node: Node | None, of: str = "", places: dict[int, Location] | None = None) -> Expression | None:
    """Return an expression; ``of`` is the type it is for, where that decides how a constant is kept."""
    if node is None:
        return None
    columns = [column(fields) for kind, fields in leaves(node) if kind == "ColumnRef"]
    return Expression(write(node, of), _distinct(columns), node, places or {})


def placed(work: Work, node: Node | None, of: str = "") -> Expression | None:
    """Return an expression that knows where its constants stand."""
    if node is None:
        return None
    columns, places = [], {}
    for kind, fields in leaves(node):
        if kind == "ColumnRef":
            columns.append(column(fields))
        elif at := work.at(fields):
            places[fields.get("location", 0)] = at
    return Expression(write(node, of), _distinct(columns), node, places)


def renamed(expression: Expression | None, old: str, new: str) -> Expression | None:
    """Return the expression after a column got another name."""
    if expression is None or old not in expression.columns:
        return expression
    return read(_replaced(expression.node, old, new), places=expression.places)


def write(node: Node | None, of: str = "") -> str:
    """Return an expression as text, with parentheses around whatever has several parts."""
    if not node:
        return "NULL"
    kind, fields = next(iter(node.items()))
    writer = WRITERS.get(kind)
    if kind == "TypeCast":
        named = typenames.read(fields["typeName"])
        inner = "" if named.array else named.name
        return write(fields.get("arg"), inner if "A_Const" in fields.get("arg", {}) else of)
    if kind == "A_Const":
        return _constant(fields, of)
    return writer(fields) if writer else json.dumps({kind: stripped(fields)}, sort_keys=True)


def _constant(fields: Node, of: str) -> str:
    if "sval" in fields:
        return written(fields["sval"].get("sval", ""), of)
    if "ival" in fields:
        return str(fields["ival"].get("ival", 0))
    if "fval" in fields:
        return number(fields["fval"].get("fval", "")) or "0"
    if "boolval" in fields:
        return "true" if fields["boolval"].get("boolval") else "false"
    if "bsval" in fields:
        return quoted(str(fields["bsval"].get("bsval", "")))
    return "NULL"


def _call(fields: Node) -> str:
    name = _function(fields["funcname"])
    arguments = [write(argument) for argument in fields.get("args", ())]
    if name in ("nextval", "currval") and arguments:
        arguments[0] = arguments[0].replace('"', "").replace("'public.", "'")
    return f"{name}({'*' if fields.get('agg_star') else ', '.join(arguments)})"


def _function(parts: list[Node]) -> str:
    *schema, name = strings(parts)
    return qualified(schema[-1] if schema else "", name)


def _operation(fields: Node) -> str:
    kind, operator = fields["kind"], strings(fields.get("name", []))[-1:]
    sign = operator[0] if operator else ""
    if kind in ("AEXPR_IN", "AEXPR_OP_ANY", "AEXPR_OP_ALL"):
        return _listed(fields, kind, sign)
    if kind in BETWEEN:
        return f"({BETWEEN[kind].join(_between(fields))})"
    left, right = write(fields.get("lexpr")) if "lexpr" in fields else "", write(fields.get("rexpr"))
    if kind == "AEXPR_DISTINCT":
        return f"({left} IS DISTINCT FROM {right})"
    if kind == "AEXPR_NOT_DISTINCT":
        return f"(NOT ({left} IS DISTINCT FROM {right}))"
    if kind == "AEXPR_NULLIF":
        return f"NULLIF({left}, {right})"
    if right in TRUTHS and sign in ("=", "<>"):  # a partial index keeps it like this
        return left if TRUTHS[right] == (sign == "=") else f"(NOT {left})"
    return f"({left} {sign} {right})" if left else f"({sign} {right})"


def _listed(fields: Node, kind: str, sign: str) -> str:
    """Write ``IN``, ``NOT IN``, ``= ANY (ARRAY[...])`` and ``<> ALL (ARRAY[...])`` alike, one value as a comparison."""
    left, right = write(fields.get("lexpr")), fields.get("rexpr")
    while right and "TypeCast" in right:
        right = right["TypeCast"].get("arg")
    inner, content = next(iter((right or {"": {}}).items()))
    items = content.get("items") if inner == "List" else content.get("elements") if inner == "A_ArrayExpr" else None
    if items is None:
        return f"({left} {sign} {'ALL' if kind == 'AEXPR_OP_ALL' else 'ANY'} ({write(right)}))"
    if len(items) == 1:
        return f"({left} {sign} {write(items[0])})"
    word = {"=": "IN", "<>": "NOT IN"}.get(sign, f"{sign} {kind}")
    if (sign, kind) in (("=", "AEXPR_OP_ALL"), ("<>", "AEXPR_OP_ANY")):
        word = f"{sign} {kind}"
    return f"({left} {word} ({', '.join(map(write, items))}))"


def _between(fields: Node) -> tuple[str, str]:
    """Return the two comparisons that a BETWEEN means."""
    left = write(fields.get("lexpr"))
    low, high = (write(item) for item in fields["rexpr"]["List"]["items"])
    signs = (">=", "<=") if fields["kind"] == "AEXPR_BETWEEN" else ("<", ">")
    return f"({left} {signs[0]} {low})", f"({left} {signs[1]} {high})"


def _logic(fields: Node) -> str:
    joiner = JOINERS.get(fields["boolop"])
    if joiner is None:
        return f"(NOT {write(fields['args'][0])})"
    return f"({joiner.join(_parts(fields))})"


def _parts(fields: Node) -> list[str]:
    """Return what is joined: a part joined by the same word is one of several, whatever the parentheses."""
    parts = []
    for item in fields["args"]:
        inner = item.get("BoolExpr", {})
        if inner.get("boolop") == fields["boolop"]:
            parts += _parts(inner)
        elif BETWEEN.get(item.get("A_Expr", {}).get("kind")) == JOINERS[fields["boolop"]]:
            parts += _between(item["A_Expr"])
        else:
            parts.append(write(item))
    return parts


def _case(fields: Node) -> str:
    words = ["CASE"] + ([write(fields["arg"])] if "arg" in fields else [])
    cases = (item["CaseWhen"] for item in fields["args"])
    words += [f"WHEN {write(case['expr'])} THEN {write(case['result'])}" for case in cases]
    return f"({' '.join(words)} ELSE {write(fields.get('defresult'))} END)"


def _indirection(fields: Node) -> str:
    steps = []
    for step in fields["indirection"]:
        if "String" in step:
            steps.append("." + step["String"].get("sval", ""))
        else:
            bounds = step.get("A_Indices", {})
            steps.append("[" + ":".join(write(bounds[key]) for key in ("lidx", "uidx") if key in bounds) + "]")
    return write(fields["arg"]) + "".join(steps)


def _items(fields: Node, key: str) -> str:
    return ", ".join(write(item) for item in fields.get(key, ()))


WRITERS: Final[dict[str, Callable[[Node], str]]] = {
    "A_ArrayExpr": lambda fields: f"ARRAY[{_items(fields, 'elements')}]",
    "A_Expr": _operation,
    "A_Indirection": _indirection,
    "BoolExpr": _logic,
    "BooleanTest": lambda fields: f"({write(fields['arg'])} {fields['booltesttype'].replace('_', ' ')})",
    "CaseExpr": _case,
    "CoalesceExpr": lambda fields: f"COALESCE({_items(fields, 'args')})",
    "CollateClause": lambda fields: f'{write(fields["arg"])} COLLATE "{strings(fields["collname"])[-1]}"',
    "ColumnRef": column,
    "FuncCall": _call,
    "List": lambda fields: f"({_items(fields, 'items')})",
    "MinMaxExpr": lambda fields: f"{fields.get('op', 'IS_GREATEST')[3:]}({_items(fields, 'args')})",
    "NullTest": lambda fields: f"({write(fields['arg'])} {TESTS[fields['nulltesttype']]})",
    "RowExpr": lambda fields: f"ROW({_items(fields, 'args')})",
    "SQLValueFunction": lambda fields: str(fields["op"]).removeprefix("SVFOP_"),
}


def _distinct(columns: list[str]) -> tuple[str, ...]:
    return tuple(name for name in dict.fromkeys(columns) if name != "*")


def relabelled(expression: Expression | None, old: str, new: str) -> Expression | None:
    """Return the expression after a value of an enum got another name."""
    if expression is None or quoted(old) not in expression.text:
        return expression

    def relabel(item: Node) -> Node:
        if item.get("sval") == {"sval": old}:
            item["sval"]["sval"] = new
        return item

    return read(json.loads(json.dumps(expression.node), object_hook=relabel), places=expression.places)


def _replaced(node: object, old: str, new: str) -> Node:
    """Return a copy of a tree in which a column has another name."""

    def rename(item: Node) -> Node:
        if "ColumnRef" in item and column(item["ColumnRef"]) == old:
            item["ColumnRef"]["fields"][-1]["String"]["sval"] = new
        return item

    return json.loads(json.dumps(node), object_hook=rename)  # type: ignore[no-any-return]
