"""No secret's value where services and tiers are compared: every format, every shape of a secret."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest
from canaries import CANARIES
from harness import Project
from test_leaks import assert_no_leak

if TYPE_CHECKING:
    from pathlib import Path

    from canaries import Canary

FORMATS = tuple(
    f"--format={name}:report.{name}" for name in ("json", "github", "sarif", "junit", "gitlab", "markdown", "html")
)
RULES = '[TOKEN]\ntype = "secret"\nsame_as = "{}:TOKEN"\ndiffers_across_tiers = true\n'
SETTINGS = "".join(f'[[services]]\nname = "{name}"\nroot = "{name}"\n' for name in ("api", "worker"))
COMMANDS = (
    ("check", "--format=text", *FORMATS),
    ("check", "--env=production", "-v", "--color=always"),
    ("check", "--env=production", "--service=api"),
    ("status", "--env=production", "--service=api"),
    ("resolve", "--env=production", "--service=api"),
    ("baseline",),
)


def workspace(folder: Path, secret: Canary) -> tuple[Project, dict[str, str]]:
    """Return a workspace in which one secret stands where another should, in two services and in two tiers."""
    own = f"TOKEN={secret.in_single_quotes}\n"
    files = {
        "envlint.toml": SETTINGS,
        "api/rules/a.toml": RULES.format("worker"),
        "worker/rules/w.toml": RULES.format("api"),
        "api/.env.production": own,
        "api/.env.staging": own,
        "worker/.env.production": f"TOKEN={secret.in_single_quotes[:-1]}b'\nPORT={secret.in_single_quotes}\n",
        "worker/.env.staging": f"TOKEN='{'k' * 40}'\n",
    }
    return Project(folder, files), files


@pytest.mark.parametrize("secret", CANARIES, ids=str)
def test_nothing_that_is_compared_is_shown(tmp_path: Path, secret: Canary) -> None:
    project, files = workspace(tmp_path, secret)
    texts: dict[str, bytes] = {}
    for words in COMMANDS:
        said = project.call(*words)
        texts[f"{' '.join(words)} > stdout"], texts[f"{' '.join(words)} > stderr"] = said.out, said.err
    texts |= project.written(files)
    assert b"ENV201" in texts["check --env=production -v --color=always > stdout"]
    assert b"ENV205" in texts["check --env=production -v --color=always > stdout"]
    assert_no_leak(secret, texts)


def test_every_format_names_the_service_and_can_be_read(tmp_path: Path) -> None:
    project, _ = workspace(tmp_path, CANARIES[0])
    assert project.call("check", *FORMATS).code == 1
    texts = {name: (project.folder / f"report.{name}").read_text(encoding="utf-8") for name in _names()}
    for text in texts.values():
        assert "TOKEN" in text
        assert "api" in text
    for name in ("json", "sarif", "gitlab"):
        json.loads(texts[name])
    ET.fromstring(texts["junit"])
    services = {(each["name"], each["tier"]) for each in json.loads(texts["json"])["services"]}
    assert services == {(name, tier) for name in ("api", "worker") for tier in ("staging", "production")}
    (run,) = json.loads(texts["sarif"])["runs"]
    assert {result["properties"]["service"] for result in run["results"]} <= {"api", "worker"}
    assert "\n| Service | staging | production |\n" in texts["markdown"]


def _names() -> list[str]:
    return [each.partition("=")[2].partition(":")[0] for each in FORMATS]
