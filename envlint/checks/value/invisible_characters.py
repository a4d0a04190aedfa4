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
    """Yield a breach when the value would be right without what is not seen, or holds what can only be a mistake."""
    text = subject.text
    hidden = -1 if text.isascii() and text.isprintable() else first_invisible(text)
    if hidden < 0 and not _frayed(text):
        return
    cleaned = strip_unseen(text)
    if cleaned == text or subject.rule.type in MULTILINE:
        return
    mends = not valid(subject.rule, text) and valid(subject.rule, cleaned)
    if not mends and hidden < 0:
        ends_line = text.endswith(("\n", "\\n"))
        if not (ends_line and subject.rule.type == "secret" and "\n" not in text[:-1]):
            return
    start, end, what = _first(text, hidden)
    meant = ValueSubject(subject.rule, cleaned).seen if mends else None
    yield Breach(
        f"{subject.name} has {what}",
        subject.at(start, end),
        help=f"did you mean '{meant}'?" if meant is not None else "remove it",
    )


def _frayed(text: str) -> bool:
    return text != text.strip() or text.startswith(OPENING) or text.endswith(CLOSING)


def _first(text: str, hidden: int) -> tuple[int, int, str]:
    """Return the span and the name of the first thing that is not seen or not meant."""
    if hidden >= 0:
        return hidden, hidden + 1, f"a {named(text[hidden])} at character {hidden + 1}"
    blanks = len(text) - len(text.lstrip())
    if blanks:
        return 0, blanks, f"{_counted(blanks, named(text[0]))} before the value"
    trailing = len(text) - len(text.rstrip())
    if trailing:
        where = len(text) - trailing
        return where, len(text), f"{_counted(trailing, named(text[-1]))} after the value"
    for written in ("\\r\\n", "\\n", "\\r"):
        if text.endswith(written):
            return len(text) - len(written), len(text), f"a written-out {written} at its end"
    return 0, 1, "quotes that are part of the value"


def _counted(count: int, what: str) -> str:
    return f"a {what}" if count == 1 else f"{count} characters ({what} last)" if "U+" in what else f"{count} {what}s"
