"""Docker's bake files: a ``variable`` block takes its value from the environment, else its ``default``."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.inventories.configs.page import Item, Page

BLOCK: Final = re.compile(r"^[ \t]*variable[ \t]+\"([A-Za-z_][A-Za-z0-9_]*)\"[ \t]*\{([^{}]*)", re.MULTILINE)
DEFAULT: Final = re.compile(r"^[ \t]*default[ \t]*=[ \t]*(?:\"([^\"\n$]*)\"|([^\s\"#]+))", re.MULTILINE)


def read(page: Page) -> Iterator[Item]:
    """Yield the variables of a bake file."""
    for match in BLOCK.finditer(page.text):
        given = DEFAULT.search(match[2])
        default = (given[1] if given[1] is not None else given[2]) if given else None
        yield page.read(match[1], match.start(1), default=None if default == "null" else default)
