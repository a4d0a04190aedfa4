"""Small projects as drift sees them: declarations by kind, without any file behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from envlint.analysis.drift import drift
from envlint.checks.drift.project import Project
from envlint.core.declaration import KINDS, Declaration, Dynamic, Inventory, Read
from envlint.core.location import Location

if TYPE_CHECKING:
    from envlint.core.finding import Finding

FILES = {
    "rules": "rules/all.toml",
    "template": ".env.example",
    "docs": "docs/ENV.md",
    "code": "main.go",
    "sql": "migrations/001.sql",
    "manifests": "compose.yaml",
}


def at(path: str, line: int = 1) -> Location:
    return Location(path, path, line, 1, line, 2)


def said(kind: str, name: str, *, line: int = 1, path: str = "", **fields: Any) -> Declaration:
    return Declaration(name, kind, at(path or FILES[kind], line), pattern="*" in name, **fields)


def read(name: str, *, line: int = 1, path: str = "main.go", **fields: Any) -> Read:
    return Read(name, "code", at(path, line), **{"evidence": "read", **fields})


def computed(pattern: str, **fields: Any) -> Dynamic:
    return Dynamic(pattern, at("main.go", 9), **fields)


def project(*items: Declaration | Dynamic, kinds: tuple[str, ...] = ("code",), **code: Any) -> Project:
    """Return a project of these, with files of those kinds that have a declaration or are named."""
    declarations = [item for item in items if isinstance(item, Declaration)]
    dynamic = tuple(item for item in items if isinstance(item, Dynamic))
    found = []
    for kind in KINDS:
        of_kind = tuple(item for item in declarations if item.kind == kind)
        files = tuple(sorted({each.at.path for each in of_kind})) or ((FILES[kind],) if kind in kinds else ())
        more = {"dynamic": dynamic, **code} if kind == "code" else {}
        found.append(Inventory(kind, of_kind, files=files, **more))
    return Project(found)


def findings(*items: Declaration | Dynamic, kinds: tuple[str, ...] = ("code",), **code: Any) -> list[Finding]:
    heard = drift(project(*items, kinds=kinds, **code))
    assert heard.faults == ()
    return list(heard.findings)


def codes(*items: Declaration | Dynamic, kinds: tuple[str, ...] = ("code",), **code: Any) -> list[tuple[str, str]]:
    """Return the code and the variable of each finding."""
    return sorted((found.code, found.variable) for found in findings(*items, kinds=kinds, **code))
