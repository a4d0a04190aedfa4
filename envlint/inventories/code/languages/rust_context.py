"""What surrounds a read in Rust: tests, what Cargo sets itself, and what stands in for a value that is absent."""

from __future__ import annotations

import re
from functools import lru_cache

from envlint.inventories.code.frameworks.rust_structs import item_after

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from tree_sitter import Node

    from envlint.inventories.code.unit import Unit

TEST: Final = re.compile(
    rb"#\[\s*(?:(?:\w+::)*(?:test|rstest|test_case|bench)\b|cfg\s*\(\s*(?:(?:all|any)\s*\(\s*)?test\b)"
)
COMPILED: Final = re.compile(rb'\benv!\s*\(\s*"(\w+)"')
# https://doc.rust-lang.org/cargo/reference/environment-variables.html
CARGO: Final = re.compile(
    r"CARGO|CARGO_(?:MANIFEST|PKG|CRATE|BIN|FEATURE|CFG|PRIMARY|TARGET_TMP|ENCODED|MAKEFLAGS)\w*|OUT_DIR|DEP_\w+"
)
SCRIPT: Final = frozenset(
    {"TARGET", "HOST", "NUM_JOBS", "OPT_LEVEL", "DEBUG", "PROFILE", "RUSTC", "RUSTDOC", "RUSTC_WRAPPER"}
)


def tested(unit: Unit, node: Node) -> bool:
    """Whether a node stands in a function or module that only tests run."""
    return any(start <= node.start_byte < end for start, end in _test_code(unit))


@lru_cache(maxsize=32)
def _test_code(unit: Unit) -> tuple[tuple[int, int], ...]:
    """Return where a file holds what only tests run, from byte to byte, without what stands inside of another."""
    found: list[tuple[int, int]] = []
    for match in TEST.finditer(unit.data):
        if found and match.start() < found[-1][1]:
            continue
        item = item_after(unit.leaf(match.start(), match.start() + 2))
        if item is not None:
            found.append((match.start(), item.end_byte))
    return tuple(found)


def instead(unit: Unit, node: Node, around: Node) -> tuple[Node, Node] | None:
    """Return what stands in for a value that ``match``, ``if let`` or ``let else`` finds absent, and what goes on."""
    if around.type == "match_expression" and around.child_by_field_name("value") == node:
        return _absent_arm(unit, around)
    if around.type == "let_condition":
        whole = around.parent
        while whole is not None and whole.type in ("let_chain", "parenthesized_expression"):
            whole = whole.parent
        other = whole.child_by_field_name("alternative") if whole is not None else None
        return (other, whole) if whole is not None and other is not None else None
    if around.type == "let_declaration" and (other := around.child_by_field_name("alternative")) is not None:
        return other, around
    return None


def _absent_arm(unit: Unit, match: Node) -> tuple[Node, Node] | None:
    body = match.child_by_field_name("body")
    for arm in body.named_children if body is not None else ():
        pattern, value = arm.child_by_field_name("pattern"), arm.child_by_field_name("value")
        if (
            pattern is not None
            and value is not None
            and re.match(r"Err\b|None\b|_\b|std::result::", unit.text(pattern))
        ):
            return value, match
    return None


def supplied(name: str, unit: Unit) -> bool:
    """Whether Cargo, or a build script of the project, sets a variable for the compiler."""
    if CARGO.fullmatch(name) or (name in SCRIPT and unit.path.endswith("build.rs")):
        return True
    if unit.path.endswith("build.rs"):
        return False
    return name.encode() in _compiled_in(unit) and bool(unit.holding(b"rustc-env=" + name.encode() + b"="))


@lru_cache(maxsize=32)
def _compiled_in(unit: Unit) -> frozenset[bytes]:
    return frozenset(COMPILED.findall(unit.original))
