"""What the commands about one environment share: there is one tier, and its fallbacks are said aloud."""

from __future__ import annotations

from envlint.core.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from envlint.analysis.effective import Effective
    from envlint.commands.gate import Judged, Sight
    from envlint.core.report import Report


def only(sight: Sight) -> Judged:
    """Return the one environment that was judged.

    Raises:
        UsageError: the settings name several tiers and none was chosen.
    """
    if len(sight.judged) != 1:
        names = ", ".join(judged.target.tier.name for judged in sight.judged)
        raise UsageError("this needs one tier", help=f"choose one with --env: {names}")
    return sight.judged[0]


def replaced(variables: Iterable[Effective], tier: str) -> tuple[str, ...]:
    """Return a line for each fallback that stands in for a refused value."""
    return tuple(
        f"{tier} runs with {variable.name}={variable.value.raw}, its fallback"
        for variable in variables
        if variable.origin == "fallback"
    )


def unseen(variables: Iterable[Effective]) -> tuple[str, ...]:
    """Return a line for each variable whose value cannot be seen, and so cannot be handed on."""
    return tuple(f"{each.name} is set to what cannot be seen: {each.unseen}" for each in variables if each.unseen)


def refusal(report: Report) -> tuple[str, ...]:
    """Return a line that counts what keeps the environment from passing, if anything does."""
    if not report.exit_code:
        return ()
    blocking = [finding for finding in report.findings if finding.severity >= report.fail_on]
    count = f"{len(blocking)} finding{'' if len(blocking) == 1 else 's'}"
    return (f"the environment does not pass: {count}; `envlint check` shows them",)
