"""Go."""

from __future__ import annotations

import re

from envlint.inventories.code.frameworks.go_env_tags import env_tags
from envlint.inventories.code.frameworks.go_envconfig import envconfig
from envlint.inventories.code.frameworks.go_flags import cli_flags
from envlint.inventories.code.frameworks.go_viper import viper
from envlint.inventories.code.frameworks.option_table import option_table
from envlint.inventories.code.language import Language, Reader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from envlint.core.declaration import Read
    from envlint.inventories.code.unit import Unit

IMPORT = re.compile(rb'(?m)^\s*(?:import\s+)?(?:(\w+)\s+)?"([\w./\-]+)"\s*$')


def imported(unit: Unit) -> Mapping[str, tuple[str, str]]:
    """Return the packages a file imports, by the name it calls them."""
    head = unit.data[: unit.data.find(b"\nfunc ") if b"\nfunc " in unit.data else len(unit.data)]
    found = {}
    for alias, path in IMPORT.findall(head):
        name = (alias or path.rpartition(b"/")[2]).decode()
        found[name] = (path.decode(), "*")
    return found


def package(unit: Unit) -> str:
    """Return the name in the package clause."""
    match = re.search(rb"(?m)^package\s+(\w+)", unit.data)
    return match[1].decode() if match else ""


def frameworks(unit: Unit) -> Iterator[Read]:
    """Yield what a file reads through libraries."""
    for each in (envconfig, env_tags, cli_flags, viper, option_table):
        yield from each(unit)


GO = Language(
    "go",
    (".go",),
    "tree_sitter_go",
    needles=(
        b"os.Getenv",
        b"os.LookupEnv",
        b"os.Setenv",
        b"os.Unsetenv",
        b"syscall.Getenv",
        b"viper.",
        b"os.Environ()",
        b"envconfig.",
        b'env:"',
        b"EnvVar",
        b"cli.Env",
    ),
    readers=(
        Reader("os.Getenv"),
        Reader("os.LookupEnv"),
        Reader("syscall.Getenv"),
        Reader("os.Setenv", evidence="written"),
        Reader("os.Unsetenv", evidence="written"),
    ),
    strings=frozenset({"interpreted_string_literal", "raw_string_literal"}),
    string_parts=frozenset({"interpreted_string_literal_content", "raw_string_literal_content", "escape_sequence"}),
    identifiers=frozenset({"identifier", "field_identifier", "package_identifier"}),
    numbers=frozenset({"int_literal", "float_literal"}),
    constants={"true": "true", "false": "false", "nil": None},
    calls={"call_expression": ("function",), "type_conversion_expression": ("type",)},
    argument_kinds=frozenset({"argument_list"}),
    members={"selector_expression": ("operand", "field")},
    subscripts={"index_expression": ("operand", "index")},
    transparent=frozenset({"parenthesized_expression", "literal_element", "expression_statement"}),
    lists=frozenset({"composite_literal", "literal_value"}),
    pairs={"keyed_element": ("key", "value")},
    functions={"function_declaration": "name", "method_declaration": "name", "func_literal": ""},
    variadics=frozenset({"variadic_parameter_declaration"}),
    assignments={
        "short_var_declaration": ("left", "right"),
        "assignment_statement": ("left", "right"),
        "var_spec": ("name", "value"),
        "const_spec": ("name", "value"),
    },
    loops={"range_clause": ("left", "right"), "for_statement": ("", "")},
    classes={},
    self_names=frozenset(),
    conversions={
        "strconv.Atoi": ("int", "go"),
        "strconv.ParseInt": ("int", "go"),
        "strconv.ParseUint": ("int", "go"),
        "strconv.ParseBool": ("bool", "go"),
        "strconv.ParseFloat": ("number", "go"),
        "time.ParseDuration": ("duration", "go"),
        "url.Parse": ("url", "go"),
        "strings.Split": ("list", ""),
        "strings.TrimSpace": ("", ""),
        "strings.ToLower": ("", ""),
    },
    types={
        "int": "int",
        "int64": "int",
        "int32": "int",
        "uint": "int",
        "uint64": "int",
        "uint16": "int",
        "uint32": "int",
        "bool": "bool",
        "float64": "number",
        "float32": "number",
        "time.Duration": "duration",
    },
    exits=rb"\b(?:panic|log\.Fatal\w*|os\.Exit|Fatal\w*|errors\.New|fmt\.Errorf)\b",
    scope="package",
    exported=lambda name, _unit: name[:1].isupper(),
    imported=imported,
    package=package,
    extract=frameworks,
    samples=(
        ('package a\nfunc f() { os.Getenv("A") }', "A"),
        (
            (
                'package a\nfunc getEnv(key, def string) string {\n if v := os.Getenv(key); v != "" { return v }\n'
                " return def\n}\n"
                'var x = getEnv("PORT", "8080")\n'
            ),
            "PORT=8080",
        ),
        ('package a\n// os.Getenv("A")\nvar s = "os.Getenv(\\"B\\")"', "!A !B"),
        ('package a\nfunc f() { for _, k := range []string{"A", "B"} { os.Getenv(k) } }', "A B"),
        (
            (
                'package a\ntype C struct {\n Port int `env:"PORT,required"`\n DB DB `envPrefix:"DB_"`\n}\n'
                'type DB struct { Host string `env:"HOST" envDefault:"h"` }'
            ),
            "PORT DB_HOST=h",
        ),
        (
            (
                'package a\ntype C struct {\n RPDisplayName string `split_words:"true"`\n'
                ' DB struct { URL string `default:"u"` }\n}\n'
                'func f() { var c C; envconfig.Process("app", &c) }'
            ),
            "APP_RP_DISPLAY_NAME APP_DB_URL=u",
        ),
        ('package a\nvar f = &cli.IntFlag{Name: "p", EnvVars: []string{"PORT", "P"}, Value: 3000}', "PORT=3000 P=3000"),
        (
            (
                'package a\nfunc f() { viper.SetEnvPrefix("app"); viper.AutomaticEnv(); viper.SetDefault("port", 80)\n'
                ' viper.GetInt("port"); viper.BindEnv("k", "OTHER") }'
            ),
            "APP_PORT=80 OTHER",
        ),
        (
            (
                'package a\nvar t = map[string]*o{"A": {raw: "x"}, "B": {raw: "y"}, "C": {raw: "", parsed: 1}}\n'
                'func f() { for _, e := range os.Environ() { k, v, _ := strings.Cut(e, "="); t[k].set(v) } }'
            ),
            "A=x B=y C",
        ),
        ('package a\nconst Key = "A"\nfunc f() { os.Setenv("W", "1"); os.Getenv(Key) }', "A !W"),
    ),
)
