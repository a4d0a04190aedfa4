"""What differs between two environments: names, places and whether values agree. No value leaves this module."""

from __future__ import annotations

from envlint.core.record import Record
from envlint.core.severity import OFF
from envlint.formats.suspects import suspect

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Final, Protocol

    from envlint.core.environment import Environment
    from envlint.core.rule import Rule
    from envlint.core.source import Binding

    class Judge(Protocol):
        """Tells whether two bindings of one name have the same value."""

        def same(self, name: str, one: Binding, other: Binding) -> bool | None:
            """Return None where that cannot be told."""

        def why_not(self, rule: Rule | None) -> str:
            """Return why it cannot be told of a variable with this rule."""


REMOVED: Final = "removed"
ADDED: Final = "added"
CHANGED: Final = "changed"
UNSEEN: Final = "unseen"
SAME_SECRET: Final = "same-secret"  # noqa: S105  the name of a kind
SAME_VALUE: Final = "same-value"
MOVED: Final = "moved"
NOT_COMPARED: Final = "not-compared"
ORDER: Final = (SAME_SECRET, SAME_VALUE, REMOVED, ADDED, CHANGED, UNSEEN, MOVED, NOT_COMPARED)
"""Worst first; what is only told stands behind all that counts."""


class Difference(Record):
    """One variable. ``one`` and ``other`` are the bindings that win on the two sides, None where it is not set.

    ``counts`` is False for what is only told and does not make the two environments different: a value that could not
    be compared, a secret that two tiers share though no rule forbids it. ``detail`` says why something is not known.
    """

    name: str
    change: str
    one: Binding | None = None
    other: Binding | None = None
    rule: Rule | None = None
    detail: str = ""
    counts: bool = True

    @property
    def rank(self) -> tuple[bool, int, str]:
        """The order in which differences are told."""
        return (not self.counts, ORDER.index(self.change), self.name)


class Comparison(Record):
    """All differences in order, and how many variables there is nothing to say of.

    ``hidden`` are parts of the two sides that may set any variable and that cannot be seen into: the side, 0 or 1, and
    the reason. ``of_machine`` counts what a process has from its machine and no file would set: ``PATH``, ``PWD``.
    """

    differences: tuple[Difference, ...] = ()
    unchanged: int = 0
    of_machine: int = 0
    hidden: tuple[tuple[int, str], ...] = ()

    @property
    def differ(self) -> bool:
        """Whether anything differs, or may differ without anybody being able to see it."""
        return bool(self.hidden) or any(each.counts for each in self.differences)


class InMemory:
    """Compares values that are at hand on both sides."""

    def same(self, _name: str, one: Binding, other: Binding) -> bool | None:
        """Return whether two bindings have the same value."""
        return one.value.raw == other.value.raw

    def why_not(self, _rule: Rule | None) -> str:
        """Return nothing: values at hand can always be compared."""
        return ""


def compare(
    one: Environment, other: Environment, rules: Mapping[str, Rule], judge: Judge, *, across_tiers: bool = False
) -> Comparison:
    """Return what differs between two environments.

    With ``across_tiers`` they belong to different tiers, and what is the same in both may be a fault: a secret is
    told, and a variable whose rule says ``differs_across_tiers = true`` counts as a difference.
    """
    find = _Finder(one, other, rules, judge, across_tiers=across_tiers)
    names = one.winners.keys() | other.winners.keys()
    found = [each for name in names for each in find(name)]
    hidden = [(side, part.reason) for side, environment in enumerate((one, other)) for part in environment.unseen]
    unchanged = len(names) - len({each.name for each in found}) - find.of_machine
    return Comparison(ordered(found), unchanged, find.of_machine, tuple(dict.fromkeys(hidden)))


def ordered(found: list[Difference]) -> tuple[Difference, ...]:
    """Return differences in the order in which they are told."""
    return tuple(sorted(found, key=lambda each: each.rank))


class _Finder:
    def __init__(
        self, one: Environment, other: Environment, rules: Mapping[str, Rule], judge: Judge, *, across_tiers: bool
    ) -> None:
        self.one, self.other, self.rules, self.judge = one, other, rules, judge
        self.across_tiers = across_tiers
        self.moved = _mover(one, other)
        self.of_machine = 0

    def __call__(self, name: str) -> tuple[Difference, ...]:
        """Return what there is to say of one variable: a secret that two tiers share may also have moved."""
        one, other = self.one.get(name), self.other.get(name)
        rule = self.rules.get(name)
        if one is None or other is None:
            reason = (self.one if one is None else self.other).why_unseen(name)
            change = UNSEEN if reason else ADDED if one is None else REMOVED
            if not reason and rule is None and self._is_of_machine(name, one, other):
                self.of_machine += 1
                return ()
            return (Difference(name, change, one, other, rule, reason),)
        if one.unseen or other.unseen:
            reasons = "; ".join(dict.fromkeys(filter(None, (one.unseen, other.unseen))))
            return (Difference(name, UNSEEN, one, other, rule, reasons, counts=rule is None or not rule.names_only),)
        same = self.judge.same(name, one, other)
        if same is None:
            return (Difference(name, NOT_COMPARED, one, other, rule, self.judge.why_not(rule), counts=False),)
        if not same:
            return (Difference(name, CHANGED, one, other, rule),)
        shared = _shared(name, one, other, rule) if self.across_tiers else ()
        return (*shared, Difference(name, MOVED, one, other, rule)) if self.moved(one, other) else shared

    def _is_of_machine(self, name: str, one: Binding | None, other: Binding | None) -> bool:
        """Whether a process has a variable from its machine, and the other side is made of files alone."""
        binding, absent = (one, self.other) if one is not None else (other, self.one)
        if binding is None or binding.source.written_here:
            return False
        from envlint.formats.ambient import ambient

        last_command = name == "_"  # set by shells for what they start
        return (last_command or ambient(name)) and all(reading.source.written_here for reading in absent.readings)


def _shared(name: str, one: Binding, other: Binding, rule: Rule | None) -> tuple[Difference, ...]:
    """Return what there is to say of a value that two tiers have in common."""
    text = one.value.raw or other.value.raw
    if not text and not getattr(one, "fingerprint", "") and not getattr(other, "fingerprint", ""):
        return ()
    must_differ = rule is not None and rule.differs_across_tiers and rule.level is not OFF
    if _is_secret(name, text, rule):
        return (Difference(name, SAME_SECRET, one, other, rule, counts=must_differ),)
    return (Difference(name, SAME_VALUE, one, other, rule),) if must_differ else ()


def _is_secret(name: str, text: str, rule: Rule | None) -> bool:
    """Whether a value is a secret: its rule says so, or it is called or looks like one and its rule may mean one."""
    if rule is not None and (rule.secret is not None or rule.type == "secret" or not rule.is_secret):
        return rule.is_secret
    if not suspect(name, text):
        return False
    from envlint.formats.secrets import looks_secret, placeholder, secret_name

    return (secret_name(name) or looks_secret(text)) and not (text and placeholder(text))


def _mover(one: Environment, other: Environment) -> Callable[[Binding, Binding], bool]:
    """Return what tells whether another layer sets a variable now.

    A source that both sides have is the same layer on both. Of the others the first answers to the first, the second to
    the second, as long as both sides have as many. The parts of a source are compared where it is of the same kind.
    """
    labels = [dict.fromkeys(reading.source.label for reading in side.readings) for side in (one, other)]
    shared = labels[0].keys() & labels[1].keys()
    own = [[label for label in side if label not in shared] for side in labels]
    position: dict[str, int] = {}
    if len(own[0]) == len(own[1]):
        position = {label: index for side in own for index, label in enumerate(side)}

    def moved(one: Binding, other: Binding) -> bool:
        here, there = one.source.label, other.source.label
        if here in shared or there in shared:
            return here != there or one.layer != other.layer
        if position.get(here) != position.get(there):
            return True
        return one.source.kind == other.source.kind and one.layer != other.layer

    return moved
