"""Rules that look beyond one environment: what they may say, and how a plan carries them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from envlint.core.errors import LoadErrors
from envlint.core.tier import BUILT_IN
from envlint.rules.compile import pack, unpack
from envlint.rules.load import load

if TYPE_CHECKING:
    from envlint.core.rule import Plan


def plan(text: str, tier: str = "production") -> Plan:
    return load([("rules/a.toml", text.encode())], BUILT_IN)[tier]


def refused(text: str) -> list[str]:
    with pytest.raises(LoadErrors) as caught:
        plan(text)
    return [str(error) for error in caught.value.errors]


@pytest.mark.parametrize(("entry", "keys"), [('"worker:KEY"', ()), ('["worker:KEY"]', (0,))])
def test_same_as_takes_a_variable_of_another_service(entry: str, keys: tuple[int, ...]) -> None:
    found = plan(f"[KEY]\nsame_as = {entry}\n")
    (demand,) = found.variables["KEY"].demands
    assert (demand.kind, demand.elsewhere) == ("same_as", ("worker", "KEY"))
    assert demand.place.keys == ("KEY", "same_as", *keys)
    assert found.across == ("KEY",)


def test_same_as_may_mix_services_and_its_own() -> None:
    found = plan('[KEY]\nsame_as = ["COPY", "worker:KEY", "my api:OLD_KEY"]\n[COPY]\n')
    assert [demand.elsewhere for demand in found.variables["KEY"].demands] == [
        (),
        ("worker", "KEY"),
        ("my api", "OLD_KEY"),
    ]


def test_same_as_takes_one_variable_without_a_list() -> None:
    (demand,) = plan('[KEY]\nsame_as = "COPY"\n[COPY]\n').variables["KEY"].demands
    assert (demand.kind, demand.elsewhere) == ("requires", ())
    assert plan('[KEY]\nsame_as = "COPY"\n[COPY]\n').across == ()


def test_only_what_looks_beyond_is_across() -> None:
    found = plan('[A]\ndiffers_across_tiers = true\n[B]\n[C]\nin.production.same_as = "x:C"\n')
    assert found.across == ("A", "C")
    assert plan('[C]\nin.production.same_as = "x:C"\n', "staging").across == ()


def test_a_packed_plan_keeps_what_looks_beyond() -> None:
    found = plan('[A]\ndiffers_across_tiers = true\nsame_as = ["x:A", "B"]\n[B]\n')
    assert unpack(pack(found)) == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[TOKEN]\nsame_as = "TOKN"', "rules/a.toml:2:11: unknown variable 'TOKN' (did you mean 'TOKEN'?)"),
        ('[TOKEN]\nsame_as = ["x:A", "TOKN"]', "rules/a.toml:2:19: unknown variable 'TOKN' (did you mean 'TOKEN'?)"),
        ('[KEY]\nsame_as = "KEY"', "rules/a.toml:2:11: it is always the same as itself (remove it)"),
        ('[KEY]\nsame_as = ["A", "A"]\n[A]', "rules/a.toml:2:17: A stands here twice (remove one)"),
        ('[KEY]\nsame_as = ":KEY"', "rules/a.toml:2:11: a variable of another service is written SERVICE:NAME"),
        ('[KEY]\nsame_as = "worker:"', "rules/a.toml:2:11: a variable of another service is written SERVICE:NAME"),
        (
            "[KEY]\nsame_as = 1",
            "rules/a.toml:2:11: same_as must be a variable or a list of variables, not a whole number",
        ),
        ('[KEY]\ndiffers_across_tiers = "yes"', "rules/a.toml:2:24: differs_across_tiers must be true or false"),
    ],
)
def test_what_cannot_be_meant_is_refused_where_it_stands(text: str, said: str) -> None:
    (error,) = refused(text)
    assert error.startswith(said)


@pytest.mark.parametrize(
    ("key", "lost"),
    [
        ('same_as = "worker:KEY"\nin.production.same_as = []', "same_as without worker:KEY"),
        ("differs_across_tiers = true\nin.production.differs_across_tiers = false", "may equal another tier's value"),
    ],
)
def test_asking_less_of_production_is_weaker(key: str, lost: str) -> None:
    (found,) = {message for _, message, _ in plan(f"[KEY]\n{key}\n").weaker}
    assert found.endswith(lost)
