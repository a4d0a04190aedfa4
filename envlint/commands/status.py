"""``envlint status``: is each declared variable set, from where, is it valid? No values: safe to show to anybody."""

from __future__ import annotations

from envlint.commands.contract import open_contract
from envlint.commands.gate import judge
from envlint.commands.report import report
from envlint.commands.single import only
from envlint.core.escape import inert, printable
from envlint.core.record import Record
from envlint.core.request import Outcome
from envlint.core.severity import WARNING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

    from envlint.commands.gate import Judged
    from envlint.core.finding import Finding
    from envlint.core.request import Request
    from envlint.core.rule import Demand

COLUMNS: Final = ("variable", "set", "from", "valid", "required", "rules")


class State(Record):
    """What may be said of one variable without its value.

    ``set`` is None where that cannot be seen, ``valid`` where there is nothing to judge, or nothing to be seen.
    """

    name: str
    set: bool | None
    origin: str
    valid: bool | None
    required: bool
    rules: tuple[str, ...]


def run(request: Request) -> Outcome:
    """Return a table, or JSON, of every declared variable."""
    contract = open_contract(request)
    sight = judge(request, contract)
    judged = only(sight)
    result = report(request, contract, sight)
    states = [state(name, judged, result.findings) for name in sorted(judged.plan.variables)]
    form = (request.formats or ("text",))[0].partition(":")[0]
    lines = as_json(states) if form == "json" else as_table(states)
    return Outcome(lines=tuple(lines), notes=sight.notes, exit_code=result.exit_code)


def state(name: str, judged: Judged, findings: Iterable[Finding]) -> State:
    """Return the state of one declared variable."""
    rule, binding = judged.plan.variables[name], judged.environment.get(name)
    hidden = judged.environment.why_unseen(name)
    is_set = binding is not None and bool(binding.value.raw or rule.empty_ok or hidden)
    faults = [f for f in findings if f.variable == name and f.rule and f.severity >= WARNING]
    origin = binding.source.label if binding is not None and is_set else "default" if rule.default is not None else ""
    others = (*judged.plan.variables.values(), *judged.plan.groups)
    speaking = [rule, *(other for other in others if other is not rule and _speaks_of(other.demands, name))]
    return State(
        name,
        None if hidden and binding is None else is_set,
        origin,
        not any(fault.code != "ENV109" for fault in faults) if (origin and not hidden) or faults else None,
        rule.required,
        tuple(each.cited for each in speaking),
    )


def _speaks_of(demands: Iterable[Demand], name: str) -> bool:
    return any(
        name in demand.names or any(name in (atom.name, atom.other) for atom in (*demand.atoms, *demand.when))
        for demand in demands
    )


def as_json(states: Iterable[State]) -> list[str]:
    """Return the states as a JSON document."""
    from envlint.reporters.document import written

    listed = [
        {
            "name": each.name,
            "set": each.set,
            "from": each.origin or None,
            "valid": each.valid,
            "required": each.required,
            "rule": list(each.rules),
        }
        for each in states
    ]
    return list(written({"version": 1, "command": "status", "variables": listed}))


def as_table(states: Iterable[State]) -> list[str]:
    """Return the states as an aligned table."""
    rows = [COLUMNS]
    for each in states:
        valid = {True: "yes", False: "NO", None: "-"}[each.valid]
        required = "yes" if each.required else "no"
        is_set = {True: "yes", False: "no", None: "?"}[each.set]
        rows.append((each.name, is_set, each.origin or "-", valid, required, " ".join(each.rules)))
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return [inert(printable(line)) for line in lines]
