"""Every dialect reads what nobody should write: it comes to an end, and twice the text takes about twice the steps."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from envlint.formats.dialects import dialects

if TYPE_CHECKING:
    from collections.abc import Callable

    from envlint.formats.dialects import Dialect

HOST = {"HOME": "/srv/host", "HOST_VAR": "host"}
DIALECTS = sorted(dialects())
SIZE = 200_000
VALUE = 5_000_000
LINES = 10_000
SMALL = 800
AT_MOST = 3.0
# What is built once, a table or a compiled pattern, is no step of a text.
ALLOWED = 600

REPEATED = {
    "open-braces": "${",
    "open-commands": "$(",
    "double-quotes": '"',
    "single-quotes": "'",
    "backticks": "`",
    "backslashes": "\\",
    "escaped-quotes": '\\"',
    "dollars": "$",
    "comments": " #",
    "blanks": " ",
    "references": "$B",
    "braced": "${B}",
    "templates": "{{",
    "parentheses": "(",
    "equals": "=",
    "returns": "\r",
    "tildes": "~:",
    "percents": "%",
}
LINES_OF = {
    "assignments": "A{0}=v{0}\n",
    "chains": "A{1}=$A{0}\n",
    "opened": 'A="x\n',
    "opened-each": "A='x\n'B\n",
    "continued": "A=1\\\n",
    "here-documents": "cat <<X\n",
    "lists": "A=1;",
    "exports": "export ",
    "blank": "  \n",
}


def repeated(piece: str) -> Callable[[int], str]:
    return lambda size: "B=1\nA=" + piece * (size // len(piece)) + "\nC=1\n"


def lines_of(line: str) -> Callable[[int], str]:
    return lambda size: "".join([line.format(at, at + 1) for at in range(size // len(line))])


SHAPES: dict[str, Callable[[int], str]] = {
    **{name: repeated(piece) for name, piece in REPEATED.items()},
    **{name: lines_of(line) for name, line in LINES_OF.items()},
    "nested-defaults": lambda size: "A=" + "${B:-" * (size // 6) + "x" + "}" * (size // 6) + "\n",
    "nested-commands": lambda size: "A=" + "$(" * (size // 3) + "x" + ")" * (size // 3) + "\n",
    "quoted-braces": lambda size: 'A="' + "${" * (size // 2) + '"\n',
    "quoted-backslashes": lambda size: 'A="' + "\\" * (size - 1) + "\n",
}
LARGE = {
    **{name: SHAPES[name](SIZE) for name in ("open-braces", "open-commands", "double-quotes", "backslashes", "blanks")},
    "assignments": "".join([f"A{number}=v{number}\n" for number in range(LINES)]),
    "long-value": "A=" + "x" * VALUE + "\nB=1\n",
    "long-quoted-value": 'A="' + "x y " * (VALUE // 4) + '"\nB=1\n',
}


def steps(dialect: Dialect, text: str) -> int:
    """Count the calls that a reading makes, those of built-in functions too."""
    count = 0

    def step(*_: object) -> None:
        nonlocal count
        count += 1

    data = text.encode()
    before = sys.getprofile()
    sys.setprofile(step)
    try:
        dialect.read(data, HOST)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("name", DIALECTS)
def test_twice_the_text_takes_about_twice_the_steps(name: str) -> None:
    dialect = dialects()[name]
    grown = {}
    for shape, text in SHAPES.items():
        once, twice = steps(dialect, text(SMALL)), steps(dialect, text(2 * SMALL))
        if twice > AT_MOST * once + ALLOWED:
            grown[shape] = (once, twice)
    assert not grown


@pytest.mark.parametrize("name", DIALECTS)
def test_large_files_come_to_an_end(name: str) -> None:
    """A pattern that looks at a text once for each of its characters takes minutes here, not a moment."""
    read = dialects()[name].read
    for shape, text in LARGE.items():
        reading = read(text.encode(), HOST)
        if shape == "assignments" and reading.ok:
            assert len(reading.assignments) == LINES
