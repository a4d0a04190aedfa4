"""Compose files: ``${X:-d}`` reads what the caller has, ``environment`` sets, and a bare name passes on."""

from __future__ import annotations

import re

from envlint.formats.yaml import load
from envlint.formats.yaml_nodes import Mapping, Scalar, Sequence
from envlint.inventories.configs.images import built_here
from envlint.inventories.configs.page import Runs, Wanted
from envlint.inventories.configs.references import upper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.formats.yaml_nodes import Node
    from envlint.inventories.configs.page import Item, Page

NAME: Final = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)(=)?")
NOTHING: Final = ("", "null", "~")


def read(page: Page) -> Iterator[Item]:
    """Yield what the compose file reads, and what it sets for services that run the project's own image.

    What a service with somebody else's image is given is that program's business: nothing is said of it.

    Raises:
        Unparsed: the file is no valid YAML.
    """
    documents = load(page.text)
    seen: set[int] = set()
    for root in documents.roots:
        services = root.get("services") if isinstance(root, Mapping) else None
        if isinstance(services, Mapping):
            for _, service in services.entries():
                if isinstance(service, Mapping):
                    yield from _service(page, service, seen)
    for scalar in documents.scalars():
        if "$" in scalar.value:
            yield from (page.reference(one) for one in upper(page.text, scalar.start, scalar.end))


def _service(page: Page, service: Mapping, seen: set[int]) -> Iterator[Item]:
    image = service.get("image")
    ours = service.get("build") is not None or (isinstance(image, Scalar) and built_here(image.value, page.images))
    if ours:
        yield Runs(page.at(service.start))
        yield from _files(page, service.get("env_file"))
    for scalar, value in _variables(service.get("environment")):
        if id(scalar) in seen or not (match := NAME.match(scalar.value)):
            continue
        seen.add(id(scalar))
        start = scalar.start + bool(scalar.style)
        if value is None:
            yield page.read(match[1], start)
        if ours:
            yield page.write(match[1], start, value=value)
    build = service.get("build")
    if isinstance(build, Mapping):
        passed_on = [scalar for scalar, value in _variables(build.get("args")) if value is None]
        yield from (page.read(scalar.value, scalar.start + bool(scalar.style)) for scalar in passed_on)


def _variables(node: Node | None) -> Iterator[tuple[Scalar, str | None]]:
    """Yield the scalar that begins with each name, and its value: None where the caller's is passed on."""
    if isinstance(node, Mapping):
        for key, value in node.entries():
            if isinstance(value, Scalar):
                yield key, None if not value.style and value.value in NOTHING else value.value
    elif isinstance(node, Sequence):
        for item in node.items:
            if isinstance(item, Scalar):
                _, equals, text = item.value.partition("=")
                yield item, text if equals else None


def _files(page: Page, node: Node | None) -> Iterator[Item]:
    """Yield the files of ``env_file``: one, a list of them, or a list of mappings with ``path``."""
    for item in node.items if isinstance(node, Sequence) else [node]:
        path = item.get("path") if isinstance(item, Mapping) else item
        if isinstance(path, Scalar):
            yield Wanted("file", path.value, page.at(path.start))
