"""``.env`` files as their own loaders read them: asked only for a file that loaders may read differently."""

from __future__ import annotations

from envlint.formats.portable import COMMENTED, level

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

    from envlint.commands.contract import Contract
    from envlint.core.source import Reading

EXPANDED_ACROSS_LAYERS: Final = ("python-dotenv", "python-dotenv-values")
"""Dialects whose references see what earlier layers set: those are expanded when all layers are known."""


def heard(readings: Iterable[Reading], contract: Contract) -> tuple[Reading, ...]:
    """Return the readings, those of ``.env`` files as the first of the loaders in use reads them.

    What the others make of the file stands in the notices. Nothing changes where no loader is known.
    """
    return tuple([_heard(reading, contract) for reading in readings])


def _heard(reading: Reading, contract: Contract) -> Reading:
    data = reading.source.data
    if not data or level(data) <= COMMENTED:
        return reading
    from envlint.commands.readers import Readers

    loaders = Readers(contract).of(reading.source.path)
    if not loaders:
        return reading
    from envlint.analysis import readers

    given = readers.heard(reading.replace(loaders=loaders))
    return given.replace(bindings=reading.bindings) if loaders[0].dialect in EXPANDED_ACROSS_LAYERS else given
