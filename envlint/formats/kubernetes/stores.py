"""ConfigMaps and Secrets of a stream: the texts they hold, by key."""

from __future__ import annotations

from base64 import b64decode

from envlint.core.source import Notice
from envlint.formats.kubernetes.objects import text_at
from envlint.formats.kubernetes.scalars import NOTHING, content, kind, quote, span
from envlint.formats.kubernetes.sealed import FILLED_BY_KUBERNETES, sealed, secret_name
from envlint.formats.yaml_nodes import Mapping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

    from envlint.formats.kubernetes.objects import Object
    from envlint.formats.yaml_nodes import Node, Scalar

CONFIG_MAP: Final = "ConfigMap"
SECRET: Final = "Secret"  # noqa: S105  the kind of an object
REFUSED: Final = "which the API server refuses"
ENCRYPTED: Final = "ENC["
"""How a value begins that SOPS has encrypted (its documentation, "Encryption Protocol")."""


class Entry:
    """One text of a store. ``unseen`` says why it cannot be seen, though it is there."""

    __slots__ = ("key", "key_span", "quote", "text", "unseen", "value_span")

    def __init__(self, key: Scalar, node: Node | None, source: str, unseen: str = "") -> None:
        self.key = key.value
        self.key_span = span(key, source)
        self.value_span = (-1, -1) if node is None else span(node, source)
        self.quote = "" if node is None else quote(node)
        self.text = "" if node is None else content(node)
        self.unseen = unseen


class Store:
    """A ConfigMap or Secret as it is once applied, with what is wrong with it.

    ``others`` says why there may be keys that are not in the manifest; it is empty where there are none.
    """

    def __init__(self, held: Object, source: str) -> None:
        self.entries: dict[str, Entry] = {}
        self.notices: list[Notice] = []
        self.others = ""
        self._source = source
        if held.kind not in (CONFIG_MAP, SECRET):
            made = sealed(held)
            self.others = made.others
            self.entries = {key.value: Entry(key, None, source, made.reason) for key in made.keys}
            return
        self._take(held.node.get("data"), encoded=held.kind == SECRET)
        if held.kind == SECRET:
            # Source: Kubernetes API reference, Secret: keys of stringData take the place of those of data.
            self._take(held.node.get("stringData"), encoded=False)
            if text_at(held.node, "type") == FILLED_BY_KUBERNETES:
                self.others = "the Secret is filled by Kubernetes"

    def _take(self, table: Node | None, *, encoded: bool) -> None:
        if not isinstance(table, Mapping):
            if table is not None and (said := kind(table, self._source)) != NOTHING:
                self._say("value-not-a-string", table, f"{said or 'text'} stands where its data is expected, {REFUSED}")
            return
        for key, node in table.entries():
            entry = Entry(key, node, self._source)
            said = kind(node, self._source)
            if said and said != NOTHING:
                self._say("value-not-a-string", node, f"it is {said}, {REFUSED}", key.value)
            if said == NOTHING:
                entry.text = ""
            elif encoded:
                self._decode(entry, node)
            elif entry.text.startswith(ENCRYPTED):
                entry.unseen = "it is encrypted"
            self.entries[key.value] = entry

    def _decode(self, entry: Entry, node: Node) -> None:
        """Decode as Go does: the standard alphabet, padded, line breaks passed over."""
        written = entry.text.replace("\n", "").replace("\r", "")
        entry.text = ""
        if written.startswith(ENCRYPTED):
            entry.unseen = "it is encrypted"
            return
        try:
            entry.text = b64decode(written.encode("ascii"), validate=True).decode("utf-8", "surrogateescape")
        except ValueError:
            entry.unseen = "it is no valid base64"
            self._say("malformed-line", node, f"a value of the Secret is no valid base64, {REFUSED}")

    def _say(self, notice: str, node: Node, detail: str, name: str = "") -> None:
        start, end = span(node, self._source)
        self.notices.append(Notice(notice, start, max(end, start + 1), name, detail))


class Stores:
    """All ConfigMaps and Secrets of a stream. Each is read when it is first asked for."""

    def __init__(self, found: Iterable[Object], source: str) -> None:
        self._source = source
        self._objects: dict[tuple[str, str, str], Object] = {}
        # Of two of the same name, the later one is what is there in the end; a Secret itself says most.
        for each in found:
            made = secret_name(each)
            if made is not None:
                self._objects.setdefault((SECRET, *made), each)
            else:
                self._objects[each.kind, each.namespace, each.name] = each
        self._names = {(kind, name) for kind, _, name in self._objects}
        self._read: dict[tuple[str, str, str], Store] = {}

    def get(self, kind: str, name: str, namespace: str) -> Store | None:
        """Return a store of the workload's namespace, None where the stream has none.

        Where one of the two leaves its namespace to who applies it, that is taken for ``default``.
        """
        others = ("default", "") if namespace in ("", "default") else ()
        for space in (namespace, *others):
            key = kind, space, name
            if key in self._objects:
                if key not in self._read:
                    self._read[key] = Store(self._objects[key], self._source)
                return self._read[key]
        return None

    def elsewhere(self, kind: str, name: str) -> bool:
        """Whether any namespace has a store of this name."""
        return (kind, name) in self._names

    @property
    def notices(self) -> list[Notice]:
        """What is wrong with those that were asked for."""
        return [notice for store in self._read.values() for notice in store.notices]
