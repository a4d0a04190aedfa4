"""ENV503: after a migration and its rollback the schema is not what it was before, or the rollback fails."""

from __future__ import annotations

from envlint.checks.database import literals
from envlint.checks.database.names import clipped
from envlint.checks.database.refusals import after_what, heard, refused
from envlint.checks.database.wording import beginning, joined, several, thing, told
from envlint.core.finding import Breach
from envlint.formats.sql.building import CONFLICT, SYNTAX, UNSUPPORTED
from envlint.formats.sql.difference import ABSENT, PRESENT
from envlint.formats.sql.refusing import ALWAYS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Final

    from envlint.checks.database.subject import Database
    from envlint.core.location import Location
    from envlint.formats.sql.difference import Difference
    from envlint.formats.sql.migration import Rollback

COMMENT: Final = "comment"


def judge(subject: Database) -> Iterator[Breach]:
    """Yield a breach for each statement that a rollback fails at, and one for what each does not undo."""
    tried = {path for path, _ in subject.trial.left} if subject.trial else set()
    unclear: Location | None = None
    for migration in subject.history.migrations:
        unclear = unclear or after_what(migration.applied.faults)
        rollback = migration.rollback
        if rollback is None:
            continue
        fails = [fault for fault in rollback.applied.faults if fault.kind == CONFLICT]
        for fault in fails:
            if not fault.follows and not heard(subject, fault.at):
                yield refused("the rollback fails here", fault, unclear or after_what(rollback.applied.faults))
        if rollback.left and not fails and rollback.path not in tried and not _undecided(rollback):
            yield _left(rollback.left, beginning(rollback.path))
    if subject.trial:
        for path, left in subject.trial.left:
            if left:
                yield _left(left, beginning(path), version=subject.trial.version)


def _undecided(rollback: Rollback) -> bool:
    """Whether a rollback has what is not followed, which ENV506 says, or refuses to run whatever the data are."""
    done = rollback.applied
    refuses = any(condition == ALWAYS for condition, _ in done.guards)
    return refuses or any(fault.kind in (SYNTAX, UNSUPPORTED) for fault in done.faults)


def _left(left: Sequence[Difference], at: Location, version: str = "") -> Breach:
    stays = [thing(each) for each in left if each.found == PRESENT and not each.what]
    gone = [thing(each) for each in left if each.found == ABSENT and not each.what]
    other = [_changed(each) for each in left if each.what]
    said = []
    if stays:
        said.append(f"{several(stays)} {'stays' if len(stays) == 1 else 'stay'}")
    if gone:
        said.append(f"{several(gone)} {'is' if len(gone) == 1 else 'are'} not brought back")
    if other:
        said.append(joined(other))
    on = f" on PostgreSQL {version}" if version else ""
    return Breach(
        f"the rollback does not undo all{on}: {'; '.join(said)}",
        at,
        related=told(left),
        help="undo in it all that the migration does, and nothing else",
    )


def _changed(left: Difference) -> str:
    """Return that a property is another than before; of a comment never what it says."""
    subject = f"the {left.what} of {thing(left)} is"
    if left.what == COMMENT and left.found and left.wanted:
        return f"{subject} not what it was"
    if left.what == COMMENT:
        return f"{subject} {'there and was not' if left.found else 'not there and was'}"
    found, before = (clipped(literals.state(left, each)) or "not there" for each in (left.found, left.wanted))
    return f"{subject} not what it was" if found == before else f"{subject} {found} and was {before}"
