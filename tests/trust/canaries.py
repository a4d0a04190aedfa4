"""Secrets of every shape, and a detector that finds them in whatever way they may have been written."""

from __future__ import annotations

import base64
import json
import urllib.parse
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PIECE = 6
"""So many bytes of a secret in a row are a leak."""
ENTITIES = frozenset((b"&quot;", b"&#x27;"))
"""As long as a piece, and yet one character only, which every page holds."""
PIECE_IN_BASE64 = 7
FEWEST_IN_BASE64 = 5


@dataclass(frozen=True)
class Canary:
    """A secret. ``parts`` are what is secret about it: not the words that every PEM block or URL has."""

    shape: str
    value: str
    parts: tuple[str, ...]

    def __str__(self) -> str:
        return self.shape

    @property
    def in_single_quotes(self) -> str:
        """The value as a ``.env`` file holds it in single quotes."""
        escaped = self.value.replace("\\", "\\\\").replace("'", "\\'")
        return f"'{escaped}'"

    @property
    def in_toml(self) -> str:
        """The value as a basic TOML string, which for these is what JSON writes."""
        return json.dumps(self.value)

    @property
    def on_one_line(self) -> str:
        """The value as far as it fits on a line that is not quoted."""
        return self.value.replace("\n", "")


def canary(shape: str, value: str, *parts: str) -> Canary:
    return Canary(shape, value, parts or (value,))


KEY = ("MIIZq8vKx2LmWt5RbYnPd7HsJc4Gf", "Vg6TzQw3XnBe9UiOa1SkMr0Lp8DhCyE=")
CANARIES = (
    canary("ascii", "Zq8vKx2LmWt5RbYnPd7H"),
    canary("quotes", "Zq8'vKx\"2Lm`Wt5'RbYn"),
    canary("several lines", "Zq8vKx2LmW\nt5RbYnPd7H\nsJc4GfVg6T"),
    canary("utf-8", "Zq8väöü€Kx2漢字LmWt5💥Rb"),
    canary("four characters", "q7Zk"),
    canary("base64", base64.b64encode(b"\x93\xf7 a key of 24 bytes \x01\x02\x03").decode()),
    canary("url", "postgres://uJw9zB:Zq8vKx2L@xk3vqz:5432/nm8tyw", "uJw9zB", "Zq8vKx2L", "xk3vqz", "nm8tyw"),
    canary("json", '{"Hs7JcQ4": "Zq8vKx2LmW", "list": [904517283645]}', "Hs7JcQ4", "Zq8vKx2LmW", "904517283645"),
    canary("pem", "\n".join(("-----BEGIN PRIVATE KEY-----", *KEY, "-----END PRIVATE KEY-----")), *KEY),
    canary("numeric", "904517283645"),
    canary("leading dash", "-Zq8vKx2LmWt5RbYn"),
    canary("regex", r"^Zq8v(Kx2|Lm\d)+Wt5.*[RbYn]{3}$"),
)


def leaks(secret: Canary, text: bytes) -> list[bytes]:
    """Return every piece of the secret that stands in the text, in any writing."""
    return [needle for needle in sorted(needles(secret)) if needle in text]


_NEEDLES: dict[Canary, frozenset[bytes]] = {}


def needles(secret: Canary) -> frozenset[bytes]:
    """Return what must not be found: pieces of the secret, as they are and as programs write them."""
    if secret not in _NEEDLES:
        _NEEDLES[secret] = frozenset(needle for part in secret.parts for needle in _of_part(part)) - ENTITIES
    return _NEEDLES[secret]


def _of_part(part: str) -> Iterator[bytes]:
    raw = part.encode()
    yield from _pieces(raw, PIECE)
    for written in _writings(part):
        yield from _pieces(written.encode("utf-8", "surrogatepass"), PIECE)
    for hexadecimal in (raw.hex(), raw.hex().upper()):
        yield from _pieces(hexadecimal.encode(), 2 * PIECE, step=2)
    yield from _in_base64(raw)


def _in_base64(raw: bytes) -> Iterator[bytes]:
    """Yield pieces of the text's base64 wherever in a longer text it begins, without what depends on its neighbours."""
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + raw)
        whole = encoded[(0, 2, 3)[shift] : len(encoded) - (0, 3, 2)[(shift + len(raw)) % 3]]
        if len(whole) >= FEWEST_IN_BASE64:
            yield from _pieces(whole, PIECE_IN_BASE64)
            yield from _pieces(whole.translate(bytes.maketrans(b"+/", b"-_")), PIECE_IN_BASE64)


def _writings(part: str) -> tuple[str, ...]:
    return (
        json.dumps(part)[1:-1],
        json.dumps(part, ensure_ascii=False)[1:-1],
        escape(part),
        escape(part, quote=False),
        escape(part).encode("ascii", "xmlcharrefreplace").decode(),
        urllib.parse.quote(part, safe=""),
        urllib.parse.quote_plus(part),
        repr(part)[1:-1],
        part.encode("unicode_escape").decode(),
        part.lower(),
        part.upper(),
    )


def _pieces(text: bytes, length: int, step: int = 1) -> Iterator[bytes]:
    """Yield every stretch of this length, the whole where it is shorter."""
    for start in range(0, max(len(text) - length, 0) + 1, step):
        yield text[start : start + length]
