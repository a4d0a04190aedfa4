"""JSON that any reader takes: ASCII, so that no control, bidirectional or lone character stands in it raw."""

from __future__ import annotations

import json

from envlint.core.escape import unicode_scalars

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def written(document: object) -> Iterator[str]:
    """Yield the lines of a document made of dicts, lists, text, numbers, booleans and None; keys keep their order."""
    text = json.dumps(_clean(document), indent=2)
    # Inside strings only, and lossless: the GitHub runner takes "##[" for a command wherever it stands.
    yield from text.replace("##[", r"\u0023#[").split("\n")


def _clean(node: object) -> object:
    if isinstance(node, str):
        return unicode_scalars(node)
    if isinstance(node, dict):
        return {_clean(key): _clean(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_clean(item) for item in node]
    return node
