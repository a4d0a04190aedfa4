"""The containers of an Amazon ECS task definition, and the layers of a container's environment.

Sources: Amazon ECS API reference, ContainerDefinition, KeyValuePair, Secret and EnvironmentFile; Developer Guide, "Pass
environment variables to an Amazon ECS container": ``environment`` takes precedence over environment files.
"""

from __future__ import annotations

import re

from envlint.core.record import Record
from envlint.core.source import Binding, Notice, Reading, Unseen
from envlint.core.value import Value
from envlint.formats import names
from envlint.formats.kubernetes.objects import at, mappings, text_at
from envlint.formats.kubernetes.scalars import NOTHING, content, kind, span
from envlint.formats.yaml_nodes import Mapping, Scalar, Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Final

    from envlint.core.source import Source
    from envlint.formats.yaml_nodes import Node

PLACES: Final = (("containerDefinitions",), ("taskDefinition", "containerDefinitions"), ())
"""What is given to register a definition, what describing one prints, and the bare list that Terraform wants."""
LISTS: Final = ("environment", "secrets", "environmentFiles")
SECRETS_MANAGER: Final = re.compile(r"arn:aws[a-z-]*:secretsmanager:")
FILE: Final = re.compile(r"(?:.*/)?([A-Za-z0-9._-]{1,100})")
REFUSED: Final = "which ECS refuses"


class Container(Record):
    """A container. ``offered`` tells those that set something, which may be meant when none is named."""

    name: str
    node: Mapping
    offered: bool


def containers(roots: list[Node]) -> list[Container]:
    """Return the containers of all task definitions of a text."""
    found = []
    for root in roots:
        nodes = next((nodes for path in PLACES if (nodes := mappings(at(root, *path)))), [])
        for node in nodes:
            offered = any(mappings(node.get(key)) for key in LISTS)
            found.append(Container(text_at(node, "name") or "unnamed", node, offered))
    return found


def readings(container: Container, source: Source) -> tuple[Reading, ...]:
    """Return the layers of a container, weakest first, the last with what is wrong with any of them."""
    layers = _Layers(source)
    files = [layers.of_file(item) for item in layers.items(container.node, "environmentFiles")]
    own = layers.of_environment(container.node)
    kept = layers.of_secrets(container.node, {binding.name for binding in own.bindings})
    layers.notices += (*names.notices(own.bindings), *names.notices(kept.bindings))
    found = tuple(sorted(layers.notices, key=lambda notice: notice.start))
    return (*files, own, kept.replace(notices=found))


class _Layers:
    """Reads the lists of one container; ``notices`` is what is wrong with them."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.notices: list[Notice] = []

    def items(self, node: Mapping, key: str) -> Iterator[Mapping]:
        """Yield the entries of a list, and note what is none."""
        listed = node.get(key)
        if listed is not None and not isinstance(listed, Sequence) and kind(listed, self.source.text) != NOTHING:
            self._say("malformed-line", listed, f"{key} is no list, {REFUSED}")
        for item in listed.items if isinstance(listed, Sequence) else ():
            if isinstance(item, Mapping):
                yield item
            else:
                self._say("malformed-line", item, f"an entry of {key} is no object, {REFUSED}")

    def of_file(self, item: Mapping) -> Reading:
        """Return the layer that a file in S3 is: none of it is seen."""
        named = FILE.fullmatch(text_at(item, "value"))
        reason = f"the environment file{f' {named[1]}' if named else ''} is kept in S3"
        start, end = span(item.get("value") or item, self.source.text)
        return Reading(self.source, unseen=(Unseen(reason, "", start, end),))

    def of_environment(self, node: Mapping) -> Reading:
        """Return the layer that ``environment`` is. ECS expands nothing in its values."""
        bindings = []
        for item, name in self._named(node, "environment"):
            value = item.get("value")
            said = kind(value, self.source.text) if value is not None else ""
            if value is not None and said:
                self._say("value-not-a-string", value, f"it is {said}, {REFUSED}", name.value)
            text = content(value) if value is not None and said != NOTHING else ""
            where = span(value, self.source.text) if value is not None else (-1, -1)
            bindings.append(self._binding(name, text, "environment", value_span=where))
        return Reading(self.source, tuple(bindings))

    def of_secrets(self, node: Mapping, taken: set[str]) -> Reading:
        """Return the layer that ``secrets`` is: names without their values."""
        bindings = []
        for item, name in self._named(node, "secrets"):
            if name.value in taken:
                self._say("malformed-line", name, f"a secret has the name of an environment entry, {REFUSED}")
            manager = SECRETS_MANAGER.match(text_at(item, "valueFrom"))
            keeper = "Secrets Manager" if manager else "the SSM Parameter Store"
            bindings.append(self._binding(name, "", "secrets", unseen=f"it is kept in {keeper}"))
        return Reading(self.source, tuple(bindings))

    def _named(self, node: Mapping, key: str) -> Iterator[tuple[Mapping, Scalar]]:
        for item in self.items(node, key):
            name = item.get("name")
            if isinstance(name, Scalar) and name.value:
                yield item, name
            else:
                self._say("malformed-line", item, f"an entry of {key} has no name, {REFUSED}")

    def _binding(self, name: Scalar, text: str, layer: str, **more: Any) -> Binding:
        place = span(name, self.source.text)
        return Binding(name.value, Value(text), self.source, name_span=place, layer=layer, **more)

    def _say(self, notice: str, node: Node, detail: str, name: str = "") -> None:
        start, end = span(node, self.source.text)
        line = self.source.text.find("\n", start, end)
        self.notices.append(Notice(notice, start, max(end if line < 0 else line, start + 1), name, detail))
