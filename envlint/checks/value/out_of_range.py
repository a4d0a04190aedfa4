"""ENV103: a well-formed value below the least or above the most that is allowed."""

from __future__ import annotations

from envlint import types
from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from envlint.checks.subjects import ValueSubject
    from envlint.core.rule import Rule

    Bound = tuple[Any, str]


# The same few bounds stand in many rules.
_parsed: dict[tuple[str, str, str], Any] = {}


def applies(rule: Rule) -> bool:
    """Whether the rule, its items or their type has limits."""
    stated = any(bound in spec for bound in ("min", "max") for spec in (rule.spec, rule.spec.get("items", {})))
    return stated or types.limits(types.split(rule.type)[1]) is not None


def judge(subject: ValueSubject) -> Iterator[Breach]:
    """Yield a breach for a value, and for each item, outside its limits."""
    low = high = None
    for number, each in enumerate(subject.each):
        if not number:
            low, high = bounds(each.rule)
        if low is not None and each.parsed < low[0]:
            yield _outside(each, "below", low[1])
        elif high is not None and each.parsed > high[0]:
            yield _outside(each, "above", high[1])


def bounds(rule: Rule) -> tuple[Bound | None, Bound | None]:
    """Return the least and the most that are allowed, each as a value and as it is written."""
    least, most = types.limits(rule.type) or (None, None)
    return _bound(rule, "min", least), _bound(rule, "max", most)


def _bound(rule: Rule, key: str, limit: Any) -> Bound | None:
    written = rule.spec.get(key)
    if written is None:
        return None if limit is None else (limit, str(limit))
    same = (rule.type, written, rule.spec.get("dialect", ""))
    if same not in _parsed:
        _parsed[same] = types.parse(rule.type, written, rule.spec)
    return _parsed[same], written


def _outside(subject: ValueSubject, side: str, bound: str) -> Breach:
    return Breach(
        f"{subject.said} is {side} {bound}",
        subject.at(),
        help=f"set it to {bound} or {'more' if side == 'below' else 'less'}",
    )
