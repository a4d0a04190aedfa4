"""Units of systemd: ``Environment=`` sets, ``PassEnvironment=`` passes on, command lines read (systemd.exec(5))."""

from __future__ import annotations

import re

from envlint.inventories.configs.page import Runs, Wanted
from envlint.inventories.configs.references import upper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.inventories.configs.page import Item, Page

LINE: Final = re.compile(r"^[ \t]*([A-Za-z]+)[ \t]*=[ \t]*((?:[^\n\\]|\\\n|\\.)*)", re.MULTILINE)
# Separated by blanks; an assignment is quoted as a whole, or only its value is, or nothing.
WORD: Final = re.compile(r"(?:[^\s\"'\\]|\\.|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')+", re.DOTALL)
SETTING: Final = re.compile(r"[\"']?([A-Za-z_][A-Za-z0-9_]*)=")
NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def read(page: Page) -> Iterator[Item]:
    """Yield what a unit sets for the program that it starts, and what its command lines read."""
    for match in LINE.finditer(page.text):
        key, start, end = match[1], match.start(2), match.end(2)
        if key == "Environment":
            yield from _environment(page, start, end)
        elif key == "EnvironmentFile":
            yield Wanted("file", match[2].strip().removeprefix("-"), page.at(start))
        elif key == "PassEnvironment":
            yield from (page.read(name[0], name.start()) for name in NAME.finditer(page.text, start, end))
        elif key.startswith("Exec"):
            if key == "ExecStart":
                yield Runs(page.at(start))
            yield from (page.reference(one) for one in upper(page.text, start, end))


def _environment(page: Page, start: int, end: int) -> Iterator[Item]:
    for word in WORD.finditer(page.text, start, end):
        if setting := SETTING.match(page.text, word.start(), word.end()):
            yield page.write(setting[1], setting.start(1))
