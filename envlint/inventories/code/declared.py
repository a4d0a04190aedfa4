"""Readers that the settings declare: ``getEnv(NAME, DEFAULT)``, ``setting!(NAME)``, ``{ env: NAME }``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from envlint.core.errors import EnvlintError
from envlint.inventories.code.frameworks import framework_read
from envlint.inventories.code.keys import Resolver
from envlint.inventories.code.language import Reader, Scope
from envlint.inventories.code.spelled import literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from tree_sitter import Node

    from envlint.core.declaration import Read
    from envlint.inventories.code.unit import Unit

CALL: Final = re.compile(r"([A-Za-z_$][\w$.:>-]*!?)\s*\(([^()]*)\)")
TABLE: Final = re.compile(r"\{([^{}]*)\}")
FIELD: Final = re.compile(r"[\"']?([\w-]+)[\"']?\s*[:=]>?\s*(NAME|DEFAULT|TYPE)")
HELP: Final = "write it as it is called, getEnv(NAME, DEFAULT), or as a table, { env: NAME, default: DEFAULT }"


@dataclass(frozen=True, slots=True)
class OptionTable:
    """Tables of a project that tell a variable's name under one key and its default under another."""

    name: str
    default: str = ""


def declared(text: str) -> Reader | OptionTable:
    """Return what a helper of the settings describes.

    Raises:
        EnvlintError: it is neither a call nor a table with a NAME.
    """
    call, table = CALL.fullmatch(text.strip()), TABLE.fullmatch(text.strip())
    if call:
        words = [word.strip() for word in call[2].split(",")]
        callee = re.sub(r"::|->", ".", call[1]).rstrip("!")
        if "NAME" in words:
            owner, _, last = callee.rpartition(".")
            at = {word: index for index, word in enumerate(words)}
            scope = Scope("everywhere", owner=owner, method=not owner)
            return Reader(
                last, at["NAME"], at.get("DEFAULT"), type_at=at.get("TYPE"), how="wrapper", via=last, scope=scope
            )
    if table:
        fields = {hole: key for key, hole in FIELD.findall(table[1])}
        if "NAME" in fields:
            return OptionTable(fields["NAME"], fields.get("DEFAULT", ""))
    raise EnvlintError(f"the helper {text!r} cannot be understood", help=HELP)


def table_reads(unit: Unit, table: OptionTable) -> Iterator[Read]:
    """Yield the variables that a file's tables of this shape name."""
    if table.name.encode() not in unit.data:
        return
    resolver = Resolver(unit)
    for key in unit.mentions(table.name):
        pair: Node | None = key
        while (
            pair is not None
            and pair.type not in unit.language.pairs
            and pair.type not in unit.language.keyword_arguments
        ):
            pair = (
                pair.parent
                if pair.parent is not None and pair.end_byte - pair.start_byte < len(table.name) + 4
                else None
            )
        if pair is None or pair.parent is None:
            continue
        fields = dict(resolver.pairs(pair.parent))
        options = {unit.text(name).strip(":'\""): value for name, value in fields.items()}
        names = resolver.keys(options[table.name]).names if table.name in options else ()
        default = options.get(table.default)
        for name, node in names:
            text = literal(unit, default, resolver) if default is not None else None
            yield framework_read(unit, name, node, "option table", default=text)
