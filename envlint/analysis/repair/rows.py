"""Rows of Markdown tables about variables: which column says what, and how it is written."""

from __future__ import annotations

from envlint.analysis.repair.words import code

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Final

    from envlint.analysis.repair.facts import Facts

NOTHING: Final = "-"


def row(cells: Sequence[str]) -> str:
    """Return one line of a table."""
    return f"| {' | '.join(cells)} |"


def cells_of(line: str) -> list[str]:
    r"""Return the cells of a table's line, without blanks at their edges; ``\|`` is part of a cell."""
    inside = line.strip().removeprefix("|")
    if inside.endswith("|") and not inside.endswith(r"\|"):
        inside = inside[:-1]
    return [part.replace("\0", r"\|").strip() for part in inside.replace(r"\|", "\0").split("|")]


def cell(heading: str, facts: Facts) -> str:
    """Return what a variable's row holds below a heading; nothing below one that is not known."""
    said = _said_below(heading)
    return said(facts) if said else ""


def names_variables(heading: str) -> bool:
    """Whether the names of variables stand below a heading."""
    return _said_below(heading) is _name


def _said_below(heading: str) -> Callable[[Facts], str] | None:
    heading = heading.lower()
    return next((said for words, said in COLUMNS if any(word in heading for word in words)), None)


def _name(facts: Facts) -> str:
    return code(facts.name)


def _type(facts: Facts) -> str:
    return code(facts.type) if facts.type else NOTHING


def _default(facts: Facts) -> str:
    return code(facts.default) if facts.default else NOTHING


def _required(facts: Facts) -> str:
    return ", ".join(facts.required) or "no"


def _allowed(facts: Facts) -> str:
    return ", ".join(map(code, facts.values)) or "any"


def _description(facts: Facts) -> str:
    if facts.doc:
        return facts.doc.replace("|", r"\|")
    return f"Read in {code(facts.read_at.path)}." if facts.read_at else NOTHING


COLUMNS: Final[tuple[tuple[tuple[str, ...], Callable[[Facts], str]], ...]] = (
    (("default",), _default),
    (("required", "mandatory", "optional?"), _required),
    (("allowed", "values", "options", "choices"), _allowed),
    (("type",), _type),
    (("description", "purpose", "meaning", "notes", "comment", "what"), _description),
    (("name", "variable", "key", "env", "setting", "option"), _name),
)
"""The words that a heading has, the most telling first, and what stands below it."""
