"""Which state of its migrations a server should be in: the last, or the one that its own bookkeeping says."""

from __future__ import annotations

from envlint.core.record import Record
from envlint.formats.sql.catalogue import Catalogue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.checks.database.subject import Live
    from envlint.formats.sql.migration import History


class Standing(Record):
    """The state to compare with. ``pending`` are the files of migrations that come later than all that were applied.

    ``passed_over`` are those of migrations that were not applied though later ones were; their changes are in the
    state. ``by`` says in words where the state is from.
    """

    catalogue: Catalogue
    pending: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()
    by: str = "in the migrations"


def of(history: History, live: Live) -> Standing:
    """Return the state after the last migration that was applied; after all of them where nobody says which."""
    numbered = [migration for migration in history.migrations if migration.step.number]
    if live.applied is None:
        return Standing(history.catalogue)
    there = [index for index, migration in enumerate(numbered) if migration.step.number in live.applied]
    last = max(there, default=-1)
    passed_over = tuple(one.step.up for index, one in enumerate(numbered[:last]) if index not in there)
    if last == len(numbered) - 1:
        return Standing(history.catalogue, passed_over=passed_over)
    pending = tuple(migration.step.up for migration in numbered[last + 1 :])
    if last < 0:
        return Standing(Catalogue(), pending, by="in the migrations, none of which is applied there")
    number = numbered[last].step.number
    return Standing(numbered[last].after, pending, passed_over, f"in the migrations up to {number}")
