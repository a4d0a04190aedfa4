"""Macros of a Rust program that make variables' names out of identifiers: a table of ``name: Type, ..., default;``."""

from __future__ import annotations

import re

from envlint.inventories.code.frameworks import framework_read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from tree_sitter import Node

    from envlint.core.declaration import Read
    from envlint.inventories.code.unit import Unit

DEFINED: Final = re.compile(rb"\bmacro_rules!\s*(\w+)")
# paste's [<$name:upper>], or stringify!($name) turned to upper case, in a macro that says something of the environment.
UPPER: Final = re.compile(
    rb'\[<\s*(?:"?([A-Z][A-Z0-9_]*_)"?\s+)?\$(\w+)\s*:\s*upper\s*>\]'
    rb"|stringify!\s*\(\s*\$(\w+)\s*\)\s*\.\s*to_(?:ascii_)?uppercase"
)
NUMBER: Final = re.compile(r"-?\d[\d_.]*(?:\s*\*\s*\d[\d_]*)*")
QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)*)"(?:\s*\.\s*(?:into|to_string|to_owned)\(\))?')


def name_tables(unit: Unit) -> Iterator[Read]:
    """Yield the rows of the tables that are given to such macros, in the file that defines them and in others."""
    if b"macro_rules!" not in unit.original:
        return
    for match in DEFINED.finditer(unit.original):
        end = _end(unit.original, match.end())
        body = unit.original[match.start() : end]
        made = UPPER.search(body)
        if made is None or not re.search(rb"(?i)env", body):
            continue
        call = match[1] + b"!"
        for each in (unit, *unit.holding(call)):
            for start in re.finditer(rb"(?<![\w$])" + re.escape(call) + rb"\s*[({\[]", each.original):
                if each is not unit or not match.start() <= start.start() < end:
                    yield from _rows(each, start.end() - 1, (made[1] or b"").decode())


def _end(data: bytes, start: int) -> int:
    """Return where a macro's definition ends: the next line that begins with a closing bracket."""
    found = re.compile(rb"(?m)^[})]").search(data, start)
    return found.end() if found else len(data)


def _rows(unit: Unit, start: int, prefix: str) -> Iterator[Read]:
    node = unit.leaf(start, start + 1)
    if node is None or node.type != "token_tree":
        return
    waiting = [node]
    while waiting:
        tree = waiting.pop(0)
        row: list[Node] = []
        for child in tree.children[1:-1]:
            if unit.text(child) == ";":
                yield from _row(unit, row, prefix)
                row = []
            elif child.type not in ("line_comment", "block_comment"):
                row.append(child)
        waiting.extend(
            child for child in tree.named_children if child.type == "token_tree" and unit.data[child.start_byte] == 0x7B
        )


def _row(unit: Unit, row: list[Node], prefix: str) -> Iterator[Read]:
    """Yield the read of one row: ``name: Type, ..., default``; the last column is the default if it is a literal."""
    while row and unit.text(row[0]) == "#":
        row = row[2:]
    if len(row) < 3 or row[0].type != "identifier" or unit.text(row[1]) != ":":
        return
    kind = unit.language.types.get(unit.text(row[2]), "")
    columns = [index for index, node in enumerate(row) if unit.text(node) == ","]
    last = row[columns[-1] + 1 :] if columns else []
    text = unit.data[last[0].start_byte : last[-1].end_byte].decode("utf-8", "replace") if last else ""
    yield framework_read(
        unit,
        prefix + unit.text(row[0]).upper(),
        row[0],
        "macro",
        default=_literal(text),
        type=kind,
        dialect="rust" if kind else "",
    )


def _literal(text: str) -> str | None:
    quoted = QUOTED.fullmatch(text)
    if quoted is not None:
        return quoted[1]
    if text in ("String::new()", "true", "false"):
        return "" if text == "String::new()" else text
    return text if NUMBER.fullmatch(text) else None
