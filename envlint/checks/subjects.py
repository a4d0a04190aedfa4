"""What checks look at. One subject object a family, so that a check which needs one more fact changes no other."""

from __future__ import annotations

from envlint import types
from envlint.core.finding import Related
from envlint.core.location import Location
from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from envlint.core.environment import Environment
    from envlint.core.rule import Plan, Rule
    from envlint.core.source import Binding, Notice, Reading
    from envlint.core.tier import Tier

LONGEST_NAME = 64


class ValueSubject:
    """A text held against a rule. Without a binding (a default in a rule file) places are unknown.

    With a view the text is what the variable has there, and is parsed once for all who ask.
    """

    __slots__ = ("_outcome", "_view", "binding", "rule", "text")

    def __init__(self, rule: Rule, text: str, binding: Binding | None = None, view: View | None = None) -> None:
        self.rule = rule
        self.text = text
        self.binding = binding
        self._view = view
        self._outcome: object = None

    @property
    def parsed(self) -> Any:
        """The text as a value of the rule's type, or ``types.Malformed`` as a value."""
        if self._outcome is None:
            view = self._view
            self._outcome = parsed(self.rule, self.text) if view is None else view.parsed(self.rule.name)
        return self._outcome

    @property
    def seen(self) -> str | None:
        """The value if it may be seen, else None."""
        from envlint.checks.shown import shown

        return shown(self.rule, self.text)

    @property
    def said(self) -> str:
        """``NAME=value`` where the value may be seen, else the name."""
        from envlint.checks.shown import assigned

        return assigned(self.rule, self.text)

    @property
    def name(self) -> str:
        """The variable."""
        return self.rule.name

    @property
    def each(self) -> tuple[ValueSubject, ...]:
        """What is judged as one value: a plain value itself, of a list or map every item."""
        if "<" not in self.rule.type:
            return (self,)
        from envlint.checks.items import items

        return items(self)

    def at(self, start: int = 0, end: int | None = None) -> Location:
        """Where a part of the value stands, as near as is known: escapes and references hide the exact place."""
        binding = self.binding
        if binding is None:
            return Location("rule")
        if binding.value_start < 0 or not binding.value.raw:
            return binding.at
        written = binding.source.text[binding.value_start : binding.value_end]
        if written != self.text or (start == 0 and end is None):
            return binding.at
        stop = len(self.text) if end is None else end
        return binding.source.at(binding.value_start + start, binding.value_start + max(stop, start + 1))


class View:
    """An environment seen through a tier's rules: what is set, what holds, what it means."""

    __slots__ = ("_parsed", "environment", "plan")

    def __init__(self, plan: Plan, environment: Environment) -> None:
        self.plan = plan
        self.environment = environment
        self._parsed: dict[str, Any] = {}

    def rule(self, name: str) -> Rule | None:
        """Return the variable's rule, None when it is not declared."""
        return self.plan.variables.get(name)

    def binding(self, name: str) -> Binding | None:
        """Return the binding that wins, if the variable is set, not empty, and can be seen."""
        binding = self.environment.winners.get(name)
        return binding if binding is not None and binding.value.raw else None

    def is_set(self, name: str) -> bool:
        """Whether a source sets the variable to something that is not empty, for all that is known."""
        return self.binding(name) is not None or (self.is_hidden(name) and self.names_only(name))

    def why_unseen(self, name: str) -> str:
        """Return why a variable's value cannot be seen, or whether it has one; empty where it can."""
        return self.environment.why_unseen(name)

    def names_only(self, name: str) -> bool:
        """Whether the variable's rule is content with a name whose value cannot be seen."""
        rule = self.plan.variables.get(name)
        return rule is not None and rule.names_only

    def there(self, name: str) -> Binding | None:
        """Return the binding that wins, if the variable is set to something, be it seen or not."""
        return self.environment.winners.get(name) if self.is_hidden(name) else self.binding(name)

    def is_hidden(self, name: str) -> bool:
        """Whether a source sets the variable to what cannot be seen."""
        binding = self.environment.winners.get(name)
        return binding is not None and bool(binding.unseen)

    def effective(self, name: str) -> str | None:
        """Return what the program gets: what a source sets, else the rule's default; None for nothing."""
        binding = self.environment.winners.get(name)
        rule = self.plan.variables.get(name)
        if binding is not None and binding.unseen:
            return None
        if binding is not None and (binding.value.raw or (rule is not None and rule.empty_ok)):
            return binding.value.raw
        return None if rule is None else rule.default

    def parsed(self, name: str) -> Any:
        """Return the effective value as its type, ``types.Malformed`` as a value, or None for nothing.

        An empty value that is allowed and that the type has no meaning for is nothing, and not malformed.
        """
        if name not in self._parsed:
            text, rule = self.effective(name), self.plan.variables.get(name)
            value = None if text is None or rule is None else parsed(rule, text)
            self._parsed[name] = None if not text and isinstance(value, types.Malformed) else value
        return self._parsed[name]

    def at(self, name: str) -> Location:
        """Where the variable's value stands, or what may set it; without either, the last source that could have."""
        binding = self.environment.winners.get(name)
        if binding is not None:
            return binding.at
        if found := self.environment.unseen_part(name):
            reading, part = found
            return reading.source.at(part.start, part.end)
        readings = self.environment.readings
        return readings[-1].source.at(-1, -1) if readings else Location("environment")


def parsed(rule: Rule, text: str) -> Any:
    """Return a text as a value of the rule's type, or the ``types.Malformed`` that says why it is none."""
    try:
        return types.parse(rule.type, text, rule.spec)
    except types.Malformed as reason:
        return reason


class VariableSubject:
    """One declared variable in its environment."""

    __slots__ = ("gate", "rule", "view")

    def __init__(self, rule: Rule, view: View, gate: Gate) -> None:
        self.rule = rule
        self.view = view
        self.gate = gate


class Gate(Record):
    """What the checks of a whole environment may ask about where they stand.

    ``strictest``: no tier forgives less. ``published`` are the values that the repository's templates show, by name.
    """

    tier: Tier
    tiers: tuple[Tier, ...] = ()
    version: str = ""
    tier_variable: str = ""
    published: Mapping[str, Binding] = {}

    @property
    def strict(self) -> bool:
        """Whether this is a tier that fails, and none is stricter."""
        from envlint.core.severity import ERROR

        return self.tier.level == ERROR and all(tier.strictness <= self.tier.strictness for tier in self.tiers)

    @property
    def lax(self) -> bool:
        """Whether this is the tier that forgives most, where people work with published values."""
        return all(tier.strictness >= self.tier.strictness for tier in self.tiers)


class EnvironmentSubject(Record):
    """The environment as a whole."""

    view: View
    gate: Gate


class TextSubject(Record):
    """What the reader of a text noticed, of the kind that one check explains."""

    reading: Reading
    notices: tuple[Notice, ...]
    view: View
    gate: Gate

    def at(self, notice: Notice) -> Location:
        """Where it stands."""
        return self.reading.source.at(notice.start, notice.end)

    def name(self, notice: Notice) -> str:
        """Return the variable it is about, empty where that may be a piece of a broken value and not a name."""
        return notice.name if may_be_named(notice.name, notice.start, self.reading) else ""

    def related(self, notice: Notice) -> tuple[Related, ...]:
        """Return the further places, with their labels."""
        return tuple(Related(label, self.reading.source.at(start, end)) for label, start, end in notice.related)


def may_be_named(name: str, start: int, reading: Reading) -> bool:
    """Whether a name may be printed: it looks like one, and stands neither in a PEM block nor behind a broken quote."""
    if not name or len(name) > LONGEST_NAME or not name.isascii() or not (name[0].isalpha() or name[0] == "_"):
        return False
    if any(first <= start < last for first, last in reading.opaque):
        return False
    return all(character.isalnum() or character in "_.-" for character in name)
