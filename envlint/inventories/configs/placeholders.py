"""Placeholders of Java's frameworks, ``${NAME:default}``: Spring, Micronaut, Quarkus, Logback and Log4j."""

from __future__ import annotations

import re

from envlint.formats.yaml import load
from envlint.inventories.configs.references import LOGGING, PLACEHOLDER, UPPER, upper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.inventories.configs.page import Item, Page

PROPERTY: Final = re.compile(r"^[ \t]*[^\s#!:=][^\n:=]*[:=]((?:[^\n\\]|\\[^\n]|\\\n)*)", re.MULTILINE)
XML_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
XML_PROPERTY: Final = re.compile(r"<(?:property|springProperty|variable|Property)\b[^<>]*?\bname=[\"']([^\"'<>]+)")


def read_yaml(page: Page) -> Iterator[Item]:
    """Yield the placeholders in upper case of a configuration in YAML; those in lower case are other properties.

    Raises:
        Unparsed: the file is no valid YAML.
    """
    for scalar in load(page.text).scalars():
        if "${" in scalar.value:
            yield from _placeholders(page, scalar.start, scalar.end)


def read_properties(page: Page) -> Iterator[Item]:
    """Yield the placeholders in upper case of a ``.properties`` file."""
    for match in PROPERTY.finditer(page.text):
        if "${" in match[1]:
            yield from _placeholders(page, match.start(1), match.end(1))


def read_logging(page: Page) -> Iterator[Item]:
    """Yield the placeholders in upper case of a Logback or Log4j file that it does not define itself."""
    text = XML_COMMENT.sub(lambda match: " " * len(match[0]), page.text)
    own = set(XML_PROPERTY.findall(text))
    for one in upper(text, syntax=LOGGING):
        if one.name not in own:
            yield page.reference(one, how="framework", via="logging")


def _placeholders(page: Page, start: int, end: int) -> Iterator[Item]:
    for one in upper(page.text, start, end, PLACEHOLDER):
        alternatives = tuple(name for name in one.alternatives if UPPER.fullmatch(name))
        yield page.reference(one.replace(alternatives=alternatives), how="framework", via="spring")
