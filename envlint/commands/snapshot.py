"""``envlint snapshot``: record an environment without its values, so that a later ``diff`` can tell what changed."""

from __future__ import annotations

import os

from envlint.commands import sides
from envlint.commands.contract import open_contract
from envlint.core.errors import EnvlintError, UsageError
from envlint.core.request import Outcome
from envlint.formats import snapshot
from envlint.formats.fingerprints import Marker
from envlint.sources import key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.commands.contract import Contract
    from envlint.core.request import Request

CANNOT_RECORD: Final = 2


def run(request: Request) -> Outcome:
    """Return the text of the snapshot, for its owner alone.

    What keeps it from being made is no text for its file: the snapshot of an earlier day stays as it is.

    Raises:
        UsageError: the settings name several tiers and none was chosen.
    """
    try:
        return _recorded(request)
    except UsageError:
        raise
    except EnvlintError as error:
        return Outcome(errors=(error,), exit_code=CANNOT_RECORD)


def _recorded(request: Request) -> Outcome:
    contract = open_contract(request)
    side = sides.of_request(request, contract)
    if not side.environment.winners:
        raise EnvlintError("the sources set no variable at all: there is nothing to record")
    rules = contract.plan(sides.tier_of(request.env, contract, side.tier)).variables
    marker, made = marker_of(request, contract, make=True)
    left_out = sides.unnamed(side.environment.winners, side.environment, rules)
    text = snapshot.document(side.environment, side.tier, marker, rules, left_out)
    notes = [*side.notes]
    if made:
        notes.append(f"{made} was made: without this key the snapshot can be compared with nothing")
    if left_out:
        what = "1 variable is" if len(left_out) == 1 else f"{len(left_out)} variables are"
        notes.append(f"{what} left out: the name may be a piece of a value")
    if request.output:
        count = len(side.environment.winners) - len(left_out)
        notes.append(f"{request.output} remembers {count} variable{'' if count == 1 else 's'} of {side.label}")
    return Outcome(lines=tuple(text.splitlines()), notes=tuple(notes), private=True)


def marker_of(request: Request, contract: Contract, *, make: bool = False) -> tuple[Marker, str]:
    """Return what makes fingerprints with the key of a request, and where that is if it was made just now.

    Raises:
        EnvlintError: there is no key and none is to be made, it cannot be read, or it lies in the project.
    """
    path = os.path.normpath(os.path.join(request.cwd, request.key)) if request.key else key.usual()
    if contract.found.path or contract.files or os.path.lexists(os.path.join(contract.root, ".git")):
        key.refuse_inside(path, contract.root)
    secret, made = key.load_or_make(path) if make else (key.load(path), False)
    return Marker(secret), key.shown(path) if made else ""
