"""What the checks of unused names share: one breach for each file that has to be mended."""

from __future__ import annotations

from envlint.checks.drift.wording import places
from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.drift.subject import DriftSubject


def unused_places(subject: DriftSubject, kind: str, message: str, help: str) -> Iterator[Breach]:
    """Yield a breach at the first entry of each file of this kind, when nobody has a use for the name."""
    first = {said.at.path: said for said in reversed(subject.idle_places(kind))}
    for path in sorted(first):
        at = first[path].at
        yield Breach(
            message,
            at,
            variable=subject.name,
            label="never read",
            related=places(subject, at),
            help=help,
        )
