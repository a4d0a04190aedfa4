"""GitLab pipelines: ``variables`` sets, and scripts read what the project's settings supply."""

from __future__ import annotations

import re

from envlint.formats.yaml import load
from envlint.formats.yaml_nodes import Mapping, Scalar, Sequence, children
from envlint.inventories.configs.scripts import assigned, expanded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.formats.yaml_nodes import Node
    from envlint.inventories.configs.page import Item, Page

# GitLab's predefined variables.
PREDEFINED: Final = re.compile(r"(?:CI|GITLAB|FF|CHAT|TRIGGER)_\w+|CI")


def read(page: Page) -> Iterator[Item]:
    """Yield what a pipeline sets for its jobs, and what their scripts read that it does not set.

    Raises:
        Unparsed: the file is no valid YAML.
    """
    documents = load(page.text)
    tables = list(_variables(documents.roots))
    known = {key.value for table in tables for key, _ in table.entries()}
    for table in tables:
        for key, _ in table.entries():
            yield page.write(key.value, key.start + bool(key.style), ours=False)
    scalars = [scalar for scalar in documents.scalars() if "$" in scalar.value]
    known |= assigned(page.text)
    for scalar in scalars:
        for one in expanded(page.text, scalar.start, scalar.end):
            if one.name not in known and not PREDEFINED.fullmatch(one.name):
                yield page.reference(one)


def _variables(roots: list[Node]) -> Iterator[Mapping]:
    stack, seen = list(roots), set[int]()
    while stack:
        node = stack.pop()
        if id(node) in seen or isinstance(node, Scalar):
            continue
        seen.add(id(node))
        table = node.get("variables") if isinstance(node, Mapping) else None
        if isinstance(table, Mapping):
            yield table
        if isinstance(node, Mapping | Sequence):
            stack += children(node)
