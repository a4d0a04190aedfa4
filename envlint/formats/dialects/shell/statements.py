"""The statements of a shell text, line by line: simple commands, what joins them, and what they redirect.

Source: POSIX.1-2017, Shell Command Language, sections 2.3, 2.7, 2.9 and 2.10. Compound commands are told, not read.
"""

from __future__ import annotations

import re

from envlint.formats.dialects.shell import here_documents
from envlint.formats.dialects.shell.arrays import array
from envlint.formats.dialects.shell.commands import (
    NEGATION,
    NUMBER,
    OPERATOR,
    REDIRECTS,
    Command,
    Compound,
    Pipeline,
    Word,
)
from envlint.formats.dialects.shell.parts import Broken, Literal
from envlint.formats.dialects.shell.shells import CLOSERS
from envlint.formats.dialects.shell.words import Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.formats.dialects.shell.shells import Shell

BLANKS: Final = re.compile(r"(?:[ \t]|\\\n)+")
COMMENT: Final = re.compile(r"#[^\n]*")
SUBSCRIPT: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\[")
DEEPEST: Final = 8
"""Backticks within backticks; what is deeper is not read."""
ASSIGNED: Final = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)(\[[^\]\[\s]*\])?(\+?=)")


class Statements:
    """Reads one text, a line of commands after the other."""

    def __init__(self, text: str, shell: Shell, depth: int = 0) -> None:
        self.text = text
        self.shell = shell
        self.depth = depth
        self.words = Words(text, shell, self._within)
        self._bodies: list[tuple[str, bool]] = []

    @property
    def at(self) -> int:
        """Return where the next line begins."""
        return self.words.at

    @property
    def done(self) -> bool:
        """Whether the text is at its end."""
        return self.words.at >= len(self.text)

    def _within(self, text: str) -> None:
        """Read the statements that backticks hold, as most shells do at once, and leave them.

        Raises:
            Broken: They are none.
        """
        if self.shell.name == "bash" or self.depth == DEEPEST:
            return
        inner = Statements(text, self.shell, self.depth + 1)
        try:
            while not inner.done:
                inner.line()
        except Compound:
            return
        except Broken:
            # These shells stop reading at a parenthesis and leave it at that.
            if self.shell.name not in ("dash", "busybox-ash") or not text.startswith(")", inner.at):
                raise

    def _operator(self) -> str:
        """Return the operator ahead, nothing before a word; blanks and comments are skipped."""
        words, text = self.words, self.text
        blanks = BLANKS.match(text, words.at)
        if blanks:
            words.at = blanks.end()
        comment = COMMENT.match(text, words.at)
        if comment:
            words.at = comment.end()
        if words.at >= len(text):
            return "\n"
        found = OPERATOR.match(text, words.at)
        operator = found[0] if found else ""
        if operator in ("&>", "&>>") and not self.shell.both_outputs:
            return "&"
        if operator == "|&" and not self.shell.arrays:
            return "|"
        return "<<" if operator == "<<<" and not self.shell.here_strings else operator

    def _take(self, operator: str) -> None:
        self.words.at = min(self.words.at + len(operator), len(self.text))
        if operator == "\n":
            self.words.at = here_documents.skip(self.text, self.words.at, self._bodies)
            self._bodies.clear()

    def line(self) -> list[Pipeline]:
        """Return the pipelines of the line at ``at``.

        Raises:
            Broken: the shell finds no commands there.
            Compound: a compound command begins there.
        """
        found: list[Pipeline] = []
        while True:
            operator = self._operator()
            if operator == "\n":
                self._take(operator)
                return found
            if operator == ";" and self.shell.empty_commands:
                self._take(operator)
                continue
            joined = self._joined()
            found += joined
            operator = self._operator()
            if operator == "&":
                self._send_back(joined)
            elif operator not in (";", "\n"):
                raise Broken("syntax-error", self.words.at)
            if operator != "\n":
                self._take(operator)

    def _send_back(self, joined: list[Pipeline]) -> None:
        last = joined[-1].commands[-1:]
        if self.shell.zsh and last and not last[0].words and not last[0].redirected:
            raise Broken("syntax-error", self.words.at)
        for pipeline in joined:
            pipeline.background = True

    def _joined(self) -> list[Pipeline]:
        """Read pipelines joined by ``&&`` and ``||``."""
        found = [self._pipeline("")]
        while (operator := self._operator()) in ("&&", "||"):
            self._take(operator)
            self._skip_lines()
            found.append(self._pipeline(operator))
        return found

    def _skip_lines(self) -> None:
        while self._operator() == "\n" and not self.done:
            self._take("\n")

    def _pipeline(self, join: str) -> Pipeline:
        pipeline = Pipeline(join)
        while not self._operator() and (negation := NEGATION.match(self.text, self.words.at)):
            self.words.at = negation.end()
            pipeline.negated = not pipeline.negated
            if self._operator() and self.shell.name in ("bash", "zsh", "ksh93"):
                return pipeline
        pipeline.commands.append(self._command())
        while (operator := self._operator()) in ("|", "|&"):
            self._take(operator)
            self._skip_lines()
            pipeline.commands.append(self._command())
        return pipeline

    def _command(self) -> Command:
        command = Command(self.words.at)
        while True:
            operator = self._operator()
            if operator in REDIRECTS:
                self._redirect(command, operator)
            elif operator == "(":
                self._parenthesis(command)
            elif operator:
                break
            else:
                number = NUMBER.match(self.text, self.words.at)
                if number:
                    self.words.at = number.end()
                    continue
                self._next_word(command)
        if not (command.assigned or command.words or command.redirected):
            raise Broken("syntax-error", self.words.at)
        command.end = self.words.at
        return command

    def _parenthesis(self, command: Command) -> None:
        if command.assigned or command.redirected or len(command.words) > 1:
            adjacent = bool(command.assigned) and not command.words and command.assigned[-1].end == self.words.at
            closed = self.text.find(")", self.words.at) > 0
            odd = adjacent and closed and self.shell.name == "mksh"
            raise Broken("array" if odd else "syntax-error", self.words.at)
        close = self.text.find(")", self.words.at)
        if close < 0 or (command.words and self.text[self.words.at + 1 : close].strip(" \t")):
            raise Broken("syntax-error", self.words.at)
        raise Compound(command.start)

    def _redirect(self, command: Command, operator: str) -> None:
        self._take(operator)
        command.redirected = True
        if self._operator():
            raise Broken("syntax-error", self.words.at)
        start = self.words.at
        word = Word(self.words.word(), start, self.words.at)
        if operator in ("<<", "<<-"):
            delimiter = "".join([part.text for part in word.parts if isinstance(part, Literal)])
            self._bodies.append((delimiter, operator == "<<-"))
        elif operator == "<":
            command.inputs.append(word)

    def _next_word(self, command: Command) -> None:
        start = self.words.at
        found = ASSIGNED.match(self.text, start)
        subscript = None if found or command.words or not self.shell.indirect else SUBSCRIPT.match(self.text, start)
        if subscript and self.text.find("]", subscript.end()) < 0:
            raise Broken("unterminated-subscript", start)
        if found and found[3] == "+=" and not self.shell.appends:
            found = None
        if found and found[2] and not self.shell.arrays:
            found = None
        if found and self.shell.arrays and self.text.startswith("(", found.end()):
            declares = self.shell.name != "mksh" and command.words and command.words[0].literal() in self.shell.declares
            if declares or not command.words:
                (command.words if declares else command.assigned).append(array(self.words, found))
                return
        word = Word(self.words.word(), start, self.words.at)
        if found:
            word.name, word.subscript, word.sign = found[1], found[2] or "", found[3]
        if not word.parts:
            if self.words.at == start:
                raise Broken("syntax-error", start)
            return
        if not command.words and word.name:
            command.assigned.append(word)
            return
        if self.shell.zsh and (word.closes_brace() or (command.assigned and not command.words and word.opens_brace())):
            raise Broken("syntax-error", start)
        if not command.words and not command.assigned:
            self._reserved(command, word)
        command.words.append(word)
        return

    def _reserved(self, command: Command, word: Word) -> None:
        literal = word.literal()
        if literal in CLOSERS:
            raise Broken("syntax-error", word.start)
        if literal in self.shell.openers or (self.shell.zsh and literal.startswith("{")):
            closer = self.shell.openers.get(literal, "}")
            if not re.compile(rf"(?<![^\s;&|)]){re.escape(closer)}(?![^\s;&|)])").search(self.text, word.end):
                raise Broken("syntax-error", word.start)
            raise Compound(command.start)
