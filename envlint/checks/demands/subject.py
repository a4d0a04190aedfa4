"""What the checks of demands look at: one demand of a rule, and what its conditions come to."""

from __future__ import annotations

from envlint.checks.conditions import asked, holds, required

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.checks.subjects import View
    from envlint.core.rule import Demand, Rule


class DemandSubject:
    """One demand of a rule on several variables, with what its conditions come to: several checks ask.

    ``made`` says whether the demand is made at all, ``verdicts`` pairs each of its atoms with whether it holds (of what
    is forbidden or conflicts, one item of a list is enough); None where that cannot be decided. What cannot be seen,
    and need not be, decides nothing: it fulfils what is required, and is not what is forbidden.
    """

    __slots__ = ("demand", "made", "rule", "verdicts", "view")

    def __init__(self, rule: Rule, demand: Demand, view: View) -> None:
        self.rule = rule
        self.demand = demand
        self.view = view
        self.made = asked(rule, demand, view)
        one_is_enough = demand.kind in ("forbid", "conflicts")
        atoms = demand.atoms if self.made else ()
        self.verdicts = [
            (atom, required(atom, view) if demand.kind == "requires" else holds(atom, view, any_item=one_is_enough))
            for atom in atoms
        ]

    @property
    def met(self) -> bool | None:
        """Whether all is well at first sight: atoms hold as they should, a group is set as it should be.

        None for a group of which too much cannot be seen.
        """
        demand = self.demand
        if demand.atoms or not demand.names:
            wanted = demand.kind == "requires"
            return all(verdict is wanted for _, verdict in self.verdicts)
        return self._all_differ() if demand.kind == "differs_from" else self._enough()

    def _all_differ(self) -> bool | None:
        demand, view = self.demand, self.view
        names = (self.rule.name, *demand.names) if self.rule.name else demand.names
        there = [binding.value.raw for name in names if (binding := view.binding(name)) is not None]
        if len(set(there)) < len(there):
            return False
        return None if self.hidden and len(there) + len(self.hidden) > 1 else True

    def _enough(self) -> bool | None:
        """Return whether as many of a group are set as must be, whatever those are that cannot be seen."""
        demand, view = self.demand, self.view
        least = sum(view.is_set(name) for name in demand.names)
        counts = range(least, least + len(self.hidden) + 1)
        enough = {"all_or_none": (0, len(demand.names)), "one_of": (1,)}.get(demand.kind)
        verdicts = {count in enough if enough else count > 0 for count in counts}
        if len(verdicts) == 1:
            return verdicts.pop()
        return True if all(view.names_only(name) for name in self.hidden) else None

    @property
    def hidden(self) -> list[str]:
        """The variables of a group that may be set or not, for all that can be seen."""
        view, demand = self.view, self.demand
        names = (self.rule.name, *demand.names) if demand.kind == "differs_from" and self.rule.name else demand.names
        return [name for name in names if view.why_unseen(name) and not view.is_set(name)]
