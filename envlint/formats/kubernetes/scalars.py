"""What a YAML scalar is to the API server: text, or a boolean, a number or nothing where text must stand.

Manifests are made JSON by sigs.k8s.io/yaml, which follows YAML 1.1: ``yes``, ``on`` and ``y`` are booleans to it, and
``1_000`` and ``0o17`` numbers. The tables here are what kubectl 1.32 does.
"""

from __future__ import annotations

import re

from envlint.formats.yaml_nodes import Mapping, Scalar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.formats.yaml_nodes import Node

BOOLEAN: Final = "a boolean"
NUMBER: Final = "a number"
NOTHING: Final = "nothing"
LIST: Final = "a list"
MAPPING: Final = "a mapping"
BOOLEANS: Final = frozenset(
    form
    for word in ("y", "yes", "true", "on", "n", "no", "false", "off")
    for form in (word, word.title(), word.upper())
)
NOTHINGS: Final = frozenset(("", "~", "null", "Null", "NULL"))
ENDLESS: Final = frozenset(
    [f"{sign}.{word}" for sign in ("", "+", "-") for word in ("inf", "Inf", "INF")] + [".nan", ".NaN", ".NAN"]
)
INTEGER: Final = re.compile(r"[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+)")
FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
LONGEST: Final = 66
"""A prefixed number with more characters has more than 64 bits: it is text."""
TAG: Final = re.compile(r"(?:&\S+\s+)?!(!|<tag:yaml\.org,2002:)?([^\s>]*)")
PROPERTIES: Final = re.compile(r"(?:[&!]\S*\s*)+")
TAGGED: Final = {"bool": BOOLEAN, "int": NUMBER, "float": NUMBER, "null": NOTHING}


def kind(node: Node, text: str) -> str:
    """Return what a node is where text must stand, ``text`` being all that it is a part of; empty if it is text."""
    if not isinstance(node, Scalar):
        return MAPPING if isinstance(node, Mapping) else LIST
    tag = TAG.match(text, node.start, node.end) if text[node.start : node.start + 1] in ("&", "!") else None
    if tag is not None:
        return TAGGED.get(tag[2], "") if tag[1] else ""
    if node.style:
        return ""
    return _plain(node.value)


def _plain(word: str) -> str:
    if word in NOTHINGS:
        return NOTHING
    if word in BOOLEANS:
        return BOOLEAN
    return NUMBER if word in ENDLESS or _is_number(word) else ""


def _is_number(word: str) -> bool:
    if word[0] not in "+-.0123456789":
        return False
    plain = word if word[0] == "." else word.replace("_", "")
    if INTEGER.fullmatch(plain):
        return len(plain) <= LONGEST and -(2**63) <= int(plain, 0) < 2**64
    # Beyond the largest float, it is text again.
    return FLOAT.fullmatch(plain) is not None and abs(float(plain)) < float("inf")


def content(node: Node) -> str:
    """Return the text of a scalar, empty for anything else."""
    return node.value if isinstance(node, Scalar) else ""


def span(node: Node, text: str) -> tuple[int, int]:
    """Return where a node's own text stands, without tag, anchor and quotes."""
    start, end = node.start, node.end
    if isinstance(node, Scalar):
        if start < end and text[start] in ("&", "!") and (before := PROPERTIES.match(text, start, end)):
            start = before.end()
        if node.style in ("'", '"') and end - start > 1:
            return start + 1, end - 1
    return start, end


def quote(node: Node) -> str:
    """Return the quote of a scalar, empty where it has none."""
    return node.style if isinstance(node, Scalar) and node.style in ("'", '"') else ""
