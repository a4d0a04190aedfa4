"""What is set so far while a file is read: where references look names up, and what a value came to depend on."""

from __future__ import annotations

from envlint.formats.dialects import HOST, Assignment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

MOST: Final = 16 << 20
"""Code points that all references of one file may put in together: no process can be given as much."""


class TooLargeError(Exception):
    """The references of a file put in more text than ``MOST``: what is doubled on each line soon fills any memory."""


class Settled:
    """The assignments of one file as they are settled, each name once.

    ``depends`` is what the value being read depends on: ``begin`` empties it, each look-up adds to it.
    """

    def __init__(self, host: Mapping[str, str]) -> None:
        self.host = host
        self.own: dict[str, Assignment] = {}
        self.depends: set[str] = set()
        self.left = MOST

    def begin(self) -> None:
        """Forget what the last value depended on."""
        self.depends = set()

    def own_value(self, name: str) -> str | None:
        """Return what the file set the name to, None where it did not."""
        found = self.own.get(name)
        if found is None or found.value is None:
            return None
        self.depends |= found.depends
        return self.spend(found.value)

    def host_value(self, name: str) -> str | None:
        """Return what the host set the name to, None where it did not."""
        found = self.host.get(name)
        if found is None:
            return None
        self.depends.add(HOST)
        return self.spend(found)

    def host_first(self, name: str) -> str | None:
        """Look the name up in the host's environment, then in the file."""
        found = self.host_value(name)
        return self.own_value(name) if found is None else found

    def own_first(self, name: str) -> str | None:
        """Look the name up in the file, then in the host's environment."""
        found = self.own_value(name)
        return self.host_value(name) if found is None else found

    def spend(self, text: str) -> str:
        """Return the text, having counted it.

        Raises:
            TooLargeError: the references of the file have put in too much.
        """
        self.left -= len(text)
        if self.left < 0:
            raise TooLargeError
        return text

    def settle(self, assignment: Assignment) -> None:
        """Take an assignment in; an earlier one of the same name gives way."""
        self.own.pop(assignment.name, None)
        self.own[assignment.name] = assignment
