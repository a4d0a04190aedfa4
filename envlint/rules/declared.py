"""The variables that the rule files declare, as conditions see them: which names there are, and what they can be."""

from __future__ import annotations

from envlint import types
from envlint.core.record import Record
from envlint.rules.model import Variable
from envlint.rules.options import of_type
from envlint.rules.problem import did_you_mean, listed, quoted
from envlint.rules.refusal import refusal
from envlint.rules.scalars import allowed
from envlint.rules.view import View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from envlint.core.rule import Place
    from envlint.rules.document import Entry
    from envlint.rules.refusal import Refusal


class Declared(Record):
    """One variable. ``type`` is empty where it is not known; ``values`` are those of all tiers."""

    name: str
    place: Place
    type: str = ""
    values: tuple[str, ...] = ()
    spec: dict[str, Any] = {}  # noqa: RUF012  frozen by convention
    secret: bool = False

    def refuse(self, text: str, *, said: str = "the value on the right") -> Refusal | None:
        """Return why no value of this variable, of a list no item, can equal a text, as ``refusal`` does."""
        container, inner = types.split(self.type)
        compared = inner if container == "list" else self.type
        return refusal(compared, text, self.spec, self.values, said=said) if compared else None

    def refuse_part(self, part: str, text: str) -> Refusal | None:
        """Return why a part of this variable can never equal a text."""
        schemes = [scheme.lower() for scheme in self.spec.get("schemes", ())]
        if part == "scheme" and schemes and text.lower() not in schemes:
            help = did_you_mean(text, schemes, f"it has {listed(schemes)}")
            return f"{quoted(text)} is not one of the schemes of {self.name}", help
        if part == "port":
            return refusal("port", text, {})
        return None


def declarations(entries: Iterable[Entry], dialect: Mapping[str, str]) -> dict[str, Declared]:
    """Return all declared variables by name; the first table of a name counts."""
    found: dict[str, Declared] = {}
    for entry in entries:
        if entry.name and entry.name not in found:
            found[entry.name] = _declared(entry, dialect)
    return found


def _declared(entry: Entry, dialect: Mapping[str, str]) -> Declared:
    view = View(entry, Variable)
    values = dict.fromkeys(allowed(view.stated.values))
    for override in entry.table.get("in", {}).values():
        values |= dict.fromkeys(allowed(override.get("values", ())))
    type_name = view.stated.type or ("enum" if values else "string")
    if "type" in entry.misfits or not types.known(type_name):
        return Declared(entry.name, entry.place)
    return Declared(entry.name, entry.place, type_name, tuple(values), of_type(view, type_name, dialect))
