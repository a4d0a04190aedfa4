"""Prisma schemas: ``env("X")``, which must be set."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.inventories.configs.page import Item, Page

CALL: Final = re.compile(r"//[^\n]*|\benv\(\s*\"([A-Za-z_][A-Za-z0-9_]*)\"\s*\)")


def read(page: Page) -> Iterator[Item]:
    """Yield the variables of a schema: Prisma refuses to run without them."""
    for match in CALL.finditer(page.text):
        if match[1]:
            yield page.read(match[1], match.start(1), how="framework", via="prisma", required=True)
