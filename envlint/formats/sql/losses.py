"""Which rows and columns a file drops: what a rollback loses.

What is computed from others can be computed again; what the file made itself, or has copied elsewhere before, is not
lost. Types, indexes, constraints, comments, views and functions hold no data.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from envlint.formats.sql.kept import ABSENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.core.location import Location
    from envlint.formats.sql.catalogue import Table
    from envlint.formats.sql.syntax import Node
    from envlint.formats.sql.work import Work

RENAMES: Final = ("RenameStmt", "AlterObjectSchemaStmt")
ALL: Final = "*"  # in the place of a column: every one of them
WRITTEN: Final = ("relation", "into", "intoClause")


class Loss(NamedTuple):
    """A table, or with ``column`` one of its columns, that a statement drops or empties.

    ``conditions`` are those that stand before the statement in its DO block.
    """

    table: str
    column: str
    at: Location
    conditions: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name of what is lost."""
        return f"{self.table}.{self.column}" if self.column else self.table


class Losses:
    """Watches what statements do to a catalogue. ``found`` is what is lost, in order."""

    def __init__(self, work: Work) -> None:
        self.found: list[Loss] = []
        self._work = work
        self._safe: set[tuple[str, str]] = set()  # without a column: the rows of a table

    def watch(self, kind: str, node: Node, at: Location, conditions: tuple[str, ...]) -> None:
        """Note what a statement lost that was just applied."""
        self._safe |= {(self._work.relation(relation), column) for relation, column in copied(kind, node)}
        for table, column in (*self._emptied(kind, node), *self._dropped(kind, node)):
            known = any(loss.table == table and loss.column in ("", column) for loss in self.found)
            if not known and not {(table, column), (table, ALL if column else "")} & self._safe:
                self.found.append(Loss(table, column, at, conditions))

    def _dropped(self, kind: str, node: Node) -> Iterator[tuple[str, str]]:
        tables = self._work.catalogue.tables
        named = {
            command["AlterTableCmd"].get("name", "")
            for command in node.get("cmds", ())
            if command.get("AlterTableCmd", {}).get("subtype") == "AT_DropColumn"
        }
        for name, before in self._work.ledger.before(tables).items():
            now = tables.get(name)
            if before is ABSENT:
                if kind not in RENAMES:
                    self._safe |= {(name, ""), (name, ALL)}
            elif kind not in RENAMES and not before.temporary:
                if now is None:
                    yield name, ""
                else:
                    yield from self._columns(before, now, named)

    def _columns(self, before: Table, now: Table, named: set[str]) -> Iterator[tuple[str, str]]:
        self._safe |= {(now.name, column) for column in now.columns if column not in before.columns}
        for column in before.columns.values():
            if (column.name in named or column.name not in now.columns) and not column.generated:
                yield now.name, column.name

    def _emptied(self, kind: str, node: Node) -> Iterator[tuple[str, str]]:
        if kind == "TruncateStmt":
            for item in node["relations"]:
                yield self._work.relation(item["RangeVar"]), ""
        elif kind == "DeleteStmt" and not {"whereClause", "usingClause", "withClause"} & node.keys():
            yield self._work.relation(node["relation"]), ""


def copied(kind: str, node: Node) -> Iterator[tuple[Node, str]]:
    """Yield what a statement writes elsewhere: relations, each with a column it takes, and with none for its rows."""
    if kind == "UpdateStmt":
        sources = [value for key, value in node.items() if key != "relation"]
        columns = {name for item in node["targetList"] for name in _columns(item)} | set(
            _columns(node.get("whereClause"))
        )
        columns -= {item["ResTarget"].get("name") for item in node["targetList"]}
        yield from ((node["relation"], name) for name in columns)
    elif kind == "CopyStmt" and not node.get("is_from"):
        sources = [node.get("relation", {}), node.get("query", {})]
        columns = {item["String"]["sval"] for item in node.get("attlist", ())} or set(_columns(node)) or {ALL}
    elif kind in ("InsertStmt", "CreateTableAsStmt", "MergeStmt") or (kind == "SelectStmt" and "intoClause" in node):
        sources = [value for key, value in node.items() if key not in WRITTEN]
        columns = set(_columns(sources))
    else:
        return
    for relation in _relations(sources):
        yield relation, ""
        yield from ((relation, name) for name in columns)


def _relations(node: object) -> Iterator[Node]:
    pending = [node]
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            if "relname" in item:
                yield item
            pending += item.values()
        elif isinstance(item, list):
            pending += item


def _columns(node: object) -> Iterator[str]:
    pending = [node]
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            if "ColumnRef" in item:
                last = item["ColumnRef"]["fields"][-1]
                yield last["String"].get("sval", "") if "String" in last else ALL
            pending += item.values()
        elif isinstance(item, list):
            pending += item
