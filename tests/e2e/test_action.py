"""The action: what it hands to envlint and what it hands on, whatever its inputs are."""

import os
import subprocess
from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.skipif(os.name == "nt", reason="bash")

ACTION = yaml.safe_load((Path(__file__).parents[2] / "action.yml").read_text(encoding="utf-8"))
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
