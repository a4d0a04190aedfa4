r"""dotenvx: dotenv's grammar with more escapes, references that respect single quotes, and commands that are run.

Source of the facts: dotenvx's documentation ("Variable expansion", "Command substitution") and the behaviour of
dotenvx 2.38. A name the host has keeps the host's value; a repeated name is expanded each time; ``$(...)`` is run
except between single quotes, and what holds one is not expanded any further. Encrypted values stay as they are.
"""

from __future__ import annotations

from envlint.formats.dialects import COMMAND, HOST
from envlint.formats.dialects.javascript.budget import FunctionFoundError, with_value
from envlint.formats.dialects.javascript.commands import has_command
from envlint.formats.dialects.javascript.expansion import Expander, unescaped
from envlint.formats.dialects.javascript.text import PROTOTYPE, last_wins

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Final

    from envlint.formats.dialects import Assignment

ENCRYPTED: Final = "encrypted:"


class Values:
    """Makes the values of one file, and keeps what each began with: an open single quote is literal as well."""

    def __init__(self) -> None:
        self.firsts: list[str] = []

    def finish(self, value: str, first: str) -> str:
        """Return the value, its escapes decoded."""
        self.firsts.append(first)
        return _unescape(value, first)


def _unescape(value: str, first: str) -> str:
    r"""Decode ``\n``, ``\r`` and ``\t`` where a value began with a double quote, ``\'`` where with a single one."""
    if "\\" not in value:
        return value
    if first == "'":
        return value.replace("\\'", "'")
    if first == '"':
        return value.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t")
    return value


def expand(found: list[Assignment], firsts: list[str], host: Mapping[str, str]) -> Iterable[Assignment]:
    """Return what dotenvx gives for parsed values, the last of a name; ``firsts`` is what each began with.

    Raises:
        EndlessError: The references do not end.
        FunctionFoundError: A name is one of the prototype's.
    """
    state = Expander(host, unset_only=True)
    return last_wins([_settled(each, first, state) for each, first in zip(found, firsts, strict=True)])


def _settled(each: Assignment, first: str, state: Expander) -> Assignment:
    name, value = each.name, each.value or ""
    if name in PROTOTYPE or name == "__proto__":
        raise FunctionFoundError
    taken = state.host.get(name)
    depends = frozenset({HOST}) if taken is not None and taken != value else frozenset[str]()
    same = taken is None or taken == value
    value = value if taken is None else taken
    state.dynamic.discard(name)
    if first == "'" or value.startswith(ENCRYPTED):
        if first == "'":
            state.literals[name] = value
    elif same and has_command(value):
        depends = frozenset({COMMAND})
    elif not taken:
        value, depends = state.expand(value)
        value = unescaped(value)
    if COMMAND in depends:
        state.dynamic.add(name)
    state.running[name] = value
    return with_value(each, value, depends)
