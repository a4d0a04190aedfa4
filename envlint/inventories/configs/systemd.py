"""Units of systemd: ``Environment=`` sets, ``PassEnvironment=`` passes on, command lines read (systemd.exec(5))."""

from __future__ import annotations

import re

from envlint.formats.systemd import unit
from envlint.formats.systemd.words import split
from envlint.inventories.configs.page import Runs, Wanted
from envlint.inventories.configs.references import upper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.formats.systemd.unit import Setting
    from envlint.inventories.configs.page import Item, Page

NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def read(page: Page) -> Iterator[Item]:
    """Yield what a unit sets for the program that it starts, and what its command lines read.

    Raises:
        Unparsed: systemd does not load such a unit.
    """
    for setting in unit.read(page.text).settings:
        start, end = setting.span(0, len(setting.value))
        if setting.key == "Environment":
            yield from _environment(page, setting)
        elif setting.key == "EnvironmentFile" and setting.value:
            yield Wanted("file", setting.value.removeprefix("-"), page.at(start))
        elif setting.key == "PassEnvironment":
            words, _ = split(setting)
            yield from (page.read(word.text, word.place[0]) for word in words if NAME.fullmatch(word.text))
        elif setting.key.startswith("Exec"):
            if setting.key == "ExecStart":
                yield Runs(page.at(start))
            yield from (page.reference(one) for one in upper(page.text, start, end))


def _environment(page: Page, setting: Setting) -> Iterator[Item]:
    words, _ = split(setting)
    for word in words:
        name, equals, _ = word.text.partition("=")
        if equals and NAME.fullmatch(name):
            yield page.write(name, word.part(0, len(name))[0])
