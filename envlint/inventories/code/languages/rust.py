"""Rust."""

from __future__ import annotations

import re

from envlint.inventories.code.frameworks.rust_clap import clap
from envlint.inventories.code.frameworks.rust_layers import layers
from envlint.inventories.code.frameworks.rust_macros import name_tables
from envlint.inventories.code.frameworks.rust_sweeps import build_script, sweeps
from envlint.inventories.code.language import Effect, Language, Reader
from envlint.inventories.code.languages.rust_context import instead, supplied, tested
from envlint.inventories.code.languages.rust_paths import FUNCTIONS, aliases, imported
from envlint.inventories.code.languages.rust_samples import SAMPLES
from envlint.inventories.code.languages.rust_source import GRAMMAR, readable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.inventories.code.unit import Unit

INTEGERS: Final = (
    "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "NonZeroU16",
    "NonZeroU32", "NonZeroUsize",
)  # fmt: skip
# The methods through which a value stays what it was read as.
KEEPING: Final = (
    "as_bytes", "as_deref", "as_deref_mut", "as_os_str", "as_ref", "as_str", "change_context", "clone", "cloned",
    "collect", "context", "copied", "eq_ignore_ascii_case", "err", "filter", "flatten", "inspect", "inspect_err",
    "into", "into_boxed_str", "into_bytes", "into_owned", "into_string", "map_err", "ok", "ok_or", "ok_or_else",
    "replace", "take", "to_ascii_lowercase", "to_lowercase", "to_owned", "to_str", "to_string", "to_string_lossy",
    "to_uppercase", "transpose", "trim", "trim_end_matches", "trim_matches", "trim_start_matches", "try_into",
    "with_context", "wrap_err", "wrap_err_with",
)  # fmt: skip
MODULES: Final = ("env", "std.env", ".std.env", "dotenvy", "dotenv")


def extract(unit: Unit) -> Iterator[object]:
    """Yield what frameworks read, and sweeps and macros that no call names."""
    for each in (clap, layers, sweeps, build_script, name_tables):
        yield from each(unit)


RUST = Language(
    "rust",
    (".rs",),
    GRAMMAR,
    # What reads, with what a macro is called by once it is spelled as code, then what frameworks are known by.
    needles=(
        *(b"env::", b"env!", b"env (", b"dotenvy::", b"dotenv::", b"dotenv!", b"dotenv (", b"EnvFilter::"),
        *(b"envy::", b"Env::", b"Environment::", b"envconfig(", b"env =", b"env,", b"env)", b".env("),
        *(b":upper", b"uppercase", b"cargo:"),
    ),
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
        "true": "true",
        "false": "false",
        "None": None,
        **dict.fromkeys(("String::new()", "String::new", "String::default()", "String::default"), ""),
        **dict.fromkeys(("Vec::new()", "Vec::new", "vec![]"), ""),
    },
    calls={"call_expression": ("function",), "macro_invocation": ("macro",)},
    argument_kinds=frozenset({"arguments", "token_tree"}),
    members={"field_expression": ("value", "field"), "scoped_identifier": ("path", "name")},
    subscripts={"index_expression": ("", "")},
    transparent=frozenset(
        {
            "parenthesized_expression",
            "reference_expression",
            "try_expression",
            "await_expression",
            "expression_statement",
            "type_cast_expression",
            "unary_expression",
        }
    ),
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
    iterating=frozenset(
        {"map", "for_each", "filter_map", "find_map", "flat_map", "filter", "find", "any", "all", "try_for_each"}
    ),
    classes={"impl_item": "type", "trait_item": "name"},
    conditionals=frozenset({"if_expression"}),
    self_names=frozenset({"self", "Self", "super", "crate"}),
    result="return_type",
    conversions={
        "Some": ("", ""),
        "Ok": ("", ""),
        "PathBuf.from": ("path", ""),
        "Path.new": ("path", ""),
        "Url.parse": ("url", "rust"),
        "Duration.from_secs": ("int", "rust"),
        "Duration.from_millis": ("int", "rust"),
        "String.from": ("", ""),
        **{f"{name}.from_str": ("int", "rust") for name in INTEGERS},
        "bool.from_str": ("bool", "rust"),
        "humantime.parse_duration": ("duration", "rust"),
    },
    effects={
        **dict.fromkeys(KEEPING, Effect()),
        **dict.fromkeys(("parse", "map", "and_then", "is_ok_and", "is_some_and"), Effect(type="parse")),
        **dict.fromkeys(("unwrap_or", "unwrap_or_else", "or", "or_else"), Effect(default=0)),
        **dict.fromkeys(("map_or", "map_or_else"), Effect(default=0, type="parse")),
        **dict.fromkeys(("unwrap", "expect"), Effect(required=True)),
        **dict.fromkeys(("is_ok", "is_err", "is_some", "is_none"), Effect(required=False)),
        **dict.fromkeys(("split", "split_terminator"), Effect(type="list")),
        "unwrap_or_default": Effect(fallback=""),
    },
    types={
        **dict.fromkeys(INTEGERS, "int"),
        "bool": "bool",
        "f32": "number",
        "f64": "number",
        "PathBuf": "path",
        "Url": "url",
        "Vec": "list",
        "Duration": "duration",
    },
    exits=(
        rb"\b(?:panic!?|(?:anyhow::|eyre::)?bail!?|unreachable!?|(?:std::)?(?:process::)?(?:exit|abort)"
        rb"|return Err|Err)\b"
    ),
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
    samples=SAMPLES,
)
