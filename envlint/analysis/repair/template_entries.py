"""Missing variables written into a template, behind those they belong to. No line that is there is changed."""

from __future__ import annotations

from textwrap import wrap

from envlint.analysis.repair.lines import inserted, nearest, split

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Final

    from envlint.analysis.repair.facts import Facts

WIDTH: Final = 100
PLAIN: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.,:;/@%+=?&~[]")
"""Characters that every reader of a template takes as they are, without quotes."""


def with_missing(text: str, missing: Iterable[Facts], there: Sequence[tuple[str, str, int]]) -> str:
    """Return the template with further variables.

    ``there`` holds, of each variable that the template has, its name, the section of its rule and the number of its
    last line. What belongs to none of them goes to the end.
    """
    lines, before = split(text), split(text)
    places: dict[int | None, list[Facts]] = {}
    for facts in sorted(missing, key=lambda facts: facts.name):
        places.setdefault(nearest(facts, there), []).append(facts)
    for place in sorted(places, key=lambda place: place or len(lines) + 1, reverse=True):
        apart = place is None or _stand_apart(before, place)
        new: list[str] = []
        for facts in places[place]:
            new += [*([""] if apart and (lines or new) else []), *entry(facts)]
        inserted(lines, place or len(lines), new)
    return "".join(lines)


def _stand_apart(lines: Sequence[str], place: int) -> bool:
    """Whether a blank line follows an entry; of the last one, whether there are blank lines at all."""
    return not all(line.strip() for line in (lines[place : place + 1] or lines))


def entry(facts: Facts) -> list[str]:
    """Return the lines of one variable: what it is for, what it may be, and its default.

    A secret has no value here. What has no default and need not be set is commented out.
    """
    lines = [f"# {line}" for line in wrap(facts.doc, WIDTH, break_long_words=False, break_on_hyphens=False)]
    if facts.values:
        lines.append(f"# one of: {', '.join(facts.values)}")
    value = _quoted(facts.default or "")
    needed = bool(value) or facts.secret or bool(facts.required)
    return [*lines, f"{'' if needed else '# '}{facts.name}={value}"]


def _quoted(text: str) -> str:
    """Return a value as every reader takes it, empty where readers differ about how to write it."""
    if PLAIN.issuperset(text):
        return text
    return "" if {"'", "\\", "\n", "\r"} & set(text) or not text.isprintable() else f"'{text}'"
