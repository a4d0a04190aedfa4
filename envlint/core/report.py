"""The result of a command: what was looked at and what was found."""

from __future__ import annotations

from envlint.core.record import Record
from envlint.core.severity import ERROR, OFF, WORDS, Severity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.core.declaration import Variable
    from envlint.core.errors import EnvlintError
    from envlint.core.finding import Finding
    from envlint.core.server import Server, Tried


class LookedAt(Record):
    """``sources`` pairs each label with its number of variables; ``not_covered`` names what could not be looked at.

    ``read_as`` pairs labels of files with the name of the loader whose reading was judged, where one is known.
    """

    sources: tuple[tuple[str, int], ...] = ()
    rules: int = 0
    files: int = 0
    not_covered: tuple[str, ...] = ()
    read_as: tuple[tuple[str, str], ...] = ()


class Cell(Record):
    """What was found in one service for one tier. ``service`` is empty for what belongs to no service.

    ``verdict`` is ``clean``, ``findings``, ``none`` (could not be judged) or ``absent`` (there is nothing to judge).
    ``label`` names what was looked at.
    """

    service: str
    tier: str
    verdict: str
    error: int = 0
    warning: int = 0
    info: int = 0
    label: str = ""


class Report(Record):
    """What every reporter renders. Findings are sorted and unique.

    ``tier`` is empty when several were judged. ``errors`` are reasons why envlint could not judge; with any of them,
    or with a finding of ENV901 to ENV904, the verdict is ``none`` and the exit code 2 whatever else was found.
    ``variables`` are those that ``drift`` compared, by name; None for every other command. ``matrix`` has a cell for
    each service and tier of a workspace, service by service; None where no services were judged. ``server`` is what a
    running database said of itself, ``tried`` what was run in a scratch database; None where none was asked for.
    """

    command: str
    findings: tuple[Finding, ...] = ()
    looked_at: LookedAt = LookedAt()
    tier: str = ""
    tiers: tuple[str, ...] = ()
    suppressed: int = 0
    baselined: int = 0
    errors: tuple[EnvlintError, ...] = ()
    fail_on: Severity = ERROR
    variables: tuple[Variable, ...] | None = None
    matrix: tuple[Cell, ...] | None = None
    server: Server | None = None
    tried: Tried | None = None

    @property
    def could_not_judge(self) -> bool:
        """Whether something kept envlint from looking."""
        return bool(self.errors) or any("ENV900" < finding.code < "ENV905" for finding in self.findings)

    @property
    def verdict(self) -> str:
        """``none``, ``findings`` or ``clean``."""
        if self.could_not_judge:
            return "none"
        return "findings" if self.findings else "clean"

    @property
    def exit_code(self) -> int:
        """0 clean, 1 findings at or above ``fail_on``, 2 could not judge."""
        if self.could_not_judge:
            return 2
        return int(any(finding.severity >= self.fail_on for finding in self.findings))

    def count(self, severity: Severity) -> int:
        """Return how many findings have this severity."""
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def summary(self) -> dict[str, int]:
        """Counts by the words of the JSON report."""
        counts = {word: self.count(level) for word, level in reversed(WORDS.items()) if level is not OFF}
        return {**counts, "suppressed": self.suppressed, "baselined": self.baselined}
