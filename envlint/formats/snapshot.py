"""An environment without its values: names, places and keyed fingerprints, as a JSON file of version 1."""

from __future__ import annotations

import json

from envlint.core.environment import Environment
from envlint.core.errors import EnvlintError
from envlint.core.location import Location
from envlint.core.record import Record
from envlint.core.source import Reading, Source, Unseen
from envlint.formats.fingerprints import Kept, guessable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, Final

    from envlint.core.rule import Rule
    from envlint.core.source import Binding
    from envlint.formats.fingerprints import Marker

VERSION: Final = 1
COMMAND: Final = "snapshot"
LARGEST: Final = 16 * 1024 * 1024
"""Characters of a file that are looked at."""
MOST: Final = 60_000
"""Variables that a file may hold."""
LONGEST: Final = 4096
"""Characters of one text in a file."""
HELP: Final = "write it anew with `envlint snapshot`"
KEYS: Final = ("version", "command", "tier", "key", "sources", "unseen", "left_out", "variables")
OF_PROCESSES: Final = ("process", "pid", "environ")
OF_SOURCE: Final = ("source", "path")
OF_UNSEEN: Final = ("source", "reason", "prefix", "name")
OF_VARIABLE: Final = ("name", "source", "path", "layer", "fingerprint", "empty", "unseen")


class Snapshot(Record):
    """What a snapshot file holds. ``key_id`` tells keys apart; ``left_out`` counts variables that must not be named."""

    environment: Environment
    tier: str
    key_id: str
    left_out: int = 0


# --- writing


def document(
    environment: Environment, tier: str, marker: Marker, rules: Mapping[str, Rule], left_out: Iterable[str] = ()
) -> str:
    """Return the text of a snapshot. Variables ``left_out`` are only counted: their names must not be written."""
    secret = frozenset(left_out)
    names = sorted(name for name in environment.winners if name not in secret)
    sources = dict.fromkeys(_of(reading.source) for reading in environment.readings)
    unseen = [
        {"source": reading.source.label, "reason": part.reason, "prefix": part.prefix, "name": part.name}
        for reading in environment.readings
        for part in reading.unseen
    ]
    content = {
        "version": VERSION,
        "command": COMMAND,
        "tier": tier or None,
        "key": marker.id,
        "sources": [dict(zip(OF_SOURCE, each, strict=True)) for each in sources],
        "unseen": unseen,
        "left_out": len(secret),
        "variables": [_variable(environment.winners[name], marker, rules.get(name)) for name in names],
    }
    return json.dumps(content, indent=2) + "\n"


def _of(source: Source) -> tuple[str, str]:
    return source.label, source.path


def _variable(binding: Binding, marker: Marker, rule: Rule | None) -> dict[str, Any]:
    text = binding.value.raw
    tells = bool(binding.unseen) or guessable(rule, text)
    return {
        "name": binding.name,
        "source": binding.source.label,
        "path": binding.source.path,
        "layer": binding.layer,
        "fingerprint": None if tells else marker.mark(binding.name, text),
        "empty": not text and not binding.unseen,
        "unseen": binding.unseen,
    }


# --- reading


def is_one(text: str) -> bool:
    """Whether a text says of itself that it is a snapshot."""
    start = "".join(text[:400].removeprefix("\ufeff").split())
    return start.startswith("{") and f'"command":"{COMMAND}"' in start


def parse(text: str, path: str) -> Snapshot:
    """Return the snapshot that a file holds; ``path`` is what the file is called in messages.

    Raises:
        EnvlintError: the text is no snapshot of this version; the message never quotes it.
    """
    return _Reader(path).read(text)


class _Reader:
    def __init__(self, path: str) -> None:
        self.path = path
        self.sources: dict[tuple[str, str], Source] = {}

    def refused(self, message: str, *, line: int = 0, column: int = 0) -> EnvlintError:
        return EnvlintError(message, at=Location(f"snapshot:{self.path}", self.path, line, column), help=HELP)

    def read(self, text: str) -> Snapshot:
        content = self._content(text)
        if content.get("command") != COMMAND:
            raise self.refused("is no snapshot")
        if type(content.get("version")) is not int or content["version"] != VERSION:
            raise self.refused("is a snapshot of a version that this envlint does not read")
        self._keys(content, KEYS, "the snapshot")
        key_id = self._hexadecimal(content["key"], 32, "key")
        if type(content["left_out"]) is not int or not 0 <= content["left_out"] <= MOST:
            raise self.refused("'left_out' is no count")
        tier = "" if content["tier"] is None else self._text(content["tier"], "tier")
        for number, item in enumerate(self._list(content, "sources")):
            label, at = self._texts(item, OF_SOURCE, f"sources[{number}]")
            kind, _, ref = label.partition(":")
            self.sources[label, at] = Source(kind, ref, path=at, written_here=kind not in OF_PROCESSES)
        bindings = self._bindings(self._list(content, "variables"))
        unseen = self._unseen(self._list(content, "unseen"))
        readings = [
            Reading(source, tuple(bindings.get(place, ())), unseen=tuple(unseen.get(source.label, ())))
            for place, source in self.sources.items()
        ]
        return Snapshot(Environment(readings), tier, key_id, content["left_out"])

    def _content(self, text: str) -> dict[str, Any]:
        if len(text) > LARGEST:
            raise self.refused("is larger than a snapshot can be")
        try:
            content = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_without_repetition)
        except json.JSONDecodeError as error:
            raise self.refused("the snapshot is not JSON", line=error.lineno, column=error.colno) from None
        except (RecursionError, ValueError):
            raise self.refused("the snapshot repeats a key, or is nested too deeply") from None
        if not isinstance(content, dict):
            raise self.refused("is no snapshot")
        return content

    def _bindings(self, items: list[Any]) -> dict[tuple[str, str], list[Kept]]:
        found: dict[tuple[str, str], list[Kept]] = {}
        names = set()
        for number, item in enumerate(items):
            what = f"variables[{number}]"
            self._keys(item, OF_VARIABLE, what)
            name, label, at, layer, unseen = (
                self._text(item[key], f"{what}.{key}") for key in ("name", "source", "path", "layer", "unseen")
            )
            if not name or name in names:
                raise self.refused(f"{what} has no name, or one that was there before")
            names.add(name)
            if (label, at) not in self.sources:
                raise self.refused(f"{what} is of a source that 'sources' does not list")
            if type(item["empty"]) is not bool:
                raise self.refused(f"{what}.empty is neither true nor false")
            mark = item["fingerprint"]
            mark = "" if mark is None else self._hexadecimal(mark, 64, f"{what}.fingerprint")
            if bool(mark) + item["empty"] + bool(unseen) > 1:
                raise self.refused(f"{what} contradicts itself")
            kept = Kept(
                name, self.sources[label, at], layer=layer, fingerprint=mark, empty=item["empty"], unseen=unseen
            )
            found.setdefault((label, at), []).append(kept)
        return found

    def _unseen(self, items: list[Any]) -> dict[str, list[Unseen]]:
        found: dict[str, list[Unseen]] = {}
        for number, item in enumerate(items):
            label, reason, prefix, name = self._texts(item, OF_UNSEEN, f"unseen[{number}]")
            found.setdefault(label, []).append(Unseen(reason, prefix, name=name))
        return found

    def _list(self, content: dict[str, Any], key: str) -> list[Any]:
        items = content[key]
        if not isinstance(items, list) or len(items) > MOST:
            raise self.refused(f"'{key}' is no list, or too long a one")
        return items

    def _keys(self, item: object, keys: tuple[str, ...], what: str) -> None:
        if not isinstance(item, dict) or item.keys() != set(keys):
            raise self.refused(f"{what} has other keys than {', '.join(keys)}")

    def _texts(self, item: Any, keys: tuple[str, ...], what: str) -> list[str]:
        self._keys(item, keys, what)
        return [self._text(item[key], f"{what}.{key}") for key in keys]

    def _text(self, value: object, what: str) -> str:
        if not isinstance(value, str) or len(value) > LONGEST:
            raise self.refused(f"{what} is no text, or too long a one")
        return value

    def _hexadecimal(self, value: object, length: int, what: str) -> str:
        if not isinstance(value, str) or len(value) != length or not set(value) <= set("0123456789abcdef"):
            raise self.refused(f"{what} is not {length} hexadecimal digits")
        return value


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        raise ValueError("a key is repeated")
    return content
