"""What a dotted name of a Python file means: the module it comes from, and the class or object that has it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node

    from envlint.inventories.code.unit import Unit


def qualified(unit: Unit, dotted: str) -> str:
    """Return a dotted name as its module spells it, through the imports of the file: ``E`` is ``environ.Env``."""
    head, dot, rest = dotted.partition(".")
    known = unit.imported.get(head)
    if known is None:
        return dotted
    module, name = known
    return f"{module}{dot}{rest}" if name == "*" else f"{module}.{name}{dot}{rest}"


def statements(body: Node | None) -> list[Node]:
    """Return what stands in a block, an expression for the statement that it is."""
    found = body.named_children if body is not None else []
    return [
        each.named_children[0] if each.type == "expression_statement" and each.named_child_count else each
        for each in found
        if each.type != "comment"
    ]


def keywords(unit: Unit, call: Node) -> dict[str, Node]:
    """Return the arguments of a call that are given by name."""
    return {each.name: each.node for each in unit.arguments(call) if each.name}


def is_none(unit: Unit, node: Node | None) -> bool:
    """Whether an expression is missing, ``None`` or ``...``."""
    return node is None or unit.text(node) in ("None", "...", "Ellipsis")
