"""The words of a Dockerfile's instruction: blanks part them, quotes hold them together, references are replaced.

Source: the Dockerfile reference, section Environment replacement.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Final

REFERENCE: Final = re.compile(r"\$(?:(?P<plain>[A-Za-z_]\w*)|\{(?P<braced>\w+)(?P<sign>:?[-+?]|\}))", re.ASCII)
BRACE: Final = re.compile(r"[{}]")
LONGEST: Final = 1 << 17
"""Code points: no program on Linux can be started with a longer variable (execve(2), MAX_ARG_STRLEN)."""
DEEPEST: Final = 20


class Unknown(Exception):
    """A value cannot be told; the message says why."""


def words(line: str, escape: str) -> Iterator[tuple[int, int]]:
    """Yield where each word of a line begins and ends, quotes and escapes included."""
    at, start, quote = 0, -1, ""
    while at < len(line):
        character = line[at]
        if not quote and character in " \t":
            if start >= 0:
                yield start, at
            start = -1
        else:
            start = at if start < 0 else start
            if character == escape and quote != "'":
                at += 1
            elif character in "'\"" and quote in ("", character):
                quote = "" if quote else character
        at += 1
    if start >= 0:
        yield start, len(line)


def replaced(word: str, known: Mapping[str, str | None], escape: str, *, knows_all: bool, depth: int = 0) -> str:
    """Return a word without quotes and escapes, its references replaced. Unless all is known, what is not may be set.

    Raises:
        Unknown: it refers to something of which the value is not known, or would become too long.
    """
    parts: list[str] = []
    at, quote = 0, ""
    while at < len(word):
        character = word[at]
        if quote != "'" and character == escape and at + 1 < len(word):
            following = word[at + 1]
            parts.append(following if not quote or following in f'"${escape}' else escape + following)
            at += 2
        elif character in "'\"" and quote in ("", character):
            quote = "" if quote else character
            at += 1
        elif character == "$" and quote != "'" and (found := REFERENCE.match(word, at)):
            end = _end(word, found)
            inner = word[found.end() : end - 1]
            parts.append(_value(found, inner, known, escape, knows_all=knows_all, depth=depth))
            at = end
        else:
            parts.append(character)
            at += 1
    text = "".join(parts)
    if len(text) > LONGEST:
        raise Unknown("it is longer than a variable can be")
    return text


def _end(word: str, found: re.Match[str]) -> int:
    """Return where a reference ends: behind the brace that pairs, or with the word."""
    if found["plain"] or found["sign"] == "}":
        return found.end()
    level = 1
    for brace in BRACE.finditer(word, found.end()):
        level += 1 if brace[0] == "{" else -1
        if not level:
            return brace.end()
    raise Unknown("it holds a reference without an end")


def _value(
    found: re.Match[str], inner: str, known: Mapping[str, str | None], escape: str, *, knows_all: bool, depth: int
) -> str:
    name = found["plain"] or found["braced"]
    if depth > DEEPEST or known.get(name, "") is None or (name not in known and not knows_all):
        raise Unknown(f"it builds on {name[:64]}, which the base image or the build sets")
    value, sign = known.get(name), found["sign"]
    if not sign or sign == "}":
        return value or ""
    given = bool(value) if sign[0] == ":" else value is not None
    if given == (sign[-1] == "+"):
        return replaced(inner, known, escape, knows_all=knows_all, depth=depth + 1)
    return value or "" if given else ""
