"""The items of a list or map, each judged as a value of a rule of its own."""

from __future__ import annotations

from envlint import types
from envlint.checks.shown import shown
from envlint.checks.subjects import ValueSubject
from envlint.types.lists import item_spec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.core.location import Location
    from envlint.core.rule import Rule
    from envlint.types import Item


class ItemSubject(ValueSubject):
    """One item: its text and place are those behind the key, where the whole is a map."""

    __slots__ = ("_start", "_whole")

    def __init__(self, whole: ValueSubject, rule: Rule, item: Item) -> None:
        super().__init__(rule, item.text, whole.binding)
        self._whole = whole
        self._start = item.start
        self._outcome = item.value

    @property
    def said(self) -> str:
        """The variable and that it is an item; the item itself where the value may be seen."""
        seen = shown(self.rule, self.text)
        return f"{self.name}: an item" if seen is None else f"{self.name}: item {seen}"

    def at(self, start: int = 0, end: int | None = None) -> Location:
        """Where a part of the item stands in the whole value."""
        stop = len(self.text) if end is None else end
        return self._whole.at(self._start + start, self._start + stop)


def rule_of_items(rule: Rule) -> Rule:
    """Return what each item is held to: ``items``, and the ``values`` and the ``dialect`` of the whole."""
    spec = item_spec(rule.spec)
    return rule.replace(
        type=types.split(rule.type)[1],
        spec=spec,
        values=rule.values or tuple(spec.get("values", ())),
        secret=rule.is_secret,
    )


def items(subject: ValueSubject) -> tuple[ItemSubject, ...]:
    """Return the items of a well-formed list or map."""
    rule = rule_of_items(subject.rule)
    return tuple(ItemSubject(subject, rule, item) for item in subject.parsed)
