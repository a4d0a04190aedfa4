r"""``dotenv-expand`` on npm, 12 and 1000: references in values, replaced one by one until none is left.

Source of the facts: dotenv-expand's README and changelog, and the behaviour of 12.0.3 and 1000.0.0. ``$NAME`` and
``${NAME}`` with ``-``, ``:-``, ``+`` and ``:+``; ``\$`` is a dollar sign; quotes do not matter. The host's variables
win over the file's, and a reference sees only what stands above it. 1000 also runs ``$(...)``.
"""

from __future__ import annotations

import re

from envlint.formats.dialects import COMMAND, DEFAULT, HOST
from envlint.formats.dialects.javascript.budget import Budget, FunctionFoundError, with_value
from envlint.formats.dialects.javascript.commands import has_command
from envlint.formats.dialects.javascript.replacing import replaced, restart
from envlint.formats.dialects.javascript.text import PROTOTYPE, last_wins

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Final

    from envlint.formats.dialects import Assignment

REFERENCE: Final = re.compile(r"\$\{([^{}]+)\}|\$([A-Za-z_][A-Za-z0-9_]*)")
OPERATOR: Final = re.compile(r":\+|\+|:-|-")
ALTERNATIVES: Final = (":+", "+")
NO_OPERATOR: Final = "null"
"""An expression without operator is split at JavaScript's null written as text."""


class Expander:
    """The state of one file: the values so far, and the host's."""

    def __init__(self, host: Mapping[str, str], *, unset_only: bool = False) -> None:
        self.host = host
        self.unset_only = unset_only
        self.running: dict[str, str] = {}
        self.hidden: set[str] = set()
        self.dynamic: set[str] = set()
        self.literals: dict[str, str] = {}
        self.budget = Budget()

    def lookup(self, name: str) -> tuple[str | None, bool]:
        """Return a name's value and whether it is the host's."""
        if name in self.host and name not in self.hidden:
            return self.host[name], True
        return self.running.get(name), False

    def expand(self, value: str) -> tuple[str, frozenset[str]]:
        """Return a value with its references replaced, and on what it depends.

        Raises:
            EndlessError: The references do not end.
        """
        depends: set[str] = set()
        seen: set[int] = set()
        at = 0
        while True:
            found = _next(value, at)
            if found is None:
                return value, frozenset(depends)
            seen.add(hash(value))
            self.budget.spend(len(value))
            name, text = self._meaning(found[1] or found[2], seen, depends)
            first = value.find(found[0])
            value = replaced(value, found[0], first, text, self.budget)
            if self._ends(name, value):
                return value, frozenset(depends)
            at = restart(value, first)

    def _meaning(self, expression: str, seen: set[int], depends: set[str]) -> tuple[str, str]:
        """Return the name in a reference and the text that takes its place."""
        operator = OPERATOR.search(expression)
        sign = operator[0] if operator else NO_OPERATOR
        name, _, rest = expression.partition(sign)
        value, outside = self.lookup(name)
        if value is not None:
            depends.add(HOST if outside else "")
        if name in self.dynamic:
            depends.add(COMMAND)
        depends.discard("")
        there = value is not None if self.unset_only and sign in ("-", "+") else bool(value)
        if sign in ALTERNATIVES:
            taken = rest if there else ""
        elif there and value is not None and (self.unset_only or hash(value) not in seen):
            return name, value
        else:
            taken = "" if self.unset_only and sign == NO_OPERATOR else rest
        if taken:
            depends.add(DEFAULT)
        return name, taken

    def _ends(self, name: str, value: str) -> bool:
        """Whether replacing stops here, references or not."""
        if not self.unset_only:
            return value == self.running.get(name)
        return value == self.lookup(name)[0] or REFERENCE.search(self.literals.get(name, "")) is not None


def _next(value: str, at: int) -> re.Match[str] | None:
    """Return the first reference from ``at`` that no backslash escapes."""
    at = value.find("$", at)
    while at >= 0:
        if at == 0 or value[at - 1] != "\\":
            found = REFERENCE.match(value, at)
            if found is not None:
                return found
        at = value.find("$", at + 1)
    return None


def unescaped(value: str) -> str:
    r"""Turn ``\$`` into a dollar sign."""
    return value.replace("\\$", "$")


def expand_12(found: list[Assignment], host: Mapping[str, str]) -> Iterator[Assignment]:
    """Yield what ``expand`` of version 12 makes of parsed values; a name that the host has set has the host's.

    Raises:
        EndlessError: The references do not end.
        FunctionFoundError: A name is one of the prototype's.
    """
    state = Expander(host)
    for each in found:
        yield _expanded(each, state)


def expand_1000(found: list[Assignment], host: Mapping[str, str]) -> Iterator[Assignment]:
    """Yield what ``expand`` of version 1000 makes of parsed values, which runs ``$(...)`` in any quotes.

    Raises:
        EndlessError: The references do not end.
        FunctionFoundError: A name is one of the prototype's.
    """
    state = Expander(host, unset_only=True)
    for each in found:
        expanded = _expanded(each, state)
        if each.name in host and host[each.name] == each.value:
            state.hidden.add(each.name)
        taken = host.get(each.name)
        if not (taken and taken != each.value) and has_command(expanded.value or ""):
            expanded = expanded.replace(depends=expanded.depends | {COMMAND})
            state.dynamic.add(each.name)
        yield expanded


def _expanded(each: Assignment, state: Expander) -> Assignment:
    name, value = each.name, each.value or ""
    if name in PROTOTYPE and name not in state.host:
        raise FunctionFoundError
    taken = state.host.get(name)
    depends: frozenset[str] = frozenset()
    if taken and taken != value:
        value, depends = taken, frozenset({HOST})
    else:
        value, depends = state.expand(value)
    if COMMAND in depends:
        state.dynamic.add(name)
    state.running[name] = value = unescaped(value)
    return with_value(each, value, depends)


def expand_vite(found: list[Assignment], host: Mapping[str, str]) -> Iterator[Assignment]:
    """Yield what Vite makes of parsed values: version 12, by the order of the names, seeing what stands below too.

    Raises:
        EndlessError: The references do not end.
        FunctionFoundError: A name is one of the prototype's.
    """
    state = Expander(host)
    ordered = last_wins(sorted(last_wins(found), key=lambda each: each.name))
    state.running.update({each.name: each.value or "" for each in ordered})
    for each in ordered:
        yield _expanded(each, state)
