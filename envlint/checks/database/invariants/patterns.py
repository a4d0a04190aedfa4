"""Patterns of names: ``tracks.storage_*`` chooses, ``idx_{table}_{columns}`` demands."""

from __future__ import annotations

import re

from envlint.checks.database.invariants.thing import Broken
from envlint.checks.database.invariants.wording import at_table
from envlint.checks.database.names import clipped
from envlint.formats.sql import names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Final

    from envlint.checks.database.invariants.thing import Asked, Demand, State, Thing

BRACES: Final = re.compile(r"\{(\w+)\}")
GIVEN: Final = re.compile(r"\{table\}_\{columns\}_([a-z0-9]+)")
PUBLIC: Final = "public."


def chooses(pattern: str, name: str) -> bool:
    """Whether a pattern of ``only`` or ``except`` means a name; ``*`` is anything."""
    if pattern == "*":
        return True
    pattern = pattern.removeprefix(PUBLIC)
    return _matches(pattern, name) or ('"' in name and _matches(pattern, name.replace('"', "")))


def filled(pattern: str, words: Mapping[str, str]) -> str:
    """Return the name that a pattern asks for, no longer than PostgreSQL keeps one; ``*`` stays."""
    name = BRACES.sub(lambda found: words.get(found[1], found[0]), pattern)
    return name if "*" in name else name.encode()[: names.LONGEST].decode(errors="ignore")


def called(asked: Asked) -> Demand:
    """Return the demand that things are called by a pattern."""
    pattern = str(asked.said)
    made = GIVEN.fullmatch(pattern)  # the form of names that PostgreSQL gives, which shortens them in its own way

    def judge(thing: Thing, _state: State) -> Iterator[Broken]:
        name, wanted = thing.words["name"], filled(pattern, thing.words)
        if _matches(wanted, name):
            return
        if made:
            wanted = names.assembled(thing.words["table"], thing.words["columns"], made[1])
        if wanted == name:
            return
        message = f"{thing.called} is not called {clipped(wanted)}"
        yield Broken("name", message, thing.at, f"call it {clipped(wanted)}", at_table(thing.table, thing.at))

    return judge


def _matches(pattern: str, name: str) -> bool:
    first, *parts = pattern.split("*")
    if not parts:
        return pattern == name
    if not name.startswith(first):
        return False
    at = len(first)
    for part in parts[:-1]:
        at = name.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return name.endswith(parts[-1]) and len(name) - len(parts[-1]) >= at
