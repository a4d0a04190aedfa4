"""What is said of one variable, kind of place by kind of place, for the JSON of ``drift``."""

from __future__ import annotations

from envlint.core.declaration import KINDS
from envlint.formats.secrets import showable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from envlint.core.declaration import Declaration, Variable


def document(variable: Variable) -> dict[str, Any]:
    """Return a variable with the places that speak of it, by kind; kinds that are silent have an empty list."""
    secret = any(each.secret for each in variable.declarations)
    said = {kind: [_said(each, secret=secret) for each in getattr(variable, kind)] for kind in KINDS}
    return {"name": variable.name, "in": said}


def _said(declaration: Declaration, *, secret: bool) -> dict[str, Any]:
    """Return one place and what it says; a default or values that may be secret are left out."""
    at = declaration.at
    place: dict[str, Any] = {"path": at.path, "line": at.line or None}
    if declaration.default is not None and not secret and _may_be_shown(declaration.name, declaration.default):
        place["default"] = declaration.default
    if declaration.values and not secret and all(_may_be_shown(declaration.name, each) for each in declaration.values):
        place["values"] = list(declaration.values)
    if declaration.type:
        place["type"] = declaration.type
    if declaration.required is not None:
        place["required"] = declaration.required
    return place


def _may_be_shown(name: str, text: str) -> bool:
    return showable(name, text) == text
