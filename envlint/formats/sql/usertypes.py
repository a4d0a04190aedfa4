"""Types that statements make: enums, domains, composite and range types (PostgreSQL's documentation, CREATE TYPE)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from envlint.formats.sql import expressions, names, tables
from envlint.formats.sql.catalogue import Conflict, Expression, UserType
from envlint.formats.sql.literals import quoted
from envlint.formats.sql.work import Unsupported

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.formats.sql.syntax import Node
    from envlint.formats.sql.work import Work

DOMAIN_CHECK: Final = "CONSTR_CHECK"


def _free(work: Work, parts: list[Node]) -> str:
    name = work.type_named(parts)
    if name in work.catalogue.types and not work.lenient and work.catalogue.complete:
        raise Conflict(f"there is a type {name} already")
    return name


def _made(work: Work, name: str) -> bool:
    """Whether a type is there already, and a block has asked for it."""
    return work.lenient and name in work.catalogue.types


def create_enum(work: Work, node: Node) -> None:
    """Apply CREATE TYPE AS ENUM."""
    name = _free(work, node["typeName"])
    if _made(work, name):
        return
    at = work.at(None)
    values = tuple(item["String"].get("sval", "") for item in node.get("vals", ()))
    places = tuple(work.word(quoted(value)) for value in values)
    work.catalogue.types[name] = UserType(name, "enum", values, at=at, places=places)


def alter_enum(work: Work, node: Node) -> None:
    """Apply ALTER TYPE ADD VALUE and RENAME VALUE."""
    enum = existing(work, node["typeName"])
    new, at = node.get("newVal", ""), work.word(quoted(node.get("newVal", "")))
    values, places = list(enum.values), list(enum.places)
    if "oldVal" in node:
        if node["oldVal"] not in values or new in values:
            raise Conflict(f"a value of {enum.name} cannot be renamed: it is not there, or the new one is")
        index = values.index(node["oldVal"])
        values[index], places[index] = new, at
        _relabel(work, enum.name, node["oldVal"], new)
    elif new in values:
        if node.get("skipIfNewValExists") or work.lenient:
            return
        raise Conflict(f"type {enum.name} has this value already")
    else:
        index = _where(enum, node)
        values.insert(index, new)
        places.insert(index, at)
    work.catalogue.types[enum.name] = replace(enum, values=tuple(values), places=tuple(places))


def _relabel(work: Work, name: str, old: str, new: str) -> None:
    """Change a value where columns of the type have it as their default or in a condition."""
    for table in list(work.catalogue.tables.values()):
        own = {one.name for one in table.columns.values() if one.type.name == name}
        if not own:
            continue
        columns = {
            key: replace(one, default=expressions.relabelled(one.default, old, new)) if key in own else one
            for key, one in table.columns.items()
        }
        checks = {
            key: replace(one, expression=expressions.relabelled(one.expression, old, new))
            if own & {*one.reads}
            else one
            for key, one in table.constraints.items()
        }
        indexes = {
            key: replace(one, predicate=expressions.relabelled(one.predicate, old, new)) if own & {*one.reads} else one
            for key, one in table.indexes.items()
        }
        work.put(replace(table, columns=columns, constraints=checks, indexes=indexes))


def _where(enum: UserType, node: Node) -> int:
    neighbour = node.get("newValNeighbor")
    if neighbour is None:
        return len(enum.values)
    if neighbour not in enum.values:
        raise Conflict(f"type {enum.name} has no value to stand beside")
    return enum.values.index(neighbour) + bool(node.get("newValIsAfter"))


def existing(work: Work, parts: list[Node]) -> UserType:
    """Return a type that statements made.

    Raises:
        Conflict: there is none of this name.
    """
    name = work.type_named(parts)
    if name not in work.catalogue.types:
        raise Conflict(f"there is no type {name}")
    return work.catalogue.types[name]


def create_domain(work: Work, node: Node) -> None:
    """Apply CREATE DOMAIN."""
    name = _free(work, node["domainname"])
    if _made(work, name):
        return
    made = UserType(name, "domain", base=tables.typed(work, node["typeName"]), at=work.at(None))
    for item in node.get("constraints", ()):
        if item["Constraint"]["contype"] == DOMAIN_CHECK:
            made = _checked(work, made, item["Constraint"])
    work.catalogue.types[name] = made


def _checked(work: Work, domain: UserType, constraint: Node) -> UserType:
    own = domain.name.rpartition(".")[2]
    name = constraint.get("conname") or names.chosen(own, [], "check", lambda one: one in domain.checks)
    expression = expressions.placed(work, constraint.get("raw_expr")) or Expression("NULL")
    return replace(domain, checks={**domain.checks, name: expression})


def alter_domain(work: Work, node: Node) -> None:
    """Apply ALTER DOMAIN: constraints count, defaults and NOT NULL are passed over."""
    domain = existing(work, node["typeName"])
    subtype = node["subtype"]
    if subtype == "C" and node["def"]["Constraint"]["contype"] == DOMAIN_CHECK:
        work.catalogue.types[domain.name] = _checked(work, domain, node["def"]["Constraint"])
    elif subtype == "X":
        left = {key: one for key, one in domain.checks.items() if key != node["name"]}
        if len(left) == len(domain.checks) and not node.get("missing_ok"):
            raise Conflict(f"domain {domain.name} has no constraint {node['name']}")
        work.catalogue.types[domain.name] = replace(domain, checks=left)


def create_composite(work: Work, node: Node) -> None:
    """Apply CREATE TYPE AS: that the type is there is all that is kept."""
    name = work.relation(node["typevar"])
    if name in work.catalogue.types:
        if work.lenient:
            return
        raise Conflict(f"there is a type {name} already")
    work.catalogue.types[name] = UserType(name, "composite", at=work.at(node["typevar"]))


def create_range(work: Work, node: Node) -> None:
    """Apply CREATE TYPE AS RANGE."""
    name = _free(work, node["typeName"])
    work.catalogue.types[name] = UserType(name, "range", at=work.at(None))


def define(work: Work, node: Node) -> None:
    """Say that aggregates, operators, collations and base types are not followed."""
    del work
    raise Unsupported(f"CREATE {node['kind'].removeprefix('OBJECT_')}")
