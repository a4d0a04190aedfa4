"""Our own prose as HTML: paragraphs, lists and code of the pages of checks, and code in advice."""

from __future__ import annotations

import re

from envlint.reporters.html.markup import Markup, escaped, join, tag
from envlint.reporters.pages import page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

SHOWN: Final = ("What it finds", "Why it matters")
"""Sections of a page that a report holds; the examples are for ``envlint explain``."""
SPAN: Final = re.compile(r"(?P<ticks>`+) ?(?P<code>.+?) ?(?P=ticks)|\*(?P<stressed>[^*\s][^*]*)\*")


def about(name: str) -> Markup:
    """Return what the page of a check says it finds and why that matters; empty where the check has no page."""
    sections = dict(_section(part) for part in page(name).text.split("\n## ")[1:])
    parts: list[Markup] = []
    for title in SHOWN:
        if title in sections:
            parts += [tag("h5", title), *_blocks(sections[title])]
    return join(*parts)


def inline(text: str) -> Markup:
    """Return a paragraph's text with its code and stress marked up."""
    pieces: list[str] = []
    end = 0
    for found in SPAN.finditer(text):
        marked = tag("code", found["code"]) if found["code"] else tag("em", found["stressed"])
        pieces += [text[end : found.start()], marked]
        end = found.end()
    return join(*pieces, text[end:])


def advice(text: str) -> Markup:
    """Return a text with its one piece of code marked up; where the backticks could be foreign they stay."""
    before, tick, rest = text.partition("`")
    inside, second, after = rest.partition("`")
    if not tick or not second or not inside or "`" in after:
        return escaped(text)
    return join(before, tag("code", inside), after)


def _section(text: str) -> tuple[str, str]:
    title, _, body = text.partition("\n")
    return title.strip(), body.strip()


def _blocks(text: str) -> Iterator[Markup]:
    for block in text.split("\n\n"):
        lead, *items = re.split(r"(?:^|\n)- ", block)
        if lead.strip():
            yield tag("p", inline(" ".join(lead.split())))
        if items:
            yield tag("ul", *[tag("li", inline(" ".join(item.split()))) for item in items])
