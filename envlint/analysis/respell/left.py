"""Lines that are left as they are, and why."""

from __future__ import annotations

from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

# It cannot be told what is meant.
BARE_NAME: Final = "bare-name"
COMMENT_OR_VALUE: Final = "comment-or-value"
IN_DOUBT: Final = "in-doubt"
MARKED: Final = "byte-order-mark"
NOT_SET: Final = "not-set"
PROSE: Final = "prose"
QUOTES_OR_VALUE: Final = "quotes-or-value"
REFERENCE_OR_VALUE: Final = "reference-or-value"
REPEATED: Final = "repeated"
SEVERAL: Final = "several"
TEXT_AFTER: Final = "text-after"
# It is no value that can be written down.
COMMAND: Final = "command"
DEFAULT_VALUE: Final = "default"
HOST_VALUE: Final = "host"
# It can be told, and cannot be spelled.
COMMENT_REFUSED: Final = "comment"
NAME: Final = "name"
NO_SPELLING: Final = "no-spelling"
# It could be spelled, and is not.
BUDGET_SPENT: Final = "not-tried"
ELSEWHERE: Final = "elsewhere"
NO_TEXT: Final = "no-text"
NO_UTF8: Final = "no-utf-8"
REFERS: Final = "refers"

LINE_END: Final = "line end"
DOLLAR: Final = "$"
BLANK: Final = "blank"
CLASSES: Final = (("\n\r", LINE_END), ("$", DOLLAR), (" \t", BLANK), ("'\"`", "quote"), ("\\", "backslash"))
"""What has no common spelling, that first which has the fewest."""


class Left(Record):
    """A line that is left as it is. ``kind`` says why, ``loaders`` between which it stands.

    ``holds`` is the class of characters that is in the way, never a value.
    """

    line: int
    kind: str
    name: str = ""
    loaders: tuple[str, ...] = ()
    holds: str = ""


def in_the_way(value: str) -> str:
    """Return the class of characters of a value that most likely has no common spelling."""
    for characters, named in CLASSES:
        if any(character in value for character in characters):
            return named
    return "" if value else "nothing"
