"""The containers of a stream, wherever a pod is described: in a Pod, or in the template of what makes pods."""

from __future__ import annotations

from envlint.core.record import Record
from envlint.formats.kubernetes.objects import at, mappings, text_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Final

    from envlint.formats.kubernetes.objects import Object
    from envlint.formats.yaml_nodes import Mapping, Node

PODS: Final = (
    ("spec", "template", "spec"),
    ("spec", "jobTemplate", "spec", "template", "spec"),
    ("spec", "jobTargetRef", "template", "spec"),
    ("template", "spec"),
    ("spec",),
)
"""Where a pod's specification stands: Deployment and most others, CronJob, KEDA's ScaledJob, PodTemplate, Pod."""
LISTS: Final = ("containers", "initContainers", "ephemeralContainers")


class Container(Record):
    """A container. ``name`` is ``Kind/name/container``, with the namespace in front where two would be the same.

    ``main`` tells those that run as long as the pod does, ``sets`` those that set something.
    """

    name: str
    namespace: str
    node: Mapping
    pod: Node
    main: bool
    sets: bool


def containers(found: Sequence[Object]) -> list[Container]:
    """Return the containers of all objects in order; of two objects of the same name, those of the later one.

    Source: Kubernetes API reference, "Workload Resources", PodTemplateSpec and PodSpec.
    """
    latest = {(each.namespace, each.kind, each.name): each for each in found}
    all_of_them = [container for each in latest.values() for container in _of_object(each)]
    spaces: dict[str, set[str]] = {}
    for container in all_of_them:
        spaces.setdefault(container.name, set()).add(container.namespace)
    return [
        container.replace(name=f"{container.namespace}/{container.name}")
        if container.namespace and len(spaces[container.name]) > 1
        else container
        for container in all_of_them
    ]


def _of_object(each: Object) -> Iterator[Container]:
    pod = next((pod for path in PODS if mappings(at(pod := at(each.node, *path), LISTS[0]))), None)
    if pod is None:
        return
    for listed in LISTS:
        for node in mappings(at(pod, listed)):
            name = f"{each.kind}/{each.name}/{text_at(node, 'name') or 'unnamed'}"
            sets = any(mappings(node.get(key)) for key in ("env", "envFrom"))
            yield Container(name, each.namespace, node, pod, listed == LISTS[0], sets)


def eligible(found: Sequence[Container], part: str) -> list[Container]:
    """Return the containers that a part may mean.

    Init containers are meant only by their own name, and those that set nothing only where nothing else fits.
    """
    meant = [each for each in found if each.sets and (each.main or (part and f"/{each.name}".endswith(f"/{part}")))]
    fits = any(f"/{part}/" in f"/{each.name}/" for each in meant)
    return meant if fits or not part else list(found)
