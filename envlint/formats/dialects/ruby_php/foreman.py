r"""``.env`` files as the Ruby program foreman reads them: ``NAME=value`` from the first column, and nothing else.

Quotes are taken off when they stand at both ends; in double quotes ``\n`` is a line feed and any other backslash goes.
There are no comments behind a value and no references.

Source: the documentation of ddollar/foreman and its behaviour in 0.87.2, measured in the C locale, where it refuses a
file that is not ASCII.
"""

from __future__ import annotations

import re

from envlint.formats.dialects import Assignment, Problem, Reading
from envlint.formats.dialects.normalised import Normalised
from envlint.formats.dialects.settled import Settled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

LINE: Final = re.compile(r"^(?P<name>[A-Za-z0-9_]+)=(?P<value>[^\n]*)$", re.MULTILINE)
UNESCAPE: Final = re.compile(r"\\(.)")
NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]")


def read(data: bytes, host: Mapping[str, str]) -> Reading:
    """Read the bytes of a file as foreman does; the host's environment plays no part."""
    text = data.decode("utf-8", "surrogateescape")
    wrong = NOT_ASCII.search(text)
    if wrong:
        return Reading((), (Problem("not-ascii", wrong.start(), wrong.end(), fatal=True, drops_rest=True),))
    source = Normalised(text)
    settled = Settled(host)
    for line in LINE.finditer(source.text):
        value = line["value"]
        quote = value[0] if len(value) > 1 and value[0] in "'\"" and value[-1] == value[0] else ""
        inner = 1 if quote else 0
        value = value[inner : len(value) - inner]
        if quote == '"':
            value = UNESCAPE.sub(r"\1", value.replace(r"\n", "\n"))
        start, end = line.span("value")
        at = source.at
        places = (at(line.start()), at(line.end()), at(start + inner), at(end - inner))
        settled.settle(Assignment(line["name"], value, *places, quote))
    return Reading(tuple(settled.own.values()))
