"""How the checks of drift speak of places and of what is said there. Values pass through ``shown`` only."""

from __future__ import annotations

from envlint.core.declaration import Read
from envlint.core.finding import Related
from envlint.core.value import MASK
from envlint.formats.secrets import showable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Final

    from envlint.checks.drift.subject import DriftSubject
    from envlint.core.declaration import Declaration
    from envlint.core.location import Location

SPEAKER: Final = {
    "rules": "the rule",
    "template": "the template",
    "docs": "the docs",
    "code": "the code",
    "sql": "the database",
    "manifests": "the manifest",
}
LONGEST: Final = 60
MOST_PLACES: Final = 10
"""Related places of one finding: more of them tell nobody more."""


def speaker(said: Declaration) -> str:
    """Return who says it, for the beginning of a clause."""
    if isinstance(said, Read) and said.how == "ops":
        return SPEAKER["manifests"] if said.language != "shell" else "the script"
    return SPEAKER[said.kind]


def verb(said: Declaration) -> str:
    """Return ``say`` or ``says``."""
    return "say" if said.kind == "docs" else "says"


def shown(subject: DriftSubject, text: str) -> str:
    """Return a value as it may be printed, on one line and not too long."""
    if not text:
        return "nothing"
    if subject.is_secret:
        return MASK
    line = "".join(character if character.isprintable() else "?" for character in showable(subject.name, text))
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}..."


def hidden(subject: DriftSubject, *texts: str) -> bool:
    """Whether one of some values may not be printed."""
    return any(text and shown(subject, text) == MASK for text in texts)


def listed(subject: DriftSubject, values: Iterable[str]) -> str:
    """Return a set of values in the order of their letters."""
    return ", ".join(sorted(shown(subject, value) for value in values)) or "nothing"


def places(subject: DriftSubject, at: Location) -> tuple[Related, ...]:
    """Return every other place that says something of the variable, the program's reads first among those of code."""
    variable = subject.variable
    code = [*subject.reads, *[read for read in variable.code if read not in subject.reads]]
    others = (*code, *variable.rules, *variable.template, *variable.docs, *variable.sql, *variable.manifests)
    return related([(label(subject, said), said) for said in others], at)


def related(labelled: Sequence[tuple[str, Declaration]], at: Location) -> tuple[Related, ...]:
    """Return the places with their labels, each once, without the finding's own."""
    found = {said.at: Related(text, said.at) for text, said in labelled if said.at != at}
    return tuple(list(found.values())[:MOST_PLACES])


def label(subject: DriftSubject, said: Declaration) -> str:
    """Return what a place says, in a few words for the mark under it."""
    if not isinstance(said, Read):
        if said.kind == "manifests":
            return "set here"
        ending = "" if said.kind == "template" else " by default"
        return SPEAKER[said.kind] + (f": {shown(subject, said.default)}{ending}" if said.default else "")
    doing = {"read": "read here", "written": "set here", "mentioned": "named here"}.get(said.evidence, "declared here")
    if said.required:
        return f"{doing}, required"
    return f"{doing}, {shown(subject, said.default)} by default" if said.default else doing
