"""Texts as lines that can be put together again, byte for byte."""

from __future__ import annotations

from io import StringIO

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from envlint.analysis.repair.facts import Facts


def split(text: str) -> list[str]:
    """Return the lines with their endings, of which LF, CRLF and a lone CR are one."""
    return list(StringIO(text, newline=""))


def ending(lines: Iterable[str]) -> str:
    """Return how the first line that ends does so; LF where none does."""
    for line in lines:
        if line.endswith(("\n", "\r")):
            return line[len(line.rstrip("\r\n")) :]
    return "\n"


def inserted(lines: list[str], at: int, new: Iterable[str]) -> None:
    """Put lines, which come without endings, before the one with this index."""
    sign = ending(lines)
    if at and at == len(lines) and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += sign
    lines[at:at] = [f"{line}{sign}" for line in new]


def nearest(facts: Facts, there: Iterable[tuple[str, str, int]]) -> int | None:
    """Return the line of the entry that a new one belongs behind, None where nothing speaks for any.

    ``there`` holds name, section and line of each entry. One of the same section of the rules comes first, then the
    one with the most leading words of the name in common; of equals the last.
    """
    best: tuple[int, int, int] | None = None
    for name, section, line in there:
        together = int(bool(facts.section) and section == facts.section)
        score = (together, _in_common(facts.name, name), line)
        if score[:2] > (0, 0) and (best is None or score > best):
            best = score
    return best[2] if best else None


def _in_common(one: str, other: str) -> int:
    """Return how many leading words two names share."""
    count = 0
    for left, right in zip(one.split("_"), other.split("_"), strict=False):
        if left != right:
            break
        count += 1
    return count
