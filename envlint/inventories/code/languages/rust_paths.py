"""What Rust's ``use`` declarations say, and the names under which a module goes by."""

from __future__ import annotations

import re

from envlint.inventories.code.language import Reader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Final

    from envlint.inventories.code.unit import Unit

FUNCTIONS: Final = {"var": "read", "var_os": "read", "set_var": "written", "remove_var": "written"}
USE: Final = re.compile(rb"(?m)^[ \t]*(?:pub(?:\([^)\n]*\))?\s+)?use\s+([^;]{1,4000});")
WORD: Final = re.compile(r"[\w:]+|[{},*]")


def used(unit: Unit) -> Iterator[tuple[str, str]]:
    """Yield what a file takes into use: the path and the name it goes by there; ``*`` for all of a module."""
    for match in USE.finditer(unit.data):
        yield from _flat(match[1].decode("utf-8", "replace"))


def _flat(tree: str) -> Iterator[tuple[str, str]]:
    """Yield the leaves of a use tree: ``std::{env, fs::{self, File as F}}``."""
    prefixes, path, alias, named = [""], "", "", False
    for word in [*WORD.findall(re.sub(r"//[^\n]*|/\*.*?\*/", "", tree)), ","]:
        if word == "{":
            prefixes.append(prefixes[-1] + path)
            path = ""
        elif word in (",", "}"):
            if path:
                yield _leaf(prefixes[-1], path, alias)
            path, alias, named = "", "", False
            if word == "}" and len(prefixes) > 1:
                prefixes.pop()
        elif word == "as":
            named = True
        elif named:
            alias = word
        else:
            path += word


def _leaf(prefix: str, path: str, alias: str) -> tuple[str, str]:
    whole = (prefix + path).removeprefix("::").removesuffix("::self")
    return whole, alias or whole.rpartition("::")[2]


def imported(unit: Unit) -> Mapping[str, tuple[str, str]]:
    """Return the names a file has from others: name -> (module, original name). Those of ``*`` are numbered."""
    found: dict[str, tuple[str, str]] = {}
    for path, name in used(unit):
        module, _, original = path.rpartition("::")
        found[f"*{len(found)}" if name == "*" else name] = (module, original)
    return found


def aliases(unit: Unit) -> Iterator[Reader]:
    """Yield the readers of the standard library under the names that a file gives them."""
    for path, name in used(unit):
        module, _, last = path.rpartition("::")
        if path == "std::env" and name != "env":
            yield from (Reader(f"{name}.{each}", evidence=kind) for each, kind in FUNCTIONS.items())
        elif module in ("std::env", "dotenvy", "dotenv") and last in FUNCTIONS:
            yield Reader(name, evidence=FUNCTIONS[last])
