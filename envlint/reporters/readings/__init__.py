"""What loaders make of a ``.env`` file, as ``envlint dialects`` shows it: text for people, JSON for programs."""

from __future__ import annotations

from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from envlint.analysis.disclosure import Sight
    from envlint.core.loader import Loader
    from envlint.formats.dialects import Reading


class Heard(Record):
    """One file as several loaders read it. ``label`` names it, ``used`` are the loaders in use that read it.

    ``readings`` are by dialect, in the order in which they are to be shown; ``sight`` says what of them may be seen.
    """

    label: str
    text: str
    readings: Mapping[str, Reading]
    used: tuple[Loader, ...]
    sight: Sight
    not_covered: tuple[str, ...] = ()


def leading(path: str) -> str:
    """Return a path as it may stand first on a line: ``::`` there is a command to the GitHub runner."""
    return f"./{path}" if path.lstrip().startswith("::") else path
