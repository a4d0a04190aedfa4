"""The Python interface: ``envlint.load`` and ``envlint.check``."""

from __future__ import annotations

import os
import warnings
from pathlib import Path

import pytest

import envlint
from envlint.commands.api import EnvlintWarning

RULES = """
[PORT]
type = "port"
default = 8080
[WORKERS]
type = "int"
fallback = 4
[API_TOKEN]
type = "secret"
min_length = 24
[DATABASE_URL]
type = "url"
required = true
"""
URL = "DATABASE_URL=https://db.example.org/x\n"
CANARY = "hunter2-Zq8"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/app.toml").write_text(RULES)
    return tmp_path


def loaded(root: Path, text: str, tier: str) -> tuple[dict[str, str], list[str]]:
    (root / ".env").write_text(text)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        values = envlint.load(tier, root=str(root))
    assert all(warning.category is EnvlintWarning for warning in caught)
    return values, [str(warning.message) for warning in caught]


def test_defaults_are_applied_and_what_is_set_wins(project: Path) -> None:
    values, said = loaded(project, URL, "production")

    assert values == {"DATABASE_URL": "https://db.example.org/x", "PORT": "8080"}
    assert said == []
    assert loaded(project, URL + "PORT=443\n", "production")[0]["PORT"] == "443"


def test_a_fallback_is_applied_and_said(project: Path) -> None:
    values, said = loaded(project, URL + "WORKERS=many\n", "staging")

    assert values["WORKERS"] == "4"
    assert "staging runs with WORKERS=4, its fallback" in said
    assert any("warning[ENV102] WORKERS" in line for line in said)


def test_a_refusal_lists_every_fault_and_no_value(project: Path) -> None:
    (project / ".env").write_text(f"PORT={CANARY}\nWORKERS={CANARY}\nAPI_TOKEN={CANARY}\n")

    with pytest.raises(envlint.EnvironmentRefused) as caught:
        envlint.load("production", root=str(project))

    assert [(finding.code, finding.variable) for finding in caught.value.findings] == [
        ("ENV104", "DATABASE_URL"),
        ("ENV102", "PORT"),
        ("ENV102", "WORKERS"),
        ("ENV107", "API_TOKEN"),
    ]
    lines = str(caught.value).splitlines()
    assert lines[0] == "the environment does not pass for production:"
    assert len(lines) == 1 + len(caught.value.findings)
    assert CANARY not in str(caught.value) + repr(caught.value) + repr(caught.value.findings)


def test_an_unknown_tier_is_an_error(project: Path) -> None:
    (project / ".env").write_text(URL)

    for function in (envlint.load, envlint.check):
        with pytest.raises(envlint.EnvlintError, match="did you mean production"):
            function("prodution", root=str(project))


def test_nothing_to_look_at_is_no_pass(project: Path) -> None:
    (project / ".env").write_text("")

    with pytest.raises(envlint.EnvlintError, match="could not be judged") as caught:
        envlint.load("staging", root=str(project))
    assert not isinstance(caught.value, envlint.EnvironmentRefused)
    assert envlint.check("staging", root=str(project)).exit_code == 2


def test_check_returns_the_report(project: Path) -> None:
    (project / "other.env").write_text(URL + "PORT=0\n")

    report = envlint.check("production", ["dotenv:other.env"], root=str(project))

    assert [(finding.code, finding.at.line) for finding in report.findings] == [("ENV103", 2)]
    assert report.exit_code == 1


def test_the_process_is_left_as_it_is(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "1")
    before, folder = dict(os.environ), Path.cwd()

    assert loaded(project, URL + "PORT=443\n", "production")[0]["PORT"] == "443"

    assert dict(os.environ) == before
    assert Path.cwd() == folder


def test_what_the_process_sets_can_be_loaded(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "https://db.example.org/y")

    values = envlint.load("production", ["process:"], root=str(project))

    assert values["DATABASE_URL"] == "https://db.example.org/y"


def test_the_public_names() -> None:
    assert set(envlint.__all__) <= set(dir(envlint))
    assert all(getattr(envlint, name) is not None for name in envlint.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        envlint.nothing  # noqa: B018
