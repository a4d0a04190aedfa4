"""Hold migrations and a running database against what they must be. Each check is asked once, and heard out."""

from __future__ import annotations

from envlint import checks
from envlint.analysis.check import Heard
from envlint.checks.database import CODES, OF_MIGRATIONS, OF_SERVER
from envlint.checks.database.invariants.verdict import Verdict
from envlint.checks.database.subject import Held
from envlint.core.errors import EnvlintError, LoadErrors
from envlint.core.finding import Finding
from envlint.core.severity import ERROR, INFO, OFF, WARNING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Final

    from envlint.checks.database.subject import Database
    from envlint.core.bug import Bug
    from envlint.core.finding import Breach
    from envlint.core.invariant import Invariant
    from envlint.core.location import Location
    from envlint.core.rule import Place, Rule
    from envlint.core.severity import Severity

INVARIANT: Final = "invariant-broken"
BUILT_IN: Final = "invariants.built-in"
UNUSED: Final = "ENV905"
OWN_SEVERITY: Final = {
    "missing-rollback": WARNING,
    "rollback-leaves-behind": ERROR,
    "unguarded-rollback": ERROR,
    "duplicate-migration-number": ERROR,
    "unsupported-statement": WARNING,
    "live-schema-differs": ERROR,
    "rollback-not-safe-now": INFO,
}


def schema(databases: Sequence[Database], locate: Callable[[Place], Location]) -> Heard:
    """Return every finding about some databases. ``locate`` finds a rule's line in its file.

    Raises:
        LoadErrors: what invariants demand cannot be read as SQL.
    """
    hearing = _Hearing(locate)
    for database in databases:
        hearing.of(database)
    for invariant in dict.fromkeys(each for database in databases for each in database.invariants):
        hearing.of_invariant(invariant, databases)
    if hearing.refused:
        raise LoadErrors(hearing.refused)
    return Heard(tuple(hearing.findings), tuple(hearing.faults), tuple(dict.fromkeys(hearing.undecided)))


class _Hearing:
    """Asks every check. Where one breaks, the fault is kept and the rest asked all the same."""

    def __init__(self, locate: Callable[[Place], Location]) -> None:
        self.locate = locate
        self.findings: list[Finding] = []
        self.faults: list[Bug] = []
        self.refused: list[EnvlintError] = []
        self.undecided: list[str] = []

    def of(self, database: Database) -> None:
        """Ask what needs no invariant; what a server says only where one was asked."""
        for name in (*OF_MIGRATIONS, *(OF_SERVER if database.live else ())):
            if name != INVARIANT:
                self._ask(name, database, None, database)
        self._ask(INVARIANT, database, None, database, BUILT_IN)

    def of_invariant(self, invariant: Invariant, databases: Sequence[Database]) -> None:
        """Ask whether all that an invariant speaks of is as it must be."""
        if invariant.level is OFF:
            return
        held = Held(invariant, tuple(databases), self.locate)
        self._ask(INVARIANT, held, invariant, databases[0])
        self._attempt(lambda: self._remarks(held))

    def _remarks(self, held: Held) -> None:
        """Note what an invariant could not judge, and which of its exceptions are idle."""
        verdict = Verdict(held)
        self.undecided += verdict.undecided
        for pattern, at in verdict.idle:
            message = f"the exception for {pattern} excepts nothing"
            help = "take it out of `except`"
            self.findings.append(
                Finding(UNUSED, "unused-suppression", message, at, severity=WARNING, rule=held.invariant.id, help=help)
            )

    def _ask(
        self, name: str, subject: object, invariant: Invariant | None, database: Database, module: str = ""
    ) -> None:
        """Hear one check out. Every check is called here and nowhere else."""

        def hear() -> None:
            for breach in checks.load("database", module or name).judge(subject):
                rule = invariant or next((rule for rule in database.rules if rule.name == breach.variable), None)
                self.findings.append(self._finding(name, breach, rule))

        self._attempt(hear)

    def _attempt(self, hear: Callable[[], None]) -> None:
        try:
            hear()
        except EnvlintError as error:
            if str(error) not in map(str, self.refused):
                self.refused.append(error)
        except Exception as fault:  # noqa: BLE001  a check that breaks must not silence the others
            from envlint.core.bug import Bug

            self.faults.append(Bug(fault))

    def _finding(self, name: str, breach: Breach, asked: Invariant | Rule | None) -> Finding:
        severity = breach.severity or _severity(name, asked)
        return Finding(
            CODES[name],
            name,
            breach.message,
            breach.at,
            severity=severity,
            rule=_cited(asked),
            variable=breach.variable,
            label=breach.label,
            related=breach.related,
            rule_at=self.locate(asked.place) if asked and asked.place.path else None,
            why=breach.why or (asked.why if asked else ""),
            help=breach.help,
        )


def _severity(name: str, asked: Invariant | Rule | None) -> Severity:
    own = OWN_SEVERITY.get(name)
    return own if own is not None else asked.level if asked else ERROR


def _cited(asked: Invariant | Rule | None) -> str:
    return "" if asked is None else asked.id or getattr(asked, "name", "")
