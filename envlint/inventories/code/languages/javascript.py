"""JavaScript and TypeScript, also inside Vue, Svelte and Astro components. They import each other, so they are one."""

from __future__ import annotations

import re

from envlint.inventories.code.frameworks.js_classes import allowed, class_reads
from envlint.inventories.code.frameworks.js_converters import converter
from envlint.inventories.code.frameworks.js_imports import imported_names
from envlint.inventories.code.frameworks.js_options import option_reads
from envlint.inventories.code.frameworks.js_readers import framework_readers
from envlint.inventories.code.frameworks.js_schema_reads import schema_reads
from envlint.inventories.code.language import Effect, EnvObject, Language, Reader, Scope
from envlint.inventories.code.languages.javascript_modules import embedded, imported, passed_on
from envlint.inventories.code.languages.javascript_samples import FRAMEWORK_SAMPLES, SAMPLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from tree_sitter import Node

    from envlint.core.declaration import Read
    from envlint.inventories.code.unit import Unit

TYPESCRIPT: Final = ("typescript", "language_typescript")
VITE: Final = "MODE|BASE_URL|PROD|DEV|SSR"
"""What Vite itself puts into import.meta.env (https://vite.dev/guide/env-and-mode)."""
PROCESS: Final = re.compile(r"(?:node:)?process|std-env")
TAKEN: Final = re.compile(rb"\{[^{}]*\benv\b(?!\s*:)[^{}]*\}\s*=\s*process\b(?!\s*\.)")
BUILT_IN: Final = re.compile(r"npm_\w+")
"""What npm and its like set for the scripts they run (https://docs.npmjs.com/cli/using-npm/scripts)."""
NEEDLES: Final = (
    b"process.env", b"process?.env", b"import.meta.env", b"Deno.env", b"Bun.env", b"ProcessEnv", b"getEnv",
    b"requireEnv", b"'process'", b'"process"', b"node:process", b"std-env", b"{ env }", b"{env}", b"$env/",
    b"arse(env)", b"arse(config)", b"@t3-oss", b"envalid", b"znv", b"env-var", b"convict", b"envField",
    b"astro:env", b"use_env_variable", b"@nestjs/config", b"validationSchema", b"plainToInstance(",
    b"plainToClass(", b"@Env", b"@fastify/env", b"fastify-env", b"env-schema", b"start/env", b"Adonis/Core/Env",
    b"adonisjs/core/env", b'"effect', b"'effect",
)  # fmt: skip
CONVERSIONS: Final = {
    "parseInt": ("int", ""), "Number.parseInt": ("int", ""), "Number": ("number", ""), "parseFloat": ("number", ""),
    "Number.parseFloat": ("number", ""), "BigInt": ("int", ""), "Boolean": ("", ""), "String": ("", ""),
    "JSON.parse": ("json", ""), "URL": ("url", ""), "Math.floor": ("", ""), "path.resolve": ("", ""), "ms": ("", ""),
}  # fmt: skip
EFFECTS: Final = {
    "split": Effect(type="list"),
    # env-var
    "default": Effect(default=0),
    "required": Effect(required=True),
    "asPortNumber": Effect(type="port"), "asInt": Effect(type="int"), "asIntPositive": Effect(type="int"),
    "asFloat": Effect(type="number"), "asBool": Effect(type="bool"), "asBoolStrict": Effect(type="bool"),
    "asArray": Effect(type="list"), "asJson": Effect(type="json"), "asJsonObject": Effect(type="json"),
    "asUrlString": Effect(type="url"), "asUrlObject": Effect(type="url"), "asString": Effect(), "asEnum": Effect(),
    "asEmailString": Effect(type="email"), "asSet": Effect(type="list"),
    **{name: Effect() for name in ("trim", "toLowerCase", "toUpperCase", "toString", "replace", "replaceAll")},
}  # fmt: skip
GENERIC: Final = frozenset(
    (
        *(
            "get",
            "set",
            "has",
            "lookup",
            "fetch",
            "read",
            "value",
            "execute",
            "run",
            "handle",
            "resolve",
            "invoke",
            "call",
        ),
        *("process", "build", "create", "parse", "validate", "load", "init", "find", "make", "register", "use"),
    )
)
HAS: Final = {"hasOwnProperty": Reader("hasOwnProperty")}


def aliases(unit: Unit) -> Iterator[Reader | EnvObject]:
    """Yield what a file has by an import: the environment (``import { env } from "node:process"``), libraries."""
    yield from framework_readers(unit)
    here = Scope("file", unit.path)
    for local, (module, original) in unit.imported.items():
        if PROCESS.fullmatch(module) and original == "env":
            yield EnvObject(local, members=True, methods=HAS, scope=here)
        elif PROCESS.fullmatch(module) and local != "process":
            yield EnvObject(f"{local}.env", members=True, methods=HAS)
    if TAKEN.search(unit.data):
        yield EnvObject("env", members=True, methods=HAS, scope=here)


def supplied(name: str, unit: Unit) -> bool:
    """Whether the build puts a value in place of a variable: a name in ``env`` of Next's configuration."""
    if name.upper() == name:
        return False
    configs = [each for each in unit.called("next") if "next.config." in each.path]
    key = re.compile(rb"\benv\s*:\s*\{[^{}]*\b" + name.encode() + rb"\b")
    return BUILT_IN.fullmatch(name) is not None or any(key.search(each.data) for each in configs)


def extract(unit: Unit) -> Iterator[Read]:
    """Yield what frameworks read."""
    for framework in (schema_reads, option_reads, imported_names, class_reads):
        yield from framework(unit)


def destructured(unit: Unit, pattern: Node) -> Iterator[tuple[str, Node, Node | None]]:
    """Yield what a pattern takes out of an object: the name, the node that spells it and its default."""
    if pattern.type != "object_pattern":
        return
    for child in pattern.named_children:
        key: Node | None = child
        default = None
        if child.type == "object_assignment_pattern":
            key, default = child.child_by_field_name("left"), child.child_by_field_name("right")
        elif child.type == "pair_pattern":
            key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
            default = (
                value.child_by_field_name("right") if value is not None and value.type == "assignment_pattern" else None
            )
        if key is not None and key.type in ("shorthand_property_identifier_pattern", "property_identifier", "string"):
            yield unit.string(key) or unit.text(key), key, default


JAVASCRIPT = Language(
    "javascript",
    (".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts", ".vue", ".svelte", ".astro"),
    "tree_sitter_typescript",
    "language_tsx",
    variants={
        **dict.fromkeys((".ts", ".mts", ".cts", ".vue", ".svelte", ".astro"), TYPESCRIPT),
        ".tsx": ("typescript", "language_tsx"),
    },
    needles=NEEDLES,
    readers=(
        Reader("Deno.env.get"),
        Reader("Deno.env.has"),
        Reader("Deno.env.set", evidence="written"),
        Reader("Deno.env.delete", evidence="written"),
    ),
    objects=(
        EnvObject("process.env", members=True, methods=HAS),
        *(EnvObject(f"{all_}.process.env", members=True, methods=HAS) for all_ in ("globalThis", "global", "window")),
        EnvObject("import.meta.env", members=True, ignored=VITE),
        EnvObject("Bun.env", members=True),
    ),
    strings=frozenset({"string", "template_string"}),
    string_parts=frozenset({"string_fragment", "escape_sequence"}),
    holes=frozenset({"template_substitution"}),
    words=frozenset({"property_identifier", "shorthand_property_identifier"}),
    numbers=frozenset({"number"}),
    constants={"true": "true", "false": "false", "null": None, "undefined": None},
    calls={"call_expression": ("function",), "new_expression": ("constructor",)},
    argument_kinds=frozenset({"arguments"}),
    members={"member_expression": ("object", "property")},
    subscripts={"subscript_expression": ("object", "index")},
    transparent=frozenset(
        {
            "parenthesized_expression",
            "as_expression",
            "satisfies_expression",
            "non_null_expression",
            "await_expression",
            "expression_statement",
        }
    ),
    fallbacks={
        "binary_expression": frozenset({"??", "||"}),
        "augmented_assignment_expression": frozenset({"??=", "||="}),
    },
    ternaries={"ternary_expression": ("condition", "consequence", "alternative")},
    lists=frozenset({"array"}),
    tables=frozenset({"object"}),
    pairs={"pair": ("key", "value"), "enum_assignment": ("name", "value")},
    membership=frozenset({"binary_expression"}),
    spreads=frozenset({"spread_element"}),
    patterns=frozenset({"object_pattern", "pair_pattern"}),
    exporting=frozenset({"export_statement"}),
    copying=frozenset({"Object.assign", "Object.freeze", "Object.seal", "structuredClone"}),
    negations=frozenset({"unary_expression", "binary_expression"}),
    functions={
        "function_declaration": "name",
        "generator_function_declaration": "name",
        "method_definition": "name",
        "function_expression": "name",
        "arrow_function": "",
    },
    parameter_names=("pattern", "left"),
    parameter_defaults=("value", "right"),
    variadics=frozenset({"rest_pattern"}),
    assignments={
        "variable_declarator": ("name", "value"),
        "assignment_expression": ("left", "right"),
        "public_field_definition": ("name", "value"),
        "required_parameter": ("pattern", "value"),
        "assignment_pattern": ("left", "right"),
        "object_assignment_pattern": ("left", "right"),
    },
    loops={"for_in_statement": ("left", "right")},
    iterating=frozenset({"forEach", "map", "flatMap", "filter", "some", "every", "find", "reduce"}),
    classes={
        "class_declaration": "name",
        "class": "name",
        "abstract_class_declaration": "name",
        "enum_declaration": "name",
    },
    self_names=frozenset({"this"}),
    result="return_type",
    conversions=CONVERSIONS,
    effects=EFFECTS,
    types={"number": "number", "boolean": "bool", "URL": "url"},
    exits=rb"(?:\)\s*=>\s*\{\s*)?\b(?:throw\w*|process\.exit|panic|invariant|assert\w*|fail|die|raise)\b",
    imported=imported,
    passed_on=passed_on,
    aliases=aliases,
    destructured=destructured,
    embedded=embedded,
    extract=extract,
    converter=converter,
    allowed=allowed,
    supplied=supplied,
    generic_names=GENERIC,
    samples=SAMPLES + FRAMEWORK_SAMPLES,
)
