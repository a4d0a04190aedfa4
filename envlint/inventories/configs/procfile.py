"""Procfiles: the command of each process is run by a shell."""

from __future__ import annotations

import re

from envlint.inventories.configs.scripts import expanded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.inventories.configs.page import Item, Page

PROCESS: Final = re.compile(r"^[A-Za-z0-9_-]+:[ \t]*([^\n]+)", re.MULTILINE)


def read(page: Page) -> Iterator[Item]:
    """Yield what the commands read."""
    for match in PROCESS.finditer(page.text):
        yield from (page.reference(one) for one in expanded(page.text, match.start(1), match.end(1)))
