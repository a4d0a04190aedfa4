"""Envy, figment and config-rs, which fill a struct from variables: the fields' names are the variables'."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from envlint.core.declaration import MENTIONED, READ, Dynamic
from envlint.inventories.code.frameworks import framework_read
from envlint.inventories.code.frameworks.rust_defaults import ZEROS, defaults, returned
from envlint.inventories.code.frameworks.rust_filled import filled_struct, function_around
from envlint.inventories.code.frameworks.rust_structs import Field, attributes, declared, fields
from envlint.inventories.code.keys import Resolver
from envlint.inventories.code.spelled import literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Final

    from tree_sitter import Node

    from envlint.core.declaration import Read
    from envlint.inventories.code.unit import Unit

DEEPEST: Final = 6
MOST: Final = 1000
"""Variables of one struct; nobody has more, and structs can hold each other."""
SOURCES: Final = 30
"""Places of one file where such a library is asked for variables."""
START: Final = re.compile(
    rb"\b(?:(?P<envy>envy::(?:from_env|prefixed))|(?P<figment>Env::(?:prefixed|raw))|(?P<config>Environment::(?:with_prefix|default)))\b"
)
"""https://docs.rs/envy , https://docs.rs/figment/latest/figment/providers/struct.Env.html ,
https://docs.rs/config/latest/config/struct.Environment.html"""
FILES: Final = re.compile(r"\b(?:File::|(?:Toml|Json|Yaml)::file|FileFormat)")


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
    over_files: bool = False
    """Whether variables only lie over what files say: each field *can* be one, and none is asked for."""


def layers(unit: Unit) -> Iterator[Read | Dynamic]:
    """Yield what a file reads by filling structs.

    Where variables lie over files of settings, the fields are named as what may be set, and the whole is a read whose
    names are computed: nobody wants each field of the files in a template.
    """
    seen = set()
    for match in islice(START.finditer(unit.data), SOURCES):
        node = unit.leaf(match.start(), match.end())
        if node is None or (match.lastgroup == "figment" and b"figment" not in unit.data):
            continue
        layer = _layer(unit, match.lastgroup or "", node)
        struct = filled_struct(unit, node, match.lastgroup or "") if layer is not None else None
        if layer is None or struct is None or (layer.prefix, struct) in seen:
            continue
        seen.add((layer.prefix, struct))
        test = unit.test or unit.language.tested(unit, node)
        if layer.over_files:
            at = unit.at(match.start(), match.end())
            yield Dynamic(f"{layer.prefix}*", at, unit.language.name, test)
        for read in islice(_of_struct(unit, struct, layer, (), ()), MOST):
            yield read.replace(test=test, evidence=MENTIONED if layer.over_files else READ)


# --- what the library is told


def _layer(unit: Unit, library: str, node: Node) -> Layer | None:
    function = function_around(unit, node)
    calls = dict(_methods(unit, node))
    text = unit.text(function)
    prefix = _first(unit, calls.get("prefixed") or calls.get("with_prefix") or calls.get("prefix"))
    if prefix is None and ({"prefixed", "with_prefix", "prefix"} & set(calls)):
        return None
    if library == "envy":
        return Layer("envy", prefix or "")
    if library == "figment":
        only = frozenset(re.findall(r'"([^"\\]+)"', unit.text(calls["only"]))) if "only" in calls else frozenset()
        return Layer(
            "figment",
            prefix or "",
            _first(unit, calls.get("split")) or "",
            only,
            filled="Serialized::" in text,
            over_files=FILES.search(text) is not None,
        )
    separator = _first(unit, calls.get("separator")) or ""
    between = _first(unit, calls.get("prefix_separator")) or separator or "_"
    return Layer(
        "config-rs",
        f"{prefix.upper()}{between}" if prefix else "",
        separator,
        defaults=_set_defaults(unit),
        over_files=FILES.search(text) is not None,
    )


def _methods(unit: Unit, node: Node) -> Iterator[tuple[str, Node]]:
    """Yield the calls of the chain that a node stands in, by the last word of each."""
    current = node.parent
    while current is not None and current.type in (
        "call_expression",
        "field_expression",
        "scoped_identifier",
        "generic_function",
    ):
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


# --- its fields


def _of_struct(unit: Unit, struct: str, layer: Layer, path: tuple[str, ...], around: tuple[str, ...]) -> Iterator[Read]:
    found = declared(unit, struct)
    if found is None:
        return
    home, node = found
    container = attributes(home, node).get("serde", {})
    around = (*around, struct)
    filled = defaults(home, struct) if layer.filled or "default" in container else {}
    for each in fields(home, node):
        name = _name(each, container.get("rename_all"))
        if name is None:
            continue
        flat = each.word("serde", "flatten") is not None
        if (layer.separator or flat) and _nests(each, around):
            yield from _of_struct(home, each.inner, layer, path if flat else (*path, name), around)
        else:
            yield from _of_field(each, layer, (*path, name), filled)


def _nests(each: Field, around: tuple[str, ...]) -> bool:
    """Whether a field is a struct of settings itself, and none that it stands in."""
    if each.kind or each.inner in around or len(around) > DEEPEST:
        return False
    found = declared(each.unit, each.inner)
    return found is not None and "Deserialize" in attributes(*found).get("derive", {}) and any(fields(*found))


def _name(each: Field, rename_all: object) -> str | None:
    """Return what serde calls a field, None for one that it skips."""
    if each.word("serde", "skip") is not None or each.word("serde", "skip_deserializing") is not None:
        return None
    renamed = each.word("serde", "rename")
    if renamed is not None:
        return re.sub(r'^r?#*"|"#*$', "", renamed.text)
    style = getattr(rename_all, "text", "").strip('"')
    return (
        each.name.replace("_", "-")
        if style == "kebab-case"
        else each.name.replace("_", "")
        if "amel" in style
        else each.name
    )


def _of_field(each: Field, layer: Layer, path: tuple[str, ...], filled: Mapping[str, str]) -> Iterator[Read]:
    if layer.only and ".".join(path) not in layer.only and "_".join(path) not in layer.only:
        return
    name = (layer.prefix + (layer.separator or "_").join(path)).upper()
    default = _default(each, layer, path, filled)
    required = None if layer.via == "config-rs" or layer.filled else True
    if each.optional or each.word("serde", "default") is not None or each.word("builder", "default") is not None:
        required = False
    yield framework_read(
        each.unit,
        name,
        each.node,
        layer.via,
        default=default,
        type=each.kind,
        dialect="rust" if each.kind else "",
        required=required,
    )


def _default(each: Field, layer: Layer, path: tuple[str, ...], filled: Mapping[str, str]) -> str | None:
    said = layer.defaults.get(".".join(path), filled.get(each.name))
    if said is not None:
        return said
    given = each.word("serde", "default")
    if given is not None:
        return (
            returned(each.unit, given.text.strip('"')) if given.nodes else ZEROS.get(each.inner, ZEROS.get(each.kind))
        )
    built = each.word("builder", "default") if layer.filled else None
    return _built(each.unit.string(built.nodes[0]) or "") if built is not None and built.nodes else None


def _built(expression: str) -> str | None:
    """Return the literal in the expression that ``#[builder(default = "...")]`` of derive_builder holds as text."""
    quoted = re.fullmatch(r'[^"]*"([^"\\]*)"[^"]*', expression)
    return quoted[1] if quoted else expression if re.fullmatch(r"true|false|-?[\d_.]+", expression) else None
