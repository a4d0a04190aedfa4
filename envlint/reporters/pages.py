"""The pages of checks: what they find, why it matters, examples."""

from __future__ import annotations

from importlib.resources import files

from envlint.checks.catalogue import FAMILIES
from envlint.core.record import Record


class Page(Record):
    """A check's page in Markdown, with its first sentence and the section that says what the check finds."""

    brief: str
    finds: str
    text: str


def page(name: str) -> Page:
    """Return the page of a check; of one that has none a page that repeats its name."""
    family = next((family for family, codes in FAMILIES.items() if name in codes), "")
    place = files("envlint.checks").joinpath(family, f"{name.replace('-', '_')}.md")
    if not family or not place.is_file():
        brief = name.replace("-", " ").capitalize() + "."
        return Page(brief, brief, brief)
    text = place.read_text(encoding="utf-8").strip()
    lead, *sections = text.split("\n## ")
    brief = _joined(lead.partition("\n")[2])
    finds = next(
        (_joined(section.partition("\n")[2]) for section in sections if section.startswith("What it finds")), ""
    )
    return Page(brief, finds or brief, text)


def _joined(text: str) -> str:
    """Return the lines of a text as one."""
    return " ".join(text.split())
