"""PHP, with Laravel's and Symfony's ways of reading the environment."""

from __future__ import annotations

from envlint.inventories.code.language import Effect, EnvObject, Language, Reader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

# What a web server puts into $_SERVER beside the environment (the CGI specification, RFC 3875, and PHP's manual).
CGI: Final = (
    r"(?:HTTP|REQUEST|REMOTE|SERVER|SCRIPT|QUERY|CONTENT|PATH|GATEWAY|ORIG|REDIRECT|SSL|PHP|AUTH|DOCUMENT|CONTEXT)_\w+"
    r"|argv|argc|HTTPS|UNIQUE_ID|FCGI_ROLE"
)
LARAVEL: Final = {"how": "framework", "via": "laravel"}

PHP = Language(
    "php",
    (".php", ".phtml", ".inc"),
    "tree_sitter_php",
    "language_php",
    filenames=("artisan",),
    shebang=rb"#!\s*/\S*(?:/|env\s+)php",
    needles=(b"getenv(", b"env(", b"$_ENV", b"$_SERVER", b"Env::get", b"putenv(", b"#[Autowire"),
    readers=(
        Reader("getenv"),
        Reader("\\getenv"),
        Reader("env", default=1, parameters=("key", "default"), **LARAVEL),  # type: ignore[arg-type]
        Reader("\\env", default=1, **LARAVEL),  # type: ignore[arg-type]
        Reader("Env.get", default=1, **LARAVEL),  # type: ignore[arg-type]
        Reader("Env.getOrFail", required=True, **LARAVEL),  # type: ignore[arg-type]
        Reader("apache_getenv"),
    ),
    objects=(EnvObject("$_ENV"), EnvObject("$_SERVER", ignored=CGI)),
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
    transparent=frozenset({"parenthesized_expression", "argument", "expression_statement", "array_element_initializer"}),
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
        "filter_var": ("", "php"),
        "explode": ("list", ""),
        "trim": ("", ""),
        "rtrim": ("", ""),
        "strtolower": ("", ""),
        "json_decode": ("json", ""),
        "(int)": ("int", "php"),
    },
    effects={"toString": Effect()},
    types={"int": "int", "bool": "bool", "float": "number"},
    exits=rb"\b(?:throw|die|exit|abort)\b",
    scope="class",
    generic_names=frozenset({"get", "fetch", "read", "value", "lookup", "setting", "config", "__get", "offsetGet", "option"}),
    samples=(
        ("<?php return ['debug' => env('APP_DEBUG', false), 'n' => env('A')];", "APP_DEBUG=false A"),
        ("<?php $u = env('A', env('B', 'x'));", "A=x B=x"),
        ("<?php $m = getenv('M') ?: 'd';", "M=d"),
        ("<?php $x = $_ENV['E'] ?? 'dd'; $y = $_SERVER[\"S\"];", "E=dd S"),
        ("<?php $_ENV['W'] = 1; putenv('P=1'); $_SERVER['REQUEST_METHOD']; $_SERVER['HTTP_HOST'];", "!W !P !REQUEST_METHOD !HTTP_HOST"),
        (
            "<?php function cfg(string $key, $default = null) { $v = getenv($key); return $v === false ? $default : $v; }\ncfg('C', 5);",
            "C=5",
        ),
        (
            "<?php class T { public static function opt(string $n): string { return self::raw($n); }\n"
            "private static function raw($n) { return $_ENV[$n]; } }\nT::opt('TT');",
            "TT",
        ),
        ("<?php class T { const K = 'KK'; function f() { return getenv(self::K); } }", "KK"),
        ("<?php foreach (['A1', 'A2'] as $k) { getenv($k); }", "A1 A2"),
        ("<?php foreach (['a' => 'A1', 'b' => 'A2'] as $n => $k) { $c[$n] = getenv($k); }", "A1 A2"),
        ("<?php // env('C')\n# env('D')\n$s = \"env('S')\"; $o->env('NO');", "!C !D !S !NO"),
        ("<?php $i = (int) env('I', 1); $b = isset($_ENV['IS']);", "I=1 IS"),
        ("<?php if (getenv('R') === false) { throw new Exception('x'); }", "R"),
        ("<?php $t = env('lower_Case', 'v');", "lower_Case=v"),
        ("<?php getenv(\"PRE_{$b}_X\");", "!PRE_"),
    ),
)
