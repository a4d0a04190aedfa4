"""Loaders that go line by line: env-cmd and foreman (``nf``) of npm.

Source of the facts: their READMEs and the behaviour of env-cmd 11.0 and foreman 3.0.
"""

from __future__ import annotations

import re

from envlint.formats.dialects import HOST, Assignment, Problem, Reading
from envlint.formats.dialects.javascript.text import BLANKS, decoded, last_wins

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Final

LINE: Final = re.compile("[^\n\r\u2028\u2029]+")
LINE_OF_FEEDS: Final = re.compile("[^\n]+")
TERMINATOR: Final = re.compile("[\r\u2028\u2029]")
LINE_END: Final = re.compile("[\n\r\u2028\u2029]")
PATH: Final = "PATH"
SHORTEST: Final = 3
"""foreman passes over lines shorter than this, such as ``A=``."""


def env_cmd(data: bytes, _host: Mapping[str, str]) -> Reading:
    r"""Read as env-cmd does: a value ends at its last quote, without quotes at ``#``; ``\n`` is decoded in all.

    An ``export`` is part of the name.
    """
    found: list[Assignment] = []
    problems: list[Problem] = []
    text = data.decode("utf-8", "surrogateescape")
    for head, line in _lines(text, LINE):
        # The name is at least one character, be it a blank, so a line may begin with an equals sign.
        indented = head > 0 and not LINE_END.match(text[head - 1])
        equals = line.find("=", 0 if indented else 1)
        if equals < 0:
            problems.append(Problem("ignored-line", head, head + len(line)))
            continue
        name = line[:equals].strip(BLANKS)
        raw = line[equals + 1 :].strip(BLANKS)
        start = head + equals + 1 + _indent(line[equals + 1 :])
        quote = raw[:1] if raw[:1] in ("'", '"') else ""
        if quote:
            start += 1
            last = raw.rfind(quote)
            raw = raw[1:last]
        else:
            raw = raw.partition("#")[0].strip(BLANKS)
        end = start + len(raw)
        value = raw.replace("\\n", "\n")
        found.append(Assignment(decoded(name), decoded(value), head, end + len(quote), start, end, quote))
    return Reading(tuple(last_wins([each for each in found if each.name != "__proto__"])), tuple(problems))


def foreman(data: bytes, host: Mapping[str, str]) -> Reading:
    """Read as foreman does: lines of two characters and fewer are dropped, a quote must close on its line.

    Behind a quote anything may stand; without one a value ends before ``#``.
    """
    found: list[Assignment] = []
    problems: list[Problem] = []
    text = data.decode("utf-8", "surrogateescape")
    for head, line in _lines(text, LINE_OF_FEEDS):
        stripped = line.rstrip(BLANKS)
        if len(stripped) < SHORTEST:
            problems.append(Problem("ignored-line", head, head + len(stripped)))
            continue
        name, equals, raw = stripped.partition("=")
        start = head + len(name) + len(equals) + _indent(raw)
        raw = raw.lstrip(BLANKS)
        quote = raw[:1] if raw[:1] in ("'", '"') else ""
        if quote:
            start += 1
            close = raw.find(quote, 1)
            if close < 0:
                problems.append(Problem("unterminated-quote", start - 1, start - 1 + len(raw), fatal=True))
                return Reading(tuple(last_wins(found)), tuple(problems))
            raw = raw[1:close]
        else:
            raw = _uncommented(raw)
        end = start + len(raw)
        name = decoded(name.rstrip(BLANKS))
        found.append(Assignment(name, decoded(raw), head, end + len(quote), start, end, quote))
    taken = [each for each in found if each.name != "__proto__"]
    return Reading(tuple(_with_path(last_wins(taken), host)), tuple(problems))


def _with_path(found: list[Assignment], host: Mapping[str, str]) -> Iterator[Assignment]:
    """Yield what is found, and the host's PATH where the file has none or an empty one."""
    path = host.get(PATH)
    for each in found:
        if each.name != PATH or each.value:
            yield each
        elif path is not None:
            yield each.replace(value=path, depends=frozenset({HOST}))


def _lines(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """Yield lines that are neither blank nor a comment, without the blanks they begin with, and where they begin."""
    for found in pattern.finditer(text):
        line = found[0].lstrip(BLANKS)
        while line.startswith("#"):
            # A comment ends at any line terminator, a line of foreman only at a line feed.
            end = TERMINATOR.search(line)
            line = "" if end is None else line[end.end() :].lstrip(BLANKS)
        if line:
            yield found.end() - len(line), line


def _indent(raw: str) -> int:
    return len(raw) - len(raw.lstrip(BLANKS))


def _uncommented(raw: str) -> str:
    if "#" not in raw:
        return raw
    # The comment goes up to the end of the value: the first sign behind the last line terminator begins it.
    begins = max(raw.rfind(terminator) for terminator in "\r\u2028\u2029") + 1
    mark = raw.find("#", begins)
    return raw if mark < 0 else raw[:mark].rstrip(BLANKS)
