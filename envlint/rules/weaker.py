"""Where a rule asks less of a stricter tier than of one that forgives more (ENV211).

A rule is weaker where it allows more (a wider list, a lower ``min``) or demands less (a condition that is gone). Lists
that replace others are compared entry by entry.
"""

from __future__ import annotations

from envlint import types
from envlint.rules.problem import listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any, Final

    from envlint.core.rule import Demand, Place, Rule
    from envlint.core.severity import Severity
    from envlint.core.tier import Tier
    from envlint.rules.view import View

    Keys = tuple[str | int, ...]
    Loss = tuple[Keys, str]

ALTERNATIVES: Final = ("one_of", "any_of")
MAY_RISE: Final = {"min": True, "max": False, "min_length": True, "max_length": False}


def weaker(
    rules: Mapping[str, Rule], views: Mapping[str, View[Any]], tiers: tuple[Tier, ...]
) -> Iterator[tuple[str, str, Place]]:
    """Yield the cited rule, what it loses and the key that loses it, once for each key."""
    if len({id(view) for view in views.values()}) == 1 and not _weighed_by_tier(rules):
        return
    ranked = sorted(tiers, key=lambda tier: tier.strictness)
    said: set[Place] = set()
    for index, strict in enumerate(ranked):
        for lenient in reversed(ranked[:index]):
            for keys, what in _losses(rules[lenient.name], rules[strict.name]):
                place = views[strict.name].at(*keys)
                if place not in said:
                    said.add(place)
                    message = f"weaker in {strict.name} than in {lenient.name}: {what}"
                    yield rules[strict.name].cited, message, place


def lighter(
    cited: str, levels: Mapping[str, Severity], place: Place, tiers: tuple[Tier, ...]
) -> Iterator[tuple[str, str, Place]]:
    """Yield, once at most, that something weighs less in a stricter tier, as ``weaker`` does."""
    ranked = sorted(tiers, key=lambda tier: tier.strictness)
    for index, strict in enumerate(ranked):
        for lenient in reversed(ranked[:index]):
            if levels[strict.name] < levels[lenient.name]:
                what = f"level {levels[strict.name]} instead of {levels[lenient.name]}"
                yield cited, f"weaker in {strict.name} than in {lenient.name}: {what}", place
                return


def _weighed_by_tier(rules: Mapping[str, Rule]) -> bool:
    return any(rule.level_stated for rule in rules.values()) or len({rule.required for rule in rules.values()}) > 1


def _losses(lenient: Rule, strict: Rule) -> Iterator[Loss]:
    if strict.level < lenient.level:
        yield ("level",), f"level {strict.level} instead of {lenient.level}"
    if lenient.required and not strict.required:
        yield ("required",), "not required"
    if strict.empty_ok and not lenient.empty_ok:
        yield ("empty",), "an empty value is taken for a value"
    if lenient.differs_across_tiers and not strict.differs_across_tiers:
        yield ("differs_across_tiers",), "may equal another tier's value"
    if strict.names_only and not lenient.names_only:
        yield ("visibility",), "values are not judged"
    if lenient.type == strict.type:
        yield from _widened(("values",), lenient.values, strict.values)
        yield from _options(lenient, strict)
    yield from _dropped(lenient, strict)


def _widened(keys: Keys, lenient: tuple[str, ...], strict: tuple[str, ...]) -> Iterator[Loss]:
    """Yield a list of what is allowed that has more entries, or is gone."""
    more = [word for word in strict if word not in lenient]
    if lenient and not strict:
        yield keys, f"no {keys[-1]}"
    elif lenient and more:
        yield keys, f"{keys[-1]} also allow {listed(more)}"


def _options(lenient: Rule, strict: Rule) -> Iterator[Loss]:
    inner = types.split(lenient.type)[1]
    yield from _spec((), lenient.type, lenient.spec, strict.spec)
    yield from _spec(("items",), inner, lenient.spec.get("items", {}), strict.spec.get("items", {}))
    if lenient.spec.get("unique") and not strict.spec.get("unique"):
        yield ("unique",), "items may repeat"


def _spec(prefix: Keys, type_name: str, lenient: dict[str, Any], strict: dict[str, Any]) -> Iterator[Loss]:
    for key, may_rise in MAY_RISE.items():
        if key not in lenient:
            continue
        if key not in strict:
            yield (*prefix, key), f"no {key}"
            continue
        before, after = (_sized(type_name, key, spec) for spec in (lenient, strict))
        if (after < before) if may_rise else (after > before):
            yield (*prefix, key), f"{key} {strict[key]} instead of {lenient[key]}"
    for key in ("schemes", "values"):
        yield from _widened((*prefix, key), tuple(lenient.get(key, ())), tuple(strict.get(key, ())))
    if "pattern" in lenient and "pattern" not in strict:
        yield (*prefix, "pattern"), "no pattern"


def _sized(type_name: str, key: str, spec: dict[str, Any]) -> Any:
    return spec[key] if key.endswith("_length") else types.parse(type_name, spec[key], spec)


def _dropped(lenient: Rule, strict: Rule) -> Iterator[Loss]:
    """Yield the demands that have lost entries, each at the list that has replaced it."""
    kept = {entry for demand in strict.demands for entry in _entries(demand)}
    for demand in lenient.demands:
        if demand.kind in ALTERNATIVES:
            lost = [] if any(_as_strict(other, demand) for other in strict.demands) else list(demand.names)
        else:
            lost = [entry[-1] for entry in _entries(demand) if entry not in kept]
        if lost:
            keys = demand.place.keys[len(lenient.place.keys) :]
            yield keys[2:] if keys[0] == "in" else keys, f"{demand.kind} without {listed(lost)}"


def _entries(demand: Demand) -> list[tuple[str, ...]]:
    """Return what a demand asks, one by one, each with the conditions it is asked under."""
    when = " ".join(atom.text for atom in demand.when)
    elsewhere = (":".join(demand.elsewhere),) if demand.elsewhere else ()
    asked = (*(atom.text for atom in demand.atoms), *demand.literals, *demand.names, *elsewhere)
    return [(demand.kind, when, text) for text in asked]


def _as_strict(strict: Demand, lenient: Demand) -> bool:
    """Whether a choice leaves no more than another one."""
    same = strict.kind == lenient.kind and strict.when == lenient.when
    return same and bool(strict.names) and set(strict.names) <= set(lenient.names)
