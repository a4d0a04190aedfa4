"""``.env`` files as their own loaders read them: asked only for a file that loaders may read differently."""

from __future__ import annotations

from envlint.formats.portable import ALL, COMMENTED, level

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

    from envlint.commands.contract import Contract
    from envlint.core.loader import Loaders
    from envlint.core.source import Reading

SHARED: Final = "loaders"
"""By what name a contract keeps the loaders that the repository shows, once they were looked for."""
WITHOUT_COMMENTS: Final = "gitlab-report"


def heard(readings: Iterable[Reading], contract: Contract, weaker: Iterable[Reading] = ()) -> list[Reading]:
    """Return the readings, those of ``.env`` files as the first of the loaders in use reads them.

    What the others make of the file stands in the notices. Nothing changes where no loader is known. References see
    what the ``weaker`` layers set, and what stands before them.
    """
    found = list(weaker)
    start = len(found)
    for reading in readings:
        found.append(_heard(reading, contract, found))
    return found[start:]


def not_understood(contract: Contract) -> tuple[str, ...]:
    """Return which files could not be parsed that may show a loader, for ``not_covered``; none if nobody looked."""
    found: Loaders | None = contract.shared.get(SHARED)
    return tuple([f"loaders: {path} could not be parsed" for path in found.not_covered]) if found else ()


def _heard(reading: Reading, contract: Contract, weaker: Iterable[Reading]) -> Reading:
    data = reading.source.data
    alike = ALL if _knows_no_comments(contract) else COMMENTED
    if not data or level(data) <= alike:
        return reading
    from envlint.commands.readers import Readers

    loaders = Readers(contract).of(reading.source.path)
    if not loaders:
        return reading
    from envlint.analysis import readers
    from envlint.core.loader import EXPANDED_LATER

    earlier = {each.name: each.value.raw for layer in weaker for each in layer.bindings if not each.unseen}
    given = readers.heard(reading.replace(loaders=loaders), earlier)
    return given.replace(bindings=reading.bindings) if loaders[0].dialect in EXPANDED_LATER else given


def _knows_no_comments(contract: Contract) -> bool:
    """Whether the settings name the one loader to which a comment is no line."""
    return any(WITHOUT_COMMENTS in names for _, names in contract.settings.readers)
