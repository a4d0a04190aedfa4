"""Lines of templates and docs that speak of what nobody reads any more, taken out.

Lines are struck first and dropped last, so that the numbers of those in between keep their meaning.
"""

from __future__ import annotations

from envlint.analysis.repair.lines import split

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

STRUCK: Final = "\0struck\0"
QUOTES: Final = ("'", '"', "`")


def struck(text: str, numbers: Iterable[int]) -> str:
    """Return the text with some lines, counted from 1, marked for removal; only those that hold one entry whole."""
    lines = split(text)
    for number in numbers:
        if 0 < number <= len(lines) and _is_one_entry(lines[number - 1].strip()):
            lines[number - 1] = STRUCK + lines[number - 1]
    return "".join(lines)


def dropped(text: str) -> str:
    """Return the text without the lines that are struck."""
    return "".join(line for line in split(text) if not line.startswith(STRUCK))


def _is_one_entry(line: str) -> bool:
    """Whether a line is a row of a table, or an assignment that ends where the line does."""
    if line.startswith("|"):
        return line.endswith("|")
    name, equals, value = line.partition("=")
    plain = name.strip("# \t").removeprefix("export ").strip()
    whole = not value.endswith("\\") and all(value.count(quote) % 2 == 0 for quote in QUOTES)
    return bool(equals) and plain.isidentifier() and whole
