"""``path``: the name of a file or folder, on any system."""

from __future__ import annotations

from envlint.types import TEXT_OPTIONS, Malformed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.types import Spec

OPTIONS = TEXT_OPTIONS


def parse(text: str, spec: Spec) -> str:  # noqa: ARG001  every type takes one
    """Return the text. No system has an empty path or one with a NUL or a line break that is meant.

    Raises:
        Malformed: it is none.
    """
    if not text:
        raise Malformed("is an empty path")
    for name, character in (("NUL", "\0"), ("line break", "\n"), ("carriage return", "\r")):
        at = text.find(character)
        if at >= 0:
            raise Malformed(f"has a {name} in its path", start=at, end=at + 1)
    return text
