"""A gate judges what the loader in use makes of a file: no pass for what it reads wrong, no block for what is fine."""
# ruff: noqa: E501  samples keep their shape

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from harness import Project
from read_by_loaders import FILE, GOOD, QUOTED, READ, WELL

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from read_by_loaders import Read

RULES = "[PORT]\ntype = 'port'\nrequired = true\n[MODE]\nvalues = ['a', 'b']\n"
GATE = "--env=production"


def _settings(readers: str) -> str:
    return f"readers = {json.dumps(readers.split(', ') if readers else [])}\n"


def _project(folder: Path, files: Mapping[str, str | bytes], settings: str = "") -> Project:
    return Project(folder, {"rules/all.toml": RULES, "envlint.toml": settings, **files})


def _check(project: Project, *words: str, stdin: bytes = b"") -> tuple[int, list[tuple[str, str, str]]]:
    """Return the exit code and the findings: code, variable, level."""
    said = project.call("check", *words, "--format=json", stdin=stdin)
    assert "envlint bug" not in said.text
    report = json.loads(said.out)
    assert report["exit_code"] == said.code
    assert (report["verdict"] == "none") is (said.code == 2)
    return said.code, [(each["code"], each["variable"], each["severity"]) for each in report["findings"]]


@pytest.mark.parametrize("case", [*READ, *WELL], ids=lambda case: f"{case.name} ({case.readers})")
def test_what_the_loader_reads_is_judged(case: Read, tmp_path: Path, started: list[Mapping[str, str]]) -> None:
    project = _project(tmp_path, {FILE: case.text}, _settings(case.readers))
    code, found = _check(project, GATE)
    assert code == case.code, found
    assert set(case.codes) <= {code for code, _, level in found if level == "error"}
    for words in (("status", GATE), ("resolve", GATE), ("resolve", GATE, "--reveal"), ("run", GATE, "--", "true")):
        said = project.call(*words)
        assert (said.code in (None, 0)) is (case.code == 0), (words, said)
        assert "envlint bug" not in said.text
        if case.code and words[0] == "resolve" and "--reveal" in words:
            assert not said.out
    assert bool(started) is (case.code == 0)
    if started and not case.code:
        assert started[0]["PORT"] == "8080"
        assert started[0].get("MODE") in ("a", "")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Mapping[str, str]]:
    """Return the environments that programs were started with; none is."""
    environments: list[Mapping[str, str]] = []
    monkeypatch.setattr("envlint.cli.execute._restore_signals", lambda: None)
    monkeypatch.setattr("os.execvpe", lambda *given: environments.append(given[2]))
    return environments


EVIDENCE: dict[str, tuple[Mapping[str, str], str]] = {
    "docker run": ({"run.sh": f"docker run --env-file {FILE} web\n"}, QUOTED),
    "compose": ({"compose.yaml": f"services:\n  web:\n    env_file: {FILE}\n"}, f"{GOOD}stray prose\n"),
    "compose, raw": ({"compose.yaml": f"services:\n  web:\n    env_file: [{{path: {FILE}, format: raw}}]\n"}, QUOTED),
    "kubectl": ({"deploy.sh": f"kubectl create secret generic web --from-env-file={FILE}\n"}, QUOTED),
    "kustomize": ({"kustomization.yaml": f"secretGenerator:\n- name: web\n  envs: [{FILE}]\n"}, QUOTED),
    "sourced": ({"run.sh": f"#!/bin/bash\nset -a\n. ./{FILE}\nset +a\n"}, "PORT = 8080\nMODE=a\n"),
    "make": ({"Makefile": f"include {FILE}\nexport\nrun:\n\techo\n"}, QUOTED),
    "uv": ({"justfile": f"run:\n  uv run --env-file {FILE} web\n"}, "MODE=a\nX=it's\nPORT=8080\n"),
    "node": ({"package.json": f'{{"engines": {{"node": "22"}}, "scripts": {{"start": "node --env-file={FILE} web.js"}}}}'}, "MODE= \nPORT=8080\n"),
    "a Rust crate": ({"Cargo.toml": '[package]\nname = "web"\n[dependencies]\ndotenvy = "0.15"\n', "src/main.rs": 'fn main() { dotenvy::from_filename(".env.production").ok(); }\n'}, "PORT=x\nPORT=8080\nMODE=a\n"),
}  # fmt: skip
BROKEN: dict[str, str | bytes] = {
    ".gitlab-ci.yml": "a: [", ".envrc": "$(", "Cargo.toml": "=", "Dockerfile": "FROM\n\\", "Gemfile": b"\xff\xfe", "Gemfile.lock": "GEM\n  x",
    "Makefile": "include\n\t\\", "Procfile": "web", "Taskfile.yml": "-", "a.service": "[Service\nEnvironmentFile", "a/package.json": "[1",
    "compose.yaml": "services: [", "composer.json": "[]", "deno.json": "{", "go.mod": "(((", "justfile": "set dotenv-load :=", "kustomization.yaml": "&",
    "package-lock.json": '{"packages": 7}', "package.json": '{"scripts": [', "requirements.txt": b"\0", "uv.lock": "[[package", "x.sh": "docker run --env-file",
    ".github/workflows/ci.yml": "jobs: {a: {steps: [{run: [", ".devcontainer/devcontainer.json": '{"runArgs": {', "pnpm-lock.yaml": "a: b: c",
}  # fmt: skip


@pytest.mark.parametrize("name", EVIDENCE)
def test_evidence_decides(name: str, tmp_path: Path) -> None:
    shown, wrong = EVIDENCE[name]
    (tmp_path / "before").mkdir()
    for number, (text, code) in enumerate(((wrong, 1), (GOOD, 0))):
        project = _project(tmp_path / str(number), {FILE: text, **shown})
        assert _check(project, GATE)[0] == code
        assert _check(project, GATE)[0] == code, "remembered"
    without = _project(tmp_path / "without", {FILE: GOOD})
    assert _check(without, GATE)[0] == 0


@pytest.mark.parametrize("name", EVIDENCE)
def test_broken_evidence_takes_nothing_away(name: str, tmp_path: Path) -> None:
    shown, wrong = EVIDENCE[name]
    beside = {path: text for path, text in BROKEN.items() if path not in shown}
    assert _check(_project(tmp_path, {FILE: wrong, **beside, **shown}), GATE)[0] == 1


def test_evidence_that_is_broken_is_none(tmp_path: Path) -> None:
    for number, (text, code) in enumerate(
        ((GOOD, 0), (QUOTED, 0), ("PORT=x\n", 1), ("PORT\nMODE=a\n", 1), ("MODE=a\nPORT='1\n", 1))
    ):
        project = _project(tmp_path / str(number), {FILE: text, **BROKEN})
        plain = _project(tmp_path / f"{number}-without", {FILE: text})
        found = _check(project, GATE)
        assert found[0] == code
        assert found == _check(plain, GATE)


def test_evidence_that_comes_later_is_seen(tmp_path: Path) -> None:
    project = _project(tmp_path, {FILE: QUOTED})
    assert _check(project, GATE)[0] == 0
    project.write({"run.sh": f"docker run --env-file {FILE} web\n"})
    assert _check(project, GATE)[0] == 1
    project.write({"run.sh": "docker run web --some-other-option here\n"})
    assert _check(project, GATE)[0] == 0
    project.write({"deep/er/run.sh": f"docker run --env-file ../../{FILE} web\n"})
    assert _check(project, GATE)[0] == 1


SETTINGS: dict[str, tuple[str, int]] = {
    "no loader": ("", 0),
    "an empty list": ("readers = []\n", 0),
    "a list": ("readers = ['docker-run']\n", 1),
    "a table": (f"[readers]\n'{FILE}' = ['docker-run']\n", 1),
    "a table of all": ("[readers]\n'*' = ['docker-run']\n", 1),
    "a table of another file": ("[readers]\n'.env.staging' = ['docker-run']\n", 0),
    "a table in order": (f"[readers]\n'{FILE}' = ['bash']\n'*' = ['docker-run']\n", 0),
    "an empty table": ("[readers]\n", 0),
    "one that is not known": ("readers = ['compse']\n", 2),
    "one that is not known in a table": ("[readers]\n'a.env' = ['compse']\n", 2),
    "one that is empty": ("readers = ['']\n", 2),
    "text": ("readers = 'docker-run'\n", 2),
    "a number": ("readers = [1]\n", 2),
    "a list of lists": ("readers = [['docker-run']]\n", 2),
    "misspelt": ("reader = ['docker-run']\n", 2),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_settings(name: str, tmp_path: Path) -> None:
    settings, code = SETTINGS[name]
    project = _project(tmp_path, {FILE: QUOTED}, settings)
    assert _check(project, GATE)[0] == code
    for words in (("run", GATE, "--", "false"), ("resolve", GATE, "--reveal"), ("status", GATE)):
        assert not code or project.call(*words).code == code


def test_settings_come_before_evidence(tmp_path: Path) -> None:
    shown = {FILE: QUOTED, "run.sh": f"docker run --env-file {FILE} web\n"}
    for number, (settings, code) in enumerate((("", 1), ("readers = ['bash']\n", 0), ("readers = []\n", 1))):
        assert _check(_project(tmp_path / str(number), shown, settings), GATE)[0] == code


@pytest.mark.parametrize("tier", ["prodution", "", "Production "])
def test_a_tier_that_is_not_known(tier: str, tmp_path: Path) -> None:
    project = _project(tmp_path, {FILE: GOOD, ".env.prodution": GOOD}, _settings("docker-run"))
    said = project.call("check", f"--env={tier}", "--format=json")
    assert said.code == 2
    assert "envlint bug" not in said.text


@pytest.mark.parametrize(("tier", "code"), [("development", 0), ("staging", 0), ("production", 1)])
def test_the_level_of_the_tier(tier: str, code: int, tmp_path: Path) -> None:
    for number, readers in enumerate(("docker-run", "compose, docker-run")):
        project = _project(tmp_path / str(number), {f".env.{tier}": QUOTED}, _settings(readers))
        assert _check(project, f"--env={tier}")[0] == code


def test_each_layer_has_its_loader(tmp_path: Path) -> None:
    def of(first: str, second: str) -> str:
        return f"[readers]\n'.env' = ['{first}']\n'{FILE}' = ['{second}']\n"

    for number, (settings, below, above, code) in enumerate((
        (of("bash", "docker-run"), "PORT='8080'\n", "MODE='a'\n", 1),
        (of("bash", "docker-run"), "PORT='8080'\n", "MODE=a\n", 0),
        (of("docker-run", "bash"), "PORT='8080'\n", "MODE='a'\n", 1),
        (of("docker-run", "bash"), "PORT='8080'\n", "PORT='8080'\nMODE='a'\n", 0),
        (of("docker-run", "node-22"), "PORT=8080\n", "MODE= \nPORT=8081\n", 1),
        (of("docker-run", "node-22"), "P=8080\n", "PORT=${P}\nMODE=a\n", 1),
        (of("compose", "compose"), "P=8080\n", "PORT=${P}\nMODE=a\n", 0),
        (of("compose", "compose"), "P=x\n", "PORT=${P}\nMODE=a\n", 1),
        (of("compose", "docker-run"), "stray prose\n", GOOD, 1),
        (of("podman-5", "podman-5"), "PORT=8080\n", "export PORT=x\nMODE=a\n", 0),
    )):  # fmt: skip
        project = _project(tmp_path / str(number), {".env": below, FILE: above}, settings)
        assert _check(project, GATE)[0] == code, number
    named = _project(
        tmp_path / "named", {"a.env": "PORT='8080'\n", "b.env": "MODE='a'\n"}, "[readers]\n'b.env' = ['docker-run']\n"
    )
    assert _check(named, GATE, "dotenv:a.env", "dotenv:b.env")[0] == 1
    assert _check(named, GATE, "dotenv:b.env", "dotenv:a.env")[0] == 1
    assert _check(named, GATE, "dotenv:a.env")[0] == 0


SERVICES = "[[services]]\nname = 'api'\nroot = 'services/api'\n[[services]]\nname = 'web'\nroot = 'services/web'\n"


@pytest.mark.parametrize("name", ["api", "web"])
def test_services_have_their_own(name: str, tmp_path: Path) -> None:
    files = {f"services/{each}/.env": QUOTED for each in ("api", "web")}
    path = f"services/{name}/.env"
    by_settings = _project(tmp_path / "a", files, f"[readers]\n'services/api/**' = ['docker-run']\n{SERVICES}")
    by_evidence = _project(
        tmp_path / "b", {"services/api/run.sh": "docker run --env-file .env web\n", **files}, SERVICES
    )
    for project in (by_settings, by_evidence):
        assert _check(project, GATE, path)[0] == (name == "api")
        assert _check(project, GATE, f"dotenv:{path}")[0] == (name == "api")


def test_standard_input(tmp_path: Path) -> None:
    stated = _project(tmp_path / "a", {}, _settings("docker-run"))
    by_path = _project(
        tmp_path / "b", {"run.sh": "docker run --env-file - web\n"}, f"[readers]\n'{FILE}' = ['docker-run']\n"
    )
    for text, codes in ((QUOTED, (1, 0)), (GOOD, (0, 0)), ("PORT=x\n", (1, 1)), ("", (2, 2))):
        for project, code in zip((stated, by_path), codes, strict=True):
            assert _check(project, GATE, "dotenv:-", stdin=text.encode())[0] == code


def test_a_suppression_may_be_part_of_a_value(tmp_path: Path) -> None:
    """A suppression on the line of a value is part of it, where the loader knows no comments."""
    text = "PORT=8080 # envlint: ignore[ENV1]\n"
    project = _project(tmp_path, {FILE: text}, _settings("docker-run"))
    assert _check(project, GATE)[0] == 1


@pytest.mark.parametrize("place", ["Ear._listen", "Panel.takes", "Panel.means"])
def test_a_fault_of_our_own_is_no_pass(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object) -> None:
        raise RuntimeError("value-of-somebody")

    module = place.partition(".")[0].lower()
    monkeypatch.setattr(f"envlint.analysis.readers.{module}.{place}", fail)
    project = _project(tmp_path, {FILE: f"{QUOTED}X= y\n"}, _settings("compose, docker-run"))
    said = project.call("check", GATE, "--format=json")
    assert said.code == 2
    assert "value-of-somebody" not in said.text
    assert json.loads(said.out)["verdict"] == "none"


def test_a_fault_in_looking_for_loaders_is_no_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object) -> None:
        raise RuntimeError("value-of-somebody")

    monkeypatch.setattr("envlint.inventories.loaders.compose.read", fail)
    project = _project(tmp_path, {FILE: QUOTED})
    said = project.call("check", GATE, "--format=json")
    assert said.code == 2
    assert "value-of-somebody" not in said.text
