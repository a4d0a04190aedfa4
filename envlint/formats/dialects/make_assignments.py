"""Where an assignment stands in a line of a makefile: its modifiers, its name, its sign and its value.

Source: the GNU make manual, sections Setting, Override Directive and Suppressing Inheritance; GNU make 4.3.
"""

from __future__ import annotations

import re

from envlint.core.record import Record
from envlint.formats.dialects.make_lines import behind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

SPACES: Final = " \t\n\v\f\r"
WORD: Final = re.compile(rf"[^{SPACES}]*")
GAP: Final = re.compile(rf"[{SPACES}]*")
SIGN: Final = re.compile(r"(?P<plain>=)|(?P<two>[+?:!])=|(?P<three>::)=")
STOP: Final = re.compile(r"[ \t$=:#]")
MODIFIERS: Final = ("export", "override", "private")


class Definition(Record):
    """Where an assignment stands in a line: its name, and its value. ``sign`` is what comes before the equals sign."""

    start: int
    end: int
    value: int
    sign: str


def skip(text: str, at: int) -> int:
    """Return where the blanks that stand at an index end."""
    found = GAP.match(text, at)
    return found.end() if found else at


def word_at(text: str, at: int) -> str:
    """Return what stands at an index, up to the next blank."""
    found = WORD.match(text, at)
    return found[0] if found else ""


def modified(text: str, at: int) -> tuple[int, bool, str]:
    """Return where an assignment begins behind its modifiers, whether it is exported, and what else it is."""
    start, exported = at, False
    while definition_at(text, at) is None:
        word = word_at(text, at)
        following = skip(text, at + len(word))
        if word in ("define", "undefine"):
            return following, exported, word
        if word not in MODIFIERS or following == len(text):
            return start, False, ""
        exported = exported or word == "export"
        at = following
    return at, exported, ""


def definition_at(text: str, start: int) -> Definition | None:
    """Return the assignment that begins at an index: a name, which blanks may follow, and a sign."""
    at = lowest = start
    while (stop := STOP.search(text, at)) is not None:
        at = stop.start()
        if stop[0] == "$":
            at = lowest = behind(text, at + 1)
            continue
        end = at
        blank = stop[0] in " \t"
        if blank:
            at = skip(text, at)
        elif stop[0] == "=" and at > lowest and text[at - 1] in "+?!":
            end = at = at - 1
        sign = SIGN.match(text, at)
        if sign is not None:
            return Definition(start, end, skip(text, sign.end()), sign["two"] or sign["three"] or "")
        return None
    return None
