"""What can be written for a project without asking: generated sections, and what docs and templates lack."""

from __future__ import annotations

import os
from difflib import unified_diff

from envlint.analysis.repair import docs_entries, template_entries
from envlint.analysis.repair.facts import facts
from envlint.analysis.repair.lines import split
from envlint.analysis.repair.removal import dropped, struck
from envlint.analysis.repair.sections import rewritten
from envlint.analysis.selection import BLOCKING
from envlint.commands import generated
from envlint.commands.comparison import open_findings
from envlint.commands.proposed import Proposed
from envlint.commands.veiled import NAME, PARTS, Veil
from envlint.core.declaration import DECLARED
from envlint.core.errors import EnvlintError, LoadErrors
from envlint.core.escape import inert, printable
from envlint.core.location import Location
from envlint.core.record import Record
from envlint.core.request import Outcome
from envlint.core.value import MASK
from envlint.formats.secrets import looks_secret, showable
from envlint.inventories import docs, template

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Final

    from envlint.analysis.repair.facts import Facts
    from envlint.commands.comparison import Comparison
    from envlint.commands.survey import Said, Survey
    from envlint.core.declaration import Declaration
    from envlint.core.finding import Finding
    from envlint.core.request import Request

    Writer = Callable[[str, Iterable[Facts], Sequence[tuple[str, str, int]]], str]

NO_CODE: Final = ("ENV903", "ENV904")
LACKING: Final = {"docs": "ENV401", "template": "ENV402"}
IDLE: Final = {"docs": "ENV405", "template": "ENV404"}
WRITERS: Final[dict[str, Writer]] = {
    "docs": docs_entries.with_missing,
    "template": template_entries.with_missing,
}


class Change(Record):
    """A file and what it is to become. ``said`` tells people what is new in it.

    ``spelled``: its lines are spelled anew, and so may be any of them; ``live``: its values are in use.
    """

    path: str
    old: str
    new: str
    said: str
    spelled: bool = False
    live: bool = False


def changes(request: Request, comparison: Comparison, kinds: Sequence[str]) -> tuple[Change, ...]:
    """Return what docs, templates or both are to become; files that are as they should be are left out.

    Raises:
        EnvlintError: something could not be looked at, or a file that has to be written is no UTF-8 text, or leaves
            something open at its end, so that nobody would read what is added there.
        LoadErrors: envlint itself is at fault.
    """
    survey = comparison.survey
    _require_sight(comparison, kinds)
    found = open_findings(request, comparison)
    mended = {LACKING[kind] for kind in kinds} | ({IDLE[kind] for kind in kinds} if request.unsafe_fixes else set())
    texts: dict[str, str] = {}
    said_of: dict[str, list[str]] = {}
    for finding in found:
        if request.unsafe_fixes and finding.code in {IDLE[kind] for kind in kinds}:
            path = finding.at.path
            texts[path] = struck(texts.get(path) or _writable(survey, path), [finding.at.line])
            said_of.setdefault(path, []).append(f"without {finding.variable}")
    for (kind, path), (said, missing) in _wanted(survey, kinds, found).items():
        old = texts.get(path) or _writable(survey, path)
        texts[path] = _extended(survey, kind, path, old, missing, _there(said, kind, path))
        said_of.setdefault(path, []).extend(missing)
    remaining = [finding for finding in found if finding.code not in mended]
    if "docs" in kinds:
        for said, path, text in generated.marked(survey):
            texts[path] = rewritten(path, texts.get(path, text), generated.section_bodies(said, remaining))
    return tuple(_changes(survey, texts, said_of))


def _extended(
    survey: Survey, kind: str, path: str, old: str, missing: Mapping[str, Facts], there: Sequence[tuple[str, str, int]]
) -> str:
    """Return a file with what it lacks. What nobody would find in it again is left out: it would be added for ever.

    Raises:
        EnvlintError: that is all of it.
    """
    new = WRITERS[kind](old, missing.values(), there)
    tree = Proposed(survey.tree.root, {path: new})
    read = docs.read(tree, (path,)) if kind == "docs" else template.read(tree, (path,))
    found = {each.name for each in read.declarations}
    kept = [facts for name, facts in missing.items() if name in found]
    if missing and not kept:
        message = f"is not written: {min(missing)} would not be found in it"
        help = "something may be left open at its end: a comment, a fence or a quote"
        raise EnvlintError(message, at=Location(path, path), help=help)
    return new if len(kept) == len(missing) else WRITERS[kind](old, kept, there)


def _changes(survey: Survey, texts: Mapping[str, str], said_of: Mapping[str, Sequence[str]]) -> Iterator[Change]:
    for path, text in sorted(texts.items()):
        old, new = _writable(survey, path), dropped(text)
        if old != new:
            yield Change(path, old, new, _summary(said_of.get(path, ())))


def _wanted(
    survey: Survey, kinds: Sequence[str], found: Iterable[Finding]
) -> dict[tuple[str, str], tuple[Said, dict[str, Facts]]]:
    """Return what each file lacks, all parts together, with a part that knows the file."""
    wanted: dict[tuple[str, str], tuple[Said, dict[str, Facts]]] = {}
    for said in survey.parts:
        for kind in kinds:
            for path, missing in _missing(said, kind, found).items():
                _, known = wanted.setdefault((kind, path), (said, {}))
                known.update({facts.name: facts for facts in missing})
    return wanted


def outcome(request: Request, survey: Survey, wanted: Sequence[Change]) -> Outcome:
    """Return the answer of a command that writes: the files, or with --check or --diff what would be written."""
    return written(request, survey.tree.root, wanted)


def written(request: Request, root: str, wanted: Sequence[Change]) -> Outcome:
    """Return the same for files below a root."""
    if request.diff:
        lines = tuple(line for change in wanted for line in _diff(change))
        return Outcome(lines=lines, exit_code=int(request.check and bool(wanted)))
    if request.check:
        stale = tuple(f"{change.path} is out of date: {change.said}" for change in wanted)
        return Outcome(notes=stale, exit_code=int(bool(wanted)))
    files = tuple((os.path.join(root, change.path), change.new) for change in wanted)
    notes = tuple(f"writing {change.path}: {change.said}" for change in wanted) or ("nothing to write",)
    return Outcome(notes=notes, files=files)


def _require_sight(comparison: Comparison, kinds: Sequence[str]) -> None:
    """Refuse to write what only half of a project says. The sections of docs may do without code, as the rules do."""
    if comparison.faults:
        raise LoadErrors(comparison.faults)
    tolerated = NO_CODE if tuple(kinds) == ("docs",) else ()
    blind = [finding for finding in comparison.raw if finding.code in BLOCKING.difference(tolerated)]
    if blind:
        raise EnvlintError(blind[0].message, at=blind[0].at, help=blind[0].help)


def _missing(said: Said, kind: str, found: Iterable[Finding]) -> dict[str, list[Facts]]:
    """Return the variables that one part's docs or template lack, by the file that is to have them."""
    lacking = dict.fromkeys(
        finding.variable
        for finding in found
        if finding.code == LACKING[kind] and (said.part.is_whole or said.part.own.holds(finding.at.path))
    )
    paths = _homes(said, kind)
    missing: dict[str, list[Facts]] = {}
    for name in sorted(lacking) if paths else ():
        known = facts(name, generated.rules_of(said, name), said.variable(name))
        missing.setdefault(_home(known, said, kind, paths), []).append(known)
    return missing


def _homes(said: Said, kind: str) -> tuple[str, ...]:
    """Return the files that may take new entries, a service's own before those that it shares."""
    files = said.of(kind).files
    own = tuple(filter(said.part.own.holds, files))
    return own or files


def _home(known: Facts, said: Said, kind: str, paths: Sequence[str]) -> str:
    """Return the file with the most entries of the same first word, of equals the one with the most entries."""
    first = known.name.partition("_")[0]

    def score(path: str) -> tuple[int, int]:
        names = [name for name, _, _ in _there(said, kind, path)]
        return sum(name.partition("_")[0] == first for name in names), len(names)

    return max(paths, key=score)


def _there(said: Said, kind: str, path: str) -> list[tuple[str, str, int]]:
    """Return name, section of the rule and last line of each entry of a file."""
    return [
        (each.name, _section(said, each.name), _last_line(each))
        for each in said.of(kind).declarations
        if each.at.path == path and each.evidence == DECLARED and not each.pattern
    ]


def _section(said: Said, name: str) -> str:
    return next((rule.section for _, rule in generated.rules_of(said, name)), "")


def _last_line(said: Declaration) -> int:
    return said.at.end_line or said.at.line


def _writable(survey: Survey, path: str) -> str:
    data = survey.tree.read(path)
    try:
        return (data or b"").decode("utf-8")
    except UnicodeDecodeError:
        raise EnvlintError("is not written: it is no UTF-8 text", at=Location(path, path)) from None


def _summary(added: Iterable[str]) -> str:
    names = list(dict.fromkeys(added))
    if not names:
        return "generated sections"
    shown = ", ".join(names[:5])
    return f"{shown}{f' and {len(names) - 5} more' if len(names) > 5 else ''}"


def _diff(change: Change) -> Iterator[str]:
    """Yield a unified diff. The lines around a change may hold anything and are left out; a secret in it is masked."""
    if change.spelled:
        yield from Veil(change.path, change.old, change.new, live=change.live).diff()
        return
    old, new = split(change.old), split(change.new)
    for line in unified_diff(old, new, f"a/{change.path}", f"b/{change.path}", lineterm="", n=0):
        yield inert(printable(_without_secret(line.rstrip("\r\n"))))


def _without_secret(line: str) -> str:
    """Return a line of a diff without what looks secret; of one that goes, nothing behind a secret variable's name."""
    name = next((each for each in NAME.finditer(line) if showable(each[0], "text") == MASK), None)
    if name is not None and line.startswith("-"):
        return f"{line[: name.end()]} {MASK}"
    return "".join(MASK if looks_secret(part) else part for part in PARTS.split(line))
