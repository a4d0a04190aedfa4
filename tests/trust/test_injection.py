"""What others wrote stays text: no format lets a name, a path, a value or a rule's words out of their place."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from harness import Project

from envlint.reporters import FORMATS

if TYPE_CHECKING:
    from pathlib import Path

BAIT = (
    "\x1b[2J\x1b]0;owned\x07",
    "::error file=x::owned",
    "%0A::stop-commands::owned",
    "##[error]owned",
    "<script>owned()</script>",
    "]]><owned/>",
    "| owned | `owned` |",
    "[owned](javascript:x)",
    "\u202eowned\u2066",
    "\u200bowned\ufeff",
    "&owned;",
    '"owned":"',
    "\x85owned\u2028",
    "\\u001bowned",
    "@everyone",
)
LINES = ("\n::error::owned", "\r::error::owned", "\n<owned>", '\n"owned": 1')
STYLES = ((), ("--color=always", "-v"), ("-q",))
OURS = ("::error ", "::warning ", "::notice ")


def _project(folder: Path, bait: str) -> Project:
    quoted = json.dumps(bait)
    single = "'" + bait.replace("\\", "\\\\").replace("'", "\\'") + "'"
    name = re.sub(r"[\n\r=#'\"\s]", "", bait)
    rules = (
        f"[PUBLIC]\nsecret = false\nvalues = ['a', {quoted}]\ndoc = {quoted}\nwhy = {quoted}\nsection = {quoted}\n"
        f"see = {quoted}\nowner = {quoted}\n"
        f"[MODE]\nsecret = false\npattern = '[a-z]'\nwhy = {quoted}\nexample = {quoted}\n"
        f"[OTHER]\nsecret = false\nforbid = [{json.dumps('=' + bait)}]\ndefault = 'x'\n"
        f"[[rule]]\nid = 'r'\ndoc = {quoted}\nwhy = {quoted}\nrequires = ['PUBLIC=a', '!MODE']\n"
    )
    env = (
        f"PUBLIC={single[:-1]}x'\nMODE={single}\nOTHER={single}\n{name}=1\nX{name}=2\n{bait}\nA={bait}\n"
        f'B=1 # envlint: ignore[{bait}] {bait}\n# {bait}\nC=${{{bait}}}\nD="{bait}\n'
    )
    return Project(folder, {"rules/all.toml": rules, ".env.production": env})


def _assert_inert(text: str, *, color: bool = False) -> None:
    if color:
        text = re.sub(r"\x1b\[[0-9;]*m", "", text)
    hostile = [c for c in text if c != "\n" and (unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp"))]
    assert hostile == [], ascii(hostile)
    assert "##[" not in text
    for line in text.splitlines():
        assert not line.lstrip().startswith("::") or line.startswith(OURS), line


def _assert_well_formed(name: str, text: str) -> None:
    if name in ("json", "sarif", "gitlab"):
        json.loads(text)
        assert text.count("\n") > 2
    elif name == "junit":
        tree = ET.fromstring(text)
        assert {each.tag for each in tree.iter()} <= {
            "testsuites",
            "testsuite",
            "testcase",
            "failure",
            "error",
            "skipped",
            "system-out",
            "system-err",
            "properties",
            "property",
        }
    elif name == "github":
        assert all(line.startswith(OURS) for line in text.splitlines() if line.startswith("::"))
    elif name == "markdown":
        assert "<script" not in text
        assert "<owned" not in text
        assert "](javascript" not in re.sub(r"\\.", "", text)


@pytest.mark.parametrize("bait", BAIT + LINES, ids=ascii)
def test_names_values_and_rules(bait: str, tmp_path: Path) -> None:
    project = _project(tmp_path, bait)
    for style in STYLES:
        files = tuple(f"--format={name}:report" for name in ()) + tuple(
            f"--format={name}:r.{name}" for name in FORMATS if name != "text"
        )
        said = project.call("check", "--env=production", "--format=text", *files, *style)
        assert said.code == 1, said.text
        _assert_inert(said.out.decode(), color="--color=always" in style)
        _assert_inert(said.err.decode())
        for name in FORMATS:
            if name != "text":
                text = (project.folder / f"r.{name}").read_text(encoding="utf-8")
                _assert_inert(text)
                _assert_well_formed(name, text)


@pytest.mark.parametrize("bait", BAIT + LINES, ids=ascii)
@pytest.mark.parametrize(
    "words",
    [("explain", "MODE"), ("explain", "PUBLIC", "--format=json"), ("rules",), ("rules", "--format=json"), ("status",)],
    ids=" ".join,
)
def test_other_commands(words: tuple[str, ...], bait: str, tmp_path: Path) -> None:
    said = _project(tmp_path, bait).call(*words, "--env=production")
    assert said.code in (0, 1), said.text
    _assert_inert(said.out.decode())
    _assert_inert(said.err.decode())


@pytest.mark.parametrize("bait", BAIT + LINES, ids=ascii)
@pytest.mark.parametrize("key", ["id", "requires", "levle", "level", "type", "fallback"])
def test_rules_that_do_not_load(key: str, bait: str, tmp_path: Path) -> None:
    quoted = json.dumps(bait)
    table = f"id = {quoted}\n" if key == "id" else f"id = 'r'\n{quoted} = 1\n{key} = [{quoted}]\n"
    files = {
        "rules/a.toml": f"[[rule]]\n{table}\n[X]\n{quoted}.x = 1\n{key} = {quoted}\n[{quoted}]\n[Y]\nvalues = [1]\n"
        f"in.{quoted}.required = true\nwhen.{quoted}.requires = [{quoted}]\n",
        ".env.production": "X=1\n",
    }
    project = Project(tmp_path, files)
    for form in FORMATS:
        said = project.call("check", "--env=production", f"--format={form}")
        assert said.code == 2, said.text
        _assert_inert(said.text)


@pytest.mark.parametrize("bait", BAIT + LINES, ids=ascii)
def test_file_names(bait: str, tmp_path: Path) -> None:
    name = bait.replace("/", "_")[:80]
    project = Project(tmp_path, {"rules/all.toml": "[PORT]\ntype = 'port'\n", name: "PORT=x\nbroken line\n"})
    for form in FORMATS:
        said = project.call("check", "--env=production", f"--format={form}", f"dotenv:{name}")
        assert said.code == 1, said.text
        _assert_inert(said.text)
        _assert_well_formed(form, said.out.decode())
    said = project.call("check", "--env=production", f"dotenv:missing{name}", f"--format={name}")
    _assert_inert(said.text)
    project.write({f"rules/{name}.toml": "[X]\nrequierd = 1\n"})
    said = project.call("check", "--env=production", f"dotenv:{name}")
    assert said.code == 2
    _assert_inert(said.text)
    assert len(said.err.splitlines()) == 1
