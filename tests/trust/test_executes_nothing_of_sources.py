"""A source of any kind is read and nothing else: what it would have others run, envlint does not run."""
# ruff: noqa: E501  samples keep their shape

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from environments import CI, UNIT, compose, job, placed, pod, task
from harness import Project
from test_executes_nothing import _WATCHING, CALLS, IN_CI, OPENED_TO_WRITE, _in_cache
from test_gate_of_sources import RULES, SOURCES

from envlint.cli import main

if TYPE_CHECKING:
    from pathlib import Path

GATE = "--env=production"
TRAP = "touch AT_ROOT/ran"
COMMANDS = (
    f"$({TRAP})",
    f"`{TRAP}`",
    f"; {TRAP}",
    f"| {TRAP}",
    f"&& {TRAP} #",
    f"$(({TRAP}))",
    f"${{X:-$({TRAP})}}",
    f"<({TRAP})",
    f"'; {TRAP}; '",
)
TRAPS = {
    "compose": (
        "compose:compose.yaml#web",
        {
            "compose.yaml": compose(
                "".join(f'    x-{n}: "{each}"\n' for n, each in enumerate(COMMANDS))
                + "    build: {context: ., args: {A: TRAP}}\n    env_file: [a.env]\n"
                + "    command: TRAP\n    entrypoint: [sh, -c, TRAP]\n    healthcheck: {test: TRAP}\n    develop: {watch: [{exec: {command: TRAP}}]}\n"
                + "    post_start: [{command: TRAP}]\n    provider: {type: TRAP}\n    environment:\n"
                + "".join(f'      A{n}: "{each.replace("$", "$$")}"\n' for n, each in enumerate(COMMANDS))
                + "      PORT: !!python/object/apply:os.system ['TRAP']\n"
            ),
            "a.env": "".join(f'B{n}="{each}"\nC{n}={each}\n' for n, each in enumerate(COMMANDS)),
            ".env": "".join(f'D{n}="{each}"\n' for n, each in enumerate(COMMANDS)),
            "Dockerfile": 'FROM scratch\nRUN TRAP\nENV E="$(TRAP)" F=`TRAP`\nCMD TRAP\n',
        },
    ),
    "k8s": (
        "k8s:k8s.yaml",
        {
            "k8s.yaml": pod(
                "        command: [sh, -c, TRAP]\n        lifecycle: {postStart: {exec: {command: [TRAP]}}}\n        env:\n"
                + "".join(f'        - {{name: A{n}, value: "{each}"}}\n' for n, each in enumerate(COMMANDS))
                + "        - {name: PORT, value: !!python/object/apply:os.system ['TRAP']}\n"
            )
        },
    ),
    "docker": ("docker:inspect.json", {"inspect.json": '[{"Name": "/web", "Path": "TRAP", "Args": ["TRAP"], "Config": {"Cmd": ["TRAP"], "Entrypoint": ["TRAP"], "Healthcheck": {"Test": ["CMD", "TRAP"]}, "Env": ["PORT=$(TRAP)", "A=`TRAP`"]}}]'}),
    "systemd": (
        f"systemd:{UNIT}",
        {
            UNIT: "[Service]\nEnvironment=PORT=$(TRAP)\nEnvironment=\"A=`TRAP`\"\nEnvironmentFile=AT_ROOT/a.env\nEnvironmentFile=|TRAP\n"
            "ExecStartPre=/bin/sh -c 'TRAP'\nExecStart=/bin/sh -c 'TRAP'\nExecStopPost=!TRAP\n",
            "a.env": "".join(f'B{n}="{each}"\nC{n}={each}\n' for n, each in enumerate(COMMANDS)),
        },
    ),
    "workflow": (f"workflow:{CI}", {CI: job("    env: {PORT: $(TRAP), A: '`TRAP`', B: '${{ hashFiles(''x'') }}'}\n    steps:\n    - run: TRAP\n    - uses: ./action\n"), "action/action.yml": "runs: {using: composite, steps: [{run: TRAP, shell: sh}]}\n"}),
    "ecs": ("ecs:task.json", {"task.json": task(environment=[{"name": "PORT", "value": "$(TRAP)"}], command=["TRAP"], entryPoint=["sh", "-c", "TRAP"], healthCheck={"command": ["CMD-SHELL", "TRAP"]}, secrets=[{"name": "A", "valueFrom": "arn:aws:secretsmanager:eu:1:secret:a"}])}),
    "procfile": ("procfile:Procfile", {"Procfile": "web: PORT=$(TRAP) A=`TRAP` sh -c 'TRAP'\nrelease: TRAP\n"}),
}  # fmt: skip


def _set(kind: str, folder: Path) -> tuple[Project, str]:
    source, files = TRAPS[kind]
    texts = placed({path: text.replace("TRAP", TRAP) for path, text in files.items()}, folder / "project")
    return Project(folder, {"rules/all.toml": RULES, **texts}), source


@pytest.mark.parametrize("kind", TRAPS)
def test_what_a_source_would_run_does_not_run(kind: str, tmp_path: Path) -> None:
    project, source = _set(kind, tmp_path)
    for words in (("check", GATE), ("status", GATE), ("resolve", GATE), ("resolve", GATE, "--reveal"), ("snapshot",)):
        said = project.call(*words, source)
        assert said.code in (0, 1, 2), said.text
        assert "envlint bug" not in said.text
    project.call("explain", "PORT", GATE, "--source", source)
    project.call("run", GATE, source, "--", "true")
    assert list(tmp_path.rglob("ran*")) == []


@pytest.mark.parametrize("kind", SOURCES)
def test_nothing_is_executed_or_called(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, text = SOURCES[kind]
    project = Project(tmp_path, {"rules/all.toml": RULES, file: text})
    commands = [("check", GATE), ("resolve", GATE), ("status", GATE)]
    for words in commands:
        project.call(*words, f"{kind}:{file}")
    seen: list[str] = []

    def watched(given: list[str]) -> int:
        environ = dict(os.environ)
        _WATCHING.append(seen)
        try:
            return main(given)
        finally:
            _WATCHING.remove(seen)
            assert dict(os.environ) == environ

    monkeypatch.setattr("harness.main", watched)
    for words in commands:
        assert project.call(*words, f"{kind}:{file}").code == 0
    assert seen == []


@pytest.mark.parametrize("trapped", [False, True], ids=["good", "trapped"])
@pytest.mark.parametrize("kind", TRAPS)
def test_system_calls(kind: str, trapped: bool, tmp_path: Path) -> None:
    strace = shutil.which("strace")
    if strace is None:
        assert not IN_CI, "strace is not installed"
        pytest.skip("strace is not installed")
    file, text = SOURCES[kind]
    if trapped:
        project, source = _set(kind, tmp_path)
    else:
        project, source = Project(tmp_path, {"rules/all.toml": RULES, file: text}), f"{kind}:{file}"
    log = tmp_path / "calls"
    before = (strace, "-f", "-qq", "-s", "4096", "-e", f"trace={CALLS}", "-o", str(log))
    said = project.start("check", GATE, source, before=before, environ={"PYTHONDONTWRITEBYTECODE": "1"})
    assert said.code in ((1, 2) if trapped else (0,)), said.text
    calls = [line.split(None, 1)[1] for line in log.read_text(encoding="utf-8").splitlines()]
    assert calls[0].startswith("execve(")
    others = [call for call in calls[1:] if not call.startswith(("open", "+++", "---"))]
    assert [call for call in others if not _in_cache(call, project)] == []
    written = [call for call in calls if call.startswith("open") and OPENED_TO_WRITE.search(call)]
    assert [call for call in written if not _in_cache(call, project)] == []
