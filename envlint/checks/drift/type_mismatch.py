"""ENV410: two places give a variable types that do not go together."""

from __future__ import annotations

from envlint.checks.drift.kinship import go_together
from envlint.checks.drift.wording import related, speaker, verb
from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from envlint.checks.drift.subject import DriftSubject
    from envlint.core.declaration import Declaration


def judge(subject: DriftSubject) -> Iterator[Breach]:
    """Yield one breach: where a rule, else the docs, name a type that no read takes; else where docs and rule differ.

    A read as a plain text says no type; docs say none by calling it a string, which every variable is.
    """
    variable = subject.variable
    read = [each for each in subject.reads if each.type not in ("", "string")]
    told = [each for each in subject.places("docs") if each.type != "string"]
    said = [each for each in (*variable.rules, *told) if each.type]
    if not subject.is_ambient:
        pair = _apart(said, read) or _apart(said[1:], said[:1])
        if pair:
            yield _breach(subject, *pair)


def _apart(said: Sequence[Declaration], read: Sequence[Declaration]) -> tuple[Declaration, Declaration] | None:
    """Return the first that goes together with none of the others, and the first of these."""
    for each in said:
        if read and not any(go_together(each.type, other.type) for other in read):
            return each, read[0]
    return None


def _breach(subject: DriftSubject, one: Declaration, other: Declaration) -> Breach:
    doing = "reads" if other.kind == "code" else verb(other)
    places = [(f"{speaker(said)}: {said.type}", said) for said in (one, other)]
    return Breach(
        f"{speaker(one)} {verb(one)} {subject.name} is of type {one.type}, and {speaker(other)} {doing} {other.type}",
        one.at,
        variable=subject.name,
        label="one type",
        related=related(places, one.at),
        help=f"say {other.type}, or change what reads it",
    )
