"""One rule file: bytes to the tables that stand in it."""

from __future__ import annotations

import re
import tomllib

from envlint.core.errors import EnvlintError
from envlint.core.location import Location
from envlint.core.record import Record
from envlint.core.rule import Place
from envlint.rules.atoms import UPPER_NAME
from envlint.rules.problem import Problem, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Final

POSITION: Final = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")
NO_NAME: Final = re.compile(r"[\s=\x00-\x1f\x7f]|^$")
LONG_NUMBER: Final = re.compile(r"[0-9_]{4300,}")
# tomllib takes time and memory in the square of a dotted key's parts: a hundred thousand of them would take 40 GB.
DEEP_KEY: Final = re.compile(r"(?<![\w\"'-])(?:[\w\"'-]++[ \t]*+\.[ \t]*+){100}")
NEARLY: Final = {"rules": "write [[rule]]", "invariants": "write [[invariant]]", "tags": "write [tag]"}
OF_DATABASES: Final = ("invariant", "tag")
SAID_TWICE: Final = ("Cannot declare", "Cannot overwrite", "Cannot mutate")


class Document(Record):
    """A rule file that is TOML."""

    path: str
    text: str
    tables: dict[str, Any]


class Entry(Record):
    """A variable's table, or a ``[[rule]]`` or ``[[invariant]]`` (without a name), as it stands in a file.

    ``misfits`` are keys that were taken out of the table for their shape: what follows from that is not said again.
    """

    name: str
    place: Place
    table: dict[str, Any]
    misfits: frozenset[str] = frozenset()


def parse(path: str, data: bytes) -> Document:
    """Read a file.

    Raises:
        EnvlintError: it is not UTF-8, or not TOML.
    """
    try:
        text = data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(errors="replace")
        at = Location(path, path, *_point(before, len(before)))
        raise EnvlintError("the file is not UTF-8", at=at, help="save it as UTF-8") from None
    too_deep = EnvlintError("nested too deeply", at=Location(path, path, 1, 1), help="keep it flat")
    if DEEP_KEY.search(text):
        raise too_deep
    try:
        return Document(path, text, tomllib.loads(text))
    except RecursionError:
        raise too_deep from None
    except ValueError as error:  # TOMLDecodeError, and int() on thousands of digits
        raise _syntax_error(path, text, str(error)) from None


def _syntax_error(path: str, text: str, said: str) -> EnvlintError:
    position = POSITION.search(said)
    if not position:
        number = LONG_NUMBER.search(text)
        at = Location(path, path, *_point(text, number.start() if number else 0))
        return EnvlintError("a number is too long", at=at, help="write it as text, in quotes")
    lines = text.split("\n")
    line, column = int(position[1] or len(lines)), int(position[2] or len(lines[-1]) + 1)
    at = Location(path, path, line, column)
    if said.startswith(SAID_TWICE):
        return _said_twice(at, lines[line - 1])
    reason = POSITION.sub("", said)
    return EnvlintError(f"not valid TOML: {reason[:1].lower()}{reason[1:]}", at=at, help="strings stand in quotes")


def _point(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _said_twice(at: Location, line: str) -> EnvlintError:
    """Word what a second table or key of one name is: for us, two tables for one variable."""
    column = len(line) - len(line.lstrip(" \t[")) + 1
    if line.lstrip().startswith("["):
        what, help = f"[{line.strip(' []').partition(']')[0]}] stands here for the second time", "join the two tables"
    else:
        what, help = "this key stands here for the second time", "remove one of them"
    return EnvlintError(what, at=at.replace(column=column), help=help)


def entries(document: Document) -> Iterator[Entry | Problem]:
    """Yield the variables and the ``[[rule]]`` entries of a file, and what is neither."""
    for key, value in document.tables.items():
        place = Place(document.path, (key,))
        if key == "rule":
            yield from _array(value, place, "a rule of several variables")
        elif key in OF_DATABASES:
            continue
        elif key == "var" and isinstance(value, dict):
            for name, table in value.items():
                yield _variable(name, table, Place(document.path, (key, name)))
        elif not isinstance(value, dict):
            yield _no_table(key, value, place)
        elif UPPER_NAME.fullmatch(key) or NO_NAME.search(key):
            yield _variable(key, value, place)
        else:
            written = key if BARE_KEY.fullmatch(key) else quoted(key)
            help = NEARLY.get(key) or f"write [var.{written}]"
            yield Problem(place, f"{quoted(key)} is no upper-case name", help, "key")


def invariants(document: Document) -> Iterator[Entry | Problem]:
    """Yield the ``[[invariant]]`` entries of a file, and what stands in their place."""
    if "invariant" in document.tables:
        yield from _array(document.tables["invariant"], Place(document.path, ("invariant",)), "an invariant")


def _array(value: object, place: Place, what: str) -> Iterator[Entry | Problem]:
    """Yield the tables of an array of tables."""
    help = f"write [[{place.keys[0]}]]"
    if not isinstance(value, list):
        yield Problem(place, f"{what} is an array of tables", help, "key")
        return
    for index, table in enumerate(value):
        at = Place(place.path, (*place.keys, index))
        if isinstance(table, dict):
            yield Entry("", at, table)
        else:
            yield Problem(at, f"{what} is a table", help)


def _variable(name: str, table: object, place: Place) -> Entry | Problem:
    if NO_NAME.search(name):
        return Problem(place, f"{quoted(name)} cannot be the name of a variable", "no blanks, no '='", "key")
    if not isinstance(table, dict):
        return _no_table(name, table, place)
    return Entry(name, place, table)


def _no_table(key: str, value: object, place: Place) -> Problem:
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        help = NEARLY.get(key) or (f"write [{key}]" if UPPER_NAME.fullmatch(key) else "write [NAME]")
        return Problem(place, "a variable has one table", help, "key")
    help = "a rule file holds a [NAME] for each variable and [[rule]] entries"
    return Problem(place, f"{quoted(key)} is not a table", help, "key")
