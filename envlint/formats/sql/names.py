"""Names: of what a statement speaks of, and those that PostgreSQL gives to what has none.

Source: PostgreSQL 15, src/backend/commands/indexcmds.c (ChooseRelationName, ChooseIndexNameAddition, makeObjectName),
src/backend/catalog/pg_constraint.c (ChooseConstraintName), src/backend/parser/parse_target.c (FigureIndexColname).
"""

from __future__ import annotations

from typing import Final

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from envlint.formats.sql.syntax import Node

LONGEST: Final = 63  # bytes; a longer name is cut
SILENT: Final = ("public", "pg_catalog")
SPOKEN: Final = {
    "CoalesceExpr": "coalesce",
    "CaseExpr": "case",
    "A_ArrayExpr": "array",
    "RowExpr": "row",
    "XmlExpr": "xml",
    "JsonObjectConstructor": "json_object",
    "JsonArrayConstructor": "json_array",
}


def strings(parts: list[Node]) -> list[str]:
    """Return the texts of a list of String nodes."""
    return [part["String"].get("sval", "") for part in parts]


def qualified(schema: str, name: str) -> str:
    """Return a name with its schema, unless that is ``public`` or the system's own."""
    return own(name) if not schema or schema in SILENT else f"{schema}.{own(name)}"


def own(name: str) -> str:
    """Return as much of a name as PostgreSQL keeps, in quotes if a point is in it."""
    if len(name) > LONGEST // 4:
        name = name.encode()[:LONGEST].decode(errors="ignore")
    return f'"{name}"' if "." in name and not name.startswith('"') else name


def before(name: str) -> str:
    """Return the schema of a qualified name with its point, empty for ``public``."""
    return name[: (name.find('"') if name.endswith('"') else name.rfind(".") + 1)]


def assembled(table: str, columns: str, label: str) -> str:
    """Return ``table_columns_label``, with the longer of the first two cut until it fits."""
    first, second = table.encode(), columns.encode()
    room = LONGEST - len(label.encode()) - 1 - (1 if columns else 0)
    one, two = len(first), len(second)
    while one + two > room:
        if one > two:
            one -= 1
        else:
            two -= 1
    parts = [first[:one].decode(errors="ignore"), second[:two].decode(errors="ignore"), label]
    return "_".join(part for part in parts if part)


def chosen(table: str, columns: list[str], label: str, taken: Callable[[str], bool]) -> str:
    """Return the first name of the series ``a_label``, ``a_label1``, ``a_label2``, ... that is not taken."""
    return first_free(table, joined(columns), label, taken)[0]


def first_free(table: str, middle: str, label: str, taken: Callable[[str], bool], number: int = 0) -> tuple[str, int]:
    """Return the first name of a series that is not taken, and its number; those before ``number`` are not tried."""
    while taken(name := assembled(table, middle, f"{label}{number or ''}")):
        number += 1
    return name, number


def joined(columns: list[str]) -> str:
    """Return the columns as the middle of a name: names beyond the longest are left out."""
    result = ""
    for column in columns:
        result = f"{result}_{column}" if result else column
        if len(result.encode()) > LONGEST:
            break
    return result.encode()[:LONGEST].decode(errors="ignore") if len(result) > LONGEST else result


def of_keys(parameters: list[Node]) -> list[str]:
    """Return what the name of an index calls each of its keys: a repeated word gets a number."""
    found: list[str] = []
    for parameter in parameters:
        word = parameter.get("name") or figured(parameter.get("expr")) or "expr"
        name, number = word, 0
        while name in found:
            number += 1
            name = f"{word}{number}"
        found.append(name)
    return found


def figured(node: Node | None) -> str:
    """Return the word that PostgreSQL finds for an expression; empty if it finds none."""
    word, _ = _figured(node)
    return word


def _figured(node: Node | None) -> tuple[str, int]:
    """Return the word and how good it is: a type's name is only taken where nothing inside has a name."""
    kind, fields = next(iter((node or {"": {}}).items()))
    if kind == "ColumnRef":
        return next((part["String"]["sval"] for part in reversed(fields["fields"]) if "String" in part), ""), 2
    if kind == "FuncCall":
        return strings(fields["funcname"])[-1], 2
    if kind == "A_Indirection":
        named = [part["String"]["sval"] for part in fields["indirection"] if "String" in part]
        return (named[-1], 2) if named else _figured(fields["arg"])
    if kind == "A_Expr":
        return ("nullif", 2) if fields["kind"] == "AEXPR_NULLIF" else ("", 0)
    if kind == "TypeCast":
        word, strength = _figured(fields["arg"])
        return (word, strength) if strength > 1 else (strings(fields["typeName"]["names"])[-1], 1)
    if kind == "CollateClause":
        return _figured(fields["arg"])
    if kind == "MinMaxExpr":
        return ("greatest" if fields.get("op") == "IS_GREATEST" else "least"), 2
    if kind == "SQLValueFunction":
        return str(fields["op"]).removeprefix("SVFOP_").removesuffix("_N").lower(), 2
    return SPOKEN.get(kind, ""), 2 if kind in SPOKEN else 0
