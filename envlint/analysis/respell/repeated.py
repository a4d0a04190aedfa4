"""Variables that a file sets several times, where loaders part on which line counts."""

from __future__ import annotations

from envlint.analysis.respell.left import REPEATED, Left
from envlint.analysis.respell.whole import Edit, known
from envlint.formats.dotenv.scanner import Scanner

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from envlint.analysis.respell.lines import Lines


def without_repeated(lines: Lines, edits: Sequence[Edit]) -> tuple[list[Edit], list[Left]]:
    """Return the edits that leave one line of each such variable: the one that the first loader reads.

    ``edits`` are what becomes of the chunks otherwise.
    """
    found: list[Edit] = []
    left: list[Left] = []
    spelled = {edit.chunk: edit for edit in edits}
    for name, chunks in lines.repeated:
        bodies = [lines.texts[chunk] for chunk in chunks]
        if any("$" in body for body in bodies) or _read_alike(lines, name, bodies):
            continue
        kept = _kept(lines, name, bodies)
        if kept is None:
            left.append(Left(lines.chunks[chunks[0]].first, REPEATED, name))
            continue
        number, values = kept
        for place, chunk in enumerate(chunks):
            if place != number:
                above = spelled[chunk].text[: -len(bodies[place]) - 1] if chunk in spelled else ""
                found.append(Edit(chunk, above or _remark(bodies[place]), name, values))
    return found, left


def _read_alike(lines: Lines, name: str, bodies: Sequence[str]) -> bool:
    heard = lines.ears.hear("\n".join(bodies))
    values = {each.values.get(name, ...) for every in heard for each in every}
    return len(values) == 1 and all(each.sound for every in heard for each in every)


def _kept(lines: Lines, name: str, bodies: Sequence[str]) -> tuple[int, tuple[str, ...]] | None:
    """Return which of the chunks all loaders read alone as what the first reads in all of them, and the values."""
    text = "".join(f"{body}\n" for body in bodies).encode("utf-8", "surrogateescape")
    values: list[str] = []
    for host in lines.ears.hosts:
        value = known([dialect.read(text, host) for dialect in lines.ears.dialects]).get(name)
        if value is None:
            return None
        values.append(value)
    for number in reversed(range(len(bodies))):
        if lines.ears.all_read(bodies[number], name, values):
            return number, tuple(values)
    return None


def _remark(body: str) -> str:
    """Return the comment behind the value of a line that goes, as a line of its own."""
    statement = next(iter(Scanner(body)), None)
    return f"{body[statement.comment :].rstrip()}\n" if statement is not None and statement.comment >= 0 else ""
