"""The frame of the page. Its policy lets the browser fetch nothing and run only the script that is in it."""

from __future__ import annotations

import os
from base64 import b64encode
from hashlib import sha256

from envlint.reporters.html.markup import Markup, closed, opened, tag

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

HERE: Final = os.path.dirname(__file__)
NOTHING_ELSE: Final = "default-src 'none'; base-uri 'none'; form-action 'none'"


def page(title: str, header: Iterator[Markup], main: Iterator[Markup]) -> Iterator[str]:
    """Yield the lines of a whole page with its style sheet and script inside."""
    style, script = _inlined("report.css"), _inlined("report.js")
    yield "<!DOCTYPE html>"
    yield opened("html", lang="en")
    yield opened("head")
    yield from _head(title, f"{NOTHING_ELSE}; style-src '{_hash(style)}'; script-src '{_hash(script)}'")
    yield from f"<style>{style}</style>".split("\n")
    yield closed("head")
    yield opened("body")
    yield tag("a", "Skip to the findings", href="#findings", class_="skip")
    yield opened("header")
    yield from header
    yield closed("header")
    yield opened("main")
    yield from main
    yield closed("main")
    yield tag("footer", tag("p", "Written by envlint. It holds no values of secrets, and fetches nothing."))
    yield from f"<script>{script}</script>".split("\n")
    yield closed("body")
    yield closed("html")


def _head(title: str, policy: str) -> Iterator[Markup]:
    yield tag("meta", charset="utf-8")
    yield tag("meta", http_equiv="Content-Security-Policy", content=policy)
    for name, content in (
        ("viewport", "width=device-width, initial-scale=1"),
        ("color-scheme", "light dark"),
        ("referrer", "no-referrer"),
        ("generator", "envlint"),
    ):
        yield tag("meta", name=name, content=content)
    yield tag("title", title)


def _inlined(name: str) -> str:
    """Return a file of this package as it stands between the tags."""
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        return f"\n{file.read()}"


def _hash(text: str) -> str:
    """Return what allows exactly this inline text. Source: Content Security Policy Level 3, section 2.3.1."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
