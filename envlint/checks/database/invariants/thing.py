"""What an invariant speaks of, what it asks of it, and what is said where that does not hold."""

from __future__ import annotations

from envlint.checks.database.literals import expression
from envlint.core.errors import EnvlintError
from envlint.core.record import Record
from envlint.formats.sql.catalogue import Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, Final

    from envlint.core.finding import Related
    from envlint.core.invariant import Invariant
    from envlint.core.location import Location
    from envlint.core.rule import Place, Rule
    from envlint.formats.sql.catalogue import Catalogue
    from envlint.formats.sql.migration import Migration


NO_TABLE: Final = Table("")


class State(Record):
    """A database at one moment, and the migrations that made it, where it is not a server that says so."""

    catalogue: Catalogue
    migrations: tuple[Migration, ...] = ()


class Thing(Record):
    """One thing of a kind. ``name`` is what ``only`` and ``except`` call it, ``called`` what messages do.

    ``own`` is its value in the catalogue, ``table`` the one it belongs to. ``words`` stand for the braces of a pattern.
    """

    name: str
    called: str
    at: Location | None
    own: Any
    table: Table = NO_TABLE
    words: dict[str, str] = {}  # noqa: RUF012  frozen by convention


class Broken(Record):
    """A demand that does not hold. ``demand`` says which, so that the same is not said of two states.

    ``absent``: something is missing, which it may not be where not all of the table is known.
    """

    demand: str
    message: str
    at: Location | None = None
    help: str = ""
    related: tuple[Related, ...] = ()
    variable: str = ""
    absent: bool = False


class Asked(Record):
    """One demand of an invariant as its file says it: ``key`` and ``said``."""

    invariant: Invariant
    key: str
    said: Any
    locate: Callable[[Place], Location]
    rules: tuple[Rule, ...] = ()

    @property
    def variable(self) -> str:
        """The variable whose rule it refers to, empty if none."""
        return self.said[1:] if isinstance(self.said, str) and self.said.startswith("$") else ""

    @property
    def texts(self) -> tuple[str, ...]:
        """What it says, where that may be one text or several."""
        return (self.said,) if isinstance(self.said, str) else tuple(self.said)

    @property
    def rule(self) -> Rule | None:
        """The rule of the variable that it refers to."""
        return next((rule for rule in self.rules if rule.name == self.variable), None) if self.variable else None

    def wrong(self, text: str, reason: Exception, *index: int) -> EnvlintError:
        """Return the error that one of its texts cannot be judged, at its place in the rule file."""
        message = f"invariant {self.invariant.id}: {self.key} {expression(text)!r}: {reason}"
        return EnvlintError(message, at=self.locate(self.invariant.at(self.key, *index)))


if TYPE_CHECKING:
    Demand = Callable[[Thing, State], Iterator[Broken]]
    Maker = Callable[[Asked], Demand]
