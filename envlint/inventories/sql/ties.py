"""Which variables a column belongs to: by a rule, by its name, by a comment."""

from __future__ import annotations

import re
from typing import Final

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

# A name that could be no word of the sentence: capitals, and in several parts.
NAMED: Final = re.compile(r"(?<![A-Za-z0-9_])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?![A-Za-z0-9_])")


def variables(table: str, name: str, comments: Iterable[str]) -> list[str]:
    """Return the variables that a column's own name and the comments on it may mean.

    ``tracks.storage_backend`` is that of ``TRACK_STORAGE_BACKEND``, whether or not there is such a variable.
    """
    found = [f"{singular}_{name}".upper() for singular in singulars(table.rpartition(".")[2])]
    for comment in comments:
        found += NAMED.findall(comment)
    return list(dict.fromkeys(found))


def singulars(plural: str) -> list[str]:
    """Return what the singular of a word may be, by its ending; a word that is none keeps its form."""
    lower = plural.lower()
    if lower.endswith("ies") and len(plural) > 4:
        return [plural[:-3] + "y"]
    if lower.endswith(("ches", "shes", "ses", "xes", "zes")):
        return [plural[:-2], plural[:-1]]
    if lower.endswith("s") and not lower.endswith(("ss", "us", "is")):
        return [plural[:-1]]
    return [plural]
