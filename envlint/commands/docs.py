"""``envlint docs``: write the generated sections of the docs, and the variables that they lack."""

from __future__ import annotations

from envlint.commands.comparison import compare
from envlint.commands.repair import changes, outcome
from envlint.commands.survey import survey

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.core.request import Outcome, Request


def run(request: Request) -> Outcome:
    """Return the files to write, or what would be written.

    Raises:
        EnvlintError: the project cannot be read, or a file that has to be written is no text.
    """
    seen = survey(request)
    return outcome(request, seen, changes(request, compare(request, seen), ("docs",)))
