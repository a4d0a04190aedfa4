"""Envy, figment and config-rs, which fill a struct from variables: the fields' names are the variables'."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from envlint.inventories.code.frameworks import framework_read
from envlint.inventories.code.frameworks.rust_structs import ZEROS, Field, attributes, declared, defaults, fields, returned
from envlint.inventories.code.keys import Resolver
from envlint.inventories.code.use import literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Final

    from tree_sitter import Node

    from envlint.core.declaration import Read
    from envlint.inventories.code.unit import Unit

DEEPEST: Final = 6
START: Final = re.compile(
    rb"\b(?:(?P<envy>envy::(?:from_env|prefixed))|(?P<figment>Env::(?:prefixed|raw))|(?P<config>Environment::(?:with_prefix|default)))\b"
)
"""https://docs.rs/envy , https://docs.rs/figment/latest/figment/providers/struct.Env.html ,
https://docs.rs/config/latest/config/struct.Environment.html"""
FILLING: Final = {
    "envy": re.compile(rb"(?<=[.:])(?:from_env|from_iter)\b"),
    "figment": re.compile(rb"(?<=\.)extract(?:_lossy|_inner)?\b"),
    "config": re.compile(rb"(?<=\.)(?:try_deserialize|try_into)\b"),
}
TYPE: Final = re.compile(r"\b([A-Z]\w*)")


@dataclass(frozen=True)
class Layer:
    """How a library spells a field as a variable: a prefix, and what stands between the names of nested structs."""

    via: str
    prefix: str = ""
    separator: str = ""
    only: frozenset[str] = frozenset()
    defaults: Mapping[str, str] = field(default_factory=dict)
    filled: bool = False
    """Whether the struct's own ``Default`` stands in for what is not set."""


def layers(unit: Unit) -> Iterator[Read]:
    """Yield what a file reads by filling structs."""
    seen = set()
    for match in START.finditer(unit.data):
        node = unit.leaf(match.start(), match.end())
        if node is None or (match.lastgroup == "figment" and b"figment" not in unit.data):
            continue
        layer = _layer(unit, match.lastgroup or "", node)
        struct = _struct(unit, node, FILLING[match.lastgroup or ""]) if layer is not None else None
        if layer is None or struct is None or (layer.prefix, struct) in seen:
            continue
        seen.add((layer.prefix, struct))
        test = unit.test or unit.language.tested(unit, node)
        for read in _of_struct(unit, struct, layer, (), 0):
            yield read.replace(test=True) if test else read


# --- what the library is told


def _layer(unit: Unit, library: str, node: Node) -> Layer | None:
    function = _around(unit, node)
    calls = dict(_methods(unit, node))
    text = unit.text(function)
    prefix = _first(unit, calls.get("prefixed") or calls.get("with_prefix") or calls.get("prefix"))
    if prefix is None and ({"prefixed", "with_prefix", "prefix"} & set(calls)):
        return None
    if library == "envy":
        return Layer("envy", prefix or "")
    if library == "figment":
        only = frozenset(re.findall(r'"([^"\\]+)"', unit.text(calls["only"]))) if "only" in calls else frozenset()
        return Layer("figment", prefix or "", _first(unit, calls.get("split")) or "", only, filled="Serialized::" in text)
    separator = _first(unit, calls.get("separator")) or ""
    between = _first(unit, calls.get("prefix_separator")) or separator or "_"
    return Layer("config-rs", f"{prefix.upper()}{between}" if prefix else "", separator, defaults=_set_defaults(unit))


def _around(unit: Unit, node: Node) -> Node:
    return next((f for f in unit.functions_of(node) if f.type == "function_item"), unit.root)


def _methods(unit: Unit, node: Node) -> Iterator[tuple[str, Node]]:
    """Yield the calls of the chain that a node stands in, by the last word of each."""
    current = node.parent
    while current is not None and current.type in ("call_expression", "field_expression", "scoped_identifier", "generic_function"):
        if current.type == "call_expression":
            arguments = unit.argument_list(current)
            name = unit.callee(current).partition(".<")[0].rpartition(".")[2]
            if arguments is not None:
                yield name, arguments
        current = current.parent


def _first(unit: Unit, arguments: Node | None) -> str | None:
    if arguments is None or not arguments.named_child_count:
        return None
    names = Resolver(unit).keys(arguments.named_children[0]).names
    return names[0][0] if len(names) == 1 else None


def _set_defaults(unit: Unit) -> dict[str, str]:
    """Return what ``set_default("database.port", 5432)`` says, by path."""
    found = {}
    for mention in unit.mentions("set_default"):
        call = mention.parent.parent if mention.parent is not None else None
        if call is None or call.type != "call_expression" or len(given := unit.arguments(call)) != 2:
            continue
        key, text = unit.string(given[0].node), literal(unit, given[1].node, Resolver(unit))
        if key is not None and text is not None:
            found[key] = text
    return found


# --- which struct is filled


def _struct(unit: Unit, node: Node, filling: re.Pattern[bytes]) -> str | None:
    """Return the struct that is filled: in the function around a node, else elsewhere in the file."""
    function = _around(unit, node)
    places = [*filling.finditer(unit.data, function.start_byte, function.end_byte), *filling.finditer(unit.data)]
    for match in places:
        leaf = unit.leaf(match.start(), match.end())
        for spelled in _types(unit, leaf) if leaf is not None else ():
            name = _own(unit, leaf) if spelled == "Self" else spelled
            if name and declared(unit, name) is not None:
                return name
    return None


def _types(unit: Unit, node: Node) -> Iterator[str]:
    """Yield the types that a call could answer with: its own word, a ``let``'s, a function's."""
    current: Node | None = node
    while current is not None:
        if current.type == "generic_function" and (given := current.child_by_field_name("type_arguments")) is not None:
            yield from TYPE.findall(unit.text(given))
        if current.type == "let_declaration" and (given := current.child_by_field_name("type")) is not None:
            yield from TYPE.findall(unit.text(given))
        if current.type == "function_item":
            given = current.child_by_field_name("return_type")
            yield from TYPE.findall(unit.text(given)) if given is not None else ()
            return
        current = current.parent


def _own(unit: Unit, node: Node | None) -> str:
    around = unit.class_of(node) if node is not None else None
    return around[1] if around is not None else ""


# --- its fields


def _of_struct(unit: Unit, struct: str, layer: Layer, path: tuple[str, ...], depth: int) -> Iterator[Read]:
    found = declared(unit, struct)
    if found is None or depth > DEEPEST:
        return
    home, node = found
    container = attributes(home, node).get("serde", {})
    filled = defaults(home, struct) if layer.filled or "default" in container else {}
    for each in fields(home, node):
        name = _name(each, container.get("rename_all"))
        if name is None:
            continue
        inner = each.inner if layer.separator or each.word("serde", "flatten") is not None else ""
        nested = declared(home, inner) if inner and each.kind == "" and depth < DEEPEST else None
        if each.word("serde", "flatten") is not None and nested is not None:
            yield from _of_struct(home, inner, layer, path, depth + 1)
        elif nested is not None and nested[1].child_by_field_name("body") is not None and any(fields(*nested)):
            yield from _of_struct(home, inner, layer, (*path, name), depth + 1)
        else:
            yield from _of_field(each, layer, (*path, name), filled)


def _name(each: Field, rename_all: object) -> str | None:
    """Return what serde calls a field, None for one that it skips."""
    if each.word("serde", "skip") is not None or each.word("serde", "skip_deserializing") is not None:
        return None
    renamed = each.word("serde", "rename")
    if renamed is not None:
        return re.sub(r'^r?#*"|"#*$', "", renamed.text)
    style = getattr(rename_all, "text", "").strip('"')
    return each.name.replace("_", "-") if style == "kebab-case" else each.name.replace("_", "") if "amel" in style else each.name


def _of_field(each: Field, layer: Layer, path: tuple[str, ...], filled: Mapping[str, str]) -> Iterator[Read]:
    if layer.only and ".".join(path) not in layer.only and "_".join(path) not in layer.only:
        return
    name = (layer.prefix + (layer.separator or "_").join(path)).upper()
    default = _default(each, layer, path, filled)
    required = None if layer.via == "config-rs" or layer.filled else True
    if each.optional or each.word("serde", "default") is not None or each.word("builder", "default") is not None:
        required = False
    yield framework_read(
        each.unit, name, each.node, layer.via, default=default, type=each.kind, dialect="rust" if each.kind else "", required=required
    )


def _default(each: Field, layer: Layer, path: tuple[str, ...], filled: Mapping[str, str]) -> str | None:
    said = layer.defaults.get(".".join(path), filled.get(each.name))
    if said is not None:
        return said
    given = each.word("serde", "default")
    if given is not None:
        return returned(each.unit, given.text.strip('"')) if given.nodes else ZEROS.get(each.inner, ZEROS.get(each.kind))
    built = each.word("builder", "default") if layer.filled else None
    return _built(each.unit.string(built.nodes[0]) or "") if built is not None and built.nodes else None


def _built(expression: str) -> str | None:
    """Return the literal in the expression that ``#[builder(default = "...")]`` of derive_builder holds as text."""
    quoted = re.fullmatch(r'[^"]*"([^"\\]*)"[^"]*', expression)
    return quoted[1] if quoted else expression if re.fullmatch(r"true|false|-?[\d_.]+", expression) else None
