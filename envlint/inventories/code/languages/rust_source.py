"""Rust as the engine can read it: what stands inside macros is tokens to the grammar, so macros become plain code.

A macro's call becomes a function's, ``macro_rules!`` becomes functions, ``lazy_static!`` a module: each in the bytes it
had, so that every place in the file stays where it is.
"""

from __future__ import annotations

import re
from itertools import pairwise

from envlint.inventories.code.nesting import too_deep
from envlint.inventories.code.parsed import parser

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from tree_sitter import Node

GRAMMAR: Final = "tree_sitter_rust"
WORTH: Final = re.compile(rb"(?i)env")
"""Whether a file can have anything to do with the environment at all."""
CALL: Final = re.compile(rb"\b[A-Za-z_]\w*!\s*[({\[]|\bmacro_rules!")
TELLING: Final = re.compile(rb"(?i)env|\bvar(?:_os)?\s*\(|\"[A-Z][A-Z0-9]*_[A-Z0-9_]+\"")
"""What makes the inside of a macro worth reading."""
STRING: Final = re.compile(rb'"(?:[^"\\]|\\.)*"')
NESTED: Final = 3
ITEMS: Final = {b"lazy_static": b"mod lazystat", b"thread_local": b"mod threaded"}
BINDING: Final = re.compile(rb"\$(\w+)\s*:\s*(\w+)")
KEYWORDS: Final = frozenset({b"crate", b"self", b"type", b"ref", b"fn", b"match", b"if", b"for", b"in", b"use", b"mod"})


def readable(data: bytes) -> bytes:
    """Return the source, as long as it was, with the macros that could read a variable spelled as plain code."""
    if not WORTH.search(data) or not CALL.search(data) or too_deep(data):
        return data
    for _ in range(NESTED):
        changed = _once(data)
        if changed == data:
            break
        data = changed
    return data


def _once(data: bytes) -> bytes:
    root = parser(GRAMMAR, "language").parse(data).root_node
    text = bytearray(data)
    for macro in _macros(root, data):
        if not TELLING.search(data, macro.start_byte, macro.end_byte):
            continue
        if macro.type == "macro_definition":
            _definition(text, data, macro)
        else:
            _invocation(text, data, macro)
    return bytes(text)


def _macros(root: Node, data: bytes) -> Iterator[Node]:
    """Yield the outermost macros of a file."""
    end = 0
    for match in CALL.finditer(data):
        if match.start() < end:
            continue
        node = root.named_descendant_for_byte_range(match.start(), match.end() - 1)
        while node is not None and node.type not in ("macro_invocation", "macro_definition", "token_tree"):
            node = node.parent
        if node is not None and node.type != "token_tree":
            end = node.end_byte
            yield node


def _invocation(text: bytearray, data: bytes, macro: Node) -> None:
    name = macro.child_by_field_name("macro")
    tree = next((child for child in macro.named_children if child.type == "token_tree"), None)
    if name is None or tree is None:
        return
    opening = data[tree.start_byte : tree.start_byte + 1]
    if opening == b"{":
        words = ITEMS.get(data[name.start_byte : name.end_byte].rpartition(b"::")[2])
        if words is not None:
            _write(text, macro.start_byte, tree.start_byte, words)
            for match in re.finditer(rb"\bstatic\s+ref\b", data[tree.start_byte : tree.end_byte]):
                _write(text, tree.start_byte + match.start(), tree.start_byte + match.end(), b"static")
        return
    if not _plain(data, tree):
        return
    _write(text, name.end_byte, tree.start_byte, b"")
    text[tree.start_byte : tree.start_byte + 1], text[tree.end_byte - 1 : tree.end_byte] = b"(", b")"
    _json(text, data, tree)


def _json(text: bytearray, data: bytes, tree: Node) -> None:
    """Make the objects of ``json!({"key": value})`` tuples of keys and values."""
    waiting = [tree]
    while waiting:
        current = waiting.pop()
        waiting.extend(child for child in current.named_children if child.type == "token_tree")
        colons = [
            after.start_byte
            for before, after in pairwise(current.children)
            if before.type == "string_literal" and data[after.start_byte : after.end_byte] == b":"
        ]
        for colon in colons:
            text[colon : colon + 1] = b","
        if colons:
            text[current.start_byte : current.start_byte + 1] = b"("
            text[current.end_byte - 1 : current.end_byte] = b")"


def _plain(data: bytes, tree: Node) -> bool:
    """Whether tokens look like the arguments of a call: no arms, no ``key: value`` but in JSON."""
    inside = STRING.sub(b"@", data[tree.start_byte : tree.end_byte])
    return b"=>" not in inside and not re.search(rb"\w\s*:(?!:)\s", inside)


def _definition(text: bytearray, data: bytes, macro: Node) -> None:
    """Make each rule of a macro a function; the one with the most parameters keeps the name."""
    name = macro.child_by_field_name("name")
    rules = [
        (left, right)
        for rule in macro.named_children
        if (left := rule.child_by_field_name("left")) and (right := rule.child_by_field_name("right"))
    ]
    if name is None or not rules:
        return
    counts = [len(_bindings(data, left)) for left, _ in rules]
    best = counts.index(max(counts))
    previous = macro.start_byte
    for index, (left, right) in enumerate(rules):
        parameters = b",".join(word + b":A" for word in _bindings(data, left))
        words = b"fn " + data[name.start_byte : name.end_byte] + b"(" + parameters + b")"
        room = right.start_byte - previous
        head = words if index == best and len(words) <= room else b"fn _()"
        if len(head) <= room:
            _write(text, previous, right.start_byte, head)
        text[right.start_byte : right.start_byte + 1], text[right.end_byte - 1 : right.end_byte] = b"{", b"}"
        _body(text, data, right)
        previous = right.end_byte
    _write(text, previous, macro.end_byte, b"")


def _bindings(data: bytes, left: Node) -> list[bytes]:
    found = BINDING.findall(data[left.start_byte : left.end_byte])
    return [name for name, _ in found if name not in KEYWORDS]


def _body(text: bytearray, data: bytes, right: Node) -> None:
    """Take the ``$`` off the names of a macro's body, and the brackets off its repetitions."""
    waiting = [right]
    while waiting:
        node = waiting.pop()
        waiting.extend(node.named_children)
        if node.type == "metavariable":
            text[node.start_byte : node.start_byte + 1] = b" "
        elif node.type == "token_repetition":
            inner = data[node.start_byte : node.end_byte]
            text[node.start_byte : node.start_byte + 2] = b"  "
            last = inner.rfind(b")")
            _write(text, node.start_byte + last, node.end_byte, b"")


def _write(text: bytearray, start: int, end: int, words: bytes) -> None:
    """Put words in the place of bytes that are at least as many, and blanks after them; line ends may go."""
    text[start:end] = words.ljust(end - start) if len(words) <= end - start else bytes(text[start:end])
