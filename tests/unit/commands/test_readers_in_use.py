"""Which loaders read a file: the settings before the repository, and what an earlier run found only while it holds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from envlint.cli import main
from envlint.commands.contract import open_contract
from envlint.commands.readers import Readers
from envlint.core.request import Request

if TYPE_CHECKING:
    from pathlib import Path

COMPOSE = "services:\n  web:\n    build: .\n    env_file: .env\n"
MAKE = "run:\n\tdocker run --env-file .env web\n"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


def project(root: Path, **texts: str) -> Path:
    for name, text in texts.items():
        path = root / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def not_covered(root: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        main(["check", ".env", "--format", "json"])
    found: list[str] = json.loads(capsys.readouterr().out)["looked_at"]["not_covered"]
    return found


def names(root: Path, path: str = ".env") -> list[str]:
    contract = open_contract(Request("check", cwd=str(root)))
    return [loader.dialect for loader in Readers(contract).of(path)]


def test_none_is_known(tmp_path: Path) -> None:
    assert names(project(tmp_path, app_py="print()\n")) == []


def test_what_knows_quotes_comes_first_and_shells_last(tmp_path: Path) -> None:
    project(tmp_path, Makefile=MAKE, compose_yaml=COMPOSE, run_sh="#!/bin/bash\nsource .env\n")
    assert names(tmp_path) == ["compose", "docker-run", "bash"]


def test_a_template_is_read_by_what_reads_the_file_that_it_is_copied_to(tmp_path: Path) -> None:
    project(tmp_path, compose_yaml=COMPOSE)
    assert names(tmp_path, ".env.example") == ["compose"]
    assert names(tmp_path, ".env.production") == []


def test_the_settings_win_by_path(tmp_path: Path) -> None:
    settings = '[readers]\n"deploy/*.env" = ["k8s"]\n".env" = ["node-20", "bash"]\n'
    project(tmp_path, compose_yaml=COMPOSE, envlint_toml=settings)
    assert names(tmp_path) == ["node-20", "bash"]
    assert names(tmp_path, "deploy/web.env") == ["kubectl"]
    assert names(tmp_path, ".env.example") == ["node-20", "bash"]
    assert names(tmp_path, "api/.env") == ["node-20", "bash"]
    assert names(tmp_path, ".env.local") == []


def test_what_lies_outside_or_is_no_file_is_read_by_what_the_settings_name_for_all(tmp_path: Path) -> None:
    project(tmp_path, compose_yaml=COMPOSE)
    assert names(tmp_path, "/somewhere/.env") == names(tmp_path, "../.env") == names(tmp_path, "") == []
    project(tmp_path, envlint_toml='readers = ["compose"]\n')
    assert names(tmp_path, "/somewhere/.env") == names(tmp_path, "") == ["compose"]


def test_what_an_earlier_run_found_holds_until_something_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project(tmp_path, compose_yaml=COMPOSE, deploy__notes_txt="none\n")
    assert names(tmp_path) == ["compose"]
    monkeypatch.setattr("envlint.commands.readers._looked_for", _never)
    assert names(tmp_path) == ["compose"]
    monkeypatch.undo()


def _never(root: str) -> None:
    raise AssertionError(root)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"compose_yaml": "services:\n  web:\n    build: .\n    env_file: other.env\n"}, []),
        ({"Makefile": MAKE}, ["compose", "docker-run"]),
        ({"deploy__Makefile": "run:\n\tdocker run --env-file ../.env web\n"}, ["compose", "docker-run"]),
        ({"new__deep__Makefile": "run:\n\tdocker run --env-file ../../.env web\n"}, ["compose", "docker-run"]),
        ({"_gitignore": "compose.yaml\n"}, []),
    ],
)
def test_what_changes_is_seen(tmp_path: Path, change: dict[str, str], expected: list[str]) -> None:
    project(tmp_path, compose_yaml=COMPOSE, deploy__notes_txt="none\n")
    assert names(tmp_path) == ["compose"]
    project(tmp_path, **change)
    assert names(tmp_path) == expected


BROKEN = "services:\n  web: {env_file: [.env\n"
UNSEEN = ["loaders: compose.yaml could not be parsed"]


def test_a_check_says_which_manifests_it_cannot_parse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also from what an earlier run found."""
    project(tmp_path, compose_yaml=BROKEN, _env="A='$x' # y\n", envlint_toml="")
    assert not_covered(tmp_path, capsys) == not_covered(tmp_path, capsys) == UNSEEN
    project(tmp_path, compose_yaml=COMPOSE)
    assert not_covered(tmp_path, capsys) == []


@pytest.mark.parametrize(("text", "settings"), [("A=1\n", ""), ("A='$x' # y\n", 'readers = ["compose", "bash"]\n')])
def test_it_says_so_only_where_it_looked_for_loaders(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, settings: str
) -> None:
    project(tmp_path, compose_yaml=BROKEN, _env=text, envlint_toml=settings)
    assert not_covered(tmp_path, capsys) == []


def test_services_say_it_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    services = "".join(f'[[services]]\nname = "{name}"\nroot = "{name}"\n' for name in "ab")
    project(tmp_path, compose_yaml=BROKEN, envlint_toml=services, a___env="A='$x' # y\n", b___env="B='$x' # y\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        main(["check", "--format", "json"])
    assert json.loads(capsys.readouterr().out)["looked_at"]["not_covered"] == UNSEEN


def test_a_cache_within_the_project_does_not_make_what_it_keeps_outdated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    project(tmp_path, compose_yaml=COMPOSE)
    assert names(tmp_path) == names(tmp_path) == ["compose"]
    monkeypatch.setattr("envlint.commands.readers._looked_for", _never)
    assert names(tmp_path) == ["compose"]
