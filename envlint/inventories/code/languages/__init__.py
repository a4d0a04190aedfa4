"""The languages, one data file each, by the name of its module. A new one is a file and a line here."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from envlint.inventories.code.language import Language

NAMES = ("c", "c_sharp", "elixir", "go", "java", "javascript", "php", "python", "ruby", "rust", "shell")


def languages() -> tuple[Language, ...]:
    """Return all languages, in the order of their names. A module may hold several (C and C++, TypeScript and TSX)."""
    found = []
    for name in NAMES:
        module = import_module(f"envlint.inventories.code.languages.{name}")
        found += [each for each in vars(module).values() if isinstance(each, Language)]
    return tuple(found)


def installed(language: Language) -> bool:
    """Whether the language's grammar is there."""
    return find_spec(language.grammar) is not None
