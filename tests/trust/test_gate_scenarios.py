"""A gate fails closed: whatever keeps envlint from judging, it is no pass, and no program is started."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import pytest
from harness import Project

if TYPE_CHECKING:
    from pathlib import Path

RULES = "[PORT]\ntype = 'port'\nrequired = true\n[MODE]\nvalues = ['a', 'b']\n"
GOOD = "PORT=8080\nMODE=a\n"
ENV = ".env.production"
SETTINGS = "envlint.toml"
TIERS = "[tiers]\nproduction = { level = 'error', files = ['deploy.env'] }\n"


class Scenario(NamedTuple):
    """What is in the project beside good rules and a good ``.env.production``, which a None takes away."""

    name: str
    files: dict[str, str | bytes | None] = {}  # noqa: RUF012
    words: tuple[str, ...] = ()
    tier: str = "production"
    code: int = 2


SCENARIOS = (
    Scenario("a value is wrong", {ENV: "PORT=x\n"}, code=1),
    Scenario("a required variable is missing", {ENV: "MODE=a\n"}, code=1),
    Scenario("a required variable is empty", {ENV: "PORT=\n"}, code=1),
    Scenario("a required variable is bound by a broken line only", {ENV: "PORT='8080\nMODE=a\n"}, code=1),
    Scenario("a later empty line hides the value", {ENV: "PORT=8080\nPORT=\n"}, code=1),
    Scenario("a bare name hides the value", {ENV: "PORT=8080\nMODE=a\nPORT\n"}, code=1),
    Scenario("a reference to nothing leaves it empty", {ENV: "PORT=${NOPE}\nMODE=a\n"}, code=1),
    Scenario("the name differs in case only", {ENV: "port=8080\nMODE=a\n"}, code=1),
    Scenario("the value has a look-alike in it", {ENV: "PORT=8080\nMODE=\u0430\n"}, code=1),
    Scenario("the merge is not finished", {ENV: "<<<<<<< a\nPORT=1\n=======\nPORT=2\n>>>>>>> b\n"}, code=1),
    Scenario("the tier is misspelt", tier="prodution"),
    Scenario("the tier is empty", tier=""),
    Scenario("the tier is in capitals", tier="PRODUCTION"),
    Scenario("no rules", {"rules/all.toml": None}),
    Scenario("a rule file without a rule", {"rules/all.toml": "# nothing yet\n"}),
    Scenario("an empty rule file", {"rules/all.toml": ""}),
    Scenario("a rule file that is no TOML", {"rules/more.toml": "[PORT\n"}),
    Scenario("a rule file with a misspelt key", {"rules/more.toml": "[OTHER]\nrequierd = true\n"}),
    Scenario("a rule about a misspelt name", {"rules/more.toml": "[[rule]]\nid = 1\nrequires = ['PROT']\n"}),
    Scenario("a rule about a misspelt value", {"rules/more.toml": "[[rule]]\nid = 1\nrequires = ['MODE=c']\n"}),
    Scenario("a rule for a misspelt tier", {"rules/more.toml": "[X]\nin.prodution.required = true\n"}),
    Scenario("a rule with a pattern that is none", {"rules/more.toml": "[X]\npattern = '(a'\n"}),
    Scenario("two tables for one variable", {"rules/more.toml": "[PORT]\n"}),
    Scenario("every rule is off", {"rules/all.toml": "[PORT]\nrequired = true\nlevel = 'off'\n"}),
    Scenario("rules that the settings name are not there", {SETTINGS: "rules = ['rule']\n"}),
    Scenario("rules outside of the project", {SETTINGS: "rules = ['../rules']\n"}),
    Scenario("an empty list of rules and none in the usual place", {SETTINGS: "", "rules/all.toml": None}),
    Scenario("settings that are no TOML", {SETTINGS: "rules = [\n"}),
    Scenario("settings with a misspelt key", {SETTINGS: "ruels = ['rules']\n"}),
    Scenario("settings that switch a code off that does not exist", {SETTINGS: "ignore = ['ENV1O1']\n"}),
    Scenario("settings with a tier of no known level", {SETTINGS: "[tiers]\nproduction = { level = 'eror' }\n"}),
    Scenario("settings without the tier", {SETTINGS: "[tiers]\nlive = { level = 'error' }\n"}),
    Scenario("--config that is not there", words=("--config=nope.toml",)),
    Scenario("the source is not there", words=("nope.env",)),
    Scenario("one of two sources is not there", words=(ENV, "nope.env")),
    Scenario("none of the tier's files is there", {SETTINGS: TIERS}),
    Scenario("the tier's file is a directory", {SETTINGS: TIERS, "deploy.env/x": ""}),
    Scenario("the source is empty", {ENV: ""}),
    Scenario("the source holds comments only", {ENV: "# PORT=8080\n\n"}),
    Scenario("the source is a NUL", {ENV: b"\0"}),
    Scenario("no variables in the JSON", {"e.json": "{}"}, ("e.json",)),
    Scenario("JSON that is cut off", {"e.json": '{"PORT": "8080", "MODE": "a"'}, ("e.json",)),
    Scenario("JSON that is nested", {"e.json": '{"PORT": 8080, "MODE": {"a": 1}}'}, ("e.json",)),
    Scenario("standard input is empty", words=("environ:-",)),
    Scenario("no such process", words=("pid:4194305",)),
    Scenario("a kind of source that does not exist", words=("dotnev:.env.production",)),
    Scenario("an option that does not exist", words=("--tier=production",)),
    Scenario("a format that does not exist", words=("--format=jsn",)),
    Scenario("a code that does not exist", words=("--ignore=ENV999",)),
    Scenario("every check is ignored", words=("--ignore=ENV1,ENV2,ENV3",)),
    Scenario("selected is what says nothing of values", words=("--select=ENV905",)),
    Scenario("a level that does not exist", words=("--fail-on=never",)),
    Scenario("what cannot be ignored", {ENV: ""}, ("--ignore=ENV9", "--fail-on=error")),
    Scenario("what cannot be switched off", {ENV: "", SETTINGS: "levels = { ENV9 = 'off', ENV904 = 'off' }\n"}),
    Scenario("a baseline that is no JSON", {".envlint/baseline.json": "{"}),
    Scenario("a baseline of another version", {".envlint/baseline.json": '{"version": 99, "findings": []}'}),
    Scenario("a missing variable that a comment excuses", {ENV: "MODE=a # envlint: ignore[ENV104]\n"}, code=1),
    Scenario("an excuse that has ended", {ENV: "PORT=x # envlint: ignore[ENV102] until=2020-01-01\n"}, code=1),
    Scenario("an excuse for another code", {ENV: "PORT=x # envlint: ignore[ENV101]\n"}, code=1),
    Scenario("an excuse without a code", {ENV: "PORT=x # envlint: ignore\n"}, code=1),
    Scenario("the report cannot be written", words=("--output=nowhere/report.txt",)),
)


def project(folder: Path, files: dict[str, str | bytes | None]) -> Project:
    wanted = {"rules/all.toml": RULES, ENV: GOOD, **files}
    return Project(folder, {name: content for name, content in wanted.items() if content is not None})


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    programs: list[str] = []
    monkeypatch.setattr("envlint.cli.execute._restore_signals", lambda: None)
    monkeypatch.setattr("os.execvpe", lambda name, *_how: programs.append(name))
    return programs


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif", "junit", "gitlab", "markdown", "html"])
def test_the_good_project_passes(tmp_path: Path, form: str, started: list[str]) -> None:
    good = project(tmp_path, {})
    assert good.call("check", "--env=production", f"--format={form}").code == 0
    good.call("run", "--env=production", "--", "true")
    assert started == ["true"]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_no_pass(scenario: Scenario, tmp_path: Path, started: list[str]) -> None:
    gate = project(tmp_path, scenario.files)
    words = (f"--env={scenario.tier}", *scenario.words)
    said = gate.call("check", *words)
    assert (said.code, "Traceback" in said.text, "envlint bug" in said.text) == (scenario.code, False, False), said.text
    assert said.text.strip()
    gate.call("run", *words, "--", "true")
    assert started == []


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_no_clean_json(scenario: Scenario, tmp_path: Path) -> None:
    gate = project(tmp_path, scenario.files)
    said = gate.call("check", f"--env={scenario.tier}", *scenario.words, "--format=json")
    if said.out:
        report = json.loads(said.out)
        assert report["exit_code"] == said.code
        assert report["verdict"] == ("none" if said.code == 2 else "findings")


@pytest.mark.parametrize("command", ["resolve", "status"])
@pytest.mark.parametrize("scenario", [each for each in SCENARIOS if not each.words], ids=lambda each: each.name)
def test_other_commands_do_not_pass_either(command: str, scenario: Scenario, tmp_path: Path) -> None:
    said = project(tmp_path, scenario.files).call(command, f"--env={scenario.tier}")
    assert said.code == scenario.code
