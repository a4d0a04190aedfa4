"""Struct tags that name the variable: caarlos0/env, cleanenv, sethvargo/go-envconfig, kong, go-flags."""

from __future__ import annotations

import re

from envlint.inventories.code.frameworks import framework_read
from envlint.inventories.code.frameworks.go_structs import Field, fields, struct_named, structs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from tree_sitter import Node

    from envlint.core.declaration import Read
    from envlint.inventories.code.unit import Unit

NAMED: Final = re.compile(rb'\benv:\\?"[A-Za-z_]')
NAME: Final = re.compile(r"[A-Za-z_]\w*")
DEFAULTS: Final = ("envDefault", "env-default", "default")
PREFIXES: Final = ("envPrefix", "env-prefix", "env-namespace")
DEEPEST: Final = 10


def env_tags(unit: Unit) -> Iterator[Read]:
    """Yield the variables that the structs of a file name in their tags."""
    if not NAMED.search(unit.data):
        return
    nested = _nested_types(unit)
    for name, body in structs(unit):
        for prefix in nested.get(name, {""}):
            yield from _walk(unit, body, prefix, 0, declared=True)


def _nested_types(unit: Unit) -> dict[str, set[str]]:
    """Return the structs of a file that others hold, with the prefixes that they put before their names."""
    found: dict[str, set[str]] = {}
    folder = unit.path.rpartition("/")[0]
    for other in unit.holding(b"envPrefix") + unit.holding(b"env-prefix") + unit.holding(b"env-namespace"):
        if other.path.rpartition("/")[0] != folder:
            continue
        for _, body in structs(other):
            for field in fields(other, body):
                prefix = next((field.tags[key] for key in PREFIXES if key in field.tags), "")
                if prefix:
                    found.setdefault(field.type, set()).add(prefix)
    return found


def _walk(unit: Unit, struct: Node, prefix: str, depth: int, *, declared: bool) -> Iterator[Read]:
    for field in fields(unit, struct) if depth < DEEPEST else ():
        names = [word for word in _names(field) if NAME.fullmatch(word)]
        for name in names:
            yield _read(field, f"{prefix}{name}", tuple(f"{prefix}{other}" for other in names if other != name))
        own = next((field.tags[key] for key in PREFIXES if key in field.tags), "")
        if not names and field.inner is not None:
            yield from _walk(unit, field.inner, prefix + own, depth + 1, declared=declared)
        elif prefix and not names and (inner := struct_named(unit, field.type)) is not None:
            yield from _walk(*inner, prefix + own, depth + 1, declared=False)


def _names(field: Field) -> list[str]:
    tag = field.tags.get("env", "")
    if "," in tag and re.match(r"\s*[\w]+\s*,\s*[A-Z][A-Z0-9_]+\s*(,|$)", tag):
        return [word.strip() for word in tag.split(",")]
    return [tag.partition(",")[0].strip()]


def _read(field: Field, name: str, alternatives: tuple[str, ...]) -> Read:
    options = [word.strip() for word in field.tags.get("env", "").split(",")[1:]]
    default = next((field.tags[key] for key in DEFAULTS if key in field.tags), None)
    if default is None:
        default = next((word.partition("=")[2] for word in options if word.startswith("default=")), None)
    required = (
        bool({"required", "notEmpty"} & set(options))
        or field.tags.get("env-required") == "true"
        or "required" in field.tags
    )
    values = field.tags.get("enum")
    return framework_read(
        field.unit,
        name,
        field.node,
        "struct tag",
        default=default,
        type=field.unit.language.types.get(field.type, "list" if field.type.startswith("[]") else ""),
        dialect="go",
        required=required or None,
        values=tuple(word.strip() for word in values.split(",")) if values else None,
        alternatives=alternatives,
    )
