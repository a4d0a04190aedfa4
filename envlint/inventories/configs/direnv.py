"""direnv's ``.envrc``: a script of bash that sets variables for whoever enters the folder."""

from __future__ import annotations

import re

from envlint.inventories.configs.scripts import expanded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.inventories.configs.page import Item, Page

EXPORT: Final = re.compile(r"^[ \t]*export[ \t]+([A-Za-z_][A-Za-z0-9_]*)=", re.MULTILINE)
COMMENT: Final = re.compile(r"(?:^|(?<=\s))#[^\n]*", re.MULTILINE)


def read(page: Page) -> Iterator[Item]:
    """Yield what is set for a developer, and what is read on the way."""
    text = COMMENT.sub(lambda match: " " * len(match[0]), page.text)
    yield from (page.write(match[1], match.start(1), ours=False) for match in EXPORT.finditer(text))
    yield from (page.reference(one) for one in expanded(text))
