"""PHP, with Laravel's and Symfony's ways of reading the environment."""

from __future__ import annotations

import re

from envlint.inventories.code.frameworks.converting_functions import converter
from envlint.inventories.code.frameworks.php_symfony import symfony
from envlint.inventories.code.language import Effect, EnvObject, Language, Reader
from envlint.inventories.code.languages.php_samples import SAMPLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from tree_sitter import Node

    from envlint.inventories.code.unit import Unit

# What a web server puts into $_SERVER beside the environment (the CGI specification, RFC 3875, and PHP's manual).
CGI: Final = (
    r"(?:HTTP|REQUEST|REMOTE|SERVER|SCRIPT|QUERY|CONTENT|PATH|GATEWAY|ORIG|REDIRECT|SSL|PHP|AUTH|DOCUMENT|CONTEXT)_\w+"
    r"|argv|argc|HTTPS|UNIQUE_ID|FCGI_ROLE"
)
LARAVEL: Final = {"how": "framework", "via": "laravel"}

FILTER: Final = re.compile(r"FILTER_VALIDATE_(BOOL|INT|FLOAT|URL|EMAIL)")
CONVERTED: Final = converter("function")
FILTERED: Final = {"BOOL": "bool", "INT": "int", "FLOAT": "number", "URL": "url", "EMAIL": "email"}


def filtered(unit: Unit, call: Node, position: int) -> Reader | None:
    """Return what ``filter_var(VALUE, FILTER_VALIDATE_BOOLEAN)`` makes of a value."""
    named = FILTER.search(unit.text(call)) if unit.callee(call).lstrip("\\") == "filter_var" and position == 0 else None
    return Reader("", type=FILTERED[named[1]], dialect="php") if named else CONVERTED(unit, call, position)


PHP = Language(
    "php",
    (".php", ".phtml", ".inc"),
    "tree_sitter_php",
    "language_php",
    filenames=("artisan",),
    shebang=rb"#!\s*/\S*(?:/|env\s+)php",
    needles=(
        b"getenv(",
        b"env(",
        b"$_ENV",
        b"$_SERVER",
        b"Env::",
        b"getEnv(",
        b"putenv(",
        b"#[Autowire",
        b"%env(",
        b"'env(",
    ),
    extract=symfony,
    converter=filtered,
    readers=(
        Reader("getenv"),
        Reader("\\getenv"),
        Reader("env", default=1, parameters=("key", "default"), **LARAVEL),  # type: ignore[arg-type]
        Reader("\\env", default=1, **LARAVEL),  # type: ignore[arg-type]
        Reader("Env.get", default=1, **LARAVEL),  # type: ignore[arg-type]
        Reader("Env.getOrFail", required=True, **LARAVEL),  # type: ignore[arg-type]
        Reader("apache_getenv"),
        *(
            Reader(f"{owner}.getEnv", default=1, how="framework", via="utopia", needs=rb"Utopia\\")
            for owner in ("System", "App", "Http", "Console")
        ),
    ),
    objects=(EnvObject("$_ENV"), EnvObject("$_SERVER", ignored=CGI), EnvObject("getenv()")),
    strings=frozenset({"string", "encapsed_string"}),
    string_parts=frozenset({"string_content", "escape_sequence"}),
    holes=frozenset({"variable_name", "member_access_expression", "subscript_expression", "dynamic_variable_name"}),
    identifiers=frozenset({"variable_name", "name"}),
    numbers=frozenset({"integer", "float"}),
    constants={"true": "true", "false": "false", "null": None, "TRUE": "true", "FALSE": "false", "NULL": None},
    calls={
        "function_call_expression": ("function",),
        "member_call_expression": ("object", "name"),
        "nullsafe_member_call_expression": ("object", "name"),
        "scoped_call_expression": ("scope", "name"),
        "object_creation_expression": (),
    },
    argument_kinds=frozenset({"arguments"}),
    keyword_arguments={"argument": ("name", "")},
    members={
        "class_constant_access_expression": ("", ""),
        "member_access_expression": ("object", "name"),
        "scoped_property_access_expression": ("scope", "name"),
    },
    subscripts={"subscript_expression": ("", "")},
    transparent=frozenset(
        {"parenthesized_expression", "cast_expression", "argument", "expression_statement", "array_element_initializer"}
    ),
    fallbacks={"binary_expression": frozenset({"??", "||", "or"})},
    ternaries={"conditional_expression": ("condition", "body", "alternative")},
    lists=frozenset({"array_creation_expression"}),
    tables=frozenset({"array_creation_expression"}),
    pairs={"array_element_initializer": ("", ""), "pair": ("", "")},
    functions={
        "function_definition": "name",
        "method_declaration": "name",
        "anonymous_function": "",
        "arrow_function": "",
    },
    variadics=frozenset({"variadic_parameter"}),
    assignments={
        "assignment_expression": ("left", "right"),
        "augmented_assignment_expression": ("left", "right"),
        "const_element": ("", ""),
        "property_element": ("name", "default_value"),
    },
    loops={"foreach_statement": ("#1", "#0")},
    iterating=frozenset({"array_map", "each", "map"}),
    classes={"class_declaration": "name", "trait_declaration": "name", "enum_declaration": "name"},
    self_names=frozenset({"$this", "this", "self", "static"}),
    conversions={
        "intval": ("int", "php"),
        "floatval": ("number", "php"),
        "boolval": ("bool", "php"),
        "explode": ("list", ""),
        "trim": ("", ""),
        "rtrim": ("", ""),
        "strtolower": ("", ""),
        "json_decode": ("json", ""),
        "(int)": ("int", "php"),
    },
    effects={
        "toString": Effect(),
        "int": Effect(type="int"),
        "bool": Effect(type="bool", dialect="symfony"),
        "float": Effect(type="number"),
        "json": Effect(type="json"),
        "csv": Effect(type="list"),
        "string": Effect(),
        "trim": Effect(),
        "resolve": Effect(),
    },
    types={"int": "int", "integer": "int", "bool": "bool", "boolean": "bool", "float": "number", "double": "number"},
    exits=rb"\b(?:throw|die|exit|abort)\b",
    scope="class",
    generic_names=frozenset(
        {"get", "fetch", "read", "value", "lookup", "setting", "config", "__get", "offsetGet", "option"}
    ),
    samples=SAMPLES,
)
