"""``package.json``: the scripts of npm are lines of shell."""

from __future__ import annotations

import re

from envlint.inventories.configs.jsonc import strings
from envlint.inventories.configs.scripts import ASSIGNED, expanded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.inventories.configs.page import Item, Page

CONFIGURATION: Final = re.compile(r"npm_|INIT_CWD")


def read(page: Page) -> Iterator[Item]:
    """Yield what the scripts read, and what they set for their commands, as ``PORT=1 node .`` and cross-env do."""
    for string in strings(page.text):
        if string.is_key or len(string.keys) != 2 or string.keys[0] != "scripts":
            continue
        for match in ASSIGNED.finditer(page.text, string.start, string.end):
            yield page.write(match[1], match.start(1), ours=False)
        for one in expanded(page.text, string.start, string.end):
            if not CONFIGURATION.match(one.name):
                yield page.reference(one)
