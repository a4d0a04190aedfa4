"""A text with its syntax tree: its nodes, their texts and places."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from functools import cache, cached_property
from importlib import import_module

import tree_sitter

from envlint.core.location import Location
from envlint.inventories.code.nesting import too_deep, too_tall

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from tree_sitter import Node

    from envlint.inventories.code.language import Language

BLANKS: Final = re.compile(rb"\s+|[?!]")
BEFORE: Final = frozenset(bytes((each,)) for each in b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
AFTER: Final = BEFORE | {b"$"}
WORD: Final = re.compile(rb"\w+")
WHOLE_WORD: Final = re.compile(rb"\w++(?!\$)")
DEEPEST: Final = 200
SEARCHES: Final = 40
"""Words that are searched for in a text before all its words are collected."""


@cache
def parser(grammar: str, function: str) -> tree_sitter.Parser:
    """Return the parser of a grammar's package."""
    return tree_sitter.Parser(tree_sitter.Language(getattr(import_module(grammar), function)()))


def _decodable(data: bytes) -> bytes:
    """Return as many bytes, with ``?`` for each that is no UTF-8: whatever is taken out of them is text."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape").encode("utf-8", "replace")
    return data


class Parsed:
    """A text in one language. The tree is made when it is first asked for."""

    def __init__(self, path: str, data: bytes, language: Language) -> None:
        self.path = path
        self.original = data
        self.data = _decodable(language.embedded(data) if language.embedded else data)
        self.language = language
        self._parents: dict[int, Node | None] = {}
        self._latest = (0, 0, 1)
        self._searches = 0

    @cached_property
    def root(self) -> Node:
        """The root of the syntax tree; it is empty where the text is nested too deep to be asked anything."""
        return self._parse(b"") if self.too_deep else self._whole

    @cached_property
    def too_deep(self) -> bool:
        """Whether the text, or what it is parsed into, is nested deeper than anybody writes it."""
        return too_deep(self.original) or too_tall(self._whole)

    @cached_property
    def _whole(self) -> Node:
        return self._parse(self.data)

    def _parse(self, text: bytes) -> Node:
        return parser(self.language.grammar, self._variant[1]).parse(text).root_node

    @property
    def spoken(self) -> str:
        """The name of the file's language: TypeScript and JavaScript are read together."""
        return self._variant[0]

    @property
    def _variant(self) -> tuple[str, str]:
        own = (self.language.name, self.language.grammar_function)
        return self.language.variants.get(self.path[self.path.rfind(".") :], own)

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer(rb"\n", self.original))]

    def text(self, node: Node) -> str:
        """Return the source text of a node."""
        return self.data[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def dotted(self, node: Node, longest: int = sys.maxsize) -> str:
        """Return an expression, or its first bytes, as one dotted path whatever stands between its parts."""
        raw = BLANKS.sub(b"", self.data[node.start_byte : min(node.end_byte, node.start_byte + longest)])
        return raw.replace(b"::", b".").replace(b"->", b".").replace(b"..", b".").decode("utf-8", "replace")

    def at(self, start: int, end: int) -> Location:
        """Return the place of the bytes from start to end; columns count code points."""
        first, last = bisect_right(self._lines, start), bisect_right(self._lines, end)
        return Location(self.path, self.path, first, self._column(first, start), last, self._column(last, end))

    def _column(self, line: int, offset: int) -> int:
        """Return the column of an offset, counted from the last one on the same line: a line may be very long."""
        known_line, known, column = self._latest
        if known_line != line or known > offset:
            known, column = self._lines[line - 1], 1
        column += len(self.original[known:offset].decode("utf-8", "replace"))
        self._latest = line, offset, column
        return column

    def place(self, node: Node) -> Location:
        """Return the place of a node; of a string without its quotes."""
        inner = self.string_span(node)
        return self.at(*inner) if inner else self.at(node.start_byte, node.end_byte)

    def leaf(self, start: int, end: int) -> Node | None:
        """Return the smallest named node that covers the bytes from start to end."""
        return self.root.named_descendant_for_byte_range(start, end)

    def parent(self, node: Node) -> Node | None:
        """Return what stands around a node. The tree finds it from its root, in a time that grows with the depth."""
        if node.id not in self._parents:
            self._parents[node.id] = node.parent
        return self._parents[node.id]

    def mentions(self, name: str, within: Node | None = None) -> Iterator[Node]:
        """Yield the nodes at every place where a name stands as a word, in order."""
        start, end = (within.start_byte, within.end_byte) if within else (0, len(self.data))
        word = name.encode()
        for at in self._places(word, start, end):
            node = self.leaf(at, at + len(word))
            if node is not None and node.start_byte == at and node.end_byte == at + len(word):
                yield node

    def _places(self, word: bytes, start: int, end: int) -> Iterator[int]:
        """Yield where a word stands between two offsets. A text of which much is asked gets an index of its words."""
        self._searches += 1
        if self._searches > SEARCHES and WORD.fullmatch(word):
            known = self._words.get(word, [])
            yield from known[bisect_left(known, start) : bisect_right(known, end - len(word))]
            return
        data = self.data
        at = data.find(word, start, end) if word else -1
        while at >= 0:
            after = at + len(word)
            alone = data[at - 1 : at] not in BEFORE if at > start else True
            if alone and (after >= end or data[after : after + 1] not in AFTER):
                yield at
                at = data.find(word, after, end)
            else:
                at = data.find(word, at + 1, end)

    @cached_property
    def _words(self) -> dict[bytes, list[int]]:
        found: dict[bytes, list[int]] = {}
        for match in WHOLE_WORD.finditer(self.data):
            found.setdefault(match[0], []).append(match.start())
        return found

    def string_span(self, node: Node) -> tuple[int, int] | None:
        """Return the bytes inside the quotes of a plain string; None if it is none, or has holes."""
        if node.type not in self.language.strings:
            return None
        parts = [child for child in node.named_children if child.type in self.language.string_parts]
        if any(child.type in self.language.holes for child in node.named_children):
            return None
        if parts:
            return parts[0].start_byte, parts[-1].end_byte
        text = self.data[node.start_byte : node.end_byte]
        opening = re.match(rb"[@$a-zA-Z#]*(\"\"\"|'''|\"|'|`)?", text)
        begin = node.start_byte + (opening.end() if opening else 0)
        width = len(opening[1]) if opening and opening[1] else 0
        return (begin, node.end_byte - width) if begin <= node.end_byte - width else None

    def string(self, node: Node) -> str | None:
        """Return the content of a plain string, None if the node is none."""
        span = self.string_span(node)
        return None if span is None else self.data[span[0] : span[1]].decode("utf-8", "replace")

    def bare(self, node: Node) -> Node:
        """Return a node without what only wraps it: parentheses, casts, a list of one."""
        for _ in range(DEEPEST):
            if node.type not in self.language.transparent or not node.named_child_count:
                break
            inner = [
                child
                for child in node.named_children
                if "comment" not in child.type and not child.type.endswith("_type")
            ]
            if not inner or (len(inner) > 1 and node.type in self.language.pairs):
                break
            node = node.child_by_field_name("value") or inner[0]
        return node

    def enclosing(self, node: Node, kinds: frozenset[str] | dict[str, str]) -> Node | None:
        """Return the innermost node of some kinds around a node."""
        current = self.parent(node)
        while current is not None and current.type not in kinds:
            current = self.parent(current)
        return current
