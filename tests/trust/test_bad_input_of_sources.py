"""Whatever stands in a source, or where that points: findings or one line; no traceback, no hang, no way out."""
# ruff: noqa: E501  samples keep their shape

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from environments import CI, UNIT, compose, inspected, job, placed, pod, task
from harness import HANG, ROOT, Project
from test_bad_input import NO_FILES, assert_refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from harness import Said

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX files")

RULES = "[PORT]\ntype = 'port'\nrequired = true\n"
GATE = "--env=production"
MEBI = 1024 * 1024
FILES = {
    "compose": "compose.yaml",
    "k8s": "k8s.yaml",
    "docker": "inspect.json",
    "systemd": UNIT,
    "workflow": CI,
    "ecs": "task.json",
    "procfile": "Procfile",
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path, {"rules/all.toml": RULES})


@pytest.fixture(autouse=True)
def _no_hang() -> Iterator[None]:
    """Break off what hangs, also in a system call, as a fault that no test lets pass."""
    before = signal.signal(signal.SIGALRM, _break_off)
    signal.setitimer(signal.ITIMER_REAL, HANG)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def _break_off(*_given: object) -> None:
    raise TimeoutError("it hangs")


def _check(project: Project, kind: str, part: str = "") -> Said:
    return project.call("check", GATE, f"{kind}:{FILES[kind]}{part}")


def setting(kind: str, *values: tuple[str, str]) -> str:
    """Return a file of this kind that sets these names to these values, as far as it can be written."""
    if kind == "compose":
        return compose("    environment:\n" + "".join(f"      {_json(name)}: {_json(text)}\n" for name, text in values))
    if kind == "k8s":
        entries = "".join(f"        - {{name: {_json(name)}, value: {_json(text)}}}\n" for name, text in values)
        return pod(f"        env:\n{entries}")
    if kind == "docker":
        return inspected(*(_json(f"{name}={text}") for name, text in values))
    if kind == "systemd":
        return "[Service]\n" + "".join(f"Environment={_json(f'{name}={text}')}\n" for name, text in values)
    if kind == "workflow":
        lines = "".join(f"      {_json(name)}: {_json(text)}\n" for name, text in values)
        return job(f"    env:\n{lines}    steps: [{{run: x}}]\n")
    if kind == "ecs":
        return task(environment=[{"name": name, "value": text} for name, text in values])
    return "web: " + " ".join(f"{name}='{text}'" for name, text in values) + " x\n"


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


STORMS: dict[str, tuple[tuple[str, str], ...]] = {
    "1 MB of open references": (("PORT", "${" * (MEBI // 2)),),
    "1 MB of open parentheses": (("PORT", "$(" * (MEBI // 2)),),
    "1 MB of dollars": (("PORT", "$" * MEBI),),
    "1 MB of percent signs": (("PORT", "%" * MEBI),),
    "1 MB of specifiers": (("PORT", "%i" * (MEBI // 2)),),
    "1 MB of backslashes": (("PORT", "\\" * MEBI),),
    "1 MB of quotes": (("PORT", "\"'" * (MEBI // 2)),),
    "1 MB of blanks": (("PORT", " " * MEBI),),
    "1 MB of braces": (("PORT", "}}{{" * (MEBI // 4)),),
    "nested defaults": (("PORT", "${A:-" * 20_000 + "}" * 20_000),),
    "nested parentheses": (("PORT", "$(A" * 20_000 + ")" * 20_000),),
    "expressions": (("PORT", "${{ " * 50_000 + "}}" * 50_000),),
    "doubling": tuple(
        [("A0", "xxxxxxxx")] + [(f"A{n}", f"$(A{n - 1})$(A{n - 1})${{A{n - 1}}}") for n in range(1, 200)]
    ),
    "a cycle": (("PORT", "$(A)${A}"), ("A", "$(PORT)${PORT}")),
    "10,000 variables": tuple((f"NAME_{n}", f"{n}") for n in range(10_000)),
    "2,000 times one name": tuple(("PORT", f"x{n}") for n in range(2_000)),
    "2,000 names that differ in case": tuple((name, "1") for n in range(1_000) for name in (f"A{n}x", f"A{n}X")),
    "a name of 1 MB": (("P" * MEBI, "1"),),
    "a value of 5 MB": (("PORT", "x" * 5 * MEBI),),
    "lines": (("PORT", "8080\nX=1\r\n\x00\x85\u2028"),),
    "control characters": (("P\x1b[2J\x07\u202eT", "\x1b[2J\u202e"),),
    "nameless": (("", "1"), ("=", "2"), (" ", "3"), ("\u0410", "4")),
}


@pytest.mark.parametrize("kind", ["k8s", "docker"])
def test_100_000_variables(kind: str, project: Project) -> None:
    project.write({FILES[kind]: setting(kind, *((f"N{n}", "") for n in range(100_000)))})
    assert_refused(project.call("check", GATE, "--ignore=ENV108", f"{kind}:{FILES[kind]}"))


@pytest.mark.parametrize("name", STORMS)
@pytest.mark.parametrize("kind", FILES)
def test_values(kind: str, name: str, project: Project) -> None:
    project.write({FILES[kind]: setting(kind, *STORMS[name])})
    assert_refused(_check(project, kind))


GOOD = (("PORT", "8080"),)
BYTES: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda _: b"",
    "NUL": lambda text: text.replace(b"8080", b"80\x0080"),
    "NULs": lambda _: b"\0" * 1000,
    "no UTF-8": lambda text: text.replace(b"8080", b"\xff\xfe\xed\xa0\x80"),
    "latin-1": lambda text: text.replace(b"8080", b"Z\xfcrich"),
    "UTF-16": lambda text: text.replace(b"8080", b"x").decode().encode("utf-16"),
    "UTF-16 without a mark": lambda text: text.replace(b"8080", b"x").decode().encode("utf-16-be"),
    "UTF-32": lambda text: text.replace(b"8080", b"x").decode().encode("utf-32"),
    "marks": lambda text: b"\xef\xbb\xbf" * 3 + text.replace(b"8080", b"x"),
    "lone CR": lambda text: text.replace(b"\n", b"\r").replace(b"8080", b"x"),
    "5 MB of brackets": lambda _: b"[" * 5 * MEBI,
    "5 MB of braces": lambda _: b'{"a":' * MEBI,
    "5 MB of dashes": lambda _: b"- " * (5 * MEBI // 2),
    "5 MB of question marks": lambda _: b"? " * (5 * MEBI // 2),
    "5 MB of line ends": lambda _: b"\n" * 5 * MEBI,
    "5 MB of quotes": lambda _: b"'\"" * (5 * MEBI // 2),
    "5 MB of one word": lambda _: b"x" * 5 * MEBI,
    "5 MB of backslashed lines": lambda _: b"[Service]\nEnvironment=" + b"\\\n" * (5 * MEBI // 2),
    "5 MB of documents": lambda _: b"---\n" * (5 * MEBI // 4),
    "600 KB of sections": lambda _: b"[Service]\n" * (MEBI // 16),
    "anchors": lambda _: b"".join(b"a%d: &a%d x\n" % (n, n) for n in range(100_000)),
    "aliases that double": lambda _: (
        b"a0: &a0 [x, x]\n" + b"".join(b"a%d: &a%d [*a%d, *a%d]\n" % (n, n, n - 1, n - 1) for n in range(1, 100))
    ),
    "merges that double": lambda _: (
        b"a0: &a0 {x: 1}\n" + b"".join(b"a%d: &a%d {<<: [*a%d, *a%d]}\n" % (n, n, n - 1, n - 1) for n in range(1, 60))
    ),
    "an alias of itself": lambda _: b"services: &a\n  web: *a\n",
    "a merge of itself": lambda _: b"services: &a\n  <<: *a\n  web: {environment: *a}\n",
    "YAML that commands": lambda _: (
        b"services: !!python/object/apply:os.system [touch ran]\nx: !!python/name:os.system\n"
    ),
}


@pytest.mark.parametrize("name", BYTES)
@pytest.mark.parametrize("kind", FILES)
def test_bytes(kind: str, name: str, project: Project) -> None:
    project.write({FILES[kind]: BYTES[name](setting(kind, *GOOD).encode())})
    assert_refused(_check(project, kind))
    assert not (project.folder / "ran").exists()


DEEP = 10_000
SHAPES: dict[str, tuple[str, str | dict[str, str]]] = {
    "custom tags": ("compose", compose("    environment:\n      PORT: !reset 8080\n      A: !!python/object:os.x 1\n      B: !secret x\n")),
    "a tag on the whole": ("compose", compose("    environment: !override {PORT: x}\n")),
    "nested flow": ("compose", compose("    environment: " + "[" * DEEP + "]" * DEEP + "\n")),
    "nested blocks": ("k8s", "".join(f"{' ' * n}a:\n" for n in range(2000))),
    "nested lists": ("workflow", "- " * DEEP + "a\n"),
    "nested JSON": ("ecs", '{"containerDefinitions": ' + "[" * DEEP + "]" * DEEP + "}"),
    "nested objects": ("docker", '[{"Config": ' * DEEP + "1" + "}]" * DEEP),
    "10,000 services": ("compose", "services:\n" + "".join(f"  s{n}: {{environment: {{PORT: x}}}}\n" for n in range(DEEP))),
    "10,000 containers": ("k8s", pod("").replace("      - name: web\n        image: web\n", "".join(f"      - {{name: c{n}, env: [{{name: A, value: b}}]}}\n" for n in range(DEEP)))),
    "10,000 objects": ("k8s", "---\n".join(f"kind: Pod\nmetadata: {{name: p{n}}}\nspec: {{containers: [{{name: c, env: [{{name: A, value: b}}]}}]}}\n" for n in range(DEEP // 4))),
    "2,000 envFrom of nothing": ("k8s", pod("        envFrom:\n" + "".join(f"        - secretRef: {{name: s{n}}}\n" for n in range(DEEP // 5)))),
    "10,000 envFrom of one": ("k8s", pod("        envFrom:\n" + "        - configMapRef: {name: c}\n" * DEEP, "kind: ConfigMap\nmetadata: {name: c}\ndata: {" + ", ".join(f"K{n}: v" for n in range(200)) + "}\n")),
    "a chain of $(NAME)": ("k8s", pod("        env:\n        - {name: A0, value: xx}\n" + "".join(f"        - {{name: A{n}, value: $(A{n - 1})$(A{n - 1})}}\n" for n in range(1, 2000)))),
    "10,000 env_files": ("compose", {"compose.yaml": compose("    env_file: [" + "a.env, " * DEEP + "a.env]\n"), "a.env": "PORT=x\n" * 100}),
    "10,000 includes": ("compose", {"compose.yaml": "include: [" + "b.yaml, " * DEEP + "b.yaml]\n" + compose("    environment: {PORT: x}\n"), "b.yaml": "services: {}\n"}),
    "includes that double": ("compose", {"compose.yaml": "include: [f0.yaml]\n" + compose("    environment: {PORT: x}\n"), **{f"f{n}.yaml": f"include: [f{n + 1}.yaml, ./f{n + 1}.yaml]\n" for n in range(40)}, "f40.yaml": "services: {}\n"}),
    "a chain of extends": ("compose", "services:\n  web: {extends: s0, environment: {PORT: x}}\n" + "".join(f"  s{n}: {{extends: s{n + 1}}}\n" for n in range(3000)) + "  s3000: {environment: {A: b}}\n"),
    "a chain of files": ("compose", {"compose.yaml": compose("    extends: {file: f0.yaml, service: web}\n    environment: {PORT: x}\n"), **{f"f{n}.yaml": compose(f"    extends: {{file: f{n + 1}.yaml, service: web}}\n") for n in range(300)}, "f300.yaml": compose("")}),
    "extends in a circle of files": ("compose", {"compose.yaml": compose("    extends: {file: f.yaml, service: web}\n"), "f.yaml": compose("    extends: {file: compose.yaml, service: web}\n")}),
    "includes in a circle": ("compose", {"compose.yaml": "include: [f.yaml]\n", "f.yaml": "include: [compose.yaml]\n" + compose("    environment: {PORT: 8080}\n")}),
    "the same file 1,000 times": ("compose", {"compose.yaml": compose("    environment: {PORT: x}\n")}),
    "no base64": ("k8s", pod("        envFrom: [{secretRef: {name: s}}]\n", "kind: Secret\nmetadata: {name: s}\ndata: {PORT: '====', A: 'YQ', B: 'Y=Q=', C: '\\u00fc', D: [1], E: , F: 1, G: '" + "A" * MEBI + "'}\n")),
    "base64 of no UTF-8": ("k8s", pod("        envFrom: [{secretRef: {name: s}}]\n", "kind: Secret\nmetadata: {name: s}\ndata: {PORT: '//79', A: AAAA}\n")),
    "values that are no text": ("k8s", pod("        env:\n        - {name: PORT, value: 1e999}\n        - {name: [a], value: {}}\n        - {name: , value: }\n        - 7\n        - []\n        - {name: 1, value: 0x1F}\n")),
    "variables that are no text": ("compose", compose("    environment: {PORT: .inf, A: 0o17, B: 2001-01-01, C: ~, D: [], E: {}, 7: 8, ? [a] : b, ? {a: b} : c}\n")),
    "entries that are no text": ("compose", compose("    environment: [PORT=x, 1, true, ~, [], {}, {A: b}, A, '=', '']\n")),
    "env_files that are no text": ("compose", compose("    env_file: [1, ~, [], {}, {path: [a]}, {path: , required: maybe, format: odd}]\n    environment: {PORT: x}\n")),
    "extends that is none": ("compose", compose("    extends: [web]\n    environment: {PORT: x}\n")),
    "a build that is none": ("compose", compose("    build: {context: [a], dockerfile: {b: c}, args: 7}\n    environment: {PORT: x}\n")),
    "a service that is a text": ("compose", "services: {web: x}\n"),
    "names that are no text": ("docker", '[{"Name": 1, "Config": {"Env": [1, null, [], {}, "", "=", "A", "PORT=x"]}}, 7, null]'),
    "a container without a name": ("ecs", '{"containerDefinitions": [{"environment": [{"name": 1, "value": 2}, 3, null, {"name": "PORT", "value": null}]}, 4]}'),
    "numbers without end": ("ecs", task(environment=[{"name": "PORT", "value": "x"}]).replace('"x"', "9" * 100_000)),
    "half of a pair": ("ecs", task(environment=[{"name": "PORT", "value": "x"}]).replace('"x"', '"\\ud800"')),
    "jobs that are no jobs": ("workflow", "on: push\nenv: 7\njobs: {a: , b: [], c: x, d: {env: x, steps: 7}, 1: {steps: [1, ~, {env: [a]}]}}\n"),
    "needs in a circle": ("workflow", "on: push\njobs: {a: {needs: b, env: {PORT: x}}, b: {needs: a}}\n"),
    "a unit of continued lines": ("systemd", "[Service]\nEnvironment=PORT=x \\\n" + "# c\n\\\n" * 10_000),
    "a section that does not end": ("systemd", "[Service\nEnvironment=PORT=x\n" * 1000),
    "keys without an end": ("systemd", "[Service]\nEnvironment\n=\nEnvironment==\nEnvironment='\nEnvironment=\"\\\nEnvironment=PORT=x\n"),
    "escapes": ("systemd", '[Service]\nEnvironment="PORT=\\x" "A=\\777" "B=\\u12" "C=\\U00110000" "D=\\xff" "E=\\0"\n'),
    "a process without an end": ("procfile", "web: " + "A=1 " * 100_000 + "\nweb:\n:\n: x\nweb: PORT=x y\n"),
    "quotes that do not end": ("procfile", "web: " + "A='\n" * 10_000),
    "config vars": ("procfile", "=== app Config Vars\n" + "PORT: x\n" * 10_000 + ":\n: x\nA:\n=== \n=== b Config Vars\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_shapes(name: str, project: Project) -> None:
    kind, content = SHAPES[name]
    project.write(content if isinstance(content, dict) else {FILES[kind]: content})
    for part in ("", "#web"):
        assert_refused(_check(project, kind, part))


NOWHERE = (
    "#",
    "#/",
    "#//",
    "#web/",
    "#a/b/c/d",
    "#\x1b[2J",
    "#" + "x" * 5000,
    "#../../etc",
    "##",
    "#0",
    "#-1",
    "#" + "/" * 5000,
)


@pytest.mark.parametrize("kind", FILES)
def test_parts(kind: str, project: Project) -> None:
    project.write({FILES[kind]: setting(kind, ("PORT", "x"))})
    for part in NOWHERE:
        assert_refused(project.call("check", GATE, f"{kind}:{FILES[kind]}{part}"))


@pytest.mark.parametrize("thing", NO_FILES)
@pytest.mark.parametrize("kind", FILES)
def test_no_file(kind: str, thing: str, project: Project) -> None:
    path = project.folder / FILES[kind]
    path.parent.mkdir(parents=True, exist_ok=True)
    NO_FILES[thing][0](path)
    said = _check(project, kind)
    assert_refused(said, 2)
    folder = (kind, thing) == ("compose", "directory")  # where a Compose file is looked for
    assert ("there is no Compose file" if folder else NO_FILES[thing][1]) in said.text


@pytest.mark.parametrize("place", ["/dev/zero", "/dev/null", "/proc/self/mem", "a\nb", "x" * 5000])
@pytest.mark.parametrize("kind", FILES)
def test_no_place_for_a_source(kind: str, place: str, project: Project) -> None:
    assert_refused(project.call("check", GATE, f"{kind}:{place}"), 2)


BASE = "services: {base: {environment: {PORT: '8080'}}}\n"
POINTERS: dict[str, tuple[str, Mapping[str, str], str, str]] = {
    "env_file": ("compose:compose.yaml", {"compose.yaml": compose("    env_file: TARGET\n")}, "t.env", "PORT=8080\n"),
    "long env_file": ("compose:compose.yaml", {"compose.yaml": compose("    env_file: [{path: TARGET, required: false}]\n")}, "t.env", "PORT=8080\n"),
    "raw env_file": ("compose:compose.yaml", {"compose.yaml": compose("    env_file: [{path: TARGET, format: raw}]\n")}, "t.env", "PORT=8080\n"),
    "interpolated env_file": ("compose:compose.yaml", {"compose.yaml": compose("    env_file: ${T}\n"), ".env": "T=TARGET\n"}, "t.env", "PORT=8080\n"),
    "extends": ("compose:compose.yaml", {"compose.yaml": compose("    extends: {file: TARGET, service: base}\n")}, "t.yaml", BASE),
    "include": ("compose:compose.yaml#base", {"compose.yaml": "include: [TARGET]\n"}, "t.yaml", BASE),
    "long include": ("compose:compose.yaml#base", {"compose.yaml": "include: [{path: [TARGET]}]\n"}, "t.yaml", BASE),
    "env_file of an include": ("compose:compose.yaml", {"compose.yaml": "include: [{path: b.yaml, env_file: TARGET}]\n", "b.yaml": compose("    environment: {PORT: '${P}'}\n")}, "t.env", "P=8080\n"),
    "folder of an include": ("compose:compose.yaml", {"compose.yaml": "include: [{path: b.yaml, project_directory: TARGET/..}]\n", "b.yaml": compose("    env_file: t.env\n")}, "t.env", "PORT=8080\n"),
    "Dockerfile": ("compose:compose.yaml", {"compose.yaml": compose("    build: {context: ., dockerfile: TARGET}\n    environment: {A: b}\n")}, "Dockerfile.t", "FROM scratch\nENV PORT=8080\n"),
    "EnvironmentFile": (f"systemd:{UNIT}", {UNIT: "[Service]\nEnvironment=A=b\nEnvironmentFile=TARGET\n"}, "t.env", "PORT=8080\n"),
    "optional EnvironmentFile": (f"systemd:{UNIT}", {UNIT: "[Service]\nEnvironment=A=b\nEnvironmentFile=-TARGET\n"}, "t.env", "PORT=8080\n"),
    "pattern of EnvironmentFile": (f"systemd:{UNIT}", {UNIT: "[Service]\nEnvironment=A=b\nEnvironmentFile=TARGET*\n"}, "t.env", "PORT=8080\n"),
}  # fmt: skip
"""A source that names a further file, TARGET; what that is called; and what in it would let the gate pass."""
ABSOLUTE = ("EnvironmentFile", "optional EnvironmentFile", "pattern of EnvironmentFile")
ESCAPES = ("../outside", "AT_ROOT/../outside", "sub/../../outside", "link", "sub/link/../link")
"""Folders that lead out of the root: by their names or by the link in the project that leads there."""


@pytest.fixture
def opened() -> Iterator[list[str]]:
    seen: list[str] = []
    _WATCHING.append(seen)
    yield seen
    _WATCHING.remove(seen)


_WATCHING: list[list[str]] = []


def _audit(event: str, given: tuple[object, ...]) -> None:
    if event == "open" and isinstance(given[0], (str, bytes)):
        for seen in _WATCHING:
            seen.append(os.path.realpath(os.fsdecode(given[0])))


sys.addaudithook(_audit)


def _with_outside(folder: Path, pointer: str, escape: str) -> tuple[Project, str]:
    """Return a project with a pointer at a file beside it, and the source that has it."""
    source, files, name, content = POINTERS[pointer]
    outside = folder / "outside"
    outside.mkdir(parents=True)
    (outside / name).write_text(content, encoding="utf-8")
    target = f"{escape}/{name}"
    if pointer in ABSOLUTE and not target.startswith("AT_ROOT"):
        target = f"AT_ROOT/{target}"
    texts = {path: text.replace("TARGET", target) for path, text in files.items()}
    project = Project(folder, {"rules/all.toml": RULES, "sub/x": "", **placed(texts, folder / "project")})
    (project.folder / "link").symlink_to(outside)
    (project.folder / "sub" / "link").symlink_to(outside)
    return project, source


@pytest.mark.parametrize("escape", ESCAPES)
@pytest.mark.parametrize("pointer", POINTERS)
def test_nothing_outside_is_read(pointer: str, escape: str, tmp_path: Path, opened: list[str]) -> None:
    project, source = _with_outside(tmp_path, pointer, escape)
    opened.clear()
    assert_refused(project.call("check", GATE, source))
    assert [path for path in opened if path.startswith(str(tmp_path / "outside"))] == []
    assert any(path.startswith(str(project.folder)) for path in opened)


@pytest.mark.parametrize("pointer", POINTERS)
def test_what_is_inside_is_read(pointer: str, tmp_path: Path) -> None:
    """The pointers lead somewhere: what stands where they may look is found."""
    source, files, name, content = POINTERS[pointer]
    place = f"AT_ROOT/{name}" if pointer in ABSOLUTE else name
    texts = {path: text.replace("TARGET", place).replace(f"{name}/..", ".") for path, text in files.items()}
    project = Project(tmp_path, {"rules/all.toml": RULES, name: content, **placed(texts, tmp_path / "project")})
    expected = (1,) if pointer.startswith("pattern") else (0,)
    said = project.call("check", GATE, source)
    assert said.code in expected, said.text


@pytest.mark.parametrize("thing", NO_FILES)
@pytest.mark.parametrize("pointer", [name for name in POINTERS if name != "folder of an include"])
def test_pointers_at_no_files(pointer: str, thing: str, tmp_path: Path) -> None:
    source, files, name, _ = POINTERS[pointer]
    place = f"AT_ROOT/{name}" if pointer in ABSOLUTE else name
    texts = {path: text.replace("TARGET", place) for path, text in files.items()}
    project = Project(tmp_path, {"rules/all.toml": RULES, **placed(texts, tmp_path / "project")})
    NO_FILES[thing][0](project.folder / name)
    assert_refused(project.call("check", GATE, source))


@pytest.mark.parametrize("thing", NO_FILES)
@pytest.mark.parametrize("place", [".env", "compose.override.yaml", f"{UNIT}.d/a.conf", f"{UNIT}.d", "service.d"])
def test_usual_places_with_no_files(place: str, thing: str, project: Project) -> None:
    source = "compose:#web" if not place.startswith((UNIT, "service")) else f"systemd:{UNIT}"
    project.write({"compose.yaml": compose("    environment: {PORT: '${P}'}\n"), UNIT: "[Service]\nEnvironment=A=b\n"})
    path = project.folder / place
    path.parent.mkdir(exist_ok=True)
    NO_FILES[thing][0](path)
    assert_refused(project.call("check", GATE, source))


@pytest.mark.parametrize("place", [".env", "compose.override.yaml", f"{UNIT}.d", "service.d"])
def test_usual_places_that_lead_out(place: str, project: Project, tmp_path: Path, opened: list[str]) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    texts = {".env": "P=8080\n", "compose.override.yaml": "services: {web: {environment: {PORT: '8080'}}}\n"}
    if place in texts:
        (outside / "x").write_text(texts[place], encoding="utf-8")
    else:
        (outside / "a.conf").write_text("[Service]\nEnvironment=PORT=8080\n", encoding="utf-8")
    (project.folder / place).symlink_to(outside / "x" if place in texts else outside)
    project.write({"compose.yaml": compose("    environment: {PORT: '${P}'}\n"), UNIT: "[Service]\nEnvironment=A=b\n"})
    opened.clear()
    assert_refused(project.call("check", GATE, "compose:#web" if place in texts else f"systemd:{UNIT}"))
    assert [path for path in opened if path.startswith(f"{outside}{os.sep}")] == []


@pytest.mark.parametrize("pointer", [name for name in POINTERS if name not in ABSOLUTE])
@pytest.mark.parametrize(
    "target", ["/etc/passwd", "/proc/self/environ", "/dev/zero", "~/x", "\\\\?\\C:\\x", "", "x" * 5000]
)
def test_pointers_at_the_system(pointer: str, target: str, tmp_path: Path, opened: list[str]) -> None:
    source, files, _, _ = POINTERS[pointer]
    texts = {path: text.replace("TARGET", json.dumps(target)) for path, text in files.items()}
    project = Project(tmp_path, {"rules/all.toml": RULES, **texts})
    assert_refused(project.call("check", GATE, source))
    assert [path for path in opened if path.startswith(("/etc/passwd", "/proc/", "/dev/zero"))] == []


@pytest.mark.parametrize("kind", FILES)
def test_a_source_elsewhere_reads_nothing_but_its_own_folder(kind: str, project: Project, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    name = Path(FILES[kind]).name
    (other / name).write_text(setting(kind, *GOOD), encoding="utf-8")
    assert project.call("check", GATE, f"{kind}:../other/{name}").code == 0


def test_processes_that_are_gone(project: Project) -> None:
    with subprocess.Popen([sys.executable, "-c", "pass"], env={"PORT": "8080"}) as program:
        os.waitid(os.P_PID, program.pid, os.WEXITED | os.WNOWAIT)
        assert_refused(project.start("check", GATE, f"pid:{program.pid}"), 2)
    assert_refused(project.start("check", GATE, f"pid:{program.pid}"), 2)


def test_a_process_of_another_user(project: Project) -> None:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root can become another user")
    program = (
        "import importlib, os, pkgutil, sys, envlint\n"
        "for module in pkgutil.walk_packages(envlint.__path__, 'envlint.'):\n"
        "    importlib.import_module(module.name) if not module.name.endswith('__main__') else None\n"
        "os.setgid(65534); os.setuid(65534)\n"
        "sys.exit(envlint.cli.main(sys.argv[1:]))"
    )
    for folder in (project.folder, *project.folder.parents):
        if folder.is_relative_to("/tmp") and str(folder) != "/tmp":
            folder.chmod(folder.stat().st_mode | 0o055)
    done = subprocess.run(
        [sys.executable, "-c", program, "check", GATE, f"pid:{os.getpid()}"],
        cwd=project.folder,
        env={**project.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=HANG,
        check=False,
    )
    text = (done.stdout + done.stderr).decode()
    assert done.returncode == 2, text
    assert "belongs to another user" in text
    assert "Traceback" not in text


def test_system_calls(tmp_path: Path) -> None:
    """The same as the kernel sees it, for all pointers at once."""
    strace = shutil.which("strace")
    if strace is None:
        assert not os.environ.get("CI"), "strace is not installed"
        pytest.skip("strace is not installed")
    for number, pointer in enumerate(POINTERS):
        folder = tmp_path / str(number)
        project, source = _with_outside(folder, pointer, "link")
        log = folder / "calls"
        said = project.start(
            "check", GATE, source, before=(strace, "-f", "-qq", "-s", "4096", "-e", "trace=open,openat", "-o", str(log))
        )
        assert_refused(said)
        calls = log.read_text(encoding="utf-8")
        assert "openat" in calls
        assert "/outside/" not in calls
        assert '"/etc/shadow' not in calls
        assert not [line for line in calls.splitlines() if "link/" in line], pointer
