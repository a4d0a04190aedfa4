"""What words of a shell are made of."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


class Broken(Exception):
    """The text is no shell text: ``kind`` says why, and ``at`` where."""

    def __init__(self, kind: str, at: int) -> None:
        super().__init__(kind)
        self.kind = kind
        self.at = at


class Literal:
    """Characters that stand for themselves."""

    __slots__ = ("quoted", "text")

    def __init__(self, text: str, *, quoted: bool) -> None:
        self.text = text
        self.quoted = quoted


class Reference:
    """``$NAME`` or ``${NAME<sign><word>}``; a ``sign`` of ``bad`` stands for text that is no reference.

    ``command`` as a name: a program, or arithmetic, gives the text.
    """

    __slots__ = ("at", "name", "quoted", "sign", "word")

    def __init__(self, name: str, sign: str, word: list[Literal | Reference], at: int, *, quoted: bool) -> None:
        self.name = name
        self.sign = sign
        self.word = word
        self.quoted = quoted
        self.at = at


Part = Literal | Reference
COMMAND: Final = "$(command)"
BAD: Final = "bad"
OTHER: Final = "other"
"""A sign that is none of POSIX: what it gives is not worked out."""
LENGTH: Final = "length"
INDIRECT: Final = "indirect"
NAMED: Final = "named"
