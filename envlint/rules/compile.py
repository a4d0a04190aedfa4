"""A plan as bytes, and back.

Rule files take tens of milliseconds to read and judge, their compiled form about one. So that it stays one for
thousands of rules, what only a report needs (prose and places) stays packed until somebody reads it. What is unpacked
is trusted: ``envlint.rules.cache`` hands out only what this user has stored.
"""

from __future__ import annotations

import marshal

from envlint.core.record import Record
from envlint.core.rule import Atom, Demand, Deprecation, Place, Plan, Rule
from envlint.core.severity import ERROR, INFO, OFF, WARNING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

FORMAT: Final = 3
LEVELS: Final = (OFF, INFO, WARNING, ERROR)
LEFT_OUT: Final = {key: getattr(Rule, key) for key in Rule._fields}
new: Final = object.__new__
take_over: Final = Record.__dict__["__dict__"].__set__  # a record's fields in one step, past Record.__setattr__


def pack(plan: Plan) -> bytes:
    """Return a plan as bytes for ``unpack`` of the same version of envlint and of Python."""
    fields = [_packed(rule) for rule in (*plan.variables.values(), *plan.groups)]
    shared: dict[object, object] = {}
    for each in fields:  # marshal writes an object once, however many hold it
        each.update({key: shared.setdefault(value, value) for key, value in each.items() if isinstance(value, tuple)})
    details = [{key: each.pop(key) for key in DETAILS if key in each} for each in fields]
    weaker = [(id, message, place.path, place.keys) for id, message, place in plan.weaker]
    return marshal.dumps((plan.tier, fields, marshal.dumps(details), weaker, plan.across))


def unpack(data: bytes) -> Plan:
    """Return the plan that was packed.

    Raises:
        ValueError, EOFError, TypeError: the data is no packed plan.
    """
    tier, packed, details, weaker, across = marshal.loads(data)  # noqa: S302  see the module's docstring
    shared = _Details(details)
    variables: dict[str, Rule] = {}
    groups: list[Rule] = []
    for index, fields in enumerate(packed):
        rule = _rule(fields, index, shared)
        if fields["name"]:
            variables[fields["name"]] = rule
        else:
            groups.append(rule)
    places = tuple([(id, message, Place(path, keys)) for id, message, path, keys in weaker])
    return Plan(tier=tier, variables=variables, groups=tuple(groups), weaker=places, across=across)


def _packed(rule: Rule) -> dict[str, Any]:
    """Return the fields of a rule that differ from their defaults, as plain data."""
    fields = {key: value for key, value in rule.stated().items() if value != LEFT_OUT[key]}
    fields["name"] = rule.name
    fields["level"] = int(rule.level)
    fields["place"] = (rule.place.path, rule.place.keys)
    if rule.deprecated:
        fields["deprecated"] = rule.deprecated.stated()
    if rule.demands:
        fields["demands"] = [_packed_demand(demand) for demand in rule.demands]
    return fields


def _packed_demand(demand: Demand) -> dict[str, Any]:
    fields = demand.stated()
    fields["place"] = demand.place.stated()
    fields["when"] = [atom.stated() for atom in demand.when]
    fields["atoms"] = [atom.stated() for atom in demand.atoms]
    return fields


def _rule(fields: dict[str, Any], index: int, details: _Details) -> Rule:
    fields["level"] = LEVELS[fields["level"]]
    fields["_details"] = (details, index)
    if "deprecated" in fields:
        fields["deprecated"] = _record(Deprecation, fields["deprecated"])
    if "demands" in fields:
        fields["demands"] = tuple([_demand(demand) for demand in fields["demands"]])
    rule = new(_CompiledRule)
    take_over(rule, fields)
    return rule


def _demand(fields: dict[str, Any]) -> Any:
    fields["place"] = _record(Place, fields["place"])
    fields["when"] = tuple([_record(Atom, atom) for atom in fields["when"]])
    fields["atoms"] = tuple([_record(Atom, atom) for atom in fields["atoms"]])
    return _record(Demand, fields)


def _record(kind: type[Record], fields: dict[str, Any]) -> Any:
    """Return a record of fields that ``Record.__init__`` has seen before they were packed."""
    record = new(kind)
    take_over(record, fields)
    return record


class _Details:
    """The fields of all rules that only a report needs, unpacked on first use."""

    def __init__(self, packed: bytes) -> None:
        self._packed = packed
        self._rules: list[dict[str, Any]] = []

    def of(self, index: int) -> dict[str, Any]:
        """Return those of one rule."""
        if not self._rules:
            self._rules = marshal.loads(self._packed)  # noqa: S302  see the module's docstring
            for fields in self._rules:
                fields["place"] = Place(*fields["place"])
        return self._rules[index]


def _detail(key: str) -> Any:
    def read(rule: _CompiledRule) -> Any:
        details, index = rule._details
        return details.of(index).get(key, LEFT_OUT[key])

    return property(read)


class _CompiledRule(Rule):
    """A ``Rule`` that looks its details up. Copies are plain rules."""

    if TYPE_CHECKING:
        _details: tuple[_Details, int] = (_Details(b""), 0)

    descriptions = _detail("descriptions")
    doc = _detail("doc")
    why = _detail("why")
    section = _detail("section")
    see = _detail("see")
    example = _detail("example")
    owner = _detail("owner")
    phase = _detail("phase")
    sql = _detail("sql")
    tags = _detail("tags")
    place = _detail("place")

    def stated(self) -> dict[str, Any]:
        details, index = self._details
        own = {key: value for key, value in self.__dict__.items() if key != "_details"}
        return {**own, **details.of(index)}

    def replace(self, **changes: Any) -> Any:
        return Rule(**{**self.stated(), **changes})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rule) and self._key() == other._key()

    __hash__ = Rule.__hash__


DETAILS: Final = tuple(key for key, value in vars(_CompiledRule).items() if isinstance(value, property))
