"""The source lines of a finding, masked as the finding holds them, with what is wrong marked in them."""

from __future__ import annotations

from envlint.core.escape import printable
from envlint.reporters.html.markup import Markup, tag
from envlint.reporters.snippet import cells

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.core.finding import Excerpt, Finding

WIDEST_INDENT: Final = 60
"""Cells before a mark up to which its label stands right under it."""


def excerpts(finding: Finding) -> Markup:
    """Return the lines as a figure, empty where a finding has none; lines of another file stand under its name."""
    return tag("div", *_lines(finding), class_="lines") if finding.excerpts else Markup()


def _lines(finding: Finding) -> Iterator[Markup]:
    path = finding.at.path
    for excerpt in finding.excerpts:
        if excerpt.path != path:
            path = excerpt.path
            yield tag("div", tag("code", path), class_="file")
        primary = (excerpt.path, excerpt.line) == (finding.at.path, finding.at.line)
        yield _line(excerpt, "primary" if primary else "")
        if excerpt.column and excerpt.label:
            yield _label(excerpt, "primary" if primary else "")


def _line(excerpt: Excerpt, kind: str) -> Markup:
    start, end = (excerpt.column - 1, excerpt.end_column - 1) if excerpt.column else (0, 0)
    parts: list[str] = [excerpt.text]
    if excerpt.column:
        parts = [excerpt.text[:start], tag("mark", excerpt.text[start:end], class_=kind), excerpt.text[end:]]
    return tag("div", tag("span", str(excerpt.line), class_="number"), tag("code", *parts), class_="line")


def _label(excerpt: Excerpt, kind: str) -> Markup:
    before = cells(printable(excerpt.text[: excerpt.column - 1]))
    indent = tag("span", " " * before if before <= WIDEST_INDENT else "", class_="indent")
    return tag("div", tag("span", class_="number"), tag("code", indent, "^ ", excerpt.label), class_=f"label {kind}")
