"""The objects of a stream of manifests, those in lists included."""

from __future__ import annotations

import re

from envlint.core.record import Record
from envlint.formats.kubernetes.scalars import content
from envlint.formats.yaml_nodes import Mapping, Scalar, Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.formats.yaml_nodes import Node

LIST: Final = "List"
PRINTABLE: Final = re.compile(r"[A-Za-z0-9._-]{1,100}")


class Object(Record):
    """An object, by what others find it: ``namespace`` is empty where the manifest leaves it to who applies it."""

    kind: str
    name: str
    namespace: str
    node: Mapping


def objects(roots: list[Node]) -> list[Object]:
    """Return the objects of all documents in order: a ``kind: List``, or ``PodList``, stands for its items.

    Source: Kubernetes API reference, "Resource operations" and "Common Definitions: ListMeta"; ``kubectl get -o yaml``
    prints several objects as a ``List``.
    """
    return [found for root in roots for found in _objects(root, "")]


def _objects(node: Node, kind: str) -> Iterator[Object]:
    if not isinstance(node, Mapping):
        return
    kind = text_at(node, "kind") or kind
    items = node.get("items")
    if kind.endswith(LIST) and isinstance(items, Sequence):
        for item in items.items:
            yield from _objects(item, kind.removesuffix(LIST))
        return
    name = text_at(node, "metadata", "name") or text_at(node, "metadata", "generateName")
    yield Object(kind or "Object", name or "unnamed", text_at(node, "metadata", "namespace"), node)


def at(node: Node | None, *keys: str) -> Node | None:
    """Return what a path of keys leads to, None where it ends early."""
    for key in keys:
        node = node.get(key) if isinstance(node, Mapping) else None
    return node


def text_at(node: Node | None, *keys: str) -> str:
    """Return the text that a path of keys leads to, empty where there is none."""
    found = at(node, *keys)
    return content(found) if found is not None else ""


def is_true(node: Node | None) -> bool:
    """Whether a scalar says yes."""
    return isinstance(node, Scalar) and not node.style and node.value in ("true", "True", "TRUE")


def mappings(node: Node | None) -> list[Mapping]:
    """Return the mappings of a list."""
    return [item for item in node.items if isinstance(item, Mapping)] if isinstance(node, Sequence) else []


def called(kind: str, name: str) -> str:
    """Return what an object is called in a sentence; its name only if it is one, and no piece of something else."""
    return f"{kind} {name}" if PRINTABLE.fullmatch(name) else f"{kind} of this name"
