"""What a path alone tells of a file: whether it is an example of how to use the program, and no part of it."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

EXAMPLES: Final = re.compile(
    r"(?:^|/)(?:[A-Za-z0-9]+[-_])?(?:examples?|samples?|demos?)(?:[-_][A-Za-z0-9]+)?/", re.IGNORECASE
)


def is_example(path: str) -> bool:
    """Whether a file, by its path relative to the root with ``/``, lies below a folder of examples."""
    return EXAMPLES.search(path) is not None
