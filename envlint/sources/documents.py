"""A source's text as JSON or YAML, with its faults and oddities in envlint's own words."""

from __future__ import annotations

import re

from envlint.core.errors import EnvlintError
from envlint.core.location import Location
from envlint.core.source import Notice
from envlint.formats.encoding import decode
from envlint.formats.unparsed import Unparsed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.core.source import Source
    from envlint.formats.yaml_nodes import Documents

MARK: Final = b"\xef\xbb\xbf"
KINDS: Final = {"duplicate-key": "repeated-yaml-key", "custom-tag": "value-not-a-string"}
KEY: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")
TAG: Final = re.compile(r"!?[A-Za-z][A-Za-z0-9_.:,/-]{0,63}")


def decoded(data: bytes) -> tuple[str, tuple[Notice, ...]]:
    """Return the text of a YAML file. That it is UTF-8 a mark may say there: YAML 1.2.2, section 5.2."""
    return decode(data.removeprefix(MARK))


def documents(source: Source) -> Documents:
    """Return the documents of a source's text. What is no JSON may still be YAML, even if it begins with a brace.

    Raises:
        EnvlintError: the text is neither JSON nor YAML, or goes beyond a budget of depth, nodes or aliases.
    """
    found = _json(source.text) if source.text.lstrip()[:1] in ("{", "[") else None
    if found is not None:
        return found
    from envlint.formats.yaml import load

    try:
        return load(source.text)
    except Unparsed as fault:
        raise _refused(source, "YAML", fault) from None


def json(source: Source) -> Documents:
    """Return the one document of a text that nothing but JSON can be.

    Raises:
        EnvlintError: the text is no JSON, or goes beyond a budget of depth or nodes.
    """
    from envlint.formats.json_nodes import load

    try:
        return load(source.text)
    except Unparsed as fault:
        raise _refused(source, "JSON", fault) from None


def _refused(source: Source, language: str, fault: Unparsed) -> EnvlintError:
    at = Location(source.label, source.path, fault.line, fault.column)
    return EnvlintError(f"cannot be read as {language}: {fault.reason}", at=at)


def _json(text: str) -> Documents | None:
    from envlint.formats.json_nodes import load

    try:
        return load(text)
    except Unparsed:
        return None


def notices(found: Documents) -> tuple[Notice, ...]:
    """Return the notices ``repeated-yaml-key`` and ``value-not-a-string`` for repeated keys and tags of one's own."""
    return tuple(
        Notice(KINDS[each.kind], each.offset, each.offset + 1, detail=_said(each.kind, each.name))
        for each in found.remarks
    )


def _said(kind: str, name: str) -> str:
    """Say what was noticed. A key or tag that does not look like one may be a piece of a value, and is not shown."""
    if kind == "duplicate-key":
        return f"the YAML key {name} is repeated" if KEY.fullmatch(name) else "a YAML key is repeated"
    return (
        f"the tag {name} is not one that readers know" if TAG.fullmatch(name) else "a tag is not one that readers know"
    )
