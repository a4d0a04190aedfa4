"""Placeholders in annotations: ``@Value("${NAME:default}")`` of Spring and Micronaut, picocli's, ``@ConfigProperty``.

Only names in upper case are variables; ``spring.datasource.url`` is a property that other files fill.
"""

from __future__ import annotations

import re

from envlint.inventories.code.frameworks import framework_read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from tree_sitter import Node

    from envlint.core.declaration import Read
    from envlint.inventories.code.unit import Unit

PLACEHOLDER: Final = re.compile(r"\$\{(?:env:)?([A-Z][A-Z0-9_]*)(?::-?([^${}]*|\$\{.*\}))?\}")
MARKS: Final = (
    b"@Value",
    b"@ConfigProperty",
    b"@Property(",
    b"@Scheduled",
    b"Listener(",
    b"@FeignClient",
    b"@Option(",
    b"@Parameters(",
    b"@field:Value",
)
CANDIDATE: Final = re.compile(rb"\$\{(?:env:)?[A-Z]|@(?:field:|param:|get:)?(?:Property|ConfigProperty|Requires)\(")
NAMED: Final = re.compile(rb'(?:name|property|env)\s*=\s*"([A-Z][A-Z0-9_]*)"')
DEFAULT: Final = re.compile(rb'defaultValue\s*=\s*"([^"]*)"')
CONFIG: Final = re.compile(rb"@(?:\w+:)?(?:Property|ConfigProperty|Requires)\b")
LONGEST: Final = 600
HIGHEST: Final = 8


def placeholders(unit: Unit) -> Iterator[Read]:
    """Yield the variables that the annotations of a file name."""
    seen = set()
    for match in CANDIDATE.finditer(unit.data):
        leaf = unit.leaf(match.start(), match.end())
        annotation = _annotation(leaf) if leaf is not None else None
        if annotation is not None and annotation.start_byte not in seen:
            seen.add(annotation.start_byte)
            end = min(annotation.end_byte, annotation.start_byte + LONGEST)
            yield from _in_text(unit, annotation, unit.data[annotation.start_byte : end])


def _annotation(leaf: Node) -> Node | None:
    """Return the annotation around a node, None where it stands in other code or in a comment."""
    current: Node | None = leaf
    for _ in range(HIGHEST):
        if current is None or "comment" in current.type or "body" in current.type or "block" in current.type:
            return None
        if current.type in ("annotation", "marker_annotation"):
            return current
        current = current.parent
    return None


def _in_text(unit: Unit, annotation: Node, data: bytes) -> Iterator[Read]:
    text = data.decode("utf-8", "replace").replace("\\$", "$")
    via = "annotation" if CONFIG.match(data) else "spring"
    for name, default, chain in _parsed(text):
        node = _spelled(unit, annotation, name)
        yield framework_read(unit, name, node, via, default=default, alternatives=chain, dialect="spring")
    if not CONFIG.match(data):
        return
    default_text = DEFAULT.search(data)
    for named in NAMED.finditer(data):
        name = named[1].decode()
        default = default_text[1].decode("utf-8", "replace") if default_text else None
        yield framework_read(unit, name, _spelled(unit, annotation, name), via, default=default)


def _parsed(text: str) -> list[tuple[str, str | None, tuple[str, ...]]]:
    """Return the placeholders of a text with their defaults; of nested ones each has the innermost default."""
    found: list[tuple[str, str | None, tuple[str, ...]]] = []
    for match in PLACEHOLDER.finditer(text):
        name, rest = match[1], match[2]
        inner = _parsed(rest) if rest and rest.startswith("${") else []
        default = inner[0][1] if inner else rest
        found.append((name, default, tuple(other for other, _, _ in inner)))
        found += [(other, value, (name, *chain)) for other, value, chain in inner]
    return found


def _spelled(unit: Unit, annotation: Node, name: str) -> Node:
    return next(iter(unit.mentions(name, annotation)), annotation) if name else annotation
