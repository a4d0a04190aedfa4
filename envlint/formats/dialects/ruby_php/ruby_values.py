r"""Values as the Ruby gem dotenv reads them: quotes taken off, escapes, references, commands.

In double quotes any backslash goes save before ``$``; in dotenv 3 outside of quotes, too. ``\n`` and ``\r`` in double
quotes are line ends in dotenv 2, in dotenv 3 the two characters unless ``DOTENV_LINEBREAK_MODE`` is ``legacy``.
Nothing is followed in single quotes. dotenv 2 puts in references before it looks for commands, dotenv 3 after.
"""

from __future__ import annotations

import re

from envlint.core.record import Record
from envlint.formats.dialects import COMMAND
from envlint.formats.dialects.ruby_php.commands import without_commands

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.formats.dialects.settled import Settled

BLANK: Final = "\0\t\n\v\f\r "
"""What ``String#strip`` takes off."""
UNESCAPE: Final = re.compile(r"\\([^$])")
REFERENCE: Final = re.compile(r"(\\)?\$(?!\()\{?([A-Za-z0-9_]+)?\}?")
LINE_BREAKS: Final = "DOTENV_LINEBREAK_MODE"


class Value(Record):
    """A value, how far its text lies within what was written, and the quote around it."""

    text: str
    before: int
    behind: int
    quote: str = ""


def value(raw: str, settled: Settled, *, newer: bool) -> Value:
    """Read what stands behind a sign.

    Raises:
        TooLargeError: its references put in too much.
    """
    left = raw.lstrip(BLANK)
    text = left.rstrip(BLANK)
    quote = text[0] if len(text) > 1 and text[0] in "'\"" and text[-1] == text[0] else ""
    inner = 1 if quote else 0
    text = text[inner : len(text) - inner]
    before = len(raw) - len(left) + inner
    behind = before + len(text)
    settled.begin()
    if quote == '"':
        text = _line_breaks(text, settled, newer=newer)
    if quote == '"' or (newer and not quote):
        text = UNESCAPE.sub(r"\1", text) if "\\" in text else text
    if quote != "'":
        text = _substituted(text, settled, newer=newer)
    return Value(text, before, behind, quote)


def _line_breaks(text: str, settled: Settled, *, newer: bool) -> str:
    r"""Return a text in double quotes with ``\n`` and ``\r`` as the version takes them."""
    own = settled.own.get(LINE_BREAKS)
    mode = own.value if own else settled.host.get(LINE_BREAKS)
    if newer and mode != "legacy":
        return text.replace(r"\n", r"\\n").replace(r"\r", r"\\r")
    return text.replace(r"\n", "\n").replace(r"\r", "\r")


def _substituted(text: str, settled: Settled, *, newer: bool) -> str:
    """Return a text with its references replaced and its commands taken out."""
    if "$" not in text:
        return text
    if not newer:
        text = REFERENCE.sub(lambda match: _referred(match, settled, newer=newer), text)
    text, runs = without_commands(text)
    if newer:
        text = REFERENCE.sub(lambda match: _referred(match, settled, newer=newer), text)
    if runs:
        settled.depends.add(COMMAND)
    return text


def _referred(match: re.Match[str], settled: Settled, *, newer: bool) -> str:
    """Return what stands for a reference; a name that is not set is empty."""
    if match[1]:
        return match[0][1:]
    if not match[2]:
        return match[0]
    return (settled.own_first(match[2]) if newer else settled.host_first(match[2])) or ""
