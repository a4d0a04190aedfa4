"""ENV502: nothing takes a migration back; or a rollback takes back a migration that is not there."""

from __future__ import annotations

from envlint.checks.database.spoken_for import spoken_for
from envlint.checks.database.wording import beginning, counted, name_of
from envlint.core.finding import Breach
from envlint.core.location import Location

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.checks.database.subject import Database
    from envlint.formats.sql.migration import Migration

# What a migration may do that leaves nothing to take back (PostgreSQL's documentation, SQL commands).
OTHER_THINGS: Final = """
CheckPoint Cluster Discard Explain Listen Lock Notify RefreshMatView Reindex Select Transaction Vacuum VariableSet
VariableShow
"""
LEAVES_NOTHING: Final = frozenset(f"{name}Stmt" for name in OTHER_THINGS.split())


def judge(subject: Database) -> Iterator[Breach]:
    """Yield a breach for each migration without a rollback, one for the folder where none has any."""
    history = subject.history
    numbered = [each for each in history.migrations if each.step.order]
    lacking = [each for each in numbered if not (each.rollback or each.step.down) and _does_something(each)]
    if lacking and not history.alone and not any(each.rollback for each in numbered):
        if not spoken_for(history, subject.invariants, "rollback"):
            yield Breach(
                f"no migration has a rollback, of {counted(len(numbered), 'migration')}",
                Location(history.folder or ".", history.folder or "."),
                help=f"write one for each, such as {_example(lacking[0].step.up)}, or ignore ENV502 if none is wanted",
            )
        return
    others = spoken_for(history, subject.invariants, "rollback")
    for migration in lacking:
        step = migration.step
        if step.up not in others:
            yield Breach(
                f"migration {step.number} has no rollback",
                beginning(step.up),
                help=f"write {_beside(numbered, migration)}",
            )
    for path in history.alone:
        yield Breach(
            f"{name_of(path)} takes back a migration that is not there",
            beginning(path),
            help="delete it, or name it as the migration is named",
        )


def _does_something(migration: Migration) -> bool:
    done = migration.applied
    return any(said.kind not in LEAVES_NOTHING for said in done.statements) or done.total > len(done.statements)


def _beside(numbered: list[Migration], migration: Migration) -> str:
    """Return the file that would take a migration back, in the way of the first one that has a rollback."""
    known = next((each.step for each in numbered if each.rollback), None)
    if known is None:
        return _example(migration.step.up)
    if known.down == known.up:
        return "what undoes it behind the mark for it in the same file"
    folder, _, name = known.down.rpartition("/")
    own_folder, _, own = migration.step.up.rpartition("/")
    if name == "down.sql":
        return f"{own_folder}/down.sql"
    theirs = known.up.rpartition("/")[2].removesuffix(".sql").removesuffix(".up")
    if not name.startswith(theirs) or own_folder != known.up.rpartition("/")[0]:
        return _example(migration.step.up)
    ending = name.removeprefix(theirs)
    stem = own.removesuffix(".sql").removesuffix(".up")
    return f"{folder}/{stem}{ending}" if folder else f"{stem}{ending}"


def _example(path: str) -> str:
    folder, _, name = path.rpartition("/")
    prefix = f"{folder}/" if folder else ""
    if name in ("up.sql", "migration.sql"):
        return f"{prefix}down.sql"
    if name.endswith(".up.sql"):
        return f"{prefix}{name.removesuffix('.up.sql')}.down.sql"
    if name.startswith("V"):
        return f"{prefix}U{name[1:]}"
    return f"{prefix}rollback/{name.removesuffix('.sql')}_down.sql"
