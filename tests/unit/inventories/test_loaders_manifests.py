"""What the manifests of all languages share: folders, versions, broken files, and names that the dialects know."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envlint.formats.dialects import by_every_name
from envlint.inventories import loaders
from envlint.inventories.loaders import go, node_packages, php, python, rust
from envlint.inventories.loaders.manifests import NEWEST, areas, below, meant, titled, told, upward
from tests.unit.inventories.projects import InMemory, found, loaders_of

FOLDERS = st.lists(st.sampled_from(["", "a", "a/b", "a/b/c", "ab", "a-b", "b", "b/a", "a.b"]), unique=True)


@pytest.mark.parametrize(
    ("version", "wanted", "expected"),
    [
        ("16.4.5", "^17.0.0", (16, 4, 5)),
        ("v3.1.2", "", (3, 1, 2)),
        ("", "^16.3.1", (16, *NEWEST)),
        ("", "~> 2.8", (2, *NEWEST)),
        ("", ">=1.0,<3", (1, *NEWEST)),
        ("", "^2.0 || ^3.0", (2, *NEWEST)),
        ("", "<3", NEWEST),
        ("", "*", NEWEST),
        ("", "latest", NEWEST),
        ("", "workspace:*", NEWEST),
        ("", "git+https://user:9secret@host.example/2", NEWEST),
        ("", "", NEWEST),
    ],
)
def test_the_lock_tells_the_version_else_the_lowest_major_of_the_range(version, wanted, expected):
    assert meant(version, wanted) == expected


def test_a_range_is_printed_only_if_it_can_hold_no_password():
    assert titled("dotenv", "", "^16.0") == "dotenv ^16.0"
    assert titled("dotenv", "16.4.5", "^16.0") == "dotenv 16.4.5"
    assert titled("dotenv", "", "*") == "dotenv"
    assert titled("dotenv", "", "git+https://user:9secret@host.example/x") == "dotenv"


def test_a_version_that_looks_like_none_is_not_taken():
    assert [told(each) for each in ("v3.1.0", "==1.2", "1.6.0-pre.4", "5.6.x-dev")] == [
        "3.1.0",
        "1.2",
        "1.6.0-pre.4",
        "5.6.x-dev",
    ]
    assert [told(each) for each in ({"a": 1}, None, "file:../x", "1 2", "dev-main", "9" * 90)] == [""] * 6


def test_the_folders_of_other_manifests_are_not_part_of_an_area():
    whole = areas(["", "web", "web/admin", "web/admin/deep", "api", "website"])
    assert whole[""].without == ("api", "web", "website")
    assert whole["web"].without == ("web/admin",)
    assert whole["website"].without == ()
    assert whole["web"].holds("web/src/a.js")
    assert not whole["web"].holds("web/admin/src/a.js")
    assert not whole["web"].holds("website/a.js")


@given(FOLDERS, st.sampled_from(["a/x", "x", "a/b/x", "a/b/c/d/x", "ab/x", "a-b/x", "b/a/x"]))
def test_a_file_belongs_to_the_nearest_manifest_and_to_no_other(folders, path):
    owners = [area.folder for folder, area in areas(folders).items() if folder in folders and area.holds(path)]
    assert owners == sorted((each for each in folders if below(path, each)), key=len)[-1:]


def test_folders_upward():
    assert list(upward("a/b/c")) == ["a/b/c", "a/b", "a", ""]
    assert list(upward("")) == [""]


def test_every_dialect_that_a_manifest_leads_to_is_known():
    """All texts of the modules' code that look like dialects; a dialect that nobody knows would be a crash later."""
    known = by_every_name()
    numbers = [(number, *NEWEST) for number in range(25)] + [(1000,), (5, 4, 44), (6, 4, 12), (7, 1, 5)]
    told = {tell(version) for tell in node_packages.PACKAGES.values() for version in numbers} - {""}
    told |= {package.dialect for package in python.PACKAGES.values()}
    told |= set(rust.CRATES.values())
    told |= {
        php._dialect(reader, reader, "", version) for reader in (php.VLUCAS, php.SYMFONY) for version in ("", "5.4.1")
    }
    told |= {go._dialect(reader, ()) for reader in (go.GODOTENV, go.GOTENV, go.ENVPARSE)}
    told |= {go._dialect(go.GODOTENV, (1, 6)), go._dialect(go.GOTENV, (1, 2))}
    assert told <= known.keys()


def test_a_broken_manifest_is_said_and_the_others_are_read_all_the_same(tmp_path):
    read = found(
        tmp_path,
        {
            "a/package.json": '{"dependencies": {"dotenv": "^16"',
            "b/package.json": '{"dependencies": {"dotenv": "^16"}}',
            "c/Cargo.toml": "[dependencies\ndotenvy = '0.15'",
            "d/composer.json": '{"require": {"vlucas/phpdotenv": "^5"',
            "e/pyproject.toml": "[project]\ndependencies = ['python-dotenv'",
            "f/setup.cfg": "install_requires = python-dotenv",
            "g/package.json": '{"dependencies": [' * 50_000 + '"dotenv"',
        },
    )
    assert read.not_covered == (
        "a/package.json",
        "c/Cargo.toml",
        "d/composer.json",
        "e/pyproject.toml",
        "f/setup.cfg",
        "g/package.json",
    )
    assert [loader.folder for loader in read.loaders] == ["b"]


def test_a_broken_manifest_that_asks_for_no_loader_is_no_matter(tmp_path):
    assert found(tmp_path, {"package.json": '{"dependencies": {"left-pad": '}).not_covered == ()


@pytest.mark.parametrize(
    "files",
    [
        {"package.json": '{"dependencies": ["dotenv"], "devDependencies": {"dotenv": {"a": 1}}}'},
        {"package.json": '["dotenv"]'},
        {"composer.json": '{"require": {"vlucas/phpdotenv": ["^5"]}}'},
        {"composer.json": '{"require": {"vlucas/phpdotenv": "5"}}', "composer.lock": '{"packages": [1, {"name": []}]}'},
        {"pyproject.toml": "[project]\ndependencies = [1, 'python-dotenv; (']\n[tool]\npoetry = 'python-dotenv'"},
        {"pyproject.toml": "project = 1\n[dependency-groups]\ndev = [{include-group = 'python-dotenv'}]"},
        {"Cargo.toml": "[dependencies]\ndotenvy = 1\n[target]\nx = 'dotenvy'"},
        {"Pipfile": "[packages]\npython-dotenv = 1", "Pipfile.lock": '{"default": {"python-dotenv": "==1"}}'},
        {"package.json": '{"dependencies": {"dotenv": "^16"}}', "package-lock.json": '{"packages": ["dotenv"]}'},
        {"deno.json": '{"tasks": "--env-file", "imports": ["@std/dotenv"]}'},
        {"package.json": '{"scripts": {"a": "bun x"}}', "bunfig.toml": "env = ["},
    ],
)
def test_manifests_of_another_shape_are_no_crash(tmp_path, files):
    loaders_of(tmp_path, files)


def test_what_was_looked_into_is_evidence(tmp_path):
    """Whoever remembers what was found has to look again when one of these files changes, or comes to be there."""
    read = found(
        tmp_path,
        {
            "package.json": '{"dependencies": {"dotenv": "^16"}}',
            "src/env.js": 'require("dotenv").config({ path: "conf/app.env" })',
            "src/other.js": "1",
        },
    )
    assert {"package.json", "package-lock.json", "src/env.js", "src/other.js", "conf/app.env"} <= set(read.evidence)


def test_the_modules_hold_no_paths_of_this_machine_and_run_nothing():
    folder = Path(go.__file__).parent
    for path in folder.glob("*.py"):
        imported = {
            name.name
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Import)
            for name in node.names
        }
        assert not imported & {"subprocess", "socket", "urllib", "os"}, path


NAMES = """
package.json package-lock.json yarn.lock pnpm-lock.yaml bun.lock bunfig.toml deno.json pyproject.toml setup.cfg Pipfile
Pipfile.lock requirements.txt poetry.lock Gemfile Gemfile.lock composer.json composer.lock go.mod Cargo.toml Cargo.lock
a.js a.py a.rb a.go a.rs
"""
PIECES = """
{ } [ ] ( ) " ' : , = \\ # = == ^16 1.2.3 = "dotenv" 'dotenv' "dependencies" dependencies [project] [dependencies]
dotenvy [tool.poetry.dependencies] python-dotenv pydantic-settings env_file load_dotenv( config({ path loadEnvFile(
process gem github.com/joho/godotenv v1.5.1 require replace => // godotenv.Load( "scripts" bun deno --env-file "tasks"
"vite" envDir "vlucas/phpdotenv" "require" "packages" importers . version specifier via -r .env conf/a.env ../..
\x00 é 9 install_requires
"""
TEXTS = st.lists(st.sampled_from([*PIECES.split(), " ", "\n", "\n  ", "\t", "\r\n"]), max_size=40).map("".join)


@given(st.dictionaries(st.sampled_from(NAMES.split()), TEXTS, min_size=1, max_size=4))
def test_no_text_of_a_manifest_is_a_crash(files):
    loaders.read(InMemory(files))
