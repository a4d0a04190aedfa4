"""Simple commands, and what joins them."""

from __future__ import annotations

import re

from envlint.formats.dialects.shell.parts import Literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.formats.dialects.shell.parts import Part

OPERATOR: Final = re.compile(r"&&|\|\||;;|<<-|<<<|<<|<&|<>|<|>>|>&|>\||>|&>>|&>|\|&|[;&|()\n]")
REDIRECTS: Final = frozenset(("<<-", "<<<", "<<", "<&", "<>", "<", ">>", ">&", ">|", ">", "&>>", "&>"))
NEGATION: Final = re.compile(r"!(?=[ \t\n;&|()<>]|\Z)")
NUMBER: Final = re.compile(r"[0-9]+(?=[<>])")
SPECIAL: Final = frozenset((":", "export", "readonly", "set", "unset", "shift", "times", "trap"))
QUIET: Final = SPECIAL | {"true", "false", "alias", "unalias", "umask", "declare", "typeset"}
BUILTIN: Final = QUIET | frozenset(
    (
        "echo",
        "printf",
        "print",
        "test",
        "[",
        "cd",
        "pwd",
        "read",
        "eval",
        "let",
        "local",
        "kill",
        "wait",
        "jobs",
        "type",
    )
)


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

    def opens_brace(self) -> bool:
        """Whether the word begins with a bare brace."""
        first = self.parts[0]
        return isinstance(first, Literal) and not first.quoted and first.text.startswith("{")

    def closes_brace(self) -> bool:
        """Whether the word ends in a bare brace that no brace in it opens."""
        last = self.parts[-1]
        if not isinstance(last, Literal) or last.quoted or not last.text.endswith("}"):
            return False
        bare = "".join([part.text for part in self.parts if isinstance(part, Literal) and not part.quoted])
        return bare.count("{") < bare.count("}")


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
