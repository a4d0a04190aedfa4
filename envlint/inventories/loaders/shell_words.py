"""The commands of a script and their words, with places. Nothing is expanded.

Source: POSIX.1-2017, Shell Command Language, 2.2 "Quoting", 2.3 "Token Recognition", 2.7 "Redirection". A NUL stands
for nothing: whoever blanks out the escapes of the format around a script keeps all offsets with it.
"""

from __future__ import annotations

import re

from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

BLANK: Final = re.compile(r"(?:[ \t\r\0]|\\\r?\n)+")
COMMENT: Final = re.compile(r"#[^\n]*")
BARE: Final = re.compile(r"[^ \t\r\n\\'\"`$&|;<>()]+")
OPERATOR: Final = re.compile(r"&>>?|&&?|\|[|&]?|;;?&?|<<<|<<-?|<[(&>]?|>[>|&(]?|[()]")
NESTED: Final = re.compile(r"\\|['\"`(){}]|\$[({]")
CLOSERS: Final = {"$(": ")", "${": "}", "<(": ")", ">(": ")", '"': '"', "`": "`"}
REDIRECTIONS: Final = ("<", ">", "&>")


class Word(Record):
    """A word as it is written, quotes included."""

    text: str
    start: int
    end: int


class Command(Record):
    """A simple command. ``inputs`` are the files that ``<`` feeds to it.

    ``mark`` is ``(`` or ``)`` where only a subshell begins or ends here.
    """

    words: tuple[Word, ...] = ()
    inputs: tuple[Word, ...] = ()
    mark: str = ""


def commands(text: str, start: int = 0, end: int | None = None) -> list[Command]:
    """Return the commands in a part of a text, in its order; comments and here-documents are left out."""
    reader = _Reader(text, start, len(text) if end is None else end)
    reader.run()
    return reader.found


class _Reader:
    """``expected`` says what the next word is when it is no word of the command: what a redirection leads to."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.at = start
        self.end = end
        self.words: list[Word] = []
        self.inputs: list[Word] = []
        self.expected = ""
        self.documents: list[str] = []
        self.unclosed = False
        self.found: list[Command] = []

    def run(self) -> None:
        while self.at < self.end:
            if blank := BLANK.match(self.text, self.at, self.end):
                self.at = blank.end()
            elif self.text[self.at] == "\n":
                self._line()
            elif comment := COMMENT.match(self.text, self.at, self.end):
                self.at = comment.end()
            elif operator := OPERATOR.match(self.text, self.at, self.end):
                self._operator(operator[0])
            else:
                self._word(word_end(self.text, self.at, self.end))
        self._flush()

    def _flush(self, mark: str = "") -> None:
        if self.words or self.inputs:
            self.found.append(Command(tuple(self.words), tuple(self.inputs)))
        self.words, self.inputs, self.expected = [], [], ""
        if mark:
            self.found.append(Command(mark=mark))

    def _line(self) -> None:
        self._flush()
        self.at += 1
        while self.documents:
            closing = self._closing(self.documents.pop(0))
            if closing < 0:  # it may be no here-document at all, and no other one is looked for
                self.unclosed = True
                self.documents.clear()
            else:
                self.at = closing

    def _closing(self, mark: str) -> int:
        """Return where the line behind a here-document begins; -1 where no line closes it."""
        at = self.at
        while at < self.end:
            stop = self.text.find("\n", at, self.end)
            stop = self.end if stop < 0 else stop
            if self.text[at:stop].strip() == mark:
                return min(stop + 1, self.end)
            at = stop + 1
        return -1

    def _operator(self, operator: str) -> None:
        if operator in ("<(", ">("):
            self._word(closing(self.text, self.at, self.end))
            return
        if operator.startswith(REDIRECTIONS):
            self.expected = operator
            if self.words and self.words[-1].end == self.at and self.words[-1].text.isdigit():
                self.words.pop()  # the descriptor that is redirected
        else:
            self._flush(operator if operator in ("(", ")") else "")
        self.at += len(operator)

    def _word(self, end: int) -> None:
        word = Word(self.text[self.at : end], self.at, end)
        if not self.expected:
            self.words.append(word)
        elif self.expected == "<":
            self.inputs.append(word)
        elif self.expected in ("<<", "<<-") and not self.unclosed:
            self.documents.append(word.text.strip("\"'\\"))
        self.expected = ""
        self.at = end


def word_end(text: str, at: int, end: int) -> int:
    """Return where the word that begins at an offset ends."""
    start = at
    while at < end:
        if bare := BARE.match(text, at, end):
            at = bare.end()
        elif text[at] == "\\":
            at = min(at + 2, end)
        elif text[at] == "'":
            at = _behind_quote(text, at + 1, end)
        elif text[at] in '"`' or text.startswith(("$(", "${"), at):
            at = closing(text, at, end)
        elif text[at] == "$":
            at += 1
        else:
            break
    return max(at, start + 1)


def closing(text: str, at: int, end: int) -> int:
    """Return the offset behind the quote, substitution or expansion that opens at an offset."""
    opener = text[at : at + 2] if text[at : at + 2] in CLOSERS else text[at]
    stack = [CLOSERS[opener]]
    at += len(opener)
    while match := NESTED.search(text, at, end):
        mark, at, top = match[0], match.end(), stack[-1]
        if mark == "\\":
            at += 1
        elif mark == top:
            stack.pop()
            if not stack:
                return at
        elif mark in ("$(", "${", "`"):
            stack.append(CLOSERS[mark])
        elif top == '"':
            continue
        elif mark == '"':
            stack.append('"')
        elif mark == "'":
            at = _behind_quote(text, at, end)
        elif (mark, top) in (("(", ")"), ("{", "}")):
            stack.append(top)
    return end


def _behind_quote(text: str, at: int, end: int) -> int:
    found = text.find("'", at, end)
    return end if found < 0 else found + 1
