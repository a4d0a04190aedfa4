"""References to variables in a text: ``$X``, ``${X:-default}``, ``${X:?error}``, ``${NEW:${OLD:default}}``."""

from __future__ import annotations

import re

from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

DEEPEST: Final = 16
NAME: Final = r"[A-Za-z_][A-Za-z0-9_]*"
UPPER: Final = re.compile(r"[A-Z_][A-Z0-9_]*[A-Z0-9]")

# An escaped dollar and `$$` come first: no reference follows them. `#` asks for the length, `!` for the indirection.
SHELL: Final = re.compile(
    rf"\\\$ | \$\$ | \$\{{[#!]?(?P<name>{NAME})(?P<sign>:?[-=?+])? | \$(?P<bare>{NAME}) | (?P<brace>[{{}}])", re.VERBOSE
)
# The name is anything up to the colon. In Spring, Micronaut and Quarkus all that follows is the default.
PLACEHOLDER: Final = re.compile(
    r"\\\$ | \$\{(?P<name>[^\s${}:]+)(?P<sign>:)? | (?P<bare>(?!)) | (?P<brace>[{}])", re.VERBOSE
)
LOGGING: Final = re.compile(
    r"\$\$ | \$\{(?:env:)?(?P<name>[^\s${}:]+)(?P<sign>:-?)? | (?P<bare>(?!)) | (?P<brace>[{}])", re.VERBOSE
)


class Reference(Record):
    """``start`` is the offset of the name. ``default`` is the text that stands in for it, quotes taken off.

    ``chained`` tells that another reference is part of the default; where it is all of it, its own default is taken,
    and the two names are each other's ``alternatives``.
    """

    name: str
    start: int
    default: str | None = None
    required: bool = False
    chained: bool = False
    alternatives: tuple[str, ...] = ()


class _Open:
    """A ``${NAME`` whose brace is yet to be closed; ``braces`` counts others that were opened since."""

    def __init__(self, match: re.Match[str]) -> None:
        self.name = match["name"]
        self.start = match.start("name")
        self.outer = match.start()
        self.sign = match["sign"] or ""
        self.body = match.end()
        self.braces = 0
        self.inside: list[tuple[int, int, Reference]] = []

    def close(self, text: str, end: int) -> Reference:
        """Return the reference, now that its text is known to end at an offset."""
        asks, known = self.sign.endswith("?"), Reference(self.name, self.start)
        if not self.sign or self.sign.endswith("+"):
            return known
        if asks:
            return known.replace(required=True)
        if len(self.inside) == 1 and self.inside[0][:2] == (self.body, end):
            inner = self.inside[0][2]
            self.inside[0] = (self.body, end, inner.replace(alternatives=(*inner.alternatives, self.name)))
            others = (inner.name, *inner.alternatives)
            return known.replace(default=inner.default, chained=True, alternatives=others)
        return known.replace(default=_unquoted(text[self.body : end]), chained=bool(self.inside))


def references(text: str, start: int = 0, end: int | None = None, syntax: re.Pattern[str] = SHELL) -> list[Reference]:
    """Return the references in a part of a text, in its order, those within defaults included.

    Takes time linear in the text: what is nested deeper than ``DEEPEST`` is not looked into.
    """
    limit = len(text) if end is None else end
    found: list[Reference] = []
    stack: list[_Open] = []
    for match in syntax.finditer(text, start, limit):
        if match["name"]:
            if len(stack) < DEEPEST:
                stack.append(_Open(match))
            else:
                stack[-1].braces += 1
        elif match["bare"]:
            one = Reference(match["bare"], match.start("bare"))
            _keep(stack, found, (match.start(), match.end(), one))
        elif stack and match["brace"]:
            _brace(stack, found, text, match)
    for left in stack:  # a brace that is never closed: the name still stands there
        found.append(Reference(left.name, left.start))
        found += [one for *_, one in left.inside]
    return sorted(found, key=lambda one: one.start)


def _brace(stack: list[_Open], found: list[Reference], text: str, match: re.Match[str]) -> None:
    top = stack[-1]
    if match["brace"] == "{":
        top.braces += 1
    elif top.braces:
        top.braces -= 1
    else:
        stack.pop()
        one = top.close(text, match.start())
        found += [inner for *_, inner in top.inside]
        _keep(stack, found, (top.outer, match.end(), one))


def _keep(stack: list[_Open], found: list[Reference], one: tuple[int, int, Reference]) -> None:
    """Leave a reference to the one whose default it is part of, or hand it out."""
    if stack:
        stack[-1].inside.append(one)
    else:
        found.append(one[2])


def _unquoted(text: str) -> str:
    text = text.strip()
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1] if quoted else text


def upper(text: str, start: int = 0, end: int | None = None, syntax: re.Pattern[str] = SHELL) -> Iterator[Reference]:
    """Yield the references whose name is in upper case, as the variables of an environment are."""
    return (one for one in references(text, start, end, syntax) if UPPER.fullmatch(one.name))
