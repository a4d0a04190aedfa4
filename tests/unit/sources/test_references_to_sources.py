"""What a SOURCE on the command line means."""

from __future__ import annotations

import pytest

from envlint.core.errors import UsageError
from envlint.core.reference import KINDS, Ref, parse
from envlint.sources import MODULES


@pytest.mark.parametrize(
    ("text", "kind", "ref"),
    [
        ("dotenv:.env.production", "dotenv", ".env.production"),
        ("process:", "process", ""),
        ("pid:1234", "pid", "1234"),
        ("environ:-", "environ", "-"),
        ("json:a:b", "json", "a:b"),
        (".env", "dotenv", ".env"),
        ("config/app.json", "json", "config/app.json"),
        ("-", "environ", "-"),
        ("./a:b", "dotenv", "./a:b"),
        ("C:\\app\\.env", "dotenv", "C:\\app\\.env"),
        ("compose:", "compose", ""),
        ("compose.yaml#api", "compose", "compose.yaml#api"),
        ("deploy/docker-compose.prod.yml", "compose", "deploy/docker-compose.prod.yml"),
        ("compose.yaml,compose.prod.yaml#api", "compose", "compose.yaml,compose.prod.yaml#api"),
        (".github/workflows/ci.yml#test", "workflow", ".github/workflows/ci.yml#test"),
        ("deploy/api.yaml#Deployment/api/web", "k8s", "deploy/api.yaml#Deployment/api/web"),
        ("api.service", "systemd", "api.service"),
        ("Procfile#web", "procfile", "Procfile#web"),
        ("dotenv:C:\\app\\.env", "dotenv", "C:\\app\\.env"),
    ],
)
def test_kinds_are_named_or_guessed(text: str, kind: str, ref: str) -> None:
    assert parse(text) == Ref(kind, ref)


def test_a_reference_prints_as_it_is_named() -> None:
    assert [str(parse(text)) for text in (".env", "process:")] == ["dotenv:.env", "process:"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("dotnev:.env", r"no kind of source is called 'dotnev' \(did you mean dotenv:\?\)"),
        ("vault:secret", "known are dotenv, process, pid, environ, json, compose, .*; write dotenv:vault:secret"),
        ("process:1", "takes nothing after the colon"),
        ("pid:self", "takes the number of a process"),
        ("pid:٣", "takes the number of a process"),
        ("dotenv:", "names no file"),
        ("", "empty"),
    ],
)
def test_what_makes_no_sense_is_a_usage_error(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        parse(text)


def test_every_kind_has_its_module() -> None:
    assert tuple(MODULES) == KINDS
    for module in MODULES.values():
        assert callable(__import__(f"envlint.sources.{module}", fromlist=["read"]).read)
