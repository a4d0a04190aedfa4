"""Serverless Framework: ``${env:X, 'd'}`` reads, ``environment`` sets for the functions."""

from __future__ import annotations

import re

from envlint.formats.yaml import load
from envlint.formats.yaml_nodes import Mapping, Scalar, children
from envlint.inventories.configs.page import Runs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.formats.yaml_nodes import Node
    from envlint.inventories.configs.page import Item, Page

REFERENCE: Final = re.compile(
    r"\$\{(?:env:|opt:[^,{}]*,\s*env:)([A-Za-z_]\w*)(?:\s*,\s*(?:'([^']*)'|\"([^\"]*)\"|([\w.-]+))(?=\s*\}))?"
)


def read(page: Page) -> Iterator[Item]:
    """Yield what the stack asks for when it is deployed, and what its functions are given.

    Raises:
        Unparsed: the file is no valid YAML.
    """
    stack: list[Node] = list(load(page.text).roots)
    seen: set[int] = set()
    while stack:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        table = node.get("environment") if isinstance(node, Mapping) else None
        if isinstance(table, Mapping):
            yield Runs(page.at(table.start))
            yield from (page.write(key.value, key.start + bool(key.style)) for key, _ in table.entries())
        if isinstance(node, Scalar):
            yield from _references(page, node)
        stack += children(node)


def _references(page: Page, scalar: Scalar) -> Iterator[Item]:
    for match in REFERENCE.finditer(page.text, scalar.start, scalar.end):
        default = next((given for given in match.group(2, 3, 4) if given is not None), None)
        yield page.read(match[1], match.start(1), default=default)
