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

    # A check's name, the rule that asked if one did, the breach, and the demand's place where the rule makes several.
    Said = tuple[str, Rule | None, Breach, Place | None]

# What the checks weigh that no rule asked for. All others take the level of the rule, and so of the tier.
OWN_SEVERITY: Final = {
    "unknown-variable": WARNING,
    "malformed-line": ERROR,
    "duplicate-key": ERROR,
    "unterminated-quote": ERROR,
    "text-after-quote": ERROR,
    "readers-disagree": WARNING,
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
    "shadowed-value": WARNING,
    "value-not-a-string": ERROR,
    "repeated-yaml-key": ERROR,
    "swallowed-line": ERROR,
    "refused-by-reader": ERROR,
    "taken-literally": WARNING,
}
# The faults for which a tier that only warns runs with the rule's fallback.
CURED_BY_FALLBACK: Final = frozenset([f"ENV{code}" for code in (*range(101, 108), *range(111, 116), *range(201, 207))])


def attributed(said: Sequence[Said], gate: Gate, locate: Callable[[Place], Location]) -> tuple[Finding, ...]:
    """Return the findings of one tier from what its checks said.

    A value of another tier that a rule forbids already is not said twice.
    """
    forbidden = {breach.variable for name, _, breach, _ in said if name in ("forbidden-value", "conflict")}
    return tuple(
        _finding(each, gate, locate)
        for each in said
        if not (each[0] == "wrong-tier-value" and each[1] is not None and each[1].name in forbidden)
    )


def _finding(said: Said, gate: Gate, locate: Callable[[Place], Location]) -> Finding:
    name, rule, breach, demanded = said
    code = CODES[name]
    severity = breach.severity or _severity(name, rule, gate)
    place = demanded or (rule.place if rule else None)
    return Finding(
        code,
        name,
        breach.message,
        breach.at,
        severity=severity,
        rule=rule.cited if rule else "",
        variable=breach.variable or (rule.name if rule else ""),
        tier=gate.tier.name if rule or name == "unknown-variable" else "",
        label=breach.label,
        related=breach.related,
        rule_at=locate(place) if place and place.path else None,
        why=breach.why or (rule.why if rule else ""),
        help=breach.help,
        fix=breach.fix,
        fallback=rule.fallback if rule and severity == WARNING and code in CURED_BY_FALLBACK else None,
    )


def _severity(name: str, rule: Rule | None, gate: Gate) -> Severity:
    if rule is None:
        return OWN_SEVERITY.get(name, gate.tier.level)
    if name == "deprecated-variable" and not rule.level_stated:
        return WARNING
    return rule.level
