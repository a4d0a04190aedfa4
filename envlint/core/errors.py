"""What envlint raises when it cannot judge. The command line prints it on stderr and exits 2."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from envlint.core.finding import Finding
    from envlint.core.location import Location


class EnvlintError(Exception):
    """An expected failure: a message without values, its place if it has one, and what to do."""

    def __init__(self, message: str, *, at: Location | None = None, help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.at = at
        self.help = help

    def __str__(self) -> str:
        place = f"{self.at}: " if self.at else ""
        return f"{place}{self.message}" + (f" ({self.help})" if self.help else "")


class UsageError(EnvlintError):
    """The command line itself is wrong: no report is written, whatever the format."""


class LoadErrors(EnvlintError):
    """Everything that is wrong with the rule files or settings, or with envlint itself, at once."""

    def __init__(self, errors: Sequence[EnvlintError]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = tuple(errors)


class EnvironmentRefused(EnvlintError):
    """``envlint.load`` found faults at error level; ``findings`` holds all of them, ``str()`` lists them."""

    def __init__(self, message: str, findings: Sequence[Finding]) -> None:
        super().__init__(message)
        self.findings = tuple(findings)
