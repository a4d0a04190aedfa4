"""Rust that goes through all of the environment, and build scripts that set variables for the compiler."""

from __future__ import annotations

import re

from envlint.core.declaration import MENTIONED, WRITTEN, Dynamic, Read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.inventories.code.unit import Unit

ALL: Final = re.compile(rb"\benv::vars(?:_os)?\s*\(")
PREFIX: Final = re.compile(rb'\.(?:starts_with|strip_prefix)\(\s*"([A-Z][A-Z0-9]*_[A-Z0-9_]*)"\s*\)')
# https://doc.rust-lang.org/cargo/reference/build-scripts.html
TOLD: Final = re.compile(rb"cargo::?(?:(rustc-env)=([A-Za-z_]\w*)=|(rerun-if-env-changed)=([A-Za-z_]\w*))")


def sweeps(unit: Unit) -> Iterator[Dynamic]:
    """Yield the prefixes that a loop over ``env::vars()`` looks for; nothing where it takes whatever there is."""
    for match in ALL.finditer(unit.data):
        node = unit.leaf(match.start(), match.end() - 1)
        function = unit.function_of(node) if node is not None else None
        if node is None or function is None:
            continue
        test = unit.test or unit.language.tested(unit, node)
        for prefix in {found[1] for found in PREFIX.finditer(unit.data, function.start_byte, function.end_byte)}:
            yield Dynamic(f"{prefix.decode()}*", unit.place(node), unit.spoken, test)


def build_script(unit: Unit) -> Iterator[Read]:
    """Yield what a build script sets for the compiler, and what it asks Cargo to watch."""
    if not unit.path.endswith(".rs") or b"cargo:" not in unit.original:
        return
    for match in TOLD.finditer(unit.original):
        group = 2 if match[2] else 4
        evidence = WRITTEN if match[2] else MENTIONED
        yield Read(
            match[group].decode(), "code", unit.at(*match.span(group)), evidence, language=unit.spoken, test=unit.test
        )
