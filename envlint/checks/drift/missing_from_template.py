"""ENV402: the program reads a variable that the template does not have."""

from __future__ import annotations

from envlint.checks.drift.nearest import nearest_file
from envlint.checks.drift.wording import places, shown
from envlint.core.finding import Breach
from envlint.core.value import MASK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.drift.subject import DriftSubject


def judge(subject: DriftSubject) -> Iterator[Breach]:
    """Yield a breach at the first read when there are templates and none of them has a line for the variable."""
    if not subject.lacks("template"):
        return
    at = subject.wanting("template")[0].at
    yield Breach(
        f"{subject.name} is read, and missing from the template",
        at,
        variable=subject.name,
        label="read here",
        related=places(subject, at),
        help=f"add `{line(subject)}` to {nearest_file(subject.project, 'template', at.path)}",
    )


def line(subject: DriftSubject) -> str:
    """Return the line that a template would have, with the default that the rule, the code or the docs say."""
    said = (*subject.variable.rules, *subject.reads, *subject.variable.docs)
    default = next((shown(subject, each.default) for each in said if each.default), "")
    return f"{subject.name}={'' if default == MASK else default}"
