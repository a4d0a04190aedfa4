"""What the statements that define data do to a schema (PostgreSQL's documentation, part VI, SQL commands)."""

from __future__ import annotations

from typing import Final

from envlint.inventories.sql import expressions
from envlint.inventories.sql.schema import Enumeration, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from envlint.core.location import Location
    from envlint.formats.sql.syntax import Node
    from envlint.inventories.sql.expressions import Literal
    from envlint.inventories.sql.schema import Schema, Table

TYPES: Final = ("OBJECT_TYPE", "OBJECT_DOMAIN")


class Application:
    """Applies one statement. ``place`` turns a location of the parse tree into a place in the file.

    ``notes`` returns the comments on the lines between two locations.
    """

    def __init__(
        self, schema: Schema, place: Callable[[int], Location], notes: Callable[[int, int], list[str]]
    ) -> None:
        self._schema = schema
        self._place = place
        self._notes = notes

    def apply(self, kind: str, node: Node) -> None:
        """Change the schema as a statement of this kind does; most kinds change nothing of it."""
        if does := STATEMENTS.get(kind):
            does(self, node)

    def _create_table(self, node: Node) -> None:
        name = _relation(node["relation"])
        if node.get("if_not_exists") and name in self._schema.tables:
            return
        table = self._schema.table(name)
        for element in node.get("tableElts", ()):
            if "ColumnDef" in element:
                self._define(table, element["ColumnDef"], name)
            elif "Constraint" in element:
                self._check(table, element["Constraint"], name)

    def _alter_table(self, node: Node) -> None:
        name = _relation(node["relation"])
        table = self._schema.table(name)
        for item in node.get("cmds", ()):
            self._alter(table, item["AlterTableCmd"], name)

    def _alter(self, table: Table, command: Node, name: str) -> None:
        subtype, column = command["subtype"], command.get("name", "")
        definition = command.get("def", {})
        if subtype == "AT_AddColumn":
            column = definition["ColumnDef"]["colname"]
            if not (command.get("missing_ok") and column in table.columns):
                self._define(table, definition["ColumnDef"], name)
        elif subtype == "AT_DropColumn":
            table.columns.pop(column, None)
        elif subtype == "AT_ColumnDefault":
            table.column(column).default = self._default(definition)
        elif subtype == "AT_AlterColumnType":
            table.column(column).type = self._type(definition["ColumnDef"])
        elif subtype == "AT_AddConstraint":
            self._check(table, definition["Constraint"], name)
        elif subtype == "AT_DropConstraint":
            table.checks.pop(column, None)

    def _define(self, table: Table, definition: Node, name: str) -> None:
        column = table.column(definition["colname"])
        column.type = self._type(definition)
        column.notes += self._notes(definition.get("location", 0), _last(definition))
        for item in definition.get("constraints", ()):
            constraint = item["Constraint"]
            if constraint["contype"] == "CONSTR_DEFAULT":
                column.default = self._default(constraint.get("raw_expr"))
            self._check(table, constraint, name)

    def _check(self, table: Table, constraint: Node, name: str) -> None:
        if constraint["contype"] != "CONSTR_CHECK":
            return
        lists = expressions.lists(constraint.get("raw_expr"))
        if lists:
            placed = {column: self._values(literals) for column, literals in lists.items()}
            table.constrain(constraint.get("conname", ""), placed, name.rpartition(".")[2])

    def _type(self, definition: Node) -> Enumeration | None:
        named = definition.get("typeName", {})
        return None if "arrayBounds" in named else self._schema.types.get(_type_name(named.get("names", ())))

    def _default(self, expression: Node | None) -> Value | None:
        literal = expressions.constant(expression)
        return self._value(literal) if literal else None

    def _value(self, literal: Literal) -> Value:
        return Value(literal.text, self._place(literal.location))

    def _values(self, literals: tuple[Literal, ...]) -> tuple[Value, ...]:
        return tuple(map(self._value, literals))

    def _create_enum(self, node: Node) -> None:
        at = self._place(-1)
        values = [Value(item["String"].get("sval", ""), at) for item in node.get("vals", ())]
        self._schema.types[_type_name(node["typeName"])] = Enumeration(values)

    def _alter_enum(self, node: Node) -> None:
        enumeration = self._schema.types.get(_type_name(node["typeName"]))
        if enumeration is None:
            return
        added = node.get("newVal", "")  # the empty value is left out of the tree
        values, new = enumeration.values, Value(added, self._place(-1))
        texts = [value.text for value in values]
        if "oldVal" in node:
            values[:] = [new if value.text == node["oldVal"] else value for value in values]
        elif added not in texts:
            neighbour = node.get("newValNeighbor")
            at = texts.index(neighbour) + node.get("newValIsAfter", 0) if neighbour in texts else len(texts)
            values.insert(at, new)

    def _create_domain(self, node: Node) -> None:
        for item in node.get("constraints", ()):
            lists = expressions.lists(item["Constraint"].get("raw_expr"))
            if item["Constraint"]["contype"] == "CONSTR_CHECK" and "value" in lists:
                self._schema.types[_type_name(node["domainname"])] = Enumeration(list(self._values(lists["value"])))

    def _rename(self, node: Node) -> None:
        kind, new = node["renameType"], node["newname"]
        if kind == "OBJECT_TABLE":
            old = _relation(node["relation"])
            _move(self._schema.tables, old, old[: old.rfind(".") + 1] + new)
        elif kind == "OBJECT_COLUMN" and node.get("relationType") == "OBJECT_TABLE":
            _move(self._schema.table(_relation(node["relation"])).columns, node["subname"], new)
        elif kind == "OBJECT_TABCONSTRAINT":
            _move(self._schema.table(_relation(node["relation"])).checks, node["subname"], new)
        elif kind in TYPES:
            _move(self._schema.types, _type_name(node["object"]["List"]["items"]), new)

    def _drop(self, node: Node) -> None:
        for item in node.get("objects", ()):
            if node["removeType"] == "OBJECT_TABLE":
                self._schema.tables.pop(_name(item["List"]["items"]), None)
            elif node["removeType"] in TYPES:
                self._schema.types.pop(_type_name(item["TypeName"]["names"]), None)

    def _comment(self, node: Node) -> None:
        if node["objtype"] == "OBJECT_COLUMN":
            *table, column = node["object"]["List"]["items"]
            self._schema.table(_name(table)).column(_name([column])).comment = node.get("comment", "")


STATEMENTS: Final[dict[str, Callable[[Application, Node], None]]] = {
    "AlterEnumStmt": Application._alter_enum,
    "AlterTableStmt": Application._alter_table,
    "CommentStmt": Application._comment,
    "CreateDomainStmt": Application._create_domain,
    "CreateEnumStmt": Application._create_enum,
    "CreateStmt": Application._create_table,
    "DropStmt": Application._drop,
    "RenameStmt": Application._rename,
}


def _relation(node: Node) -> str:
    schema = node.get("schemaname", "public")
    return str(node["relname"] if schema == "public" else f"{schema}.{node['relname']}")


def _name(parts: list[Node]) -> str:
    """Return a qualified name as text; what lies in ``public`` is known by its own name."""
    return ".".join(part["String"].get("sval", "") for part in parts).removeprefix("public.")


def _type_name(parts: list[Node]) -> str:
    """Return the name of a type, whatever schema it is in."""
    return _name(parts[-1:])


def _last(node: object) -> int:
    """Return the greatest location in a part of the parse tree."""
    last, pending = 0, [node]
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            last = max(last, item.get("location", 0), item.get("rexpr_list_end", 0), item.get("list_end", 0))
            pending += item.values()
        elif isinstance(item, list):
            pending += item
    return last


def _move(items: dict[str, Any], old: str, new: str) -> None:
    if old in items:
        items[new] = items.pop(old)
