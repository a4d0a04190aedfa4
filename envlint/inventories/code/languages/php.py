"""PHP, with Laravel's and Symfony's ways of reading the environment."""

from __future__ import annotations

import re

from envlint.inventories.code.frameworks.php_symfony import symfony
from envlint.inventories.code.language import Effect, EnvObject, Language, Reader

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
FILTERED: Final = {"BOOL": "bool", "INT": "int", "FLOAT": "number", "URL": "url", "EMAIL": "email"}


def filtered(unit: Unit, call: Node, position: int) -> Reader | None:
    """Return what ``filter_var(VALUE, FILTER_VALIDATE_BOOLEAN)`` makes of a value."""
    named = FILTER.search(unit.text(call)) if unit.callee(call).lstrip("\\") == "filter_var" and position == 0 else None
    return Reader("", type=FILTERED[named[1]], dialect="php") if named else None


PHP = Language(
    "php",
    (".php", ".phtml", ".inc"),
    "tree_sitter_php",
    "language_php",
    filenames=("artisan",),
    shebang=rb"#!\s*/\S*(?:/|env\s+)php",
    needles=(b"getenv(", b"env(", b"$_ENV", b"$_SERVER", b"Env::", b"getEnv(", b"putenv(", b"#[Autowire", b"%env(", b"'env("),
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
        *(Reader(f"{owner}.getEnv", default=1, how="framework", via="utopia", needs=rb"Utopia\\") for owner in ("System", "App", "Http", "Console")),
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
    transparent=frozenset({"parenthesized_expression", "cast_expression", "argument", "expression_statement", "array_element_initializer"}),
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
        "toString": Effect(), "int": Effect(type="int"), "bool": Effect(type="bool", dialect="symfony"), "float": Effect(type="number"),
        "json": Effect(type="json"), "csv": Effect(type="list"), "string": Effect(), "trim": Effect(), "resolve": Effect(),
    },
    types={"int": "int", "integer": "int", "bool": "bool", "boolean": "bool", "float": "number", "double": "number"},
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
        ("<?php $all = getenv(); $a = $all['A'] ?? 'd'; $b = getenv()['B'];", "A=d B"),
        ("<?php $a = (bool) ($_ENV['A'] ?? $_SERVER['A'] ?? getenv('A') ?: 'd');", "A=d"),
        ("<?php $f = filter_var(env('F', false), FILTER_VALIDATE_BOOLEAN); $d = env(default: 'x', key: 'D');", "F=false D=x"),
        ("<?php use Utopia\\System\\System;\n$x = System::getEnv('X', 'd');", "X=d"),
        ("<?php $x = Env::get('LX', 'd');", "LX=d"),
        ("<?php $o->getEnv('NO'); System::getEnv('NO2'); $s['REQUEST_URI'];", "!NO !NO2"),
        ("<?php use Symfony\\Component\\DependencyInjection\\Attribute\\Autowire;\nclass A { function __construct(#[Autowire(env: 'MAILER_DSN')] $m, "
         "#[Autowire('%env(int:MAX_ITEMS)%')] $n, #[Autowire(env: 'bool:FLAG')] $f) {} }", "MAILER_DSN MAX_ITEMS FLAG"),
        ("<?php return static function (ContainerConfigurator $c) { $c->parameters()->set('env(PORT)', '80')->set('x', '%env(PORT)%/%env(default::HOST)%'); };",
         "PORT=80 HOST"),
        ("<?php return ['parameters' => ['env(MODE)' => 'dev'], 'port' => env('PORT')->int()]; // '%env(NO)%'", "MODE=dev PORT !NO"),
        ("<?php getenv(\"PRE_{$b}_X\");", "!PRE_"),
    ),
)
