"""What Compose reads: the ``env_file`` of services, and the ``.env`` file that a project's references come from.

Sources: the Compose Specification, sections "env_file", "include" and "Interpolation"; ``cli/compose/loader`` of
docker/cli, by which ``docker stack deploy`` reads an ``env_file`` as ``docker run`` does.
"""

from __future__ import annotations

import re

from envlint.core.loader import untemplated
from envlint.formats.unparsed import Unparsed
from envlint.formats.yaml import load
from envlint.formats.yaml_nodes import Mapping, Scalar, Sequence
from envlint.inventories.configs.references import references
from envlint.inventories.loaders.shell_values import Surroundings, expand
from envlint.inventories.loaders.whereabouts import absolute, loaders

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.core.loader import Loader
    from envlint.formats.yaml_nodes import Node
    from envlint.inventories.loaders.files import Files

PROJECT: Final = re.compile(r"(?:^|/)(?:docker-|podman-)?compose(?:[-._][^/]*)?\.ya?ml$")
LIKELY: Final = re.compile(r"(?:^|/)[^/]*(?:compose|stack|docker|podman|swarm)[^/]*(?:/[^/]+)?\.ya?ml$|^[^/]+\.ya?ml$")
STACK: Final = re.compile(r"(?:^|/)(?:docker-)?stack(?:[-._][^/]*)?\.ya?ml$")
"""Files that are made for ``docker stack deploy``."""
ENDINGS: Final = (".yml", ".yaml")
NEEDLES: Final = (b"env_file", b"$", b"services:")


def read(files: Files) -> Iterator[Loader]:
    """Yield what Compose reads for the projects whose files there are."""
    for path in files.tree.paths:
        name = untemplated(path)
        is_project = PROJECT.search(name) is not None
        if not name.endswith(ENDINGS) or not (is_project or LIKELY.search(name)):
            continue
        held = files.holding(path, NEEDLES)
        if b"services:" not in held or not (b"env_file" in held or (is_project and b"$" in held)):
            continue
        try:
            documents = load(files.text(path))
        except Unparsed:
            if is_project and name == path:
                files.broken.add(path)
            continue
        page = _Page(files, path)
        for root in documents.roots:
            if isinstance(root, Mapping):
                yield from page.files_of(root)
        if is_project:
            yield from page.beside(list(documents.scalars()))


class _Page:
    """One Compose file. What several services read is told once."""

    def __init__(self, files: Files, path: str) -> None:
        self.files = files
        self.path = path
        self.folder = path.rpartition("/")[0]
        self.dialect = "docker-run" if STACK.search(untemplated(path)) else "compose"
        self.told: set[tuple[str, str]] = set()

    def files_of(self, root: Mapping) -> Iterator[Loader]:
        """Yield what services and included projects name."""
        services = root.get("services")
        for name, service in services.entries() if isinstance(services, Mapping) else ():
            if isinstance(service, Mapping):
                why = f"env_file of the service {name.value}" if name.value.isprintable() else "env_file of a service"
                yield from self._named(service.get("env_file"), why, self.dialect)
        includes = root.get("include")
        for item in includes.items if isinstance(includes, Sequence) else ():
            if isinstance(item, Mapping):
                yield from self._named(item.get("env_file"), "env_file of an included project", "compose-project")

    def _named(self, node: Node | None, why: str, dialect: str) -> Iterator[Loader]:
        for item in node.items if isinstance(node, Sequence) else [node]:
            chosen, path = dialect, item
            if isinstance(item, Mapping):
                path, form = item.get("path"), item.get("format")
                raw = isinstance(form, Scalar) and form.value == "raw"
                chosen = "compose-raw" if raw else dialect
            if isinstance(path, Scalar) and path.value and (chosen, path.value) not in self.told:
                self.told.add((chosen, path.value))
                yield from self._loader(path, chosen, why)

    def _loader(self, path: Scalar, dialect: str, why: str) -> Iterator[Loader]:
        start = path.start + bool(path.style)
        at = self.files.at(self.path, start, path.end - bool(path.style))
        for value in expand(path.value, Surroundings(absolute("", self.folder)), quoted=True):
            yield from loaders(self.files, absolute(value, self.folder), dialect, why, at)

    def beside(self, scalars: list[Scalar]) -> Iterator[Loader]:
        """Yield the ``.env`` file beside a file that refers to variables."""
        text = self.files.text(self.path)
        for scalar in scalars:
            found = references(text, scalar.start, scalar.end) if "$" in scalar.value else []
            if found:
                at = self.files.at(self.path, found[0].start, found[0].start + len(found[0].name))
                full = absolute(".env", self.folder)
                yield from loaders(
                    self.files, full, "compose-project", f"{self.path.rpartition('/')[2]} refers to variables", at
                )
                return
