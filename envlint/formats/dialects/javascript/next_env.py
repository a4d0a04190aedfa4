r"""``@next/env``: dotenv's grammar, then Next.js's own way with references, which goes through a value from the right.

Source of the facts: the Next.js documentation ("Environment Variables", referencing other variables) and the
behaviour of @next/env 16.4. ``$NAME``, ``${NAME}``, ``${NAME:-default}``; a reference to a name that stands below
gives that one's text as written; ``\$`` is a dollar sign; quotes do not matter. A cycle fails, and nothing is loaded.
"""

from __future__ import annotations

import re

from envlint.formats.dialects import DEFAULT, HOST
from envlint.formats.dialects.javascript.budget import Budget, EndlessError, with_value
from envlint.formats.dialects.javascript.replacing import replaced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Final

    from envlint.formats.dialects import Assignment

REFERENCE: Final = re.compile(r"\$\{?(\w+)(?::-([^}\\]*))?\}?", re.ASCII)
MOST_REFERENCES: Final = 8000
"""Replacements in one value, each a call inside the last, before the stack of Node is full."""


def expand(found: list[Assignment], host: Mapping[str, str]) -> Iterator[Assignment]:
    """Yield what Next.js makes of parsed values; a name that the host has keeps the host's, expanded too.

    Raises:
        EndlessError: The references do not end.
    """
    state = _State({each.name: each.value or "" for each in found}, host)
    for each in found:
        depends: set[str] = set()
        own = host.get(each.name)
        value = each.value or ""
        if own is not None:
            value = own
            depends.add(HOST)
        state.values[each.name] = value = state.expanded(value, depends).replace("\\$", "$")
        # A NUL ends a text in the process's environment.
        value = value.partition("\0")[0]
        yield with_value(each, value, frozenset(depends))


class _State:
    """The values of one file, as written until they are expanded."""

    def __init__(self, values: dict[str, str], host: Mapping[str, str]) -> None:
        self.values = values
        self.host = host
        self.budget = Budget()

    def expanded(self, value: str, depends: set[str]) -> str:
        for _ in range(MOST_REFERENCES):
            at = _last_dollar(value)
            found = REFERENCE.match(value, at) if at >= 0 else None
            if found is None:
                return value
            self.budget.spend(len(value))
            text = self._meaning(found[1], found[2] or "", depends)
            value = replaced(value, found[0], value.find(found[0]), text, self.budget)
        raise EndlessError

    def _meaning(self, name: str, default: str, depends: set[str]) -> str:
        outside = self.host.get(name)
        if outside:
            depends.add(HOST)
            return outside
        if default:
            depends.add(DEFAULT)
            return default
        return self.values.get(name, "")


def _last_dollar(value: str) -> int:
    at = value.rfind("$")
    while at > 0 and value[at - 1] == "\\":
        at = value.rfind("$", 0, at)
    return at
