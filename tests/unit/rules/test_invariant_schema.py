"""The JSON Schema of ``[[invariant]]`` and ``[tag]``: it takes what the loader takes, and tells what is misspelt."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from invariant_texts import ALL
from jsonschema import Draft202012Validator
from rule_samples import errors

from envlint.core.invariant import SUBJECTS
from envlint.rules.descriptions import OF_INVARIANTS
from envlint.rules.invariants.model import DEMANDS
from envlint.rules.schema import schema

DOCS = Path(__file__).parents[3] / "docs"
SAID = {
    "has": '["rollback"]', "comment": "true", "name": '"*"', "type": '"uuid"', "null": "false", "default": '"now()"',
    "values": '["a"]', "columns": '["id"]', "on_delete": '"CASCADE"', "on_update": '["RESTRICT"]', "indexed": "true",
    "method": '"gin"', "gaps": "false",
}  # fmt: skip
PAIRS = [(of, key) for of in SUBJECTS for key in SAID]


def faults(text: str, names: list[str] | None = None) -> list[str]:
    return [error.json_path for error in Draft202012Validator(schema(names)).iter_errors(tomllib.loads(text))]


def test_is_a_schema_with_the_projects_names_too() -> None:
    Draft202012Validator.check_schema(schema())
    Draft202012Validator.check_schema(schema(["PORT"]))


def test_takes_all_that_can_be_said() -> None:
    assert faults(ALL) == []
    assert faults(ALL, ["BACKEND"]) == []


@pytest.mark.parametrize(("of", "key"), PAIRS)
def test_takes_of_each_subject_what_the_loader_takes(of: str, key: str) -> None:
    text = f'[[invariant]]\nid = "x"\nof = "{of}"\n{key} = {SAID[key]}'
    assert (faults(text) == []) == (errors(text) == []) == (key in DEMANDS[of])


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ('of = "tabel"\ncomment = true', "$.invariant[0].of"),
        ("comment = true", "$.invariant[0]"),
        ('of = "table"', "$.invariant[0]"),
        ('of = "table"\ncomment = true\nnam = "x"', "$.invariant[0]"),
        ('of = "table"\nhas = []', "$.invariant[0].has"),
        ('of = "table"\ncomment = false', "$.invariant[0].comment"),
        ('of = "table"\ncomment = true\nexcept = { a = "" }', "$.invariant[0].except.a"),
        ('of = "table"\ncomment = true\nonly = "a"', "$.invariant[0].only"),
        ('of = "table"\ncomment = true\nlevel = "fatal"', "$.invariant[0].level"),
        ('of = "foreign-key"\non_delete = "CASCADES"', "$.invariant[0].on_delete"),
        ('of = "migration"\nhas = ["rolback"]', "$.invariant[0].has[0]"),
        ('of = "column"\nvalues = "BACKEND"', "$.invariant[0].values"),
    ],
)
def test_rejects_what_is_misspelt(said: str, path: str) -> None:
    assert faults(f'[[invariant]]\nid = "x"\n{said}') == [path]


def test_knows_the_variables() -> None:
    text = '[[invariant]]\nid = "x"\nof = "column"\nvalues = "$PROT"\ndefault = "$PROT"'
    assert faults(text) == []
    assert faults(text, ["PORT"]) == ["$.invariant[0].default", "$.invariant[0].values"]
    assert faults(text.replace("PROT", "PORT").replace('default = "$PORT"', 'default = "now()"'), ["PORT"]) == []
    assert "$PORT" in json.dumps(schema(["PORT"]))


@pytest.mark.parametrize(
    ("text", "path"),
    [("[tag]\na = 'b'", "$.tag.a"), ("[tag]\na = []", "$.tag.a"), ("[invariant]\nid = 1", "$.invariant")],
)
def test_rejects_tables_of_another_shape(text: str, path: str) -> None:
    assert faults(text) == [path]


@pytest.mark.parametrize("page", ["rules.md", "migrations.md"])
def test_what_the_pages_show_is_right(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    shown = [block.partition("```")[0] for block in text.split("```toml\n")[1:]]
    shown = [block for block in shown if "[[invariant]]" in block]
    assert shown
    for block in shown:
        assert faults(block) == []
        assert errors(block, '[TRACK_STORAGE_BACKEND]\nvalues = ["local"]\ndefault = "local"') == []


def test_the_page_tells_what_can_be_asked() -> None:
    section = (DOCS / "rules.md").read_text(encoding="utf-8").split("\n## Invariants\n")[1].split("\n## ")[0]
    rows = [line.split("|") for line in section.splitlines() if line.startswith("|")]
    cells = {subject: row[2] for row in rows for subject in DEMANDS if f"`{subject}`" in row[1]}
    assert {of: tuple(re.findall("`(.+?)`", cell.partition(";")[0])) for of, cell in cells.items()} == DEMANDS
    keys = {key for row in rows if len(row) == 4 for key in re.findall("`(.+?)`", row[1])}
    assert set(OF_INVARIANTS) - {"of"} <= keys
