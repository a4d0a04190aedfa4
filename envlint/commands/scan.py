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
    from envlint.core.declaration import Inventory
    from envlint.core.request import Request


def run(request: Request) -> Outcome:
    """Return what is read below PATH, as a table or as JSON.

    Raises:
        EnvlintError: PATH is not there, or there is no file to scan.
        LoadErrors: envlint itself is at fault, or the settings are.
    """
    contract = open_project(request)
    gathering = Gathering(request.progress)
    tree = listing(contract.root, contract.found.base)
    read = code_alone(tree, contract, gathering)
    if gathering.faults:
        raise LoadErrors(gathering.faults)
    folder = within(request, contract)
    read = _below(read, folder)
    if not read.files:
        raise EnvlintError(
            "no file was scanned: there is no code in a language that envlint reads", help=_left(read, len(tree.paths))
        )
    if "json" in request.formats:
        return Outcome(lines=tuple(reads.as_json(read, len(tree.skipped))))
    return Outcome(lines=tuple(reads.as_text(read, every_place=bool(request.verbose))))


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
