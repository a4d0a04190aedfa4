"""Conditions held against the variables they name: a misspelt name or value is an error, never a silent pass."""

from __future__ import annotations

from envlint import types
from envlint.rules.atoms import NoAtom, parse
from envlint.rules.problem import did_you_mean, listed, quoted
from envlint.rules.refusal import comparable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any, Final

    from envlint.core.rule import Atom
    from envlint.rules.declared import Declared
    from envlint.rules.refusal import Refusal
    from envlint.rules.view import View

ORDERING: Final = frozenset(("<", "<=", ">", ">="))
DECLARE: Final = "declare it, with external = true if other programs read it"


class Names:
    """All declared variables. ``complete`` is False where a file could not be read: then no name is called unknown."""

    def __init__(self, declared: Mapping[str, Declared], *, complete: bool = True) -> None:
        self.declared = declared
        self.complete = complete

    def unknown(self, name: str) -> Refusal | None:
        """Return what is wrong with a name, and the name that was probably meant."""
        if name in self.declared or not self.complete:
            return None
        return f"unknown variable {quoted(name)}", did_you_mean(name, self.declared, DECLARE)

    def listed(self, view: View[Any], keys: tuple[str | int, ...], names: list[str]) -> tuple[str, ...]:
        """Return a list of names, its unknown and repeated ones noted."""
        for index in range(len(names)):
            if fault := self.misplaced(str(keys[-1]), names, index):
                view.fault((*keys, index), *fault)
        return tuple(names)

    def misplaced(self, key: str, names: list[str], index: int) -> Refusal | None:
        """Return what is wrong with one name of a list: it is unknown, or no name, or stands there before."""
        name = names[index]
        fault = self.unknown(name)
        if fault and not name.isidentifier():
            return f"{key} takes names of variables", "write the name alone, without an operator"
        if fault is None and name in names[:index]:
            return f"{name} stands here twice", "remove one"
        return fault

    def condition(self, view: View[Any], keys: tuple[str | int, ...], text: str, advice: str = "") -> Atom | None:
        """Read one condition; None with a problem noted where it is none. ``advice`` is added to what to do."""
        try:
            atom = parse(text)
        except NoAtom as fault:
            view.fault(keys, fault.reason, "; ".join(filter(None, (fault.help, advice))))
            return None
        for message, help in self.faults(atom):
            view.fault(keys, message, "; ".join(filter(None, (help, advice))) if help == DECLARE else help)
        return atom

    def faults(self, atom: Atom) -> Iterator[Refusal]:
        """Yield why a condition can never be judged as it stands."""
        fault = self.unknown(atom.name) or (self.unknown(atom.other) if atom.other else None)
        left, right = self.declared.get(atom.name), self.declared.get(atom.other)
        if fault:
            yield fault
        elif left is None or not left.type:
            return
        elif atom.part and not types.has_part(left.type, atom.part):
            yield _no_part(left, atom.part)
        else:
            yield from _operands(atom, left, right)


def _no_part(left: Declared, part: str) -> Refusal:
    known = types.parts(left.type)
    if not known:
        return f"{left.name} has no parts: it is of type {left.type}", "parts belong to url, dsn, origin and email"
    return f"{left.name} has no part {quoted(part)}", did_you_mean(part, known, f"it has {listed(sorted(known), 12)}")


def _operands(atom: Atom, left: Declared, right: Declared | None) -> Iterator[Refusal]:
    kind = "port" if atom.part == "port" else "string" if atom.part else left.type
    if atom.operator in ORDERING and not types.ordered(kind):
        what = f"{atom.name}.{atom.part}" if atom.part else f"{atom.name}, of type {left.type},"
        yield f"{what} has no order", "compare it with = or !="
    elif right is not None and right.type and not atom.part and not comparable(left.type, right.type):
        yield f"{atom.name} is of type {left.type} and {atom.other} of type {right.type}", "compare one type"
    for text in atom.values:
        fault = left.refuse_part(atom.part, text) if atom.part else left.refuse(text)
        if fault:
            yield fault
            return
