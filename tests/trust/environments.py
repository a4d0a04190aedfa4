"""Small projects in which ``TOKEN`` is set by every kind of source, in every way that the kind has."""
# ruff: noqa: E501  samples keep their shape

from __future__ import annotations

import json
from base64 import b64encode
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

    from canaries import Canary

UNIT = "web.service"
CI = ".github/workflows/ci.yml"
PROC = "proc"
"""Stands in for /proc: the environments of processes that do not run."""


class Way(NamedTuple):
    """One way to set ``TOKEN``. In ``files`` words in capitals stand for the value, see ``written``.

    ``read`` tells that exactly the value is read, but for the shapes in ``unlike``, which cannot be written this way;
    ``seen`` tells that a value is. ``environ`` is what stands in envlint's own environment.
    """

    name: str
    source: str
    files: Mapping[str, str]
    read: bool = True
    seen: bool = True
    environ: Mapping[str, str] = {}
    unlike: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name

    @property
    def kind(self) -> str:
        return self.source.partition(":")[0]

    def of(self, secret: Canary, folder: Path) -> tuple[dict[str, str], dict[str, str]]:
        """Return the files in this folder and the environment around envlint that set a secret."""
        files = placed({path: written(text, secret.value) for path, text in self.files.items()}, folder)
        return files, {name: written(text, secret.value) for name, text in self.environ.items()}


def placed(files: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Return files in which ``AT_ROOT`` is the folder that they are for."""
    return {
        path: text.replace("AT_ROOT", str(folder)) if "AT_ROOT" in str(text) else text for path, text in files.items()
    }


def written(template: str, value: str) -> str:
    """Return a template with the value in the place of each word that stands for it.

    ``QUOTED`` is a JSON and YAML text, ``SINGLE`` one in single quotes for a ``.env`` file, ``PAIR`` and ``PAIR_DOLLARS``
    are ``TOKEN=value`` as a JSON text, ``DOLLARS`` has every dollar twice as compose wants it, ``UNIT`` is the
    assignment as systemd quotes it, ``BASE64`` what a Secret holds, ``BARE`` all of it on one line, ``VALUE`` itself.
    """
    dollars = value.replace("$", "$$")
    for word, text in (
        ("PAIR_DOLLARS", _json(f"TOKEN={dollars}")),
        ("PAIR", _json(f"TOKEN={value}")),
        ("DOLLARS", _json(dollars)),
        ("QUOTED", _json(value)),
        ("SINGLE", "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"),
        ("UNIT", _in_unit(f"TOKEN={value}")),
        ("BASE64", b64encode(value.encode()).decode()),
        ("BARE", value.replace("\n", "")),
        ("VALUE", value),
    ):
        template = template.replace(word, text)
    return template


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _in_unit(text: str) -> str:
    """Return a text in double quotes as systemd.syntax(7) reads it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("%", "%%")
    return f'"{escaped}"'


def compose(body: str, *, before: str = "") -> str:
    """Return a compose file with one service."""
    return f"{before}services:\n  web:\n    image: web\n{body}"


def pod(body: str, *more: str) -> str:
    """Return a Deployment with one container, and further objects behind it."""
    whole = (
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec:\n  template:\n    spec:\n"
        f"      containers:\n      - name: web\n        image: web\n{body}"
    )
    return "---\n".join((whole, *more))


def task(**container: object) -> str:
    """Return an ECS task definition with one container."""
    return json.dumps(
        {"family": "api", "containerDefinitions": [{"name": "web", "image": "web", **container}]}, ensure_ascii=False
    )


def inspected(*variables: str) -> str:
    """Return what ``docker inspect`` says of one container; every variable is a JSON text."""
    return f'[{{"Id": "0f", "Name": "/web", "Config": {{"Image": "web", "Env": [{", ".join(variables)}]}}}}]'


def job(body: str) -> str:
    """Return a workflow with one job."""
    return f"on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n{body}"


FROM_SECRET = "        env:\n        - name: TOKEN\n          valueFrom: {secretKeyRef: {name: s, key: TOKEN}}\n"
FROM_MAP = "        env:\n        - name: TOKEN\n          valueFrom: {configMapKeyRef: {name: c, key: TOKEN}}\n"
ALL_OF_SECRET = "        envFrom: [{secretRef: {name: s}}]\n"
ALL_OF_MAP = "        envFrom: [{configMapRef: {name: c}}]\n"
SECRET = "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n"
CONFIG_MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n"
APPLIED = '  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: |\n      {"data": {"TOKEN": "BARE"}}\n'

OF_FILES = (
    Way("dotenv", "dotenv:.env.production", {".env.production": "FLAG=true\nTOKEN=SINGLE\n"}),
    Way("process", "process:", {}, environ={"TOKEN": "VALUE", "FLAG": "true"}),
    Way("pid", "pid:7", {f"{PROC}/7/environ": "TOKEN=VALUE\0FLAG=true\0"}),
    Way("environ", "environ:dump", {"dump": "TOKEN=VALUE\0FLAG=true\0"}),
    Way("json", "json:e.json", {"e.json": '{"TOKEN": QUOTED, "FLAG": "true"}'}),
)
OF_COMPOSE = (
    Way("compose map", "compose:compose.yaml", {"compose.yaml": compose("    environment:\n      TOKEN: DOLLARS\n      FLAG: 'true'\n")}),
    Way("compose list", "compose:compose.yaml#web", {"compose.yaml": compose("    environment:\n      - PAIR_DOLLARS\n      - FLAG=true\n")}),
    Way("compose merged", "compose:compose.yaml", {"compose.yaml": compose("    environment:\n      <<: *a\n      FLAG: 'true'\n", before="x-a: &a {TOKEN: DOLLARS}\n")}),
    Way("compose env_file", "compose:compose.yaml", {"compose.yaml": compose("    env_file: .env.web\n"), ".env.web": "TOKEN=SINGLE\nFLAG=true\n"}, unlike=("regex",)),
    Way("compose env_file raw", "compose:compose.yaml", {"compose.yaml": compose("    env_file: [{path: .env.web, format: raw, required: true}]\n"), ".env.web": "TOKEN=BARE\nFLAG=true\n"}, unlike=("several lines", "pem")),
    Way("compose two env_files", "compose:compose.yaml", {"compose.yaml": compose("    env_file: [.env.web, .env.more]\n"), ".env.web": "TOKEN=SINGLE\n", ".env.more": "TOKEN=x\nFLAG=true\n"}, read=False),
    Way("compose interpolated", "compose:compose.yaml", {"compose.yaml": compose("    environment:\n      TOKEN: '${TOKEN}'\n      FLAG: 'true'\n"), ".env": "TOKEN=SINGLE\n"}, unlike=("regex",)),
    Way("compose default", "compose:compose.yaml", {"compose.yaml": compose('    environment:\n      TOKEN: "x${NOPE:-BARE}"\n')}, read=False),
    Way("compose message", "compose:compose.yaml", {"compose.yaml": compose("    environment:\n      TOKEN: ${NOPE:?BARE}\n")}, read=False),
    Way("compose bad reference", "compose:compose.yaml", {"compose.yaml": compose("    environment:\n      TOKEN: '${BARE BARE}'\n      X: '${BARE'\n")}, read=False),
    Way("compose bare", "compose:compose.yaml", {"compose.yaml": compose("    environment:\n      - TOKEN\n      - FLAG=true\n"), ".env": "TOKEN=SINGLE\n"}, unlike=("regex",)),
    Way("compose null", "compose:compose.yaml", {"compose.yaml": compose("    environment:\n      TOKEN:\n"), ".env": "TOKEN=SINGLE\n"}, environ={"TOKEN": "VALUE"}),
    Way("compose shadowed", "compose:compose.yaml", {"compose.yaml": compose("    env_file: .env.web\n    environment: [TOKEN]\n"), ".env.web": "TOKEN=SINGLE\n"}, read=False),
    Way("compose extends", "compose:compose.yaml", {"compose.yaml": compose("    extends: {file: base.yaml, service: base}\n"), "base.yaml": "services:\n  base:\n    image: web\n    environment: {TOKEN: DOLLARS, FLAG: 'true'}\n"}),
    Way("compose include", "compose:compose.yaml#web", {"compose.yaml": "include: [more.yaml]\n", "more.yaml": compose("    environment: {TOKEN: DOLLARS, FLAG: 'true'}\n")}),
    Way("compose two files", "compose:compose.yaml,more.yaml#web", {"compose.yaml": compose("    environment: {TOKEN: other}\n"), "more.yaml": "services: {web: {environment: {TOKEN: DOLLARS, FLAG: 'true'}}}\n"}),
    Way("compose in JSON", "compose:compose.json", {"compose.json": '{"services": {"web": {"image": "web", "environment": {"TOKEN": DOLLARS, "FLAG": "true"}}}}'}),
    Way("compose Dockerfile", "compose:compose.yaml", {"compose.yaml": compose("    build: .\n    environment: {FLAG: 'true'}\n"), "Dockerfile": "FROM scratch\nARG TOKEN=QUOTED\nENV TOKEN=QUOTED\nENV OTHER BARE\n"}, read=False),
    Way("compose as a list", "compose:compose.yaml", {"compose.yaml": compose("    environment:\n      TOKEN: [QUOTED]\n      FLAG: {A: QUOTED}\n")}, read=False),
    Way("compose as a name", "compose:compose.yaml", {"compose.yaml": compose('    environment:\n      - "?BARE"\n      - "?BARE=1"\n      - "=BARE"\n')}, read=False),
    Way("compose twice", "compose:compose.yaml", {"compose.yaml": compose('    environment:\n      "?BARE": 1\n      "?BARE": 2\n      TOKEN: QUOTED\n      TOKEN: QUOTED\n')}, read=False),
    Way("compose without colon", "compose:compose.yaml", {"compose.yaml": compose("    environment:\n      TOKEN BARE\n")}, read=False),
    Way("compose cut off", "compose:compose.yaml", {"compose.yaml": compose('    environment:\n      TOKEN: "BARE\n')}, read=False),
    Way("compose beside it", "compose:compose.yaml", {"compose.yaml": compose("    environment: {FLAG: 'true'}\n    labels: {a: QUOTED}\n    command: [QUOTED]\n    build: {args: {TOKEN: QUOTED}}\n", before="x-a: QUOTED\n")}, read=False),
    Way("compose unseen", "compose:compose.yaml", {"compose.yaml": compose("    environment: {FLAG: QUOTED}\n    env_file: absent.env\n")}, read=False, seen=False),
)  # fmt: skip
OF_KUBERNETES = (
    Way("k8s value", "k8s:k8s.yaml", {"k8s.yaml": pod("        env:\n        - {name: TOKEN, value: QUOTED}\n        - {name: FLAG, value: 'true'}\n")}),
    Way("k8s in JSON", "k8s:k8s.json#api/web", {"k8s.json": '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "api"}, "spec": {"containers": [{"name": "web", "env": [{"name": "TOKEN", "value": QUOTED}, {"name": "FLAG", "value": "true"}]}]}}'}),
    Way("k8s ConfigMap key", "k8s:k8s.yaml", {"k8s.yaml": pod(FROM_MAP, f"{CONFIG_MAP}data: {{TOKEN: QUOTED}}\n")}),
    Way("k8s ConfigMap", "k8s:k8s.yaml", {"k8s.yaml": pod(ALL_OF_MAP, f"{CONFIG_MAP}data: {{TOKEN: QUOTED, FLAG: 'true'}}\n")}),
    Way("k8s Secret key", "k8s:k8s.yaml", {"k8s.yaml": pod(FROM_SECRET, f"{SECRET}data: {{TOKEN: BASE64}}\n")}),
    Way("k8s Secret", "k8s:k8s.yaml", {"k8s.yaml": pod(ALL_OF_SECRET, f"{SECRET}data: {{TOKEN: BASE64}}\n")}),
    Way("k8s stringData", "k8s:k8s.yaml", {"k8s.yaml": pod(ALL_OF_SECRET, f"{SECRET}stringData: {{TOKEN: QUOTED}}\n")}),
    Way("k8s both", "k8s:k8s.yaml", {"k8s.yaml": pod(ALL_OF_SECRET, f"{SECRET}data: {{TOKEN: b3RoZXI=}}\nstringData: {{TOKEN: QUOTED}}\n")}),
    Way("k8s reference", "k8s:k8s.yaml", {"k8s.yaml": pod("        env:\n        - {name: OTHER, value: QUOTED}\n        - {name: TOKEN, value: $(OTHER)}\n")}),
    Way("k8s bad reference", "k8s:k8s.yaml", {"k8s.yaml": pod("        env:\n        - {name: TOKEN, value: '$(BASE64)'}\n        - {name: FLAG, value: '$(BASE64'}\n")}, read=False),
    Way("k8s no base64", "k8s:k8s.yaml", {"k8s.yaml": pod(FROM_SECRET, f"{SECRET}data: {{TOKEN: QUOTED}}\n")}, read=False),
    Way("k8s cut base64", "k8s:k8s.yaml", {"k8s.yaml": pod(ALL_OF_SECRET, f"{SECRET}data: {{TOKEN: 'x!BASE64'}}\n")}, read=False),
    Way("k8s binary", "k8s:k8s.yaml", {"k8s.yaml": pod(ALL_OF_MAP, f"{CONFIG_MAP}binaryData: {{TOKEN: BASE64}}\ndata: {{FLAG: 'true'}}\n")}, read=False),
    Way("k8s applied", "k8s:k8s.yaml", {"k8s.yaml": pod(ALL_OF_SECRET, SECRET.replace("{name: s}\n", f"\n  name: s\n{APPLIED}") + "data: {TOKEN: BASE64}\n")}),
    Way("k8s as a number", "k8s:k8s.yaml", {"k8s.yaml": pod("        env:\n        - {name: TOKEN, value: [QUOTED]}\n        - {name: FLAG, value: {A: QUOTED}}\n")}, read=False),
    Way("k8s as a name", "k8s:k8s.yaml", {"k8s.yaml": pod('        env:\n        - {name: "?BARE", value: "1"}\n        - {name: "?BARE", value: "2"}\n        - {value: QUOTED}\n')}, read=False),
    Way("k8s as keys", "k8s:k8s.yaml", {"k8s.yaml": pod(ALL_OF_MAP, f'{CONFIG_MAP}data: {{"?BARE": "1", "?BARE": "2", "a b": QUOTED}}\n')}, read=False),
    Way("k8s as a file", "k8s:k8s.yaml", {"k8s.yaml": pod(ALL_OF_MAP, f"{CONFIG_MAP}data:\n  app.conf: QUOTED\n  FLAG: 'true'\n")}, read=False),
    Way("k8s cut off", "k8s:k8s.yaml", {"k8s.yaml": pod('        env:\n        - {name: TOKEN, value: "BARE')}, read=False),
    Way("k8s beside it", "k8s:k8s.yaml", {"k8s.yaml": pod("        env: [{name: FLAG, value: 'true'}]\n        args: [QUOTED]\n        command: [QUOTED]\n", f"{SECRET}data: {{TOKEN: BASE64}}\n")}, read=False),
    Way("k8s unseen", "k8s:k8s.yaml", {"k8s.yaml": pod(FROM_SECRET, f"{CONFIG_MAP}data: {{TOKEN: QUOTED}}\n")}, read=False, seen=False),
    Way("k8s all unseen", "k8s:k8s.yaml", {"k8s.yaml": pod(f"{ALL_OF_SECRET}        env: [{{name: FLAG, value: QUOTED}}]\n")}, read=False, seen=False),
)  # fmt: skip
OF_OTHERS = (
    Way("docker", "docker:inspect.json", {"inspect.json": inspected("PAIR", '"FLAG=true"')}),
    Way("docker by name", "docker:inspect.json#web", {"inspect.json": inspected("PAIR", '"FLAG=true"')}),
    Way("docker as names", "docker:inspect.json", {"inspect.json": inspected('"?BARE"', '"=BARE"', "QUOTED", "[QUOTED]")}, read=False),
    Way("docker cut off", "docker:inspect.json", {"inspect.json": '[{"Name": "/web", "Config": {"Env": ["TOKEN=BARE'}, read=False),
    Way("docker beside it", "docker:inspect.json", {"inspect.json": '[{"Name": "/web", "Args": [QUOTED], "Path": QUOTED, "Config": {"Cmd": [QUOTED], "Labels": {"a": QUOTED}, "Env": ["FLAG=true"]}}]'}, read=False),
    Way("systemd", "systemd:web.service", {UNIT: "[Service]\nEnvironment=UNIT FLAG=true\nExecStart=/bin/true\n"}),
    Way("systemd bare", "systemd:web.service", {UNIT: "[Service]\nEnvironment=TOKEN=BARE\nEnvironment='A=BARE\n"}, read=False),
    Way("systemd file", "systemd:web.service", {UNIT: "[Service]\nEnvironmentFile=AT_ROOT/web.env\n", "web.env": "TOKEN=SINGLE\nFLAG=true\n"}, unlike=("quotes", "regex")),
    Way("systemd file by its place", "systemd:web.service", {UNIT: "[Service]\nEnvironmentFile=-/etc/web.env\nEnvironment=FLAG=BARE\n"}, read=False, seen=False),
    Way("systemd command", "systemd:web.service", {UNIT: "[Service]\nEnvironment=FLAG=true\nExecStart=/bin/sh -c BARE\nExecStart=/usr/bin/env TOKEN=BARE x\n"}, read=False),
    Way("systemd no assignment", "systemd:web.service", {UNIT: "[Service]\nEnvironment=BARE\nEnvironment=TOKEN BARE\nBARE\nTOKEN BARE\n[BARE\n"}, read=False),
    Way("systemd drop-in", "systemd:web.service", {UNIT: "[Service]\nEnvironment=TOKEN=x FLAG=true\n", f"{UNIT}.d/10.conf": "[Service]\nEnvironment=UNIT\n"}),
    Way("workflow", f"workflow:{CI}", {CI: job("    env:\n      TOKEN: QUOTED\n      FLAG: 'true'\n    steps: [{run: x}]\n")}),
    Way("workflow whole", f"workflow:{CI}#build", {CI: "env: {TOKEN: QUOTED, FLAG: 'true'}\n" + job("    steps: [{run: x}]\n")}),
    Way("workflow step", f"workflow:{CI}#build/1", {CI: job("    steps:\n    - run: |\n        echo BARE\n      env: {TOKEN: QUOTED}\n    - run: |\n        TOKEN=BARE x\n")}),
    Way("workflow expression", f"workflow:{CI}", {CI: job("    env:\n      TOKEN: \"${{ 'BARE' }}\"\n      FLAG: \"${{ BARE\"\n    steps: [{run: x}]\n")}, read=False),
    Way("workflow as a list", f"workflow:{CI}", {CI: job('    env:\n      TOKEN: [QUOTED]\n      "?BARE": 1\n      "?BARE": 2\n    steps: [{run: x}]\n')}, read=False),
    Way("workflow unseen", f"workflow:{CI}", {CI: job("    env: {TOKEN: '${{ secrets.TOKEN }}', FLAG: QUOTED}\n    steps: [{run: x}]\n")}, read=False, seen=False),
    Way("ecs", "ecs:task.json", {"task.json": task(environment=[{"name": "TOKEN", "value": "x"}, {"name": "FLAG", "value": "true"}]).replace('"x"', "QUOTED")}),
    Way("ecs described", "ecs:task.json#web", {"task.json": '{"taskDefinition": ' + task(environment=[{"name": "TOKEN", "value": "x"}]).replace('"x"', "QUOTED") + "}"}),
    Way("ecs as a list", "ecs:task.json", {"task.json": task(environment=[{"name": "TOKEN", "value": ["x"]}, {"name": "?BARE", "value": 1}, {"value": "x"}, "x"]).replace('"x"', "QUOTED")}, read=False),
    Way("ecs unseen", "ecs:task.json", {"task.json": task(environment=[{"name": "FLAG", "value": "x"}], secrets=[{"name": "TOKEN", "valueFrom": "arn:aws:ssm:eu:1:parameter/a"}]).replace('"x"', "QUOTED")}, read=False, seen=False),
    Way("ecs beside it", "ecs:task.json", {"task.json": task(environment=[{"name": "FLAG", "value": "true"}], command=["x"], dockerLabels={"a": "x"}).replace('"x"', "QUOTED")}, read=False),
    Way("procfile", "procfile:Procfile", {"Procfile": "web: TOKEN='BARE' FLAG=true gunicorn BARE\n"}, read=False),
    Way("procfile env", "procfile:Procfile#web", {"Procfile": "web: env TOKEN=BARE gunicorn ${TOKEN:-BARE}\n"}, read=False),
    Way("procfile beside .env", "procfile:Procfile", {"Procfile": "web: gunicorn $TOKEN\n", ".env": "TOKEN=SINGLE\nFLAG=true\n"}, read=False),
    Way("heroku config", "procfile:config", {"config": "=== app Config Vars\nTOKEN:   BARE\nFLAG:    true\n"}, unlike=("several lines", "pem")),
    Way("heroku config of lines", "procfile:config#app", {"config": "=== app Config Vars\nFLAG:    true\nTOKEN:   VALUE\nVALUE\n?BARE: x\n"}, read=False),
    Way("procfile no line", "procfile:Procfile", {"Procfile": "BARE\nweb BARE\nweb: TOKEN='BARE\n"}, read=False),
)  # fmt: skip
WAYS = (*OF_FILES, *OF_COMPOSE, *OF_KUBERNETES, *OF_OTHERS)
KINDS = tuple(dict.fromkeys(way.kind for way in WAYS))
