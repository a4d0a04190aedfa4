"""Languages whose functions belong to classes or modules: who can call a helper, what is required, types, defaults."""

from __future__ import annotations

import pytest

from envlint.core.declaration import READ
from envlint.inventories.code.engine import Engine
from envlint.inventories.code.languages.c_sharp import C_SHARP
from envlint.inventories.code.languages.elixir import ELIXIR
from envlint.inventories.code.languages.java import JAVA, KOTLIN
from envlint.inventories.code.languages.php import PHP
from envlint.inventories.code.languages.ruby import RUBY
from envlint.inventories.code.unit import Unit

SUFFIXES = {language.suffixes[0]: language for language in (C_SHARP, ELIXIR, JAVA, KOTLIN, PHP, RUBY)}


def scan(files):
    """Return what the engine finds in files, by path; the language is that of the first."""
    units = {path: Unit(path, text.encode(), SUFFIXES[path[path.rfind(".") :]]) for path, text in files.items()}
    return Engine(next(iter(units.values())).language, list(units), units.get).run()


def reads(files):
    """Return the reads by name."""
    return {read.name: read for read in scan(files).reads.values() if read.evidence == READ}


JAVA_CONFIG = "class Config { public String get(String key) { return System.getenv(key); } }"
PHP_CONFIG = "<?php class Config { protected function get($key) { return $_ENV[$key]; } }"
RUBY_CONFIG = "module Config\n  def self.get(key)\n    ENV.fetch(key)\n  end\nend\n"
C_SHARP_CONFIG = (
    "static class Config { public static string Get(string key) => Environment.GetEnvironmentVariable(key); }"
)
ELIXIR_CONFIG = "defmodule App.Config do\n  def get!(key), do: System.fetch_env!(key)\nend\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"Config.java": JAVA_CONFIG, "A.java": 'class A { Config c; void f() { c.get("AA"); } }'}, {"AA"}),
        (
            {"Config.java": JAVA_CONFIG, "A.java": 'class A { ResultSet row; void f(Config c) { row.get("AA"); } }'},
            set(),
        ),
        ({"Config.java": JAVA_CONFIG, "A.java": 'class A { void f(ResultSet row) { row.get("AA"); } }'}, set()),
        ({"Config.java": JAVA_CONFIG, "A.java": 'class A extends Config { void f() { get("AA"); } }'}, {"AA"}),
        ({"Config.java": JAVA_CONFIG, "A.kt": 'class A(val c: Config) { fun f() = c.get("AA") }'}, {"AA"}),
        (
            {"Config.php": PHP_CONFIG, "A.php": "<?php class A extends Config { function f() { $this->get('AA'); } }"},
            {"AA"},
        ),
        ({"Config.php": PHP_CONFIG, "A.php": "<?php class A { function f() { $this->get('AA'); } }"}, set()),
        ({"config.rb": RUBY_CONFIG, "a.rb": "Config.get('AA')\nRails.cache.get('BB')\nget('CC')"}, {"AA"}),
        (
            {
                "Config.cs": C_SHARP_CONFIG,
                "A.cs": 'class A { string a = Config.Get("AA"); string b = cache.Get("BB"); }',
            },
            {"AA"},
        ),
        ({"Config.cs": C_SHARP_CONFIG, "A.cs": 'using static App.Config;\nclass A { string a = Get("AA"); }'}, {"AA"}),
        ({"config.ex": ELIXIR_CONFIG, "a.ex": 'alias App.Config\nConfig.get!("AA")\nCache.get!("BB")'}, {"AA"}),
        ({"config.ex": ELIXIR_CONFIG, "a.ex": 'import App.Config\nget!("AA")'}, {"AA"}),
        ({"config.ex": ELIXIR_CONFIG, "a.ex": 'get!("AA")'}, set()),
    ],
)
def test_who_can_call_a_helper(files, expected):
    assert set(reads(files)) == expected


@pytest.mark.parametrize(
    ("path", "code", "required"),
    [
        ("a.cs", 'var b = Environment.GetEnvironmentVariable("B") ?? throw new Exception();', True),
        ("a.cs", 'var b = Environment.GetEnvironmentVariable("B") ?? "d";', False),
        ("a.cs", 'var b = Environment.GetEnvironmentVariable("B");', None),
        ("a.java", 'class A { String b = Objects.requireNonNull(System.getenv("B")); }', True),
        (
            "a.java",
            'class A { void f() { String b = System.getenv("B"); if (b == null) { log.error("no b"); } } }',
            None,
        ),
        ("a.kt", 'val b = System.getenv("B") ?: run { throw X() }', True),
        ("a.ex", 'System.fetch_env!("B")', True),
        ("a.ex", 'unless System.get_env("B"), do: raise "no"', True),
        ("a.rb", "ENV.fetch('B')", True),
        ("a.php", "<?php Env::getOrFail('B');", True),
    ],
)
def test_required(path, code, required):
    assert reads({path: code})["B"].required is required


@pytest.mark.parametrize(
    ("path", "code", "kind"),
    [
        ("a.cs", 'var b = int.Parse(Environment.GetEnvironmentVariable("B"));', "int"),
        ("a.cs", 'class A { A(IConfiguration config) { config.GetValue<bool>("B"); } }', "bool"),
        ("a.ex", 'System.get_env("B") |> String.to_integer()', "int"),
        ("a.ex", '"B" |> System.get_env("a,b") |> String.split(",")', "list"),
        ("a.kt", 'System.getenv("B")?.toIntOrNull()', "int"),
        ("a.php", "<?php $b = (int) getenv('B');", "int"),
        ("a.php", "<?php $b = filter_var(env('B'), FILTER_VALIDATE_BOOLEAN);", "bool"),
        ("a.rb", "Integer(ENV['B'])", "int"),
    ],
)
def test_types(path, code, kind):
    assert reads({path: code})["B"].type == kind


ASKS = 'class A { A(IConfiguration config) { config["Http:Port"]; } }'


@pytest.mark.parametrize(
    ("program", "name"),
    [
        ('builder.AddEnvironmentVariables("APP_");', "APP_Http__Port"),
        ('builder.AddEnvironmentVariables("APP_").AddEnvironmentVariables();', "Http__Port"),
        ('builder.AddEnvironmentVariables("DOTNET_");', "Http__Port"),
    ],
)
def test_the_prefix_of_dotnet_configuration(program, name):
    assert set(reads({"A.cs": ASKS, "Program.cs": program})) == {name}


def test_a_key_of_dotnet_configuration_is_followed_into_another_class():
    keys = 'static class Keys { public const string Port = "Http:Port"; }'
    assert set(reads({"A.cs": ASKS.replace('"Http:Port"', "Keys.Port"), "Keys.cs": keys})) == {"Http__Port"}


@pytest.mark.parametrize(
    "files",
    [
        {
            "a.php": "<?php $b = or_else(env('B'), 'd');",
            "f.php": "<?php function or_else($v, $default) { return $v === null ? $default : $v; }",
        },
        {"a.rb": "b = or_else(ENV['B'], 'd')", "f.rb": "def or_else(value, fallback = nil)\n  value || fallback\nend"},
        {"a.kt": 'val b = orDefault(System.getenv("B"), "d")', "f.kt": "fun orDefault(v: String?, d: String) = v ?: d"},
        {
            "A.java": 'class A { String b = or(System.getenv("B"), "d");\n'
            " String or(String v, String d) { return v != null ? v : d; } }"
        },
        {
            "A.cs": 'class A { string b = Or(Environment.GetEnvironmentVariable("B"), "d");\n'
            " string Or(string v, string d) => v ?? d; }"
        },
    ],
    ids=lambda files: next(iter(files)),
)
def test_a_function_that_gives_a_default(files):
    assert reads(files)["B"].default == "d"


def test_the_head_of_a_definition_is_no_call():
    code = (
        "defmodule D do\n  def get(k, d \\\\ nil)\n"
        '  def get(k, d), do: System.get_env(k) || d\n  def get("NO", _), do: 1\nend'
    )
    facts = scan({"d.ex": code})
    assert not facts.reads
    assert not facts.dynamic


@pytest.mark.parametrize("language", SUFFIXES.values(), ids=lambda language: language.name)
def test_broken_code_raises_nothing(language):
    for code, _ in language.samples:
        for end in range(0, len(code), 7):
            unit = Unit(f"broken{language.suffixes[0]}", code[:end].encode(), language)
            assert not Engine(language, [unit.path], lambda _path, unit=unit: unit).run().faults
