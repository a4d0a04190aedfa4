"""The words of a setting in a unit file: quotes taken off, C escapes decoded, specifiers told apart.

Source: systemd.syntax(7), "Quoting"; systemd.unit(5), "Specifiers"; held against ``systemd-analyze verify`` of version
252. It joins a quoted stretch with what stands right before or behind it, though the manual asks for a blank there.
"""

from __future__ import annotations

import re

from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.formats.systemd.unit import Setting

BLANKS: Final = " \t\r\n"
ESCAPE: Final = re.compile(r"\\(?:([abfnrtv\\\"'s])|x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([0-7]{3}))")
SINGLE: Final = dict(zip("abfnrtv\\\"'s", "\a\b\f\n\r\t\v\\\"' ", strict=True))
# What stands for itself: outside of quotes, and inside of either.
RUNS: Final = {
    "": re.compile(r"[^\\\"' \t\r\n]+"),
    '"': re.compile(r'[^\\"]+'),
    "'": re.compile(r"[^\\']+"),
}
SPECIFIER: Final = re.compile(r"%([A-Za-z0-9%])")
KNOWN: Final = frozenset("aAbBcCdDEfgGhHiIjJlLmMnNopPqrRsStTuUvVwWy%Y")
ILL_QUOTED: Final = "its quotes or escapes are broken, and systemd ignores it from here on"


class Word(Record):
    """A decoded word, and its first quote. Character ``n`` stands from ``starts[n]`` to ``ends[n]`` of the value."""

    text: str
    setting: Setting
    span: tuple[int, int]
    starts: list[int]
    ends: list[int]
    quote: str = ""

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands in the text."""
        return self.setting.span(*self.span)

    def part(self, start: int, end: int) -> tuple[int, int]:
        """Return where ``text[start:end]`` stands in the text."""
        if start == end:
            return (self.setting.offset(self.ends[start - 1]),) * 2
        return self.setting.span(self.starts[start], self.ends[end - 1])


def split(setting: Setting) -> tuple[list[Word], int]:
    """Return the words of a value, and the offset of the word whose quotes or escapes are broken, else -1.

    What comes behind such a word is lost, too: systemd reads no further.
    """
    found: list[Word] = []
    at = 0
    value = setting.value
    while at < len(value):
        if value[at] in BLANKS:
            at += 1
            continue
        word = _Word(value, at)
        if not word.take():
            return found, setting.offset(at)
        text = _bytes_joined("".join(word.text))
        found.append(Word(text, setting, (at, word.at), word.starts, word.ends, word.quote))
        at = word.at
    return found, -1


class _Word:
    """One word on the way; ``at`` is behind what was taken."""

    def __init__(self, value: str, at: int) -> None:
        self.value = value
        self.at = at
        self.text: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.quote = ""

    def take(self) -> bool:
        """Take the word up to the blank behind it; False if it is broken."""
        opened = ""
        while self.at < len(self.value):
            character = self.value[self.at]
            if character == "\\":
                if not self._escape():
                    return False
            elif opened and character == opened:
                opened = ""
                self.at += 1
            elif not opened and character in "\"'":
                opened = character
                self.quote = self.quote or character
                self.at += 1
            elif not opened and character in BLANKS:
                return True
            else:
                self._run(RUNS[opened])
        return not opened

    def _escape(self) -> bool:
        match = ESCAPE.match(self.value, self.at)
        if match is None:
            return False
        if match[1]:
            decoded = SINGLE[match[1]]
        else:
            code = int(match[2] or match[3] or match[4] or match[5], 8 if match[5] else 16)
            one_byte = bool(match[2] or match[5])
            if not code or code > (0xFF if one_byte else 0x10FFFF):
                return False
            decoded = chr(0xDC00 + code if one_byte and code > 0x7F else code)
        self._push(decoded, match.end())
        return True

    def _run(self, run: re.Pattern[str]) -> None:
        match = run.match(self.value, self.at)
        end = match.end() if match else self.at + 1
        self.text.append(self.value[self.at : end])
        self.starts += range(self.at, end)
        self.ends += range(self.at + 1, end + 1)
        self.at = end

    def _push(self, character: str, end: int) -> None:
        self.text.append(character)
        self.starts.append(self.at)
        self.ends.append(end)
        self.at = end


def _bytes_joined(text: str) -> str:
    """Make characters of bytes that were written one by one, as hexadecimal or octal escapes, if they are UTF-8."""
    if text.isascii():
        return text
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8")
    except UnicodeError:
        return text


def specified(text: str) -> tuple[str, str, bool]:
    """Return a text with ``%%`` as one percent sign, the first specifier in it, and whether systemd knows them all.

    What it does not know makes it ignore the whole assignment: ``%4`` of a percent-encoded password, for one.
    """
    specifiers = [letter for letter in SPECIFIER.findall(text) if letter != "%"]
    unknown = [letter for letter in specifiers if letter not in KNOWN]
    first = (unknown or specifiers or [""])[0]
    return SPECIFIER.sub(lambda match: "%" if match[1] == "%" else match[0], text), first, not unknown


def holds_text(value: str) -> bool:
    """Whether a value is the valid UTF-8 without noncharacters that systemd asks for."""
    return value.isascii() or not any(
        0xD800 <= code < 0xE000 or 0xFDD0 <= code < 0xFDF0 or code & 0xFFFE == 0xFFFE for code in map(ord, value)
    )
