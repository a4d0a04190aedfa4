"""``envlint fix``: write whatever docs and template lack, and spell files so that all that load them read the same."""

from __future__ import annotations

from envlint.commands.comparison import compare
from envlint.commands.repair import changes, written
from envlint.commands.respell import spelled
from envlint.commands.survey import open_project, survey
from envlint.core.errors import EnvlintError, LoadErrors

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.commands.contract import Contract
    from envlint.commands.repair import Change
    from envlint.core.request import Outcome, Request

CANNOT_WRITE = 2


def run(request: Request) -> Outcome:
    """Return the files to write, or what would be written.

    Where nothing can be said about docs and template, spelling needs none of that: it is done, and the rest is said.

    Raises:
        EnvlintError: the project cannot be read, or a file that has to be written is no text.
    """
    contract = open_project(request)
    wanted, refusal = _lacking(request, contract)
    found = spelled(request, contract, wanted)
    if refusal is not None and not found.looked_at:
        raise refusal
    answer = written(request, contract.root, found.changes)
    notes = (*answer.notes, *found.notes)
    if refusal is not None:
        notes = (*notes, f"docs and template are left as they are: {refusal}")
    exit_code = CANNOT_WRITE if found.errors else answer.exit_code
    return answer.replace(notes=notes, errors=found.errors, exit_code=exit_code)


def _lacking(request: Request, contract: Contract) -> tuple[tuple[Change, ...], EnvlintError | None]:
    """Return what docs and template lack, or why that cannot be told."""
    try:
        return changes(request, compare(request, survey(request, contract)), ("template", "docs")), None
    except LoadErrors:
        raise
    except EnvlintError as refusal:
        return (), refusal
