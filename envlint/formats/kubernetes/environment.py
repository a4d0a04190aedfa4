"""The environment of a container as layers: each entry of ``envFrom`` in order, then ``env``.

Sources: Kubernetes API reference, Container, EnvFromSource and EnvVar; documentation, "Define Environment Variables for
a Container". Of a name in several places the last wins, and ``env`` wins over ``envFrom``.
"""

from __future__ import annotations

import re

from envlint.core.errors import EnvlintError
from envlint.core.source import Binding, Notice, Reading, Unseen
from envlint.core.value import Value
from envlint.formats import names
from envlint.formats.kubernetes.entries import Entries
from envlint.formats.kubernetes.objects import at, called, is_true, text_at
from envlint.formats.kubernetes.scalars import span
from envlint.formats.kubernetes.state import REFUSED, State
from envlint.formats.kubernetes.stores import CONFIG_MAP, SECRET

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.core.source import Source
    from envlint.formats.kubernetes.links import Links
    from envlint.formats.kubernetes.stores import Store, Stores
    from envlint.formats.kubernetes.workloads import Container
    from envlint.formats.yaml_nodes import Mapping

MOST: Final = 100_000
"""Variables that ``envFrom`` may give, those included that others replace: a short text can name a long one often."""
REFERENCES: Final = {"configMapRef": CONFIG_MAP, "secretRef": SECRET}
VALID: Final = re.compile(r"(?!\.$|\.\.)[-._a-zA-Z][-._a-zA-Z0-9]*")
"""A key that every kubelet makes a variable of. Source: documentation, "Secrets", section "Invalid environment
variables"; kubelets from 1.30 on take others, too (KEP-4369)."""


def readings(container: Container, stores: Stores, links: Links, source: Source) -> tuple[Reading, ...]:
    """Return the layers of a container, weakest first, the last with what is wrong with any of them.

    Raises:
        EnvlintError: ``envFrom`` gives more variables than anybody has.
    """
    state = State(source, stores, links, container.namespace)
    layers: list[Reading] = []
    count = 0
    for item in state.items(container.node.get("envFrom"), "envFrom"):
        layer = _layer(item, state)
        if layer is not None:
            layers.append(layer)
            count += len(layer.bindings)
        if count > MOST:
            where = source.at(item.start, item.start + 1)
            raise EnvlintError(f"the container is given more than {MOST} variables", at=where)
    own = Entries(state).read(container.node.get("env"))
    found = sorted(dict.fromkeys((*state.notices, *stores.notices)), key=lambda notice: notice.start)
    return (*layers, own.replace(notices=tuple(found)))


def _layer(item: Mapping, state: State) -> Reading | None:
    """Return the layer that an entry of ``envFrom`` makes."""
    given = [(key, node) for key in REFERENCES if (node := item.get(key)) is not None]
    if len(given) != 1:
        said = "more than one object" if given else "neither a ConfigMap nor a Secret"
        state.broken(item, f"an entry of envFrom names {said}, {REFUSED}")
    if not given:
        return None
    key, node = given[0]
    name, prefix = text_at(node, "name"), text_at(item, "prefix")
    store = state.stores.get(REFERENCES[key], name, state.namespace)
    if store is None:
        reason = state.absent(REFERENCES[key], name, optional=is_true(at(node, "optional")))
        layer = Reading(state.source)
    else:
        reason = store.others
        layer = _of_store(store, prefix, f"envFrom {called(REFERENCES[key], name)}", state)
    if not reason:
        return layer
    state.unseen.append(Unseen(reason, prefix, *span(at(node, "name") or node, state.source.text)))
    return layer.replace(unseen=(state.unseen[-1],))


def _of_store(store: Store, prefix: str, layer: str, state: State) -> Reading:
    bindings = []
    for entry in store.entries.values():
        name = prefix + entry.key
        if not VALID.fullmatch(name):
            state.notices.append(
                Notice("unexportable-name", *entry.key_span, name, "kubelets before 1.30 leave it out")
            )
            continue
        bindings.append(
            Binding(
                name,
                Value(entry.text),
                state.source,
                name_span=entry.key_span,
                value_span=entry.value_span,
                quote=entry.quote,
                layer=layer,
                unseen=entry.unseen,
            )
        )
    state.know(bindings)
    state.notices += names.notices(bindings)
    return Reading(state.source, tuple(bindings))
