"""The pages of the checks: one for each, all of one form, and none that says what is not so."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from spec_runner import CHECKS, ROOT, cases

from envlint.analysis.attribute import OWN_SEVERITY
from envlint.analysis.drift import OWN_SEVERITY as OF_DRIFT
from envlint.analysis.schema import OWN_SEVERITY as OF_SCHEMA
from envlint.checks.catalogue import CODES, FAMILIES
from envlint.commands import explain
from envlint.core.request import Request

if TYPE_CHECKING:
    from pathlib import Path

HEADINGS = ["What it finds", "Why it matters", "Fails", "Passes", "Options"]
INDEX = ROOT / "docs" / "checks.md"
ALWAYS_WARNINGS = ("ENV109", "ENV211", "ENV905", "ENV906", "ENV907")
TITLES = {
    "1": "ENV1xx: one variable",
    "2": "ENV2xx: several variables, and rules about rules",
    "3": "ENV3xx: the text of files, and what loaders make of it",
    "4": "ENV4xx: what code, docs, template, rules, database and manifests say of one variable",
    "5": "ENV5xx: a database: its migrations, its schema, a running server and its rows",
    "9": "ENV9xx: envlint itself",
}


def page_of(name: str) -> Path:
    """Return where a check's page is to be: in the first family that lists it."""
    family = next(family for family, codes in FAMILIES.items() if name in codes)
    return CHECKS / family / f"{name.replace('-', '_')}.md"


@pytest.mark.parametrize("name", CODES)
def test_every_check_has_a_page_of_the_one_form(name: str) -> None:
    text = page_of(name).read_text(encoding="utf-8")
    title, blank, summary = text.splitlines()[:3]
    assert title == f"# {CODES[name]} {name}"
    assert not blank
    assert summary
    assert re.findall(r"^## (.+)", text, re.MULTILINE) == HEADINGS
    assert max(map(len, _prose(text))) <= 120


def _prose(text: str) -> list[str]:
    return re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL).splitlines()


def test_every_page_belongs_to_a_check() -> None:
    assert sorted(CHECKS.rglob("*.md")) == sorted(page_of(name) for name in CODES)


def test_a_code_means_one_check() -> None:
    assert max(Counter(CODES.values()).values()) == 1


@pytest.mark.parametrize("family", [family for family in FAMILIES if family != "itself"])
def test_a_family_lists_its_modules(family: str) -> None:
    paths = [path for path in (CHECKS / family).glob("*.py") if "\ndef judge(" in path.read_text(encoding="utf-8")]
    modules = {path.stem.replace("_", "-") for path in paths} - {"--init--"}
    assert modules == FAMILIES[family].keys()


@pytest.mark.parametrize("name", CODES)
def test_what_fails_has_the_code_and_what_passes_has_not(name: str, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-specs"):
        pytest.skip("the pages are being written")
    found = cases(page_of(name))
    fails = [case.transcript for case in found if "Fails" in case.headings]
    passes = [case.transcript for case in found if "Passes" in case.headings]
    assert fails
    assert passes
    assert all(f"[{CODES[name]}]" in transcript for transcript in fails)
    for transcript in passes:
        assert CODES[name] not in "".join(line for line in transcript.splitlines() if not line.startswith("$ "))
        assert set(re.findall(r"^\[exit (\d+)\]$", transcript, re.MULTILINE)) == {"0"}


@pytest.mark.parametrize("name", CODES)
def test_explain_prints_the_page_of_a_code_or_a_name(name: str) -> None:
    text = page_of(name).read_text(encoding="utf-8")
    for topic in (name, CODES[name], CODES[name].lower()):
        assert "\n".join(explain.run(Request("explain", topic=topic)).lines) + "\n" == text
    document = json.loads("\n".join(explain.run(Request("explain", topic=name, formats=("json",))).lines))
    assert (document["code"], document["name"], document["text"] + "\n") == (CODES[name], name, text)


def test_the_index_lists_every_check(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-specs"):
        INDEX.write_text(index(), encoding="utf-8")
    assert INDEX.read_text(encoding="utf-8") == index()


def index() -> str:
    """Return the page that lists all checks."""
    lines = [
        "# Checks",
        "",
        "`envlint explain CODE` prints a check's page. Codes never change their meaning. A check without a level of",
        "its own takes the rule's, and so the tier's.",
    ]
    for digit, title in TITLES.items():
        lines += ["", f"## {title}", "", "| code | check | what it says | level |", "|---|---|---|---|"]
        for name, code in sorted(CODES.items(), key=lambda item: item[1]):
            if code[3] == digit:
                lines.append(_row(name, code))
    return "\n".join(lines) + "\n"


def _row(name: str, code: str) -> str:
    place = page_of(name)
    summary = place.read_text(encoding="utf-8").splitlines()[2]
    return f"| {code} | [{name}](../{place.relative_to(ROOT).as_posix()}) | {summary} | {_level(name, code)} |"


def _level(name: str, code: str) -> str:
    if code in ALWAYS_WARNINGS:
        return "warning"
    if "ENV900" < code < "ENV905":
        return "exit code 2"
    return str(OWN_SEVERITY.get(name) or OF_DRIFT.get(name) or OF_SCHEMA.get(name) or "the rule's")
