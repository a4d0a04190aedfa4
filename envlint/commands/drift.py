"""``envlint drift``: hold rules, template, docs, code, manifests and SQL against each other."""

from __future__ import annotations

from envlint.commands.comparison import compare, report
from envlint.commands.survey import survey
from envlint.core.request import Outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.core.request import Request


def run(request: Request) -> Outcome:
    """Return the report on the project of PATH.

    Raises:
        EnvlintError: PATH is not there, or settings, rules or baseline cannot be read.
    """
    result = report(request, compare(request, survey(request)))
    return Outcome(result, exit_code=result.exit_code)
