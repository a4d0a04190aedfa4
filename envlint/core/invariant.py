"""What a database's schema and its migrations must be, as the engine sees it: plain data for one tier."""

from __future__ import annotations

from envlint.core.record import Record
from envlint.core.rule import Place
from envlint.core.severity import ERROR, Severity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

SUBJECTS: Final = (
    "table",
    "column",
    "primary-key",
    "foreign-key",
    "unique",
    "check",
    "index",
    "enum",
    "migration",
)
"""The kinds of things that an invariant can speak of."""


class Invariant(Record):
    """One ``[[invariant]]``: of every thing of a kind, what it must be.

    ``of`` is one of ``SUBJECTS``. ``only`` and ``exceptions`` are patterns of names (``*`` stands for anything), the
    latter each with its reason; the names of a ``tag`` stand in ``only`` already, the last of them, and ``tagged`` says
    where the tag has them. ``since`` is the number of the first
    migration that is judged. ``demands`` pairs the keys that ask for something with what the file says, in its order;
    ``$NAME`` is what the variable's rule says: ``variables`` holds the values and the default of each by its name.
    """

    id: str
    of: str
    demands: tuple[tuple[str, Any], ...] = ()
    only: tuple[str, ...] = ()
    tagged: tuple[Place, ...] = ()
    exceptions: tuple[tuple[str, str], ...] = ()
    since: str = ""
    variables: dict[str, tuple[tuple[str, ...], str | None]] = {}  # noqa: RUF012  frozen by convention
    level: Severity = ERROR
    level_stated: bool = False
    doc: str = ""
    why: str = ""
    see: str = ""
    owner: str = ""
    tags: tuple[str, ...] = ()
    place: Place = Place("")

    def __hash__(self) -> int:
        return hash((self.id, self.of, self.demands, self.place))

    def asks(self, key: str) -> Any:
        """Return what it says of a key, None where it does not."""
        return next((said for asked, said in self.demands if asked == key), None)

    def at(self, *keys: str | int) -> Place:
        """Return the place of one of its keys in the rule file."""
        return Place(self.place.path, (*self.place.keys, *keys))

    def at_only(self, pattern: str) -> Place:
        """Return the place of a pattern of ``only``, which may be in a tag."""
        index = self.only.index(pattern)
        own = len(self.only) - len(self.tagged)
        return self.at("only", index) if index < own else self.tagged[index - own]
