"""What ``heroku config`` prints: a heading for each app, and a line for each of its config vars.

Source: Heroku Dev Center, "Configuration and Config Vars". A value of several lines is printed as it is, so that its
further lines can only be told by what they are not.
"""

from __future__ import annotations

import re

from envlint.core.source import Binding, Notice
from envlint.core.value import Value
from envlint.formats.unparsed import Unparsed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.core.source import Source

HEADING: Final = re.compile(r"=== (?:\S )?([a-z0-9-]+) Config Vars[ \t]*")
LINE: Final = re.compile(r"[^\r\n]+")
VARIABLE: Final = re.compile(r"([A-Za-z_][A-Za-z0-9_]*):(?:[ \t]+([^\r\n]*))?")
MOST_FAULTS: Final = 1000
TOO_MANY: Final = f"is no dump of config vars: more than {MOST_FAULTS} of its lines are no variable"
NO_VARIABLE: Final = "this line is no variable: it may be the rest of a value of several lines"
SEVERAL_LINES: Final = "it has several lines, and heroku config does not tell where it ends"


class App:
    """One app's config vars. ``opaque`` are the lines that seem to be pieces of values."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.bindings: list[Binding] = []
        self.notices: list[Notice] = []
        self.opaque: list[tuple[int, int]] = []

    def line(self, start: int, end: int, source: Source) -> None:
        """Take a line of the app: a variable, or more of the value above it.

        Raises:
            Unparsed: there are too many lines that are no variable.
        """
        match = VARIABLE.fullmatch(source.text, start, end)
        if match:
            self.bindings.append(_binding(match, source))
            return
        if len(self.notices) >= MOST_FAULTS:
            raise Unparsed(TOO_MANY, source.text.count("\n", 0, start) + 1, 1)
        self.notices.append(Notice("malformed-line", start, end, detail=NO_VARIABLE))
        self.opaque.append((start, end))
        if self.bindings:
            cut = self.bindings[-1]
            cut.value, cut.unseen = Value(""), SEVERAL_LINES


def is_config(text: str) -> bool:
    """Whether a text begins with a heading, behind lines without any text."""
    match = LINE.search(text.lstrip())
    return match is not None and HEADING.fullmatch(match[0]) is not None


def apps(source: Source) -> list[App]:
    """Return the apps of a dump.

    Raises:
        Unparsed: there are too many lines in it that are no variable.
    """
    found: list[App] = []
    for line in LINE.finditer(source.text):
        heading = HEADING.fullmatch(line[0])
        if heading:
            found.append(App(heading[1]))
        elif found and line[0].strip():
            found[-1].line(line.start(), line.end(), source)
    return found


def _binding(match: re.Match[str], source: Source) -> Binding:
    span = match.span(2) if match[2] else (match.end(1) + 1,) * 2
    value = (match[2] or "").rstrip(" \t")
    return Binding(match[1], Value(value), source, name_span=match.span(1), value_span=(span[0], span[0] + len(value)))
