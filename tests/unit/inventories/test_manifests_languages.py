"""Gemfile, composer.json, go.mod and Cargo.toml, with their locks, and the files that code names."""

from __future__ import annotations

import json

import pytest

from tests.unit.inventories.projects import dialects_for, found, loaders_of


@pytest.mark.parametrize(
    ("gem", "locked", "expected"),
    [
        ('gem "dotenv-rails", "~> 2.8"', "", ["ruby-dotenv-2"]),
        ("gem 'dotenv', '>= 3'", "", ["ruby-dotenv-3"]),
        ("gem 'dotenv-rails'", "dotenv-rails (2.8.1)", ["ruby-dotenv-2"]),
        ("gem 'dotenv-rails'", "dotenv-rails (3.1.8)", ["ruby-dotenv-3"]),
        ("group :development do\n  gem('dotenv')\nend", "dotenv (2.7.6)", ["ruby-dotenv-2"]),
        ("gem 'foreman'", "", ["ruby-foreman"]),
        ("# gem 'dotenv'\ngem 'dotenvious'\n", "dotenv (2.7.6)", []),
    ],
)
def test_gems(tmp_path, gem, locked, expected):
    lock = f"GEM\n  specs:\n    {locked}\n      other (>= 1)\n\nDEPENDENCIES\n  dotenv-rails\n"
    assert (
        dialects_for(tmp_path, {"Gemfile": f"source 'https://rubygems.example'\n{gem}\n", "Gemfile.lock": lock}, ".env")
        == expected
    )


def test_a_gem_has_its_place_and_its_version(tmp_path):
    files = {"Gemfile": "source 'x'\n  gem 'dotenv', '~> 3.0'\n", "Gemfile.lock": "GEM\n  specs:\n    dotenv (3.2.0)\n"}
    assert loaders_of(tmp_path, files) == ["ruby-dotenv-3: dotenv 3.2.0 is a dependency (Gemfile:2:8) reads ./*"]


def test_files_that_ruby_names(tmp_path):
    files = {
        "Gemfile": "gem 'dotenv'\n",
        "config/application.rb": (
            "Dotenv.load('.env.local', \".env\")\nDotenv.overload! 'conf/app.env'\nDotenv.load(name)\n"
        ),
    }
    assert [loader.path for loader in found(tmp_path, files).loaders] == ["", ".env.local", ".env", "conf/app.env"]


@pytest.mark.parametrize(
    ("require", "packages", "expected"),
    [
        ({"vlucas/phpdotenv": "^5.3"}, {}, ["php-vlucas-5.6"]),
        ({"vlucas/phpdotenv": "^4"}, {}, ["php-vlucas-5.4"]),
        ({"vlucas/phpdotenv": "^5.3"}, {"vlucas/phpdotenv": "v5.4.1"}, ["php-vlucas-5.4"]),
        ({"laravel/framework": "^8"}, {"laravel/framework": "v8.83", "vlucas/phpdotenv": "v5.5.0"}, ["php-vlucas-5.4"]),
        (
            {"laravel/framework": "^12"},
            {"laravel/framework": "v12.1", "vlucas/phpdotenv": "v5.6.1"},
            ["php-vlucas-5.6"],
        ),
        ({"laravel/framework": "^12"}, {}, ["php-vlucas-5.6"]),
        ({"symfony/dotenv": "5.4.*"}, {"symfony/dotenv": "v5.4.44"}, ["php-symfony-7"]),
        ({"symfony/dotenv": "5.4.*"}, {"symfony/dotenv": "v5.4.53"}, ["php-symfony-5"]),
        ({"symfony/dotenv": "6.4.*"}, {"symfony/dotenv": "v6.4.12"}, ["php-symfony-7"]),
        ({"symfony/dotenv": "7.0.*"}, {"symfony/dotenv": "v7.0.4"}, ["php-symfony-7"]),
        ({"symfony/dotenv": "^7.1"}, {}, ["php-symfony-5"]),
        ({"symfony/dotenv": "^8"}, {"symfony/dotenv": "v8.1.0"}, ["php-symfony-5"]),
        ({"symfony/framework-bundle": "^7"}, {"symfony/dotenv": "v7.0.4"}, ["php-symfony-7"]),
        ({"symfony/framework-bundle": "^7"}, {"symfony/yaml": "v7.0.4"}, []),
        ({"symfony/framework-bundle": "^7"}, {}, []),
        ({"php": ">=8"}, {"vlucas/phpdotenv": "v5.6.1"}, []),
    ],
)
def test_packages_of_php(tmp_path, require, packages, expected):
    lock = {"packages": [{"name": name, "version": version} for name, version in packages.items()]}
    files = {"composer.json": json.dumps({"require": require})}
    files |= {"composer.lock": json.dumps(lock)} if packages else {}
    assert dialects_for(tmp_path, files, ".env") == expected


def test_a_package_of_php_has_its_place_and_its_own_version(tmp_path):
    files = {
        "app/composer.json": '{\n  "require": {\n    "laravel\\/framework": "^12.0"\n  }\n}',
        "app/composer.lock": json.dumps(
            {
                "packages": [{"name": "laravel/framework", "version": "v12.3.0"}],
                "packages-dev": [{"name": "vlucas/phpdotenv", "version": "v5.6.1"}],
            }
        ),
    }
    assert loaders_of(tmp_path, files) == [
        "php-vlucas-5.6: laravel/framework 12.3.0 is a dependency (app/composer.json:3:6) reads app/*"
    ]


GO = "module example.org/app\n\ngo 1.22\n\nrequire (\n\t{}\n)\n"


@pytest.mark.parametrize(
    ("required", "expected"),
    [
        ("github.com/joho/godotenv v1.5.1", ["godotenv"]),
        ("github.com/joho/godotenv v1.6.0-pre.2", ["godotenv-1.6pre"]),
        ("github.com/joho/godotenv v1.5.1 // indirect", []),
        ("github.com/subosito/gotenv v1.2.0", ["gotenv-2019"]),
        ("github.com/subosito/gotenv v1.6.0", ["gotenv"]),
        ("github.com/hashicorp/go-envparse v0.1.0", ["go-envparse"]),
        ("github.com/spf13/viper v1.19.0\n\tgithub.com/subosito/gotenv v1.6.0 // indirect", []),
        ("github.com/joho/godotenv v1.5.1\n)\n\nreplace (\n\tgithub.com/joho/godotenv => ./fork", []),
        ("example.org/godotenv v1.5.1", []),
    ],
)
def test_modules_of_go(tmp_path, required, expected):
    assert dialects_for(tmp_path, {"go.mod": GO.format(required)}, ".env") == expected


def test_a_module_has_its_place(tmp_path):
    files = {"api/go.mod": "module x\nrequire github.com/joho/godotenv v1.5.1\n"}
    assert loaders_of(tmp_path, files) == ["godotenv: joho/godotenv 1.5.1 is a dependency (api/go.mod:2:9) reads api/*"]


def test_a_module_that_only_tests_import_reads_nothing(tmp_path):
    code = 'package store\n\nimport "github.com/joho/godotenv"\n\nfunc load() { godotenv.Load(".env") }\n'
    files = {
        "go.mod": GO.format("github.com/joho/godotenv v1.5.1"),
        "main.go": "package main\n",
        "store/a_test.go": code,
    }
    assert loaders_of(tmp_path, files) == []


def test_a_crate_that_no_code_uses_reads_nothing(tmp_path):
    files = {"Cargo.toml": "[dependencies]\ndotenvy = '0.15'\n", "src/main.rs": "fn main() {}"}
    assert loaders_of(tmp_path, files) == []


@pytest.mark.parametrize(
    ("module", "package", "code", "expected"),
    [
        ("joho/godotenv", "joho/godotenv", 'godotenv.Load("conf/a.env", ".env")', ["", "conf/a.env", ".env"]),
        ("joho/godotenv", "joho/godotenv", "godotenv.Load()", [""]),
        ("joho/godotenv", "joho/godotenv", "godotenv.Overload(name)", [""]),
        ("spf13/viper", "spf13/viper", 'viper.SetConfigFile(".env")', [".env"]),
        ("spf13/viper", "spf13/viper", 'viper.SetConfigFile("config.yaml")', []),
        ("spf13/viper", "spf13/viper", 'v.SetConfigName("app")\nv.SetConfigType("env")', ["app.env"]),
        ("spf13/viper", "spf13/viper", 'v.SetConfigName("app")\nv.SetConfigType("yaml")', []),
        ("spf13/viper", "spf13/viper", 'v.SetConfigName("none")\nv.SetConfigType("env")', []),
        ("ilyakaznacheev/cleanenv", "ilyakaznacheev/cleanenv", 'cleanenv.ReadConfig(".env", &c)', [".env"]),
        ("ilyakaznacheev/cleanenv", "ilyakaznacheev/cleanenv", 'cleanenv.ReadConfig("config.yml", &c)', []),
    ],
)
def test_files_that_go_names(tmp_path, module, package, code, expected):
    source = f'package main\n\nimport "github.com/{package}"\n\nfunc main() {{\n\t{code}\n}}\n'
    files = {"go.mod": GO.format(f"github.com/{module} v1.0.0"), "cmd/main.go": source, "app.env.example": "A=1"}
    read = found(tmp_path, files)
    assert sorted(loader.path for loader in read.loaders) == sorted(expected)
    assert {loader.dialect for loader in read.loaders} <= {"godotenv", "gotenv"}


LOCK = '[[package]]\nname = "dotenvy"\nversion = "0.15.7"\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[dependencies]\ndotenvy = "0.15"', ["rust-dotenvy"]),
        ("[dependencies]\ndotenvy = { workspace = true }", ["rust-dotenvy"]),
        ('[dev-dependencies.dotenv]\nversion = "0.15"', ["rust-dotenv"]),
        ('[dependencies]\ndotenv = { package = "dotenvy", version = "0.15" }', ["rust-dotenvy"]),
        ("[target.'cfg(unix)'.dependencies]\ndotenvy = '0.15'", ["rust-dotenvy"]),
        ("[build-dependencies]\ndotenvy_macro = '0.15'", ["rust-dotenvy"]),
        ("[workspace.dependencies]\ndotenvy = '0.15'", []),
        ("[dependencies]\ndotenv-parser = '0.1'", []),
    ],
)
def test_crates(tmp_path, text, expected):
    assert dialects_for(tmp_path, {"Cargo.toml": text, "Cargo.lock": LOCK}, ".env") == expected


def test_a_crate_of_a_workspace_finds_the_file_above(tmp_path):
    files = {
        "Cargo.toml": "[workspace]\nmembers = ['crates/*']\n[workspace.dependencies]\ndotenvy = '0.15'\n",
        "Cargo.lock": LOCK,
        "crates/server/Cargo.toml": "[dependencies]\ndotenvy.workspace = true\n",
        "crates/server/src/main.rs": 'fn main() { dotenvy::from_filename("conf/a.env").ok(); }',
        ".env.sample": "A=1",
    }
    asked = "rust-dotenvy: dotenvy 0.15.7 is a dependency (crates/server/Cargo.toml:2:1) reads"
    called = "rust-dotenvy: from_filename of dotenvy 0.15.7 names it (crates/server/src/main.rs:1:36) reads"
    assert sorted(loaders_of(tmp_path, files)) == [
        f"{asked} ./*",
        f"{asked} crates/server/*",
        f"{called} crates/server/conf/a.env",
    ]


@pytest.mark.parametrize("name", ["Gemfile", "composer.json", "go.mod", "Cargo.toml", "package.json", "Pipfile"])
def test_what_cannot_be_read_is_no_crash(tmp_path, name):
    for number, text in enumerate(("", "\0\0", '"', "[[[", "{" * 9999, "gem 'dotenv", "dotenvy = [", '{"require":')):
        loaders_of(tmp_path / str(number), {name: f"{text}\n"})
