"""Render's blueprints: the services are the project's own, ``envVars`` sets."""

from __future__ import annotations

from envlint.formats.yaml import load
from envlint.formats.yaml_nodes import Mapping, Scalar, Sequence
from envlint.inventories.configs.page import Runs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.formats.yaml_nodes import Node
    from envlint.inventories.configs.page import Item, Page


def read(page: Page) -> Iterator[Item]:
    """Yield what the services are given; those of an image are other programs.

    Raises:
        Unparsed: the file is no valid YAML.
    """
    for root in load(page.text).roots:
        if not isinstance(root, Mapping):
            continue
        for service in _mappings(root.get("services")):
            if service.get("image") is None:
                yield Runs(page.at(service.start))
                yield from _variables(page, service)
        for group in _mappings(root.get("envVarGroups")):
            yield from _variables(page, group)


def _variables(page: Page, holder: Mapping) -> Iterator[Item]:
    for item in _mappings(holder.get("envVars")):
        key = item.get("key")
        if isinstance(key, Scalar):
            yield page.write(key.value, key.start + bool(key.style))


def _mappings(node: Node | None) -> list[Mapping]:
    return [item for item in node.items if isinstance(item, Mapping)] if isinstance(node, Sequence) else []
