"""How much a finding weighs. The words are those of rule files, settings and reports."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


class Severity(int):
    """An ordered level with a name. Not an ``enum.IntEnum``: importing ``enum`` costs half an interpreter start."""

    word: str

    def __new__(cls, rank: int, word: str) -> Severity:
        """Return a level of this rank, to be printed as this word."""
        level = super().__new__(cls, rank)
        level.word = word
        return level

    @staticmethod
    def named(word: str) -> Severity:
        """Return the level that a word stands for.

        Raises:
            KeyError: the word is none of ``off``, ``info``, ``warning``, ``error``.
        """
        return WORDS[word]

    def __str__(self) -> str:
        return self.word

    def __repr__(self) -> str:
        return f"Severity.{self.word}"

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return Severity.named, (self.word,)


OFF: Final = Severity(0, "off")
INFO: Final = Severity(1, "info")
WARNING: Final = Severity(2, "warning")
ERROR: Final = Severity(3, "error")
WORDS: Final = {level.word: level for level in (OFF, INFO, WARNING, ERROR)}
