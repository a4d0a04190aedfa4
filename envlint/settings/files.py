"""What ``files`` of a tier or service may name: paths, and sources of other kinds in files of the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from envlint.core.errors import UsageError
from envlint.core.reference import parse
from envlint.rules.problem import quoted

if TYPE_CHECKING:
    from collections.abc import Callable

PART = "#"
WITHOUT_FILE = ("process", "compose")
"""Kinds that may name no file: ``compose:#web`` takes the files that Compose takes in the root."""


def fault(entry: str) -> tuple[str, str] | None:
    """Return what is wrong with an entry, and what to do about it."""
    if not entry:
        return "an empty path", "name a file such as '.env'"
    try:
        ref = parse(entry)
    except UsageError as error:
        return error.message, error.help
    if ref.kind == "pid":
        return "a process has another number every time", "name it on the command line"
    if ref.ref.startswith("-") or not (ref.paths or ref.kind in WITHOUT_FILE):
        return (
            f"{quoted(entry)} names no file",
            "standard input is named on the command line",
        )
    return None


def moved(entry: str, to: Callable[[str], str]) -> str:
    """Return an entry that has no fault with its paths put somewhere else; a bare path stays bare if it can."""
    ref = parse(entry)
    if not ref.paths:
        return entry
    there = ",".join([to(path) for path in ref.paths])
    if ref.kind == "dotenv" and entry == ref.ref:
        return there
    _, mark, part = ref.ref.partition(PART) if ref.ref not in ref.paths else ("", "", "")
    return f"{ref.kind}:{there}{mark}{part}"
