"""JSON to the same nodes as YAML, within the same budgets of depth and of nodes.

Almost every JSON text is YAML, but not quite: a character beyond U+FFFF that is written as two escapes is two halves to
a YAML reader. Source: RFC 8259, section 7.
"""

from __future__ import annotations

import re
from json import JSONDecodeError
from json.decoder import JSONDecoder

from envlint.formats.unparsed import Unparsed
from envlint.formats.yaml_nodes import DEPTH, NODES, Documents, Mapping, Scalar, Sequence, repeated

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.formats.yaml_nodes import Node

BLANKS: Final = re.compile(r"[ \t\n\r]*")
STRING: Final = JSONDecoder()
PLAIN: Final = re.compile(r"(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(?![\w.+-])")


def load(text: str) -> Documents:
    """Return the one document of a text. Numbers, ``true`` and ``null`` are plain scalars, as they are written.

    Raises:
        Unparsed: the text is no JSON (RFC 8259), or goes beyond a budget.
    """
    return _Walk(text).documents


class _Walk:
    """``at`` moves forward from token to token; ``open`` are the collections whose end is yet to come."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.documents = Documents()
        self.open: list[Mapping | Sequence] = []
        self.nodes = 0
        self.documents.roots.append(self._value())
        while self.open:
            self._member(self.open[-1])
        if self._next():
            raise self._refused("has more text behind its value")

    def _next(self) -> str:
        """Skip blanks and return the next character, empty at the end."""
        blanks = BLANKS.match(self.text, self.at)
        self.at = blanks.end() if blanks else self.at
        return self.text[self.at : self.at + 1]

    def _member(self, parent: Mapping | Sequence) -> None:
        """Read the next member of a collection, or its end."""
        filled = parent.pairs if isinstance(parent, Mapping) else parent.items
        character = self._next()
        if character == ("}" if isinstance(parent, Mapping) else "]"):
            self._close(parent)
            return
        if filled:
            self._skip(",", "a comma")
        if isinstance(parent, Sequence):
            parent.items.append(self._value())
            return
        if self._next() != '"':
            raise self._refused("is not valid JSON here: a name in double quotes is expected")
        key = self._value()
        self._skip(":", "a colon")
        parent.pairs.append((key, self._value()))

    def _close(self, parent: Mapping | Sequence) -> None:
        self.at += 1
        parent.end = self.at
        self.open.pop()
        if isinstance(parent, Mapping):
            self.documents.remarks += repeated(parent)

    def _skip(self, character: str, said: str) -> None:
        if self._next() != character:
            raise self._refused(f"is not valid JSON here: {said} is expected")
        self.at += 1

    def _value(self) -> Node:
        """Return the next value: a scalar, or a collection that is open now."""
        self.nodes += 1
        if self.nodes > NODES:
            raise self._refused(f"has more than {NODES} nodes")
        first = self._next()
        start = self.at
        if first in ("{", "["):
            node = Mapping(start) if first == "{" else Sequence(start)
            self.open.append(node)
            if len(self.open) > DEPTH:
                raise self._refused(f"is nested deeper than {DEPTH} levels")
            self.at += 1
            return node
        if first == '"':
            return self._string(start)
        plain = PLAIN.match(self.text, start)
        if plain is None:
            raise self._refused("is not valid JSON here")
        self.at = plain.end()
        return Scalar(start, self.at, plain[0], "")

    def _string(self, start: int) -> Scalar:
        try:
            value, self.at = STRING.raw_decode(self.text, start)
        except JSONDecodeError as error:
            self.at = min(max(error.pos, start), len(self.text))
            raise self._refused("is not valid JSON here") from None
        return Scalar(start, self.at, value, '"')

    def _refused(self, reason: str) -> Unparsed:
        before = self.text[: self.at]
        return Unparsed(reason, before.count("\n") + 1, len(before) - before.rfind("\n"))
