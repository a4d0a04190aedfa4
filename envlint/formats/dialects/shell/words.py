"""The words of a shell: quotes, backslashes and references, with their places. Nothing is expanded here.

Source: POSIX.1-2017, Shell Command Language, sections 2.2, 2.3 and 2.6, and the manuals of the shells.
"""

from __future__ import annotations

import re

from envlint.formats.dialects.shell.escapes import decoded
from envlint.formats.dialects.shell.parts import BAD, INDIRECT, LENGTH, NAMED, OTHER, Broken, Literal, Reference
from envlint.formats.dialects.shell.substitutions import Substitutions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final

    from envlint.formats.dialects.shell.parts import Part
    from envlint.formats.dialects.shell.shells import Shell

DEEPEST: Final = 60
PLAIN: Final = re.compile(r"[^ \t\n'\"\\$`;&|<>()}]+")
IN_DOUBLE: Final = re.compile(r'[^"\\$`]+')
IN_BRACES: Final = re.compile(r"[^'\"\\$`}]+")
IN_QUOTED_BRACES: Final = re.compile(r"[^\"\\$`}]+")
NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
SPECIAL: Final = re.compile(r"[0-9@*#?$!-]")
BRACED: Final = re.compile(r"([A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?$!-])")
SIGN: Final = re.compile(r":?[-+=?]|##?|%%?")
SUBSCRIPT: Final = re.compile(r"\[[^\]\n]{1,99}\]")


class Words(Substitutions):
    """Cuts words out of one text."""

    def __init__(self, text: str, shell: Shell, within: Callable[[str], None]) -> None:
        super().__init__(text, within)
        self.shell = shell
        self.depth = 0

    def word(self) -> list[Part]:
        """Return the parts of the word at ``at``, which is none when a blank or an operator stands there."""
        parts: list[Part] = []
        text, size = self.text, len(self.text)
        while self.at < size:
            plain = PLAIN.match(text, self.at)
            if plain:
                parts.append(Literal(plain[0], quoted=False))
                self.at = plain.end()
                continue
            character = text[self.at]
            if character == "}":
                parts.append(Literal(character, quoted=False))
                self.at += 1
            elif character == "(" and self.shell.zsh and parts:
                self._group(parts)
            elif character in " \t\n;&|<>()":
                break
            else:
                self._special(parts, character, quoted=False)
        return parts

    def _group(self, parts: list[Part]) -> None:
        """Take a group of a zsh pattern, or all that is left where it does not end."""
        close = self.text.find(")", self.at)
        end = len(self.text) if close < 0 else close + 1
        parts.append(Literal(self.text[self.at : end], quoted=True))
        self.at = end

    def _special(self, parts: list[Part], character: str, *, quoted: bool) -> None:
        if character == "'":
            parts.append(self._single())
        elif character == '"':
            self._double(parts)
        elif character == "\\":
            self._backslash(parts)
        elif character == "`":
            parts.append(self._backticks(quoted=quoted))
        else:
            self._dollar(parts, quoted=quoted)

    def _single(self) -> Literal:
        close = self.text.find("'", self.at + 1)
        if close < 0:
            raise Broken("unterminated-quote", self.at)
        literal = Literal(self.text[self.at + 1 : close], quoted=True)
        self.at = close + 1
        return literal

    def _double(self, parts: list[Part]) -> None:
        start = self.at
        self.at += 1
        text, size = self.text, len(self.text)
        parts.append(Literal("", quoted=True))
        while self.at < size:
            plain = IN_DOUBLE.match(text, self.at)
            if plain:
                parts.append(Literal(plain[0], quoted=True))
                self.at = plain.end()
                continue
            character = text[self.at]
            if character == '"':
                self.at += 1
                return
            if character == "\\":
                self._escaped_in_double(parts)
            else:
                self._special(parts, character, quoted=True)
        raise Broken("unterminated-quote", start)

    def _escaped_in_double(self, parts: list[Part], more: str = "") -> None:
        following = self.text[self.at + 1 : self.at + 2]
        if following and following in '$`"\\' + more:
            parts.append(Literal(following, quoted=True))
        elif following != "\n":
            parts.append(Literal("\\" + following, quoted=True))
        self.at += 2

    def _backslash(self, parts: list[Part]) -> None:
        following = self.text[self.at + 1 : self.at + 2]
        if not following:
            if self.shell.keeps_last_backslash:
                parts.append(Literal("\\", quoted=True))
        elif following != "\n":
            parts.append(Literal(following, quoted=True))
        self.at = min(self.at + 2, len(self.text))

    def _dollar(self, parts: list[Part], *, quoted: bool) -> None:
        text, start = self.text, self.at
        following = text[start + 1 : start + 2]
        named = NAME.match(text, start + 1)
        if named:
            self.at = named.end()
            self._check_subscript(parts, named[0], quoted=quoted)
        elif following == "{":
            parts.append(self._braced(quoted=quoted))
        elif following == "(":
            parts.append(self._command(quoted=quoted))
        elif following == "[" and (self.shell.indirect or self.shell.zsh):
            parts.append(self._arithmetic(quoted=quoted))
        elif following == "'" and not quoted and self.shell.dollar_single:
            parts.append(self._dollar_single())
        elif following == '"' and not quoted and self.shell.dollar_double:
            self.at += 1
            self._double(parts)
        elif following and SPECIAL.match(following):
            self.at += 2
            if self.shell.zsh and following.isdigit():
                while text[self.at : self.at + 1].isdigit() and text[self.at].isascii():
                    self.at += 1
            parts.append(Reference(following, "", [], start, quoted=quoted))
        else:
            self.at += 1
            parts.append(Literal("$", quoted=quoted))

    def _check_subscript(self, parts: list[Part], name: str, *, quoted: bool) -> None:
        """Take ``$NAME``; in zsh a subscript may follow it."""
        start = self.at - len(name) - 1
        sign = ""
        subscript = SUBSCRIPT.match(self.text, self.at) if self.shell.zsh else None
        if subscript:
            sign, self.at = OTHER, subscript.end()
        parts.append(Reference(name, sign, [], start, quoted=quoted))

    def _dollar_single(self) -> Literal:
        start = self.at
        at = start + 2
        while True:
            close = self.text.find("'", at)
            if close < 0:
                raise Broken("unterminated-quote", start)
            slashes = close
            while slashes > start + 2 and self.text[slashes - 1] == "\\":
                slashes -= 1
            if (close - slashes) % 2 == 0:
                break
            at = close + 1
        self.at = close + 1
        return Literal(decoded(self.text[start + 2 : close]), quoted=True)

    def _braced(self, *, quoted: bool) -> Reference:
        start = self.at
        self.depth += 1
        if self.depth > DEEPEST:
            raise Broken("too-deep", start)
        self.at += 2
        name, sign = self._head()
        word = self._until_brace(start, quoted=quoted and sign not in ("#", "##", "%", "%%"))
        if sign == BAD or (sign in ("", LENGTH, INDIRECT, NAMED) and word):
            sign = BAD if sign not in (INDIRECT, NAMED) else OTHER
        self.depth -= 1
        return Reference(name, sign, word, start, quoted=quoted)

    def _head(self) -> tuple[str, str]:
        """Take the name and the sign behind ``${``."""
        text = self.text
        prefix = text[self.at : self.at + 1]
        shell = self.shell
        if prefix == "#" and BRACED.match(text, self.at + 1):
            named = BRACED.match(text, self.at + 1)
            if named and text.startswith("}", named.end()):
                self.at = named.end()
                return named[1], LENGTH
        if prefix == "!" and shell.indirect and NAME.match(text, self.at + 1):
            named = NAME.match(text, self.at + 1)
            self.at = named.end() if named else self.at
            return (named[0] if named else ""), INDIRECT
        if shell.first_element and prefix == "!" and (found := NAME.match(text, self.at + 1)):
            self.at = found.end()
            return found[0], NAMED
        if shell.zsh and prefix in ("(", "^", "=", "~", "+"):
            return "", OTHER
        named = BRACED.match(text, self.at)
        if not named:
            return "", "" if shell.zsh and text.startswith("}", self.at) else BAD
        self.at = named.end()
        if text.startswith("}", self.at):
            return named[1], ""
        sign = SIGN.match(text, self.at)
        if sign:
            self.at = sign.end()
            return named[1], sign[0]
        more = ":/^,@[" if shell.zsh or shell.indirect else ":/@[" if shell.first_element else ":/"
        return named[1], OTHER if shell.substrings and text[self.at : self.at + 1] in more else BAD

    def _until_brace(self, start: int, *, quoted: bool) -> list[Part]:
        parts: list[Part] = []
        text, size = self.text, len(self.text)
        run = IN_QUOTED_BRACES if quoted else IN_BRACES
        while self.at < size:
            plain = run.match(text, self.at)
            if plain:
                parts.append(Literal(plain[0], quoted=quoted))
                self.at = plain.end()
                continue
            character = text[self.at]
            if character == "}":
                self.at += 1
                return parts
            if character == "\\" and quoted:
                self._escaped_in_double(parts, "}")
            else:
                self._special(parts, character, quoted=quoted)
        raise Broken("unterminated-reference", start)
