"""Targets of the fuzzer for the sources of live environments: compose, k8s, docker, systemd, workflow, ecs, Procfile.

An input is one file, or two that are parted by a form feed; the second is what the first may name. What is read is
judged, and now and then reported.
"""
# ruff: noqa: E501  samples keep their shape

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from fuzz_input import Target

from envlint import reporters, sources
from envlint.analysis.check import check
from envlint.analysis.differences import InMemory, compare
from envlint.analysis.layers import assemble
from envlint.checks.subjects import Gate
from envlint.core.errors import EnvlintError
from envlint.core.location import Location
from envlint.core.report import LookedAt, Report
from envlint.core.tier import BUILT_IN, strictest
from envlint.formats import snapshot
from envlint.formats.fingerprints import ByFingerprint, Marker
from envlint.reporters import Style
from envlint.rules.load import load

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from envlint.core.rule import Place

APART = b"\f"
TOKENS = re.compile(rb"\w+|\s+|[^\w\s]+")
EVERY = 16
"""Of so many inputs one is also reported in every format."""
RULES = b"""[PORT]\ntype = "port"\nrequired = true\n[TOKEN]\ntype = "secret"\nmin_length = 8\nrequires = ["PORT"]\n
[MODE]\nvalues = ["a", "b"]\nsecret = false\n[URL]\ntype = "url"\nrequired = true\nvisibility = "names-only"\n"""
TEXTS: Mapping[str, tuple[str, str, Sequence[bytes]]] = {
    "compose": ("compose.yaml#web", "b.yaml", (
        b"x-a: &a {MODE: a}\nservices:\n  web:\n    image: web\n    env_file: [b.yaml, {path: b.yaml, required: false, format: raw}]\n    environment:\n      <<: *a\n      PORT: ${PORT:-8080}\n      TOKEN:\n      URL: \"${A:?no} $$x ${B+c} ${D-${E:-f}}\"\n",
        b"services:\n  web:\n    environment: [PORT=80, TOKEN, 'MODE=a', \"URL=$A\"]\n    extends: {file: b.yaml, service: base}\n    profiles: [x]\n\fservices:\n  base:\n    environment: {PORT: 1, T: true, N: ~, F: 1.5, D: 2020-01-01}\n    extends: web\n",
        b"include:\n  - b.yaml\n  - {path: [b.yaml], project_directory: ., env_file: .env}\nservices: {db: {environment: {A: b}}}\n\fservices:\n  web: {build: {context: ., dockerfile: b.yaml, args: {A: b}}, environment: !reset {PORT: 1}}\n",
        b"name: x\nservices:\n  web: {build: {context: ., dockerfile: b.yaml, target: c, args: [A=1, PORT]}, environment: {MODE: !override a}}\n\fARG A=1\nFROM x AS b\nARG PORT\nENV PORT=$PORT A=\"b c\" \\\n  D=${A:-e}\nFROM b AS c\nENV TOKEN one two\nRUN <<E\nx\nE\n",
        b"services:\n  web:\n    env_file: b.yaml\n\fexport PORT=80\nTOKEN='a b' # c\nURL=\"http://${HOST:-x}/\\n$$\"\nMODE: a\nBARE\nA=`x` $(y)\n",
    )),
    "k8s": ("k8s.yaml#web", "b.yaml", (
        b"apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, namespace: n}\nspec:\n  template:\n    spec:\n      initContainers: [{name: i}]\n      containers:\n      - name: web\n        envFrom: [{prefix: P_, configMapRef: {name: c}}, {secretRef: {name: s, optional: true}}]\n        env:\n        - {name: PORT, value: \"80\"}\n        - {name: URL, value: \"$(PORT) $$(X) $(Y\"}\n        - name: TOKEN\n          valueFrom: {secretKeyRef: {name: s, key: k, optional: true}}\n        - {name: F, valueFrom: {fieldRef: {fieldPath: status.podIP}}}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: n}\ndata:\n  R: x\n  S: |\n    y\nbinaryData: {b: AAAA}\n---\nkind: Secret\nmetadata: {name: s}\ndata: {k: eHh4, l: '!'}\nstringData: {m: n}\n",
        b"{\"kind\": \"List\", \"items\": [{\"kind\": \"Pod\", \"metadata\": {\"name\": \"p\"}, \"spec\": {\"containers\": [{\"name\": \"web\", \"env\": [{\"name\": \"PORT\", \"value\": \"1\"}, {\"name\": \"U\", \"value\": \"\\ud83d\\ude00\"}]}]}}, {\"kind\": \"SealedSecret\", \"metadata\": {\"name\": \"s\"}}]}",
        b"kind: CronJob\nmetadata: {name: j}\nspec: {jobTemplate: {spec: {template: {spec: {containers: [{name: web, env: [{name: PORT, value: 80}, {name: A, valueFrom: {configMapKeyRef: {name: c, key: R}}, value: x}]}]}}}}}\n---\nkind: ConfigMap\nmetadata: {name: c}\nimmutable: true\ndata:\n  R: 1\n  \"a b\": c\n",
    )),
    "docker": ("i.json", "b", (
        b"[{\"Id\": \"0f\", \"Name\": \"/web\", \"Config\": {\"Image\": \"x\", \"Env\": [\"PORT=80\", \"A\", \"TOKEN=a=b\", \"\", \"=x\"]}, \"State\": {}}]",
        b"[{\"Name\": \"web\", \"ImageName\": \"y\", \"Config\": {\"Env\": [\"MODE=a\", \"MODE=b\"], \"Labels\": {\"com.docker.compose.service\": \"web\"}}}, {\"RepoTags\": [\"z:1\"], \"Config\": {\"Env\": null}}]",
    )),
    "systemd": ("web.service", "web.service.d/b.conf", (
        b"[Unit]\nDescription=x\n[Service]\nEnvironment=\"PORT=80\" 'MODE=a' TOKEN=b\\x20c A=%%i B=%i \\\n  # c\n  URL=http://x\nEnvironmentFile=-/etc/a\nEnvironmentFile=/etc/*.b\nPassEnvironment=C D\nUnsetEnvironment=E PORT=80\nExecStart=/bin/x\n",
        b"[Service]\nEnvironment=PORT=1\n\f[Service]\nEnvironment=\nEnvironment=\"TOKEN=\\u00e4\\n\\t\\\"\"\nUnsetEnvironment=PORT\n; c\n[X]\nEnvironment=F=g\n",
    )),
    "workflow": (".github/workflows/a.yml", "b", (
        b"on: [push]\nenv: {PORT: 80, A: true}\njobs:\n  b:\n    runs-on: x\n    env:\n      TOKEN: ${{ secrets.T }}\n      MODE: a\n      URL: \"http://${{ vars.H || 'x' }}/${{ env.PORT }}\"\n    steps:\n      - run: echo\n        env: {C: 1.50, D: 0x1F, E: ~, F: !!str x}\n",
        b"env: ${{ fromJSON(x) }}\njobs: {b: {strategy: {matrix: {a: [1]}}, env: {PORT: '${{ matrix.a }}', Q: '${{ format(''{0}'', 1) }}'}}, c: {uses: ./x, with: {a: b}}}\n",
    )),
    "ecs": ("t.json", "b", (
        b"{\"family\": \"a\", \"containerDefinitions\": [{\"name\": \"web\", \"environment\": [{\"name\": \"PORT\", \"value\": \"80\"}, {\"name\": \"MODE\", \"value\": \"a\"}], \"secrets\": [{\"name\": \"TOKEN\", \"valueFrom\": \"arn:aws:ssm:eu:1:parameter/a\"}], \"environmentFiles\": [{\"type\": \"s3\", \"value\": \"arn:aws:s3:::b/c.env\"}]}]}",
        b"{\"taskDefinition\": {\"containerDefinitions\": [{\"name\": \"web\", \"environment\": [{\"name\": 1, \"value\": null}]}, {\"name\": \"b\"}]}}",
        b"containerDefinitions:\n- name: web\n  environment:\n  - name: PORT\n    value: 80\n",
    )),
    "procfile": ("Procfile", "b", (
        b"web: PORT=80 MODE='a' TOKEN=\"b c\" x $PORT \\\n  y\nworker: z\n# c\nrelease: A=$(b) c\n",
        b"=== app Config Vars\nPORT:  80\nTOKEN: a\nb\nURL: http://x:1/\n=== other Config Vars\nA: b\n",
    )),
}  # fmt: skip
OF_SNAPSHOTS = (
    b'{"version": 1, "command": "snapshot", "tier": null, "key": "' + b"0" * 32 + b'", "left_out": 0, "sources": [{"source": "dotenv:a", "path": "a"}], "unseen": [{"source": "dotenv:a", "reason": "r", "prefix": "", "name": ""}], "variables": [{"name": "PORT", "source": "dotenv:a", "path": "a", "layer": "", "fingerprint": "' + b"0" * 64 + b'", "empty": false, "unseen": ""}, {"name": "B", "source": "dotenv:a", "path": "a", "layer": "l", "fingerprint": null, "empty": true, "unseen": ""}]}',
)  # fmt: skip


@cache
def _folder() -> Path:
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


@cache
def _plan() -> object:
    return load([("rules.toml", RULES)], BUILT_IN, {})["production"]


def in_source(kind: str, data: bytes) -> None:
    """Read a file of a kind, judge what it sets, and write a snapshot of it."""
    ref, other, _ = TEXTS[kind]
    first, _, second = data.partition(APART)
    root = _folder() / kind
    for path, content in (
        (ref.partition("#")[0], first),
        (other, second),
        ("rules.toml", RULES),
        (".env", b"PORT=80\nA=b\n"),
    ):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    readings = sources.read(sources.Ref(kind, ref), str(root), str(root))
    environment = assemble(readings)
    heard = check(_plan(), environment, Gate(strictest(BUILT_IN), BUILT_IN), _nowhere)  # type: ignore[arg-type]
    for fault in heard.faults:
        raise AssertionError(fault.message)
    compare(environment, assemble(readings), {}, InMemory(), across_tiers=False)
    if len(data) % EVERY == 0:
        report = Report("check", heard.findings, LookedAt(((f"{kind}:{ref}", len(environment)),), 3))
        for name in reporters.FORMATS:
            "\n".join(reporters.load(name)(report, Style(verbose=1)))
        marker = Marker(b"0" * 32)
        snapshot.parse(snapshot.document(environment, "production", marker, {}), "x")


def in_snapshot(data: bytes) -> None:
    """Read a snapshot and compare it with itself."""
    found = snapshot.parse(data.decode("utf-8", "replace"), "x")
    compare(found.environment, found.environment, {}, ByFingerprint(), across_tiers=False)


def _nowhere(place: Place) -> Location:
    return Location(place.path, place.path)


def _target(kind: str) -> Target:
    texts = tuple(TEXTS[kind][2])
    words = sorted({token for text in texts for token in TOKENS.findall(text)})
    return Target(partial(in_source, kind), (*words, APART), (EnvlintError,), texts)


TARGETS: Mapping[str, Target] = {
    **{kind: _target(kind) for kind in TEXTS},
    "snapshot": Target(in_snapshot, tuple(sorted(set(TOKENS.findall(OF_SNAPSHOTS[0])))), (EnvlintError,), OF_SNAPSHOTS),
}
