"""What is known of a container's environment so far, while its layers are gone through."""

from __future__ import annotations

from envlint.core.source import Notice
from envlint.formats.kubernetes.objects import called
from envlint.formats.kubernetes.scalars import NOTHING, kind, span
from envlint.formats.yaml_nodes import Mapping, Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

    from envlint.core.source import Binding, Source, Unseen
    from envlint.formats.kubernetes.links import Links
    from envlint.formats.kubernetes.stores import Stores
    from envlint.formats.yaml_nodes import Node

REFUSED: Final = "which the API server refuses"
MANY: Final = 100


class State:
    """``texts`` are the variables whose values are seen, ``hidden`` says why those of others are not.

    ``perhaps`` says of variables why it is not seen whether they are set, ``unseen`` of whole stores.
    """

    def __init__(self, source: Source, stores: Stores, links: Links, namespace: str) -> None:
        self.source = source
        self.stores = stores
        self.namespace = namespace
        self.texts: dict[str, str] = {}
        self.hidden: dict[str, str] = {}
        self.perhaps: dict[str, str] = {}
        self.unseen: list[Unseen] = []
        self.notices: list[Notice] = []
        self._links = links

    def know(self, bindings: Iterable[Binding]) -> None:
        """Take note of variables that are set from here on."""
        for binding in bindings:
            if binding.unseen:
                self.hidden[binding.name] = binding.unseen
                self.texts.pop(binding.name, None)
            else:
                self.texts[binding.name] = binding.value.raw
                self.hidden.pop(binding.name, None)

    def why_unseen(self, name: str) -> str:
        """Return why it is not seen what a name stands for; empty if it is, or if nothing sets it."""
        if name in self.texts:
            return ""
        return self.hidden.get(name) or self.perhaps.get(name) or self._of_store(name) or self._links.why_unseen(name)

    def _of_store(self, name: str) -> str:
        """Return why a name may come from a store that is not seen; of very many stores, any name may."""
        fitting = (part.reason for part in self.unseen if name.startswith(part.prefix) or len(self.unseen) > MANY)
        return next(fitting, "")

    def absent(self, kind: str, name: str, *, optional: bool) -> str:
        """Say that a store is not there, and so what it holds is not seen."""
        if not name:
            return f"the {kind} that it refers to is not named"
        said = f"the {called(kind, name)}{', which is optional,' if optional else ''}"
        return f"{said} is {'of another namespace' if self.stores.elsewhere(kind, name) else 'not in the stream'}"

    def items(self, node: Node | None, what: str) -> Iterator[Mapping]:
        """Yield the entries of ``env`` or ``envFrom``, and note what is none."""
        if not isinstance(node, Sequence):
            if node is not None and kind(node, self.source.text) != NOTHING:
                self.broken(node, f"{what} is no list, {REFUSED}")
            return
        for item in node.items:
            if isinstance(item, Mapping):
                yield item
            else:
                self.broken(item, f"an entry of {what} is no mapping, {REFUSED}")

    def broken(self, node: Node, detail: str) -> None:
        """Note what keeps a container from being created or started."""
        start, end = span(node, self.source.text)
        line = self.source.text.find("\n", start, end)
        self.notices.append(Notice("malformed-line", start, max(end if line < 0 else line, start + 1), detail=detail))

    def not_text(self, node: Node, name: str, detail: str) -> None:
        """Note what is no text where text must stand."""
        start, end = span(node, self.source.text)
        self.notices.append(Notice("value-not-a-string", start, max(end, start + 1), name, f"{detail}, {REFUSED}"))
