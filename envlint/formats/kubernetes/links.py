"""What the kubelet sets beside what a container asks for: where the Services of its namespace are.

Source: Kubernetes documentation, "Service", section "Environment variables": ``API_SERVICE_HOST``, ``API_SERVICE_PORT``
and ``API_PORT...`` for a Service ``api``, unless the pod says ``enableServiceLinks: false``; those of the Service
``kubernetes`` always.
"""

from __future__ import annotations

import re

from envlint.formats.kubernetes.objects import at, text_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

    from envlint.formats.kubernetes.objects import Object
    from envlint.formats.kubernetes.workloads import Container

ADDRESS: Final = re.compile(r"[A-Z0-9_]+_SERVICE_(?:HOST|PORT(?:_[A-Z0-9_]+)?)")
PORT: Final = re.compile(r"([A-Z0-9_]+)_PORT(?:_[0-9]+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)?")
MASTER: Final = "KUBERNETES"
REASON: Final = "it is the address of a Service, decided when the pod starts"


class Links:
    """The names that a container has from Services, as far as can be told."""

    def __init__(self, container: Container, found: Iterable[Object]) -> None:
        switch = at(container.pod, "enableServiceLinks")
        self._on = switch is None or text_at(switch) not in ("false", "False", "FALSE")
        self._services = {MASTER}
        if self._on:
            self._services |= {
                each.name.upper().replace("-", "_")
                for each in found
                if each.kind == "Service"
                and each.namespace == container.namespace
                and text_at(each.node, "spec", "clusterIP") != "None"
            }

    def why_unseen(self, name: str) -> str:
        """Return why a name that nothing in the manifest sets may be set all the same; empty if it hardly is.

        ``X_SERVICE_HOST`` may come from a Service that is not in the stream; ``X_PORT`` is too common a name for that.
        """
        if ADDRESS.fullmatch(name) and (self._on or name.startswith(f"{MASTER}_")):
            return REASON
        port = PORT.fullmatch(name)
        return REASON if port is not None and port[1] in self._services else ""
