r"""Bun: dotenv's names, values that end at the first quote no backslash hides, references in any quotes.

Source of the facts: Bun's documentation ("Environment Variables") and the behaviour of Bun 1.4.5. ``$NAME``,
``${NAME}`` and ``${NAME:-default}`` see the host's variables, then the whole file, what stands below as it is
written; a default may hold references; ``\$`` is a dollar sign; the host's variables stay.
"""

from __future__ import annotations

import re

from envlint.formats.dialects import DEFAULT, HOST, Assignment, Problem, Reading
from envlint.formats.dialects.javascript.budget import Budget, settled, with_value
from envlint.formats.dialects.javascript.text import Text, decoded, last_wins

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Final

BLANKS: Final = "\t\n\v\f\r "
BLANK_RUN: Final = re.compile("[\t\n\v\f\r ]*")
NAME: Final = re.compile(r"[\w.-]+", re.ASCII)
VARIABLE: Final = re.compile(r"\w*", re.ASCII)
QUOTES: Final = "'\"`"
CLOSING: Final = {quote: re.compile(rf"\\.|{quote}", re.DOTALL) for quote in QUOTES}
EXPORT: Final = "export"
ESCAPED: Final = "\\$"
MARK: Final = re.compile(r"\\\$|[$}]")
BRACE: Final = re.compile(r"\\.|[{}]", re.DOTALL)
REFERENCE: Final = re.compile(r"(\{)?")


def read(data: bytes, host: Mapping[str, str]) -> Reading:
    """Read as Bun does."""
    text = Text(data.removeprefix(b"\xef\xbb\xbf"))
    scan = _Scan(text)
    shift = 1 if data.startswith(b"\xef\xbb\xbf") else 0
    found = [_moved(each, shift) for each in text.placed(last_wins(scan.found))]
    problems = [each.replace(start=each.start + shift, end=each.end + shift) for each in scan.problems]
    return settled(found, problems, lambda taken: _expanded(taken, host))


def _moved(each: Assignment, shift: int) -> Assignment:
    if not shift:
        return each
    places = (each.start + shift, each.end + shift, each.value_start + shift, each.value_end + shift)
    return Assignment(each.name, each.value, *places, each.quote)


class _Scan:
    def __init__(self, text: Text) -> None:
        self.text = text
        self.flat = text.flat
        self.unclosed: set[str] = set()
        self.found: list[Assignment] = []
        self.problems: list[Problem] = []
        at = _past(self.flat, 0)
        while at < len(self.flat):
            at = _past(self.flat, self._statement(at))

    def _line_end(self, at: int) -> int:
        end = self.flat.find("\n", at)
        return len(self.flat) if end < 0 else end

    def _statement(self, at: int) -> int:
        flat = self.flat
        if flat[at] == "#":
            return self._line_end(at)
        name = self._name(at)
        if name is None:
            end = self._line_end(at)
            self.problems.append(Problem("ignored-line", self.text.place(at), self.text.place(end)))
            return end
        first = _past(flat, name[1])
        quote = flat[first : first + 1]
        if quote and quote in QUOTES and quote not in self.unclosed:
            close = self._close(quote, first + 1)
            if close >= 0:
                value = _unescaped(flat[first + 1 : close], quote)
                self.found.append(Assignment(decoded(name[0]), value, at, close + 1, first + 1, close, quote))
                return self._line_end(close + 1)
        return self._bare(at, *name)

    def _close(self, quote: str, start: int) -> int:
        for found in CLOSING[quote].finditer(self.flat, start):
            if found[0] == quote:
                return found.start()
        self.unclosed.add(quote)
        return -1

    def _name(self, at: int) -> tuple[str, int] | None:
        flat = self.flat
        found = NAME.match(flat, at)
        if found is None:
            return None
        if found[0] == EXPORT:
            after = NAME.match(flat, _past(flat, found.end()))
            taken = self._separated(after) if after is not None else None
            if taken is not None:
                return taken
        return self._separated(found)

    def _separated(self, name: re.Match[str]) -> tuple[str, int] | None:
        flat = self.flat
        at = _past(flat, name.end())
        if flat.startswith("=", at):
            return name[0], at + 1
        if flat.startswith(":", at) and at + 1 < len(flat) and flat[at + 1] in BLANKS:
            return name[0], at + 2
        return None

    def _bare(self, head: int, name: str, at: int) -> int:
        flat = self.flat
        end = self._line_end(at)
        mark = flat.find("#", at, end)
        raw = flat[at : end if mark < 0 else mark]
        value = raw.strip(BLANKS)
        start = at + len(raw) - len(raw.lstrip(BLANKS)) if value else at
        if value and value[0] in QUOTES:
            self.problems.append(Problem("unterminated-quote", self.text.place(start), self.text.place(end)))
        last = start + len(value)
        self.found.append(Assignment(decoded(name), decoded(value), head, last, start, last))
        return end


def _past(flat: str, at: int) -> int:
    found = BLANK_RUN.match(flat, at)
    return at if found is None else found.end()


def _unescaped(value: str, quote: str) -> str:
    if quote == '"' and "\\" in value:
        value = re.sub(r"\\(.)", lambda found: {"n": "\n", "r": "\r"}.get(found[1], found[0]), value, flags=re.DOTALL)
    return decoded(value)


def _expanded(found: list[Assignment], host: Mapping[str, str]) -> Iterator[Assignment]:
    values = {each.name: each.value or "" for each in found}
    budget = Budget()
    for each in found:
        if each.name not in host:
            value, depends = _replaced(each.value or "", values, host, budget)
            values[each.name] = value
            yield with_value(each, value, depends)


def _replaced(
    value: str, values: Mapping[str, str], host: Mapping[str, str], budget: Budget
) -> tuple[str, frozenset[str]]:
    """Return a value with its references replaced; behind a brace that does not close, all stays as it is."""
    if "$" not in value:
        return value, frozenset()
    closing = _closing(value)
    depends: set[str] = set()
    texts: list[str] = []
    ends: set[int] = set()
    at = 0
    while found := MARK.search(value, at):
        texts.append(value[at : found.start()])
        at, mark = found.end(), found[0]
        if mark == "}":
            texts.append("" if found.start() in ends else mark)
            continue
        if mark == ESCAPED:
            texts.append("$")
            continue
        head = REFERENCE.match(value, at)
        braced = bool(head and head[1])
        if braced and at not in closing:
            at -= 1
            break
        text, at, end = _meaning(value, at, closing.get(at, -1) if braced else -1, values, host, depends)
        ends.add(end)
        budget.spend(len(text))
        texts.append(text)
    texts.append(value[at:])
    return "".join(texts), frozenset(depends)


def _closing(value: str) -> dict[int, int]:
    """Return the place of the brace that closes each, whatever a backslash precedes left out."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for brace in BRACE.finditer(value):
        if brace[0] == "{":
            opened.append(brace.start())
        elif brace[0] == "}" and opened:
            found[opened.pop()] = brace.start()
    return found


def _meaning(
    value: str, at: int, close: int, values: Mapping[str, str], host: Mapping[str, str], depends: set[str]
) -> tuple[str, int, int]:
    """Return what stands for the reference behind a dollar sign, where reading goes on, and a brace to leave out."""
    braced = close >= 0
    found = VARIABLE.match(value, at + braced)
    name = "" if found is None else found[0]
    behind = at + braced + len(name)
    default = braced and value.startswith(":-", behind)
    if (braced and behind != close and not default) or not (name or braced):
        end = close + 1 if braced else at
        return value[at - 1 : end], end, -1
    text = host.get(name)
    if text is not None:
        depends.add(HOST)
    else:
        text = values.get(name)
    if text is not None or not default:
        return text or "", close + 1 if braced else behind, -1
    if close > behind + 2:
        depends.add(DEFAULT)
    return "", behind + 2, close
