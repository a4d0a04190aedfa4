from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from rule_samples import VOCABULARY

from envlint.rules.descriptions import DESCRIPTIONS, OF_INVARIANTS
from envlint.rules.model import Group, Variable
from envlint.rules.schema import schema

OWN_RULES = sorted((Path(__file__).parents[3] / "rules").glob("*.toml"))


def faults(text: str, names: list[str] | None = None) -> list[str]:
    return [error.json_path for error in Draft202012Validator(schema(names)).iter_errors(tomllib.loads(text))]


def test_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())
    Draft202012Validator.check_schema(schema(["PORT"]))


def test_takes_the_whole_vocabulary() -> None:
    names = [name for name in tomllib.loads(VOCABULARY) if name.isupper()]
    assert faults(VOCABULARY) == []
    assert faults(VOCABULARY, names) == []


@pytest.mark.parametrize("path", OWN_RULES, ids=lambda path: path.name)
def test_takes_our_own_rules(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("[PORT]\nrequird = true", "$.PORT"),
        ('[PORT]\ntype = "prt"', "$.PORT.type"),
        ('[PORT]\nlevel = "fatal"', "$.PORT.level"),
        ('[PORT]\nwhen.a.require = ["B"]', "$.PORT.when.a"),
        ('[PORT]\nin.production.doc = "x"', "$.PORT.in.production"),
        ("[PORT]\nmin_length = -1", "$.PORT.min_length"),
        ("[port]", "$"),
        ('[var.port]\ntyp = "x"', "$.var.port"),
        ('[[rule]]\nrequires = ["A"]', "$.rule[0]"),
        ('[[rule]]\nid = "x"\ntype = "int"', "$.rule[0]"),
    ],
)
def test_rejects_what_is_misspelt(text: str, path: str) -> None:
    assert faults(text) == [path]


def test_knows_the_projects_names() -> None:
    text = '[PORT]\ndiffers_from = ["PROT"]\nrequires = ["anything=1"]'
    assert faults(text) == []
    assert faults(text, ["PORT"]) == ["$.PORT.differs_from[0]"]
    assert faults('[PORT]\ndeprecated.use = "PROT"', ["PORT"]) == ["$.PORT.deprecated.use"]


def test_says_what_every_key_means_and_nothing_else() -> None:
    definitions = schema()["$defs"]
    assert set(definitions.pop("Invariant")["properties"]) == set(OF_INVARIANTS)
    keys = {key for definition in definitions.values() for key in definition["properties"]}
    assert keys == set(DESCRIPTIONS)
    for model in (Variable, Group):
        assert {field.alias or name for name, field in model.model_fields.items()} <= keys
