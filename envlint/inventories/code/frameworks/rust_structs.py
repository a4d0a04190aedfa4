"""Rust structs whose fields are settings: their attributes, their types, and the defaults that the code gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from tree_sitter import Node

    from envlint.inventories.code.unit import Unit

WRAPPED: Final = re.compile(r"^(?:\w+::)*(Option|Box|Arc|Rc|Vec|HashSet|BTreeSet|Secret)\s*<\s*(.*?)\s*>$", re.DOTALL)
STRINGS: Final = ("string_literal", "raw_string_literal")
BESIDE: Final = ("attribute_item", "line_comment", "block_comment")
MOST: Final = 60
"""Attributes and lines of comment before one item that are looked at."""
PLAIN: Final = frozenset(
    {
        "String",
        "str",
        "Result",
        "Option",
        "Error",
        "Self",
        "Box",
        "IpAddr",
        "SocketAddr",
        "HashMap",
        "BTreeMap",
        "Value",
        "char",
    }
)
"""Types that no file of a project declares as a struct of settings."""


@dataclass(frozen=True, slots=True)
class Value:
    """What an attribute says of one word: the tokens after ``=``, or inside the word's parentheses."""

    text: str
    nodes: tuple[Node, ...]

    @property
    def string(self) -> Node | None:
        """The string among the tokens, if one stands first."""
        return self.nodes[0] if self.nodes and self.nodes[0].type in STRINGS else None


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a struct. ``type`` is as it is written; ``said`` holds the words of its attributes by attribute."""

    unit: Unit
    name: str
    type: str
    node: Node
    said: dict[str, dict[str, Value]]

    @property
    def optional(self) -> bool:
        """Whether the field can be without a value."""
        return re.match(r"(?:\w+::)*Option\b", self.type) is not None

    @property
    def inner(self) -> str:
        """The type inside of ``Option`` and its like, without the path."""
        kind = self.type
        while (match := WRAPPED.match(kind)) is not None:
            kind = match[2]
        return re.split(r"<", kind)[0].rpartition("::")[2].strip()

    @property
    def kind(self) -> str:
        """The type as the rules name it, empty where they have none for it."""
        if re.search(r"\b(?:Vec|HashSet|BTreeSet)\s*<", self.type):
            return "list"
        return self.unit.language.types.get(self.inner, "")

    def word(self, attribute: str, word: str) -> Value | None:
        """Return what an attribute of the field says after a word."""
        return self.said.get(attribute, {}).get(word)


def item_after(node: Node | None) -> Node | None:
    """Return the item, field or variant that an attribute belongs to; ``node`` stands in the attribute."""
    while node is not None and node.type != "attribute_item":
        node = node.parent
    for _ in range(MOST):
        if node is None or node.type not in BESIDE:
            return node
        node = node.next_named_sibling
    return None


def declared(unit: Unit, name: str) -> tuple[Unit, Node] | None:
    """Return the struct of a name: that of the file, else of the first file of the project that declares one."""
    if name in PLAIN:
        return None
    found = _declared_in(unit, name)
    if found is not None:
        return unit, found
    module, original = unit.imported.get(name, ("", name))
    crate = module.partition("::")[0]
    others = unit.holding(b"struct " + original.encode())
    for each in sorted(others, key=lambda other: crate not in other.path.replace("-", "_")):
        if (found := _declared_in(each, original)) is not None:
            return each, found
    return None


def _declared_in(unit: Unit, name: str) -> Node | None:
    if b"struct " + name.encode() in unit.data:
        for match in re.finditer(rb"\bstruct\s+" + re.escape(name.encode()) + rb"\b", unit.data):
            node = unit.leaf(match.start(), match.end())
            if node is not None and node.type == "struct_item":
                return node
    return None


def fields(unit: Unit, struct: Node) -> Iterator[Field]:
    """Yield the named fields of a struct, in order."""
    body = struct.child_by_field_name("body")
    for child in body.named_children if body is not None else ():
        field = field_at(unit, child)
        if field is not None:
            yield field


def field_at(unit: Unit, node: Node) -> Field | None:
    """Return the field that a declaration is, None for another node."""
    name, kind = node.child_by_field_name("name"), node.child_by_field_name("type")
    if node.type != "field_declaration" or name is None or kind is None:
        return None
    return Field(unit, unit.text(name).removeprefix("r#"), unit.text(kind), name, attributes(unit, node))


def attributes(unit: Unit, item: Node) -> dict[str, dict[str, Value]]:
    """Return what the attributes before an item say, by attribute and word."""
    found: dict[str, dict[str, Value]] = {}
    before = item.prev_named_sibling
    for _ in range(MOST):
        if before is None or before.type not in BESIDE:
            break
        inner = before.named_children[0] if before.type == "attribute_item" and before.named_child_count else None
        if inner is not None and inner.named_child_count:
            tree = inner.child_by_field_name("arguments")
            words = dict(_words(unit, tree)) if tree is not None else {}
            found.setdefault(unit.text(inner.named_children[0]).rpartition("::")[2], {}).update(words)
        before = before.prev_named_sibling
    return found


def _words(unit: Unit, tree: Node) -> Iterator[tuple[str, Value]]:
    items: list[list[Node]] = [[]]
    for child in tree.children[1:-1]:
        if unit.text(child) == ",":
            items.append([])
        else:
            items[-1].append(child)
    for item in items:
        if not item or not re.fullmatch(r"\w+", unit.text(item[0])):
            continue
        rest = (
            item[2:] if len(item) > 1 and unit.text(item[1]) == "=" else item[1].named_children if len(item) > 1 else []
        )
        text = unit.data[rest[0].start_byte : rest[-1].end_byte].decode("utf-8", "replace") if rest else ""
        yield unit.text(item[0]), Value(text, tuple(rest))
