"""What stands in a source stays text: services, containers, jobs, files and variables with hostile names."""
# ruff: noqa: E501  samples keep their shape

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from environments import CI, UNIT
from harness import Project
from test_injection import BAIT, LINES, _assert_inert, _assert_well_formed

from envlint.reporters import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

GATE = "--env=production"
RULES = "[PORT]\ntype = 'port'\nrequired = true\n[MODE]\nsecret = false\nvalues = ['a', 'b']\n"


def _compose(bait: str) -> dict[str, str]:
    environment = {"PORT": "${" + bait, bait: "1", "MODE": bait, "A": f"${{{bait}:?{bait}}}"}
    return {
        "compose.yaml": _json(
            {
                "services": {
                    bait: {"environment": environment, "env_file": [bait], "profiles": [bait]},
                    "db": {"environment": {"MODE": bait, bait: "1"}, "labels": {bait: bait}},
                },
                bait: bait,
            }
        )
    }


def _compose_list(bait: str) -> dict[str, str]:
    return {
        "compose.yaml": _json(
            {
                "services": {
                    "db": {
                        "environment": ["PORT=x", f"{bait}=1", bait, f"MODE={bait}"],
                        "env_file": [{"path": bait, "required": False, "format": bait}],
                        "extends": {"service": bait, "file": bait},
                    }
                }
            }
        )
    }


def _kubernetes(bait: str) -> dict[str, str]:
    env = [
        {"name": "PORT", "value": f"$({bait})"}, {"name": bait, "value": "1"}, {"name": "MODE", "value": bait}, {"name": "PORT", "value": 1},
        {"name": "S", "valueFrom": {"secretKeyRef": {"name": bait, "key": bait}}}, {"name": "C", "valueFrom": {bait: {"name": bait}}}, {"name": "T", "valueFrom": {"secretKeyRef": {"name": "t", "key": bait}}},
    ]  # fmt: skip
    containers = [
        {"name": bait, "env": env, "envFrom": [{"prefix": bait, "configMapRef": {"name": bait}}]},
        {"name": "db", "env": env, "envFrom": [{"secretRef": {"name": "t"}}]},
    ]
    pod = {"kind": "Pod", "metadata": {"name": bait, "namespace": bait}, "spec": {"containers": containers}}
    secret = {"kind": "Secret", "metadata": {"name": "t", "namespace": bait}, "data": {bait: "!", "a": bait}}
    return {"k8s.yaml": f"{_json(pod)}\n---\n{_json(secret)}\n"}


def _docker(bait: str) -> dict[str, str]:
    return {
        "inspect.json": _json(
            [
                {"Name": f"/{bait}", "Id": bait, "Config": {"Env": ["PORT=x", f"{bait}=1", bait, f"MODE={bait}"]}},
                {"Name": "/db", "Config": {"Env": [f"MODE={bait}", f"{bait}=1"]}},
            ]
        )
    }


def _systemd(bait: str) -> dict[str, str]:
    return {
        UNIT: f'[Service]\nEnvironment=PORT=x {bait}=1\nEnvironment={bait}\n{bait}\n{bait}=1\nEnvironmentFile=/{bait}\nEnvironmentFile={bait}\nEnvironment="MODE={bait}"\nUnsetEnvironment={bait}\nPassEnvironment={bait}\n[{bait}]\n'
    }


def _workflow(bait: str) -> dict[str, str]:
    env = {
        "PORT": "x",
        bait: "1",
        "MODE": bait,
        "A": f"${{{{ secrets.{bait} }}}}",
        "B": f"${{{{ {bait} }}}}",
        "C": [bait],
        "D": f"${{{{ env.{bait}",
    }
    return {
        CI: _json(
            {
                "on": "push",
                "env": {bait: bait},
                "jobs": {
                    bait: {"env": env, "name": bait},
                    "db": {"env": env, "environment": bait, "steps": [{"name": bait, "env": env, "run": bait}]},
                },
            }
        )
    }


def _ecs(bait: str) -> dict[str, str]:
    one = {
        "name": bait,
        "environment": [{"name": "PORT", "value": "x"}, {"name": bait, "value": "1"}, {"name": "MODE", "value": bait}],
        "secrets": [{"name": "S", "valueFrom": bait}],
        "environmentFiles": [{"type": bait, "value": bait}],
    }
    return {"task.json": _json({"family": bait, "containerDefinitions": [one, {**one, "name": "db"}]})}


def _procfile(bait: str) -> dict[str, str]:
    return {"Procfile": f"{bait}: PORT=x y\ndb: PORT=x {bait}=1 'MODE={bait}' z\n{bait}\n"}


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False)


KINDS: Mapping[str, tuple[str, str, Callable[[str], dict[str, str]]]] = {
    "compose": ("compose", "compose.yaml", _compose),
    "compose list": ("compose", "compose.yaml", _compose_list),
    "k8s": ("k8s", "k8s.yaml", _kubernetes),
    "docker": ("docker", "inspect.json", _docker),
    "systemd": ("systemd", UNIT, _systemd),
    "workflow": ("workflow", CI, _workflow),
    "ecs": ("ecs", "task.json", _ecs),
    "procfile": ("procfile", "Procfile", _procfile),
}
OTHERS = (
    ("status", GATE), ("status", GATE, "--format=json"),
    ("explain", "PORT", GATE, "--source"), ("explain", "MODE", GATE, "--format=json", "--source"),
    ("diff", "dotenv:other.env"), ("diff", "dotenv:other.env", "--format=json"), ("diff", "snapshot:kept.json", "-v"), ("check", GATE, "-v", "--color=always", "--fail-on=info"),
)  # fmt: skip


@pytest.mark.parametrize("bait", BAIT + LINES, ids=ascii)
@pytest.mark.parametrize("kind", KINDS)
def test_what_a_source_says(kind: str, bait: str, tmp_path: Path) -> None:
    name, file, make = KINDS[kind]
    project = Project(tmp_path, {"rules/all.toml": RULES, "other.env": "PORT=1\nMODE=b\n", **make(bait)})
    reports = tuple(f"--format={form}:r.{form}" for form in FORMATS)
    for part in ("", "#db", f"#{bait}", "#none"):
        source = f"{name}:{file}{part}"
        said = project.call("check", GATE, source, *reports)
        assert said.code in (1, 2), said.text
        assert "envlint bug" not in said.text
        _assert_inert(said.text)
        for form in FORMATS:
            text = (project.folder / f"r.{form}").read_text(encoding="utf-8")
            if form == "html":
                assert_page(text)
            else:
                _assert_inert(text)
                _assert_well_formed(form, text)
    source = f"{name}:{file}#db"
    project.call("snapshot", source, "-o", "kept.json")
    for words in OTHERS:
        said = project.call(*words, source)
        assert "envlint bug" not in said.text, (words, said.text)
        _assert_inert(said.out.decode(), color="--color=always" in words)
        _assert_inert(said.err.decode())
        if "--format=json" in words and said.out:
            json.loads(said.out)
    kept = project.folder / "kept.json"
    if kept.exists():
        _assert_inert(kept.read_text(encoding="utf-8"))
        json.loads(kept.read_bytes())


@pytest.mark.parametrize("bait", BAIT + LINES, ids=ascii)
@pytest.mark.parametrize("kind", KINDS)
def test_what_a_source_is_called(kind: str, bait: str, tmp_path: Path) -> None:
    name, file, make = KINDS[kind]
    content = next(iter(make("plain").values()))
    called = re.sub(r"[/#,\0]", "_", bait)[:80] + file.rpartition("/")[2]
    project = Project(tmp_path, {"rules/all.toml": RULES, called: content})
    for form in FORMATS:
        for source in (f"{name}:{called}", f"{name}:{called}#db", f"{name}:none{called}#{bait}", f"{bait}:{called}"):
            said = project.call("check", GATE, source, f"--format={form}")
            assert said.code in (1, 2), said.text
            assert "envlint bug" not in said.text
            _assert_inert(said.err.decode())
            if form == "html" and said.out:
                assert_page(said.out.decode())
            elif said.out:
                _assert_inert(said.out.decode())
                _assert_well_formed(form, said.out.decode())


KEPT = {
    "version": 1, "command": "snapshot", "tier": "production", "key": "0" * 32, "left_out": 0,
    "sources": [{"source": "dotenv:a", "path": "a"}], "unseen": [{"source": "dotenv:a", "reason": "r", "prefix": "p", "name": ""}],
    "variables": [{"name": "N", "source": "dotenv:a", "path": "a", "layer": "l", "fingerprint": "0" * 64, "empty": False, "unseen": ""}, {"name": "PORT", "source": "dotenv:a", "path": "a", "layer": "l", "fingerprint": None, "empty": True, "unseen": ""}],
}  # fmt: skip


@pytest.mark.parametrize("bait", BAIT + LINES, ids=ascii)
@pytest.mark.parametrize(
    "place",
    [
        "tier",
        "key",
        "source",
        "reason",
        "prefix",
        "path",
        "layer",
        "name",
        "fingerprint",
        "unseen",
        "version",
        "command",
    ],
)
def test_snapshots_of_others(place: str, bait: str, tmp_path: Path) -> None:
    """Two snapshots need no key to be compared: whatever stands in one comes from anybody."""
    plain = json.dumps(KEPT)
    hostile = re.sub(rf'"{place}": ("[^"]*"|\d+|null)', lambda _: f'"{place}": {json.dumps(bait)}', plain)
    hostile = hostile.replace('"source": "dotenv:a"', f'"source": {json.dumps(bait)}') if place == "source" else hostile
    project = Project(tmp_path, {"rules/all.toml": RULES, "a.json": hostile, "b.json": plain})
    assert b"2 unchanged" in project.call("diff", "snapshot:b.json", "snapshot:b.json").out
    for words in (
        ("snapshot:a.json", "snapshot:b.json"),
        ("snapshot:b.json", "snapshot:a.json", "-vv"),
        ("snapshot:b.json", "snapshot:a.json", "--format=json"),
        ("a.json", "b.json"),
    ):
        said = project.call("diff", *words)
        assert said.code in (0, 1, 2), said.text
        assert "envlint bug" not in said.text, said.text
        _assert_inert(said.out.decode())
        _assert_inert(said.err.decode())


class _Page(HTMLParser):
    """Collects what an HTML page does beside being text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.handlers: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action", "srcdoc")]


def assert_page(text: str) -> None:
    """A page loads and runs nothing but its own style and script, which are the same on every page."""
    hostile = [c for c in text if c in "\x1b\x07\x85\u2028\u202e\u2066\u200b\ufeff"]
    assert hostile == [], ascii(hostile)
    page = _Page()
    page.feed(text)
    assert page.handlers == []
    assert "owned" not in page.tags
    assert not [link for link in page.links if not link.startswith(("#", "https://"))], page.links
    assert text.count("<script") <= 2
    for script in re.findall(r"(?s)<script[^>]*>(.*?)</script>", text):
        assert "owned()" not in script
