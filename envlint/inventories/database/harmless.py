"""Which condition of a migration may be asked of a running server, and the one query that asks it.

A read-only transaction keeps tables from being written, and no more: a function may end connections, read the server's
files or call another server. So a condition is asked only if all of it, as PostgreSQL's parser reads it, is on the
lists of ``harmless_parts``. A kind of expression, or a part of one, that is not there is not asked.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from envlint.checks.database.names import clipped
from envlint.formats.sql import syntax
from envlint.formats.sql.names import strings
from envlint.inventories.database.harmless_parts import FUNCTIONS, OF_ONE_KIND, PARTS, TYPES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.formats.sql.syntax import Node

SYSTEM: Final = "pg_catalog"
OWN_PREFIX: Final = "pg_"  # no other relation is to begin like this
LONGEST: Final = 100_000  # characters of a condition


class NotAsked(ValueError):
    """A condition that is not asked. ``reason`` says why, as the rest of *it was not asked: ...*."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Question(NamedTuple):
    """What may be asked: the query with its values, and the relations that it reads, as schema and name.

    ``columns`` are the names of those that it does something with; None if that may be any.
    """

    sql: str
    relations: tuple[tuple[str, str], ...]
    columns: frozenset[str] | None
    values: tuple[str, ...] = ()


def question(condition: str, schema: str = "public") -> Question:
    """Return the query that asks whether a condition holds. Names without a schema are of ``schema``.

    Raises:
        NotAsked: it is not certain that asking does nothing else.
    """
    if not condition.strip() or len(condition) > LONGEST:
        raise NotAsked("it is too long" if condition.strip() else "it is empty")
    if "\\" in condition:
        raise NotAsked("it has a backslash, which not every server reads alike")
    sql = f"SELECT (\nSELECT {condition}\n)"
    walk = _walked(sql)
    bare = [relation for relation in walk.relations if not relation.schema]
    if bare:
        unknown = [clipped(relation.name) for relation in bare if not relation.name.startswith(OWN_PREFIX)]
        if unknown and not schema:
            raise NotAsked(f"it is not known which {unknown[0]} it means: the rollback sets the search path")
        sql = _qualified(sql, bare, schema)
        walk = _walked(sql)
    found = dict.fromkeys((relation.schema, relation.name) for relation in walk.relations)
    if any(not own for own, _ in found):
        raise NotAsked("its tables cannot be told apart")
    return Question(sql, tuple(found), None if walk.compares_rows else frozenset(walk.columns))


class _Relation(NamedTuple):
    schema: str
    name: str
    location: int


def _walked(sql: str) -> _Walk:
    try:
        statements = syntax.statements(sql)
    except syntax.Refused:
        raise NotAsked("it is no expression") from None
    if len(statements) != 1 or statements[0].kind != "SelectStmt":
        raise NotAsked("it is more than an expression")
    if len(statements[0].node.get("targetList", ())) != 1 or "fromClause" in statements[0].node:
        raise NotAsked("it is more than an expression")
    walk = _Walk()
    try:
        walk.of("SelectStmt", statements[0].node, inside=False)
    except RecursionError:
        raise NotAsked("it is nested too deep") from None
    return walk


class _Walk:
    """Goes through a query, and raises ``NotAsked`` at the first thing that is on no list."""

    def __init__(self) -> None:
        self.relations: list[_Relation] = []
        self.columns: set[str] = set()
        self._named: list[str] = []
        self._alone: set[str] = set()
        self._rows: set[str] = set()
        self._star = self._distinct = False

    @property
    def compares_rows(self) -> bool:
        """Whether it may do something with columns that it does not name."""
        return (self._star and self._distinct) or bool(self._alone & self._rows)

    def of(self, kind: str, fields: Node, *, inside: bool) -> None:
        """Judge a node. ``inside``: it stands in a query that reads from something."""
        known = PARTS.get(kind)
        if known is None:
            raise NotAsked(f"it has a part of a kind that is not asked ({kind})")
        for part in fields:
            if part not in known.split() and part != "location":
                raise NotAsked(f"it has a part of a kind that is not asked ({kind}.{part})")
        judged = JUDGES.get(kind)
        if judged:
            judged(fields)
        if kind == "SelectStmt":
            self._named += _names_of_queries(fields)
            inside = inside or "fromClause" in fields
            self._distinct |= "distinctClause" in fields or fields.get("op", NO_SET) != NO_SET
        elif kind == "RangeVar":
            self._relation(fields)
        elif kind == "JoinExpr":
            self._distinct |= "isNatural" in fields
            self._star |= "isNatural" in fields
            self.columns.update(strings(fields.get("usingClause", [])))
        elif kind == "Alias":
            self._rows.add(fields["aliasname"])
        elif kind == "ColumnRef":
            self._column(fields, inside=inside)
        for part, content in fields.items():
            self._part(kind, part, content, inside=inside)

    def _part(self, kind: str, part: str, content: object, *, inside: bool) -> None:
        if isinstance(content, list):
            for item in content:
                self._part(kind, part, item, inside=inside)
        elif isinstance(content, dict) and not (kind == "A_Const" and part in CONSTANTS):
            of_one = OF_ONE_KIND.get(part) if kind != "JoinExpr" or part not in ("larg", "rarg") else None
            if of_one:
                self.of(of_one, content, inside=inside)
                return
            for inner, fields in content.items():
                self.of(inner, fields, inside=inside)

    def _relation(self, fields: Node) -> None:
        schema, name = fields.get("schemaname", ""), fields["relname"]
        self._rows.add(name)
        if not schema and name in self._named:
            return
        self.relations.append(_Relation(schema, name, fields.get("location", 0)))

    def _column(self, fields: Node, *, inside: bool) -> None:
        names = strings([part for part in fields["fields"] if "String" in part])
        if not inside:
            raise NotAsked(f"it asks for {clipped('.'.join(names))}, which only its block knows")
        self._star |= len(names) < len(fields["fields"])
        self.columns.update(names[-1:])
        self._alone.update(names if len(names) == 1 else ())


def _names_of_queries(fields: Node) -> Iterator[str]:
    for query in fields.get("withClause", {}).get("ctes", ()):
        yield query["CommonTableExpr"]["ctename"]


def _call(fields: Node) -> None:
    name = _own(strings(fields["funcname"]))
    if name not in FUNCTIONS:
        raise NotAsked(f"it calls {clipped('.'.join(strings(fields['funcname'])))}()")


def _operator(fields: Node) -> None:
    for part in ("name", "operName"):
        if part in fields and not _own(strings(fields[part])):
            raise NotAsked("it has an operator of its own")


def _type(fields: Node) -> None:
    if _own(strings(fields["names"])) not in TYPES:
        raise NotAsked(f"it makes something a {clipped('.'.join(strings(fields['names'])))}")


def _own(names: list[str]) -> str:
    """Return a name that can only be PostgreSQL's own, else an empty one."""
    if len(names) == 1:
        return names[0]
    return names[1] if len(names) == 2 and names[0] == SYSTEM else ""


NO_SET: Final = "SETOP_NONE"
CONSTANTS: Final = ("ival", "fval", "sval", "boolval")
JUDGES: Final = {"FuncCall": _call, "A_Expr": _operator, "SubLink": _operator, "TypeName": _type}


def _qualified(sql: str, bare: list[_Relation], schema: str) -> str:
    """Return a query with a schema before each of the names that have none; their places count bytes."""
    encoded = sql.encode()
    places = {relation.location: relation.name for relation in bare}
    for location in sorted(places, reverse=True):
        own = SYSTEM if places[location].startswith(OWN_PREFIX) else schema
        encoded = encoded[:location] + f"{identifier(own)}.".encode() + encoded[location:]
    return encoded.decode()


def identifier(name: str) -> str:
    """Return a name as SQL takes it, whatever is in it."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
