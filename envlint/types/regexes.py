"""``regex``: a regular expression in RE2's syntax, which takes linear time whatever the text."""

from __future__ import annotations

from envlint.formats.patterns import LONGEST, Pattern, Refused
from envlint.types import TEXT_OPTIONS, Malformed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.types import Spec

OPTIONS = TEXT_OPTIONS - {"pattern"}


def parse(text: str, spec: Spec) -> str:  # noqa: ARG001  every type takes one
    """Return the text.

    Raises:
        Malformed: RE2 does not take it, or would need too much memory for it.
    """
    if len(text) > LONGEST:
        raise Malformed(f"is a regular expression of more than {LONGEST} characters")
    try:
        Pattern(text)
    except Refused:
        help = "RE2 has no look-around and no back-references; brackets must close"
        raise Malformed("is not a regular expression in RE2's syntax", help) from None
    return text
