"""Makefiles: ``X ?= d`` lets the environment win, and ``$(X)`` of a name that no line assigns asks for it."""

from __future__ import annotations

import re

from envlint.inventories.configs.references import NAME

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.inventories.configs.page import Item, Page

COMMENT: Final = re.compile(r"(?<![\\$])#(?:[^\n\\]|\\.|\\\n)*")
# The name may follow a target (`deploy: REGION ?= eu`), `export`, `override` or `private`.
ASSIGNMENT: Final = re.compile(
    rf"^[ ]*(?:[^\s:=#][^:=#\n]*:[ ]+)?(?:(?:export|override|private)[ \t]+)*({NAME})[ \t]*(\?=|:{{0,3}}=|\+=|!=)"
    r"[ \t]*((?:[^\n\\]|\\[^\n]|\\\n)*)",
    re.MULTILINE,
)
DEFINED: Final = re.compile(rf"^[ ]*(?:define|undefine)[ \t]+({NAME})", re.MULTILINE)
LOOPED: Final = re.compile(rf"\$[({{]foreach[ \t]+({NAME})")
ASKED: Final = re.compile(
    r"\$\(([A-Z][A-Z0-9_]*)\)|\$\{([A-Z][A-Z0-9_]*)\}|^[ ]*ifn?def[ \t]+([A-Z][A-Z0-9_]*)", re.MULTILINE
)
GUARD: Final = re.compile(
    rf"^[ ]*ifndef[ \t]+({NAME})[ \t]*\n[ \t]*(?:export[ \t]+)?\1[ \t]*:?=[ \t]*(.*)$", re.MULTILINE
)
INCLUDES: Final = re.compile(r"^[ ]*[-s]?include[ \t]", re.MULTILINE)
SHELL: Final = re.compile(rf"\$\$(?:\{{({NAME})(?::?[-=]([^{{}}\n]*))?\}}|({NAME}))")
SET_IN_RECIPE: Final = re.compile(
    rf"(?:^|[\s;&|(@])({NAME})=(?!\"?\$\$\{{?\1\b)|\bfor[ \t]+({NAME})[ \t]+in\b|\bread[ \t]+({NAME})", re.MULTILINE
)

# What make itself sets, and the names of programs and flags in its implicit rules (GNU make's manual, 10.3).
OF_MAKE: Final = frozenset(
    ("MAKE", "MAKEFILE_LIST", "MAKEFLAGS", "MAKELEVEL", "MAKECMDGOALS", "MAKEFILES", "CURDIR", "SHELL", "SUFFIXES",
     "MAKE_VERSION", "MAKE_HOST", "MFLAGS", "VPATH", "AR", "AS", "CC", "CXX", "CPP", "FC", "LEX", "YACC", "RM", "LD",
     "ARFLAGS", "ASFLAGS", "CFLAGS", "CXXFLAGS", "CPPFLAGS", "FFLAGS", "LDFLAGS", "LDLIBS", "LIBS", "OUTPUT_OPTION")
)  # fmt: skip


def read(page: Page) -> Iterator[Item]:
    """Yield what a Makefile reads. What ``=`` and ``:=`` assign is its own; so may be what an included file assigns."""
    text = COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), page.text)
    known, guarded = set(OF_MAKE), {match[1]: match for match in GUARD.finditer(text)}
    known |= {*DEFINED.findall(text), *LOOPED.findall(text), *guarded}
    for match in guarded.values():
        yield page.read(match[1], match.start(1), default=_literal(match[2]), required=False)
    for match in ASSIGNMENT.finditer(text):
        if match[2] == "?=":
            yield page.read(match[1], match.start(1), default=_literal(match[3]), required=False)
        known.add(match[1])
    if not INCLUDES.search(text) and not page.path.endswith(".mk"):
        yield from _unassigned(page, text, known)
    yield from _of_shell(page, text)


def _literal(value: str) -> str | None:
    """Return a value that needs no make to know it, without blanks at its end."""
    return None if "$" in value else value.strip()


def _unassigned(page: Page, text: str, known: set[str]) -> Iterator[Item]:
    for match in ASKED.finditer(text):
        name = match[match.lastindex or 1]
        if name not in known:
            yield page.read(name, match.start(match.lastindex or 1))


def _of_shell(page: Page, text: str) -> Iterator[Item]:
    """Yield what the shell of a recipe reads: ``$${X:-d}``, ``$$X``."""
    known = {name for names in SET_IN_RECIPE.findall(text) for name in names}
    for match in SHELL.finditer(text):
        group = 1 if match[1] else 3
        if match[group].isupper() and match[group] not in known:
            yield page.read(match[group], match.start(group), default=match[2])
