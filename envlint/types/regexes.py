"""``regex``: a regular expression in RE2's syntax, which takes linear time whatever the text."""

from __future__ import annotations

import re2

from envlint.types import TEXT_OPTIONS, Malformed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.types import Spec

OPTIONS = TEXT_OPTIONS - {"pattern"}
MOST_CHARACTERS = 10_000
QUIET = re2.Options()
QUIET.log_errors = False


def parse(text: str, spec: Spec) -> str:  # noqa: ARG001  every type takes one
    """Return the text.

    Raises:
        Malformed: RE2 does not take it, or would need too much memory for it. Past some length it is not even asked: it
            writes warnings to stderr then, whatever its options say.
    """
    if len(text) > MOST_CHARACTERS:
        raise Malformed(f"is a regular expression of more than {MOST_CHARACTERS} characters")
    try:
        re2.compile(text, QUIET)
    except (re2.error, UnicodeError):
        help = "RE2 has no look-around and no back-references; brackets must close"
        raise Malformed("is not a regular expression in RE2's syntax", help) from None
    return text
