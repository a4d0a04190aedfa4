"""Value types: from the text of a variable to a value that can be compared.

Each type lives in a module of its own that is imported when a rule first names it (``MODULES``), so that a check pays
for no type it does not use. Types are strict where programs differ: what one reader takes and another refuses, strips
or rounds is no value here, unless the rule's ``dialect`` names the reader.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import ModuleType
    from typing import Any, Final, Protocol

    Spec = Mapping[str, Any]
    Parser = Callable[[str, Spec], object]

    class ValueType(Protocol):
        """A module of this package that holds a type. ``OPTIONS`` are the keys of a rule that fit the type.

        It may also have ``ORDERED = True`` (values compare with ``<``), ``LIMITS`` (the least and the most that any
        reader takes), ``DIALECTS`` (readers that ``dialect`` may name) and ``PARTS`` with ``part_values``.
        """

        OPTIONS: frozenset[str]

        def parse(self, text: str, spec: Spec, /) -> object:
            """Return the value, which compares with ``==`` to values of its type.

            Raises:
                Malformed: the text is no value of the type. Nothing else is ever raised, whatever the text.
            """

    class HasParts(Protocol):
        """What a type whose values have parts adds. Where ``query`` is one, ``query.KEY`` is as well."""

        PARTS: frozenset[str]

        def part_values(self, value: Any, part: str, /) -> tuple[str, ...]:
            """Return what the value has as this part: nothing, one text, or several (hosts of a cluster)."""

    class Container(Protocol):
        """A module that holds ``list`` or ``map``: its parser is told the parser of an item."""

        OPTIONS: frozenset[str]

        def parse(self, text: str, spec: Spec, item: Parser, /) -> tuple[Item, ...]:
            """Return the items in order; Malformed as in ``ValueType.parse``."""


MODULES: Final = {
    "string": "strings",
    "enum": "strings",
    "secret": "secrets",
    "path": "paths",
    "bool": "booleans",
    "int": "integers",
    "number": "numbers",
    "port": "ports",
    "seconds": "seconds",
    "ms": "milliseconds",
    "duration": "durations",
    "duration.iso": "iso_durations",
    "bytesize": "byte_sizes",
    "url": "urls",
    "origin": "origins",
    "dsn": "dsns",
    "host": "hosts",
    "ip": "addresses",
    "cidr": "networks",
    "email": "emails",
    "uuid": "uuids",
    "hex": "hexadecimal",
    "base64": "base64_standard",
    "base64url": "base64_url",
    "pem": "pem",
    "json": "json_texts",
    "cron": "cron",
    "timezone": "timezones",
    "loglevel": "log_levels",
    "semver": "versions",
    "glob": "globs",
    "regex": "regexes",
}
CONTAINERS: Final = {"list": "lists", "map": "maps"}
TEXT_OPTIONS: Final = frozenset(("values", "pattern", "min_length", "max_length"))
RANGE_OPTIONS: Final = frozenset(("values", "min", "max"))

_parsers: dict[str, Parser] = {}
_modules: dict[str, ModuleType] = {}


class Malformed(Exception):
    """A text that is no value of its type.

    ``reason`` is one clause without any of the text (``is not a whole number``), ``help`` says what to write instead.
    ``start`` and ``end`` are offsets in code points of what is at fault, end exclusive, None = the end of the text.
    """

    def __init__(self, reason: str, help: str = "", start: int = 0, end: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.help = help
        self.start = start
        self.end = end

    def within(self, start: int, end: int, clause: str = "") -> Malformed:
        """Return the same fault as seen from a text that holds the malformed one from ``start`` to ``end``.

        ``clause`` names that text's part: ``has an item`` makes ``has an item that is ...``, ``has an item with ...``.
        """
        last = end if self.end is None else start + self.end
        reason = self.reason
        if clause:
            had = reason.removeprefix("has ")
            reason = f"{clause} that {reason}" if had == reason else f"{clause} with {had}"
        return Malformed(reason, self.help, start + self.start, last)


class Item:
    """One item of a list or map: its text, where that stands in the whole, its value and, in a map, its key.

    Items are equal when key and value are, wherever they stand. A plain class: hostile lists have millions of them.
    """

    __slots__ = ("end", "key", "start", "text", "value")

    def __init__(self, text: str, start: int, end: int, value: Any, key: str = "") -> None:
        self.text = text
        self.start = start
        self.end = end
        self.value = value
        self.key = key

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Item) and (self.key, self.value) == (other.key, other.value)

    def __hash__(self) -> int:
        return hash((self.key, self.value))

    def __repr__(self) -> str:
        return f"Item({self.start}, {self.end})"


def names() -> tuple[str, ...]:
    """Return every type's name; ``list`` and ``map`` are written with the type of their items, ``list<int>``."""
    return (*MODULES, *CONTAINERS)


def known(name: str) -> bool:
    """Whether this is a type: a plain one, or ``list<T>`` or ``map<T>`` of a plain one."""
    container, inner = split(name)
    return inner in MODULES and (not container or container in CONTAINERS)


def split(name: str) -> tuple[str, str]:
    """Return the container, empty for a plain type, and the type of the value or of each item."""
    container, bracket, inner = name.partition("<")
    return (container, inner.removesuffix(">")) if container and bracket and inner.endswith(">") else ("", name)


def parse(name: str, text: str, spec: Spec) -> Any:
    """Return the value of a text: equal values compare equal however they are written (``60s`` and ``1m``).

    Raises:
        Malformed: the text is no value of the type.
        KeyError: there is no such type (see ``known``).
    """
    parser = _parsers.get(name)
    if parser is None:
        parser = _parsers[name] = _parser(name)
    return parser(text, spec)


def options(name: str) -> frozenset[str]:
    """Return the keys of a rule file that fit the type, apart from those that fit every variable."""
    container, inner = split(name)
    found: frozenset[str] = _load(CONTAINERS.get(container or name) or MODULES[inner]).OPTIONS
    return found | ({"dialect"} & options(inner)) if container else found


def ordered(name: str) -> bool:
    """Whether values of the type compare with ``<``."""
    container, inner = split(name)
    return not container and getattr(_module(inner), "ORDERED", False)


def limits(name: str) -> tuple[Any, Any] | None:
    """Return the least and the most that any reader of the type takes, as values; None where there is no such bound."""
    container, inner = split(name)
    return None if container else getattr(_module(inner), "LIMITS", None)


def dialects(name: str) -> tuple[str, ...]:
    """Return the readers that ``dialect`` may name for the type (for a list, for its items)."""
    return tuple(getattr(_module(split(name)[1]), "DIALECTS", ()))


def parts(name: str) -> frozenset[str]:
    """Return the parts of the type's values; a list has those of its items. With ``query`` goes ``query.KEY``."""
    found: frozenset[str] = getattr(_module(split(name)[1]), "PARTS", frozenset())
    return found


def has_part(name: str, part: str) -> bool:
    """Whether values of the type have this part; ``query.KEY`` is one for any KEY."""
    head, dot, key = part.partition(".")
    return head in parts(name) and (not dot or (head == "query" and bool(key)))


def part(name: str, value: Any, part: str) -> str | None:
    """Return a part of a value, or of one item of a list; None where it has none. Several are joined by commas.

    ``scheme`` and ``host`` are in lower case, ``port`` is the scheme's own where the text gives none, ``user``,
    ``password`` and ``query.KEY`` are percent-decoded.
    """
    found = part_values(name, value, part)
    return ",".join(found) if found else None


def part_values(name: str, value: Any, part: str) -> tuple[str, ...]:
    """Return a part of a value as ``part`` does, but each of several by itself (hosts of a cluster)."""
    found: tuple[str, ...] = _module(split(name)[1]).part_values(value, part)
    return found


def _parser(name: str) -> Parser:
    container, inner = split(name)
    parse_one: Parser = _module(inner).parse
    if not container:
        return parse_one
    parse_all: Callable[[str, Spec, Parser], object] = _load(CONTAINERS[container]).parse
    return lambda text, spec: parse_all(text, spec, parse_one)


def _module(name: str) -> ModuleType:
    return _load(MODULES[name])


def _load(module: str) -> ModuleType:
    found = _modules.get(module)
    if found is None:
        found = _modules[module] = __import__(f"{__name__}.{module}", fromlist=("parse",))
    return found
