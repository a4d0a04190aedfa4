"""Command substitutions and arithmetic: where they end, nothing more.

Source: POSIX.1-2017, Shell Command Language, sections 2.6.3 and 2.6.4.
"""

from __future__ import annotations

import re

from envlint.formats.dialects.shell.parts import COMMAND, Broken, Reference

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final

ESCAPE: Final = re.compile(r"\\([\\`$])")
ESCAPE_IN_QUOTES: Final = re.compile(r"\\([\\`$\"])")
COMMAND_MARK: Final = re.compile(r"['\"\\()`]")


class Substitutions:
    """What a program or arithmetic gives, skipped: ``at`` moves behind it. ``within`` is given what backticks hold."""

    def __init__(self, text: str, within: Callable[[str], None]) -> None:
        self.text = text
        self.within = within
        self.at = 0

    def _command(self, *, quoted: bool) -> Reference:
        """Skip ``$(...)`` and ``$((...))``: parentheses in pairs, quotes in the way of the shell."""
        start = self.at
        at = start + 2
        stack = ["("]
        while stack:
            mark = COMMAND_MARK.search(self.text, at)
            if mark is None:
                raise Broken("unterminated-command", start)
            at = mark.end()
            character, inside = mark[0], stack[-1]
            if character == "\\":
                at += 1
            elif character == '"':
                stack.pop() if inside == '"' else stack.append('"')
            elif character == "(" and (inside == "(" or self.text[mark.start() - 1] == "$"):
                stack.append("(")
            elif character == ")" and inside == "(":
                stack.pop()
            elif character == "'" and inside == "(":
                close = self.text.find("'", at)
                if close < 0:
                    raise Broken("unterminated-quote", at - 1)
                at = close + 1
        self.at = min(at, len(self.text))
        return Reference(COMMAND, "", [], start, quoted=quoted)

    def _arithmetic(self, *, quoted: bool) -> Reference:
        """Skip the old form ``$[...]``."""
        start = self.at
        close = self.text.find("]", start)
        if close < 0:
            raise Broken("unterminated-command", start)
        self.at = close + 1
        return Reference(COMMAND, "", [], start, quoted=quoted)

    def _backticks(self, *, quoted: bool) -> Reference:
        start = self.at
        close = start + 1
        while True:
            close = self.text.find("`", close)
            if close < 0:
                raise Broken("unterminated-quote", start)
            slashes = close
            while self.text[slashes - 1] == "\\":
                slashes -= 1
            if (close - slashes) % 2 == 0:
                break
            close += 1
        self.at = close + 1
        escape = ESCAPE_IN_QUOTES if quoted else ESCAPE
        try:
            self.within(escape.sub(r"\1", self.text[start + 1 : close]))
        except Broken as error:
            raise Broken(error.kind, start) from error
        return Reference(COMMAND, "", [], start, quoted=quoted)
