"""Conditions as they are written: ``NAME``, ``!NAME``, ``NAME=a|b``, ``URL.host!=localhost``, ``NAME>=$OTHER``."""

from __future__ import annotations

import re

from envlint.core.rule import Atom

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
UPPER_NAME: Final = re.compile(
    r"[A-Z_][A-Z0-9_]*(?:\.(?:scheme|user|password|host|port|path|fragment|local|query\.\S+))?"
)
PART: Final = re.compile(r"\.([A-Za-z_][A-Za-z0-9_]*(?:\.[^\s=!<>]+)?)")
OPERATOR: Final = re.compile(r"!=|<=|>=|=|<|>")
DOUBLED: Final = "inside single quotes write '' for a quote"


class NoAtom(ValueError):
    """A text is no condition; ``help`` says how to write what was probably meant."""

    def __init__(self, reason: str, help: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.help = help


def parse(text: str) -> Atom:
    """Read one condition.

    The name is followed by an optional part and the first operator; all the rest is the right side, verbatim. ``|``
    separates alternatives. A value with ``|``, blanks at its edges or a leading quote or ``$`` stands in single quotes,
    in which ``''`` is one quote.

    Raises:
        NoAtom: the text is none. The reason quotes nothing of it.
    """
    rest = text.strip()
    negated = rest.startswith("!")
    rest = rest[1:].lstrip() if negated else rest
    name = NAME.match(rest)
    if not name:
        raise NoAtom("a condition begins with the name of a variable", "write NAME, !NAME or NAME=value")
    part = PART.match(rest, name.end())
    after = rest[(part or name).end() :].lstrip()
    field = part[1] if part else ""
    if not after:
        return Atom(name[0], "unset" if negated else "set", field, text=text)
    operator = OPERATOR.match(after)
    if not operator:
        raise NoAtom("no operator after the name", "operators are = != < <= > >=")
    if negated:
        raise NoAtom("'!' is for presence only", "write NAME!=value")
    values, other = _right_side(after[operator.end() :].strip(), operator[0])
    return Atom(name[0], operator[0], field, values, other, text)


def is_literal(text: str) -> bool:
    """Whether an entry of ``forbid`` is a value and no condition.

    A condition has an operator, a leading ``!`` or the shape of an upper-case name, with a part of an
    address or without; ``=VALUE`` is always a value.
    """
    stripped = text.strip()
    if stripped.startswith("="):
        return True
    return not (stripped.startswith("!") or OPERATOR.search(stripped) or UPPER_NAME.fullmatch(stripped))


def literal(text: str) -> str:
    """Return the value that an entry of ``forbid`` stands for."""
    return text.strip()[1:] if text.strip().startswith("=") else text


def _right_side(text: str, operator: str) -> tuple[tuple[str, ...], str]:
    """Return the alternatives, or the variable on the right."""
    if not text:
        raise NoAtom("nothing after the operator", "for a variable that is not set write !NAME")
    if text.startswith("$"):
        other = text[1:].strip()
        if not NAME.fullmatch(other):
            raise NoAtom("after $ comes the name of one variable", "a value that begins with $ stands in single quotes")
        return (), other
    values = _alternatives(text)
    if len(values) > 1 and operator not in ("=", "!="):
        raise NoAtom(f"'|' has no meaning after {operator}", "write a [[rule]] for each")
    return values, ""


def _alternatives(text: str) -> tuple[str, ...]:
    values: list[str] = []
    while True:
        value, text = _quoted(text) if text.startswith("'") else _plain(text)
        values.append(value)
        if not text:
            return tuple(values)
        text = text[1:].strip()


def _quoted(text: str) -> tuple[str, str]:
    """Split a value in single quotes from what follows it: nothing, or the bar before the next alternative."""
    end = text.find("'", 1)
    while end >= 0 and text.startswith("''", end):
        end = text.find("'", end + 2)
    if end < 0:
        raise NoAtom("a single quote is not closed", DOUBLED)
    rest = text[end + 1 :].lstrip()
    if rest and not rest.startswith("|"):
        raise NoAtom("text follows the closing quote", DOUBLED)
    return text[1:end].replace("''", "'"), rest


def _plain(text: str) -> tuple[str, str]:
    value, bar, rest = text.partition("|")
    value = value.rstrip()
    if not value:
        raise NoAtom("an alternative is empty", "write '' for the empty value")
    if value.startswith(("$", '"')):
        raise NoAtom(f"a value begins with {value[0]}", "put it in single quotes, NAME='value'")
    return value, bar + rest
