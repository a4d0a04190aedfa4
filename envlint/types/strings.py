"""``string`` and ``enum``: any text. Which of them are allowed is the rule's ``values`` to say."""

from __future__ import annotations

from envlint.types import TEXT_OPTIONS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.types import Spec

OPTIONS = TEXT_OPTIONS


def parse(text: str, spec: Spec) -> str:  # noqa: ARG001  every type takes one
    """Return the text: values are exact and case-sensitive."""
    return text
