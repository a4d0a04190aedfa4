"""A source's text as JSON or YAML, with its faults and oddities in envlint's own words."""

from __future__ import annotations

from envlint.core.errors import EnvlintError
from envlint.core.location import Location
from envlint.core.source import Notice
from envlint.formats.unparsed import Unparsed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.core.source import Source
    from envlint.formats.yaml_nodes import Documents


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
        at = Location(source.label, source.path, fault.line, fault.column)
        raise EnvlintError(f"cannot be read as YAML: it {fault.reason}", at=at) from None


def _json(text: str) -> Documents | None:
    from envlint.formats.json_nodes import load

    try:
        return load(text)
    except Unparsed:
        return None


def notices(found: Documents) -> tuple[Notice, ...]:
    """Return the notices ``duplicate-key`` and ``value-not-a-string`` for repeated keys and tags of somebody's own."""
    said = {
        "duplicate-key": "the YAML key {} is repeated",
        "custom-tag": "the tag {} is not one that readers know",
    }
    kinds = {"duplicate-key": "repeated-yaml-key", "custom-tag": "value-not-a-string"}
    return tuple(
        Notice(kinds[each.kind], each.offset, each.offset + 1, detail=said[each.kind].format(each.name[:64]))
        for each in found.remarks
    )
