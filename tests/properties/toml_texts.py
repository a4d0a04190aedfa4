"""TOML texts for tests: plain data written in the many ways in which people write it."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import strategies as st

BARE = re.compile(r"[A-Za-z0-9_-]+")
WORDS = st.text("abAB_-", min_size=1, max_size=4)
CHARACTERS = st.characters(blacklist_categories=("Cs",), blacklist_characters="\x7f", min_codepoint=32)
TEXTS = st.one_of(
    st.text(CHARACTERS, max_size=8), st.sampled_from(["", "#", "]", "a = 1", "[x]", '"', "'", "\\", "\n", "{", "'''"])
)
SCALARS = st.one_of(st.booleans(), st.integers(-(10**9), 10**9), TEXTS, st.sampled_from([1.5, -0.25, 1e30]))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(st.one_of(WORDS, TEXTS), inner, max_size=2)),
    max_leaves=4,
)
TABLES = st.dictionaries(st.one_of(WORDS, TEXTS), VALUES, max_size=3)
BLANKS = st.sampled_from(["", " ", "  ", "\t"])
ENDS = st.sampled_from(["\n", "\r\n", " # c = [1\n", "\n\n# [t]\n", "\t#\r\n"])


def basic(text: str) -> str:
    """Write a basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped) + '"'


@st.composite
def strings(draw: st.DrawFn, text: str) -> str:
    """Write a string in one of the four ways."""
    ways = [basic(text)]
    if text.isprintable() and "'" not in text:
        ways.append(f"'{text}'")
    if (text.isprintable() or "\n" in text) and "'''" not in text and not text.endswith("'"):
        ways += [f"'''\n{text}'''"] if text.replace("\n", "").isprintable() else []
    ways.append('""' + basic(text) + '""')
    return draw(st.sampled_from(ways))


@st.composite
def keys(draw: st.DrawFn, key: str) -> str:
    """Write a key, bare if it can be."""
    ways = [basic(key)] + [key] * bool(BARE.fullmatch(key)) + [f"'{key}'"] * (key.isprintable() and "'" not in key)
    return draw(st.sampled_from(ways))


@st.composite
def values(draw: st.DrawFn, value: Any) -> str:
    """Write a value."""
    blank = draw(BLANKS)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return draw(strings(value))
    if isinstance(value, list):
        between = draw(st.sampled_from(["", " ", "\n  ", " # ] c\n", "\r\n"]))
        inside = f"{between},{between}".join(draw(values(item)) for item in value)
        trailing = "," if value and draw(st.booleans()) else ""
        return f"[{between}{inside}{between}{trailing}{between}]"
    if isinstance(value, dict):
        pairs = [f"{draw(keys(key))}{blank}={blank}{draw(values(item))}" for key, item in value.items()]
        return "{" + blank + f"{blank}, ".join(pairs) + blank + "}"
    return repr(value)


@st.composite
def bodies(draw: st.DrawFn, table: dict[str, Any]) -> str:
    """Write the pairs of a table; some tables in it as dotted keys."""
    text = ""
    for key, value in table.items():
        blank, end = draw(BLANKS), draw(ENDS)
        name = draw(keys(key))
        if isinstance(value, dict) and value and draw(st.booleans()):
            for inner, item in value.items():
                dot = f"{blank}.{blank}"
                text += f"{blank}{name}{dot}{draw(keys(inner))}{blank}={blank}{draw(values(item))}{end}"
        else:
            text += f"{blank}{name}{blank}={blank}{draw(values(value))}{end}"
    return text


@st.composite
def documents(draw: st.DrawFn, tables: dict[str, Any]) -> str:
    """Write tables, and lists of tables as arrays of tables."""
    text = draw(st.sampled_from(["", "\ufeff", "# first\n", "\n"])).removeprefix("\ufeff")
    for key, value in tables.items():
        blank, end = draw(BLANKS), draw(ENDS)
        name = draw(keys(key))
        if isinstance(value, list):
            for table in value:
                text += f"{blank}[[{blank}{name}{blank}]]{end}{draw(bodies(table))}"
        else:
            text += f"[{blank}{name}{blank}]{end}{draw(bodies(value))}"
    return text


def paths(data: Any, leading: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the keys to everything in plain data."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    found: list[tuple[str | int, ...]] = []
    for key, value in pairs:
        found += [(*leading, key), *paths(value, (*leading, key))]
    return found
