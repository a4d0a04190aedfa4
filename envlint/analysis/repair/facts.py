"""What can be written about one variable: drawn from its rule, and where that is silent from the code that reads it."""

from __future__ import annotations

from envlint.core.record import Record
from envlint.formats.secrets import secret_name, showable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Final, TypeVar

    from envlint.core.declaration import Declaration, Read, Variable
    from envlint.core.location import Location
    from envlint.core.rule import Rule

    Said = TypeVar("Said")

UNTYPED: Final = ("", "string")


class Facts(Record):
    """One variable as docs and templates show it. ``default`` is never that of a secret; None = there is none.

    ``required`` holds the tiers' names, or ``yes``; empty = no. ``section`` is the rule's, for what stands together.
    """

    name: str
    doc: str = ""
    section: str = ""
    type: str = ""
    default: str | None = None
    values: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    secret: bool = False
    read_at: Location | None = None


def facts(name: str, rules: Iterable[tuple[str, Rule]], variable: Variable | None = None) -> Facts:
    """Return what is known. ``rules`` pairs each tier's name with its rule, the laxest first; it may be empty."""
    stated = list(rules)
    said = _said_by_code(variable.code if variable else ())
    if not stated:
        secret = secret_name(name)
        return _shown(said.replace(name=name, secret=secret))
    rule = stated[0][1]
    secret = rule.type == "secret" or bool(rule.secret)
    tiers = tuple(tier for tier, each in stated if each.required)
    default = said.default if rule.default is None else rule.default
    known = Facts(
        name,
        " ".join(rule.doc.split()),
        rule.section,
        said.type if rule.type in UNTYPED and said.type else rule.type,
        default,
        rule.values or said.values,
        ("yes",) if tiers and len(tiers) == len(stated) else tiers,
        secret,
        said.read_at,
    )
    return known if rule.secret is False else _shown(known)


def _shown(known: Facts) -> Facts:
    """Return facts without the default and the values that are secret, or look like it."""
    hidden = known.secret or not _showable(known.name, known.default or "")
    hides = known.secret or not all(_showable(known.name, value) for value in known.values)
    return known.replace(default=None if hidden else known.default, values=() if hides else known.values)


def _showable(name: str, text: str) -> bool:
    return showable(name, text) == text


def _said_by_code(reads: Iterable[Read]) -> Facts:
    """Return what the reads agree to say; of several defaults none, for nobody knows which one is meant."""
    own = [read for read in reads if not read.test]
    return Facts(
        "",
        type=_agreed(own, lambda read: read.type or None) or "",
        default=_agreed(own, lambda read: read.default or None),
        values=_agreed(own, lambda read: read.values) or (),
        required=("yes",) if any(read.required for read in own) else (),
        read_at=own[0].at if own else None,
    )


def _agreed(declarations: Iterable[Declaration], said: Callable[[Declaration], Said | None]) -> Said | None:
    different = {text for each in declarations if (text := said(each)) is not None}
    return different.pop() if len(different) == 1 else None
