r"""``.env`` files as direnv reads them for ``dotenv`` in an ``.envrc``.

The line pattern is that of the Ruby gem dotenv, but a value without quotes holds no blanks and what is no assignment is
refused. References are those of Go's ``os.Expand`` with ``${NAME:-default}``; they are followed save in single quotes,
and a value of one character is left as it stands.

Source: the documentation of direnv-stdlib and the behaviour of direnv 2.32.1.
"""

from __future__ import annotations

import re

from envlint.formats.dialects import DEFAULT, Assignment, Problem, Reading
from envlint.formats.dialects.matched_line import Grammar, Matched, match_line
from envlint.formats.dialects.settled import Settled, TooLargeError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

GRAMMAR: Final = Grammar(spaced=False)
LINE: Final = re.compile(r"[^\r\n]+")
UNESCAPE: Final = re.compile(r"\\([^$])")
REFERENCE: Final = re.compile(
    r"\$(?:\{(?P<special>[*#$@!?0-9-])\}|\{(?P<braced>[^}]*)(?P<close>\})|(?P<open>\{)|(?P<sign>[*#$@!?0-9-])"
    r"|(?P<name>[A-Za-z0-9_]+))"
)
UNCLOSED: Final = re.compile(r"\$(?:(?P<open>\{)|(?P<sign>[*#$@!?0-9-])|(?P<name>[A-Za-z0-9_]+))")


def read(data: bytes, host: Mapping[str, str]) -> Reading:
    """Read the bytes of a file as direnv does, given the host's environment."""
    text = data.decode("utf-8", "surrogateescape")
    settled = Settled(host)
    for line in LINE.finditer(text):
        bare = line[0].lstrip(GRAMMAR.blanks)
        if not bare or bare.startswith("#"):
            continue
        matched = match_line(line[0], GRAMMAR)
        if matched is None:
            return Reading((), (Problem("no-assignment", line.start(), line.end(), fatal=True, drops_rest=True),))
        try:
            settled.settle(_assignment(line[0], line.start(), matched, settled))
        except TooLargeError:
            return Reading((), (Problem("expansion-too-large", fatal=True, drops_rest=True),))
    return Reading(tuple(settled.own.values()))


def _assignment(line: str, start: int, matched: Matched, settled: Settled) -> Assignment:
    """Return the assignment of a line that begins at a place."""
    text = line[matched.value_start : matched.value_end]
    quote = text[0] if len(text) > 1 and text[0] in "'\"" and text[-1] == text[0] else ""
    settled.begin()
    inner = 1 if quote else 0
    value = text[inner : len(text) - inner]
    if quote == '"' and "\\" in value:
        value = UNESCAPE.sub(r"\1", value.replace(r"\n", "\n").replace(r"\r", "\r"))
    if quote != "'" and len(text) > 1:
        value = _expanded(value, settled)
    places = (start + matched.start, start + matched.value_end, start + matched.value_start + inner)
    return Assignment(matched.name, value, *places, places[1] - inner, quote, frozenset(settled.depends))


def _expanded(text: str, settled: Settled) -> str:
    """Return a text with its references replaced."""
    if "$" not in text:
        return text
    last = text.rfind("}") + 1
    pieces = [REFERENCE.sub(lambda match: _referred(match, settled), text[:last])] if last else []
    tail = UNCLOSED.sub(lambda match: _referred(match, settled), text[last:])
    return "".join([*pieces, tail])


def _referred(match: re.Match[str], settled: Settled) -> str:
    """Return what stands for a reference; one that is not well formed goes."""
    found = match.groupdict()
    if found.get("open"):
        return ""
    name = found.get("special") or found.get("braced") or found["sign"] or found["name"] or ""
    if not name:
        return ""
    key, sign, default = name.partition(":-")
    own = settled.own_value(key)
    if own is not None:
        return own
    outside = settled.host_value(key)
    if sign and not outside:
        settled.depends.add(DEFAULT)
        return default
    return outside or ""
