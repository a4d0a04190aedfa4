"""Turn what checks say into findings: code, rule, severity by rule and tier, fallback."""

from __future__ import annotations

from envlint.checks.catalogue import CODES
from envlint.core.finding import Finding
from envlint.core.severity import ERROR, WARNING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Final

    from envlint.checks.subjects import Gate
    from envlint.core.finding import Breach
    from envlint.core.location import Location
    from envlint.core.rule import Place, Rule
    from envlint.core.severity import Severity

# What the checks weigh that no rule asked for. All others take the level of the rule, and so of the tier.
OWN_SEVERITY: Final = {
    "unknown-variable": WARNING,
    "malformed-line": ERROR,
    "duplicate-key": ERROR,
    "unterminated-quote": ERROR,
    "text-after-quote": ERROR,
    "undefined-reference": WARNING,
    "reference-cycle": ERROR,
    "command-substitution": ERROR,
    "unexportable-name": WARNING,
    "names-differ-in-case-only": WARNING,
    "encoding": ERROR,
    "line-endings": WARNING,
    "conflict-marker": ERROR,
    "dangerous-name": WARNING,
    "file-permissions": WARNING,
    "tracked-secret-file": WARNING,
}
# The faults for which a tier that only warns runs with the rule's fallback.
CURED_BY_FALLBACK: Final = frozenset([f"ENV{code}" for code in (*range(101, 108), *range(111, 116), *range(201, 207))])


def attributed(
    said: Sequence[tuple[str, Rule | None, Breach]], gate: Gate, locate: Callable[[Place], Location]
) -> tuple[Finding, ...]:
    """Return the findings of one tier from the breaches with their checks and rules.

    A value of another tier that a rule forbids already is not said twice.
    """
    clerk = _Clerk(gate, locate)
    forbidden = {breach.variable for name, _, breach in said if name in ("forbidden-value", "conflict")}
    return tuple(
        clerk.finding(name, rule, breach)
        for name, rule, breach in said
        if not (name == "wrong-tier-value" and rule is not None and rule.name in forbidden)
    )


class _Clerk:
    """Knows the tier, and where rules stand."""

    def __init__(self, gate: Gate, locate: Callable[[Place], Location]) -> None:
        self._gate = gate
        self._locate = locate

    def finding(self, name: str, rule: Rule | None, breach: Breach) -> Finding:
        """Return the finding that a breach is."""
        code = CODES[name]
        severity = breach.severity or self._severity(name, rule)
        variable = breach.variable or (rule.name if rule else "")
        related = tuple(breach.related)
        return Finding(
            code,
            name,
            breach.message,
            breach.at,
            severity=severity,
            rule=rule.cited if rule else "",
            variable=variable,
            tier=self._gate.tier.name if rule or name == "unknown-variable" else "",
            label=breach.label,
            related=related,
            rule_at=self._rule_at(rule, breach),
            why=breach.why or (rule.why if rule else ""),
            help=breach.help,
            fix=breach.fix,
            fallback=rule.fallback if rule and severity == WARNING and code in CURED_BY_FALLBACK else None,
        )

    def _severity(self, name: str, rule: Rule | None) -> Severity:
        if rule is None:
            return OWN_SEVERITY.get(name, self._gate.tier.level)
        if name == "deprecated-variable" and not rule.level_stated:
            return WARNING
        return rule.level

    def _rule_at(self, rule: Rule | None, breach: Breach) -> Location | None:
        if breach.places:
            return self._locate(breach.places[-1][1])
        return self._locate(rule.place) if rule and rule.place.path else None
