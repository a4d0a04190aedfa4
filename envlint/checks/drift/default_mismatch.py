"""ENV407: two places give a variable different defaults."""

from __future__ import annotations

from envlint.checks.drift.defaults import (
    agrees,
    elsewhere,
    in_code,
    in_template,
    is_refused,
    reader_of,
    shows_the_form,
)
from envlint.checks.drift.project import FOUND
from envlint.checks.drift.reach import speaks_for
from envlint.checks.drift.wording import hidden, label, related, shown, speaker, verb
from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from envlint.checks.drift.subject import DriftSubject
    from envlint.core.declaration import Declaration


def judge(subject: DriftSubject) -> Iterator[Breach]:
    """Yield one breach, at the first place with another default than the code, else than the first that has one.

    Values are compared as the program reads them. A template's value counts only where code or rule give a default.
    """
    if subject.is_ambient:
        return
    norm, others = _sides(subject)
    reader = reader_of(subject)
    differing = [
        said
        for said in others
        if not agrees(reader, said.default or "", norm) and not is_refused(subject, said.default or "")
    ]
    if norm and differing:
        yield _breach(subject, norm, differing)


def _sides(subject: DriftSubject) -> tuple[Sequence[Declaration], Sequence[Declaration]]:
    """Return the places that give the default, and those that are held against them."""
    code, said = in_code(subject), list(elsewhere(subject))
    if code:
        examples = all(shows_the_form(subject, read) for read in code)
        said += [] if examples else in_template(subject)
        return code, [each for each in said if _is_about(each, code)]
    if not said or said[0].kind == "code":
        return (), ()
    return said[:1], [*said[1:], *(in_template(subject) if said[0].kind == "rules" else ())]


def _is_about(said: Declaration, code: Sequence[Declaration]) -> bool:
    """Whether a place speaks of this code, and not of another part of the project."""
    return said.kind not in FOUND or any(speaks_for(said.at.path, read.at.path) for read in code)


def _breach(subject: DriftSubject, norm: Sequence[Declaration], differing: Sequence[Declaration]) -> Breach:
    right, wrong = norm[0], differing[0]
    values = right.default or "", wrong.default or ""
    if hidden(subject, *values):
        message = f"{speaker(wrong)} and {speaker(right)} give {subject.name} different defaults"
    else:
        ours, theirs = (shown(subject, value) for value in values)
        clause = f"{speaker(wrong)} {verb(wrong)} {subject.name} is {theirs} by default"
        if wrong.kind == "template":
            clause = f"the template has {subject.name}={theirs}"
        message = f"{clause}, and {speaker(right)} {verb(right)} {ours}"
    places = [(label(subject, said), said) for said in (*norm, *differing)]
    return Breach(
        message,
        wrong.at,
        variable=subject.name,
        label="one default",
        related=related(places, wrong.at),
        help="make them say the same",
    )
