"""Draft rules for an environment file from nothing but its own names and values.

A stand-in for the rules that a project would write: types are only claimed where name and value say the same, so that
file and rules agree, and whatever envlint still finds is about the file. Secrets are the names that end in a word for
one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SECRET_WORDS = ("SECRET", "PASSWORD", "PASSWD", "TOKEN", "API_KEY", "SECRET_KEY", "PRIVATE_KEY", "ACCESS_KEY")
"""The last words of a secret's name."""
PLAIN_NAME = re.compile(r"[A-Z_][A-Z0-9_]*")
INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
URL = re.compile(r"[a-z][a-z0-9+.-]*://[A-Za-z0-9.-]+(:[0-9]+)?(/[^\s$]*)?")
DURATION = re.compile(r"([0-9]+(ms|s|m|h))+")


def type_of(name: str, value: str) -> str:
    """Return the type that a value and its name both speak for, empty for none."""
    if name.endswith(SECRET_WORDS):
        return "secret"
    if value in ("true", "false"):
        return "bool"
    if INTEGER.fullmatch(value):
        return "port" if name.endswith("PORT") and 0 < int(value) < 65536 else "int"
    if URL.fullmatch(value) and name.endswith(("URL", "URI")):
        return "url"
    if DURATION.fullmatch(value) and name.endswith(("TIMEOUT", "INTERVAL", "TTL", "DURATION")):
        return "duration"
    return ""


def draft(values: Mapping[str, str]) -> str:
    """Return a rule file with a table for each variable."""
    tables = []
    for name, value in values.items():
        guessed = type_of(name, value)
        head = name if PLAIN_NAME.fullmatch(name) else f'var."{name}"'
        tables.append(f"[{head}]\n" + (f'type = "{guessed}"\n' if guessed else ""))
    return "\n".join(tables)
