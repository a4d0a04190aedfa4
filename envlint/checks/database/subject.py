"""What the checks of the database look at: its migrations, the invariants, and a server if one was asked."""

from __future__ import annotations

from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from envlint.checks.subjects import View
    from envlint.core.invariant import Invariant
    from envlint.core.location import Location
    from envlint.core.rule import Place, Rule
    from envlint.formats.sql.catalogue import Catalogue
    from envlint.formats.sql.difference import Difference
    from envlint.formats.sql.migration import History


class Tally(Record):
    """How many rows have each value of a column. ``variable`` is the one whose rule allows these values.

    ``column`` is ``table.column``. A value is None where the column is NULL; ``other`` is how many rows have one that
    the rule does not allow. With ``refused`` not all could be counted, and that says why: the numbers are the least.
    """

    variable: str
    column: str
    rows: tuple[tuple[str | None, int], ...] = ()
    refused: str = ""
    other: int = 0


class Answer(Record):
    """What the server answered to the guard of a rollback: whether it ``holds`` back, None where it was not asked.

    ``number`` and ``path`` are those of the migration and of the rollback. ``refused`` says why it was not asked.
    Without a ``condition`` it is about a table or a column that the rollback ``loses`` without a guard: whether there
    is anything in it. Without both, nothing can hold the rollback back.
    """

    number: str
    path: str
    condition: str
    at: Location
    holds: bool | None = None
    refused: str = ""
    loses: str = ""


class Live(Record):
    """What a running server says. ``at`` is where the connection is from: it never says what it is.

    ``applied`` are the numbers of the migrations that a tool's own ``table`` says were applied, None if there is none.
    ``failed`` are the versions that stopped half-way by it, ``unknown`` those of which there is no migration.
    ``version`` is the server's, such as ``15.4``.
    """

    at: Location
    catalogue: Catalogue
    version: str = ""
    applied: tuple[str, ...] | None = None
    table: str = ""
    failed: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    tallies: tuple[Tally, ...] = ()
    not_covered: tuple[str, ...] = ()


class Refusal(Record):
    """A file that was not taken in a trial: ``at`` is the statement, ``message`` why.

    It was ``sent``, and the server refuses it; else it was not, and the message is the whole sentence.
    """

    at: Location
    message: str
    sent: bool = True


class Trial(Record):
    """What became of all migrations and rollbacks in a scratch database.

    ``left`` pairs each rollback's path with what differed afterwards from how it was before its migration. ``version``
    is the server's, ``at`` where the connection is from. ``tried`` are the files that the server has judged.
    """

    at: Location
    version: str = ""
    refused: tuple[Refusal, ...] = ()
    left: tuple[tuple[str, tuple[Difference, ...]], ...] = ()
    tried: frozenset[str] = frozenset()
    not_covered: tuple[str, ...] = ()


class Database(Record):
    """A database as migrations make it, what it must be, and what a server says of it.

    ``view`` is the checked environment through the rules of its tier; None where none was asked for. ``rules`` are
    those of the tier's variables.
    """

    history: History
    invariants: tuple[Invariant, ...] = ()
    live: Live | None = None
    trial: Trial | None = None
    view: View | None = None
    rules: tuple[Rule, ...] = ()


class Held(Record):
    """An invariant, and all databases that it speaks of. ``locate`` finds a key of its rule file."""

    invariant: Invariant
    databases: tuple[Database, ...]
    locate: Callable[[Place], Location]
