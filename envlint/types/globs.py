"""``glob``: a pattern of paths. Its brackets and braces must close, which Go's ``path.Match`` and gitignore ask for."""

from __future__ import annotations

from envlint.types import TEXT_OPTIONS, Malformed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.types import Spec

OPTIONS = TEXT_OPTIONS


def parse(text: str, spec: Spec) -> str:  # noqa: ARG001  every type takes one
    """Return the text.

    Raises:
        Malformed: a bracket or brace is not closed or not opened, or a backslash escapes nothing.
    """
    if not text:
        raise Malformed("is an empty pattern")
    open_braces, at = list[int](), 0
    while at < len(text):
        character = text[at]
        if character == "\\":
            if at + 1 == len(text):
                raise Malformed("ends in a backslash that escapes nothing", "", at, at + 1)
            at += 1
        elif character == "[":
            at = _end_of_class(text, at)
        elif character == "{":
            open_braces.append(at)
        elif character == "}":
            if not open_braces:
                raise Malformed("has a brace that closes nothing", "escape it with a backslash", at, at + 1)
            open_braces.pop()
        at += 1
    if open_braces:
        raise Malformed(
            "has a brace that is not closed", "escape it with a backslash", open_braces[-1], open_braces[-1] + 1
        )
    return text


def _end_of_class(text: str, start: int) -> int:
    """Return the offset of the bracket that closes the class; it holds at least one character."""
    at = start + 1
    if text[at : at + 1] in ("!", "^"):
        at += 1
    first = at
    while at < len(text) and (text[at] != "]" or at == first):
        at += 2 if text[at] == "\\" else 1
    if at >= len(text):
        raise Malformed("has a bracket that is not closed", "escape it with a backslash", start, start + 1)
    return at
