"""ENV508: the environment does not fit the rows that the database has."""

from __future__ import annotations

from envlint.checks.conditions import ORDERING, equals
from envlint.checks.database.names import clipped
from envlint.checks.database.rows import LONGEST_LIST, counted, of_column
from envlint.checks.database.supposed import Supposed
from envlint.checks.demands.subject import DemandSubject
from envlint.checks.shown import assigned, shown
from envlint.checks.wording import counterpart, listed
from envlint.core.finding import Breach
from envlint.core.severity import OFF, WARNING
from envlint.types import Malformed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from envlint.checks.database.subject import Database, Tally
    from envlint.checks.subjects import View
    from envlint.core.rule import Atom, Rule


def judge(subject: Database) -> Iterator[Breach]:
    """Yield a breach for each value of a column whose rows the environment does not fit, and for rows of no value."""
    view = subject.view
    if subject.live is None or view is None:
        return
    for tally in subject.live.tallies:
        rule = view.rule(tally.variable)
        if rule is None or rule.level is OFF:
            continue
        if tally.refused and not _is_missed(subject, tally.column):
            yield _not_counted(rule, view, tally)
        if tally.other:
            yield _not_allowed(rule, view, tally)
        counted_rows = [(value, rows) for value, rows in tally.rows if value is not None and rows]
        for value, rows in (*counted_rows, *_to_come(rule, view, tally)):
            yield from _Rows(rule, view, tally, value, rows).breaches()


def _to_come(rule: Rule, view: View, tally: Tally) -> Iterator[tuple[str, int]]:
    """Yield the value that new rows will have, where none has it yet."""
    value = view.effective(rule.name)
    if value in rule.values and not tally.refused and not any(value == each and rows for each, rows in tally.rows):
        yield value, 0


class _Rows:
    """The rows of a column that have one value of a variable, held against the environment."""

    def __init__(self, rule: Rule, view: View, tally: Tally, value: str, rows: int) -> None:
        self.rule = rule
        self.view = view
        self.column = tally.column
        self.value = value
        self.rows = rows
        self.said = counted(rule, tally.column, value, rows, least=bool(tally.refused)) + ("" if rows else " yet")

    def breaches(self) -> Iterator[Breach]:
        """Yield what the rows need and have not, what cannot be seen of that; else that the environment left them."""
        demands, found = list(self._demands()), False
        for owner, subject in demands:
            atoms = _unmet(subject) if subject.made else [(atom, True) for atom in subject.demand.atoms]
            missing = [atom for atom, unseen in atoms if not unseen]
            if missing:
                yield self._missing(owner, missing)
            elif atoms:
                yield self._undecided([atom for atom, _ in atoms])
            found = found or bool(atoms)
        if not found and self._left(needed=bool(demands)):
            yield self._other_value([atom for _, subject in demands for atom in subject.demand.atoms])

    def _demands(self) -> Iterator[tuple[Rule, DemandSubject]]:
        """Yield what is required, or may be, of an environment in which the variable has the value of the rows."""
        supposed, plan = Supposed(self.view, self.rule.name, self.value), self.view.plan
        for owner in (*plan.variables.values(), *plan.groups):
            for demand in owner.demands if owner.level is not OFF else ():
                if demand.kind == "requires" and any(_names_a_value(atom, self.rule.name) for atom in demand.when):
                    subject = DemandSubject(owner, demand, supposed)
                    if subject.made is not False:
                        yield owner, subject

    @property
    def _same(self) -> bool:
        """Whether the environment has the value of the rows."""
        name, rule = self.rule.name, self.rule
        text, value = self.view.effective(name), self.view.parsed(name)
        known = text is not None and value is not None and not isinstance(value, Malformed)
        return known and equals(text or "", value, rule.type, (self.value,), rule)

    def _left(self, *, needed: bool) -> bool:
        """Whether the environment no longer has a value that it had when the rows were written.

        Rows with the default, of which nothing is required, are where every change begins.
        """
        unknown = self.view.is_hidden(self.rule.name) or self.view.effective(self.rule.name) is None
        return not unknown and not self._same and (needed or self.rule.default not in (None, self.value))

    @property
    def _environment(self) -> str:
        """What the environment says, before the rows are spoken of."""
        name, view = self.rule.name, self.view
        if view.is_hidden(name):
            return f"{name} cannot be seen"
        text = view.effective(name)
        if text is None:
            return f"{name} is not set"
        said = assigned(self.rule, text)
        said = said if "=" in said else f"{said} has another value"
        return said if view.binding(name) is not None else f"{said} by default"

    def _missing(self, owner: Rule, missing: list[Atom]) -> Breach:
        wanted = _texts(missing)
        name = self.rule.name
        message = f"{self._environment}, and {self.said}, which requires {wanted}"
        if self._same:
            message = f"{assigned(self.rule, self.value)} requires {wanted}, and {self.said}"
        return Breach(
            message,
            self.view.at(name),
            variable=name,
            label="this ...",
            related=tuple(each for atom in missing for each in counterpart(atom, self.view)),
            why=owner.why,
            help=self._mended(missing),
            severity=owner.level,
        )

    def _mended(self, missing: list[Atom]) -> str:
        rule = self.rule
        if self._same and not self.rows:
            back = f", or {rule.name}={rule.default}" if rule.default is not None and not rule.is_secret else ""
            return f"{_set(missing)}{back}"
        return f"{_set(missing)}; or bring these rows to another value first"

    def _undecided(self, unseen: list[Atom]) -> Breach:
        return Breach(
            f"{self.said}, and whether what that requires holds cannot be decided: {_texts(unseen)}",
            self.view.at(self.rule.name),
            variable=self.rule.name,
            help="give envlint a source that shows what it takes to decide it",
            severity=min(self.rule.level, WARNING),
        )

    def _other_value(self, needed: list[Atom]) -> Breach:
        needs = f"leave {_texts(needed)} until no row needs it; " if needed else ""
        seen = shown(self.rule, self.value)
        back = f", or set {self.rule.name}={seen}" if seen is not None else ""
        return Breach(
            f"{self._environment}, and {self.said}",
            self.view.at(self.rule.name),
            variable=self.rule.name,
            label="the rows have another value",
            help=f"{needs}bring these rows to the environment's value{back}",
            severity=min(self.rule.level, WARNING),
        )


def _names_a_value(atom: Atom, name: str) -> bool:
    """Whether a condition is on the value of a variable, and not only on whether it is set."""
    return atom.name == name and atom.operator in ("=", "!=") and not (atom.part or atom.other)


def _unmet(subject: DemandSubject) -> list[tuple[Atom, bool]]:
    """Return the atoms that do not hold, each with whether that is only because it cannot be seen."""
    view, unmet = subject.view, []
    for atom, holds in subject.verdicts:
        if not holds and not (holds is None and (atom.operator in ORDERING or atom.other)):
            unmet.append((atom, holds is None and bool(view.why_unseen(atom.name))))
    return unmet


def _texts(atoms: Iterable[Atom]) -> str:
    return listed([atom.text for atom in atoms])


def _set(atoms: list[Atom]) -> str:
    """Return what makes atoms hold."""
    plain = all(each.operator in ("=", "set") and not each.part and len(each.values) < 2 for each in atoms)
    return f"{'set' if plain else 'see to it that'} {_texts(atoms)}{'' if plain else ' holds'}"


def _is_missed(subject: Database, column: str) -> bool:
    """Whether the server lacks a column that the migrations make: ENV507 says so."""
    table, _, name = column.rpartition(".")
    made = subject.history.catalogue.tables.get(table)
    there = subject.live.catalogue.tables.get(table) if subject.live else None
    return made is not None and name in made.columns and (there is None or name not in there.columns)


def _not_counted(rule: Rule, view: View, tally: Tally) -> Breach:
    rows = f"rows of {clipped(tally.column)} were"
    return Breach(
        f"not all {rows} counted: {tally.refused}" if tally.rows else f"{rows} not counted: {tally.refused}",
        view.at(rule.name),
        variable=rule.name,
        help=f"let the role of the connection read the column, or mend what ties {rule.name} to it",
        severity=min(rule.level, WARNING),
    )


def _not_allowed(rule: Rule, view: View, tally: Tally) -> Breach:
    values = [value for value in rule.values if shown(rule, value) is not None]
    allowed = f": {', '.join(values)}" if values == list(rule.values) and 0 < len(values) <= LONGEST_LIST else ""
    return Breach(
        f"{of_column(tally.column, tally.other)} something that {rule.name} may not be",
        view.at(rule.name),
        variable=rule.name,
        label="its rule allows others" if not allowed else f"its rule allows{allowed[1:]}",
        help="mend these rows, or allow their value in the rule; envlint does not show what a row says",
    )
