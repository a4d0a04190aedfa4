"""The example that is run by Compose and deployed to Kubernetes: every command of its README, and what it must say."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples/compose-and-k8s"
README = (EXAMPLE / "README.md").read_text(encoding="utf-8")
(COMMANDS,) = re.findall(r"^```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
RENDERED = "rendered/production.yaml"
KUBECTL = shutil.which("kubectl")
SOURCES = [
    "compose:compose.yaml#api",
    "compose:compose.yaml#worker",
    f"k8s:{RENDERED}#Deployment/api",
    f"k8s:{RENDERED}#Deployment/worker",
]


@pytest.fixture
def project(tmp_path):
    return shutil.copytree(EXAMPLE, tmp_path / "project")


@pytest.fixture
def envlint(project):
    """Return a function that runs envlint in a copy of the example, with nothing else in its environment."""

    def run(*words, stdin=""):
        environ = {
            "PATH": os.environ["PATH"],
            "HOME": str(project.parent),
            "PYTHONPATH": str(ROOT),
            "LC_ALL": "C.UTF-8",
        }
        command = [sys.executable, "-m", "envlint", *words]
        return subprocess.run(
            command, cwd=project, env=environ, input=stdin, capture_output=True, text=True, check=False
        )

    return run


def replace(file, old, new):
    text = file.read_text()
    assert old in text, file
    file.write_text(text.replace(old, new))


@pytest.mark.parametrize("command", COMMANDS.splitlines())
def test_a_command_of_the_readme(envlint, project, command):
    before, _, words = command.rpartition("| ")
    stdin = (project / RENDERED).read_text() if before else ""
    assert before in ("", "kustomize build overlays/production ")
    program, *rest = words.replace('"', "").split()
    assert program == "envlint"
    done = envlint(*rest, stdin=stdin)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("clean: ")


@pytest.mark.skipif(KUBECTL is None, reason="kubectl, which has kustomize in it, is not installed")
def test_what_is_rendered_is_what_kustomize_makes(project):
    done = subprocess.run(
        [KUBECTL, "kustomize", project / "overlays/production"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, (project / RENDERED).read_text()), done.stderr


@pytest.mark.parametrize("source", SOURCES)
def test_what_a_rule_forbids_is_found_where_it_stands(envlint, project, source):
    replace(project / ".env.production", "BACKEND=s3", "BACKEND=minio")
    replace(project / RENDERED, "BACKEND: s3", "BACKEND: minio")
    done = envlint("check", source, "--env", "production")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "rule #11: TRACK_STORAGE_BACKEND=minio is not one of local, s3" in done.stdout
    place = ".env.production:2:" if source.startswith("compose:") else f"{RENDERED}:"
    assert f"--> {place}" in done.stdout


def test_the_worker_has_its_own(envlint, project):
    replace(project / "compose.yaml", 'JOB_WORKERS: "8"', 'JOB_WORKERS: "80"')
    assert envlint("check", "compose:compose.yaml#api", "--env", "production").returncode == 0
    done = envlint("check", "compose:compose.yaml#worker", "--env", "production")
    assert (done.returncode, "error[ENV103]" in done.stdout) == (1, True), done.stdout


def test_the_name_of_the_secret_is_asked_for_and_said(envlint, project):
    done = envlint("check", f"k8s:{RENDERED}#Deployment/api", "--env", "production")
    assert "the Secret session is not in the stream" in done.stdout
    assert "SESSION_SECRET" in done.stderr
    objects = list(yaml.safe_load_all((project / RENDERED).read_text()))
    for each in objects:
        if each["kind"] == "Deployment":
            for container in each["spec"]["template"]["spec"]["containers"]:
                container["env"] = [entry for entry in container["env"] if entry["name"] != "SESSION_SECRET"]
    (project / RENDERED).write_text(yaml.safe_dump_all(objects))
    done = envlint("check", f"k8s:{RENDERED}#Deployment/api", "--env", "production")
    assert (done.returncode, "error[ENV104]" in done.stdout) == (1, True), done.stdout


def test_without_names_only_the_gate_stays_shut(envlint, project):
    text = (project / "rules/app.toml").read_text()
    (project / "rules/app.toml").write_text(re.sub(r"^visibility .*\n", "", text, flags=re.MULTILINE))
    done = envlint("check", f"k8s:{RENDERED}#Deployment/api", "--env", "production")
    assert (done.returncode, "error[ENV210]" in done.stdout) == (1, True), done.stdout


def test_a_service_must_be_named_where_there_are_several(envlint):
    for source in ("compose:compose.yaml", f"k8s:{RENDERED}"):
        done = envlint("check", source, "--env", "production")
        assert (done.returncode, f"name one, such as {source}#" in done.stdout) == (2, True), done.stdout


def test_no_value_of_a_secret_is_shown(envlint, project):
    replace(project / ".env", "SESSION_SECRET=invented-for-this-example-", "SESSION_SECRET=short-")
    for words in (["check", "compose:compose.yaml#api", "--env", "production"], ["drift"]):
        done = envlint(*words, "--format", "json")
        assert "short-" not in done.stdout + done.stderr
