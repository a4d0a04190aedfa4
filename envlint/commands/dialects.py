"""``envlint dialects``: how each loader reads each line of a ``.env`` file, and which loaders a project has."""

from __future__ import annotations

from envlint.analysis.disclosure import Disclosure, Revealed
from envlint.analysis.ears import Ears
from envlint.commands.contract import open_contract
from envlint.commands.env_files_and_loaders import env_files
from envlint.commands.readers import Readers
from envlint.core.errors import UsageError
from envlint.core.reference import Ref, parse
from envlint.core.request import Outcome
from envlint.formats.dialects import by_every_name, dialects
from envlint.reporters.readings import Heard, blocks, document, tables
from envlint.sources import files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Final

    from envlint.commands.contract import Contract
    from envlint.core.loader import Loader
    from envlint.core.request import Request
    from envlint.core.rule import Rule

MAIN: Final = (
    "python-dotenv", "dotenv-js-18", "dotenv-expand-12", "dotenv-expand-1000", "next-env", "vite", "node-22", "compose",
    "docker-run", "kubectl", "systemd", "bash", "dash",
)  # fmt: skip
"""The dialects that are shown of a file of which no loader is known."""
QUOTING: Final = "dotenv-js-16"
"""It has a quote that python-dotenv does not have: what stands in it is a value, whoever else reads the file."""
UNKNOWN: Final = (
    "no loader is known to read this file: shown are the main ones; name yours in `readers` of the settings"
)


def run(request: Request) -> Outcome:
    """Show where the loaders of FILE part; without FILE which loaders read the project's files.

    Raises:
        UsageError: FILE is a source of another kind than ``dotenv:``, or a value of --host has no equals sign.
        EnvlintError: FILE cannot be read.
    """
    contract = open_contract(request)
    host = _host(request.host)
    form = (request.formats or ("text",))[0].partition(":")[0]
    if not request.path:
        return Outcome(lines=_project(contract, form, every=request.every))
    heard = _heard(request, contract, host, every_name=form == "json")
    if form == "json":
        lines = tuple(document.as_json(heard))
    else:
        lines = tuple(blocks.as_text(heard, every_name=bool(request.verbose)))
    return Outcome(lines=lines, notes=() if heard.used or request.every else (UNKNOWN,))


def _project(contract: Contract, form: str, *, every: bool) -> tuple[str, ...]:
    readers = Readers(contract)
    found = env_files(contract, readers)
    known = dialects() if every else None
    not_covered = readers.found.not_covered
    if form == "json":
        return tuple(tables.as_json(found, not_covered, known))
    if known is not None:
        return tuple(tables.dialects_as_text(known))
    return tuple(tables.files_as_text(found, not_covered))


def _heard(request: Request, contract: Contract, host: Mapping[str, str], *, every_name: bool) -> Heard:
    """Read a file as every dialect that is to be shown does; ``every_name`` is for all names of each."""
    ref = _reference(request.path)
    data, path = files.content(str(ref), ref.ref, contract.root, request.cwd)
    readers = Readers(contract)
    used = readers.of(path)
    names = _names(used, every=request.every, every_name=every_name)
    ears = Ears(data, host, len(names), request.progress)
    readings = {name: ears.read(name) for name in names}
    text = data.decode("utf-8", "surrogateescape")
    if request.reveal:
        sight: Disclosure | Revealed = Revealed(text)
    else:
        ears.read(QUOTING)
        sight = Disclosure(text, ears.assignments, _rules(contract))
    return Heard(path or ref.ref, text, readings, used, sight, readers.found.not_covered if path else ())


def _reference(text: str) -> Ref:
    """Return the file that is asked about; a path is one of variables, whatever it is called."""
    if text == "-":
        return Ref("dotenv", text)
    ref = parse(text)
    if str(ref) != text:  # the kind was guessed
        return Ref("dotenv", text)
    if ref.kind != "dotenv":
        raise UsageError(f"{ref.kind}: is no .env file", help="loaders differ in how they read .env files: dotenv:FILE")
    return ref


def _host(given: Iterable[str]) -> dict[str, str]:
    pairs = [each.partition("=") for each in given]
    if not all(name and equals for name, equals, _ in pairs):
        raise UsageError("--host needs a name and a value: NAME=VALUE")
    return {name: value for name, _, value in pairs}


def _names(used: Iterable[Loader], *, every: bool, every_name: bool) -> tuple[str, ...]:
    """Return the dialects to show: those in use first, then all others where they are asked for."""
    first = tuple(loader.dialect for loader in used)
    if not every:
        return first or MAIN
    known = by_every_name() if every_name else dialects()
    twice = {by_every_name()[name].name for name in first}
    return (*first, *(name for name in known if name not in first and (every_name or name not in twice)))


def _rules(contract: Contract) -> list[dict[str, Rule]]:
    return [contract.plan(tier.name).variables for tier in contract.settings.tiers]
