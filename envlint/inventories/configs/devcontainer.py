"""Development containers: ``${localEnv:X}`` reads the machine's, ``containerEnv`` and ``remoteEnv`` set."""

from __future__ import annotations

import re

from envlint.inventories.configs.jsonc import strings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.inventories.configs.page import Item, Page

REFERENCE: Final = re.compile(r"\$\{(?:localEnv|env):([A-Za-z_][A-Za-z0-9_]*)(?::([^{}]*))?\}")
TABLES: Final = frozenset(("containerEnv", "remoteEnv"))


def read(page: Page) -> Iterator[Item]:
    """Yield what the container is given, and what of the developer's environment."""
    for string in strings(page.text):
        if string.is_key:
            if len(string.keys) == 2 and string.keys[0] in TABLES:
                yield page.write(string.text, string.start, ours=False)
            continue
        for match in REFERENCE.finditer(page.text, string.start, string.end):
            yield page.read(match[1], match.start(1), default=match[2])
