"""The entries of ``env``: values with references, and values that stand elsewhere.

Source: Kubernetes API reference, EnvVar and EnvVarSource.
"""

from __future__ import annotations

import re

from envlint.core.source import Binding, Notice, Reading, Unseen
from envlint.core.value import Value
from envlint.formats import names
from envlint.formats.kubernetes import expansion
from envlint.formats.kubernetes.objects import PRINTABLE, at, called, is_true, text_at
from envlint.formats.kubernetes.scalars import NOTHING, content, kind, span
from envlint.formats.kubernetes.state import REFUSED
from envlint.formats.kubernetes.stores import CONFIG_MAP, SECRET
from envlint.formats.yaml_nodes import Mapping, Scalar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from envlint.formats.kubernetes.state import State
    from envlint.formats.kubernetes.stores import Entry
    from envlint.formats.yaml_nodes import Node

LAYER: Final = "env"
STORES: Final = {"configMapKeyRef": CONFIG_MAP, "secretKeyRef": SECRET}
AT_START: Final = ("fieldRef", "resourceFieldRef", "fileKeyRef")
DECIDED: Final = "it is decided when the pod starts"
NAME: Final = re.compile(r"[-._a-zA-Z][-._a-zA-Z0-9]*")
CONVENTIONAL: Final = re.compile(r"[A-Z_][A-Z0-9_]{0,63}")
LONGEST: Final = 1024 * 1024
LONGEST_TOGETHER: Final = 8 * LONGEST
MOST: Final = 20_000
TOO_LONG: Final = "its references would make it longer than the budget of 1 MiB (8 MiB for all values together)"
TOO_MANY: Final = f"its container has more references than the budget of {MOST}"


class Entries:
    """Reads one list, the earlier entries being known to the later ones."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.bindings: list[Binding] = []
        self.unseen: list[Unseen] = []
        self._length = 0
        self._count = 0
        self._last: dict[str, tuple[int, int]] = {}

    def read(self, node: Node | None) -> Reading:
        """Return the layer that ``env`` is."""
        entries = []
        for item in self.state.items(node, LAYER):
            name = item.get("name")
            if isinstance(name, Scalar) and name.value:
                entries.append((item, name))
                self._last[name.value] = span(name, self.state.source.text)
            else:
                self.state.broken(item, f"an entry of env has no name, {REFUSED}")
        for item, name in entries:
            self._entry(item, name)
        self.state.notices += names.notices(self.bindings)
        return Reading(self.state.source, tuple(self.bindings), unseen=tuple(self.unseen))

    def _entry(self, item: Mapping, name: Scalar) -> None:
        text = self.state.source.text
        if said := kind(name, text):
            self.state.not_text(name, "", f"the name of a variable is {said}")
        value, origin = item.get("value"), item.get("valueFrom")
        said = "" if value is None else kind(value, text)
        if value is not None and said not in ("", NOTHING):
            self.state.not_text(value, name.value, f"it is {said}")
        if isinstance(origin, Scalar) and kind(origin, text) == NOTHING:
            origin = None
        if value is not None and said != NOTHING and content(value):
            if origin is not None:
                self.state.broken(origin, f"an entry of env has a valueFrom beside its value, {REFUSED}")
            self._written(name, value)
        elif origin is not None:
            self._referred(name, origin)
        else:
            self._bind(name, "")

    def _bind(self, name: Scalar, value: str, **more: Any) -> None:
        binding = Binding(
            name.value,
            Value(value),
            self.state.source,
            name_span=span(name, self.state.source.text),
            layer=LAYER,
            **more,
        )
        self.bindings.append(binding)
        self.state.know((binding,))

    def _written(self, name: Scalar, node: Node) -> None:
        """Bind a value that stands here, its references expanded; one over a budget stays as it is written."""
        value, where = content(node), span(node, self.state.source.text)
        found = expansion.tokens(value) if "$" in value and len(value) <= LONGEST else []
        self._count += len(found)
        unseen, text, fault = "", value, TOO_LONG if "$" in value and len(value) > LONGEST else ""
        if self._count > MOST:
            fault = TOO_MANY if found else fault
        elif found:
            unseen = next((why for _, _, each in found if each and (why := self.state.why_unseen(each))), "")
            self._undefined(name, value, where, found)
            try:
                text = expansion.expanded(value, found, self.state.texts, min(LONGEST, LONGEST_TOGETHER - self._length))
            except expansion.TooLong:
                fault = TOO_LONG
            self._length += len(text)
        if fault:
            self.state.notices.append(Notice("reference-cycle", *where, name.value, fault))
        self._bind(name, "" if unseen else text, value_span=where, written=Value(value), unseen=unseen)

    def _undefined(self, name: Scalar, value: str, where: tuple[int, int], found: list[tuple[int, int, str]]) -> None:
        """Note each reference, once a value, to a name that nothing has set so far: it stays as it is written."""
        texts, said = self.state.texts, {expansion.ESCAPE}
        exact = self.state.source.text[slice(*where)] == value
        for start, end, other in found:
            if other in said or other in texts or not NAME.fullmatch(other) or self.state.why_unseen(other):
                continue
            said.add(other)
            place = (where[0] + start, where[0] + end) if exact else where
            shown = other if CONVENTIONAL.fullmatch(other) else "another name"
            last = self._last.get(other, (-1, -1))
            related = (("set only here", *last),) if last[0] > where[0] else ()
            self.state.notices.append(Notice("undefined-reference", *place, name.value, shown, related))

    def _referred(self, name: Scalar, origin: Node) -> None:
        """Bind a value that stands elsewhere, or is made when the pod starts."""
        given = [key for key in (*STORES, *AT_START) if at(origin, key) is not None]
        if len(given) != 1:
            said = "more than one source" if given else "no source that there is"
            self.state.broken(origin, f"a valueFrom names {said}, {REFUSED}")
        if not given:
            self._bind(name, "", unseen="its valueFrom names no source that there is")
            return
        node = at(origin, given[0])
        optional = is_true(at(node, "optional"))
        if given[0] not in STORES:
            self._hidden(name, DECIDED, optional=optional)
            return
        kind_of, held, key = STORES[given[0]], text_at(node, "name"), text_at(node, "key")
        store = self.state.stores.get(kind_of, held, self.state.namespace)
        if store is None:
            self._hidden(name, self.state.absent(kind_of, held, optional=optional), optional=optional)
        elif key in store.entries:
            self._found(name, store.entries[key])
        elif store.others:
            self._hidden(name, store.others, optional=optional)
        elif not optional:
            shown = f"no key {key}" if PRINTABLE.fullmatch(key) else "no such key"
            reason = f"the {called(kind_of, held)} in the stream has {shown}"
            self.state.broken(at(node, "key") or origin, f"{reason}: the container does not start")
            self._bind(name, "", unseen=reason)

    def _found(self, name: Scalar, entry: Entry) -> None:
        value = "" if entry.unseen else entry.text
        self._bind(name, value, value_span=entry.value_span, unseen=entry.unseen)

    def _hidden(self, name: Scalar, reason: str, *, optional: bool) -> None:
        """Bind a name whose value is not seen; of an optional one not even whether it is set, if nothing else does."""
        if not optional or name.value in self.state.texts or name.value in self.state.hidden:
            self._bind(name, "", unseen=reason)
            return
        self.state.perhaps[name.value] = reason
        start, end = span(name, self.state.source.text)
        self.unseen.append(Unseen(reason, start=start, end=end, name=name.value))
