"""Elixir, where defining a function or a module, a loop and a choice are all calls."""

from __future__ import annotations

import re

from envlint.inventories.code.language import Effect, EnvObject, Language, Reader
from envlint.inventories.code.languages.elixir_samples import SAMPLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from tree_sitter import Node

    from envlint.inventories.code.calls import Calls
    from envlint.inventories.code.unit import Unit

DEFINING: Final = frozenset({"def", "defp", "defmacro", "defmacrop"})
ABSENT: Final = re.compile(r"nil|:error|_\w*|\"\"|x when x in .*")
CHOOSING: Final = frozenset({"case", "if", "unless"})


MILLISECONDS: Final = {"seconds": 1000, "minutes": 60_000, "hours": 3_600_000}
TIMER: Final = re.compile(r":timer\.(seconds|minutes|hours)\((\d[\d_]*)\)")


def folded(text: str) -> str | None:
    """Return the milliseconds that ``:timer.seconds(5)`` and the like are."""
    found = TIMER.fullmatch(text)
    return str(int(found[2].replace("_", "")) * MILLISECONDS[found[1]]) if found else None


def definition(unit: Calls, node: Node) -> tuple[str, Node | None] | None:
    """Return the name and the parameters of the function that ``def`` defines."""
    head = _first(node) if _target(unit, node) in DEFINING else None
    if head is not None and head.type == "binary_operator":
        head = head.child_by_field_name("left")
    if head is None or head.type not in ("call", "identifier"):
        return None
    return (_target(unit, head), _arguments(head)) if head.type == "call" else (unit.text(head), None)


def module(unit: Calls, node: Node) -> str:
    """Return the last part of the name of the module that ``defmodule`` defines."""
    head = _first(node) if _target(unit, node) == "defmodule" else None
    return unit.text(head).rpartition(".")[2] if head is not None else ""


def looping(unit: Unit, node: Node) -> tuple[Node, Node] | None:
    """Return the name and the list of ``for NAME <- LIST``."""
    clause = _first(node) if _target(unit, node) == "for" else None
    if clause is None or clause.type != "binary_operator" or clause.named_child_count != 2:
        return None
    return clause.named_children[0], clause.named_children[1]


def stands_for(unit: Unit, node: Node) -> Node | None:
    """Return what a module's attribute is given: ``"KEY"`` for ``@key`` after ``@key "KEY"``."""
    name = node.named_children[0] if node.type == "unary_operator" and node.named_child_count else None
    if name is None or name.type != "identifier" or not unit.text(node).startswith("@"):
        return None
    for mention in unit.mentions(unit.text(name)):
        call = mention.parent
        if (
            call is not None
            and call.type == "call"
            and call.parent is not None
            and call.parent.type == "unary_operator"
        ):
            return _first(call)
    return None


def instead(unit: Unit, node: Node, around: Node) -> tuple[Node, Node] | None:
    """Return what stands in for a value: the clause of ``case`` for ``nil``, ``else`` of ``if``, ``unless``."""
    call = around.parent
    word = _target(unit, call) if around.type == "arguments" and call is not None else ""
    if call is None or word not in CHOOSING or around.named_children[0] != node:
        return None
    found = _clause(unit, call) if word == "case" else _branch(unit, call, "else" if word == "if" else "do")
    return (found, call) if found is not None and (word != "if" or _same(unit, node, call)) else None


def _clause(unit: Calls, call: Node) -> Node | None:
    block = next((child for child in call.named_children if child.type == "do_block"), None)
    for clause in block.named_children if block is not None else ():
        left, right = clause.child_by_field_name("left"), clause.child_by_field_name("right")
        if left is not None and right is not None and right.named_child_count and ABSENT.fullmatch(unit.text(left)):
            return right.named_children[-1]
    return None


def _branch(unit: Calls, call: Node, word: str) -> Node | None:
    """Return the last expression of a branch: ``do: X`` among the arguments, or the block."""
    arguments = _arguments(call)
    words = (
        next((child for child in arguments.named_children if child.type == "keywords"), None)
        if arguments is not None
        else None
    )
    for pair in words.named_children if words is not None else ():
        key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        if key is not None and unit.text(key).strip(" :") == word:
            return value
    block = next((child for child in call.named_children if child.type == "do_block"), None)
    if block is not None and word == "else":
        block = next((child for child in block.named_children if child.type == "else_block"), None)
    return block.named_children[-1] if block is not None and block.named_child_count else None


def _same(unit: Unit, node: Node, call: Node) -> bool:
    """Whether ``if`` gives the very value that it asks for."""
    branch = _branch(unit, call, "do")
    return branch is not None and unit.text(node) in unit.text(branch)


def _target(unit: Calls, node: Node) -> str:
    target = node.child_by_field_name("target") if node.type == "call" else None
    return unit.text(target) if target is not None and target.type == "identifier" else ""


def _arguments(call: Node) -> Node | None:
    return next((child for child in call.named_children if child.type == "arguments"), None)


def _first(call: Node) -> Node | None:
    arguments = _arguments(call)
    return arguments.named_children[0] if arguments is not None and arguments.named_child_count else None


ELIXIR = Language(
    "elixir",
    (".ex", ".exs", ".eex", ".heex"),
    "tree_sitter_elixir",
    needles=(b"System.get_env", b"System.fetch_env", b"System.put_env", b"System.delete_env"),
    readers=(
        Reader("System.get_env", default=1),
        Reader("System.fetch_env"),
        Reader("System.put_env", evidence="written"),
        Reader("System.delete_env", evidence="written"),
    ),
    objects=(EnvObject("System.get_env()"),),
    strings=frozenset({"string"}),
    string_parts=frozenset({"quoted_content", "escape_sequence"}),
    holes=frozenset({"interpolation"}),
    numbers=frozenset({"integer", "float"}),
    constants={"true": "true", "false": "false", "nil": None},
    calls={"call": ("target",)},
    argument_kinds=frozenset({"arguments"}),
    members={"dot": ("left", "right")},
    subscripts={"access_call": ("target", "key")},
    transparent=frozenset({"block"}),
    fallbacks={"binary_operator": frozenset({"||", "or"})},
    concatenations=frozenset({"binary_operator"}),
    pipes=frozenset({"|>"}),
    lists=frozenset({"list", "tuple"}),
    word_lists=frozenset({"sigil"}),
    tables=frozenset({"map"}),
    pairs={"pair": ("key", "value")},
    functions={"anonymous_function": ""},
    assignments={"binary_operator": ("left", "right")},
    iterating=frozenset({"each", "map", "flat_map", "filter", "reduce", "into", "any?", "all?", "find_value"}),
    conditionals=frozenset(),
    conversions={
        "String.to_integer": ("int", ""),
        "Integer.parse": ("int", ""),
        "String.to_float": ("number", ""),
        "Float.parse": ("number", ""),
        "String.split": ("list", ""),
        "String.trim": ("", ""),
        "String.downcase": ("", ""),
        "String.to_atom": ("", ""),
        "String.to_existing_atom": ("", ""),
        "Base.decode64!": ("base64", ""),
        "Base.decode64": ("base64", ""),
        "Jason.decode!": ("json", ""),
        "to_charlist": ("", ""),
        "URI.parse": ("url", ""),
    },
    effects={"trim": Effect()},
    exits=rb"\b(?:raise|exit|throw|halt|abort!?)\b",
    scope="class",
    bang=True,
    definition=definition,
    module=module,
    looping=looping,
    folded=folded,
    stands_for=stands_for,
    instead=instead,
    samples=SAMPLES,
)
