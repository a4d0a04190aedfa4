"""Simple commands, and what joins them."""

from __future__ import annotations

from envlint.formats.dialects.shell.parts import Literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.formats.dialects.shell.parts import Part


class Word:
    """One word with its place. ``name``, ``subscript`` and ``sign`` are set where it is shaped as an assignment."""

    __slots__ = ("end", "name", "parts", "sign", "start", "subscript")

    def __init__(self, parts: list[Part], start: int, end: int) -> None:
        self.parts = parts
        self.start = start
        self.end = end
        self.name = self.subscript = self.sign = ""

    def literal(self) -> str:
        """Return the word where it is one of bare characters, else nothing."""
        first = self.parts[0]
        bare = len(self.parts) == 1 and isinstance(first, Literal) and not first.quoted
        return first.text if bare and isinstance(first, Literal) else ""


class Command:
    """A simple command: assignments, words, and the words it reads from."""

    __slots__ = ("assigned", "end", "inputs", "redirected", "start", "words")

    def __init__(self, start: int) -> None:
        self.assigned: list[Word] = []
        self.words: list[Word] = []
        self.inputs: list[Word] = []
        self.redirected = False
        self.start = self.end = start


class Pipeline:
    """Commands joined by ``|``. ``join`` is the operator before it, ``background`` whether ``&`` follows its list."""

    __slots__ = ("background", "commands", "join", "negated")

    def __init__(self, join: str) -> None:
        self.commands: list[Command] = []
        self.join = join
        self.background = self.negated = False


class Compound(Exception):
    """A compound command begins at ``at``: nothing from there on is read."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at
