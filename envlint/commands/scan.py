"""``envlint scan``: which variables the code reads, where, how, with which default. Needs no settings."""

from __future__ import annotations

from envlint.commands.gathering import Gathering
from envlint.commands.survey import code_alone, open_project, within
from envlint.core.errors import EnvlintError, LoadErrors
from envlint.core.request import Outcome
from envlint.inventories.tree import listing
from envlint.reporters import reads

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.core.declaration import Inventory
    from envlint.core.request import Request

CANNOT_JUDGE: Final = 2


def run(request: Request) -> Outcome:
    """Return what is read below PATH, as a table or as JSON, and what kept it from being all.

    Raises:
        EnvlintError: PATH is not there, or there is no file to scan.
        LoadErrors: nothing could be read, or the settings are wrong.
    """
    contract = open_project(request)
    gathering = Gathering(request.progress)
    tree = listing(contract.root, contract.found.base)
    read = code_alone(tree, contract, gathering)
    gathering.look(tree)
    folder = within(request, contract)
    read = _below(read, folder)
    errors = (*gathering.faults, *_unread(gathering, folder))
    if errors and not read.files:
        raise LoadErrors(errors)
    if not read.files:
        raise EnvlintError(
            "no file was scanned: there is no code in a language that envlint reads", help=_left(read, len(tree.paths))
        )
    if "json" in request.formats:
        lines = reads.as_json(read, len(tree.skipped), errors)
    else:
        lines = reads.as_text(read, every_place=bool(request.verbose))
    return Outcome(lines=tuple(lines), errors=errors, exit_code=CANNOT_JUDGE if errors else 0)


def _unread(gathering: Gathering, folder: str) -> Iterator[EnvlintError]:
    """Yield what could not be read of what was asked about."""
    for finding in gathering.unread:
        if not folder or f"{finding.at.path}/".startswith((f"{folder}/", "code/")):
            yield EnvlintError(finding.message, at=finding.at, help=finding.help)


def _below(read: Inventory, folder: str) -> Inventory:
    """Return what an inventory says of one folder, or of one file."""
    if not folder:
        return read
    below = f"{folder}/"

    def holds(path: str) -> bool:
        return path == folder or path.startswith(below)

    return read.replace(
        declarations=tuple(each for each in read.declarations if holds(each.at.path)),
        dynamic=tuple(each for each in read.dynamic if holds(each.at.path)),
        files=tuple(filter(holds, read.files)),
        unparsed=tuple(at for at in read.unparsed if holds(at.path)),
    )


def _left(read: Inventory, listed: int) -> str:
    if read.not_covered:
        return f"not covered: {', '.join(read.not_covered)}"
    return f"{listed} files are listed there" if listed else "git ignores it, or the folder is empty"
