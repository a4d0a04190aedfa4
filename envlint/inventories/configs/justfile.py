"""justfiles: ``env_var("X")`` must be set, ``env_var_or_default("X", "d")`` and ``env("X", "d")`` need not."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.inventories.configs.page import Item, Page

CALL: Final = re.compile(
    r"^[ \t]*\#[^\n]* | \benv(?:_var)?(?:_or_default)?\(\s*(?P<quote>[\"'])(?P<name>[A-Za-z_]\w*)(?P=quote)"
    r"(?P<more>\s*,\s*(?:\"(?P<double>[^\"\n]*)\"|'(?P<single>[^'\n]*)')?)?",
    re.VERBOSE | re.MULTILINE,
)


def read(page: Page) -> Iterator[Item]:
    """Yield the variables that a justfile asks for."""
    for match in CALL.finditer(page.text):
        if match["name"]:
            default = match["double"] if match["double"] is not None else match["single"]
            required = match["more"] is None
            yield page.read(match["name"], match.start("name"), default=default, required=required)
