"""Why a line is left as it is, in words, and what can be done about it."""

from __future__ import annotations

from envlint.analysis.respell import left
from envlint.analysis.respell.left import BLANK, DOLLAR, LINE_END

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.analysis.respell.left import Left

RULE: Final = "a rule for the variable can say which"
MOST_NAMED: Final = 3
"""Loaders that are named before the rest is counted."""

REASONS: Final = {
    left.BARE_NAME: (
        "it is a name alone, which some take from the host and some as empty",
        "write NAME=, or remove it",
    ),
    left.BUDGET_SPENT: ("too many lines of this file stand in the way of each other", "run `envlint fix` again"),
    left.COMMAND: ("{} would run a command for it", "write the value out, or put the command where it is run"),
    left.COMMENT_OR_VALUE: ("what follows # belongs to the value for some and is a comment for others", RULE),
    left.COMMENT_REFUSED: ("a comment is no comment to {}", "give that loader a file of its own"),
    left.DEFAULT_VALUE: ("a default stands in it", "put the default into the program or the rules, the value here"),
    left.ELSEWHERE: ("with it spelled anew a loader would read another line as the one that counts does not", ""),
    left.HOST_VALUE: ("it takes its value from the host, and there is no spelling of that for all of {}", ""),
    left.MARKED: ("a byte order mark stands in the line, which some take for a part of the name", "remove it"),
    left.NAME: ("there is no such name for {}", "rename it: letters, digits and _"),
    left.NOT_SET: ("the loader that counts passes over it, and {} sets it", "write NAME=value, or remove it"),
    left.NO_TEXT: ("the file is UTF-16 or holds a NUL character", "save it as UTF-8"),
    left.NO_UTF8: ("it is no UTF-8", "save it as UTF-8"),
    left.PROSE: ("it is no assignment, and a shell runs it", "put a # in front, or move it into a script"),
    left.QUOTES_OR_VALUE: ("its quotes belong to the value for some loaders and not for others", RULE),
    left.REFERENCE_OR_VALUE: ("it refers to a variable for some loaders and is plain text for others", RULE),
    left.REFERS: ("it refers to too many other lines", "write the value out"),
    left.REPEATED: ("the variable is set several times, and loaders part on which line counts", "remove the others"),
    left.SEVERAL: ("it sets several variables for one loader", "give each its own line"),
    left.TEXT_AFTER: ("text stands behind its value, and is lost to the loader that counts", "remove it, or quote all"),
}
APART: Final = "give each loader a file of its own"
UNSPELLED: Final = {
    DOLLAR: ("no spelling keeps its $ for {}", APART),
    BLANK: (
        "no spelling keeps its blank for {}",
        "read the file with `format: raw`, write %20 or base64, or use two files",
    ),
    LINE_END: ("no spelling keeps its line ends for {}", "write it as base64, or name a file that holds it"),
    "nothing": ("no spelling of an empty value is read by all of {}", "leave the variable out"),
}


def reason(line: Left) -> str:
    """Return why a line is left as it is, and behind a semicolon what can be done."""
    if line.kind == left.NO_SPELLING:
        said, help = UNSPELLED.get(line.holds, ("no spelling of it is read alike by {}", APART))
    elif line.kind == left.IN_DOUBT:
        said, help = ("the loader that counts does not take it, and the others part on it", RULE)
        if not line.loaders:
            said, help = ("no loader takes it as it is", "write NAME=value")
    else:
        said, help = REASONS[line.kind]
    said = said.format(listed(line.loaders))
    return f"{said}; {help}" if help else said


def listed(loaders: tuple[str, ...]) -> str:
    """Return the names of loaders in words."""
    if len(loaders) > MOST_NAMED + 1:
        return f"{', '.join(loaders[:MOST_NAMED])} and {len(loaders) - MOST_NAMED} more"
    return " and ".join(filter(None, (", ".join(loaders[:-1]), *loaders[-1:])))
