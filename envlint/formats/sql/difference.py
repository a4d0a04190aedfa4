"""What two catalogues differ in, thing for thing and property for property."""

from __future__ import annotations

from typing import NamedTuple

from envlint.formats.sql.literals import quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from envlint.core.location import Location
    from envlint.formats.sql.catalogue import (
        Catalogue,
        Column,
        Constraint,
        Expression,
        Index,
        Table,
        UserType,
    )

    Properties = dict[str, str]


class Difference(NamedTuple):
    """A thing that one of the two has not, or a property that differs; what is not said is empty.

    ``kind`` is ``table``, ``column``, ``index`` ..., ``name`` is that of the thing, its table's before it. ``wanted``
    is the first catalogue's, ``found`` the second's; ``at`` is the place of the first's, if it has one.
    """

    kind: str
    name: str
    what: str
    wanted: str
    found: str
    at: Location | None


PRESENT, ABSENT = "there", "not there"


def differences(wanted: Catalogue, found: Catalogue) -> list[Difference]:
    """Return how the second catalogue differs from the first. Temporary tables do not count."""
    result: list[Difference] = []
    ours = {name: table for name, table in wanted.tables.items() if not table.temporary}
    theirs = {name: table for name, table in found.tables.items() if not table.temporary}
    for name, first, second in _pairs("table", "", ours, theirs, result):
        result += _tables(name, first, second)
    for name, first, second in _pairs("type", "", wanted.types, found.types, result):
        result += _properties("type", name, _of_type(first), _of_type(second), first.at)
    for kind, name in sorted(wanted.others.keys() ^ found.others.keys()):
        there = (kind, name) in wanted.others
        at = wanted.others.get((kind, name)) or found.others.get((kind, name))
        result.append(Difference(kind, name, "", *((PRESENT, ABSENT) if there else (ABSENT, PRESENT)), at))
    return result


def _tables(name: str, first: Table, second: Table) -> Iterator[Difference]:
    yield from _properties(
        "table",
        name,
        {"comment": first.comment, "partition of": first.parent},
        {"comment": second.comment, "partition of": second.parent},
        first.at,
    )
    if first.parent or second.parent:
        return
    result: list[Difference] = []
    if first.complete and second.complete:
        for key, one, two in _pairs("column", f"{name}.", first.columns, second.columns, result):
            result += _properties("column", key, _of_column(one), _of_column(two), one.at)
    for key, one, two in _pairs("constraint", f"{name}.", first.constraints, second.constraints, result):
        result += _properties("constraint", key, _of_constraint(one), _of_constraint(two), one.at)
    for key, one, two in _pairs("index", f"{name}.", first.indexes, second.indexes, result):
        result += _properties("index", key, _of_index(one), _of_index(two), one.at)
    for key in sorted(first.triggers.keys() ^ second.triggers.keys()):
        there = (PRESENT, ABSENT) if key in first.triggers else (ABSENT, PRESENT)
        result.append(
            Difference("trigger", f"{name}.{key}", "", *there, (first.triggers.get(key) or second.triggers[key]).at)
        )
    yield from result


def _pairs(
    kind: str, prefix: str, first: Mapping[str, Any], second: Mapping[str, Any], result: list[Difference]
) -> Iterator[tuple[str, Any, Any]]:
    """Yield what both have unless it is the same thing, and note what only one has."""
    for name in sorted(first.keys() | second.keys()):
        if name not in second:
            result.append(Difference(kind, prefix + name, "", PRESENT, ABSENT, first[name].at))
        elif name not in first:
            result.append(Difference(kind, prefix + name, "", ABSENT, PRESENT, second[name].at))
        elif first[name] is not second[name]:
            yield prefix + name, first[name], second[name]


def _properties(
    kind: str, name: str, first: Properties, second: Properties, at: Location | None
) -> Iterator[Difference]:
    for what, wanted in first.items():
        if wanted != second[what]:
            yield Difference(kind, name, what, wanted, second[what], at)


def _text(expression: Expression | None) -> str:
    return expression.text if expression else ""


def _of_column(column: Column) -> Properties:
    return {
        "type": str(column.type),
        "nullability": "NULL" if column.nullable else "NOT NULL",
        "default": _text(column.default),
        "generated": _text(column.generated),
        "identity": column.identity,
        "comment": column.comment,
    }


def _of_constraint(constraint: Constraint) -> Properties:
    return {
        "kind": constraint.kind,
        "columns": ", ".join(constraint.columns),
        "condition": _text(constraint.expression),
        "target": f"{constraint.target} ({', '.join(constraint.target_columns)})" if constraint.target else "",
        "ON DELETE": constraint.on_delete,
        "ON UPDATE": constraint.on_update,
        "MATCH": constraint.match,
        "INCLUDE": ", ".join(constraint.included),
        "keys": ", ".join(
            f"{key.text} WITH {sign}" for key, sign in zip(constraint.keys, constraint.operators, strict=False)
        ),
        "deferral": constraint.deferrable,
        "NULLS NOT DISTINCT": str(constraint.nulls_not_distinct),
        "validity": "VALID" if constraint.validated else "NOT VALID",
        "comment": constraint.comment,
    }


def _of_index(index: Index) -> Properties:
    keys = (
        " ".join(filter(None, (one.expression.text, one.collation, one.operators, one.order))) for one in index.keys
    )
    return {
        "columns": ", ".join(keys),
        "method": index.method,
        "uniqueness": "UNIQUE" if index.unique else "",
        "INCLUDE": ", ".join(index.included),
        "condition": _text(index.predicate),
        "NULLS NOT DISTINCT": str(index.nulls_not_distinct),
        "comment": index.comment,
    }


def _of_type(one: UserType) -> Properties:
    return {
        "kind": one.kind,
        "values": ", ".join(quoted(each) if "," in each else each for each in one.values),
        "base": str(one.base or ""),
        "condition": "; ".join(f"{name}: {check.text}" for name, check in sorted(one.checks.items())),
        "comment": one.comment,
    }
