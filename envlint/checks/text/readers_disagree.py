"""ENV305: a variable that the loaders in use read differently, each without a word."""

from __future__ import annotations

from envlint import checks
from envlint.checks.subjects import ValueSubject
from envlint.checks.text.remedies import remedy
from envlint.checks.text.takes import loaders, readings, users
from envlint.core.finding import Breach
from envlint.core.severity import ERROR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.checks.subjects import TextSubject
    from envlint.core.rule import Rule
    from envlint.core.source import Notice, Take

OF_THE_TEXT: Final = frozenset(("invisible-characters",))
"""Checks of values that are about their spelling, as this one is."""


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for each variable; an error where a reading breaks the variable's rule."""
    in_use = [loader.dialect for loader in subject.reading.loaders]
    for notice in subject.notices:
        refused = _refused(subject, notice)
        yield Breach(
            f"{subject.name(notice) or 'a variable'} is read differently: {readings(subject, notice)}",
            subject.at(notice),
            variable=subject.name(notice),
            label="its rule forbids one of the readings" if refused else "one value to each",
            related=users(subject, loaders(notice.takes)),
            help=remedy(notice, in_use),
            severity=ERROR if refused else None,
        )


def _refused(subject: TextSubject, notice: Notice) -> bool:
    """Whether the rule of the variable forbids what one of the loaders makes of it, where rules are strict."""
    rule = subject.view.rule(notice.name)
    if rule is None or rule.level is not ERROR:
        return False
    return any(not _is_allowed(rule, take) for take in notice.takes)


def _is_allowed(rule: Rule, take: Take) -> bool:
    if take.value is None or not take.value.raw:
        return take.how in ("command", "host") or not rule.required or (take.value is not None and rule.empty_ok)
    asked = ValueSubject(rule, take.value.raw)
    return not any(
        True for name in rule.checks if name not in OF_THE_TEXT for _ in checks.load("value", name).judge(asked)
    )
