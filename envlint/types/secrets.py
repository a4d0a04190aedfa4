"""``secret``: any text, never shown. It takes no ``values``: a list of allowed secrets would publish them."""

from __future__ import annotations

from envlint.types import TEXT_OPTIONS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.types import Spec

OPTIONS = TEXT_OPTIONS - {"values"}


def parse(text: str, spec: Spec) -> str:  # noqa: ARG001  every type takes one
    """Return the text."""
    return text
