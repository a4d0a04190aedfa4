"""``environment`` and ``env_file`` of a service, from YAML."""

from __future__ import annotations

import posixpath

from envlint.formats.compose import scalars
from envlint.formats.compose.env_file import BLANKS
from envlint.formats.compose.nodes import RESET
from envlint.formats.compose.service import Entry, EnvFile, Variables, unique
from envlint.formats.yaml_nodes import Mapping, Scalar, Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.formats.compose.texts import Text, Texts
    from envlint.formats.yaml_nodes import Node

REFUSED: Final = "which Compose refuses"
NO: Final = frozenset(("false", "n", "no", "off"))


def variables(node: Node, texts: Texts) -> Variables:
    """Return what ``environment`` sets.

    Raises:
        EnvlintError: Compose refuses its form.
    """
    page = texts.page
    if isinstance(node, Mapping):
        pairs = page.pairs(node).values()
        entries = [_keyed(key, value, node, texts) for key, value in pairs]
        return Variables(tuple(entries), listed=False)
    if isinstance(node, Sequence):
        kept = [item for item in node.items if page.tag(item) != RESET]
        return Variables(tuple(_listed(item, node, texts) for item in kept), listed=True)
    raise page.refused(f"environment is neither a mapping nor a list, {REFUSED}", node)


def _keyed(key: Scalar, node: Node, whole: Mapping, texts: Texts) -> Entry:
    name_said = texts.page.say(key)
    span = (name_said.start, name_said.end)
    if not isinstance(node, Scalar):
        raise texts.page.refused(f"a value of environment is a list or a mapping, {REFUSED}", node)
    text = texts.of(node)
    said = text.said
    if said.kind == scalars.DATE:
        raise texts.page.refused(f"a value of environment is a date, {REFUSED}", node, "put it in quotes")
    altered = said.kind if said.kind != scalars.NULL and said.text != said.written and not said.quote else ""
    return Entry(
        name_said.text,
        None if text.is_null else text.value,
        said.written,
        texts.page.source,
        whole.start,
        span,
        (-1, -1) if text.is_null else (said.start, said.end),
        said.quote if said.quote in ("'", '"') else "",
        text.undefined,
        altered=altered if altered != scalars.TEXT else "",
        bare=text.is_null,
    )


def _listed(node: Node, whole: Sequence, texts: Texts) -> Entry:
    if not isinstance(node, Scalar) or texts.of(node).said.kind != scalars.TEXT:
        raise texts.page.refused(f"an item of environment is no text, {REFUSED}", node)
    text = texts.of(node)
    name, equals, value = text.value.partition("=")
    if name.endswith(tuple(BLANKS)):
        raise texts.page.refused(f"a name ends in a blank, {REFUSED}", node)
    written_name, _, written = text.said.written.partition("=")
    start, end = text.said.start, text.said.end
    name_span = value_span = (start, end)
    if text.said.exact and written_name == name:
        name_span = (start, start + len(name))
        value_span = (min(name_span[1] + 1, end), end)
    return Entry(
        name,
        value if equals else None,
        written,
        texts.page.source,
        whole.start,
        name_span,
        value_span if equals else (-1, -1),
        undefined=text.undefined,
        bare=not equals,
    )


def env_files(node: Node, texts: Texts, folder: str, prefix: str | None) -> tuple[EnvFile, ...]:
    """Return what ``env_file`` names, relative to a folder. ``prefix`` leads from the project's folder to that one.

    Raises:
        EnvlintError: Compose refuses its form.
    """
    page = texts.page
    if isinstance(node, Sequence):
        kept = [item for item in node.items if page.tag(item) != RESET]
        return unique(_env_file(item, texts, folder, prefix) for item in kept)
    if isinstance(node, Scalar):
        return (_env_file(node, texts, folder, prefix),)
    raise page.refused(f"env_file is neither a text nor a list, {REFUSED}", node)


def _env_file(node: Node, texts: Texts, folder: str, prefix: str | None) -> EnvFile:
    options: dict[str, Text] = {}
    if isinstance(node, Mapping):
        for name, (_, value) in texts.page.pairs(node).items():
            if name not in ("path", "required", "format") or not isinstance(value, Scalar):
                raise texts.page.refused(
                    f"an item of env_file has more than path, required and format, {REFUSED}", value
                )
            options[name] = texts.of(value)
    elif isinstance(node, Scalar):
        options["path"] = texts.of(node)
    path = options.get("path")
    if path is None or path.said.kind != scalars.TEXT:
        raise texts.page.refused(f"an item of env_file has no path, {REFUSED}", node)
    required, format = options.get("required"), options.get("format")
    return EnvFile(
        path.value,
        path.said.written,
        folder,
        texts.page.source,
        path.said.start,
        path.said.end,
        required is None or required.value.lower() not in NO,
        "" if format is None else format.value,
        path.value if prefix is None else posixpath.normpath(posixpath.join(prefix, path.value)),
        path.undefined,
    )
