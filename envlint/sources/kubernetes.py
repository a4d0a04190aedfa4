"""``k8s:FILE#Kind/name/container``: the environment that a manifest gives to a container.

The file is a stream of YAML or JSON documents, as ``kubectl apply``, ``kustomize build`` and ``helm template`` know it
or ``kubectl get -o json`` prints it. What it refers to is looked for in the same stream, and nowhere else.
"""

from __future__ import annotations

from envlint.core.errors import EnvlintError
from envlint.core.location import Location
from envlint.core.source import Notice, Source
from envlint.formats.kubernetes.environment import readings
from envlint.formats.kubernetes.links import Links
from envlint.formats.kubernetes.objects import objects
from envlint.formats.kubernetes.stores import Stores
from envlint.formats.kubernetes.workloads import containers, eligible
from envlint.formats.yaml_nodes import Mapping, Scalar
from envlint.sources import custody, documents, files, parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from envlint.core.source import Reading
    from envlint.formats.kubernetes.workloads import Container
    from envlint.formats.yaml_nodes import Documents


def read(ref: str, root: str, cwd: str) -> tuple[Reading, ...]:
    """Read the layers of one container, or standard input for ``-``; see ``envlint.sources.read``.

    Raises:
        EnvlintError: besides, it is no YAML, has no workload, or it is not clear which container is meant.
    """
    path, part = parts.split(ref)
    data, shown = files.content(f"k8s:{ref}", path, root, cwd)
    text, noticed = documents.decoded(data)
    source = Source("k8s", ref, path=shown, text=text)
    parsed = _documents(source)
    found = objects(parsed.roots)
    container = _chosen(containers(found), part, source)
    layers = readings(container, Stores(found, text), Links(container, found), source)
    said = (*noticed, *documents.notices(parsed), *_strays(parsed), *layers[-1].notices)
    said = tuple(sorted(said, key=lambda notice: notice.start))
    layers = (*layers[:-1], layers[-1].replace(notices=said))
    return tuple([_in_custody(layer, shown, root, last=layer is layers[-1]) for layer in layers])


def _documents(source: Source) -> Documents:
    try:
        return documents.documents(source)
    except EnvlintError as error:
        if "{{" not in source.text:
            raise
        help = "a template has to be rendered first: helm template CHART | envlint check k8s:-"
        raise EnvlintError(error.message, at=error.at, help=help) from None


def _chosen(found: Sequence[Container], part: str, source: Source) -> Container:
    at = Location(source.label, source.path)
    if not found:
        raise EnvlintError("there is no workload with containers in it", at=at)
    meant = eligible(found, part)
    if not meant:
        names = ", ".join(each.name for each in found[: parts.LISTED])
        raise EnvlintError("none of its containers sets a variable", at=at, help=f"name the one that is meant: {names}")
    name = parts.choose(part, [each.name for each in meant], "container", source.label)
    return next(each for each in reversed(meant) if each.name == name)


def _strays(parsed: Documents) -> list[Notice]:
    """Return a notice for each document that is no object; an empty one is none at all."""
    return [
        Notice("malformed-line", node.start, node.start + 1, detail="this document is no Kubernetes object")
        for node in parsed.roots
        if not isinstance(node, Mapping) and not (isinstance(node, Scalar) and node.value in ("", "~", "null"))
    ]


def _in_custody(layer: Reading, path: str, root: str, *, last: bool) -> Reading:
    """Return the layer with what is said of its file: once, but of its secrets wherever they may be."""
    held = custody.notices(path, root) if path else ()
    fitting = [notice for notice in held if last or notice.kind == "tracked-secret-file"]
    return layer.replace(notices=(*fitting, *layer.notices)) if fitting else layer
