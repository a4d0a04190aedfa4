"""Rust."""

from __future__ import annotations

import re

from envlint.inventories.code.frameworks.rust_clap import clap
from envlint.inventories.code.frameworks.rust_layers import layers
from envlint.inventories.code.frameworks.rust_macros import name_tables
from envlint.inventories.code.frameworks.rust_sweeps import build_script, sweeps
from envlint.inventories.code.language import Effect, Language, Reader
from envlint.inventories.code.languages.rust_paths import imported, used
from envlint.inventories.code.languages.rust_source import GRAMMAR, readable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

    from tree_sitter import Node

    from envlint.inventories.code.unit import Unit

FUNCTIONS: Final = {"var": "read", "var_os": "read", "set_var": "written", "remove_var": "written"}
MODULES: Final = ("env", "std.env", ".std.env", "dotenvy", "dotenv")
TEST: Final = re.compile(rb"#\[\s*(?:(?:\w+::)*(?:test|rstest|test_case|bench)\b|cfg\s*\(\s*(?:(?:all|any)\s*\(\s*)?test\b)")
INTEGERS: Final = ("u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "NonZeroUsize")
# https://doc.rust-lang.org/cargo/reference/environment-variables.html
CARGO: Final = re.compile(r"CARGO|CARGO_(?:MANIFEST|PKG|CRATE|BIN|FEATURE|CFG|PRIMARY|TARGET_TMP|ENCODED|MAKEFLAGS)\w*|OUT_DIR|DEP_\w+")
SCRIPT: Final = frozenset({"TARGET", "HOST", "NUM_JOBS", "OPT_LEVEL", "DEBUG", "PROFILE", "RUSTC", "RUSTDOC", "RUSTC_WRAPPER"})


def aliases(unit: Unit) -> Iterator[Reader]:
    """Yield the readers of the standard library under the names that a file gives them."""
    for path, name in used(unit):
        module, _, last = path.rpartition("::")
        if path == "std::env" and name != "env":
            yield from (Reader(f"{name}.{each}", evidence=kind) for each, kind in FUNCTIONS.items())
        elif module in ("std::env", "dotenvy", "dotenv") and last in FUNCTIONS:
            yield Reader(name, evidence=FUNCTIONS[last])


def tested(unit: Unit, node: Node) -> bool:
    """Whether a node stands in a function or module that only tests run."""
    current = node.parent
    while current is not None:
        before = current.prev_named_sibling
        while before is not None and before.type in ("attribute_item", "line_comment", "block_comment"):
            if TEST.match(unit.data, before.start_byte):
                return True
            before = before.prev_named_sibling
        current = current.parent
    return False


def instead(unit: Unit, node: Node, around: Node) -> tuple[Node, Node] | None:
    """Return what stands in for a value that ``match``, ``if let`` or ``let else`` finds absent, and what goes on."""
    if around.type == "match_expression" and around.child_by_field_name("value") == node:
        return _absent_arm(unit, around)
    if around.type == "let_condition":
        whole = around.parent
        while whole is not None and whole.type in ("let_chain", "parenthesized_expression"):
            whole = whole.parent
        other = whole.child_by_field_name("alternative") if whole is not None else None
        return (other, whole) if whole is not None and other is not None else None
    if around.type == "let_declaration" and (other := around.child_by_field_name("alternative")) is not None:
        return other, around
    return None


def _absent_arm(unit: Unit, match: Node) -> tuple[Node, Node] | None:
    body = match.child_by_field_name("body")
    for arm in body.named_children if body is not None else ():
        pattern, value = arm.child_by_field_name("pattern"), arm.child_by_field_name("value")
        if pattern is not None and value is not None and re.match(r"Err\b|None\b|_\b|std::result::", unit.text(pattern)):
            return value, match
    return None


def supplied(name: str, unit: Unit) -> bool:
    """Whether Cargo, or a build script of the project, sets a variable for the compiler."""
    if CARGO.fullmatch(name) or (name in SCRIPT and unit.path.endswith("build.rs")):
        return True
    if unit.path.endswith("build.rs"):
        return False
    compiled = re.search(rb'\benv!\s*\(\s*"' + re.escape(name.encode()) + rb'"', unit.original)
    return compiled is not None and bool(unit.holding(b"rustc-env=" + name.encode() + b"="))


def extract(unit: Unit) -> Iterator[object]:
    """Yield what frameworks read, and sweeps and macros that no call names."""
    for each in (clap, layers, sweeps, build_script, name_tables):
        yield from each(unit)


RUST = Language(
    "rust",
    (".rs",),
    GRAMMAR,
    needles=(b"env::", b"env!", b"env (", b"dotenvy::", b"dotenv::", b"dotenv!", b"dotenv (", b"EnvFilter::", b"envy::", b"Env::",
             b"Environment::", b"env =", b"env,", b"env)", b"envconfig(", b".env(", b":upper", b"cargo:"),
    readers=(
        *(Reader(f"{module}.{name}", evidence=kind) for module in MODULES for name, kind in FUNCTIONS.items()),
        Reader("env", required=True, needs=rb"\benv(?:!\s*| )[(\[]"),
        Reader("option_env", needs=rb"\boption_env(?:!\s*| )[(\[]"),
        Reader("dotenv", required=True, how="framework", via="dotenv", needs=rb"\bdotenv(?:!\s*| )[(\[]"),
        *(
            Reader(f"{module}EnvFilter.{name}", how="framework", via="tracing-subscriber")
            for module in ("", "tracing_subscriber.")
            for name in ("from_env", "try_from_env")
        ),
    ),
    strings=frozenset({"string_literal", "raw_string_literal"}),
    string_parts=frozenset({"string_content", "escape_sequence"}),
    identifiers=frozenset({"identifier", "field_identifier", "type_identifier", "metavariable"}),
    numbers=frozenset({"integer_literal", "float_literal"}),
    constants={
        "true": "true", "false": "false", "None": None, "String::new()": "", "String::new": "", "String::default": "",
        "String::default()": "", "Vec::new": "", "Vec::new()": "", "vec![]": "",
    },
    calls={"call_expression": ("function",), "macro_invocation": ("macro",)},
    argument_kinds=frozenset({"arguments", "token_tree"}),
    members={"field_expression": ("value", "field"), "scoped_identifier": ("path", "name")},
    subscripts={"index_expression": ("", "")},
    transparent=frozenset({
        "parenthesized_expression", "reference_expression", "try_expression", "await_expression", "expression_statement",
        "type_cast_expression", "unary_expression",
    }),
    ternaries={},
    lists=frozenset({"array_expression", "tuple_expression"}),
    tables=frozenset({"struct_expression"}),
    pairs={"field_initializer": ("field", "value")},
    functions={"function_item": "name", "closure_expression": ""},
    parameter_names=("pattern",),
    parameter_defaults=(),
    assignments={
        "let_declaration": ("pattern", "value"),
        "const_item": ("name", "value"),
        "static_item": ("name", "value"),
        "assignment_expression": ("left", "right"),
    },
    loops={"for_expression": ("pattern", "value")},
    iterating=frozenset({"map", "for_each", "filter_map", "find_map", "flat_map", "filter", "find", "any", "all", "try_for_each"}),
    classes={"impl_item": "type", "trait_item": "name"},
    conditionals=frozenset({"if_expression"}),
    self_names=frozenset({"self", "Self", "super", "crate"}),
    result="return_type",
    conversions={
        "Some": ("", ""), "Ok": ("", ""), "PathBuf.from": ("path", ""), "Path.new": ("path", ""), "Url.parse": ("url", "rust"),
        "Duration.from_secs": ("int", "rust"), "Duration.from_millis": ("int", "rust"), "String.from": ("", ""),
        **{f"{name}.from_str": ("int", "rust") for name in INTEGERS}, "bool.from_str": ("bool", "rust"),
        "humantime.parse_duration": ("duration", "rust"),
    },
    effects={
        **{
            name: Effect()
            for name in (
                "ok", "err", "as_deref", "as_ref", "as_str", "filter", "trim", "to_lowercase", "to_uppercase", "to_ascii_lowercase",
                "collect", "into_string", "to_string", "to_owned", "into", "try_into", "map_err", "context", "with_context",
                "wrap_err", "wrap_err_with", "ok_or", "ok_or_else", "flatten", "transpose", "inspect", "inspect_err", "cloned",
                "copied", "clone", "to_string_lossy", "into_owned", "as_bytes", "to_str", "as_deref_mut", "take", "change_context",
                "trim_end_matches", "trim_matches", "trim_start_matches", "replace", "into_bytes", "into_boxed_str", "as_os_str",
            )
        },
        **{name: Effect(type="parse") for name in ("parse", "map", "and_then", "is_ok_and", "is_some_and")},
        **{name: Effect(default=0) for name in ("unwrap_or", "unwrap_or_else", "or", "or_else")},
        **{name: Effect(default=0, type="parse") for name in ("map_or", "map_or_else")},
        **{name: Effect(required=True) for name in ("unwrap", "expect")},
        **{name: Effect(required=False) for name in ("is_ok", "is_err", "is_some", "is_none")},
        "unwrap_or_default": Effect(fallback=""),
        "split": Effect(type="list"),
        "split_terminator": Effect(type="list"),
        "eq_ignore_ascii_case": Effect(),
    },
    types={
        **dict.fromkeys(INTEGERS, "int"), "bool": "bool", "f32": "number", "f64": "number", "PathBuf": "path", "Url": "url",
        "Vec": "list", "Duration": "duration",
    },
    exits=rb"\b(?:panic!?|(?:anyhow::|eyre::)?bail!?|unreachable!?|(?:std::)?(?:process::)?(?:exit|abort)|return Err|Err)\b",
    scope="path",
    exported=lambda name, unit: re.search(rb"\bmacro_rules!\s*" + name.encode() + rb"\b", unit.original) is not None,
    imported=imported,
    aliases=aliases,
    tested=tested,
    instead=instead,
    supplied=supplied,
    extract=extract,
    embedded=readable,
    typed_defaults=True,
    generic_names=frozenset({"get", "lookup", "fetch", "read", "value", "var", "env", "load", "new", "from", "parse"}),
)
