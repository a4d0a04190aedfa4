"""ENV411: the program cannot do without a variable that is called optional, or the other way round."""

from __future__ import annotations

from envlint.checks.drift.defaults import in_code
from envlint.checks.drift.wording import label, related, speaker, verb
from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.drift.subject import DriftSubject
    from envlint.core.declaration import Declaration, Read


def judge(subject: DriftSubject) -> Iterator[Breach]:
    """Yield one breach: required by code and optional to docs or rule, or a default in code for what docs require.

    A rule may well require what the code has a default for: that is policy, and no mistake.
    """
    if subject.is_ambient:
        return
    variable = subject.variable
    needing = next((read for read in subject.reads if read.required and not read.alternatives), None)
    if needing is not None and not any(read.required is False or read.default for read in subject.reads):
        optional = [said for said in (*subject.places("docs"), *variable.rules) if _optional(said)]
        if optional:
            yield _called_optional(subject, optional[0], needing)
    if needing is not None:
        return
    required = next((said for said in subject.places("docs") if said.required), None)
    falling_back = next(iter(in_code(subject)), None)
    if required is not None and falling_back is not None:
        yield _called_required(subject, required, falling_back)


def _optional(said: Declaration) -> bool:
    # A rule that does not speak of `required` looks like one that says false: only its default tells.
    if said.kind == "rules":
        return bool(said.default) and not said.required
    return said.required is False


def _called_optional(subject: DriftSubject, said: Declaration, read: Read) -> Breach:
    return Breach(
        f"{speaker(said)} {verb(said)} {subject.name} is optional, and the code does not run without it",
        said.at,
        variable=subject.name,
        label="optional",
        related=related([(label(subject, read), read)], said.at),
        help="call it required, or give it a default in the code",
    )


def _called_required(subject: DriftSubject, said: Declaration, read: Read) -> Breach:
    return Breach(
        f"{speaker(said)} {verb(said)} {subject.name} is required, and the code has a default for it",
        said.at,
        variable=subject.name,
        label="required",
        related=related([(label(subject, read), read)], said.at),
        help="call it optional, or make the code refuse to run without it",
    )
