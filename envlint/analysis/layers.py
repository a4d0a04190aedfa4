"""Readings in layers, made one environment."""

from __future__ import annotations

from envlint.core.environment import Environment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from envlint.core.source import Reading


def assemble(readings: Iterable[Reading]) -> Environment:
    """Return the environment of readings, weakest first, with the references in ``.env`` files expanded.

    A reference sees what earlier layers and earlier lines set, as with python-dotenv, and never envlint's own
    environment. ``Binding.written`` keeps the value before expansion.
    """
    layers = tuple(readings)
    if any(reading.source.kind == "dotenv" and "${" in reading.source.text for reading in layers):
        # Imported only for files that refer to anything.
        from envlint.analysis.references import resolve

        layers = resolve(layers)
    return Environment(layers)
