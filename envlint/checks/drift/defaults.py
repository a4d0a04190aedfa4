"""Which defaults of a variable may be compared, and by whose reading."""

from __future__ import annotations

import re

from envlint.checks.drift.sameness import Reader
from envlint.checks.drift.wording import hidden
from envlint.core.declaration import READ
from envlint.formats.secrets import placeholder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Final

    from envlint.checks.drift.subject import DriftSubject
    from envlint.core.declaration import Declaration, Read

REFERENCES: Final = ("$", "{{", "%(")
"""What a text has in it that stands for the value of something else."""
NOTHING: Final = frozenset(("null", "none", "nil", "undefined"))


# Templates of one environment or one way to run: what they say is meant to be other than the default.
OF_ONE_TIER: Final = re.compile(
    r"[._-](?:tests?|testing|dusk|e2e|ci|local|dev|development|docker|compose|staging|prod|production)\b[^/]*$"
)
# What a template gives for the machine of whoever copies it.
OF_A_TIER: Final = re.compile(r"(?:^|_)(?:DEBUG|ENV|ENVIRONMENT|LOG_LEVEL|LOG_CHANNEL)$")
OF_A_HOST: Final = re.compile(r"(?:^|_)(?:HOST|HOSTNAME|SERVER|URL|URI|ADDR|ADDRESS|ENDPOINT|ORIGIN)S?$")
LOCAL: Final = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://(?:[^@/\s]*@)?)?(?:127\.0\.0\.1|0\.0\.0\.0|[a-z][a-z0-9_-]*)(?::[0-9]+)?(?:/.*)?"
)


def readers(subject: DriftSubject) -> list[tuple[Read, Reader]]:
    """Return the reads whose parser is known, with it."""
    typed = [(read, Reader(read.type, read.dialect)) for read in subject.reads if read.type]
    return [(read, reader) for read, reader in typed if reader.type]


def reader_of(subject: DriftSubject) -> Reader:
    """Return the parser by which values of the variable compare: the program's, else the one its rule or docs name."""
    known = readers(subject)
    if known:
        return known[0][1]
    stated = (said for said in (*subject.variable.rules, *subject.variable.docs) if said.type)
    return next((Reader(said.type, said.dialect) for said in stated), Reader())


def in_code(subject: DriftSubject, *, chained: bool = True) -> list[Read]:
    """Return the reads with a default that is a plain value, with or without those behind other names."""
    return [read for read in subject.reads if is_plain(read.default) and (chained or not read.chained)]


def elsewhere(subject: DriftSubject) -> Iterator[Declaration]:
    """Yield what the rules, the docs, and the scripts and manifests that read the variable give as its default."""
    variable = subject.variable
    yield from (rule for rule in variable.rules if is_plain(rule.default))
    yield from (
        entry for entry in subject.places("docs") if is_plain(entry.default) and not shows_the_form(subject, entry)
    )
    yield from (
        read
        for read in variable.code
        if read.how == "ops" and read.evidence == READ and not read.test and is_plain(read.default)
    )


def in_template(subject: DriftSubject) -> Iterator[Declaration]:
    """Yield the active lines of templates with a value that somebody may run with."""
    for line in subject.places("template"):
        text = line.default or ""
        if not line.active or not is_plain(text) or hidden(subject, text) or shows_the_form(subject, line):
            continue
        if not OF_ONE_TIER.search(line.at.path) and not _varies(subject.name, text):
            yield line


def _varies(name: str, text: str) -> bool:
    """Whether a value is a developer's own: of the tier, of a debug switch, of a host that is the machine itself."""
    if OF_A_TIER.search(name):
        return True
    return OF_A_HOST.search(name) is not None and LOCAL.fullmatch(text) is not None


def is_plain(text: str | None) -> bool:
    """Whether a default says something: it is not empty, no word for nothing, no reference to another variable."""
    return bool(text) and not any(mark in (text or "") for mark in REFERENCES) and (text or "").lower() not in NOTHING


def shows_the_form(subject: DriftSubject, said: Declaration) -> bool:
    """Whether a value shows what one looks like and is none: a placeholder, a host that is nobody's."""
    text = said.default or ""
    return placeholder(text) and not _a_word_of(subject, text)


def is_refused(subject: DriftSubject, text: str) -> bool:
    """Whether the program's own parser takes no such value: a fault by itself, whatever others say."""
    return any(reader.refuses(text) for _, reader in readers(subject))


def agrees(reader: Reader, text: str, sites: Sequence[Declaration]) -> bool:
    """Whether a value is the same as that of one of some places."""
    return any(reader.same(text, site.default or "") for site in sites)


def _a_word_of(subject: DriftSubject, text: str) -> bool:
    """Whether a word such as ``test`` or ``false`` is an ordinary value here."""
    return not subject.is_secret and text.isalpha() and text.lower() not in ("changeme", "placeholder", "todo")
