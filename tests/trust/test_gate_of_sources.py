"""A gate in front of any kind of source fails closed, and lets pass what is fine."""
# ruff: noqa: E501  samples keep their shape

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import pytest
from environments import (
    ALL_OF_MAP,
    ALL_OF_SECRET,
    CI,
    CONFIG_MAP,
    SECRET,
    UNIT,
    compose,
    inspected,
    job,
    placed,
    pod,
    task,
)
from harness import Project

from envlint.reporters import FORMATS
from envlint.sources import MODULES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAMES_ONLY = "visibility = 'names-only'\n"
RULES = "[PORT]\ntype = 'port'\nrequired = true\n[MODE]\nvalues = ['a', 'b']\n"
BY_NAME = f"[PORT]\ntype = 'port'\nrequired = true\n{NAMES_ONLY}[MODE]\nvalues = ['a', 'b']\n"
GATE = "--env=production"


class Scenario(NamedTuple):
    """What is in the project, which sources are judged, and how that ends."""

    name: str
    sources: tuple[str, ...]
    files: Mapping[str, str | bytes]
    code: int | tuple[int, ...] = 2
    rules: str = RULES
    stdin: bytes = b""
    environ: Mapping[str, str] = {}
    tier: str = "production"

    def project(self, folder: Path) -> Project:
        return Project(folder, {"rules/all.toml": self.rules, **placed(self.files, folder / "project")})

    def words(self) -> tuple[str, ...]:
        return (f"--env={self.tier}", *self.sources)


def _of(kind: str, file: str, part: str, *rows: tuple[object, ...]) -> tuple[Scenario, ...]:
    """Return scenarios of one kind; a row is a name, the file's text or all files, the code, and what else differs."""
    found = []
    for name, content, code, *more in rows:
        given: dict[str, object] = dict(*more)  # type: ignore[call-overload]
        files = content if isinstance(content, dict) else {} if content is None else {file: content}
        sources = (f"{kind}:{file}{given.pop('part', part)}",)
        found.append(Scenario(f"{kind}: {name}", files=files, code=code, **{"sources": sources, **given}))  # type: ignore[arg-type]
    return tuple(found)


def _environment(text: str) -> str:
    return compose(f"    environment:\n{text}")


def _both(port: str, mode: str = "a") -> str:
    return _environment(f"      PORT: {port}\n      MODE: {mode}\n")


ANY = {"part": ""}
TWO = "services:\n  web: {environment: {PORT: '8080'}}\n  db: {environment: {PORT: '8080'}}\n"
BASE = "services:\n  base: {environment: {PORT: '8080', MODE: a}}\n"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
OF_COMPOSE = _of(
    "compose", "compose.yaml", "#web",
    ("no file", None, 2),
    ("an empty file", "", 2),
    ("comments only", "# nothing\n", 2),
    ("no services", "version: '3'\n", 2),
    ("services that are empty", "services: {}\n", 2),
    ("services that are a list", "services: [web]\n", 2),
    ("a list at the top", "- services\n", 2),
    ("no YAML", "services: [\n  web\n", 2),
    ("a tab", "services:\n\tweb: {}\n", 2),
    ("cut off", _both("8080")[:-12] + '"', 2),
    ("aliases that double", BOMB + _both("8080"), 2),
    ("another service", _both("8080"), 2, {"part": "#wep"}),
    ("several services", TWO, 2, ANY),
    ("no environment", compose("    command: x\n"), 2),
    ("an empty environment", compose("    environment: {}\n"), 2),
    ("an empty list", compose("    environment: []\n"), 2),
    ("a service that is null", "services: {web: }\n", 2),
    ("a wrong value", _both("x"), 1),
    ("a value that is not allowed", _both("8080", "c"), 1),
    ("a wrong value in a list", compose("    environment: [PORT=x, MODE=a]\n"), 1),
    ("a missing variable", _environment("      MODE: a\n"), 1),
    ("an empty value", _both('""'), 1),
    ("a null that nobody sets", _both(""), 1),
    ("a bare name that nobody sets", compose("    environment: [PORT, MODE=a]\n"), 1),
    ("a bare name that hides the env_file's", {"compose.yaml": compose("    env_file: a.env\n    environment: [PORT]\n"), "a.env": "PORT=8080\nMODE=a\n"}, 1),
    ("a reference to nothing", _both("${NOPE}"), 1),
    ("a reference to what is wrong", {"compose.yaml": _both("${P}"), ".env": "P=x\n"}, 1),
    ("a reference that is demanded", _both("${NOPE:?}"), (1, 2)),
    ("a reference that is broken", _both("'${NOPE'"), (1, 2)),
    ("a boolean", _both("8080", "true"), 1),
    ("a list as a value", _both("[8080]"), (1, 2)),
    ("a mapping as a value", _both("{a: 8080}"), (1, 2)),
    ("a key twice", _both("8080") + "      PORT: x\n", 1),
    ("a key twice, all well", _both("8080") + "      PORT: 8080\n", 1),
    ("a service twice", _both("8080") + "  web:\n    environment: {PORT: x}\n", 1),
    ("merged in and wrong", "x-a: &a {PORT: x}\n" + _environment("      <<: *a\n      MODE: a\n"), 1),
    ("an env_file with a wrong value", {"compose.yaml": compose("    env_file: a.env\n"), "a.env": "PORT=x\n"}, 1),
    ("a second env_file that overrides", {"compose.yaml": compose("    env_file: [a.env, b.env]\n"), "a.env": "PORT=1\n", "b.env": "PORT=x\n"}, 1),
    ("an env_file that is not there", compose("    env_file: a.env\n"), (1, 2)),
    ("an env_file that is not there, beside others", compose("    env_file: a.env\n    environment: {MODE: a}\n"), (1, 2)),
    ("an env_file that may be missing and is", compose("    env_file: [{path: a.env, required: false}]\n    environment: {MODE: a}\n"), 1),
    ("an env_file that is a directory", {"compose.yaml": compose("    env_file: a.env\n"), "a.env/x": ""}, 2),
    ("an env_file outside", compose("    env_file: ../../etc/passwd\n    environment: {MODE: a}\n"), 2),
    ("an env_file at the root of the disk", compose("    env_file: /etc/passwd\n    environment: {PORT: '1'}\n"), 2),
    ("extends a wrong value", {"compose.yaml": compose("    extends: {file: b.yaml, service: base}\n"), "b.yaml": BASE.replace("8080", "x")}, 1),
    ("extends no file", compose("    extends: {file: b.yaml, service: base}\n    environment: {PORT: '1'}\n"), 2),
    ("extends no service", {"compose.yaml": compose("    extends: {file: b.yaml, service: bose}\n    environment: {PORT: '1'}\n"), "b.yaml": BASE}, 2),
    ("extends itself", compose("    extends: web\n    environment: {PORT: '1'}\n"), 2),
    ("extends in a circle", "services:\n  web: {extends: db, environment: {PORT: '1'}}\n  db: {extends: web}\n", 2),
    ("extends a file outside", compose("    extends: {file: ../b.yaml, service: base}\n    environment: {PORT: '1'}\n"), 2),
    ("extends what is no YAML", {"compose.yaml": compose("    extends: {file: b.yaml, service: base}\n    environment: {PORT: '1'}\n"), "b.yaml": "["}, 2),
    ("includes no file", "include: [b.yaml]\n" + _both("8080"), 2),
    ("includes itself", "include: [compose.yaml]\n" + _both("8080"), 2),
    ("includes a file outside", "include: [../b.yaml]\n" + _both("8080"), 2),
    ("includes what is no YAML", {"compose.yaml": "include: [b.yaml]\n" + _both("8080"), "b.yaml": "services: ["}, 2),
    ("a second file that is not there", _both("8080"), 2, {"sources": ("compose:compose.yaml,more.yaml#web",)}),
    ("a second file with a wrong value", {"compose.yaml": _both("8080"), "more.yaml": "services: {web: {environment: {PORT: x}}}\n"}, 1, {"sources": ("compose:compose.yaml,more.yaml#web",)}),
    ("no file in the usual place", None, 2, {"sources": ("compose:#web",)}),
    ("an override in the usual place", {"compose.yaml": _both("8080"), "compose.override.yaml": "services: {web: {environment: {PORT: x}}}\n"}, 1, {"sources": ("compose:#web",)}),
)  # fmt: skip


def _entry(name: str, value: str) -> str:
    return f"        - {{name: {name}, value: {value}}}\n"


def _from(kind: str, more: str = "") -> str:
    return f"        env:\n        - {{name: PORT, valueFrom: {{{kind}KeyRef: {{name: s, key: PORT{more}}}}}}}\n"


ENV = "        env:\n"
OK = ENV + _entry("PORT", "'8080'") + _entry("MODE", "a")
MAP = CONFIG_MAP.replace("name: c", "name: s")
TWO_CONTAINERS = pod(OK) + "      - name: proxy\n        env: [{name: PORT, value: '8080'}]\n"
OF_KUBERNETES = _of(
    "k8s", "k8s.yaml", "#web",
    ("no file", None, 2),
    ("an empty file", "", 2),
    ("documents that are empty", "---\n---\n", 2),
    ("no YAML", pod(OK) + "  [", 2),
    ("a second document that is no YAML", pod(OK, "a: [\n"), 2),
    ("JSON that is cut off", '{"kind": "Pod", "spec": {"containers": [', 2),
    ("a template that is not rendered", "{{- if .Values.x }}\n" + pod(OK) + "{{- end }}\n", 2),
    ("no workload", f"{MAP}data: {{PORT: '8080'}}\n", 2),
    ("no object", "PORT: 8080\n", 2),
    ("another container", pod(OK), 2, {"part": "#wep"}),
    ("another workload", pod(OK), 2, {"part": "#Deployment/apo/web"}),
    ("another kind", pod(OK), 2, {"part": "#StatefulSet/api/web"}),
    ("several containers", TWO_CONTAINERS, 2, ANY),
    ("two objects of one name", pod(OK, pod(OK).replace("8080", "x")), 1),
    ("no environment", pod(""), 2),
    ("an empty environment", pod("        env: []\n"), 2),
    ("no containers", pod(OK).replace("containers", "container"), 2),
    ("a wrong value", pod(ENV + _entry("PORT", "x")), 1),
    ("a wrong value behind a good one", pod(OK + _entry("PORT", "x")), 1),
    ("a missing variable", pod(ENV + _entry("MODE", "a")), 1),
    ("an entry without a value", pod(f"{ENV}        - {{name: PORT}}\n{_entry('MODE', 'a')}"), 1),
    ("a number as a value", pod(ENV + _entry("PORT", "8080")), 1),
    ("a boolean as a value", pod(ENV + _entry("PORT", "'8080'") + _entry("MODE", "true")), 1),
    ("a list as a value", pod(ENV + _entry("PORT", "['8080']")), (1, 2)),
    ("an entry that is a text", pod(f"{ENV}        - PORT=8080\n"), (1, 2)),
    ("an environment that is a mapping", pod(f"{ENV}          PORT: '8080'\n"), (1, 2)),
    ("a key twice", pod(f"{ENV}        - {{name: PORT, value: x, value: '8080'}}\n"), 1),
    ("both value and valueFrom", pod(f"{ENV}        - {{name: PORT, value: '8080', valueFrom: {{secretKeyRef: {{name: s, key: PORT}}}}}}\n"), 1),
    ("a Secret that is not there", pod(_from("secret")), 1),
    ("a Secret that is not there and may be missing", pod(_from("secret", ", optional: true")), 2),
    ("a ConfigMap that is not there", pod(_from("configMap")), 1),
    ("a Secret without the key", pod(_from("secret"), f"{SECRET}data: {{PROT: ODA4MA==}}\n"), 1),
    ("a Secret without the key, by name", pod(_from("secret"), f"{SECRET}data: {{PROT: ODA4MA==}}\n"), 1, {"rules": BY_NAME}),
    ("a ConfigMap without the key, by name", pod(_from("configMap"), f"{MAP}data: {{PROT: '8080'}}\n"), 1, {"rules": BY_NAME}),
    ("a Secret with a wrong value", pod(_from("secret"), f"{SECRET}data: {{PORT: eA==}}\n"), 1),
    ("a Secret with a wrong value, by name", pod(_from("secret"), f"{SECRET}data: {{PORT: eA==}}\n"), 1, {"rules": BY_NAME}),
    ("a Secret that is no base64", pod(_from("secret"), f"{SECRET}data: {{PORT: '8080!'}}\n"), (1, 2)),
    ("a Secret that is no base64, by name", pod(_from("secret"), f"{SECRET}data: {{PORT: '80 80'}}\n"), (1, 2), {"rules": BY_NAME}),
    ("a Secret with a newline", pod(_from("secret"), f"{SECRET}data: {{PORT: eAo=}}\n"), 1),
    ("a Secret with plain text where base64 is due", pod(ALL_OF_SECRET, f"{SECRET}data: {{PORT: '8080'}}\n"), 1),
    ("stringData that is wrong", pod(ALL_OF_SECRET, f"{SECRET}data: {{PORT: ODA4MA==}}\nstringData: {{PORT: x}}\n"), 1),
    ("a ConfigMap with a number", pod(_from("configMap"), f"{MAP}data: {{PORT: 8080}}\n"), 1),
    ("an envFrom of nothing", pod(ALL_OF_MAP), 2),
    ("an envFrom of nothing beside others", pod(ALL_OF_MAP + ENV + _entry("MODE", "a")), 1),
    ("an envFrom that may be missing", pod("        envFrom: [{configMapRef: {name: c, optional: true}}]\n" + ENV + _entry("MODE", "a")), 1),
    ("an envFrom with a wrong value", pod(ALL_OF_MAP, f"{CONFIG_MAP}data: {{PORT: x}}\n"), 1),
    ("an envFrom with a prefix", pod("        envFrom: [{prefix: A_, configMapRef: {name: c}}]\n", f"{CONFIG_MAP}data: {{PORT: '8080'}}\n"), 1),
    ("an envFrom of another namespace", pod(ALL_OF_MAP, f"{CONFIG_MAP.replace('{name: c}', '{name: c, namespace: other}')}data: {{PORT: '8080'}}\n").replace("{name: api}", "{name: api, namespace: mine}"), 2),
    ("a field of the pod", pod(f"{ENV}        - {{name: PORT, valueFrom: {{fieldRef: {{fieldPath: status.podIP}}}}}}\n"), 1),
    ("a source that does not exist", pod(f"{ENV}        - {{name: PORT, valueFrom: {{secretRef: {{name: s}}}}}}\n"), (1, 2)),
    ("a reference to nothing", pod(ENV + _entry("PORT", "$(NOPE)")), 1),
    ("a reference to what comes later", pod(ENV + _entry("PORT", "$(P)") + _entry("P", "'8080'")), 1),
    ("a reference to what cannot be seen", pod(_from("secret").replace("PORT,", "P,") + _entry("PORT", "$(P)")), 1),
)  # fmt: skip


def _two(web: str, db: str) -> str:
    """Return what ``docker inspect`` says of two containers with these ports."""
    return (
        "["
        + ", ".join(
            inspected(f'"PORT={port}"')[1:-1].replace("/web", f"/{name}") for name, port in (("web", web), ("db", db))
        )
        + "]"
    )


OF_DOCKER = _of(
    "docker", "inspect.json", "",
    ("no file", None, 2),
    ("an empty file", "", 2),
    ("no containers", "[]", 2),
    ("no JSON", '[{"Config"', 2),
    ("an object of another kind", '{"PORT": "8080"}', 2),
    ("no environment", '[{"Name": "/web", "Config": {}}]', 2),
    ("an environment that is null", '[{"Name": "/web", "Config": {"Env": null}}]', 2),
    ("an empty environment", inspected(), 2),
    ("an environment that is a text", '[{"Name": "/web", "Config": {"Env": "PORT=8080"}}]', 2),
    ("an environment that is a mapping", '[{"Name": "/web", "Config": {"Env": {"PORT": "8080"}}}]', 2),
    ("another container", inspected('"PORT=8080"'), 2, {"part": "#wep"}),
    ("several containers", _two("8080", "8080"), 2),
    ("a wrong value", inspected('"PORT=x"'), 1),
    ("a missing variable", inspected('"MODE=a"'), 1),
    ("an empty value", inspected('"PORT="', '"MODE=a"'), 1),
    ("a name without a value", inspected('"PORT"', '"MODE=a"'), 1),
    ("an entry that is a number", inspected("8080", '"MODE=a"'), (1, 2)),
    ("the wrong value behind a good one", inspected('"PORT=8080"', '"PORT=x"'), 1),
)  # fmt: skip


def _service(*lines: str) -> str:
    return "\n".join(("[Unit]", "Description=web", "[Service]", *lines, "ExecStart=/bin/true", ""))


OF_SYSTEMD = _of(
    "systemd", UNIT, "",
    ("no file", None, 2),
    ("an empty file", "", 2),
    ("no service", "[Unit]\nDescription=web\n", 2),
    ("no environment", _service(), 2),
    ("the wrong section", "[Unit]\nEnvironment=PORT=8080\n[Service]\nExecStart=/bin/true\n", 2),
    ("no section", "Environment=PORT=8080\n", 2),
    ("a misspelt key", _service("Environnment=PORT=8080"), 2),
    ("a wrong value", _service("Environment=PORT=x"), 1),
    ("a missing variable", _service("Environment=MODE=a"), 1),
    ("taken back", _service("Environment=PORT=8080", "Environment=", "Environment=MODE=a"), 1),
    ("taken back entirely", _service("Environment=PORT=8080", "Environment="), 2),
    ("unset", _service("Environment=PORT=8080 MODE=a", "UnsetEnvironment=PORT"), 1),
    ("an assignment that is none", _service("Environment=PORT", "Environment=MODE=a"), 1),
    ("a quote that does not end", _service("Environment=\"PORT=8080 MODE=a"), (1, 2)),
    ("blanks round the sign", _service("Environment=PORT = 8080", "Environment=MODE=a"), 1),
    ("a file that is not there", _service("EnvironmentFile=AT_ROOT/web.env"), (1, 2)),
    ("a file with a wrong value", {UNIT: _service("Environment=PORT=8080", "EnvironmentFile=AT_ROOT/web.env"), "web.env": "PORT=x\n"}, 1),
    ("a file without its folder", {UNIT: _service("EnvironmentFile=web.env", "Environment=MODE=a"), "web.env": "PORT=8080\n"}, 1),
    ("a file that is a directory", {UNIT: _service("Environment=PORT=8080", "EnvironmentFile=AT_ROOT/web.env"), "web.env/x": ""}, 2),
    ("a variable twice", _service("Environment=PORT=x", "Environment=PORT=8080"), 1),
    ("a file on the machine", _service("EnvironmentFile=/etc/web.env", "Environment=MODE=a"), 1),
    ("a file that may be missing", _service("EnvironmentFile=-/etc/web.env", "Environment=MODE=a"), 1),
    ("a pattern of files", _service("EnvironmentFile=/etc/web.d/*.env", "Environment=MODE=a"), 1),
    ("passed on", _service("PassEnvironment=PORT", "Environment=MODE=a"), 1),
    ("a specifier", _service("Environment=PORT=%i MODE=a"), 1),
    ("a drop-in with a wrong value", {UNIT: _service("Environment=PORT=8080"), f"{UNIT}.d/a.conf": "[Service]\nEnvironment=PORT=x\n"}, 1),
)  # fmt: skip
STEPS = "    steps: [{run: x}]\n"


def _job(port: str, mode: str = "a") -> str:
    return job(f"    env:\n      PORT: {port}\n      MODE: {mode}\n{STEPS}")


OF_WORKFLOWS = _of(
    "workflow", CI, "",
    ("no file", None, 2),
    ("an empty file", "", 2),
    ("no YAML", "jobs: [\n  a", 2),
    ("no jobs", "on: push\nenv: {PORT: '8080'}\n", 2),
    ("jobs that are a list", "jobs: [build]\n", 2),
    ("another job", _job("8080"), 2, {"part": "#bild"}),
    ("several jobs", _job("8080") + "  test:\n    env: {PORT: '8080'}\n", 2),
    ("no environment", job(STEPS), 2),
    ("an empty environment", job("    env: {}\n" + STEPS), 2),
    ("a wrong value", _job("x"), 1),
    ("a wrong value that is merged over a good one", "env: {PORT: '8080'}\n" + _job("x"), 1),
    ("a missing variable", job("    env: {MODE: a}\n" + STEPS), 1),
    ("a null", _job(""), 1),
    ("a secret", _job("${{ secrets.PORT }}"), 1),
    ("a secret that is made up otherwise", _job("${{ secrets.PORT || 8080 }}"), 1),
    ("a variable of the repository", _job("${{ vars.PORT }}"), 1),
    ("an expression", _job("${{ github.run_number }}"), 1),
    ("an expression that does not end", _job("'${{ secrets.PORT'"), (1, 2)),
    ("an environment that is an expression", job("    env: ${{ fromJSON(vars.ENV) }}\n" + STEPS), (1, 2)),
    ("a list as a value", _job("[8080]"), (1, 2)),
    ("an environment that is a list", job("    env: [PORT=8080]\n" + STEPS), (1, 2)),
    ("a key twice", _job("8080").replace("    steps", "      PORT: x\n    steps"), 1),
)  # fmt: skip


def _task(*environment: object, **more: object) -> str:
    return task(environment=list(environment), **more)


PORT, MODE = {"name": "PORT", "value": "8080"}, {"name": "MODE", "value": "a"}
OF_ECS = _of(
    "ecs", "task.json", "",
    ("no file", None, 2),
    ("an empty file", "", 2),
    ("no JSON", '{"containerDefinitions": [', 2),
    ("no containers", '{"family": "api"}', 2),
    ("an empty list of containers", '{"containerDefinitions": []}', 2),
    ("a list", "[]", 2),
    ("another container", _task(PORT), 2, {"part": "#wep"}),
    ("several containers", json.dumps({"containerDefinitions": [{"name": n, "environment": [PORT]} for n in "ab"]}), 2),
    ("no environment", task(), 2),
    ("an empty environment", _task(), 2),
    ("a wrong value", _task({"name": "PORT", "value": "x"}), 1),
    ("a wrong value behind a good one", _task(PORT, {"name": "PORT", "value": "x"}), 1),
    ("a missing variable", _task(MODE), 1),
    ("an entry without a value", _task({"name": "PORT"}, MODE), 1),
    ("a number as a value", _task({"name": "PORT", "value": [8080]}, MODE), (1, 2)),
    ("an environment that is a mapping", task(environment={"PORT": "8080"}), (1, 2)),
    ("a secret", _task(MODE, secrets=[{"name": "PORT", "valueFrom": "arn:aws:ssm:eu:1:parameter/port"}]), 1),
    ("a file in a bucket", _task(MODE, environmentFiles=[{"type": "s3", "value": "arn:aws:s3:::b/a.env"}]), 1),
)  # fmt: skip
OF_PROCFILES = _of(
    "procfile", "Procfile", "",
    ("no file", None, 2),
    ("an empty file", "", 2),
    ("no assignment", "web: gunicorn app\n", 2),
    ("another process", "web: PORT=8080 MODE=a gunicorn\n", 2, {"part": "#wep"}),
    ("several processes", "web: PORT=8080 x\nworker: PORT=8080 y\n", 2),
    ("a wrong value", "web: PORT=x gunicorn\n", 1),
    ("a missing variable", "web: MODE=a gunicorn\n", 1),
    ("an assignment behind the command", "web: MODE=a gunicorn PORT=8080\n", 1),
    ("an assignment of another program's", "web: env PORT=8080 gunicorn\n", 2),
    ("a value of the shell", "web: PORT=$P gunicorn\n", 1),
    ("a value of a command", "web: PORT=$(cat port) gunicorn\n", 1),
    ("a quote that does not end", "web: PORT='8080 gunicorn\n", (1, 2)),
)  # fmt: skip
SOURCES = {
    "compose": ("compose.yaml", _both("8080")),
    "k8s": ("k8s.yaml", pod(OK)),
    "docker": ("inspect.json", inspected('"PORT=8080"', '"MODE=a"')),
    "systemd": (UNIT, _service("Environment=PORT=8080 MODE=a")),
    "workflow": (CI, _job("8080")),
    "ecs": ("task.json", _task(PORT, MODE)),
    "procfile": ("Procfile", "web: PORT=8080 MODE=a gunicorn\n"),
}
"""A good file of each kind."""
OF_ALL = tuple(
    scenario
    for kind, (file, text) in SOURCES.items()
    for scenario in (
        Scenario(f"{kind}: standard input is empty", (f"{kind}:-",), {}),
        Scenario(f"{kind}: an empty rule file", (f"{kind}:{file}",), {file: text}, rules=""),
        Scenario(f"{kind}: a misspelt rule", (f"{kind}:{file}",), {file: text}, rules=f"{RULES}requierd = true\n"),
        Scenario(f"{kind}: a misspelt tier", (f"{kind}:{file}",), {file: text}, tier="prodution"),
        Scenario(f"{kind}: beside what is not there", ("dotenv:nope.env", f"{kind}:{file}"), {file: text}),
        Scenario(
            f"{kind}: not there beside what is good", ("dotenv:a.env", f"{kind}:{file}"), {"a.env": "PORT=1\nMODE=a\n"}
        ),
        Scenario(f"{kind}: a NUL", (f"{kind}:{file}",), {file: b"\0"}),
        Scenario(f"{kind}: a directory", (f"{kind}:{file}",), {f"{file}/x": ""}),
        Scenario(
            f"{kind}: a file in UTF-32",
            (f"{kind}:{file}",),
            {file: text.replace("8080", "x").encode("utf-32-le")},
            code=(1, 2),
        ),  # type: ignore[arg-type]
        Scenario(f"{kind}: standard input twice", (f"{kind}:-", "environ:-"), {}, stdin=text.encode()),
        Scenario(
            f"{kind}: a layer above is wrong",
            (f"{kind}:{file}", "dotenv:a.env"),
            {file: text, "a.env": "PORT=x\n"},
            code=1,
        ),
        Scenario(f"{kind}: every check is ignored", (f"{kind}:{file}", "--ignore=ENV1,ENV2,ENV3"), {file: text}),
    )
)
SCENARIOS = (
    *OF_COMPOSE, *OF_KUBERNETES, *OF_DOCKER, *OF_SYSTEMD, *OF_WORKFLOWS, *OF_ECS, *OF_PROCFILES, *OF_ALL,
)  # fmt: skip

GOOD = (
    *_of(
        "compose", "compose.yaml", "#web",
        ("a mapping", _both("8080"), 0),
        ("quotes", _both("'8080'", '"a"'), 0),
        ("a list", compose("    environment: [PORT=8080, MODE=a]\n"), 0),
        ("the only service", _both("8080"), 0, ANY),
        ("one of several", TWO, 0),
        ("an env_file", {"compose.yaml": compose("    env_file: a.env\n"), "a.env": "PORT=8080\nMODE=a\n"}, 0),
        ("several env_files", {"compose.yaml": compose("    env_file: [a.env, b.env]\n"), "a.env": "PORT=x\n", "b.env": "PORT=8080\n"}, 0),
        ("environment over env_file", {"compose.yaml": compose("    env_file: a.env\n    environment: {PORT: 8080}\n"), "a.env": "PORT=x\n"}, 0),
        ("an env_file that may be missing", compose("    env_file: [{path: a.env, required: false}]\n    environment: {PORT: 8080}\n"), 0),
        ("an env_file in a folder", {"compose.yaml": compose("    env_file: ./conf/../conf/a.env\n"), "conf/a.env": "PORT=8080\n"}, 0),
        ("a reference", {"compose.yaml": _both("${P}"), ".env": "P=8080\n"}, 0),
        ("a reference of the shell", {"compose.yaml": _both("${P}"), ".env": "P=x\n"}, 0, {"environ": {"P": "8080"}}),
        ("a default", _both("${P:-8080}"), 0),
        ("a default in a default", _both("${P:-${Q-8080}}"), 0),
        ("a bare name", {"compose.yaml": compose("    environment: [PORT, MODE=a]\n"), ".env": "PORT=8080\n"}, 0),
        ("a null that the shell sets", _both(""), 0, {"environ": {"PORT": "8080"}}),
        ("merged in", "x-a: &a {PORT: 8080}\n" + _environment("      <<: *a\n      MODE: a\n"), 0),
        ("extends", {"compose.yaml": compose("    extends: {file: b.yaml, service: base}\n"), "b.yaml": BASE}, 0),
        ("extends in the same file", compose("    extends: base\n") + BASE.removeprefix("services:\n"), 0),
        ("include", {"compose.yaml": "include: [b.yaml]\n", "b.yaml": _both("8080")}, 0),
        ("two files", {"compose.yaml": _both("x"), "more.yaml": "services: {web: {environment: {PORT: 8080}}}\n"}, 0, {"sources": ("compose:compose.yaml,more.yaml#web",)}),
        ("the usual place", {"docker-compose.yml": _both("8080")}, 0, {"sources": ("compose:#web",)}),
        ("a guessed kind", _both("8080"), 0, {"sources": ("compose.yaml",)}),
        ("standard input", None, 0, {"sources": ("compose:-",), "stdin": _both("8080").encode()}),
        ("a mark", "\ufeff" + _both("8080"), 0),
        ("CRLF", _both("8080").replace("\n", "\r\n"), 0),
    ),
    *_of(
        "k8s", "k8s.yaml", "#web",
        ("values", pod(OK), 0),
        ("the only container", pod(OK), 0, ANY),
        ("one of several", TWO_CONTAINERS, 0),
        ("a path", pod(OK), 0, {"part": "#Deployment/api/web"}),
        ("a ConfigMap", pod(_from("configMap"), f"{MAP}data: {{PORT: '8080'}}\n"), 0),
        ("a Secret", pod(_from("secret"), f"{SECRET}data: {{PORT: ODA4MA==}}\n"), 0),
        ("stringData", pod(_from("secret"), f"{SECRET}stringData: {{PORT: '8080'}}\n"), 0),
        ("all of a ConfigMap", pod(ALL_OF_MAP, f"{CONFIG_MAP}data: {{PORT: '8080', MODE: a}}\n"), 0),
        ("all of a Secret", pod(ALL_OF_SECRET, f"{SECRET}data: {{PORT: ODA4MA==}}\n"), 0),
        ("a prefix", pod("        envFrom: [{prefix: PO, configMapRef: {name: c}}]\n", f"{CONFIG_MAP}data: {{RT: '8080'}}\n"), 0),
        ("env over envFrom", pod(ALL_OF_MAP + OK, f"{CONFIG_MAP}data: {{PORT: x}}\n"), 0),
        ("a reference", pod(ENV + _entry("P", "'80'") + _entry("PORT", "$(P)80")), 0),
        ("a Secret elsewhere, by name", pod(_from("secret")), 0, {"rules": BY_NAME}),
        ("all of a Secret elsewhere, by name", pod(ALL_OF_SECRET + ENV + _entry("MODE", "a")), 0, {"rules": BY_NAME}),
        ("a field, by name", pod(f"{ENV}        - {{name: PORT, valueFrom: {{fieldRef: {{fieldPath: status.podIP}}}}}}\n"), 0, {"rules": BY_NAME}),
        ("a Secret elsewhere of what nobody asks for", pod(OK + _from("secret").removeprefix(ENV).replace("PORT,", "TOKEN,")), 0),
        ("a list of objects", "kind: List\napiVersion: v1\nitems:\n- " + pod(OK).replace("\n", "\n  "), 0),
        ("a CronJob", "kind: CronJob\nmetadata: {name: api}\nspec: {jobTemplate: {spec: {template: {spec: {containers: [{name: web, env: [{name: PORT, value: '8080'}]}]}}}}}\n", 0),
        ("JSON", json.dumps({"kind": "Pod", "metadata": {"name": "a"}, "spec": {"containers": [{"name": "web", "env": [PORT, MODE]}]}}), 0),
        ("standard input", None, 0, {"sources": ("k8s:-",), "stdin": pod(OK).encode()}),
    ),
    *_of(
        "docker", "inspect.json", "",
        ("a container", inspected('"PORT=8080"', '"MODE=a"'), 0),
        ("by its name", inspected('"PORT=8080"'), 0, {"part": "#web"}),
        ("one of several", _two("8080", "x"), 0, {"part": "#web"}),
        ("an image", '[{"Id": "sha256:0f", "RepoTags": ["web:1"], "Config": {"Env": ["PORT=8080"]}}]', 0),
        ("standard input", None, 0, {"sources": ("docker:-",), "stdin": inspected('"PORT=8080"').encode()}),
    ),
    *_of(
        "systemd", UNIT, "",
        ("one line", _service("Environment=PORT=8080 MODE=a"), 0),
        ("quotes", _service("Environment=\"PORT=8080\" 'MODE=a'"), 0),
        ("a file", {UNIT: _service("EnvironmentFile=AT_ROOT/web.env"), "web.env": "PORT=8080\nMODE=a\n"}, 0),
        ("a drop-in", {UNIT: _service("Environment=PORT=x"), f"{UNIT}.d/a.conf": "[Service]\nEnvironment=PORT=8080\n"}, 0),
        ("a file on the machine, by name", _service("EnvironmentFile=/etc/web.env", "Environment=MODE=a"), 0, {"rules": BY_NAME}),
        ("a file on the machine, beside what is asked for", _service("Environment=PORT=8080", "EnvironmentFile=-/etc/web.env"), 0),
        ("a guessed kind", _service("Environment=PORT=8080"), 0, {"sources": (UNIT,)}),
    ),
    *_of(
        "workflow", CI, "",
        ("a job", _job("8080"), 0),
        ("the job over the workflow", "env: {PORT: x}\n" + _job("8080"), 0),
        ("one of several", _job("8080") + "  test:\n    env: {PORT: x}\n", 0, {"part": "#build"}),
        ("numbers and booleans", _job("8080").replace("MODE: a", "MODE: a\n      X: true\n      Y: 1.5"), 0),
        ("a secret, by name", _job("${{ secrets.PORT }}"), 0, {"rules": BY_NAME}),
        ("a step", job("    steps:\n    - run: x\n    - run: y\n      env: {PORT: 8080}\n"), 0, {"part": "#build/2"}),
    ),
    *_of(
        "ecs", "task.json", "",
        ("a container", _task(PORT, MODE), 0),
        ("one of several", json.dumps({"containerDefinitions": [{"name": n, "environment": [PORT]} for n in "ab"]}), 0, {"part": "#b"}),
        ("a described task", json.dumps({"taskDefinition": json.loads(_task(PORT, MODE)), "tags": []}), 0),
        ("a secret, by name", _task(MODE, secrets=[{"name": "PORT", "valueFrom": "arn:aws:ssm:eu:1:parameter/port"}]), 0, {"rules": BY_NAME}),
    ),
    *_of(
        "procfile", "Procfile", "",
        ("a process", "web: PORT=8080 MODE=a gunicorn\n", 0),
        ("one of several", "web: PORT=8080 x\nworker: PORT=x y\n", 0, {"part": "#web"}),
    ),
    *(
        Scenario(f"{kind}: beside a .env file", ("dotenv:a.env", f"{kind}:{file}"), {file: text, "a.env": "MODE=c\n"}, 0)
        for kind, (file, text) in SOURCES.items()
    ),
)  # fmt: skip


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    programs: list[str] = []
    monkeypatch.setattr("envlint.cli.execute._restore_signals", lambda: None)
    monkeypatch.setattr("os.execvpe", lambda name, *_how: programs.append(name))
    return programs


def test_enough_of_them() -> None:
    assert len(SCENARIOS) > 200
    assert len(GOOD) > 60
    assert len({scenario.name for scenario in (*SCENARIOS, *GOOD)}) == len(SCENARIOS) + len(GOOD)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_no_pass(scenario: Scenario, tmp_path: Path, started: list[str]) -> None:
    gate = scenario.project(tmp_path)
    codes = (scenario.code,) if isinstance(scenario.code, int) else scenario.code
    how = {"environ": scenario.environ, "stdin": scenario.stdin}
    said = gate.call("check", *scenario.words(), **how)  # type: ignore[arg-type]
    assert said.code in codes, said.text
    assert "Traceback" not in said.text
    assert "envlint bug" not in said.text
    assert said.text.strip()
    gate.call("run", *scenario.words(), "--", "true", **how)  # type: ignore[arg-type]
    assert started == []
    as_json = gate.call("check", *scenario.words(), "--format=json", **how)  # type: ignore[arg-type]
    assert as_json.code == said.code
    if as_json.out:
        report = json.loads(as_json.out)
        assert report["exit_code"] == said.code
        assert report["verdict"] == ("none" if said.code == 2 else "findings")
    if all(word.startswith("--env") or not word.startswith("-") for word in scenario.words()):
        for command in ("status", "resolve"):
            other = gate.call(command, *scenario.words(), **how)  # type: ignore[arg-type]
            assert other.code == said.code, (command, other.text)


@pytest.mark.parametrize("scenario", GOOD, ids=lambda scenario: scenario.name)
def test_no_false_alarm(scenario: Scenario, tmp_path: Path, started: list[str]) -> None:
    gate = scenario.project(tmp_path)
    how = {"environ": scenario.environ, "stdin": scenario.stdin}
    said = gate.call("check", *scenario.words(), **how)  # type: ignore[arg-type]
    assert said.code == 0, said.text
    gate.call("run", *scenario.words(), "--", "true", **how)  # type: ignore[arg-type]
    assert started == ["true"] or b"not covered" in said.out


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("kind", SOURCES)
def test_a_reader_that_breaks(kind: str, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, text = SOURCES[kind]
    gate = Project(tmp_path, {"rules/all.toml": RULES, file: text, "a.env": "PORT=1\nbroken\n"})

    def broken(*_given: object) -> None:
        raise ValueError("Zq8vKx2LmWt5")

    monkeypatch.setattr(f"envlint.sources.{MODULES[kind]}.read", broken)
    said = gate.call("check", GATE, f"{kind}:{file}", "dotenv:a.env", f"--format={form}")
    assert said.code == 2
    assert b"envlint bug: ValueError at envlint/" in said.err
    assert b"Zq8v" not in said.out + said.err


@pytest.mark.parametrize("kind", SOURCES)
def test_cut_off_anywhere(kind: str, tmp_path: Path) -> None:
    """A file of which only the beginning has been written never passes, unless all that is asked for is there."""
    file, text = SOURCES[kind]
    gate = Project(tmp_path, {"rules/all.toml": f"{RULES}required = true\n"})
    passed = []
    for end in range(len(text)):
        gate.write({file: text[:end]})
        said = gate.call("check", GATE, f"{kind}:{file}")
        assert said.code in (0, 1, 2)
        assert "envlint bug" not in said.text
        if said.code == 0:
            passed.append(text[:end])
    assert all("8080" in one and "MODE" in one for one in passed)


SERVICES = (
    "[[services]]\nname = 'api'\nroot = 'services/api'\nfiles.production = ['compose:../../compose.yaml#api']\n"
    "[[services]]\nname = 'worker'\nroot = 'services/worker'\nfiles.production = ['../../k8s.yaml']\n"
)
SHARED = "[KEY]\ntype = 'secret'\nrequired = true\n"
SAME = f"{SHARED}same_as = 'worker:KEY'\n"
ONE, OTHER = "q7Zr0vXc2LmP9sTfB4nKd8WgYh3JuE6a", "Vt5xN1oRkA8zLq3CwH7dJ2eMyP6bSf9U"
WORKSPACE: dict[str, str] = {
    "envlint.toml": SERVICES,
    "rules/all.toml": "[MODE]\nvalues = ['a', 'b']\n",
    "services/api/rules/api.toml": f"{RULES.partition('[MODE]')[0]}{SAME}",
    "services/worker/rules/worker.toml": SHARED,
    "compose.yaml": f"services:\n  api: {{environment: {{PORT: 8080, KEY: {ONE}}}}}\n",
    "k8s.yaml": pod(ENV + _entry("KEY", ONE)),
}


class Change(NamedTuple):
    """What is different in the workspace, None for a file that is not there, and how that ends."""

    name: str
    files: Mapping[str, str | None]
    code: int = 2
    words: tuple[str, ...] = (GATE,)


def _in_worker(text: str) -> dict[str, str | None]:
    return {"k8s.yaml": text}


CHANGES = (
    Change("one value is wrong", {"compose.yaml": WORKSPACE["compose.yaml"].replace("8080", "x")}, 1),
    Change("one variable is missing", _in_worker(pod(ENV + _entry("X", "y"))), 1),
    Change("the two keys differ", _in_worker(pod(ENV + _entry("KEY", OTHER))), 1),
    Change("the two keys differ and one service is asked for", _in_worker(pod(ENV + _entry("KEY", OTHER))), 1, (GATE, "--service=api")),
    Change("one key cannot be seen", _in_worker(pod(_from("secret").replace("PORT", "KEY"))), 1),
    Change("one key cannot be seen and need not", {**_in_worker(pod(_from("secret").replace("PORT", "KEY"))), "services/worker/rules/worker.toml": SHARED + NAMES_ONLY}, 1),
    Change("one key cannot be seen and need not, and the other is asked for", {**_in_worker(pod(_from("secret").replace("PORT", "KEY"))), "services/worker/rules/worker.toml": SHARED + NAMES_ONLY}, 1, (GATE, "--service=api")),
    Change("one source is not there", {"k8s.yaml": None}),
    Change("one source is not there and the other is asked for", {"k8s.yaml": None}, 1, (GATE, "--service=api")),
    Change("one source is broken", _in_worker("a: [")),
    Change("one source has no variables", _in_worker(pod(""))),
    Change("one source has several containers", _in_worker(TWO_CONTAINERS)),
    Change("one source leads out", {"envlint.toml": SERVICES.replace("../../k8s", "../../../k8s")}),
    Change("one source is of no kind", {"envlint.toml": SERVICES.replace("compose:", "compase:")}),
    Change("one rule file is broken", {"services/worker/rules/worker.toml": "[KEY\n"}),
    Change("one rule file has a misspelt key", {"services/worker/rules/worker.toml": f"{SHARED}requierd = true\n"}),
    Change("one service has no rules and is asked for", {"services/worker/rules/worker.toml": None, "rules/all.toml": None, "services/api/rules/api.toml": SHARED}),
    Change("the rules for all are broken", {"rules/all.toml": "[MODE\n"}),
    Change("no rules at all", {"rules/all.toml": None, "services/worker/rules/worker.toml": None, "services/api/rules/api.toml": None}),
    Change("a rule names no service", {"services/api/rules/api.toml": SAME.replace("worker", "wroker")}),
    Change("a rule names no variable of a service", {"services/api/rules/api.toml": SAME.replace("worker:KEY", "worker:KEI")}),
    Change("a service that does not exist", {}, 2, (GATE, "--service=wroker")),
    Change("a tier that does not exist", {}, 2, ("--env=prodution",)),
    Change("a tier without files", {}, 2, ("--env=staging",)),
    Change("two services of one name", {"envlint.toml": SERVICES.replace("'worker'", "'api'")}),
    Change("a service outside of the project", {"envlint.toml": SERVICES.replace("services/worker", "../worker")}),
    Change("a misspelt key of a service", {"envlint.toml": SERVICES.replace("root", "rooot")}),
    Change("every check is ignored", {}, 2, (GATE, "--ignore=ENV1,ENV2,ENV3")),
)  # fmt: skip


def _workspace(folder: Path, change: Change | None = None) -> Project:
    files = {**WORKSPACE, **(change.files if change else {})}
    return Project(folder, {".git/HEAD": "", **{name: text for name, text in files.items() if text is not None}})


@pytest.mark.parametrize("form", FORMATS)
def test_the_good_workspace_passes(form: str, tmp_path: Path, started: list[str]) -> None:
    good = _workspace(tmp_path)
    for words in ((GATE,), (), (GATE, "--service=api"), (GATE, "--service=worker")):
        said = good.call("check", *words, f"--format={form}")
        assert said.code == 0, said.text
    good.call("run", GATE, "--service=api", "--", "true")
    assert started == ["true"]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_no_workspace_passes(change: Change, tmp_path: Path, started: list[str]) -> None:
    gate = _workspace(tmp_path, change)
    said = gate.call("check", *change.words)
    assert said.code == change.code, said.text
    assert "envlint bug" not in said.text
    assert said.text.strip()
    assert ONE not in said.text
    assert OTHER not in said.text
    as_json = gate.call("check", *change.words, "--format=json")
    assert as_json.code == said.code
    if as_json.out:
        report = json.loads(as_json.out)
        assert (report["exit_code"], report["verdict"]) == (said.code, "none" if said.code == 2 else "findings")
    if "--service=api" in change.words:
        gate.call("run", *change.words, "--", "true")
        assert started == []


@pytest.mark.parametrize("command", ["check", "run", "status", "resolve"])
def test_the_process_is_no_service(command: str, tmp_path: Path, started: list[str]) -> None:
    gate = _workspace(tmp_path)
    program = ("--", "true") if command == "run" else ()
    said = gate.call(command, "--env=staging", "--service=worker", *program, environ={"KEY": ONE})
    assert said.code == 2, said.text
    assert started == []


BEFORE = "PORT=8080\nMODE=a\n"
KEY = "2b7e151628aed2a6abf7158809cf4f3c762e7160f38b4da56a784d9045190cfe\n"


def _with_snapshot(folder: Path, source: str, files: Mapping[str, str]) -> Project:
    project = Project(folder, {"rules/all.toml": "[PORT]\n[MODE]\n", **files})
    assert project.call("snapshot", source, "-o", "kept.json", "--key=../key").code == 0
    return project


@pytest.mark.parametrize("kind", SOURCES)
def test_a_change_is_seen(kind: str, tmp_path: Path) -> None:
    file, text = SOURCES[kind]
    source = f"{kind}:{file}"
    project = _with_snapshot(tmp_path, source, {file: text})
    words = ("diff", "snapshot:kept.json", source, "--key=../key")
    assert project.call(*words).code == 0
    for one, other in (("8080", "8081"), ("PORT", "PORTS")):
        project.write({file: text.replace(one, other)})
        said = project.call(*words)
        assert said.code == 1, said.text
        assert b"PORT" in said.out
        assert b"8081" not in said.out


SPOILT: dict[str, tuple[str, str]] = {
    "no JSON": ('"version"', '"version'),
    "another version": ('"version": 1', '"version": 2'),
    "another command": ('"command": "snapshot"', '"command": "check"'),
    "another key": ('"key": "', '"key": "00'),
    "no variables": ('"variables": [', '"varables": ['),
    "a key more": ('"version": 1,', '"version": 1, "more": 1,'),
    "a fingerprint that is none": ('"fingerprint": "', '"fingerprint": "x'),
    "a name twice": ('"name": "MODE"', '"name": "PORT"'),
    "a name that is none": ('"name": "MODE"', '"name": 1'),
    "a source that is not listed": (
        '"source": "dotenv:a.env",\n      "path"',
        '"source": "dotenv:b.env",\n      "path"',
    ),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_snapshot_is_the_same_as_nothing(name: str, tmp_path: Path) -> None:
    project = _with_snapshot(tmp_path, "dotenv:a.env", {"a.env": f"{BEFORE}TOKEN={ONE}\n"})
    kept = project.folder / "kept.json"
    good = kept.read_text(encoding="utf-8")
    assert SPOILT[name][0] in good
    kept.write_text(good.replace(*SPOILT[name], 1), encoding="utf-8")
    for words in (
        ("snapshot:kept.json", "dotenv:a.env"),
        ("dotenv:a.env", "snapshot:kept.json"),
        ("snapshot:kept.json", "snapshot:kept.json"),
    ):
        said = project.call("diff", *words, "--key=../key")
        assert said.code == 2, said.text
        assert "envlint bug" not in said.text
        assert ONE not in said.text


@pytest.mark.parametrize(
    "words",
    [
        ("diff",), ("diff", "dotenv:a.env"), ("diff", "dotenv:a.env", "dotenv:nope.env"), ("diff", "dotenv:nope.env", "dotenv:a.env"),
        ("diff", "dotenv:a.env", "dotenv:b.env", "dotenv:a.env"), ("diff", "snapshot:nope.json", "dotenv:a.env"), ("diff", "snapshot:", "dotenv:a.env"),
        ("diff", "snapshot:kept.json", "dotenv:a.env", "--key=../nokey"), ("diff", "snapshot:kept.json", "dotenv:a.env", "--key=../otherkey"),
        ("diff", "snapshot:kept.json", "dotenv:a.env", "--key=../openkey"), ("diff", "snapshot:kept.json", "dotenv:a.env", "--key=a.env"),
        ("diff", "snapshot:a.env", "dotenv:a.env"), ("diff", "dotenv:a.env", "--env=nope"), ("diff", "dotenv:empty.env", "dotenv:empty.env"),
        ("diff", "--env=production", "--against=nope"), ("diff", "--env=production", "--against=production"), ("diff", "k8s:a.env", "dotenv:a.env"),
        ("snapshot", "dotenv:nope.env"), ("snapshot", "dotenv:empty.env"), ("snapshot", "dotenv:a.env", "--key=../openkey"),
        ("snapshot", "dotenv:a.env", "--env=nope"), ("snapshot", "snapshot:kept.json"), ("snapshot", "k8s:a.env"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_no_comparison_with_what_is_not_there(words: tuple[str, ...], tmp_path: Path) -> None:
    project = _with_snapshot(tmp_path, "dotenv:a.env", {"a.env": BEFORE, "b.env": BEFORE, "empty.env": ""})
    for name, mode in (("otherkey", 0o600), ("openkey", 0o644)):
        (tmp_path / name).write_text(KEY, encoding="ascii")
        (tmp_path / name).chmod(mode)
    said = project.call(*words)
    assert said.code == 2, said.text
    assert "envlint bug" not in said.text
    assert said.err.strip()
