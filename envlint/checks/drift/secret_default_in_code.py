"""ENV413: the program falls back to a secret that everybody can read in its source."""

from __future__ import annotations

from envlint.checks.drift.wording import related
from envlint.core.finding import Breach
from envlint.core.rule import NEVER_SECRET
from envlint.formats.secrets import NO_SECRETS, known_key, password_of_url

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.drift.subject import DriftSubject
    from envlint.core.declaration import Read


def judge(subject: DriftSubject) -> Iterator[Breach]:
    """Yield one breach, at the first read that falls back to a secret. A word to be replaced is one, if nobody does."""
    sites = [read for read in subject.reads if _compiled_in(subject, read)]
    if sites:
        yield Breach(
            f"the code falls back to a secret that stands in it when {subject.name} is not set",
            sites[0].at,
            variable=subject.name,
            label="the secret stands here",
            related=related([("here, too", read) for read in sites[1:]], sites[0].at),
            help="refuse to start without it",
        )


def _compiled_in(subject: DriftSubject, read: Read) -> bool:
    text = (read.default or "").strip()
    if not text or text.lower() in NO_SECRETS or read.type in NEVER_SECRET:
        return False
    if any(rule.secret is False for rule in subject.variable.rules):
        return False
    if "://" in text:
        return password_of_url(text) is not None or known_key(text)
    return subject.is_secret or password_of_url(text) is not None or known_key(text)
