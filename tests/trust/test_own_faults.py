"""A fault of envlint's own is never a pass, says where it is and never with which value, and silences nothing else."""

from __future__ import annotations

import json
import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from canaries import CANARIES, leaks
from harness import Project

from envlint import checks, reporters, sources
from envlint.checks import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SECRET = CANARIES[0]
PLACE = re.compile(rb"^envlint bug: (ValueError|RecursionError) at envlint/[a-z_/]+\.py:\d+ in \w+$", re.MULTILINE)
# One project in which every check of every family is asked.
RULES = """
[MODE]
values = ["a", "b"]
requires = ["FLAG=true", "LOW<=$HIGH"]
forbid = ["a"]
conflicts = ["OTHER"]
[FLAG]
type = "bool"
[KIND]
values = ["x"]
[SHORT]
min_length = 9
[LOW]
type = "int"
max = 5
[HIGH]
type = "int"
[OTHER]
pattern = "[a-z]+"
[TOKEN]
type = "secret"
min_length = 8
differs_from = ["TWIN"]
[TWIN]
secret = true
[OLD]
deprecated = { use = "MODE", since = "1", remove = "2" }
[NEEDED]
required = true
[NEEDED_TOO]
required = true
[[rule]]
id = "group"
all_or_none = ["MODE", "NEEDED"]
[[rule]]
id = "any"
any_of = ["NEEDED", "NEEDED_TOO"]
"""
ENV = (
    "MODE=a\nKIND=y\nSHORT=z\nFLAG=1x\nLOW=9\nHIGH=3\nOTHER=X1\nTOKEN=abcdefgh\nTWIN=abcdefgh\nOLD=c\nNEEDED_TOO=\nURL=http://localhost\n"
    "broken line\nTWICE=1\nTWICE=2\ntwice=3\nQ='x' y\nR=${NOPE}\nCYCLE=${LOOP}\nLOOP=${CYCLE}\n"
    "CMD=$(date)\nA-B=1\nLD_PRELOAD=x\n"
    f"CRLF=1\r\nZ=\u00a01\n<<<<<<< a\nHIDDEN={SECRET.value}\nLAST='never closed\n"
)
FILES = {
    "rules/all.toml": RULES,
    ".env.production": b"\xef\xbb\xbf" + ENV.encode(),
    ".env.example": "TOKEN=abcdefgh\n",
    "envlint.toml": (
        'version = "2"\ntier_variable = "MODE"\n[tiers.development]\nlevel = "warning"\n'
        '[tiers.production]\nfiles = ["compose.yaml", "loaders.env", "docker.env", ".env.production"]\n'
        '[readers]\n"loaders.env" = ["compose", "node-22"]\n"docker.env" = ["docker-run"]\n'
    ),
    "compose.yaml": (
        "services:\n  web:\n    image: web\n    image: web\n    env_file: web.env\n"
        "    environment:\n      SHADOWED:\n      NO_TEXT: 1.20\n"
    ),
    "web.env": "SHADOWED=1\n",
    "loaders.env": "DIFFERS=a#b\nEMPTY= \nSWALLOWED=1\n",
    "docker.env": 'LITERAL="x y"\nexport REFUSED=1\n',
}
ASKED = [
    (family, name)
    for family in ("value", "variable", "demands", "environment", "text")
    for name in catalogue.FAMILIES[family]
    if (family, name) not in (("text", "file-permissions"), ("text", "tracked-secret-file"))
]


@pytest.fixture
def broken(tmp_path: Path) -> Project:
    return Project(tmp_path, FILES)


def _raise(*_given: object, **_named: object) -> Any:
    raise ValueError(f"cannot digest {SECRET.value}")


def _say_one_and_raise(judge: Callable[[Any], Iterator[Any]]) -> Callable[[Any], Iterator[Any]]:
    def judged(subject: Any) -> Iterator[Any]:
        yield from judge(subject)
        _raise()

    return judged


def _findings(project: Project, *words: str) -> tuple[int, set[tuple[str, str]], bytes, dict[str, Any]]:
    said = project.call("check", "--env=production", "--format=json", *words)
    assert not leaks(SECRET, said.out + said.err)
    report = json.loads(said.out)
    return said.code, {(each["name"], each["message"]) for each in report["findings"]}, said.err, report


@pytest.mark.parametrize(("family", "name"), ASKED)
def test_a_check_that_breaks(family: str, name: str, broken: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    code, before, _, _ = _findings(broken)
    assert code == 1
    module = import_module(f"envlint.checks.{family}.{name.replace('-', '_')}")
    monkeypatch.setattr(module, "judge", _raise)
    code, after, err, report = _findings(broken)
    assert (code, report["verdict"]) == (2, "none")
    assert all(error["message"].startswith("envlint bug: ") for error in report["errors"])
    assert PLACE.search(err)
    lost = {finding for finding in before - after if finding[0] not in (name, "wrong-tier-value")}
    assert not lost, lost


def test_every_check_is_asked_in_that_project(broken: Project) -> None:
    _, found, _, _ = _findings(broken)
    said = {name for name, _ in found}
    unsaid = {name for _, name in ASKED} - said - {"invisible-characters"}
    assert unsaid <= {"removed-variable", "deprecated-variable", "placeholder-value", "weak-secret", "wrong-tier-value",
                      "forbidden-value", "undecided-rule", "line-endings", "renamed-and-both-set"}  # fmt: skip


def test_what_a_check_said_before_it_broke_is_kept(broken: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    from envlint.checks.variable import required_variable_missing as check

    _, before, _, _ = _findings(broken)
    monkeypatch.setattr(check, "judge", _say_one_and_raise(check.judge))
    code, after, err, _ = _findings(broken)
    assert (code, after) == (2, before)
    assert PLACE.search(err)


def test_a_check_that_cannot_be_imported(broken: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    load = checks.load
    monkeypatch.setattr(checks, "load", lambda family, name: _raise() if name == "wrong-type" else load(family, name))
    code, after, _, _ = _findings(broken)
    assert code == 2
    assert "required-variable-missing" in {name for name, _ in after}


def test_recursion_is_a_fault_like_any_other(broken: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    from envlint.checks.variable import required_variable_missing as check

    def endless(subject: Any) -> Any:
        return endless(subject)

    monkeypatch.setattr(check, "judge", endless)
    code, after, err, _ = _findings(broken)
    assert code == 2
    assert len(after) > 5
    assert PLACE.search(err) or b"RecursionError" in err


@pytest.mark.parametrize("kind", sources.MODULES)
def test_a_reader_that_breaks(kind: str, broken: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"envlint.sources.{sources.MODULES[kind]}.read", _raise)
    ref = {"process": "", "pid": "1"}.get(kind, ".env.production")
    other = "environ:other" if kind != "environ" else "dotenv:other"
    broken.write({"other": "no equals sign\nX=1\n", "x.json": "{}"})
    code, found, err, report = _findings(broken, other, f"{kind}:{ref}")
    assert (code, report["verdict"]) == (2, "none")
    assert PLACE.search(err)
    assert "malformed-line" in {name for name, _ in found}


@pytest.mark.parametrize("name", reporters.FORMATS)
def test_a_format_that_breaks(name: str, broken: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{reporters.FORMATS[name]}.render", _raise)
    others = [other for other in reporters.FORMATS if other != name]
    said = broken.call("check", "--env=production", *(f"--format={each}:report.{each}" for each in (name, *others)))
    assert said.code == 2
    assert PLACE.search(said.err)
    assert not leaks(SECRET, said.out + said.err)
    assert not (broken.folder / f"report.{name}").exists()
    for other in others:
        assert b"ENV104" in (broken.folder / f"report.{other}").read_bytes()


@pytest.mark.parametrize("command", ["check", "status", "resolve", "baseline", "explain"])
@pytest.mark.parametrize(
    "where",
    [
        "envlint.checks.variable.required_variable_missing.judge",
        "envlint.sources.dotenv.read",
        "envlint.analysis.triage._marked",
        "envlint.analysis.layers.assemble",
        "envlint.commands.contract.Contract.locate",
        "envlint.commands.gate.check",
    ],
)
def test_no_command_passes_over_a_fault(
    where: str, command: str, broken: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(where, _raise)
    topic = ("NEEDED",) if command == "explain" else ()
    said = broken.call(command, *topic, "--env=production", "-v")
    if where.endswith("locate") and command == "baseline" and said.code == 0:
        pytest.skip("a baseline holds no places of rules")
    assert said.code == 2
    assert PLACE.search(said.err), said.err
    assert b"  at envlint/" in said.err
    assert not leaks(SECRET, said.out + said.err)
    assert not (broken.folder / ".envlint").exists()


def test_an_interrupt_says_nothing(broken: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_given: object) -> None:
        raise KeyboardInterrupt(SECRET.value)

    for where in (
        "envlint.sources.dotenv.read",
        "envlint.checks.text.duplicate_key.judge",
        "envlint.reporters.text.render",
    ):
        with monkeypatch.context() as patch:
            patch.setattr(where, interrupt)
            assert broken.call("check", "--env=production") == (130, b"", b"")


def test_the_python_interface_raises(broken: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    import envlint
    from envlint.core.errors import EnvlintError

    monkeypatch.setattr("envlint.checks.variable.required_variable_missing.judge", _raise)
    with pytest.raises(EnvlintError, match="envlint bug") as raised:
        envlint.load("production", root=str(broken.folder))
    assert SECRET.value not in str(raised.value)
    assert envlint.check("production", root=str(broken.folder)).exit_code == 2
