"""``ecs:FILE#container``, read for real."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from envlint.core.environment import Environment
from envlint.core.errors import EnvlintError
from envlint.sources import parse, read

if TYPE_CHECKING:
    from pathlib import Path

    from envlint.core.source import Reading

WEB: dict[str, Any] = {
    "name": "web",
    "environment": [{"name": "PORT", "value": "8080"}, {"name": "URL", "value": "http:\\/\\/x/$(PORT)/😀"}],
    "secrets": [
        {"name": "KEY", "valueFrom": "arn:aws:secretsmanager:eu-west-1:1:secret:key"},
        {"name": "TOKEN", "valueFrom": "arn:aws:ssm:eu-west-1:1:parameter/token"},
        {"name": "PASSWORD", "valueFrom": "/prod/password"},
    ],
    "environmentFiles": [{"value": "arn:aws:s3:::bucket/a/prod.env", "type": "s3"}],
}
LOGS: dict[str, Any] = {"name": "logs", "image": "x"}


def at(root: Path, definition: object, part: str = "") -> tuple[Reading, ...]:
    text = definition if isinstance(definition, str) else json.dumps(definition, indent=2)
    (root / "task.json").write_text(text, encoding="utf-8")
    return read(parse(f"ecs:task.json{part}"), str(root), str(root))


def said(layers: tuple[Reading, ...]) -> list[tuple[str, str, str]]:
    return [(each.kind, each.name, each.detail) for layer in layers for each in layer.notices]


@pytest.mark.parametrize(
    "definition",
    [
        {"family": "api", "containerDefinitions": [WEB, LOGS]},
        {"taskDefinition": {"containerDefinitions": [WEB, LOGS]}, "tags": []},
        [WEB, LOGS],
    ],
)
def test_layers_are_files_then_environment_then_secrets(tmp_path: Path, definition: object) -> None:
    layers = at(tmp_path, definition)
    assert [[(part.reason, part.prefix) for part in layer.unseen] for layer in layers] == [
        [("the environment file prod.env is kept in S3", "")],
        [],
        [],
    ]
    found = {each.name: (each.value.raw, each.layer, each.unseen) for each in Environment(layers).winners.values()}
    assert found == {
        "PORT": ("8080", "environment", ""),
        "URL": ("http:\\/\\/x/$(PORT)/😀", "environment", ""),
        "KEY": ("", "secrets", "it is kept in Secrets Manager"),
        "TOKEN": ("", "secrets", "it is kept in the SSM Parameter Store"),
        "PASSWORD": ("", "secrets", "it is kept in the SSM Parameter Store"),
    }
    assert said(layers) == []


def test_places_are_those_of_the_values(tmp_path: Path) -> None:
    _, own, _ = at(tmp_path, [WEB])
    assert str(own.bindings[0].at) == "task.json:7:19"
    assert str(own.bindings[0].name_at) == "task.json:6:18"


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (
            {"environment": [{"name": "A", "value": 1}]},
            ("value-not-a-string", "A", "it is a number, which ECS refuses"),
        ),
        (
            {"environment": [{"name": "A", "value": None}]},
            ("value-not-a-string", "A", "it is nothing, which ECS refuses"),
        ),
        ({"environment": {"A": "x"}}, ("malformed-line", "", "environment is no list, which ECS refuses")),
        ({"environment": ["A=x"]}, ("malformed-line", "", "an entry of environment is no object, which ECS refuses")),
        (
            {"secrets": [{"valueFrom": "x"}]},
            ("malformed-line", "", "an entry of secrets has no name, which ECS refuses"),
        ),
        (
            {"secrets": [{"name": "PORT", "valueFrom": "x"}]},
            ("malformed-line", "", "a secret has the name of an environment entry, which ECS refuses"),
        ),
        (
            {"environment": [{"name": "A", "value": "x"}, {"name": "A", "value": "y"}]},
            ("duplicate-key", "A", "other value"),
        ),
    ],
)
def test_what_is_refused_is_said(tmp_path: Path, change: dict[str, Any], wanted: tuple[str, str, str]) -> None:
    assert said(at(tmp_path, [{**WEB, **change}], "#web")) == [wanted]


def test_one_container_or_a_name(tmp_path: Path) -> None:
    both = [WEB, {**WEB, "name": "worker"}, LOGS]
    with pytest.raises(EnvlintError, match="2 containers in it could be meant"):
        at(tmp_path, both)
    assert len(at(tmp_path, both, "#worker")) == 3
    assert not Environment(at(tmp_path, both, "#logs")).winners


@pytest.mark.parametrize("definition", [{}, [], "", "x", {"containerDefinitions": {}}, {"family": "api"}, ["a"]])
def test_anything_else_is_no_task_definition(tmp_path: Path, definition: object) -> None:
    with pytest.raises(EnvlintError, match="no task definition with containers"):
        at(tmp_path, definition)


def test_yaml_as_the_command_line_of_aws_prints_it(tmp_path: Path) -> None:
    entry = "environment:\n    - name: PORT\n      value: '80'"
    layers = at(tmp_path, f"taskDefinition:\n  containerDefinitions:\n  - name: web\n    {entry}\n")
    assert [(each.name, each.value.raw) for each in layers[0].bindings] == [("PORT", "80")]
