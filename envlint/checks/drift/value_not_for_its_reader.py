"""ENV115: a value that the parser by which the program reads the variable does not take."""

from __future__ import annotations

import re

from envlint.checks.drift.defaults import is_plain, readers
from envlint.checks.drift.wording import hidden, related, shown
from envlint.core.finding import Breach
from envlint.formats.secrets import placeholder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.checks.drift.subject import DriftSubject
    from envlint.core.declaration import Declaration


UNPARSED: Final = frozenset(("environs", "django-environ", "pydantic", "starlette", "dynaconf", "zod", "envalid"))
"""Readers that give back a default as it is."""
NAMED: Final = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")


def judge(subject: DriftSubject) -> Iterator[Breach]:
    """Yield a breach for each value of template, docs, rules, manifests and code that one of the readers refuses."""
    known = [] if subject.is_ambient else readers(subject)
    for said, text in _values(subject) if known else ():
        for read, reader in [each for each in known if each[0] is said] if said.kind == "code" else known:
            fault = reader.refuses(text)
            if fault is not None:
                told = subject.name if hidden(subject, text) else f"{subject.name}={shown(subject, text)}"
                yield Breach(
                    f"{told} {fault.reason}",
                    said.at,
                    variable=subject.name,
                    label="not for its reader",
                    related=related([(f"read as {reader.type} here", read)], said.at),
                    help=fault.help or f"write a value of type {reader.type}",
                )
                break


def _values(subject: DriftSubject) -> Iterator[tuple[Declaration, str]]:
    """Yield what is written for the program to read, without placeholders and references.

    In prose a value may be described; a default in code may never meet the parser, or be the name of something.
    """
    variable = subject.variable
    told = [entry for entry in subject.places("docs") if " " not in (entry.written or "")]
    parsed = [
        read for read in subject.reads if read.dialect not in UNPARSED and not NAMED.fullmatch(read.default or "")
    ]
    defaults = (*variable.rules, *told, *parsed)
    lines = [line for line in subject.places("template") if line.active]
    values = [(said, said.default) for said in (*defaults, *lines)]
    values += [(said, said.default or said.written) for said in subject.places("manifests")]
    for said, text in values:
        if text and is_plain(text) and not (placeholder(text) and not text.isalnum()):
            yield said, text
