"""ENV415: a manifest sets a variable that the program does not read."""

from __future__ import annotations

import re

from envlint.checks.drift.unused import unused_places

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.checks.drift.subject import DriftSubject
    from envlint.core.finding import Breach


# Manifests that start the tests, whose tools have variables of their own.
COMMON: Final = frozenset(("PORT", "HOST", "HOSTNAME", "NAME", "APP_ENV"))
"""What servers and frameworks read by themselves."""
OF_TESTS: Final = re.compile(r"(?:^|[/._-])(?:tests?|e2e|ci|cypress|playwright|devcontainer)(?=[/._-])")


def judge(subject: DriftSubject) -> Iterator[Breach]:
    """Yield a breach in each manifest that sets a variable without a reader for a program that is ours."""
    message = f"{subject.name} is set for the program, and nothing reads it"
    for breach in unused_places(subject, "manifests", message, "remove it, or mend the name"):
        if subject.name not in COMMON and not OF_TESTS.search(breach.at.path):
            yield breach
