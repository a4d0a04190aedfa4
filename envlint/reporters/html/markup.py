"""HTML that cannot hold foreign markup: whatever is not ``Markup`` is made printable and escaped."""

from __future__ import annotations

from envlint.core.escape import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

VOID: Final = frozenset(("meta", "input"))
"""Elements that have no end tag. Source: HTML, section 13.1.2 "Elements"."""


class Markup(str):
    """A piece of finished HTML."""

    __slots__ = ()


def escaped(text: str) -> Markup:
    """Return a text as it may stand between tags and in quoted attributes; finished HTML stays what it is."""
    if type(text) is Markup:
        return text
    shown = printable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # The GitHub runner takes "##[" in a log for a command wherever it stands.
    return Markup(shown.replace('"', "&quot;").replace("'", "&#39;").replace("##[", "#&#35;["))


def tag(name: str, /, *inside: str, **attributes: str | int | bool) -> Markup:
    """Return an element. ``class_`` is the attribute ``class``, ``data_codes`` is ``data-codes``.

    An attribute that is True stands without a value; one that is False or empty is left out.
    """
    opening = [name]
    for key, value in attributes.items():
        if value is False or value == "":
            continue
        written = key.rstrip("_").replace("_", "-") if "_" in key else key
        opening.append(written if value is True else f'{written}="{escaped(str(value))}"')
    start = " ".join(opening)
    return Markup(f"<{start}>" if name in VOID else f"<{start}>{join(*inside)}</{name}>")


def opened(name: str, /, **attributes: str | int | bool) -> Markup:
    """Return the start tag alone, for elements whose content is many lines."""
    return Markup(tag(name, **attributes).removesuffix(f"</{name}>"))


def closed(name: str) -> Markup:
    """Return the end tag."""
    return Markup(f"</{name}>")


def join(*pieces: str) -> Markup:
    """Return pieces side by side."""
    return Markup("".join([escaped(piece) for piece in pieces]))


def spoken(text: str) -> Markup:
    """Return a text that only screen readers show."""
    return tag("span", text, class_="spoken")
