"""What a check says (a breach) and what a report holds (a finding)."""

from __future__ import annotations

from envlint.core.record import Record
from envlint.core.severity import ERROR, Severity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.core.location import Location


class Related(Record):
    """Another place that has to do with a finding, and how."""

    label: str
    at: Location


class Edit(Record):
    """Replace ``start`` to ``end`` (offsets in code points) of a file by ``text``."""

    path: str
    start: int
    end: int
    text: str


class Fix(Record):
    """Edits that would remove a finding. ``safety`` is ``safe``, ``unsafe`` or ``show``."""

    edits: tuple[Edit, ...]
    safety: str = "show"
    message: str = ""


class Excerpt(Record):
    """One line of a source as it may be shown: secrets masked, columns of the mark fitting the masked text.

    ``column`` and ``end_column`` count from 1, end exclusive; both 0 = nothing to mark.
    """

    path: str
    line: int
    text: str
    column: int = 0
    end_column: int = 0
    label: str = ""


class Breach(Record):
    """What a check yields: one fault, without severity, tier or code.

    ``label`` stands at the mark under the source line. ``severity`` is given only where faults of one check weigh
    differently (a repeated key with the same value).
    """

    message: str
    at: Location
    variable: str = ""
    label: str = ""
    related: tuple[Related, ...] = ()
    why: str = ""
    help: str = ""
    fix: Fix | None = None
    severity: Severity | None = None


class Finding(Record):
    """A breach with its code, rule, severity and tier. No field ever holds a value that must not be seen.

    ``rule`` is the id people cite, empty where no rule asked. ``fallback`` is what the tier runs with instead.
    ``fingerprint`` stays the same when lines move. ``service`` names the services that it is about, separated by
    commas; it is empty outside of workspaces.
    """

    code: str
    name: str
    message: str
    at: Location
    severity: Severity = ERROR
    rule: str = ""
    variable: str = ""
    tier: str = ""
    label: str = ""
    related: tuple[Related, ...] = ()
    rule_at: Location | None = None
    why: str = ""
    help: str = ""
    fix: Fix | None = None
    fallback: str | None = None
    fingerprint: str = ""
    excerpts: tuple[Excerpt, ...] = ()
    service: str = ""

    @property
    def order(self) -> tuple[object, ...]:
        """By place, code and name: the order of every report."""
        at = self.at
        said = (self.code, self.variable, self.tier, self.message, self.service)
        return (at.path or at.source, at.line, at.column, *said)
