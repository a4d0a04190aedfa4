"""Present, violated, cannot be seen: what a gate says of values that its source only refers to."""

from __future__ import annotations

import pytest

from envlint.analysis.check import check
from envlint.checks.subjects import Gate
from envlint.core.environment import Environment
from envlint.core.location import Location
from envlint.core.source import Binding, Reading, Source, Unseen
from envlint.core.tier import BUILT_IN
from envlint.core.value import Value
from envlint.rules.load import load

SECRET = "the Secret api is not in the stream"


def judged(
    rules: str, *set_here: str, hidden: str = "", behind: str | None = None, tier: str = "production"
) -> list[str]:
    """Return code, severity and variable of each finding about an environment.

    ``hidden`` are variables that are set to what cannot be seen; with ``behind`` any variable whose name begins so may
    come from what cannot be seen.
    """
    plan = load([("rules/a.toml", rules.encode())], BUILT_IN, {})[tier]
    source = Source("k8s", "api.yaml", path="api.yaml")
    bindings = [Binding(*_pair(text), source) for text in set_here]
    bindings += [Binding(name, Value(""), source, unseen=SECRET) for name in hidden.split()]
    unseen = () if behind is None else (Unseen(SECRET, behind),)
    environment = Environment([Reading(source, tuple(bindings), unseen=unseen)])
    gate = Gate(next(each for each in BUILT_IN if each.name == tier), BUILT_IN)
    heard = check(plan, environment, gate, lambda place: Location(place.path, place.path, 1))
    assert not heard.faults
    for finding in heard.findings:
        assert finding.code != "ENV210" or SECRET in finding.message
    return [f"{finding.code} {finding.severity} {finding.variable}" for finding in heard.findings]


def _pair(text: str) -> tuple[str, Value]:
    name, _, value = text.partition("=")
    return name, Value(value)


REQUIRED = "[KEY]\nrequired = true\n"
NAMES_ONLY = 'visibility = "names-only"\n'


@pytest.mark.parametrize(
    ("rules", "tier", "expected"),
    [
        (REQUIRED, "production", ["ENV210 error KEY"]),
        (REQUIRED, "staging", ["ENV210 warning KEY"]),
        (REQUIRED + NAMES_ONLY, "production", []),
        ("[KEY]\n", "production", []),
        ('[KEY]\ntype = "int"\n', "production", ["ENV210 error KEY"]),
        ('[KEY]\ntype = "int"\n' + NAMES_ONLY, "production", []),
        ('[KEY]\ntype = "int"\nlevel = "off"\n', "production", []),
        ('[KEY]\nin.production.forbid = ["x"]\n', "production", ["ENV210 error KEY"]),
        ('[KEY]\nin.production.forbid = ["x"]\n' + NAMES_ONLY, "production", []),
        ('[KEY]\nrequired = true\ntype = "int"\nmin = 3\n', "production", ["ENV210 error KEY"]),
        ('[KEY]\ndeprecated = { since = "1" }\n', "production", ["ENV109 warning KEY"]),
    ],
)
def test_a_variable_that_is_set_to_what_cannot_be_seen(rules: str, tier: str, expected: list[str]) -> None:
    assert judged(rules, hidden="KEY", tier=tier) == expected


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (REQUIRED, ["ENV210 error KEY"]),
        (REQUIRED + NAMES_ONLY, []),
        ('[KEY]\ntype = "int"\n', []),
        ('[KEY]\ntype = "enum"\nvalues = ["a"]\ndefault = "a"\n', []),
    ],
)
def test_a_variable_that_may_come_from_what_cannot_be_seen(rules: str, expected: list[str]) -> None:
    assert judged(rules, behind="") == expected


def test_what_cannot_be_seen_gives_only_names_with_its_prefix() -> None:
    rules = "[DB_URL]\nrequired = true\n[KEY]\nrequired = true\n[DB_X]\n"
    assert judged(rules, "DB_X=1", behind="DB_") == ["ENV210 error DB_URL", "ENV104 error KEY"]


def test_what_is_seen_is_judged_as_ever() -> None:
    assert judged(REQUIRED, "KEY=1", behind="") == []
    assert judged(REQUIRED, "KEY=", behind="") == ["ENV105 error KEY"]


S3 = '[STORE]\nvalues = ["local", "s3"]\nwhen.s3.requires = ["S3=true"]\n[S3]\ntype = "bool"\n'


@pytest.mark.parametrize(
    ("rules", "there", "hidden", "behind", "expected"),
    [
        (S3, "STORE=s3", "S3", None, ["ENV210 error S3", "ENV210 error STORE"]),
        (S3 + NAMES_ONLY, "STORE=s3", "S3", None, []),
        (S3, "STORE=local", "S3", None, ["ENV210 error S3"]),
        (S3 + NAMES_ONLY, "STORE=local", "S3", None, []),
        # Its own value decides whether anything is required: it is said once, of the variable.
        (S3, "S3=false", "STORE", None, ["ENV210 error STORE"]),
        # Without S3 the rule would be broken, and what cannot be seen may hold it.
        (S3, "STORE=s3", "", "", ["ENV210 error STORE"]),
        (S3 + NAMES_ONLY, "STORE=s3", "", "", []),
        (S3, "STORE=local", "", "", []),
        (S3, "STORE=s3 S3=false", "", "", ["ENV201 error STORE"]),
    ],
)
def test_rule_11_where_something_cannot_be_seen(
    rules: str, there: str, hidden: str, behind: str | None, expected: list[str]
) -> None:
    assert judged(rules, *there.split(), hidden=hidden, behind=behind) == expected


GROUP = '[A]\n[B]\n[C]\n[[rule]]\nid = "g"\n'


@pytest.mark.parametrize(
    ("demand", "there", "hidden", "expected"),
    [
        ('all_or_none = ["A", "B"]', "A=1", "B", ["ENV210 error B"]),
        ('all_or_none = ["A", "B", "C"]', "A=1", "B", ["ENV203 error C"]),
        ('all_or_none = ["A", "B"]', "A=1 B=1", "C", []),
        ('any_of = ["A", "B"]', "A=1", "B", []),
        ('any_of = ["A", "B"]', "", "B", ["ENV210 error B"]),
        ('one_of = ["A", "B"]', "A=1", "B", ["ENV210 error B"]),
        ('one_of = ["A", "B", "C"]', "A=1 B=1", "C", ["ENV202 error A"]),
        ('requires = ["A"]', "", "A", ["ENV210 error A"]),
        ('requires = ["!A"]', "", "A", ["ENV210 error A"]),
        ('forbid = ["A=1"]', "", "A", ["ENV210 error A"]),
        ('conflicts = ["A"]', "", "A", ["ENV210 error A"]),
        ('differs_from = ["A", "B"]', "A=1", "B", ["ENV210 error B"]),
        ('differs_from = ["A", "B"]', "", "B", []),
        ('differs_from = ["A", "B", "C"]', "A=1 B=1", "C", ["ENV205 error A"]),
        ('when = ["A"]\nrequires = ["B"]', "", "A", ["ENV210 error A"]),
        ('when = ["A"]\nrequires = ["B"]', "B=1", "A", ["ENV210 error A"]),
    ],
)
def test_groups_of_which_a_part_cannot_be_seen(demand: str, there: str, hidden: str, expected: list[str]) -> None:
    assert judged(f"{GROUP}{demand}\n", *there.split(), hidden=hidden) == expected


@pytest.mark.parametrize(
    ("demand", "there", "expected"),
    [
        ('all_or_none = ["A", "B"]', "A=1", []),
        ('all_or_none = ["A", "B"]', "", ["ENV203 error A"]),
        ('any_of = ["A", "B"]', "", []),
        ('requires = ["B"]', "", []),
        ('requires = ["!B"]', "", ["ENV201 error B"]),
        ('requires = ["B=x"]', "", []),
        ('forbid = ["B=x"]', "", []),
        ('conflicts = ["B"]', "", ["ENV202 error B"]),
        ('differs_from = ["A", "B"]', "A=1", []),
        ('when = ["B"]\nrequires = ["A"]', "", ["ENV201 error A"]),
        ('when = ["B=x"]\nrequires = ["A"]', "", []),
    ],
)
def test_groups_with_a_name_that_need_not_be_seen(demand: str, there: str, expected: list[str]) -> None:
    rules = GROUP.replace("[B]\n", f"[B]\n{NAMES_ONLY}")
    assert judged(f"{rules}{demand}\n", *there.split(), hidden="B") == expected


def test_a_later_layer_shows_what_an_earlier_one_hides() -> None:
    k8s, dotenv = Source("k8s", "api.yaml"), Source("dotenv", ".env")
    hidden = Reading(k8s, (Binding("KEY", Value(""), k8s, unseen=SECRET),))
    seen = Reading(dotenv, (Binding("KEY", Value("1"), dotenv),))
    assert Environment([hidden, seen]).why_unseen("KEY") == ""
    assert Environment([seen, hidden]).why_unseen("KEY") == SECRET


def test_what_a_layer_takes_away_comes_from_nothing_weaker() -> None:
    files, own, later = Source("compose", "c.yaml"), Source("compose", "c.yaml"), Source("k8s", "a.yaml")
    weak, strong = Reading(files, unseen=(Unseen(SECRET),)), Reading(own, unset=frozenset({"KEY"}))
    assert Environment([weak, strong]).why_unseen("KEY") == ""
    assert Environment([weak, strong]).why_unseen("OTHER") == SECRET
    assert Environment([weak, strong, Reading(later, unseen=(Unseen(SECRET),))]).why_unseen("KEY") == SECRET
