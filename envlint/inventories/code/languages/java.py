"""Java and Kotlin, with the placeholders of Spring, Micronaut and Quarkus in annotations."""

from __future__ import annotations

import re

from envlint.inventories.code.frameworks.converting_functions import converter
from envlint.inventories.code.frameworks.jvm_placeholders import MARKS, placeholders
from envlint.inventories.code.language import Effect, EnvObject, Language, Reader
from envlint.inventories.code.languages.java_samples import JAVA_SAMPLES, KOTLIN_SAMPLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

    from envlint.inventories.code.unit import Unit

MAP: Final = {
    "get": Reader("get"),
    "getOrDefault": Reader("getOrDefault", default=1),
    "getOrElse": Reader("getOrElse", default=1),
    "getValue": Reader("getValue", required=True),
    "containsKey": Reader("containsKey"),
}
OBJECTS: Final = (
    EnvObject("System.getenv()", methods=MAP),
    EnvObject("java.lang.System.getenv()", methods=MAP),
    EnvObject(
        "dotenv",
        items=True,
        methods={"get": Reader("get", default=1)},
        how="framework",
        via="dotenv",
        needs=rb"cdimascio\.dotenv",
    ),
)
DOTTED: Final = r"[^.]+\..*"
"""The names of system properties, which helpers look up in the environment as well."""
SPRING: Final = {
    "how": "framework",
    "via": "spring",
    "only": r"[A-Z][A-Z0-9_]*",
    "needs": rb"org\.springframework\.core\.env",
}
PROPERTIES: Final = tuple(
    Reader(f"{holder}.{method}", default=1, required=("Required" in method) or None, **SPRING)  # type: ignore[arg-type]
    for holder in ("env", "environment", "this.env", "this.environment")
    for method in ("getProperty", "getRequiredProperty")
)
READERS: Final = (
    *PROPERTIES,
    Reader("System.getenv", ignored=DOTTED),
    Reader("java.lang.System.getenv", ignored=DOTTED),
    Reader("getenv", needs=rb"import static java\.lang\.System\.(?:getenv|\*)"),
)
CONVERSIONS: Final = {
    "Integer.parseInt": ("int", "java"), "Integer.valueOf": ("int", "java"), "Long.parseLong": ("int", "java"),
    "Long.valueOf": ("int", "java"), "Boolean.parseBoolean": ("bool", "java"), "Boolean.valueOf": ("bool", "java"),
    "Double.parseDouble": ("number", "java"), "Duration.parse": ("duration.iso", "java"), "URI.create": ("url", "java"),
    "Optional.ofNullable": ("", ""), "Path.of": ("path", ""),
    "Paths.get": ("path", ""), "String.valueOf": ("", ""),
}  # fmt: skip
EFFECTS: Final = {
    "orElse": Effect(default=0), "orElseGet": Effect(default=0), "orElseThrow": Effect(required=True),
    "trim": Effect(), "strip": Effect(),
    "toLowerCase": Effect(), "toUpperCase": Effect(), "map": Effect(), "filter": Effect(), "split": Effect(type="list"),
    "lowercase": Effect(), "uppercase": Effect(), "toInt": Effect(type="int"), "toIntOrNull": Effect(type="int"),
    "toLong": Effect(type="int"), "toLongOrNull": Effect(type="int"), "toBoolean": Effect(type="bool", dialect="java"),
    "toBooleanStrict": Effect(type="bool", dialect="rust"), "toDouble": Effect(type="number"), "takeIf": Effect(),
    "let": Effect(),
    "toUri": Effect(type="url"), "orEmpty": Effect(fallback=""), "ifBlank": Effect(default=0),
    "ifEmpty": Effect(default=0),
    "requireNonNull": Effect(required=True), "requireNotNull": Effect(required=True),
    "checkNotNull": Effect(required=True),
    "requireNonNullElse": Effect(default=1), "requireNonNullElseGet": Effect(default=1),
    "defaultString": Effect(default=1),
    "defaultIfBlank": Effect(default=1), "defaultIfEmpty": Effect(default=1), "firstNonNull": Effect(default=1),
    "takeUnless": Effect(), "toBooleanStrictOrNull": Effect(type="bool", dialect="rust"),
}  # fmt: skip
TYPES: Final = {
    "int": "int", "Integer": "int", "long": "int", "Long": "int", "boolean": "bool", "Boolean": "bool",
    "double": "number",
    "Double": "number", "float": "number", "Int": "int", "Duration": "duration", "URI": "url", "URL": "url",
}  # fmt: skip
EXITS: Final = (
    rb"\b(?:throw|exit|exitProcess|require\w*|checkNotNull|run\s*\{\s*throw)\b|(?<![.\w])(?:error|check)(?=\()"
)
GENERIC: Final = frozenset(
    {
        "get",
        "getProperty",
        "fetch",
        "read",
        "value",
        "lookup",
        "getString",
        "getValue",
        "of",
        "create",
        "load",
        "resolve",
    }
)
IMPORT: Final = re.compile(rb"(?m)^import\s+(?:static\s+)?([\w.]+?)\.(\w+|\*)(?:\s+as\s+(\w+))?\s*;?\s*$")


def imported(unit: Unit) -> Mapping[str, tuple[str, str]]:
    """Return the classes and static members that a file imports."""
    found = {}
    for module, name, alias in IMPORT.findall(unit.data):
        found[(alias or name).decode()] = (module.decode(), name.decode())
    return found


JAVA = Language(
    "java",
    (".java",),
    "tree_sitter_java",
    family="jvm",
    needles=(b"getenv", b"cdimascio", b"getProperty(", b"getRequiredProperty(", *MARKS),
    readers=READERS,
    objects=OBJECTS,
    strings=frozenset({"string_literal"}),
    string_parts=frozenset({"string_fragment", "escape_sequence", "multiline_string_fragment"}),
    numbers=frozenset({"decimal_integer_literal", "decimal_floating_point_literal"}),
    constants={"true": "true", "false": "false", "null": None, "Boolean.TRUE": "true", "Boolean.FALSE": "false"},
    calls={"method_invocation": ("object", "name"), "object_creation_expression": ("type",)},
    argument_kinds=frozenset({"argument_list"}),
    members={"field_access": ("object", "field"), "method_reference": ("", "")},
    subscripts={"array_access": ("array", "index")},
    transparent=frozenset(
        {"parenthesized_expression", "expression_statement", "cast_expression", "array_creation_expression"}
    ),
    ternaries={"ternary_expression": ("condition", "consequence", "alternative")},
    lists=frozenset({"array_initializer", "argument_list"}),
    pairs={},
    functions={"method_declaration": "name", "constructor_declaration": "name", "lambda_expression": ""},
    variadics=frozenset({"spread_parameter"}),
    assignments={
        "variable_declarator": ("name", "value"),
        "assignment_expression": ("left", "right"),
        "enum_constant": ("name", "arguments"),
    },
    loops={"enhanced_for_statement": ("name", "value")},
    iterating=frozenset({"forEach", "map", "filter", "flatMap", "anyMatch"}),
    classes={
        "class_declaration": "name",
        "interface_declaration": "name",
        "enum_declaration": "name",
        "record_declaration": "name",
    },
    self_names=frozenset({"this", "super"}),
    result="type",
    conversions=CONVERSIONS,
    effects=EFFECTS,
    types=TYPES,
    exits=EXITS,
    converter=converter(),
    scope="class",
    generic_names=GENERIC,
    imported=imported,
    extract=placeholders,
    samples=JAVA_SAMPLES,
)

KOTLIN = Language(
    "kotlin",
    (".kt", ".kts"),
    "tree_sitter_kotlin",
    family="jvm",
    needles=JAVA.needles,
    readers=READERS,
    objects=OBJECTS,
    strings=frozenset({"string_literal", "multiline_string_literal"}),
    string_parts=frozenset({"string_content", "escape_sequence"}),
    holes=frozenset({"interpolation", "interpolated_identifier", "interpolated_expression"}),
    identifiers=frozenset({"identifier", "simple_identifier"}),
    numbers=frozenset({"number_literal", "integer_literal", "real_literal"}),
    constants={"true": "true", "false": "false", "null": None},
    calls={"call_expression": ()},
    argument_kinds=frozenset({"value_arguments"}),
    keyword_arguments={"value_argument": ("", "")},
    members={"navigation_expression": ("", "")},
    subscripts={"index_expression": ("", ""), "indexing_expression": ("", "")},
    transparent=frozenset(
        {"parenthesized_expression", "value_argument", "as_expression", "postfix_expression", "unary_expression"}
    ),
    membership=frozenset({"in_expression"}),
    implicit="it",
    fallbacks={"elvis_expression": frozenset({"?:"}), "binary_expression": frozenset({"?:"})},
    lists=frozenset({"collection_literal", "value_arguments"}),
    functions={
        "function_declaration": "name",
        "lambda_literal": "",
        "anonymous_function": "",
        "secondary_constructor": "",
    },
    tables=frozenset({"enum_entry"}),
    pairs={"infix_expression": ("", "")},
    assignments={
        "property_declaration": ("", ""),
        "assignment": ("", ""),
        "class_parameter": ("", ""),
        "enum_entry": ("", ""),
    },
    loops={"for_statement": ("#0", "#1")},
    iterating=frozenset(
        {"forEach", "map", "filter", "associateWith", "associate", "flatMap", "any", "all", "mapNotNull"}
    ),
    classes={"class_declaration": "name", "object_declaration": "name", "companion_object": "name"},
    conditionals=frozenset({"if_expression"}),
    conversions=CONVERSIONS,
    effects=EFFECTS,
    types=TYPES,
    exits=EXITS,
    converter=converter("fun"),
    scope="class",
    generic_names=GENERIC,
    imported=imported,
    extract=placeholders,
    samples=KOTLIN_SAMPLES,
)
