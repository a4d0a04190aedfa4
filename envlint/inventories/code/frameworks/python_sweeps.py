"""Reads of many variables at once, of which code tells the prefix only: loops over the environment, frameworks' own."""

from __future__ import annotations

import re

from envlint.core.declaration import Dynamic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.inventories.code.unit import Unit

# Dynaconf(envvar_prefix="APP"), click's auto_envvar_prefix="APP", flask's config.from_prefixed_env("APP").
# https://www.dynaconf.com/configuration/#envvar_prefix, https://click.palletsprojects.com/en/stable/options/#values-from-environment-variables
PREFIXED: Final = re.compile(
    rb"""\b(?:auto_envvar_prefix|envvar_prefix|ENVVAR_PREFIX_FOR_DYNACONF)["']?\s*[=:]\s*["'](\w+)["']"""
    rb"""|\bfrom_prefixed_env\(\s*(?:prefix\s*=\s*)?["'](\w+)["']|\bfrom_prefixed_env(\()\s*\)"""
)
SWEEP: Final = re.compile(rb"\bin\s+(?:sorted\(|list\(|dict\()*os\.environ(?:\.copy\(\))?(?:\.(?:items|keys)\(\))?\)*")
STARTS: Final = re.compile(rb"""\.startswith\(\s*["'](\w+)["']\s*\)""")
REACH: Final = 300
"""Bytes before and after a loop's head in which its test of the prefix stands."""


def sweeps(unit: Unit) -> Iterator[Dynamic]:
    """Yield a pattern for each prefix by which a file takes variables out of the environment."""
    for match in PREFIXED.finditer(unit.data):
        if _is_text(unit, match.start()):
            continue
        word = match[1] or match[2] or b"FLASK"
        yield _dynamic(unit, word.rstrip(b"_") + b"_", match.start())
    for match in SWEEP.finditer(unit.data):
        tested = STARTS.search(unit.data, match.end(), match.end() + REACH)
        if tested is not None and not _is_text(unit, match.start()):
            yield _dynamic(unit, tested[1], tested.start(1))


def _is_text(unit: Unit, offset: int) -> bool:
    leaf = unit.leaf(offset, offset + 1)
    return leaf is None or "comment" in leaf.type or "string" in leaf.type


def _dynamic(unit: Unit, prefix: bytes, offset: int) -> Dynamic:
    at = unit.at(offset, offset + len(prefix))
    return Dynamic(f"{prefix.decode('utf-8', 'replace')}*", at, unit.language.name, unit.test)
