"""What the code spells as a default: literals, constants, sums of strings, and the type that a literal tells."""

from __future__ import annotations

import re

from envlint.formats.literals import canonical
from envlint.inventories.code.keys import Resolver

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from tree_sitter import Node

    from envlint.inventories.code.unit import Unit

DEEPEST: Final = 6
KEEPING: Final = frozenset(
    {
        "to_string",
        "to_owned",
        "into",
        "String.from",
        "from",
        "toString",
        "String",
        "str",
        "int",
        "float",
        "bool",
        "Number",
        "clone",
        "as_str",
        "freeze",
        "Path",
        "PathBuf.from",
        "Some",
        "parseInt",
        "to_s",
        "to_i",
        "valueOf",
        "Ok",
        "new",
        "unwrap",
        "trim",
        "split",
        "URI.parse",
    }
)
"""Calls that keep the text of their literal."""


def literal(unit: Unit, node: Node, resolver: Resolver, depth: int = 0) -> str | None:
    """Return the canonical text of a default if the code spells it, following constants; None where it is computed."""
    language = unit.language
    node = unit.bare(node)
    if depth > DEEPEST or not resolver.goes_on(depth):
        return None
    if (text := language.folded(unit.text(node))) is not None:
        return text
    if (meant := language.stands_for(unit, node)) is not None:
        return literal(unit, meant, resolver, depth + 1)
    text = unit.string(node)
    if text is not None:
        return canonical(text)
    if node.type in language.strings:
        return None
    source = unit.text(node).strip()
    if source in language.constants:
        return language.constants[source]
    if node.type in language.numbers or re.fullmatch(r"-?[\d_.]+\w{0,4}", source):
        return canonical(source)
    if node.type in language.calls:
        return _call_literal(unit, node, resolver, depth)
    if node.type in language.identifiers or node.type in language.members:
        return _named(unit, node, resolver, depth)
    folded = canonical(source)
    if folded == source and (joined := _joined(unit, node, resolver, depth)) is not None:
        return joined
    return folded if folded != source or re.fullmatch(r"[\d_]+(\s*[*+]\s*[\d_]+)*", source) else None


def _joined(unit: Unit, node: Node, resolver: Resolver, depth: int) -> str | None:
    """Return the text of strings that stand side by side, or of a sum that has one."""
    if node.type in unit.language.concatenations:
        left, right = node.named_children[0], node.named_children[-1]
        if unit.data[left.end_byte : right.start_byte].strip() != b"+":
            return None
    elif node.type not in unit.language.adjacent:
        return None
    parts = [literal(unit, child, resolver, depth + 1) for child in node.named_children]
    known = [part for part in parts if part is not None]
    strings = any(child.type in unit.language.strings for child in node.named_children)
    return "".join(known) if strings and len(known) == len(parts) else None


def _call_literal(unit: Unit, node: Node, resolver: Resolver, depth: int) -> str | None:
    """Return the text of a literal behind calls that keep it: ``"d".to_string()``, ``Duration::from_secs(30)``."""
    callee = unit.callee(node)
    last = callee.rpartition(".")[2].rstrip("!")
    arguments = unit.arguments(node)
    folded = canonical(unit.text(node))
    if folded != unit.text(node):
        return folded
    if last in KEEPING or callee in KEEPING:
        fields = unit.language.calls[node.type]
        holder = node.child_by_field_name(fields[0]) if fields else node.named_children[0]
        if arguments:
            return literal(unit, arguments[0].node, resolver, depth + 1)
        if holder is not None and len(fields) <= 1 and holder.type in unit.language.members:
            spelled = unit.language.members[holder.type]
            holder = holder.child_by_field_name(spelled[0]) if spelled[0] else holder.named_children[0]
        if holder is not None:
            return literal(unit, holder, resolver, depth + 1)
    return None


def _named(unit: Unit, node: Node, resolver: Resolver, depth: int) -> str | None:
    name = unit.text(node).lstrip("$")
    values = [(unit, value) for f in unit.functions_of(node) for value in resolver.definitions(name, f, node)]
    values = values or [(unit, value) for value in resolver.definitions(name, None, node)]
    values = values or resolver.elsewhere(unit, unit.dotted(node))
    texts = {
        literal(other, value, Resolver(other, resolver.elsewhere, resolver.steps), depth + 1) for other, value in values
    }
    return texts.pop() if len(texts) == 1 else None


def result_of(unit: Unit, node: Node) -> Node:
    """Return what a closure without statements gives: ``|_| "d".into()``, ``() => 5``."""
    if "lambda" in node.type and node.named_child_count and node.child_by_field_name("body") is None:
        return result_of(unit, node.named_children[-1])
    if node.type in unit.language.functions or node.type == "closure_expression":
        body = node.child_by_field_name("body")
        if body is not None:
            inner = body
            while (
                inner.type in ("block", "body_statement", "statement_block", "do_block", "block_body")
                and inner.named_child_count == 1
            ):
                inner = inner.named_children[0]
            return unit.bare(last_of(inner))
    return node


def last_of(node: Node) -> Node:
    """Return what a block gives where its last expression is its value; another node as it is."""
    while node.type in ("block", "else_clause") and node.named_child_count:
        node = node.named_children[-1]
    return node.named_children[0] if node.type == "expression_statement" and node.named_child_count else node


def turbofish(unit: Unit, call: Node) -> str:
    """Return the type that a call or a closure given to it names: ``parse::<u16>()``, ``map(|v| v.parse::<u16>())``."""
    spelled = re.search(r"<\s*([\w.:]+)\s*>\s*$", unit.callee(call))
    if spelled is None and unit.language.typed_defaults:
        text = "".join(unit.text(each.node)[:500] for each in unit.arguments(call)[-1:])
        spelled = re.search(r"\bparse::<\s*([\w:]+)\s*>|^([\w:]+)::(?:from_str|from|parse|new)\b", text)
    names = [name for name in spelled.groups() if name] if spelled else []
    return unit.language.types.get(re.split(r"[.:]", names[0])[-1], "") if names else ""


def told_by(unit: Unit, default: Node | None) -> str:
    """Return the type that the literal of a default tells, in a language that does not turn one into another."""
    if default is None or not unit.language.typed_defaults:
        return ""
    text = unit.text(unit.bare(default))
    if text in ("true", "false"):
        return "bool"
    if re.match(r"(?:\w+::)*Duration::from_\w+\(", text):
        return "duration"
    if re.fullmatch(r"-?\d[\d_]*(?:[ui](?:\d+|size))?(?:\s*\*\s*\d[\d_]*)*", text):
        return "int"
    return "number" if re.fullmatch(r"-?\d[\d_]*\.[\d_]*(?:f\d\d)?", text) else ""
