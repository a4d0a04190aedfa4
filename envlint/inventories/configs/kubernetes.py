"""Kubernetes objects: what containers are given, and what their command lines read."""

from __future__ import annotations

import re

from envlint.formats.unparsed import Unparsed
from envlint.formats.yaml import load
from envlint.formats.yaml_nodes import Mapping, Scalar, Sequence, children
from envlint.inventories.configs.images import built_here
from envlint.inventories.configs.page import Offered, Runs, Wanted
from envlint.inventories.configs.references import upper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.formats.yaml_nodes import Node
    from envlint.inventories.configs.page import Item, Page

NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
EXPANDED: Final = re.compile(r"\$\$|\$\(([A-Z_][A-Z0-9_]*)\)")
SOURCES: Final = {"configMapRef": "configmap", "secretRef": "secret"}
OFFERS: Final = {"ConfigMap": "configmap", "Secret": "secret"}
# Of a Helm template that is no YAML: the names in the list below `env:`, which are indented as deep as it or deeper.
ENV: Final = re.compile(r"^([ ]*)(?:- )?env:[ ]*(?:#.*)?$")
ITEM: Final = re.compile(r"^([ ]*)- name:[ ]*[\"']?([A-Za-z_][A-Za-z0-9_]*)[\"']?[ ]*(?:#.*)?$")
INDENT: Final = re.compile(r"[ ]*")


def read(page: Page) -> Iterator[Item]:
    """Yield what containers are given and read. Somebody else's image is given that program's variables: left out.

    Raises:
        Unparsed: the file is no valid YAML, and no template either.
    """
    try:
        roots = load(page.text).roots
    except Unparsed:
        if "{{" not in page.text:
            raise
        yield from _lines(page)
        return
    stack, seen = list(reversed(roots)), set[int]()
    while stack:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Mapping):
            yield from _object(page, node)
        elif isinstance(node, Scalar) and node.style not in ("|", ">"):  # a block is a file or a script of its own
            yield from (
                page.reference(one) for one in upper(page.text, node.start, node.end) if _braced(page, one.start)
            )
        stack += reversed(children(node))


def _braced(page: Page, start: int) -> bool:
    """Whether a reference is ``${X}``: what is substituted before the object is applied."""
    return page.text[start - 1] == "{"


def _object(page: Page, node: Mapping) -> Iterator[Item]:
    kind = node.get("kind")
    if isinstance(kind, Scalar) and kind.value in OFFERS:
        yield from _offered(page, node, OFFERS[kind.value])
    for key, value in node.pairs:
        if isinstance(key, Scalar) and key.value in ("containers", "initContainers") and isinstance(value, Sequence):
            for container in value.items:
                if isinstance(container, Mapping):
                    yield from _container(page, container)


def _offered(page: Page, node: Mapping, kind: str) -> Iterator[Item]:
    metadata = node.get("metadata")
    name = metadata.get("name") if isinstance(metadata, Mapping) else None
    tables = [table for table in map(node.get, ("data", "stringData")) if isinstance(table, Mapping)]
    keys = [key for table in tables for key, _ in table.entries() if NAME.fullmatch(key.value)]
    if isinstance(name, Scalar):
        written = tuple(page.write(key.value, key.start + bool(key.style)) for key in keys)
        yield Offered(kind, name.value, written)


def _container(page: Page, container: Mapping) -> Iterator[Item]:
    image, env = container.get("image"), container.get("env")
    templated = isinstance(image, Scalar) and "{{" in image.value
    ours = isinstance(image, Scalar) and not templated and built_here(image.value, page.images)
    given = [
        (name, item.get("value"))
        for item in _items(env)
        if isinstance(name := item.get("name"), Scalar) and NAME.fullmatch(name.value)
    ]
    if ours:
        yield Runs(page.at(container.start))
        yield from _wanted(page, container.get("envFrom"))
    if ours or templated or image is None:
        for name, value in given:
            text = value.value if isinstance(value, Scalar) else None
            yield page.write(name.value, name.start + bool(name.style), ours=ours, value=text)
    known = set() if ours else {name.value for name, _ in given}
    for match in EXPANDED.finditer(page.text, container.start, container.end):
        if match[1] and match[1] not in known:
            yield page.read(match[1], match.start(1))


def _wanted(page: Page, node: Node | None) -> Iterator[Item]:
    for item in _items(node):
        for key, kind in SOURCES.items():
            source = item.get(key)
            name = source.get("name") if isinstance(source, Mapping) else None
            if isinstance(name, Scalar):
                yield Wanted(kind, name.value, page.at(name.start))


def _items(node: Node | None) -> list[Mapping]:
    items = node.items if isinstance(node, Sequence) else []
    return [item for item in items if isinstance(item, Mapping)]


def _lines(page: Page) -> Iterator[Item]:
    """Yield the names of a template's ``env`` lists, line by line: whose container it is, only its rendering tells."""
    depth, offset = -1, 0
    for line in page.text.splitlines(keepends=True):
        text = line.rstrip("\r\n")
        if match := ENV.match(text):
            depth = len(match[1])
        elif depth >= 0 and (match := ITEM.match(text)) and len(match[1]) >= depth:
            yield page.write(match[2], offset + match.start(2), ours=False)
        elif (bare := text.strip()) and not bare.startswith(("{{", "#", "-")):
            indent = INDENT.match(text)
            depth = depth if indent and len(indent[0]) > depth else -1
        offset += len(line)
