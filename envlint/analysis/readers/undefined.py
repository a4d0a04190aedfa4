"""References that the judged loader expands to nothing, and those that lead back to themselves."""

from __future__ import annotations

from envlint.analysis.cycles import cyclic
from envlint.analysis.readers.causes import REFERENCE
from envlint.checks.environment.unknown_variable import of_the_host
from envlint.core.source import Notice
from envlint.formats.dialects import COMMAND

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

    from envlint.analysis.readers.panel import Panel
    from envlint.formats.dialects import Assignment

    Found = tuple[Assignment, str, int, int]

EXPANDED_ELSEWHERE: Final = "python-dotenv"
"""How the names of the dialects begin whose references see other files, too (``analysis/references.py``)."""
OF_NPM: Final = "npm_"
"""How the names begin that npm sets for the scripts that it starts."""
MOST: Final = 10_000


def notices(panel: Panel, explained: Iterable[str]) -> Iterator[Notice]:
    """Yield a notice for each reference of the judged loader to a name that is not set, once for each pair of names."""
    first, script = panel.ears[0], panel.script
    if first.dialect.name.startswith(EXPANDED_ELSEWHERE):
        return
    found = list(_replaced(panel))
    graph: dict[str, set[str]] = {}
    for each, other, _, _ in found:
        graph.setdefault(each.name, set()).add(other)
    circles = cyclic({name: others - {name} for name, others in graph.items()})
    said, told = set[tuple[str, str]](), frozenset(explained)
    for each, other, start, end in found:
        pair = each.name, other
        if pair in said or each.name in told or of_the_host(other) or other.startswith(OF_NPM) or other in script.host:
            continue
        said.add(pair)
        later = first.by_name.get(other)
        place = script.outer(start), script.outer(end)
        if other != each.name and {other, each.name} <= circles:
            yield Notice("reference-cycle", *place, each.name)
        elif later is None:
            yield Notice("undefined-reference", *place, each.name, _shown(other))
        elif later.start > each.start and not (later.value and later.value in (each.value or "")):
            label = ("set only here", *panel.name_span(script.index(later.start)))
            yield Notice("undefined-reference", *place, each.name, _shown(other), (label,))


def _replaced(panel: Panel) -> Iterator[Found]:
    """Yield each reference that the judged loader put something in for, with its place in the script."""
    text, left = panel.script.text, MOST
    for each in panel.ears[0].by_name.values():
        if (
            each.value is None
            or not panel.means(each)
            or COMMAND in each.depends
            or not 0 <= each.value_start < each.value_end
        ):
            continue
        if "$" not in text[each.value_start : each.value_end]:
            continue
        for found in REFERENCE.finditer(text, each.value_start, each.value_end):
            left -= 1
            if left < 0:
                return
            if found[2] is None and found[0] not in each.value:
                yield each, found[1] or found[3], found.start(), found.end()


def _shown(name: str) -> str:
    """Return a name that has the usual shape of a variable's; anything else may be a piece of a password."""
    return name if name.isupper() and name.isascii() and len(name) <= 64 else "another name"
