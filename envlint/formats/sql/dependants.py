"""Views: what they read, and that they go along with it or stand in its way (PostgreSQL's documentation, 5.14)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from envlint.formats.sql.catalogue import Conflict
from envlint.formats.sql.views import View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from envlint.formats.sql.syntax import Node
    from envlint.formats.sql.work import Work


SYSTEM: Final = ("ctid", "tableoid", "xmin", "xmax", "cmin", "cmax")
OF_THE_SYSTEM: Final = ("pg_", "information_schema.")


def view(work: Work, query: Node) -> View:
    """Return what a query reads.

    Raises:
        Conflict: something of it is not there.
    """
    aliases: dict[str, set[str]] = {}
    references: list[list[str]] = []
    shadowed, all_of = set(), set()
    for kind, fields in _parts(query):
        if kind == "RangeVar":
            relation = work.relation(fields)
            aliases.setdefault(fields.get("alias", {}).get("aliasname", fields["relname"]), set()).add(relation)
        elif kind == "CommonTableExpr":
            shadowed.add(fields["ctename"])
        elif kind == "ColumnRef":
            references.append(
                [part["String"].get("sval", "") if "String" in part else "*" for part in fields["fields"]]
            )
        elif kind == "SelectStmt" and _takes_all(fields):
            all_of |= {work.relation(one) for one in _joined(fields["fromClause"])}
    relations = {relation for found in aliases.values() for relation in found} - shadowed
    for relation in relations:
        if not work.catalogue.holds(relation) and not relation.startswith(OF_THE_SYSTEM):
            raise Conflict(f"there is no relation {relation}")
    _check(work, query, relations)
    columns = {(relation, name) for relation in all_of & relations for name in _meant(work, relation, "*")}
    for *owner, column in references:
        of = aliases.get(owner[-1], set()) if owner else relations if column != "*" else set()
        for relation in of if len(of) <= 1 else {""}:
            columns |= {(relation, name) for name in _meant(work, relation, column)}
    return View(frozenset(relations), frozenset(columns))


def _takes_all(select: Node) -> bool:
    """Whether a SELECT has a ``*`` that stands alone."""
    values = (
        target.get("ResTarget", {}).get("val", {}).get("ColumnRef", {}) for target in select.get("targetList", ())
    )
    return "fromClause" in select and any(
        [*part][:1] == ["A_Star"] for value in values for part in value.get("fields", [])[:1]
    )


def _joined(items: list[Node]) -> Iterator[Node]:
    """Yield the relations that a FROM joins, without those of queries in it."""
    for item in items:
        if "RangeVar" in item:
            yield item["RangeVar"]
        elif "JoinExpr" in item:
            yield from _joined([item["JoinExpr"]["larg"], item["JoinExpr"]["rarg"]])


def _check(work: Work, query: Node, relations: set[str]) -> None:
    """Make sure that the columns of the simplest of queries are there: one that names columns of one table."""
    select = query.get("SelectStmt", {})
    table = work.catalogue.tables.get(next(iter(relations), ""))
    if table is None or len(relations) > 1 or len(select.get("fromClause", ())) != 1 or "withClause" in select:
        return
    if "RangeVar" in select["fromClause"][0]:
        for target in select.get("targetList", ()):
            fields = target["ResTarget"].get("val", {}).get("ColumnRef", {}).get("fields", [])
            if len(fields) == 1 and "String" in fields[0] and fields[0]["String"]["sval"] not in (table.name, *SYSTEM):
                table.column(fields[0]["String"]["sval"])


def _meant(work: Work, relation: str, column: str) -> Iterable[str]:
    """Return the columns that a word means: a ``*`` means those of the day on which the view is made."""
    table = work.catalogue.tables.get(relation)
    return table.columns if column == "*" and table and table.complete else (column,)


def _parts(node: object) -> Iterator[tuple[str, Node]]:
    pending = [node]
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            yield from ((kind, fields) for kind, fields in item.items() if isinstance(fields, dict))
            pending += item.values()
        elif isinstance(item, list):
            pending += item


def loosen(work: Work, relation: str, *, cascade: bool, column: str = "", along: Iterable[str] = ()) -> None:
    """Take away the views that read a relation, or one of its columns, and those that read them in turn.

    Raises:
        Conflict: there is one, and it is not among those dropped ``along`` with it, and CASCADE is not said.
    """
    for name, read in list(work.catalogue.views.items()):
        if relation not in read.relations or name in along:
            continue
        if column and not read.reads(relation, column, surely=not cascade):
            continue
        if not cascade:
            raise Conflict(f"view {name} depends on {relation}{'.' if column else ''}{column}")
        if name in work.catalogue.views:
            loosen(work, name, cascade=True)
            remove(work, name)


def remove(work: Work, name: str) -> None:
    """Take away a view and, if it keeps its rows, its indexes."""
    catalogue = work.catalogue
    catalogue.views.pop(name, None)
    for kind in ("view", "materialized view", "foreign table"):
        catalogue.others.pop((kind, name), None)
    for index in [key for key, owner in catalogue.owners.items() if owner == name]:
        del catalogue.owners[index]
        catalogue.others.pop(("index", index), None)


def renamed(work: Work, old: str, new: str) -> None:
    """Tell the views that what they read has another name."""
    views = work.catalogue.views
    if old in views:
        views[new] = views.pop(old)
    for name, read in views.items():
        if old in read.relations:
            columns = frozenset((new if owner == old else owner, column) for owner, column in read.columns)
            views[name] = replace(read, relations=read.relations - {old} | {new}, columns=columns)


def column_renamed(work: Work, relation: str, old: str, new: str) -> None:
    """Tell the views that a column they read has another name."""
    for name, read in work.catalogue.views.items():
        if (relation, old) in read.columns:
            work.catalogue.views[name] = replace(read, columns=read.columns - {(relation, old)} | {(relation, new)})
