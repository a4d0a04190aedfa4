"""Texts whose line ends a loader makes one before it reads them, with the way back to the places of the file."""

from __future__ import annotations

from bisect import bisect_left


class Normalised:
    r"""A text in which each CRLF is a line feed, and with ``lone`` each other CR, too."""

    def __init__(self, text: str, *, lone: bool = False) -> None:
        self.dropped: list[int] = []
        """Where, in the new text, the line feeds stand that lost a CR."""
        place = text.find("\r\n")
        while place >= 0:
            self.dropped.append(place - len(self.dropped))
            place = text.find("\r\n", place + 2)
        self.text = text.replace("\r\n", "\n") if self.dropped else text
        if lone:
            self.text = self.text.replace("\r", "\n")

    def at(self, place: int) -> int:
        """Return the place in the file of a place in the new text; a line feed that was a CRLF is at its CR."""
        return place + bisect_left(self.dropped, place)
