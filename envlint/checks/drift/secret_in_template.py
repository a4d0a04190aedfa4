"""ENV419: the template, which everybody can read, has what looks like a real secret."""

from __future__ import annotations

from envlint.core.finding import Breach
from envlint.formats.secrets import known_key, password_of_url, placeholder, random_looking

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.drift.subject import DriftSubject


def judge(subject: DriftSubject) -> Iterator[Breach]:
    """Yield a breach for each line, also one that is commented out, whose value is a key or was drawn at random."""
    for line in subject.variable.template:
        if line.default and _is_real(line.default, secret=subject.is_secret):
            yield Breach(
                f"{subject.name} has what looks like a real secret in the template",
                line.at,
                variable=subject.name,
                label="a secret",
                help="leave it empty there, and replace the secret wherever it is in use",
            )


def _is_real(text: str, *, secret: bool) -> bool:
    if placeholder(text):
        return False
    password = password_of_url(text)
    if password is not None and not placeholder(password) and (known_key(password) or random_looking(password)):
        return True
    return known_key(text) or (secret and random_looking(text))
