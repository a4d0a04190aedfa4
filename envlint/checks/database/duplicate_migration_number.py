"""ENV505: two migrations, or two rollbacks, have one number."""

from __future__ import annotations

from envlint.checks.database.wording import beginning, name_of
from envlint.core.finding import Breach, Related

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.database.subject import Database
    from envlint.formats.sql.migration import Step


def judge(subject: Database) -> Iterator[Breach]:
    """Yield a breach for each migration whose number one before it has. Gaps are no fault."""
    first: dict[tuple[tuple[int, ...], str], Step] = {}
    for migration in subject.history.migrations:
        step = migration.step
        if not step.order or step.up.endswith("/migration.sql"):  # Prisma goes by the whole name
            continue
        other = first.setdefault((step.order, _scope(step.up)), step)
        if other is not step:
            same = f"{step.number} is" if step.number == other.number else f"{step.number} and {other.number} are"
            yield Breach(
                f"{name_of(step.up)} has the number of {name_of(other.up)}: {same} one to the tool that applies them",
                beginning(step.up),
                related=(Related(f"also {other.number}", beginning(other.up)),),
                help="give one of them the next free number, before it is applied anywhere",
            )

    for path, used in subject.history.second:
        yield Breach(
            f"this takes back what {used} does: only one of them is used",
            beginning(path),
            related=(Related("the other one", beginning(used)),),
            help="keep one of them",
        )


def _scope(path: str) -> str:
    """Return the folder within which numbers are compared; Flyway, which looks into all folders, has one for all."""
    folder, _, name = path.rpartition("/")
    if name == "up.sql":
        return folder.rpartition("/")[0]
    return "" if name.startswith("V") else folder
