"""A bound on the work that references may cause: some loaders never end on them, and none of that may happen here."""

from __future__ import annotations

from envlint.formats.dialects import Assignment, Problem, Reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Final

MOST_WORK: Final = 32 * 1024 * 1024
"""Characters that may be written in one file."""
STEP: Final = 64
"""Characters that a reference counts for, however short."""


class EndlessError(Exception):
    """The references of a file do not end, or take more work than is allowed."""


class FunctionFoundError(Exception):
    """A loader finds a function of the prototype under a name and fails on it."""


class Budget:
    """What may still be written."""

    def __init__(self) -> None:
        self.left = MOST_WORK

    def spend(self, characters: int) -> None:
        """Take from the budget.

        Raises:
            EndlessError: Nothing is left.
        """
        self.left -= characters + STEP
        if self.left < 0:
            raise EndlessError


def settled(found: list[Assignment], problems: list[Problem], expand: Callable[..., Iterable[Assignment]]) -> Reading:
    """Return the reading of what is found once its references are replaced, or why the loader fails on them."""
    done: list[Assignment] = []
    try:
        done.extend(expand(found))
    except EndlessError:
        return Reading((), (*problems, _fatal("endless-expansion", found)))
    except FunctionFoundError:
        return Reading((), (*problems, _fatal("reserved-name", found)))
    return Reading(tuple(done), tuple(problems))


def _fatal(kind: str, found: list[Assignment]) -> Problem:
    first = found[0] if found else Assignment("", None)
    return Problem(kind, first.start, first.end, fatal=True)


def with_value(each: Assignment, value: str, depends: frozenset[str]) -> Assignment:
    """Return an assignment with the value that its references give it."""
    return each if value == each.value and not depends else each.replace(value=value, depends=depends)
