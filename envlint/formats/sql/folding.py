"""Differences that explain others: a table that is missing is told once, and not with all its columns and indexes."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from envlint.formats.sql import names
from envlint.formats.sql.bookkeeping import SCHEMAS, of_a_tool, own_name
from envlint.formats.sql.difference import ABSENT, PRESENT, Difference, differences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from envlint.formats.sql.catalogue import Catalogue, Constraint, Index

KEPT = ("constraint", "index")


class Told(NamedTuple):
    """What differs in one thing: it is missing, it is too much, it is called otherwise, or its properties differ.

    ``renamed`` is what the second catalogue calls it, ``along`` how many differences it explains.
    """

    kind: str
    name: str
    properties: tuple[Difference, ...]
    missing: bool = False
    extra: bool = False
    renamed: str = ""
    along: int = 0


def folded(wanted: Catalogue, found: Catalogue) -> list[Told]:
    """Return how the second catalogue, a server's, differs from the first, each cause once.

    What migration tools keep for themselves is no difference, nor an extension more.
    """
    fold = _Fold(wanted, found)
    by_thing: dict[tuple[str, str], list[Difference]] = {}
    for each in fold.differences:
        by_thing.setdefault((each.kind, each.name), []).append(each)
    renamed = fold.renamed()
    told, along = [], dict[tuple[str, str], int]()
    for (kind, name), said in by_thing.items():
        cause = fold.cause(kind, name)
        if cause:
            along[cause] = along.get(cause, 0) + 1
        elif (kind, name) in renamed:
            told.append(Told(kind, name, tuple(said), renamed=renamed[kind, name]))
        elif (kind, name) not in fold.new_names:
            there = [each.found for each in said if not each.what]
            told.append(Told(kind, name, tuple(said), missing=ABSENT in there, extra=PRESENT in there))
    return [each._replace(along=along.get((each.kind, each.name), 0)) for each in told]


class _Fold:
    def __init__(self, wanted: Catalogue, found: Catalogue) -> None:
        self.wanted = wanted
        self.found = found
        self.differences = [each for each in differences(wanted, found) if not _nobodys(each)]
        self.missing = {(each.kind, each.name) for each in self.differences if each.found == ABSENT and not each.what}
        self.extra = {(each.kind, each.name) for each in self.differences if each.found == PRESENT and not each.what}
        self.changed = {(each.kind, each.name) for each in self.differences if each.what}
        self.new_names: set[tuple[str, str]] = set()

    def renamed(self) -> dict[tuple[str, str], str]:
        """Return what the server calls constraints and indexes that are the same but for their name."""
        result = {}
        for kind in KEPT:
            for key in sorted(self.missing):
                same = key[0] == kind and next((new for new in sorted(self.extra) if self._same(key, new)), None)
                if same and same not in self.new_names:
                    result[key] = _part(same[1])[1]
                    self.new_names.add(same)
        return result

    def _same(self, old: tuple[str, str], new: tuple[str, str]) -> bool:
        table = _part(old[1])[0]
        if old[0] != new[0] or table != _part(new[1])[0] or table not in self.wanted.tables:
            return False
        first, second = _kept(self.wanted, *old), _kept(self.found, *new)
        return replace(first, name="", comment="") == replace(second, name="", comment="")

    def cause(self, kind: str, name: str) -> tuple[str, str] | None:
        """Return the difference that explains one, if another does."""
        lost = (kind, name) in self.missing
        if (kind, name) not in self.missing | self.extra:
            return None
        gone = self.missing if lost else self.extra
        if kind != "schema" and ("schema", names.before(name).rstrip(".")) in gone:
            return "schema", names.before(name).rstrip(".")
        catalogue = self.wanted if lost else self.found
        table = _part(name)[0]
        if table in catalogue.tables and kind in KEPT:
            return self._of_kept(kind, name, lost=lost)
        if kind == "sequence":
            return next((each for each in self._owners(name, catalogue) if each in gone | self.changed), None)
        if kind == "trigger":
            cause = "function", catalogue.tables[table].triggers[_part(name)[1]].function
            return cause if cause in gone else None
        if kind == "policy":
            return next(
                (("table", each) for what, each in gone if what == "table" and name.startswith(f"{each}.")), None
            )
        view = catalogue.views.get(name) if kind in ("view", "materialized view") else None
        return (
            next((("table", each) for each in sorted(view.relations) if ("table", each) in gone), None)
            if view
            else None
        )

    def _of_kept(self, kind: str, name: str, *, lost: bool) -> tuple[str, str] | None:
        """Return what a constraint or an index cannot be without, of that which is not there either."""
        gone = self.missing if lost else self.extra
        one = _kept(self.wanted if lost else self.found, kind, name)
        table = _part(name)[0]
        needs = [("column", f"{table}.{column}") for column in one.reads]
        if target := getattr(one, "target", ""):
            needs = [("table", target), *needs, *(("column", f"{target}.{each}") for each in one.target_columns)]  # type: ignore[union-attr]
        return next((each for each in needs if each in gone), None)

    def _owners(self, sequence: str, catalogue: Catalogue) -> Iterable[tuple[str, str]]:
        """Yield the columns and tables that a sequence may be of: a server does not say it, its name does."""
        if sequence in catalogue.sequences:
            table, column = catalogue.sequences[sequence]
            yield "table", table
            yield "column", f"{table}.{column}"
            return
        for name, owner in catalogue.tables.items():
            if names.before(name) == names.before(sequence) and own_name(sequence).startswith(f"{own_name(name)}_"):
                yield "table", name
                yield from (("column", f"{name}.{column}") for column in owner.columns)


def _nobodys(each: Difference) -> bool:
    """Whether a difference is none: a tool keeps it for itself, or the server has one extension more."""
    if each.found != PRESENT or each.what:
        return False
    if each.kind in ("table", "sequence"):
        return of_a_tool(each.name) or names.before(each.name).rstrip(".") in SCHEMAS
    return each.kind == "extension" or (each.kind == "schema" and each.name in SCHEMAS)


def _kept(catalogue: Catalogue, kind: str, name: str) -> Constraint | Index:
    table, own = _part(name)
    held = catalogue.tables[table]
    return held.constraints[own] if kind == "constraint" else held.indexes[own]


def _part(name: str) -> tuple[str, str]:
    """Return the table of a constraint, index, trigger or policy, and its own name."""
    before = names.before(name)
    return before.rstrip("."), name[len(before) :]
