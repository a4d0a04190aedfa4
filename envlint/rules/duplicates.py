"""Two tables for one variable, and one id for two rules: across files, and across both ways to write a name."""

from __future__ import annotations

from envlint.core.rule import Place
from envlint.rules.locate import locate
from envlint.rules.problem import Problem, quoted
from envlint.rules.scalars import canonical

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from envlint.rules.document import Entry


def duplicates(entries: Iterable[Entry], texts: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a problem at every table and every id that is not the first of its name."""
    tables: dict[str, Place] = {}
    cited: dict[str, Place] = {}
    for entry in entries:
        if entry.name in tables:
            help = f"the other table is at {_line(tables[entry.name], texts)}"
            yield Problem(entry.place, f"{entry.name} has two tables", help, "key")
            continue
        if entry.name:
            tables[entry.name] = entry.place
        id = entry.table.get("id")
        name = entry.name if id is None else canonical(id)
        place = entry.place if id is None else Place(entry.place.path, (*entry.place.keys, "id"))
        if name and name in cited:
            help = f"the other is at {_line(cited[name], texts)}"
            yield Problem(place, f"two rules have the id {quoted(name)}", help)
        cited.setdefault(name, place)


def _line(place: Place, texts: Mapping[str, str]) -> str:
    return f"{place.path}:{locate(texts[place.path], place.keys, 'key')[0]}"
