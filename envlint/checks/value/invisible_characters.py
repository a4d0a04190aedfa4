"""ENV112: what nobody sees makes a value wrong: blanks at its edges, CR, zero-width characters, kept quotes."""

from __future__ import annotations

from envlint.checks.subjects import ValueSubject
from envlint.checks.value import valid
from envlint.core.finding import Breach
from envlint.formats.characters import QUOTES, first_invisible, named, strip_unseen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.core.rule import Rule

OPENING = tuple(QUOTES)
CLOSING = ("\\n", "\\r", *QUOTES)
MULTILINE = frozenset(("pem", "json"))


def applies(rule: Rule) -> bool:  # noqa: ARG001  every value can have them
    """Any value can hold what is not seen."""
    return True


def judge(subject: ValueSubject) -> Iterator[Breach]:
    """Yield a breach when the value would be right without what is not seen, or holds what can only be a mistake.

    A plain blank at the edge of a value that is right with it may be meant; at the edge of an item it never is.
    """
    rule, text = subject.rule, subject.text
    separator = rule.spec.get("sep", ",") if "<" in rule.type else ""
    pieces = text.split(separator) if separator else [text]
    hidden = first_invisible(text)
    if rule.type in MULTILINE or not (hidden >= 0 or any(map(_frayed, pieces))):
        return
    cleaned = _cleaned(text, separator)
    if cleaned == text:
        return
    right = valid(rule, text)
    mends = not right and valid(rule, cleaned)
    blank_item = right and bool(separator) and any(piece != piece.strip() for piece in pieces)
    if not (mends or blank_item or hidden >= 0 or _ends_with_newline(rule, text)):
        return
    start, end, what = _first(text, pieces, separator, hidden)
    meant = ValueSubject(rule, cleaned).seen if mends else None
    yield Breach(
        f"{subject.name} has {what}",
        subject.at(start, end),
        help=f"did you mean '{meant}'?" if meant is not None else "remove it",
    )


def _cleaned(text: str, separator: str) -> str:
    """Return the text, or each of its items, without what is not seen. A separator may itself be a blank."""
    if not separator:
        return strip_unseen(text)
    whole = strip_unseen(text) if separator.strip() else text
    return separator.join([strip_unseen(piece) for piece in whole.split(separator)])


def _ends_with_newline(rule: Rule, text: str) -> bool:
    """Whether a secret was copied with the newline behind it, as it is or written out."""
    return rule.type == "secret" and text.endswith(("\n", "\\n")) and "\n" not in text[:-1]


def _frayed(text: str) -> bool:
    return text != text.strip() or text.startswith(OPENING) or text.endswith(CLOSING)


def _first(text: str, pieces: list[str], separator: str, hidden: int) -> tuple[int, int, str]:
    """Return the span and the name of the first thing that is not seen or not meant."""
    if hidden >= 0:
        return hidden, hidden + 1, f"a {named(text[hidden])} at character {hidden + 1}"
    what, start = "an item" if separator else "the value", 0
    for piece in pieces:
        blanks, trailing = len(piece) - len(piece.lstrip()), len(piece) - len(piece.rstrip())
        end = start + len(piece)
        if blanks:
            return start, start + blanks, f"{_counted(blanks, named(piece[0]))} before {what}"
        if trailing:
            return end - trailing, end, f"{_counted(trailing, named(piece[-1]))} after {what}"
        start = end + len(separator)
    for written in ("\\r\\n", "\\n", "\\r"):
        if text.endswith(written):
            return len(text) - len(written), len(text), f"a written-out {written} at its end"
    return 0, 1, "quotes that are part of the value"


def _counted(count: int, what: str) -> str:
    return f"a {what}" if count == 1 else f"{count} characters ({what} last)" if "U+" in what else f"{count} {what}s"
