r"""Deno: Node's grammar with another end of quotes, references outside of single quotes and backticks, first one wins.

Source of the facts: Deno's documentation ("Environment variables", ``--env-file``) and the behaviour of Deno 2.9.6.
``$NAME`` and ``${NAME}``, any text up to the brace; what is not known is empty; ``\$`` is a dollar sign; the host's
variables win. A file that is no UTF-8 is not loaded, and a NUL in a name or value ends the reading: with a warning
only.
"""

from __future__ import annotations

import re

from envlint.formats.dialects import HOST, Assignment, Problem, Reading
from envlint.formats.dialects.javascript.budget import Budget, settled, with_value
from envlint.formats.dialects.javascript.node import Scan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Final

REFERENCE: Final = re.compile(r"\\\$|\$(?:\{([^}]*)\}?|(\w+))?", re.ASCII)
AFTER_QUOTE: Final = re.compile("[ \t]*(?:[#\n]|$)")
LITERAL: Final = "'`"
QUOTES: Final = ("'", '"', "`")


class _Scan(Scan):
    """Node's pass, with Deno's end of quotes."""

    def close(self, quote: str, at: int) -> int:
        first = super().close(quote, at)
        end = self.line_end(first)
        candidate = first
        while 0 <= candidate < end:
            if AFTER_QUOTE.match(self.flat, candidate + 1):
                return candidate
            candidate = self.flat.find(quote, candidate + 1, end)
        return first


def read(data: bytes, host: Mapping[str, str]) -> Reading:
    """Read as Deno does."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return Reading((), (Problem("not-utf-8", 0, 0, drops_rest=True),))
    scan = _Scan(data)
    return settled(scan.found, scan.problems, lambda found: _first(found, host, scan.problems))


def _first(found: list[Assignment], host: Mapping[str, str], problems: list[Problem]) -> Iterator[Assignment]:
    """Yield the first assignment of each name that the host does not have; the last one is what references see."""
    values: dict[str, str] = {}
    budget = Budget()
    for each in found:
        if "\0" in each.name or "\0" in (each.value or ""):
            problems.append(Problem("nul-character", each.start, each.end, drops_rest=True))
            return
        if not each.name:
            # Deno panics: the system knows no variable without a name.
            problems.append(Problem("empty-name", each.start, each.end, fatal=True))
            return
        # A quote that does not end is part of the value, and nothing in it is a reference either.
        literal = each.quote in LITERAL if each.quote else (each.value or "").startswith(QUOTES)
        taken = each if literal else _expanded(each, values, host, budget)
        if each.name not in values and each.name not in host:
            yield taken
        values[each.name] = taken.value or ""


def _expanded(each: Assignment, values: Mapping[str, str], host: Mapping[str, str], budget: Budget) -> Assignment:
    depends: set[str] = set()

    def meaning(found: re.Match[str]) -> str:
        if found[0] == "\\$":
            return "$"
        name = found[1] or found[2] or ""
        outside = host.get(name)
        if outside is not None:
            depends.add(HOST)
        text = values.get(name, "") if outside is None else outside
        budget.spend(len(text))
        return text

    value = each.value or ""
    if "$" not in value:
        return each
    return with_value(each, REFERENCE.sub(meaning, value), frozenset(depends))
