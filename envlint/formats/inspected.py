"""What ``docker inspect`` and ``podman inspect`` tell of containers, images and Swarm services.

Source: Docker Engine API 1.48, ``ContainerInspect``, ``ImageInspect``, ``ServiceInspect``; podman-inspect(1), whose
names have no slash. An entry of ``Env`` without an equals sign takes a variable of the image away.
"""

from __future__ import annotations

from envlint.core.record import Record
from envlint.core.source import Binding, Notice
from envlint.core.value import Value
from envlint.formats.yaml_nodes import Mapping, Scalar, Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final

    from envlint.core.source import Source
    from envlint.formats.yaml_nodes import Node

SERVICE_ENV: Final = ("Spec", "TaskTemplate", "ContainerSpec", "Env")
LABELS: Final = ("com.docker.compose.service", "io.podman.compose.service")
SHORTEST_NUMBER: Final = 4
NO_TEXT: Final = "this entry of Env is no text of the form NAME=value"
NO_NAME: Final = "there is no name before the equals sign"


class Inspected(Record):
    """One object: ``name`` as it is shown, ``also`` what it is called besides, ``identity`` its long number in hex."""

    name: str
    also: tuple[str, ...]
    identity: str
    env: Node | None


def objects(root: Node) -> list[Inspected]:
    """Return the objects of a document: a list of them, one of them, its ``Config`` alone, or its ``Env`` alone."""
    if isinstance(root, Sequence):
        if root.items and all(isinstance(item, Scalar) for item in root.items):
            return [Inspected("env", (), "", root)]
        found = [_object(item) for item in root.items if isinstance(item, Mapping)]
    else:
        found = [_object(root)] if isinstance(root, Mapping) else []
    return [each for each in found if each is not None]


def _is_number(each: Inspected, part: str) -> bool:
    return len(part) >= SHORTEST_NUMBER and each.identity.startswith(part.removeprefix("sha256:"))


MEANINGS: Final[tuple[Callable[[Inspected, str], bool], ...]] = (
    lambda each, part: part == each.name,
    lambda each, part: part in each.also,
    _is_number,
)
"""How a word may mean an object; the first that fits any object counts."""


def _object(node: Mapping) -> Inspected | None:
    for path in (("Config", "Env"), ("Env",), SERVICE_ENV):
        holder = _at(node, path[:-1])
        if isinstance(holder, Mapping) and any(key.value == path[-1] for key, _ in holder.entries()):
            break
    else:
        return None
    tags = _at(node, ("RepoTags",))
    images = [item.value for item in tags.items if isinstance(item, Scalar)] if isinstance(tags, Sequence) else []
    identity = (_text(node, "Id") or _text(node, "ID")).removeprefix("sha256:")
    own = _text(node, "Name").removeprefix("/") or _text(node, "Spec", "Name")
    names = [name for name in (own, *images, identity[:12]) if name] or ["env"]
    services = [_text(node, "Config", "Labels", label) for label in LABELS]
    also = (*names[1:], *(name for name in services if name))
    return Inspected(names[0], also, identity, holder.get(path[-1]))


def bindings(env: Node | None, source: Source) -> tuple[list[Binding], list[Notice]]:
    """Return what a list of ``NAME=value`` sets, and what is wrong with it."""
    found: list[Binding] = []
    notices: list[Notice] = []
    gone: dict[str, int] = {}
    for item in env.items if isinstance(env, Sequence) else []:
        if not isinstance(item, Scalar) or item.style != '"':
            notices.append(Notice("malformed-line", item.start, item.end, detail=NO_TEXT))
            continue
        name, equals, value = item.value.partition("=")
        if equals and name:
            found.append(_binding(name, value, item, source))
        elif equals:
            notices.append(Notice("malformed-line", item.start, item.end, detail=NO_NAME))
        else:
            gone[name] = len(found)
    return [binding for index, binding in enumerate(found) if index >= gone.get(binding.name, 0)], notices


def _binding(name: str, value: str, item: Scalar, source: Source) -> Binding:
    # A name with escapes has no exact place; Go, which writes these texts, escapes neither letters nor the equals sign.
    start = item.start + 1
    if not source.text.startswith(f"{name}=", start):
        return Binding(name, Value(value), source)
    equals = start + len(name)
    return Binding(name, Value(value), source, name_span=(start, equals), value_span=(equals + 1, item.end - 1))


def _at(node: Node, path: tuple[str, ...]) -> Node | None:
    found: Node | None = node
    for key in path:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found


def _text(node: Node, *path: str) -> str:
    found = _at(node, path)
    return found.value if isinstance(found, Scalar) and found.style else ""
