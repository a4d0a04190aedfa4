"""uWSGI's ini files: ``if-env``, ``if-not-env`` and ``$(X)`` read, ``env = X=v`` sets."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.inventories.configs.page import Item, Page

LINE: Final = re.compile(r"^[ \t]*([A-Za-z][\w-]*)[ \t]*=[ \t]*([^\n]*)", re.MULTILINE)
ASKED: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
EXPANDED: Final = re.compile(r"\$\(([A-Za-z_][A-Za-z0-9_]*)\)")
CONDITIONS: Final = frozenset(("if-env", "if-not-env", "ifenv"))


def read(page: Page) -> Iterator[Item]:
    """Yield what the configuration asks for and sets for the application."""
    for match in LINE.finditer(page.text):
        name = ASKED.match(page.text, match.start(2), match.end(2))
        if name and match[1] in CONDITIONS:
            yield page.read(name[0], name.start(), required=False)
        elif name and match[1] == "env":
            yield page.write(name[0], name.start())
        yield from (
            page.read(one[1], one.start(1)) for one in EXPANDED.finditer(page.text, match.start(2), match.end(2))
        )
