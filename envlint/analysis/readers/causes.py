"""Why loaders part over a value: told by how it is written and what they make of it.

The words are those that ``checks/text/remedies.py`` knows what to do about.
"""

from __future__ import annotations

import re

from envlint.core.record import Record
from envlint.formats.characters import first_invisible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Final

BLANKS: Final = (" ", "\t")
QUOTES: Final = ("'", '"')
REFERENCE: Final = re.compile(r"\$(?:\{([A-Za-z_][A-Za-z0-9_]*)(:?[-?+=][^}]*)?\}|([A-Za-z_][A-Za-z0-9_]*))")
WITH_DEFAULT: Final = re.compile(r"\$\{[A-Za-z_][A-Za-z0-9_]*:?[-?+=]")
PLAIN: Final = re.compile(r"\$[A-Za-z_]")
HASH: Final = re.compile(r"\$(?:2[abxy]|argon2|[156]|scrypt|pbkdf2|y)[^$]*\$")
COMMENT: Final = re.compile(r"[ \t]#")
SIGNS: Final = frozenset(";&|<>()")
UNREADABLE: Final = re.compile("[\\0\udc80-\udcff]")
"""What no text is to hold: bytes that are no UTF-8, and NUL."""
NAMED: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z", re.ASCII)


class Written:
    """How one statement is written: ``before`` is what stands before the value, ``raw`` what stands from there on."""

    def __init__(self, before: str, raw: str, quote: str) -> None:
        self.before = before
        self.whole = raw
        self.raw = raw.strip()
        self.quote = quote


class Case(Record):
    """What loaders make of a statement: ``values`` are those that they get, ``unset``: some do not set the name."""

    written: Written
    values: Sequence[str]
    unset: bool


def cause(written: Written, values: Sequence[str], *, unset: bool) -> str:
    """Return the word for the cause, empty where none is known; see ``Case``."""
    case = Case(written, values, unset)
    return next((word for word, holds in TESTS if holds(case)), "")


def _export(case: Case) -> bool:
    return case.unset and case.written.before.lstrip().startswith("export")


def _colon(case: Case) -> bool:
    return case.unset and "=" not in case.written.before and ":" in case.written.before


def _bare(case: Case) -> bool:
    return "=" not in case.written.before and ":" not in case.written.before


def _around(case: Case) -> bool:
    before, _, _ = case.written.before.rpartition("=")
    if case.unset and before != before.rstrip():
        return True
    behind = case.written.whole[:1] in BLANKS and bool(case.written.raw)
    return behind and (case.unset or any(value[:1] in BLANKS for value in case.values if value))


def _indented(case: Case) -> bool:
    return case.unset and case.written.before[:1] in BLANKS


def _lines(case: Case) -> bool:
    return "\n" in case.written.raw and bool(case.written.quote)


def _quotes(case: Case) -> bool:
    first = case.written.raw[:1]
    return first in QUOTES and any(value[:1] == first for value in case.values)


def _backticks(case: Case) -> bool:
    return case.written.raw[:1] == "`"


def _comment(case: Case) -> bool:
    if not COMMENT.search(case.written.whole):
        return False
    return any("#" in value for value in case.values) or _same_within(case)


def _same_within(case: Case) -> bool:
    """Whether values differ in the blanks at their edges only."""
    return len({value.strip() for value in case.values}) < len(set(case.values))


def _cut(case: Case) -> bool:
    """Whether a value in quotes ends at its first blank for some."""
    cut = {value.partition(" ")[0] for value in case.values if " " in value}
    return bool(case.written.quote) and not cut.isdisjoint(case.values)


def _hash(case: Case) -> bool:
    return "#" in case.written.raw and len({"#" in value for value in case.values}) > 1


def _dollar(case: Case) -> bool:
    return "$" in case.written.raw


def _default(case: Case) -> bool:
    return bool(WITH_DEFAULT.search(case.written.raw))


def _crypt(case: Case) -> bool:
    return bool(HASH.match(case.written.raw.lstrip("'\"")))


def _single(case: Case) -> bool:
    return "$" in case.written.raw and case.written.quote == "'"


def _reference(case: Case) -> bool:
    return "${" in case.written.raw and bool(REFERENCE.search(case.written.raw))


def _unbraced(case: Case) -> bool:
    return bool(PLAIN.search(case.written.raw))


def _backslash(case: Case) -> bool:
    return "\\" in case.written.raw


def _json(case: Case) -> bool:
    return case.written.raw[:1] in ("{", "[") and '"' in case.written.raw


def _inner_quote(case: Case) -> bool:
    return not case.written.quote and ("'" in case.written.raw or '"' in case.written.raw)


def _blank(case: Case) -> bool:
    return not case.written.quote and (" " in case.written.raw or "\t" in case.written.raw)


def _signs(case: Case) -> bool:
    return not case.written.quote and not SIGNS.isdisjoint(case.written.raw)


def _edges(case: Case) -> bool:
    return case.written.whole.rstrip("\n") != case.written.raw and _same_within(case)


def _tilde(case: Case) -> bool:
    return "~" in case.written.raw


def _invisible(case: Case) -> bool:
    return first_invisible(case.written.whole.strip(" \t\n")) >= 0


def _empty(case: Case) -> bool:
    return not case.written.raw


TESTS: Final[tuple[tuple[str, Callable[[Case], bool]], ...]] = (
    ("export", _export),
    ("colon", _colon),
    ("bare-name", _bare),
    ("blanks-around-sign", _around),
    ("indented", _indented),
    ("lines", _lines),
    ("invisible", _invisible),
    ("quotes", _quotes),
    ("cut-at-blank", _cut),
    ("backticks", _backticks),
    ("comment", _comment),
    ("hash", _hash),
    ("crypt", _crypt),
    ("single-quoted", _single),
    ("default", _default),
    ("reference", _reference),
    ("unbraced", _unbraced),
    ("dollar", _dollar),
    ("backslash", _backslash),
    ("json", _json),
    ("quote-within", _inner_quote),
    ("edges", _edges),
    ("blank", _blank),
    ("signs", _signs),
    ("tilde", _tilde),
    ("empty", _empty),
)
"""The first test that holds gives the word: what is farther reaching, or found more surely, comes first."""


def literal(written: Written, value: str, meant: str | None, names: frozenset[str]) -> str:
    """Return what a loader takes as it is written, empty where nothing stands out.

    ``meant`` is what python-dotenv makes of the line before it expands anything, ``names`` are those that the file
    sets.
    """
    first = written.raw[:1]
    if first in QUOTES and value[:1] == first and meant != value:
        return "quotes"
    if COMMENT.search(written.whole) and "#" in value and (meant is None or "#" not in meant):
        return "comment"
    if "$" in value and written.quote != "'":
        for found in REFERENCE.finditer(value):
            name = found[1] or found[3]
            if name in names or (found[1] and found[1].isupper()):
                return "reference"
    return ""
