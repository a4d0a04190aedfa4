"""GitHub workflows and composite actions: ``${{ secrets.X }}`` and ``${{ vars.X }}`` read, ``env`` sets."""

from __future__ import annotations

import re

from envlint.formats.yaml import load
from envlint.formats.yaml_nodes import Mapping, Scalar, children

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.formats.yaml_nodes import Node
    from envlint.inventories.configs.page import Item, Page

EXPRESSION: Final = re.compile(r"\$\{\{((?:[^}$]|\}(?!\})|\$(?!\{\{))*)\}\}")
STORED: Final = re.compile(
    r"\b(?:secrets|vars)(?:\.([A-Za-z_][A-Za-z0-9_]*)|\[\s*['\"]([A-Za-z_][A-Za-z0-9_]*)['\"]\s*\])"
)
NAMES: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
# Of these keys the whole value is an expression, with or without ${{ }}.
CONDITION: Final = "if"
SUPPLIED: Final = "GITHUB_TOKEN"


def read(page: Page) -> Iterator[Item]:
    """Yield what a workflow takes from the repository's settings, and what it sets for its steps.

    What ``env`` sets is read by whatever a step runs, which is seldom the project's own program: it is supplied, and
    nobody can say that it is not read. Containers of ``services`` are other programs altogether.

    Raises:
        Unparsed: the file is no valid YAML.
    """
    stack: list[Node] = list(reversed(load(page.text).roots))
    seen: set[int] = set()
    while stack:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Scalar):
            yield from _expressions(page, node.start, node.end)
        elif isinstance(node, Mapping):
            yield from _mapping(page, node)
        stack += reversed(children(node))


def _mapping(page: Page, node: Mapping) -> Iterator[Item]:
    for key, value in node.pairs:
        if not isinstance(key, Scalar):
            continue
        if key.value == CONDITION and isinstance(value, Scalar) and "${{" not in value.value:
            yield from _stored(page, value.start, value.end)
        elif key.value == "env" and isinstance(value, Mapping) and not _is_service(node):
            for name, _ in value.entries():
                if NAMES.fullmatch(name.value):
                    yield page.write(name.value, name.start + bool(name.style), ours=False)


def _is_service(node: Mapping) -> bool:
    return node.get("image") is not None


def _expressions(page: Page, start: int, end: int) -> Iterator[Item]:
    for match in EXPRESSION.finditer(page.text, start, end):
        yield from _stored(page, match.start(1), match.end(1))


def _stored(page: Page, start: int, end: int) -> Iterator[Item]:
    for match in STORED.finditer(page.text, start, end):
        group = 1 if match[1] else 2
        if match[group].upper() != SUPPLIED:
            yield page.read(match[group], match.start(group))
