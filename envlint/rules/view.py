"""One entry of a rule file as one tier sees it: its own keys, and what ``in.<tier>`` puts in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from envlint.core.rule import Place
from envlint.core.tier import find
from envlint.rules.invariants.model import Invariant
from envlint.rules.model import Group, Variable
from envlint.rules.problem import Problem

if TYPE_CHECKING:
    from envlint.core.tier import Tier
    from envlint.rules.document import Entry

Stated = TypeVar("Stated", Variable, Group, Invariant)


class View(Generic[Stated]):
    """An entry merged for a tier.

    ``stated`` is the merged table, typed, without the ``misfits`` of its entry. ``spelled`` is the tier's name as
    ``in`` has it, empty where ``in`` says nothing about it. ``problems`` collects what is wrong.
    """

    def __init__(self, entry: Entry, model: type[Stated], tier: Tier | None = None) -> None:
        own = {key: value for key, value in entry.table.items() if key != "in"}
        self.name = entry.name
        self.tier = tier
        self.place = entry.place
        self.misfits = entry.misfits
        self.spelled = spelled(entry, tier)
        self.override: dict[str, Any] = entry.table["in"][self.spelled] if self.spelled else {}
        self.stated: Stated = model.model_validate(merged(own, self.override))
        self.problems: list[Problem] = []

    def states(self, key: str) -> bool:
        """Whether the file says something about a key, here or in general."""
        return key in self.stated.model_fields_set

    def at(self, *keys: str | int) -> Place:
        """Return the place of a key of the merged table: in ``in.<tier>`` where that has replaced it."""
        deep = 3 if keys[0] == "when" and isinstance(self.override.get("when"), dict) else 1
        if _leads_somewhere(self.override, keys[:deep]):
            return Place(self.place.path, (*self.place.keys, "in", self.spelled, *keys))
        return Place(self.place.path, self.place.keys + keys)

    def fault(self, keys: tuple[str | int, ...], message: str, help: str = "", side: str = "value") -> None:
        """Note a problem at a key of the merged table; at the entry itself when there are no keys."""
        place = self.at(*keys) if keys else self.place
        own = self.tier is None or "in" in place.keys[len(self.place.keys) :]
        tier = "" if own or self.tier is None else self.tier.name
        self.problems.append(Problem(place, message, help, side if keys else "key", tier))


def spelled(entry: Entry, tier: Tier | None) -> str:
    """Return a tier's name as the ``in`` of an entry has it, empty where ``in`` says nothing about it."""
    return next((name for name in entry.table.get("in", ()) if tier and find((tier,), name)), "")


def merged(own: dict[str, Any], override: dict[str, Any]) -> dict[str, Any]:
    """Replace key by key, lists and tables whole; within ``when.<value>`` demand by demand."""
    table = own | override
    if isinstance(own.get("when"), dict) and isinstance(override.get("when"), dict):
        table["when"] = own["when"] | {
            value: own["when"].get(value, {}) | demands for value, demands in override["when"].items()
        }
    return table


def _leads_somewhere(table: Any, keys: tuple[str | int, ...]) -> bool:
    for key in keys:
        if not isinstance(table, dict) or key not in table:
            return False
        table = table[key]
    return True
