"""Templates for ``envsubst``, such as nginx's image fills in: only ``${UPPER}``, since ``$host`` is nginx's own."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.inventories.configs.page import Item, Page

REFERENCE: Final = re.compile(r"(?<![\\$])\$\{([A-Z_][A-Z0-9_]*)\}")
COMMENT: Final = re.compile(r"^[ \t]*(?:#|//|;)[^\n]*", re.MULTILINE)
SCRIPT: Final = re.compile(r"#!|\s*AWSTemplateFormatVersion")


def read(page: Page) -> Iterator[Item]:
    """Yield what a template is filled in with. Scripts and stacks of a cloud have variables of their own."""
    if SCRIPT.match(page.text) or "AWSTemplateFormatVersion" in page.text:
        return
    text = COMMENT.sub(lambda match: " " * len(match[0]), page.text)
    for match in REFERENCE.finditer(text):
        yield page.read(match[1], match.start(1))
