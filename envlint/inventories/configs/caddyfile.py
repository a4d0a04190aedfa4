"""Caddyfiles: ``{$X:d}`` is filled in when the file is read, ``{env.X}`` when a request is answered."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.inventories.configs.page import Item, Page

REFERENCE: Final = re.compile(r"(?:^|(?<=\s))\#[^\n]*|\{(?:\$|env\.)([A-Za-z_]\w*)(?::([^{}\n]*))?\}", re.MULTILINE)


def read(page: Page) -> Iterator[Item]:
    """Yield what the server's configuration reads."""
    for match in REFERENCE.finditer(page.text):
        if match[1]:
            yield page.read(match[1], match.start(1), default=match[2])
