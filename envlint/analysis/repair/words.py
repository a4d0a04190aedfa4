"""What a rule demands, in the words of a table: one text for each demand."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

    from envlint.core.rule import Atom, Demand, Rule

OF_A_GROUP: Final = {
    "all_or_none": "all or none are set",
    "one_of": "exactly one is set",
    "any_of": "at least one is set",
}


def demands(rule: Rule) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the variables that each demand is about, and the demand."""
    own = (rule.name,)
    if rule.required:
        yield own, "is set"
    if rule.name:
        yield from ((own, text) for text in _of_value(rule))
    for demand in rule.demands:
        about = own if rule.name else tuple(dict.fromkeys(_names(demand)))
        yield from ((about, _conditional(rule, demand, text)) for text in _of_several(rule, demand))


def code(text: str) -> str:
    """Return a text as it stands in a code span of a table's cell."""
    return f"`{text.replace('|', chr(92) + '|')}`"


def listed(texts: Iterable[str], last: str = "and") -> str:
    """Return ``a``, ``a and b``, ``a, b and c``."""
    *rest, final = texts
    return f"{', '.join(rest)} {last} {final}" if rest else final


def _of_value(rule: Rule) -> Iterator[str]:
    spec = rule.spec
    if rule.type == "secret":
        length = f"has at least {spec['min_length']} characters and " if spec.get("min_length") else ""
        yield f"{length}is no placeholder"
    if rule.values:
        yield f"is {listed(map(code, rule.values), 'or')}"
    if spec.get("schemes"):
        yield f"has the scheme {listed(map(code, spec['schemes']), 'or')}"
    bounds = [f"at {word} {code(str(spec[key]))}" for key, word in (("min", "least"), ("max", "most")) if key in spec]
    if bounds:
        yield f"is {listed(bounds)}"
    if spec.get("pattern"):
        yield f"matches {code(spec['pattern'])}"


def _of_several(rule: Rule, demand: Demand) -> Iterator[str]:
    if demand.kind in OF_A_GROUP:
        yield OF_A_GROUP[demand.kind]
    elif demand.kind == "differs_from":
        names = [name for name in demand.names if name != rule.name]
        yield f"differs from {listed(map(code, names))}" if rule.name else "all differ"
    elif demand.kind == "requires":
        yield _required(rule, demand)
    elif demand.elsewhere:
        yield f"is the same as {code(':'.join(demand.elsewhere))}"
    else:
        yield from (f"not {code(text)}" for text in (*demand.literals, *(atom.text for atom in demand.atoms)))


def _required(rule: Rule, demand: Demand) -> str:
    atoms = demand.atoms
    if not demand.when and len(atoms) == 1 and _has_part(rule, atoms[0]):
        return f"has a {atoms[0].part}"
    return listed([code(atom.text) for atom in atoms]) if atoms else "nothing"


def _has_part(rule: Rule, atom: Atom) -> bool:
    return atom.operator == "set" and bool(atom.part) and atom.name == rule.name


def _conditional(rule: Rule, demand: Demand, text: str) -> str:
    """Return a demand with the condition under which it is asked."""
    if not demand.when:
        return text
    own = [value for atom in demand.when if atom.name == rule.name for value in atom.values]
    condition = listed(map(code, own), "or") if own else listed([code(atom.text) for atom in demand.when])
    return f"{condition} needs {text}" if demand.kind == "requires" else f"with {condition}: {text}"


def _names(demand: Demand) -> Iterator[str]:
    yield from demand.names
    for atom in (*demand.when, *demand.atoms):
        yield from (name for name in (atom.name, atom.other) if name)
