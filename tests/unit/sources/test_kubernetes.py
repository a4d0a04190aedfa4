"""``k8s:FILE#Kind/name/container``, read for real."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from envlint.core.environment import Environment
from envlint.core.errors import EnvlintError
from envlint.sources import parse, read

if TYPE_CHECKING:
    from pathlib import Path

    from envlint.core.source import Reading

MANIFEST = """
apiVersion: v1
kind: ConfigMap
metadata: {name: app}
data:
  PORT: "8080"
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  template:
    spec:
      initContainers:
      - name: migrate
        env: [{name: STEP, value: first}]
      containers:
      - name: web
        envFrom:
        - configMapRef: {name: app}
        - secretRef: {name: api}
        env:
        - name: LEVEL
          value: info
      - name: proxy
"""


def at(root: Path, text: str, part: str = "", name: str = "a.yaml") -> tuple[Reading, ...]:
    (root / name).write_text(text, encoding="utf-8")
    return read(parse(f"k8s:{name}{part}"), str(root), str(root))


def values(layers: tuple[Reading, ...]) -> dict[str, str]:
    return {name: binding.value.raw for name, binding in Environment(layers).winners.items()}


@pytest.mark.parametrize("part", ["", "#web", "#Deployment/api", "#Deployment/api/web", "#api/web"])
def test_one_container_is_read_in_layers(tmp_path: Path, part: str) -> None:
    layers = at(tmp_path, MANIFEST, part)
    assert values(layers) == {"PORT": "8080", "LEVEL": "info"}
    assert [str(each.at) for layer in layers for each in layer.bindings] == ["a.yaml:6:10", "a.yaml:24:18"]
    assert [part.reason for layer in layers for part in layer.unseen] == ["the Secret api is not in the stream"]
    assert {layer.source.label for layer in layers} == {f"k8s:a.yaml{part}"}


def test_an_init_container_is_read_when_it_is_named(tmp_path: Path) -> None:
    assert values(at(tmp_path, MANIFEST, "#Deployment/api/migrate")) == {"STEP": "first"}


def test_a_container_that_sets_nothing_can_be_named(tmp_path: Path) -> None:
    assert values(at(tmp_path, MANIFEST, "#proxy")) == {}


def test_several_containers_have_to_be_told_apart(tmp_path: Path) -> None:
    with pytest.raises(EnvlintError, match="2 containers in it could be meant") as caught:
        at(tmp_path, MANIFEST.replace("- name: proxy", "- name: proxy\n        env: [{name: A, value: x}]"))
    assert "Deployment/api/web, Deployment/api/proxy" in caught.value.help
    assert "k8s:a.yaml#Deployment/api/web" in caught.value.message


@pytest.mark.parametrize(
    ("text", "part", "message", "help"),
    [
        (MANIFEST, "#nobody", "no container in it is called 'nobody'", "Deployment/api/web"),
        (MANIFEST, "#Deployment/api/wep", "no container in it is called", "did you mean Deployment/api/web?"),
        (MANIFEST.replace("env", "args"), "", "none of its containers sets a variable", "Deployment/api/proxy"),
        ("", "", "there is no workload with containers in it", ""),
        ("---\n---\n# nothing\n", "", "there is no workload with containers in it", ""),
        ("- a\n- b\n", "", "there is no workload with containers in it", ""),
        ("kind: ConfigMap\ndata: {A: x}\n", "", "there is no workload with containers in it", ""),
        ("kind: Pod\n  spec: x\n", "", "cannot be read as YAML", ""),
        ("kind: Pod\n{{ if .x }}\n", "", "cannot be read as YAML", "a template has to be rendered first"),
        ("[" * 10_000, "", "nested deeper than 100 levels", ""),
        ("a: " * 10_000, "", "cannot be read as YAML", ""),
        (
            "\n".join(["a0: &a0 [x,x,x,x,x,x,x,x]", *[f"a{n}: &a{n} [{f'*a{n - 1},' * 8}]" for n in range(1, 12)]]),
            "",
            "has more than",
            "",
        ),
    ],
)
def test_one_clear_error(tmp_path: Path, text: str, part: str, message: str, help: str) -> None:
    with pytest.raises(EnvlintError) as caught:
        at(tmp_path, text, part)
    assert message in caught.value.message
    assert help in caught.value.help


def test_what_is_wrong_with_the_text_is_said_once(tmp_path: Path) -> None:
    text = (
        MANIFEST.replace("  PORT:", '  PORT: "80"\n  PORT:').replace("name: LEVEL", "name: !level LEVEL") + "---\n- x\n"
    )
    layers = at(tmp_path, text)
    assert values(layers)["PORT"] == "8080"
    found = [notice.kind for layer in layers for notice in layer.notices if notice.kind != "file-permissions"]
    assert sorted(found) == ["malformed-line", "repeated-yaml-key", "value-not-a-string"]


def test_json_is_read_with_all_its_escapes(tmp_path: Path) -> None:
    secret = {"kind": "Secret", "metadata": {"name": "s"}, "data": {"KEY": "aHVudGVyMg=="}}
    env = [{"name": "FACE", "value": "😀\t/\x7f"}, {"name": "LONG", "value": "x" * 5000}]
    container = {"name": "web", "env": env, "envFrom": [{"secretRef": {"name": "s"}}]}
    pod = {"kind": "Pod", "metadata": {"name": "p"}, "spec": {"containers": [container]}}
    wanted = {"KEY": "hunter2", "FACE": "😀\t/\x7f", "LONG": "x" * 5000}
    for indent in (None, 4, "\t"):
        text = json.dumps({"kind": "List", "items": [pod, secret]}, indent=indent).replace("/", "\\/")
        assert "\\ud83d\\ude00" in text
        assert values(at(tmp_path, text, name="a.json")) == wanted


def test_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(MANIFEST.encode())))
    layers = read(parse("k8s:-#web"), str(tmp_path), str(tmp_path))
    assert values(layers) == {"PORT": "8080", "LEVEL": "info"}
    assert str(layers[0].bindings[0].at) == "k8s:-#web:6:10"


def test_ten_thousand_variables(tmp_path: Path) -> None:
    entries = "".join(f"    - name: V{n}\n      value: $(V{n - 1})\n" for n in range(10_000))
    pod = f"kind: Pod\nmetadata: {{name: p}}\nspec:\n  containers:\n  - name: c\n    env:\n{entries}"
    data = "".join(f"  K{n}: x\n" for n in range(10_000))
    config = f"---\nkind: ConfigMap\nmetadata: {{name: app}}\ndata:\n{data}"
    text = pod.replace("    env:\n", "    envFrom: [{configMapRef: {name: app}}]\n    env:\n", 1) + config
    layers = at(tmp_path, text)
    assert len(Environment(layers).winners) == 20_000


def test_who_else_has_the_file_is_said_of_every_layer(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(MANIFEST)
    (tmp_path / "a.yaml").chmod(0o666)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "add", "a.yaml"], cwd=tmp_path, check=True)
    layers = at(tmp_path, MANIFEST)
    kinds = [[notice.kind for notice in layer.notices] for layer in layers]
    assert kinds == [["tracked-secret-file"], ["tracked-secret-file"], ["file-permissions", "tracked-secret-file"]]


@pytest.mark.skipif(shutil.which("kubectl") is None, reason="kubectl is not installed")
def test_what_kustomize_generates_is_found(tmp_path: Path) -> None:
    pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: c\n    envFrom:\n"
    (tmp_path / "pod.yaml").write_text(f"{pod}    - configMapRef: {{name: app}}\n    - secretRef: {{name: api}}\n")
    (tmp_path / "app.env").write_text("PORT=8080\nPUZZLE=yes\nTEXT=a 'b' # c: \"d\"\n")
    (tmp_path / "kustomization.yaml").write_text(
        "resources: [pod.yaml]\nnamespace: prod\n"
        "configMapGenerator: [{name: app, envs: [app.env]}]\n"
        "secretGenerator: [{name: api, literals: [KEY=é hunter2]}]\n"
    )
    done = subprocess.run(["kubectl", "kustomize", tmp_path], capture_output=True, text=True, check=True)
    found = values(at(tmp_path, done.stdout, "#Pod/p/c"))
    assert found == {"PORT": "8080", "PUZZLE": "yes", "TEXT": "a 'b' # c: \"d\"", "KEY": "é hunter2"}
