"""Loaders that files of configuration name: each of a kind of its own."""

from __future__ import annotations

import json
import subprocess
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envlint.formats.dialects import by_every_name
from envlint.inventories import loaders
from envlint.inventories.loaders.files import Files
from envlint.inventories.loaders.shell_values import LONGEST, MOST, Surroundings, expand
from envlint.inventories.loaders.shell_words import commands as words_of
from envlint.inventories.tree import listing

if TYPE_CHECKING:
    from pathlib import Path

    from envlint.core.loader import Loader

KINDS = (
    "commands", "compose", "devcontainer", "envrc", "gitlab", "justfile", "kustomize", "makefile", "procfile",
    "taskfile", "units",
)  # fmt: skip


def found(root: Path, kind: str, files: dict[str, str]) -> list[Loader]:
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    module: Any = import_module(f"envlint.inventories.loaders.{kind}")
    return list(module.read(Files(listing(str(root)))))


def read(root: Path, kind: str, files: dict[str, str]) -> set[tuple[str, str]]:
    """The dialects with the files that they read; of a folder its path and a star."""
    return {(one.dialect, one.path or f"{one.folder}/*") for one in found(root, kind, files)}


COMPOSE = """\
x-shared: &shared
  env_file: [.env.shared]
services:
  web:
    <<: *shared
    build: .
  api:
    env_file: ../api/api.env
  db:
    env_file:
      - ./db.env
      - path: raw.env
        format: raw
        required: false
      - path: .env.${TIER:-dev}
      - .env.$OTHER
      - /etc/outside.env
      - ../../above.env
      - ${FOLDER}/.env
  job: {<<: *shared, image: x}
"""


def test_env_files_of_compose(tmp_path: Path) -> None:
    files = {"deploy/compose.yaml": COMPOSE}
    assert read(tmp_path, "compose", files) == {
        ("compose", "deploy/.env.shared"),
        ("compose", "api/api.env"),
        ("compose", "deploy/db.env"),
        ("compose-raw", "deploy/raw.env"),
        ("compose", "deploy/.env.dev"),
        ("compose", "deploy/*"),
        ("compose-project", "deploy/.env"),
    }
    shared, *_, beside = found(tmp_path, "compose", files)
    assert (shared.path, shared.why, shared.at.line, shared.at.column) == (
        "deploy/.env.shared",
        "env_file of the service web",
        2,
        14,
    )
    assert (beside.why, beside.at.line, beside.at.column) == ("compose.yaml refers to variables", 15, 22)


def test_compose_files_by_their_names(tmp_path: Path) -> None:
    named = "services: {a: {image: 'x:$TAG', env_file: a.env}}\n"
    files = {
        "docker-compose.prod.yml": named,
        "docker/local.yml": named,
        "config/services.yml": "services: {a: {class: 'x$y'}}\n",
        "compose.override.yaml": "services: {a: {command: 'echo $$TAG', env_file: a.env}}\n",
        "docker-stack.yml": "services: {a: {env_file: stack.env}}\n",
        "sample/compose.yaml.example": named,
        "broken/compose.yaml.template": "services: {a: {{ .env_file }}, [}\n",
    }
    assert read(tmp_path, "compose", files) == {
        ("compose", "a.env"),
        ("compose-project", ".env"),
        ("compose", "docker/a.env"),
        ("docker-run", "stack.env"),
        ("compose", "sample/a.env"),
        ("compose-project", "sample/.env"),
    }
    (only, _) = [one for one in found(tmp_path, "compose", files) if one.dialect == "compose-project"]
    assert only.at.path == "docker-compose.prod.yml"


def test_an_included_project_has_its_own_file(tmp_path: Path) -> None:
    text = "include:\n  - path: sub/compose.yaml\n    env_file: sub/own.env\n  - other.yaml\nservices: {}\n"
    assert read(tmp_path, "compose", {"compose.yaml": text}) == {("compose-project", "sub/own.env")}


def test_makefiles_include(tmp_path: Path) -> None:
    files = {
        "Makefile": "ENV ?= .env.made\ninclude .env rules.mk # .env.comment\n-include $(ENV) .env.$(TIER)\n"
        "ifneq (,$(wildcard .env.if))\n\tsinclude .env.if\nendif\n# include .env.no\n",
        "api/Makefile": "include ../.env.top\n",
        "make/deep/x.mk": "-include .env.mk\n",
    }
    assert read(tmp_path, "makefile", files) == {
        ("make", ".env"),
        ("make", ".env.made"),
        ("make", "/*"),
        ("make", ".env.if"),
        ("make", ".env.top"),
        ("make", ".env.mk"),
    }
    first = found(tmp_path, "makefile", files)[0]
    assert (first.why, first.at.line, first.at.column, first.at.end_column) == ("include in Makefile", 2, 9, 13)


def test_generators_of_kustomize(tmp_path: Path) -> None:
    text = """\
configMapGenerator:
  - name: a
    envs: [app.env, ../common.env]
  - name: b
    env: old.env
  - name: c
    files: [not.env]
secretGenerator:
  - name: d
    envs:
      - .env.secret
"""
    assert read(tmp_path, "kustomize", {"k8s/base/kustomization.yaml": text}) == {
        ("kustomize", "k8s/base/app.env"),
        ("kustomize", "k8s/common.env"),
        ("kustomize", "k8s/base/old.env"),
        ("kustomize", "k8s/base/.env.secret"),
    }


def test_units_name_files_of_the_project(tmp_path: Path) -> None:
    files = {
        ".gitignore": ".env\n",
        "deploy/shop.service": "[Service]\nEnvironmentFile=-/srv/shop/.env\nEnvironmentFile=/etc/default/shop\n"
        "EnvironmentFile=/etc/shop.env\n#EnvironmentFile=/etc/no.env\nEnvironmentFile=/etc/%i.env\n",
        "deploy/shop.env.example": "",
        "deploy/shop.service.d/more.conf": "[Service]\nEnvironmentFile=/etc/.env.more\n",
        ".env.more": "",
        "deploy/shop@.service.example": "[Service]\nEnvironmentFile=/etc/shop/.env.sample-of-all\n",
        "deploy/.env.sample-of-all": "",
        "box.container": "[Container]\nEnvironmentFile=box.env\n[Service]\nEnvironmentFile=%h/box.env\n",
        "box.env": "",
        "shop": "",
    }
    assert read(tmp_path, "units", files) == {
        ("systemd", "deploy/.env"),
        ("systemd", "deploy/shop.env"),
        ("podman-5", "box.env"),
        ("systemd", "box.env"),
        ("systemd", ".env.more"),
        ("systemd", "deploy/.env.sample-of-all"),
    }
    first = found(tmp_path, "units", files)[2]
    assert (first.at.path, first.at.line, first.at.column) == ("deploy/shop.service", 2, 18)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("set dotenv-load\n", {"api/.env"}),
        ("set dotenv-load := true # all\n", {"api/.env"}),
        ("set dotenv-load := false\n", set()),
        ("set dotenv-required\n", {"api/.env"}),
        ('set dotenv-filename := ".env.dev"\n', {"api/.env.dev"}),
        ("set dotenv-load\nset dotenv-filename := '.env.top'\n", {".env.top"}),
        ('set dotenv-path := "../conf/.env"\n', {"conf/.env"}),
        ("set dotenv-filename := [\".env\", x'.env.${TIER:-dev}', x'${FOLDER}/.env']\n", {"api/.env", "api/.env.dev"}),
        ("# set dotenv-load\nx := 'dotenv'\n", set()),
    ],
)
def test_settings_of_just(tmp_path: Path, settings: str, expected: set[str]) -> None:
    files = {"api/justfile": settings, ".env.top.example": ""}
    assert read(tmp_path, "justfile", files) == {("just", path) for path in expected}


def test_dotenv_of_taskfiles(tmp_path: Path) -> None:
    text = "dotenv: ['.env', '{{.HOME}}/.env', '.env.{{.TIER}}']\ntasks: {a: {dotenv: [a/.env.a]}, b: [c]}\n"
    assert read(tmp_path, "taskfile", {"api/Taskfile.yml": text}) == {
        ("go-task", "api/.env"),
        ("go-task", "api/*"),
        ("go-task", "api/a/.env.a"),
    }


def test_reports_of_gitlab(tmp_path: Path) -> None:
    text = """\
build:
  artifacts: {reports: {dotenv: build.env}}
test:
  artifacts:
    reports:
      dotenv: [a/test.env, $CI_PROJECT_DIR/top.env, $NAME.env]
      junit: junit.env
"""
    assert read(tmp_path, "gitlab", {".gitlab-ci.yml": text}) == {
        ("gitlab-report", "build.env"),
        ("gitlab-report", "a/test.env"),
        ("gitlab-report", "top.env"),
    }


def test_what_direnv_loads(tmp_path: Path) -> None:
    files = {
        ".envrc": "dotenv\nif has x; then dotenv_if_exists .env.local; fi\n# dotenv .env.comment\n"
        "source_env ../.envrc\n"
        "source_env_if_exists .env.private\nsource .env.sourced\nwatch_file .env.watched\nsource_up\n"
        'dotenv "$PWD/w/.env"\n',
        "web/.envrc.example": "dotenv ../.env.top\n",
    }
    assert read(tmp_path, "envrc", files) == {
        ("direnv", ".env"),
        ("direnv", ".env.local"),
        ("bash", ".env.private"),
        ("bash", ".env.sourced"),
        ("direnv", "w/.env"),
        ("direnv", ".env.top"),
    }


def test_a_procfile_alone_says_nothing(tmp_path: Path) -> None:
    assert read(tmp_path / "a", "procfile", {"Procfile": "web: x\n"}) == set()
    assert read(tmp_path / "b", "procfile", {"Gemfile": "gem 'foreman'\n"}) == set()
    files = {
        "r/Procfile.dev": "web: x\n",
        "r/Gemfile": "# gem 'foreman'\n  gem 'foreman', '~> 0.87'\n",
        "p/Procfile": "web: x\n",
        "p/requirements.txt": "django\nhoncho==2.0.0\n",
        "j/Procfile": "web: x\n",
        "j/package.json": json.dumps({"devDependencies": {"foreman": "^3.0.1"}}),
    }
    assert read(tmp_path / "c", "procfile", files) == {
        ("ruby-foreman", "r/.env"),
        ("honcho", "p/.env"),
        ("foreman-js", "j/.env"),
    }


def test_run_args_of_a_development_container(tmp_path: Path) -> None:
    text = (
        '{// no\n"runArgs": ["--env-file", "${localWorkspaceFolder}/.env.a", "--env-file=.devcontainer/b.env", '
        '"--env-file", "${localEnv:HOME}/.env"], "x": ["--env-file", ".env.no"]}'
    )
    assert read(tmp_path, "devcontainer", {".devcontainer/devcontainer.json": text}) == {
        ("docker-run", ".env.a"),
        ("docker-run", ".devcontainer/b.env"),
    }


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("compose", "compose.yaml"),
        ("kustomize", "kustomization.yaml"),
        ("gitlab", ".gitlab-ci.yml"),
        ("taskfile", "Taskfile.yml"),
    ],
)
def test_what_is_no_yaml_is_not_covered(tmp_path: Path, kind: str, path: str) -> None:
    (tmp_path / path).write_text("services: [env_file, dotenv, configMapGenerator: {\n", encoding="utf-8")
    files = Files(listing(str(tmp_path)))
    module: Any = import_module(f"envlint.inventories.loaders.{kind}")
    assert list(module.read(files)) == []
    assert files.broken == {path}


def test_the_kinds_are_asked_and_their_dialects_known(tmp_path: Path) -> None:
    assert set(KINDS) <= set(loaders.MODULES)
    files = {
        "compose.yaml": COMPOSE,
        "Makefile": "include .env\nup:\n\tpodman run --env-file .env x\n",
        ".envrc": "dotenv\n",
    }
    for path, text in files.items():
        (tmp_path / path).write_text(text, encoding="utf-8")
    seen = loaders.read(listing(str(tmp_path)))
    assert {"compose", "compose-raw", "compose-project", "make", "podman-5", "direnv"} == {
        one.dialect for one in seen.loaders
    }
    assert {one.dialect for one in seen.loaders} <= by_every_name().keys()
    assert {"compose.yaml", "Makefile", ".envrc"} <= set(seen.evidence)


def test_nothing_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise AssertionError("a program was started")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    monkeypatch.setattr("os.system", refuse)
    text = "source $(touch made)/.env\nENV_FILE=`touch made`\n. $ENV_FILE\n$(touch made) --env-file .env\n"
    assert found(tmp_path, "commands", {"run.sh": text}) == []
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize(
    "unit",
    [
        "a <<X\n",
        "'",
        '"',
        "$(",
        "${",
        "`",
        "((",
        "${A:-",
        '"$(',
        "A=$A$A\n",
        "\\",
        "{{",
        "{{a",
        "[ ",
        "sh '",
        "\t\\\n",
        " #!\n",
        "- {a: ",
        "docker run -",
        "X:=",
        "export $(",
        "RUN --a=\\",
        "eval '",
        "#!/",
    ],
)
@pytest.mark.parametrize(
    "path", ["run.sh", "Makefile", "Dockerfile", "justfile", "package.json", "Jenkinsfile", ".envrc", ".gitlab-ci.yml"]
)
def test_any_text_is_read_to_its_end(tmp_path: Path, path: str, unit: str) -> None:
    text = "# .env dotenv Generator env_file services: include\n" + unit * 3000 + "\nsource .env\n"
    (tmp_path / path).write_text(text, encoding="utf-8")
    files = Files(listing(str(tmp_path)))
    for kind in KINDS:
        module: Any = import_module(f"envlint.inventories.loaders.{kind}")
        assert {one.at.path for one in module.read(files)} <= {path}


@given(st.text(alphabet="ab=.$(){}[]'\"`\\#<>|&;: \t\n\0-%", max_size=200))
def test_places_are_those_of_the_words(text: str) -> None:
    for command in words_of(text):
        for word in (*command.words, *command.inputs):
            assert text[word.start : word.end] == word.text
        assert all(one.start < other.start for one, other in pairwise(command.words))


@given(st.text(alphabet="AB.$(){}'\"`\\/~-: \0*%", max_size=120))
def test_a_word_stands_for_something(text: str) -> None:
    around = Surroundings("/@/a", "/@/a/b.sh", {"A": ["x", "/@/y"]})
    known = expand(text, around)
    assert 1 <= len(known) <= MOST
    assert all(len(each) <= LONGEST and "\0" not in each for each in known)
