"""Short ways to write manifests and to read them back."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from envlint.core.environment import Environment
from envlint.core.source import Source
from envlint.formats import yaml
from envlint.formats.kubernetes.environment import readings
from envlint.formats.kubernetes.links import Links
from envlint.formats.kubernetes.objects import objects
from envlint.formats.kubernetes.stores import Stores
from envlint.formats.kubernetes.workloads import containers

if TYPE_CHECKING:
    from envlint.core.source import Reading

POD = """
kind: Pod
metadata: {{name: api}}
spec:
  containers:
  - name: web
{}
"""


def pod(fields: str, *others: str) -> str:
    """Return a stream with a pod whose one container has these fields, and further documents."""
    own = "\n".join(f"    {line}" for line in dedent(fields).strip("\n").splitlines())
    return "---\n".join((POD.format(own), *(dedent(other) for other in others)))


def layers(text: str) -> tuple[Reading, ...]:
    """Return the layers of the first container of a stream."""
    found = objects(yaml.load(text).roots)
    container = containers(found)[0]
    return readings(container, Stores(found, text), Links(container, found), Source("k8s", "a.yaml", text=text))


def values(text: str) -> dict[str, str | None]:
    """Return what wins of the first container: None for what is set and not seen."""
    winners = Environment(layers(text)).winners
    return {name: None if binding.unseen else binding.value.raw for name, binding in winners.items()}


def said(text: str) -> list[tuple[str, str, str]]:
    """Return what was noticed: the check, the variable, the detail."""
    return [(each.kind, each.name, each.detail) for each in layers(text)[-1].notices]
