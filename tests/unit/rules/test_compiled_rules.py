from __future__ import annotations

import pytest
from rule_samples import VOCABULARY, plans

from envlint.core.rule import Place, Plan, Rule
from envlint.core.severity import INFO
from envlint.rules.compile import pack, unpack


def compiled() -> tuple[Plan, Plan]:
    plan = plans(VOCABULARY)["production"]
    return plan, unpack(pack(plan))


def test_unpacking_gives_back_what_was_packed() -> None:
    plan, again = compiled()
    assert again == plan
    assert list(again.variables) == list(plan.variables)


@pytest.mark.parametrize("field", Rule._fields)
def test_every_field_reads_the_same(field: str) -> None:
    plan, again = compiled()
    for name, rule in plan.variables.items():
        assert getattr(again.variables[name], field) == getattr(rule, field)


def test_what_was_unpacked_can_be_packed() -> None:
    plan, again = compiled()
    assert unpack(pack(again)) == plan


def test_a_compiled_rule_can_be_copied_with_changes() -> None:
    plan, again = compiled()
    changed = again.variables["BACKEND"].replace(level=INFO)
    assert changed == plan.variables["BACKEND"].replace(level=INFO)
    assert changed.doc == plan.variables["BACKEND"].doc


def test_a_compiled_rule_is_frozen_and_hashable_like_any_other() -> None:
    rule = compiled()[1].variables["NAME_COPY"]
    with pytest.raises(AttributeError, match="frozen"):
        rule.default = "x"  # type: ignore[misc]


def test_weaker_places_are_kept() -> None:
    plan = Plan("production", weaker=(("11", "weaker", Place("a.toml", ("A", "level"))),))
    assert unpack(pack(plan)).weaker == plan.weaker


@pytest.mark.parametrize("data", [b"", b"garbage", b"i\x01\x00\x00\x00", pack(Plan("x"))[:-1]])
def test_what_was_not_packed_is_refused(data: bytes) -> None:
    with pytest.raises((ValueError, EOFError, TypeError)):
        unpack(data)
