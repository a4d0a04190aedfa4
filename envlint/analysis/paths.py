"""Paths held against the patterns of ``per-path-ignore``."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def fits(path: str, pattern: str) -> bool:
    """Whether a relative path fits a pattern: ``*`` and ``?`` stay within one part, ``**`` stands for any parts.

    A pattern without ``/`` is held against the last part; one that ends with ``/`` means everything below. What is no
    file has an empty path, which fits nothing.
    """
    if not path:
        return False
    if "/" not in pattern:
        return _part_fits(path.rpartition("/")[2], pattern)
    below = "**" if pattern.endswith("/") else ""
    wanted = (pattern + below).removeprefix("./").removeprefix("/").split("/")
    return _matched(path.split("/"), wanted, "**", _part_fits)


def _part_fits(part: str, pattern: str) -> bool:
    return _matched(part, pattern, "*", lambda character, wanted: wanted in ("?", character))


def _matched(items: Sequence[str], wanted: Sequence[str], star: str, item_fits: Callable[[str, str], bool]) -> bool:
    """Whether items fit a pattern with stars. Only the last star gives way, so the time is at most quadratic."""
    item = want = resume = 0
    last_star = -1
    while item < len(items):
        if want < len(wanted) and wanted[want] == star:
            last_star, resume = want, item
            want += 1
        elif want < len(wanted) and item_fits(items[item], wanted[want]):
            item, want = item + 1, want + 1
        elif last_star >= 0:
            resume += 1
            item, want = resume, last_star + 1
        else:
            return False
    return all(rest == star for rest in wanted[want:])
