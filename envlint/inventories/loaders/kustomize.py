"""Files of variables that a kustomization makes ConfigMaps and Secrets of: ``envs`` and ``env`` of a generator.

Source: the Kubernetes documentation of kustomization files, ``configMapGenerator`` and ``secretGenerator``.
"""

from __future__ import annotations

from envlint.formats.unparsed import Unparsed
from envlint.formats.yaml import load
from envlint.formats.yaml_nodes import Mapping, Scalar, Sequence
from envlint.inventories.loaders.whereabouts import absolute, loaders

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.core.loader import Loader
    from envlint.formats.yaml_nodes import Node
    from envlint.inventories.loaders.files import Files

NAMES: Final = ("kustomization.yaml", "kustomization.yml", "Kustomization")
GENERATORS: Final = ("configMapGenerator", "secretGenerator")


def read(files: Files) -> Iterator[Loader]:
    """Yield what the generators of kustomizations read."""
    for path in files.named(*NAMES):
        if not files.holding(path, (b"Generator",)):
            continue
        try:
            roots = load(files.text(path)).roots
        except Unparsed:
            files.broken.add(path)
            continue
        for root in roots:
            if isinstance(root, Mapping):
                for generator in GENERATORS:
                    yield from _generated(files, path, root, generator)


def _generated(files: Files, path: str, root: Mapping, generator: str) -> Iterator[Loader]:
    items = root.get(generator)
    folder = path.rpartition("/")[0]
    for item in items.items if isinstance(items, Sequence) else ():
        named = [item.get("envs"), item.get("env")] if isinstance(item, Mapping) else []
        for scalar in _scalars(named):
            quote = bool(scalar.style)
            at = files.at(path, scalar.start + quote, scalar.end - quote)
            yield from loaders(files, absolute(scalar.value, folder), "kustomize", f"envs of a {generator}", at)


def _scalars(nodes: list[Node | None]) -> Iterator[Scalar]:
    for node in nodes:
        for one in node.items if isinstance(node, Sequence) else [node]:
            if isinstance(one, Scalar):
                yield one
