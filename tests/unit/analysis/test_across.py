"""Two services that must share a value, two tiers that must not: judged on values that no message holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from envlint.analysis.across import Absence, Seat, between_services, between_tiers, misdirected
from envlint.checks.subjects import Gate, View
from envlint.core.environment import Environment
from envlint.core.location import Location
from envlint.core.source import Binding, Reading, Source, Unseen
from envlint.core.tier import BUILT_IN, find
from envlint.core.value import Value
from envlint.rules.load import load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from envlint.core.finding import Finding

ONE, OTHER = "q7Zr0vXc2LmP9sTfB4nKd8WgYh3JuE6a", "Vt5xN1oRkA8zLq3CwH7dJ2eMyP6bSf9U"
WHY = "the Secret api is not in the stream"


def seat(service: str, rules: str, text: str, *, tier: str = "production", hidden: str = "", behind: str = "") -> Seat:
    """Return a service whose environment is a text of ``NAME=value`` lines; ``hidden`` are names without a value."""
    plan = load([(f"{service}/rules.toml", rules.encode())], BUILT_IN)[tier]
    source = Source("dotenv", f"{service}/.env.{tier}", path=f"{service}/.env.{tier}", text=text)
    bindings = []
    for line in text.splitlines():
        name, _, value = line.partition("=")
        start = text.index(line)
        spans = {
            "name_span": (start, start + len(name)),
            "value_span": (start + len(name) + 1, start + len(line)),
        }
        bindings.append(Binding(name, Value(value), source, **spans))
    bindings += [Binding(name, Value(""), source, unseen=WHY) for name in hidden.split()]
    unseen = (Unseen(WHY, behind),) if behind else ()
    environment = Environment([Reading(source, tuple(bindings), unseen=unseen)])
    known = find(BUILT_IN, tier)
    assert known is not None
    return Seat(service, View(plan, environment), Gate(known, BUILT_IN), lambda place: Location(place.path, place.path))


def said(findings: Iterable[Finding]) -> list[str]:
    found = list(findings)
    for finding in found:
        for value in (ONE, OTHER):
            assert value not in repr(finding)
    return [f"{each.code} {each.severity} {each.service} {each.tier}: {each.message}" for each in found]


def compared(*seats: Seat, absent: Absence = Absence("it was not looked at")) -> list[str]:  # noqa: B008  frozen
    return said(between_services({each.key: each for each in seats}, lambda *_: absent))


SAME = '[KEY]\nsame_as = "worker:KEY"\n'
PLAIN = "[KEY]\n"
DIFFER = "KEY and worker:KEY differ, and must be the same"


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (f"KEY={ONE}", f"KEY={ONE}", []),
        (f"KEY={ONE}", f"KEY={OTHER}", [f"ENV201 error api production: {DIFFER}"]),
        (f"KEY={ONE}", "", []),
        (f"KEY={ONE}", "KEY=", []),
        ("", f"KEY={ONE}", []),
        ("KEY=", f"KEY={ONE}", []),
    ],
)
def test_equal_where_both_are_set(ours: str, theirs: str, expected: list[str]) -> None:
    assert compared(seat("api", SAME, ours), seat("worker", PLAIN, theirs)) == expected


def test_a_finding_names_both_places() -> None:
    seats = {each.key: each for each in (seat("api", SAME, f"KEY={ONE}"), seat("worker", PLAIN, f"A=1\nKEY={OTHER}"))}
    (finding,) = between_services(seats, lambda *_: Absence())
    assert str(finding.at) == "api/.env.production:1:5"
    assert [str(related.at) for related in finding.related] == ["worker/.env.production:2:5"]


def test_the_level_is_that_of_rule_and_tier() -> None:
    seats = [seat(name, rules, f"KEY={name}", tier="staging") for name, rules in (("api", SAME), ("worker", PLAIN))]
    assert compared(*seats) == [f"ENV201 warning api staging: {DIFFER}"]
    off = seat("api", SAME + 'level = "off"\n', f"KEY={ONE}")
    assert compared(off, seat("worker", PLAIN, f"KEY={OTHER}")) == []


def test_each_tier_is_compared_with_itself() -> None:
    ours = seat("api", SAME, f"KEY={ONE}")
    theirs = seat("worker", PLAIN, f"KEY={OTHER}", tier="staging")
    assert compared(ours, theirs, absent=Absence()) == []


def test_a_pair_is_reported_once() -> None:
    ours = seat("api", SAME, f"KEY={ONE}")
    theirs = seat("worker", '[KEY]\nsame_as = ["api:KEY"]\n', f"KEY={OTHER}")
    assert compared(ours, theirs) == compared(theirs, ours) == [f"ENV201 error api production: {DIFFER}"]


def test_of_a_pair_the_stricter_rule_speaks() -> None:
    ours = seat("api", SAME + 'level = "warning"\n', f"KEY={ONE}")
    theirs = seat("worker", '[KEY]\nsame_as = ["api:KEY"]\n', f"KEY={OTHER}")
    assert compared(ours, theirs) == ["ENV201 error worker production: KEY and api:KEY differ, and must be the same"]


def test_a_rule_for_all_services_does_not_compare_one_with_itself() -> None:
    assert compared(seat("api", SAME, f"KEY={ONE}"), seat("worker", SAME, f"KEY={ONE}")) == []


@pytest.mark.parametrize(
    ("type_name", "ours", "theirs", "differ"),
    [
        ("number", "1.0", "1", False),
        ("duration", "60s", "1m", False),
        ("duration", "60s", "2m", True),
        ("string", "a", "A", True),
        ("int", "x", "y", True),
    ],
)
def test_values_are_compared_by_what_they_mean(type_name: str, ours: str, theirs: str, differ: bool) -> None:
    typed = f'type = "{type_name}"\n'
    found = compared(seat("api", SAME + typed, f"KEY={ours}"), seat("worker", PLAIN + typed, f"KEY={theirs}"))
    assert bool(found) == differ


def test_what_was_not_judged_leaves_the_rule_undecided() -> None:
    ours = seat("api", SAME, f"KEY={ONE}")
    message = "same_as worker:KEY cannot be decided: it was not looked at"
    assert compared(ours) == [f"ENV210 error api production: {message}"]
    assert compared(ours, absent=Absence()) == []
    assert compared(seat("api", SAME, "")) == []


def test_what_cannot_be_seen_there_leaves_the_rule_undecided() -> None:
    ours = seat("api", SAME, f"KEY={ONE}")
    message = f"same_as worker:KEY cannot be decided: worker:KEY is unseen ({WHY})"
    assert compared(ours, seat("worker", PLAIN, "", hidden="KEY")) == [f"ENV210 error api production: {message}"]
    assert compared(ours, seat("worker", PLAIN, "", behind="K")) == [f"ENV210 error api production: {message}"]
    assert compared(ours, seat("worker", PLAIN, "", behind="L")) == []
    unseen = seat("worker", PLAIN + 'visibility = "names-only"\n', "", hidden="KEY")
    assert compared(ours, unseen) == [f"ENV210 error api production: {message}"]


def test_what_may_be_set_here_unseen_leaves_the_rule_undecided() -> None:
    theirs = seat("worker", PLAIN, f"KEY={ONE}")
    message = f"same_as worker:KEY cannot be decided: KEY is unseen ({WHY})"
    assert compared(seat("api", SAME, "", behind="K"), theirs) == [f"ENV210 error api production: {message}"]
    assert compared(seat("api", SAME + 'visibility = "names-only"\n', "", behind="K"), theirs) == []
    # Of what is set to what cannot be seen, the environment's own check says so already.
    assert compared(seat("api", SAME, "", hidden="KEY"), theirs) == []


def test_names_that_lead_nowhere_are_found() -> None:
    plan = load([("a.toml", b'[KEY]\nsame_as = ["wroker:KEY", "worker:KYE", "worker:KEY"]\n')], BUILT_IN)["production"]
    problems = list(misdirected(plan, ["api", "worker"], lambda _: {"KEY": None}))
    assert [(each.message, each.place.keys[-1]) for each in problems] == [
        ("unknown service 'wroker'", 0),
        ("worker declares no variable 'KYE'", 1),
    ]
    assert problems[0].help == "did you mean 'worker'?"
    assert [each.message for each in misdirected(plan, ["worker"], lambda _: None)] == ["unknown service 'wroker'"]


APART = "[KEY]\ndiffers_across_tiers = true\n"


def tiers(first: str, second: str, *, rules: str = APART, hidden: str = "") -> list[Seat]:
    return [
        seat("api", rules, first, tier="production", hidden=hidden),
        seat("api", rules, second, tier="staging"),
    ]


def repeated(seats: list[Seat], beside: tuple[Seat, ...] = ()) -> list[str]:
    return said(between_tiers(seats, beside))


MESSAGE = "KEY has the same value in production and in staging, and must differ"


def test_the_same_value_in_two_tiers_is_said_once_by_the_stricter() -> None:
    seats = tiers(f"KEY={ONE}", f"KEY={ONE}")
    assert repeated(seats) == repeated(seats[::-1]) == [f"ENV205 error api production: {MESSAGE}"]


@pytest.mark.parametrize("text", [f"KEY={OTHER}", "KEY=", ""])
def test_another_value_or_none_is_fine(text: str) -> None:
    assert repeated(tiers(f"KEY={ONE}", text)) == []


def test_a_tier_that_is_only_compared_with_says_nothing_itself() -> None:
    production, staging = tiers(f"KEY={ONE}", f"KEY={ONE}")
    assert repeated([production], (staging,)) == [f"ENV205 error api production: {MESSAGE}"]
    (found,) = repeated([staging], (production,))
    assert found.startswith("ENV205 warning api staging: KEY has the same value in staging and in production")


def test_where_one_tier_asks_for_it_that_one_speaks() -> None:
    only_staging = "[KEY]\nin.staging.differs_across_tiers = true\n"
    (found,) = repeated(tiers(f"KEY={ONE}", f"KEY={ONE}", rules=only_staging))
    assert found.startswith("ENV205 warning api staging")
    production, staging = tiers(f"KEY={ONE}", f"KEY={ONE}", rules=only_staging)
    assert repeated([production], (staging,)) == []


def test_three_tiers_of_one_value_are_three_pairs() -> None:
    seats = [seat("api", APART, f"KEY={ONE}", tier=tier.name) for tier in BUILT_IN]
    assert [line.partition(":")[0] for line in repeated(seats)] == [
        "ENV205 warning api staging",
        "ENV205 error api production",
        "ENV205 error api production",
    ]


def test_what_cannot_be_seen_is_not_compared() -> None:
    assert repeated(tiers("", f"KEY={ONE}", hidden="KEY")) == []
    assert repeated([seat("api", APART, "", hidden="KEY", tier=tier.name) for tier in BUILT_IN]) == []


def test_tiers_made_of_the_very_same_files_are_one_environment() -> None:
    production, staging = tiers(f"KEY={ONE}", f"KEY={ONE}")
    same = staging.replace(view=View(staging.view.plan, production.view.environment))
    assert repeated([production, same]) == []


def test_a_file_that_two_tiers_share_is_named_once_and_not_where_it_was_named_by_hand() -> None:
    production, staging = tiers(f"KEY={ONE}", "")
    readings = (*staging.view.environment.readings, *production.view.environment.readings)
    shared = staging.replace(view=View(staging.view.plan, Environment(readings)))
    (finding,) = between_tiers([production], (shared,))
    assert (finding.label, finding.related) == ("both tiers read this", ())
    assert list(between_tiers([production.replace(by_hand=True)], (shared,))) == []
