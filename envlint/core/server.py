"""What a running database said of itself, as far as it may be told to everybody."""

from __future__ import annotations

from envlint.core.record import Record


class Counted(Record):
    """How many rows have each value of a column that mirrors a variable. Values that may not be seen are left out.

    ``other`` counts rows with a value that the variable's rule does not allow, ``null`` those without one. With
    ``refused`` not all could be counted, and that says why.
    """

    column: str
    variable: str
    rows: tuple[tuple[str, int], ...] = ()
    other: int = 0
    null: int = 0
    refused: str = ""


class Undoing(Record):
    """Whether a migration can be rolled back as the data are now; None where that could not be asked."""

    number: str
    path: str
    safe: bool | None


class Server(Record):
    """A PostgreSQL. ``version`` is such as ``15.4``; ``tables`` is how many it has.

    ``rollbacks`` are those that have a guard or lose data, the latest first: all others are safe. ``applied`` are the
    numbers of the migrations that a tool's own table says were applied, None where there is no such table.
    """

    version: str
    tables: int
    applied: tuple[str, ...] | None = None
    columns: tuple[Counted, ...] = ()
    rollbacks: tuple[Undoing, ...] = ()


class Tried(Record):
    """What was tried in a scratch database of a server of this ``version``: how many migrations and rollbacks."""

    version: str
    migrations: int
    rollbacks: int
