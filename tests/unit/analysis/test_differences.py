"""What differs between two environments: every kind of difference, its order, and laws that hold of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envlint.analysis.differences import ORDER, InMemory, compare
from envlint.core.environment import Environment
from envlint.core.rule import Rule
from envlint.core.severity import OFF
from envlint.core.source import Binding, Reading, Source, Unseen
from envlint.core.value import Value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from envlint.analysis.differences import Comparison

KEY = "Zq8vKx2LmWt5RbYnPd7HsJc4"
RULES = {
    "TOKEN": Rule(name="TOKEN", type="secret", differs_across_tiers=True),
    "PASS_A": Rule(name="PASS_A", type="secret"),
    "PORT": Rule(name="PORT", type="port"),
    "BUCKET": Rule(name="BUCKET", secret=False, differs_across_tiers=True),
    "QUIET": Rule(name="QUIET", type="secret", differs_across_tiers=True, level=OFF),
    "REFERRED": Rule(name="REFERRED", names_only=True),
    "PLAIN": Rule(name="PLAIN", secret=False),
    "URL": Rule(name="URL", type="url"),
}


def reading(label: str, layer: str = "", unseen: tuple[Unseen, ...] = (), /, **variables: str | None) -> Reading:
    """Return a layer; a variable that is None is only referred to."""
    kind, _, ref = label.partition(":")
    source = Source(kind, ref, path=ref, written_here=kind not in ("process", "pid"))
    bindings = [
        Binding(
            name, Value(value or ""), source, layer=layer, unseen="" if value is not None else f"{name} is elsewhere"
        )
        for name, value in variables.items()
    ]
    return Reading(source, tuple(bindings), unseen=unseen)


def compared(
    one: Reading | list[Reading], other: Reading | list[Reading], rules: Mapping[str, Rule] = RULES, tiers: bool = False
) -> Comparison:
    sides = [Environment(side if isinstance(side, list) else [side]) for side in (one, other)]
    return compare(sides[0], sides[1], rules, InMemory(), across_tiers=tiers)


def changes(found: Comparison) -> list[tuple[str, str]]:
    return [(each.name, each.change) for each in found.differences]


def test_each_kind_in_order_and_the_rest_is_counted() -> None:
    one = reading("dotenv:a", B="1", A="1", CHANGED="1", SAME="1", HIDDEN="x")
    other = reading("dotenv:b", Z="1", CHANGED="2", SAME="1", HIDDEN=None)
    found = compared(one, other)
    assert changes(found) == [
        ("A", "removed"),
        ("B", "removed"),
        ("Z", "added"),
        ("CHANGED", "changed"),
        ("HIDDEN", "unseen"),
    ]
    assert (found.unchanged, found.differ) == (1, True)


def test_nothing_differs() -> None:
    found = compared(reading("dotenv:a", A="1", B=""), reading("dotenv:b", A="1", B=""))
    assert (found.differences, found.unchanged, found.differ) == ((), 2, False)


def test_an_empty_value_is_not_the_same_as_none() -> None:
    assert changes(compared(reading("dotenv:a", A=""), reading("dotenv:b"))) == [("A", "removed")]
    assert changes(compared(reading("dotenv:a", A=""), reading("dotenv:b", A="x"))) == [("A", "changed")]


def test_what_is_referred_to_on_both_sides_is_never_the_same() -> None:
    found = compared(reading("k8s:a", A=None), reading("k8s:b", A=None))
    (only,) = found.differences
    assert (only.change, only.detail, only.counts, found.differ) == ("unseen", "A is elsewhere", True, True)


def test_where_names_are_all_that_is_asked_a_reference_is_only_told() -> None:
    found = compared(reading("k8s:a", REFERRED=None), reading("k8s:b", REFERRED=None))
    assert changes(found) == [("REFERRED", "unseen")]
    assert not found.differ


def test_a_part_that_cannot_be_seen_may_set_what_is_missing() -> None:
    part = Unseen("env_file .env.web is not there", "WEB_")
    found = compared(reading("dotenv:a", WEB_A="1", B="1"), reading("compose:c", "", (part,), B="1"))
    assert [(each.name, each.change, each.detail) for each in found.differences] == [
        ("WEB_A", "unseen", "env_file .env.web is not there")
    ]
    assert found.hidden == ((1, "env_file .env.web is not there"),)


def test_a_part_that_cannot_be_seen_is_no_agreement() -> None:
    found = compared(reading("dotenv:a", B="1"), reading("compose:c", "", (Unseen("gone"),), B="1"))
    assert (found.differences, found.differ) == ((), True)


@pytest.mark.parametrize(
    ("one", "other", "moved"),
    [
        ([reading("dotenv:.env", A="1")], [reading("dotenv:.env"), reading("dotenv:.env.local", A="1")], True),
        ([reading("dotenv:.env", A="1")], [reading("dotenv:.env", A="0"), reading("dotenv:.env.local", A="1")], True),
        (
            [reading("dotenv:.env", A="1"), reading("dotenv:.env.staging")],
            [reading("dotenv:.env", A="0"), reading("dotenv:.env.production", A="1")],
            True,
        ),
        (
            [reading("dotenv:.env"), reading("dotenv:.env.staging", A="1")],
            [reading("dotenv:.env"), reading("dotenv:.env.production", A="1")],
            False,
        ),
        (
            [reading("dotenv:a1", A="1"), reading("dotenv:a2")],
            [reading("dotenv:b1"), reading("dotenv:b2", A="1")],
            True,
        ),
        ([reading("dotenv:a", A="1")], [reading("dotenv:b", A="1")], False),
        ([reading("dotenv:a", A="1")], [reading("compose:c", "environment", A="1")], False),
        ([reading("compose:a", "environment", A="1")], [reading("compose:b", "env_file x", A="1")], True),
        ([reading("compose:a", "environment", A="1")], [reading("compose:b", "environment", A="1")], False),
        ([reading("dotenv:a", A="1")], [reading("dotenv:b"), reading("dotenv:c", A="1")], False),
    ],
)
def test_moved(one: list[Reading], other: list[Reading], moved: bool) -> None:
    assert changes(compared(one, other)) == ([("A", "moved")] if moved else [])


def test_secrets_that_two_tiers_share() -> None:
    shared = {"TOKEN": KEY, "PASS_A": KEY, "PORT": "80", "BUCKET": "tracks", "QUIET": KEY, "PLAIN": KEY, "HOST": "db"}
    undeclared = {"API_TOKEN": "abcdef", "ODD": f"ghp_{KEY}", "SECOND_SECRET": "changeme"}
    url = {"URL": f"postgres://shop:{KEY}@db/shop"}
    one, other = (reading(label, **shared, **undeclared, **url) for label in ("dotenv:a", "dotenv:b"))
    found = compared(one, other, tiers=True)
    assert [(each.name, each.change, each.counts) for each in found.differences] == [
        ("TOKEN", "same-secret", True),
        ("BUCKET", "same-value", True),
        ("API_TOKEN", "same-secret", False),
        ("ODD", "same-secret", False),
        ("PASS_A", "same-secret", False),
        ("QUIET", "same-secret", False),
        ("URL", "same-secret", False),
    ]
    assert compared(one, other, tiers=False).differences == ()


def test_shared_secrets_that_no_rule_forbids_are_no_difference() -> None:
    found = compared(reading("dotenv:a", PASS_A=KEY), reading("dotenv:b", PASS_A=KEY), tiers=True)
    assert changes(found) == [("PASS_A", "same-secret")]
    assert not found.differ


def test_empty_secrets_are_not_shared() -> None:
    assert compared(reading("dotenv:a", TOKEN=""), reading("dotenv:b", TOKEN=""), tiers=True).differences == ()


def test_what_a_process_has_from_its_machine_is_left_out_against_files() -> None:
    process = reading("process:", PATH="/bin", PWD="/", _="/bin/env", MINE="1", PORT="80")
    found = compared(reading("dotenv:a", PORT="80"), process)
    assert (changes(found), found.of_machine, found.unchanged) == ([("MINE", "added")], 3, 1)
    assert changes(compared(process, reading("dotenv:a", PORT="80"))) == [("MINE", "removed")]


def test_what_two_processes_have_from_their_machines_is_compared() -> None:
    found = compared(reading("pid:1", PATH="/bin"), reading("pid:2", PWD="/"))
    assert changes(found) == [("PATH", "removed"), ("PWD", "added")]


def test_a_declared_variable_is_never_the_machines() -> None:
    rules = {"PATH": Rule(name="PATH")}
    assert changes(compared(reading("dotenv:a"), reading("pid:2", PATH="/"), rules)) == [("PATH", "added")]


variables = st.dictionaries(st.sampled_from([f"NAME_{number}" for number in range(12)]), st.text(max_size=3))


@given(variables, variables)
def test_every_variable_is_told_or_counted_and_once(one: dict[str, str], other: dict[str, str]) -> None:
    found = compared(reading("dotenv:a", **one), reading("dotenv:b", **other), {})
    assert len(found.differences) + found.unchanged == len(one.keys() | other.keys())
    expected = {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}
    assert {each.name for each in found.differences} == expected


@given(variables, variables)
def test_the_other_way_round_the_same_differ(one: dict[str, str], other: dict[str, str]) -> None:
    there = compared(reading("dotenv:a", **one), reading("dotenv:b", **other), {})
    back = compared(reading("dotenv:b", **other), reading("dotenv:a", **one), {})
    turned = {"removed": "added", "added": "removed"}
    assert {(name, turned.get(change, change)) for name, change in changes(back)} == set(changes(there))


@given(variables, variables)
def test_order_is_by_kind_then_name(one: dict[str, str], other: dict[str, str]) -> None:
    found = changes(compared(reading("dotenv:a", **one), reading("dotenv:b", **other), {}))
    assert found == sorted(found, key=lambda each: (ORDER.index(each[1]), each[0]))
