"""Two tables for one variable, and one id for two rules or invariants: across files, and both ways to write a name."""

from __future__ import annotations

from envlint.core.rule import Place
from envlint.rules.problem import Lines, Problem, quoted
from envlint.rules.scalars import canonical

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from envlint.rules.document import Entry


def duplicates(entries: Iterable[Entry], texts: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a problem at every table and every id that is not the first of its name."""
    lines = Lines(texts)
    tables: dict[str, Place] = {}
    cited: dict[str, Place] = {}
    for entry in entries:
        if entry.name in tables:
            help = f"the other table is at {lines.of(tables[entry.name])}"
            yield Problem(entry.place, f"{entry.name} has two tables", help, "key")
            continue
        if entry.name:
            tables[entry.name] = entry.place
        id = entry.table.get("id")
        name = entry.name if id is None else canonical(id)
        place = entry.place if id is None else Place(entry.place.path, (*entry.place.keys, "id"))
        if name and name in cited:
            help = f"the other is at {lines.of(cited[name])}"
            yield Problem(place, f"{_both(place, cited[name])} have the id {quoted(name)}", help)
        cited.setdefault(name, place)


def _both(one: Place, other: Place) -> str:
    """Say what two entries are."""
    are_invariants = [place.keys[0] == "invariant" for place in (one, other)]
    return (
        "two invariants" if all(are_invariants) else "a rule and an invariant" if any(are_invariants) else "two rules"
    )
