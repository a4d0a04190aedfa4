"""Whether the atoms of a rule hold in an environment. Three answers: yes, no, and cannot be decided (None)."""

from __future__ import annotations

from envlint import types
from envlint.types import Malformed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Final

    from envlint.checks.subjects import View
    from envlint.core.rule import Atom, Demand, Rule

ORDERING: Final = frozenset(("<", "<=", ">", ">="))
PRESENCE: Final = frozenset(("set", "unset"))
COMPARED_BY_MEANING: Final = frozenset(
    ("int", "number", "port", "bool", "duration", "duration.iso", "seconds", "ms", "bytesize", "loglevel")
)


def holds(atom: Atom, view: View, *, any_item: bool = False) -> bool | None:
    """Return whether an atom holds; None when a value that it needs is malformed, unseen or, in an ordering, not there.

    Of a list every item must agree, with ``any_item`` one is enough (a forbidden item is forbidden beside good ones);
    for ``!=`` no item may be equal.
    """
    hidden = [name for name in (atom.name, atom.other) if name and view.is_hidden(name)]
    if hidden:
        return _of_unseen(atom, view, hidden)
    if atom.operator in PRESENCE:
        return _present(atom, view, any_item=any_item)
    if atom.operator in ORDERING or atom.other:
        return _compare(atom, view)
    value, rule = view.parsed(atom.name), view.rule(atom.name)
    if value is None or rule is None:
        return atom.operator == "!="
    if isinstance(value, Malformed):
        return None
    equal = _equal_parts(rule, value, atom) if atom.part else _equal_items(rule, value, atom, view)
    if atom.operator == "!=":
        return not any(equal)
    return any(equal) if any_item else bool(equal) and all(equal)


def _of_unseen(atom: Atom, view: View, hidden: Sequence[str]) -> bool | None:
    """Return whether an atom holds for what cannot be seen. If it need not be, it is set, and equals nothing."""
    if not all(view.names_only(name) for name in hidden):
        return None
    return atom.operator == "set" and not atom.part


def required(atom: Atom, view: View) -> bool | None:
    """Return whether a required atom holds; None also where a variable that is not there may come from what is unseen.

    Where nobody need see it, it holds.
    """
    found = holds(atom, view)
    if found:
        return True
    unseen = [name for name in (atom.name, atom.other) if name and view.why_unseen(name)]
    if not all(view.names_only(name) for name in unseen):
        return None
    return bool(unseen) and atom.operator != "unset" if found is False else found


def _present(atom: Atom, view: View, *, any_item: bool) -> bool | None:
    """Return whether a variable is set, or its value has the part that the atom names; the opposite for ``!NAME``."""
    wanted = atom.operator == "set"
    value, rule = view.parsed(atom.name), view.rule(atom.name)
    if not atom.part or rule is None or not view.is_set(atom.name):
        return view.is_set(atom.name) == wanted
    if isinstance(value, Malformed):
        return None
    having = [any(found) for found in _parts(rule, value, atom.part)]
    if not wanted:
        return not any(having)
    return any(having) if any_item else bool(having) and all(having)


def all_hold(atoms: Sequence[Atom], view: View) -> bool | None:
    """Return whether every atom holds. One that does not settles it, whatever cannot be decided beside it."""
    if not atoms:
        return True
    verdicts = [holds(atom, view) for atom in atoms]
    if any(verdict is False for verdict in verdicts):
        return False
    return None if None in verdicts else True


def asked(rule: Rule, demand: Demand, view: View) -> bool | None:
    """Return whether a demand is made at all: its ``when`` holds, and its own variable is there to speak of."""
    if rule.name and not demand.when:
        if view.is_hidden(rule.name):
            return _asked_of_unseen(demand, view.names_only(rule.name))
        if demand.kind in ("requires", "forbid") and view.effective(rule.name) is None:
            return False
        if demand.kind == "conflicts" and not view.is_set(rule.name):
            return False
    return all_hold(demand.when, view)


def _asked_of_unseen(demand: Demand, names_only: bool) -> bool | None:  # noqa: FBT001
    """Return whether a demand is made of a variable that is set, though nobody sees to what."""
    if demand.kind not in ("requires", "forbid", "conflicts"):
        return True
    return demand.kind != "forbid" if names_only else None


def unmet_ordering_is_idle(atom: Atom, view: View) -> bool:
    """Whether an ordering has nothing to compare and nobody asked for it: every side optional and not set."""
    sides = [atom.name] + ([atom.other] if atom.other else [])
    return all(_optional_and_absent(name, view) for name in sides)


def _optional_and_absent(name: str, view: View) -> bool:
    rule = view.rule(name)
    return view.parsed(name) is None and not (rule is not None and rule.required and view.effective(name) is None)


def _equal_items(rule: Rule, value: Any, atom: Atom, view: View) -> list[bool]:
    """Return of each item, or of the one value, whether it equals a right side of the atom."""
    container, type_name = types.split(rule.type)
    if not container:
        return [equals(view.effective(atom.name) or "", value, type_name, atom.values, rule)]
    return [equals(item.text, item.value, type_name, atom.values, rule) for item in value]


def compared_by_meaning(type_name: str) -> bool:
    """Whether values of a type, or the items of a list, may be equal and be written differently."""
    return types.split(type_name)[1] in COMPARED_BY_MEANING


def equals(text: str, value: Any, type_name: str, wanted: Sequence[str], rule: Rule) -> bool:
    """Whether a value, or an item of one, equals a wanted text: by what it means where the type says, else exactly."""
    if type_name not in COMPARED_BY_MEANING:
        return text in wanted
    return any(value == _meant(type_name, each, rule) for each in wanted)


def _meant(type_name: str, wanted: str, rule: Rule) -> Any:
    """Return a right side as a value; Malformed, which equals none, where the declared reader does not take it."""
    try:
        return types.parse(type_name, wanted, rule.spec)
    except Malformed as fault:
        return fault


def _equal_parts(rule: Rule, value: Any, atom: Atom) -> list[bool]:
    """Return of each value of a part, in each item, whether it equals a right side; False where there is none."""
    folded = atom.part in ("scheme", "host")
    wanted = [right.lower() for right in atom.values] if folded else atom.values
    each = [part for found in _parts(rule, value, atom.part) for part in found or ("",)]
    return [(part.lower() if folded else part) in wanted for part in each]


def _parts(rule: Rule, value: Any, part: str) -> list[tuple[str, ...]]:
    """Return a part's values, for each item of a list; nothing where an item has none."""
    container, type_name = types.split(rule.type)
    return [types.part_values(type_name, each, part) for each in ([i.value for i in value] if container else [value])]


def _compare(atom: Atom, view: View) -> bool | None:
    left, right = _side(atom.name, atom.part, view), _right(atom, view)
    if left is None or right is None or isinstance(left, Malformed) or isinstance(right, Malformed):
        return None
    if atom.operator == "=":
        return bool(left == right)
    if atom.operator == "!=":
        return bool(left != right)
    if atom.operator in ("<", "<="):
        return bool(left < right or (atom.operator == "<=" and left == right))
    return bool(right < left or (atom.operator == ">=" and left == right))


def _side(name: str, part: str, view: View) -> Any:
    value, rule = view.parsed(name), view.rule(name)
    if part and rule is not None and value is not None and not isinstance(value, Malformed):
        text = types.part(rule.type, value, part)
        return int(text) if text is not None and part == "port" and text.isdecimal() else text
    return value


def _right(atom: Atom, view: View) -> Any:
    if atom.other:
        return _side(atom.other, "", view)
    rule = view.rule(atom.name)
    if rule is None or not atom.values:
        return None
    if atom.part:
        return int(atom.values[0]) if atom.part == "port" and atom.values[0].isdecimal() else atom.values[0]
    return _meant(rule.type, atom.values[0], rule)
