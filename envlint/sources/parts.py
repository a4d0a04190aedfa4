"""``FILE#PART``: one of several environments that a file holds: a service, a container, a job."""

from __future__ import annotations

from envlint.core.errors import EnvlintError
from envlint.core.location import Location

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

MARK: Final = "#"
LISTED: Final = 20


def split(ref: str) -> tuple[str, str]:
    """Return the file and the part that a reference names; the part is empty where it names none."""
    path, _, part = ref.partition(MARK)
    return path, part


def choose(part: str, names: Sequence[str], what: str, label: str) -> str:
    """Return the one name that a part means, or the only one there is.

    ``names`` are paths like ``Deployment/api/web``; a part may leave out pieces at either end, as long as one name
    alone fits. ``what`` is what they are: ``container``.

    Raises:
        EnvlintError: there is none, none fits, or several do.
    """
    if not names:
        raise EnvlintError(f"there is no {what} in it", at=Location(label))
    if part in names:
        return part
    fitting = [name for name in names if f"/{part}/" in f"/{name}/"] if part else list(names)
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        from envlint.core.suggest import nearest

        guess = nearest(part, names)
        help = f"did you mean {guess}?" if guess else _listed(names)
        raise EnvlintError(f"no {what} in it is called '{part[:64]}'", at=Location(label), help=help)
    doubt = "fit" if part else "could be meant"
    example = f"{label.partition(MARK)[0]}{MARK}{fitting[0]}"
    raise EnvlintError(
        f"{len(fitting)} {what}s in it {doubt}: name one, such as {example}", at=Location(label), help=_listed(fitting)
    )


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return f"there are {', '.join(names[:LISTED])}{more}"
