"""``turbo.json``: which variables tasks depend on. Naming one there is not reading it."""

from __future__ import annotations

import re

from envlint.inventories.configs.jsonc import strings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.inventories.configs.page import Item, Page

LISTS: Final = frozenset(("globalEnv", "globalPassThroughEnv", "env", "passThroughEnv"))
ENTRY: Final = re.compile(r"\$?([A-Za-z_][A-Za-z0-9_*]*)")


def read(page: Page) -> Iterator[Item]:
    """Yield the names, with ``*`` where many are meant; ``!NAME`` leaves one out."""
    for string in strings(page.text):
        if len(string.keys) > 1 and string.keys[-2] in LISTS and (match := ENTRY.fullmatch(string.text)):
            yield page.mention(match[1], string.start + match.start(1), pattern="*" in match[1])
