"""Where a key or a value stands in a TOML text. ``tomllib`` does not say; this scanner runs only when somebody asks.

The text is expected to be TOML that ``tomllib`` has read. On any other text places may be missing; nothing is raised.
Grammar: TOML 1.0.0 (https://toml.io/en/v1.0.0).
"""

from __future__ import annotations

from bisect import bisect_right

from envlint.core.location import line_starts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    Keys = tuple[str | int, ...]
    Span = tuple[int, int]

BLANK: Final = " \t"
BETWEEN: Final = " \t\r\n"
BARE_END: Final = " \t\r\n=.[]{},#\"'"
ESCAPES: Final = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}
DIGITS: Final = {"u": 4, "U": 8}


def locate(text: str, keys: Keys, side: str = "value") -> tuple[int, int, int, int]:
    """Return line, column, end line and end column (from 1, in code points, end exclusive) of a key or its value.

    ``side`` is ``key`` or ``value``. A table has no value of its own: its name is its place. For a key that is not
    there the nearest table around it answers, for a text without any of them 0, 0, 0, 0.
    """
    return Locator(text).find(keys, side)


class Locator:
    """The places of one text, scanned once."""

    def __init__(self, text: str) -> None:
        text = text.removeprefix("\ufeff")
        self._starts = line_starts(text)
        scanner = _Scanner(text)
        scanner.scan()
        self.names = scanner.names
        self.values = scanner.values

    def find(self, keys: Keys, side: str = "value") -> tuple[int, int, int, int]:
        """Return the place of ``keys``, as ``locate`` does."""
        for length in range(len(keys), 0, -1):
            part = keys[:length]
            span = self.values.get(part) if side == "value" or part not in self.names else None
            span = span or self.names.get(part)
            if span:
                return (*self._point(span[0]), *self._point(span[1]))
        return (0, 0, 0, 0)

    def _point(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


class _Scanner:
    """Reads a TOML text once and notes the span of every key (``names``) and of every value (``values``)."""

    def __init__(self, text: str) -> None:
        self.text = f"{text}\n\0"
        self.at = 0
        self.names: dict[Keys, Span] = {}
        self.values: dict[Keys, Span] = {}
        self.counts: dict[Keys, int] = {}

    def scan(self) -> bool:
        """Note all spans. False where the text turns out to be no TOML: what was found until then still holds."""
        try:
            self.statements()
        except (IndexError, ValueError, RecursionError):
            return False
        return True

    def statements(self) -> None:
        """Scan tables and pairs, each from a line's first character on."""
        table: Keys = ()
        while self.skip(BETWEEN) != "\0":
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)
            self.at = self.text.index("\n", self.at)

    def skip(self, characters: str) -> str:
        """Pass blanks (and comments, where lines may end) and return the character that follows."""
        while True:
            while self.text[self.at] in characters:
                self.at += 1
            if self.text[self.at] != "#" or "\n" not in characters:
                return self.text[self.at]
            self.at = self.text.index("\n", self.at)

    def header(self) -> Keys:
        """Scan ``[a.b]`` or ``[[a.b]]`` and return where its keys lead."""
        array = self.text.startswith("[[", self.at)
        self.at += 2 if array else 1
        path: Keys = ()
        parts = self.key_parts()
        for name, span in parts[:-1]:
            path = self.entered((*path, name), span)
        name, span = parts[-1]
        path = (*path, name)
        if not array:
            return self.entered(path, span)
        self.names.setdefault(path, span)
        self.counts[path] = self.counts.get(path, -1) + 1
        path = (*path, self.counts[path])
        self.names[path] = span
        return path

    def entered(self, path: Keys, span: Span) -> Keys:
        """Note a table's name, and go on into the last element if it is an array of tables."""
        self.names.setdefault(path, span)
        return (*path, self.counts[path]) if path in self.counts else path

    def pair(self, table: Keys) -> None:
        """Scan ``a.b = value``."""
        path = table
        for name, span in self.key_parts():
            path = (*path, name)
            self.names.setdefault(path, span)
        if self.skip(BLANK) == "=":
            self.at += 1
            self.value(path)

    def key_parts(self) -> list[tuple[str, Span]]:
        """Scan a dotted key."""
        parts = []
        while True:
            quote = self.skip(BLANK)
            start = self.at
            if quote in "\"'":
                self.string()
                name = self.text[start + 1 : self.at - 1]
                parts.append((_unescaped(name) if quote == '"' else name, (start, self.at)))
            else:
                while self.text[self.at] not in BARE_END:
                    self.at += 1
                parts.append((self.text[start : self.at], (start, self.at)))
            if self.skip(BLANK) != ".":
                return parts
            self.at += 1

    def value(self, path: Keys) -> None:
        """Scan one value, and those inside it."""
        first = self.skip(BLANK)
        start = self.at
        if first in "\"'":
            self.string()
        elif first == "[":
            self.array(path)
        elif first == "{":
            self.inline_table(path)
        else:
            while self.text[self.at] not in "\n,]}#":
                self.at += 1
            self.at = start + len(self.text[start : self.at].rstrip())
        self.values.setdefault(path, (start, self.at))

    def array(self, path: Keys) -> None:
        self.at += 1
        index = 0
        while self.skip(BETWEEN) not in "]\0":
            before = self.at
            self.value((*path, index))
            index += 1
            if self.skip(BETWEEN) == ",":
                self.at += 1
            if self.at == before:
                return
        self.at += 1

    def inline_table(self, path: Keys) -> None:
        self.at += 1
        while self.skip(BETWEEN) not in "}\0":
            before = self.at
            self.pair(path)
            if self.skip(BETWEEN) == ",":
                self.at += 1
            if self.at == before:
                return
        self.at += 1

    def string(self) -> None:
        """Pass a string, of one line or of several."""
        quote = self.text[self.at]
        mark = quote * 3 if self.text.startswith(quote * 3, self.at) else quote
        self.at += len(mark)
        while not self.text.startswith(mark, self.at):
            if self.text[self.at] == "\0" or (len(mark) == 1 and self.text[self.at] == "\n"):
                return
            self.at += 2 if quote == '"' and self.text[self.at] == "\\" else 1
        self.at += len(mark)
        extra = 0
        while len(mark) == 3 and extra < 2 and self.text[self.at] == quote:  # up to two quotes may end the content
            self.at += 1
            extra += 1


def _unescaped(text: str) -> str:
    """Return a basic string's content with its escapes resolved."""
    if "\\" not in text:
        return text
    out = []
    at = 0
    while at < len(text):
        if text[at] != "\\" or at + 1 == len(text):
            out.append(text[at])
            at += 1
            continue
        letter = text[at + 1]
        width = DIGITS.get(letter, 0)
        if width:
            out.append(_character(text[at + 2 : at + 2 + width]))
        else:
            out.append(ESCAPES.get(letter, letter))
        at += 2 + width
    return "".join(out)


def _character(digits: str) -> str:
    try:
        return chr(int(digits, 16))
    except (ValueError, OverflowError):
        return "\ufffd"
