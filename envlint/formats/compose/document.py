"""One YAML document of a Compose file: its services, what it includes, and what it takes out of those it overrides."""

from __future__ import annotations

from envlint.core.record import Record
from envlint.formats.compose import environment, scalars
from envlint.formats.compose.service import Build, Extends, Service
from envlint.formats.compose.texts import Texts
from envlint.formats.yaml_nodes import Mapping, Scalar, Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.core.errors import EnvlintError
    from envlint.formats.compose.interpolation import Lookup
    from envlint.formats.compose.nodes import Page
    from envlint.formats.compose.service import EnvFile
    from envlint.formats.yaml_nodes import Node

REFUSED: Final = "which Compose refuses"
KEYS: Final = ("environment", "env_file", "extends", "build")
TOP: Final = ("services", "include")
ALIKE: Final = frozenset(("entrypoint", "expose", "external_links", "extra_hosts", "secrets"))
"""Other keys of the Compose Specification that begin like one that sets variables."""


class Include(Record):
    """One item of ``include``: files that are read with an environment of their own, unless nothing is said."""

    paths: tuple[str, ...]
    env_files: tuple[str, ...]
    folder: str
    start: int
    end: int


class File:
    """One document. ``drops`` are the paths below ``services`` that are tagged ``!reset`` or ``!override``."""

    def __init__(self, page: Page, folder: str) -> None:
        self.page = page
        self.folder = folder
        self.services: dict[str, Service] = {}
        self.includes: list[Include] = []
        self.drops: set[tuple[str, ...]] = set()


def read(page: Page, lookup: Lookup, folder: str, prefix: str | None = None) -> list[File]:
    """Return the documents of a page, of which each overrides those before it.

    Raises:
        EnvlintError: Compose refuses the page.
    """
    texts = Texts(page, lookup)
    found = []
    for root in page.roots:
        if not isinstance(root, Mapping):
            raise page.refused(f"it is no mapping, {REFUSED}", root)
        texts.check(root)
        found.append(_Reader(texts, File(page, folder), prefix).read(root))
    return found


class _Reader:
    def __init__(self, texts: Texts, file: File, prefix: str | None) -> None:
        self.texts = texts
        self.page = texts.page
        self.file = file
        self.prefix = prefix

    def read(self, root: Mapping) -> File:
        top = self.page.pairs(root)
        self._refuse_misspelt(top, TOP)
        for key, node in self._tagged(root):
            if key == "services" and self.page.tag(node):
                self.file.drops.add(())
        if "services" in top:
            for name, (word, node) in self._mapping(top["services"][1], "services").items():
                self.file.services[name] = self._service(name, word, node)
        if "include" in top:
            self.file.includes = self._includes(top["include"][1])
        return self.file

    def _tagged(self, mapping: Mapping) -> list[tuple[str, Node]]:
        """Return the keys whose values have a tag; there are none where the page has no tags."""
        if not self.page.tags:
            return []
        return [(key.value, node) for key, node in mapping.entries() if self.page.tag(node)]

    def _mapping(self, node: Node, what: str) -> dict[str, tuple[Scalar, Node]]:
        if not isinstance(node, Mapping):
            raise self.page.refused(f"{what} is no mapping, {REFUSED}", node)
        if what == "services":
            self.file.drops.update((key,) for key, _ in self._tagged(node))
        return self.page.pairs(node)

    def _service(self, name: str, key: Scalar, node: Node) -> Service:
        said = self.page.say(key)
        service = Service(name, said.start, said.end)
        if isinstance(node, Scalar) and self.texts.of(node).is_null:
            return service
        parts = self._mapping(node, "a service")
        self._refuse_misspelt(parts, KEYS[:3])
        if isinstance(node, Mapping):
            self._note_drops(name, node)
        empty: dict[str, EnvlintError] = {}
        found = {}
        for part in KEYS:
            if part not in parts:
                continue
            value = parts[part][1]
            if part != "extends" and isinstance(value, Scalar) and self.texts.of(value).is_null:
                if part != "build":
                    empty[part] = self.page.refused(f"{part} has no value, {REFUSED}", parts[part][0])
                continue
            found[part] = value
        return service.replace(
            environment=environment.variables(found["environment"], self.texts) if "environment" in found else None,
            env_files=self._env_files(found.get("env_file")),
            extends=self._extends(found.get("extends")),
            build=self._build(found.get("build")),
            empty=tuple(empty.items()),
        )

    def _refuse_misspelt(self, parts: dict[str, tuple[Scalar, Node]], known: tuple[str, ...]) -> None:
        """Refuse a key that is nearly one of those that set variables: Compose refuses every key it does not know."""
        initials = {name[0] for name in known}
        for name, (key, _) in parts.items():
            if name in known or name in ALIKE or name[:1].lower() not in initials:
                continue
            from envlint.core.suggest import nearest

            if guess := nearest(name, known):
                raise self.page.refused(f"this key is none that Compose knows, though nearly {guess}", key)

    def _note_drops(self, name: str, node: Mapping) -> None:
        self.file.drops.update((name, key) for key, _ in self._tagged(node))
        inner = node.get("environment") if self.page.tags else None
        if isinstance(inner, Mapping):
            self.file.drops.update((name, "environment", key) for key, _ in self._tagged(inner))

    def _env_files(self, node: Node | None) -> tuple[EnvFile, ...] | None:
        if node is None:
            return None
        return environment.env_files(node, self.texts, self.file.folder, self.prefix)

    def _extends(self, node: Node | None) -> Extends | None:
        if node is None:
            return None
        if isinstance(node, Scalar):
            return Extends(self._text(node, "extends"), "", node.start, node.end)
        parts = self._mapping(node, "extends")
        service, file = parts.get("service"), parts.get("file")
        if service is None:
            raise self.page.refused(f"extends names no service, {REFUSED}", node)
        path = "" if file is None else self._text(file[1], "the file of extends")
        return Extends(self._text(service[1], "the service of extends"), path, node.start, node.end)

    def _build(self, node: Node | None) -> Build | None:
        if node is None:
            return None
        if isinstance(node, Scalar):
            return Build(self.file.folder, self._text(node, "build"))
        parts = self._mapping(node, "build")

        def text(name: str) -> str | None:
            return self._text(parts[name][1], name) if name in parts else None

        args = environment.variables(parts["args"][1], self.texts).entries if "args" in parts else ()
        return Build(
            self.file.folder,
            text("context"),
            text("dockerfile"),
            "dockerfile_inline" in parts,
            text("target"),
            tuple((entry.name, entry.value) for entry in args),
        )

    def _includes(self, node: Node) -> list[Include]:
        if not isinstance(node, Sequence):
            raise self.page.refused(f"include is no list, {REFUSED}", node)
        found = []
        for item in node.items:
            if isinstance(item, Scalar):
                found.append(Include((self._text(item, "include"),), (), "", item.start, item.end))
                continue
            parts = self._mapping(item, "an item of include")
            folder = self._strings(parts, "project_directory")
            paths, env_files = self._strings(parts, "path"), self._strings(parts, "env_file")
            if not paths:
                raise self.page.refused(f"an item of include names no file, {REFUSED}", item)
            found.append(Include(paths, env_files, folder[0] if folder else "", item.start, item.end))
        return found

    def _strings(self, parts: dict[str, tuple[Scalar, Node]], name: str) -> tuple[str, ...]:
        if name not in parts:
            return ()
        node = parts[name][1]
        items = node.items if isinstance(node, Sequence) else [node]
        return tuple(self._text(item, name) for item in items)

    def _text(self, node: Node, what: str) -> str:
        if isinstance(node, Scalar):
            text = self.texts.of(node)
            if text.said.kind == scalars.TEXT:
                return text.value
        raise self.page.refused(f"{what} is no text, {REFUSED}", node)
