"""YAML nodes as Compose looks at them: with their tags, their merge keys resolved and their texts' places."""

from __future__ import annotations

import re

from envlint.core.errors import EnvlintError
from envlint.core.record import Record
from envlint.formats.compose import scalars
from envlint.formats.yaml_nodes import MERGE, Mapping, Scalar, Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.core.source import Source
    from envlint.formats.yaml_nodes import Documents, Node

RESET: Final = "!reset"
OVERRIDE: Final = "!override"
KNOWN: Final = frozenset((RESET, OVERRIDE, "tag:yaml.org,2002:merge"))
"""Tags that Compose knows beside those of YAML's core schema: nothing to remark on."""
PROPERTY: Final = re.compile(r"(?:(?P<tag>![^\s,\[\]{}]*)|&[^\s,\[\]{}]*|#[^\n]*\n)\s*")
"""A tag or an anchor in front of a node, or a comment between them."""
TEXTS: Final = ("!!str", "!!binary")


class Said(Record):
    """A scalar: ``text`` is what Compose makes of it before references are replaced, ``kind`` one of ``scalars``.

    ``start`` and ``end`` are the offsets of its text without quotes; ``exact``: every character of ``text`` stands
    there as itself. ``written`` is the text that stands in the file.
    """

    text: str
    kind: str
    written: str
    start: int
    end: int
    exact: bool
    quote: str = ""


class Page:
    """One YAML text of a Compose project, parsed."""

    def __init__(self, source: Source, documents: Documents) -> None:
        self.source = source
        self.roots = documents.roots
        tags = [mark for mark in documents.remarks if mark.kind == "custom-tag" and mark.name in (RESET, OVERRIDE)]
        self.tags = {mark.offset: mark.name for mark in tags}
        documents.remarks = [mark for mark in documents.remarks if mark.name not in KNOWN]

    def tag(self, node: Node) -> str:
        """Return ``!reset`` or ``!override`` where a node has one of them."""
        return self.tags.get(node.start, "") if self.tags else ""

    def refused(self, message: str, node: Node | None = None, help: str = "") -> EnvlintError:
        """Return the error that Compose refuses something at a place of this text."""
        span = (-1, -1) if node is None else (node.start, node.end)
        return EnvlintError(message, at=self.source.at(*span), help=help)

    def pairs(self, mapping: Mapping) -> dict[str, tuple[Scalar, Node]]:
        """Return a mapping's keys with what they lead to, without what is reset, and with what ``<<`` merges in.

        Raises:
            EnvlintError: a key is no text, or what is to be merged in is no mapping.
        """
        found: dict[str, tuple[Scalar, Node]] = {}
        pending, seen = [mapping], {id(mapping)}
        for one in pending:
            own: dict[str, tuple[Scalar, Node]] = {}
            for key, node in one.pairs:
                if isinstance(key, Scalar) and key.value == MERGE and not key.style:
                    fresh = [each for each in self._merged(node) if id(each) not in seen]
                    seen.update(map(id, fresh))
                    pending += fresh
                    continue
                name = self.key(key)
                if isinstance(key, Scalar) and self.tag(node) != RESET:
                    own[name] = (key, node)
            for name, pair in own.items():
                found.setdefault(name, pair)
        return found

    def _merged(self, node: Node) -> Iterator[Mapping]:
        for each in node.items if isinstance(node, Sequence) else [node]:
            if not isinstance(each, Mapping):
                raise self.refused("what << merges in is no mapping, which Compose refuses", each)
            yield each

    def key(self, node: Node) -> str:
        """Return a key's text.

        Raises:
            EnvlintError: it is a collection, a number, a boolean or nothing.
        """
        if isinstance(node, Scalar):
            said = self.say(node)
            if said.kind == scalars.TEXT:
                return said.text
        raise self.refused("a key is no text, which Compose refuses", node, "put it in quotes")

    def say(self, node: Scalar) -> Said:
        """Return what a scalar says.

        Raises:
            EnvlintError: its tag is one that Compose cannot apply.
        """
        text = self.source.text
        start, tag = node.start, ""
        if text.startswith(("!", "&"), start) and start < node.end:
            start, tag = _after_properties(text, node)
        if node.style in ("|", ">"):
            return Said(node.value, scalars.TEXT, node.value, start, node.end, exact=False)
        if node.style:
            inside = (start + 1, max(start + 1, node.end - 1))
            exact = text[inside[0] : inside[1]] == node.value
            return Said(self._tagged(node, tag), scalars.TEXT, node.value, *inside, exact=exact, quote=node.style)
        exact = text[start : node.end] == node.value
        kind, said = self._typed(node, tag)
        return Said(said, kind, node.value, start, node.end, exact=exact)

    def _typed(self, node: Scalar, tag: str) -> tuple[str, str]:
        # Whatever has a tag of its own is a text, empty or not.
        if tag in TEXTS or (tag and not tag.startswith("!!")):
            return scalars.TEXT, self._tagged(node, tag)
        return scalars.plain(node.value)

    def _tagged(self, node: Scalar, tag: str) -> str:
        if tag != "!!binary":
            return node.value
        from base64 import b64decode

        try:
            return b64decode(node.value, validate=True).decode()
        except ValueError:
            raise self.refused("what is tagged !!binary is no base64 of a text", node) from None


def _after_properties(text: str, node: Scalar) -> tuple[int, str]:
    """Return where a node begins behind its tag and anchor, and the tag."""
    start, tag = node.start, ""
    while found := PROPERTY.match(text, start, node.end):
        tag = found["tag"] or tag
        start = found.end()
    return start, tag
