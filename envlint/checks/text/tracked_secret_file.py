"""ENV316: a file with secrets under version control."""

from __future__ import annotations

from envlint.core.finding import Breach
from envlint.formats.placeholders import is_placeholder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import TextSubject


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for a tracked file that sets a declared secret to something real."""
    if not subject.notices:
        return
    for binding in subject.reading.bindings:
        rule = subject.view.rule(binding.name)
        if rule is None or not (rule.type == "secret" or rule.secret) or not binding.value.raw:
            continue
        if not is_placeholder(binding.value.raw):
            yield Breach(
                f"this file is tracked by git and sets the secret {binding.name}",
                subject.reading.source.at(-1, -1),
                variable=binding.name,
                help="git rm --cached it, add it to .gitignore, and change the secrets: the history keeps them",
            )
            return
