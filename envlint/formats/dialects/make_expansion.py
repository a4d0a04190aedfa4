"""References in makefiles: ``$X``, ``$(X)``, ``${X}``, ``$(X:a=b)``; functions are known by name and never run.

Source: the GNU make manual, sections Reference, Substitution Refs, Functions and Implicit Variables; GNU make 4.3.
"""

from __future__ import annotations

import re

from envlint.core.record import Record
from envlint.formats.dialects import COMMAND, HOST
from envlint.formats.dialects.make_lines import PARENS, behind
from envlint.formats.dialects.make_names import FUNCTIONS, OWN, SILENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

DEEPEST: Final = 100
MOST: Final = 16 << 20
"""Code points that are made of references in one file; a reference counts as 64."""
FUNCTION: Final = re.compile(r"([a-z-]+)[ \t\n\v\f\r]")


class Fault(Exception):
    """GNU make stops here; the message is the kind of the problem."""


class Variable(Record):
    """``text`` is still to be expanded if the variable is ``recursive``. ``export`` is None where nothing said."""

    text: str
    recursive: bool = True
    depends: frozenset[str] = frozenset()
    export: bool | None = None
    from_host: bool = False


class Expansion:
    """What references become by the variables so far. ``depends`` gathers what the text since ``begin`` came from."""

    def __init__(self, variables: dict[str, Variable]) -> None:
        self.variables = variables
        self.depends: set[str] = set()
        self.spent = 0
        self.open: list[str] = []

    def begin(self, text: str) -> str:
        """Return a text with its references replaced, ``depends`` being only of this text.

        Raises:
            Fault: make stops here, or a budget is exceeded.
        """
        self.depends = set()
        self.open = []
        return self.expand(text, 0)

    def begin_with(self, name: str) -> str:
        """Return the value of a variable, ``depends`` being only of it.

        Raises:
            Fault: make stops here, or a budget is exceeded.
        """
        self.begin("")
        return self.value(name, 0)

    def expand(self, text: str, depth: int) -> str:
        """Return a text with its references replaced."""
        if "$" not in text:
            return text
        parts: list[str] = []
        at = 0
        while (dollar := text.find("$", at)) >= 0:
            parts.append(text[at:dollar])
            self._spend(64 + dollar - at, depth)
            following = text[dollar + 1 : dollar + 2]
            if following in PARENS:
                part, at = self._parens(text, dollar + 1, depth)
            elif following in ("", "$"):
                part, at = "$", dollar + 2
            else:
                part, at = self._one(following, depth), dollar + 2
            self._spend(len(part), depth)
            parts.append(part)
        return "".join((*parts, text[at:]))

    def _spend(self, amount: int, depth: int) -> None:
        self.spent += amount
        if self.spent > MOST or depth > DEEPEST:
            raise Fault("too-large")

    def _one(self, character: str, depth: int) -> str:
        """Return what a reference of one byte becomes; what is left of a longer character stays."""
        if character.isascii():
            return self.value(character, depth)
        return character.encode("utf-8", "surrogateescape")[1:].decode("utf-8", "surrogateescape")

    def _parens(self, text: str, at: int, depth: int) -> tuple[str, int]:
        """Return what a reference in parentheses or braces becomes, and where the text goes on."""
        opened = text[at]
        call = FUNCTION.match(text, at + 1)
        if call and call[1] in FUNCTIONS:
            return self._call(text, call[1], at), behind(text, at)
        end = text.find(")" if opened == "(" else "}", at)
        if end < 0:
            raise Fault("unterminated-reference")
        name = text[at + 1 : end]
        self._spend(len(name), depth)
        if "$" not in name:
            return self._named(name, depth), end + 1
        paired = behind(text, at)
        self._spend(paired - at, depth)
        if text[paired - 1] == text[end] and text.count(opened, at, paired) == text.count(text[end], at, paired):
            return self._named(self.expand(text[at + 1 : paired - 1], depth + 1), depth), paired
        return self._named(name, depth), len(text)

    def _call(self, text: str, function: str, at: int) -> str:
        end = behind(text, at)
        self._spend(end - at, 0)
        if text.count(text[at], at, end) != text.count(text[end - 1], at, end) or text[end - 1] not in ")}":
            raise Fault("unterminated-call")
        if function == "error":
            raise Fault("error-function")
        if function not in SILENT:
            self.depends.add(COMMAND)
        return ""

    def _named(self, name: str, depth: int) -> str:
        """Return the value of a name, or of ``name:pattern=replacement``."""
        variable, colon, words = name.partition(":")
        if not colon or "=" not in words:
            return self.value(name, depth)
        pattern, _, replacement = words.partition("=")
        if "%" not in pattern:
            pattern, replacement = "%" + pattern, "%" + replacement
        head, _, tail = pattern.partition("%")
        found = []
        for word in self.value(variable, depth).split():
            matches = len(word) >= len(head + tail) and word.startswith(head) and word.endswith(tail)
            stem = word[len(head) : len(word) - len(tail)]
            found.append(replacement.replace("%", stem, 1) if matches else word)
            self._spend(16 + len(found[-1]), depth)
        return " ".join(found)

    def value(self, name: str, depth: int) -> str:
        """Return what a variable stands for now."""
        variable = self.variables.get(name)
        if variable is None:
            if name in OWN:
                self.depends.add(COMMAND)
            return ""
        self.depends |= variable.depends
        if variable.from_host:
            self.depends.add(HOST)
        if not variable.recursive:
            return variable.text
        if name in self.open:
            raise Fault("recursive-variable")
        self.open.append(name)
        text = self.expand(variable.text, depth + 1)
        self.open.pop()
        return text
