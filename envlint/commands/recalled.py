"""The loaders of an earlier run, as long as no file has changed that shows them, and no file is new."""

from __future__ import annotations

import os

from envlint.core.loader import Loader, Loaders
from envlint.core.location import Location
from envlint.rules import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, Final

FORMAT: Final = b"loaders 1"
PROGRAM: Final = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "inventories", "loaders")
"""Where the program stands that looks for loaders: what it found holds as long as that is the same."""
INDEX: Final = ".git/index"
MOST_FOLDERS: Final = 20_000


def recalled(root: str, look: Callable[[], Loaders]) -> Loaders:
    """Return what ``look`` gives for a repository, without asking it where nothing has changed since.

    What is kept holds names and places, never a value. A file that git comes to track or ignore changes its index or
    one of the files that were looked into.
    """
    slot = cache.key((FORMAT, os.fsencode(root)))
    try:
        return _unpacked(root, cache.fetch(slot))
    except (ValueError, TypeError, KeyError):
        found = look()
    own = _own_folder(root)
    kept = found.replace(folders=tuple([each for each in found.folders if not f"{each}/".startswith(own)]))
    if len(kept.folders) <= MOST_FOLDERS:
        cache.store(slot, (kept.folders, kept.evidence, _stamps(root, kept), _packed(kept)))
    return found


def _own_folder(root: str) -> str:
    """Return the cache's own folder from the root, if it is inside: it changes whenever something is kept."""
    try:
        home = cache.folder()
    except OSError:
        home = ""
    inside = home.removeprefix(f"{root}/")
    return f"{inside}/" if inside != home else "//"


def _unpacked(root: str, stored: Any) -> Loaders:
    """Return the loaders that were kept.

    Raises:
        ValueError, TypeError, KeyError: there are none, or they no longer hold.
    """
    folders, evidence, stamps, (plain, not_covered) = stored
    found = Loaders((), not_covered, evidence, folders)
    if stamps != _stamps(root, found):
        raise ValueError
    return found.replace(loaders=tuple([Loader(**{**each, "at": Location(**each["at"])}) for each in plain]))


def _packed(found: Loaders) -> tuple[Any, ...]:
    return tuple([{**each.stated(), "at": each.at.stated()} for each in found.loaders]), found.not_covered


def _stamps(root: str, found: Loaders) -> tuple[Any, ...]:
    """Return size and time of change of all that the loaders depend on; what is not there has none."""
    program = sorted(name for name in os.listdir(PROGRAM) if name.endswith(".py"))
    return (
        _of(PROGRAM, program),
        _of(root, found.evidence),
        _of(root, (INDEX,)),
        tuple([times for times, _ in _of(root, found.folders)]),
    )


def _of(root: str, paths: Iterable[str]) -> tuple[tuple[int, int], ...]:
    stamps = []
    for path in paths:
        try:
            status = os.stat(f"{root}/{path}")
        except (OSError, ValueError):
            stamps.append((0, 0))
        else:
            stamps.append((status.st_mtime_ns, status.st_size))
    return tuple(stamps)
