"""What PostgreSQL would refuse, as far as that is certain: what is not followed may have made what is missed."""

from __future__ import annotations

from envlint.core.finding import Breach, Related
from envlint.core.severity import ERROR, WARNING
from envlint.formats.sql.building import SYNTAX, UNSUPPORTED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from envlint.checks.database.subject import Database
    from envlint.core.location import Location
    from envlint.formats.sql.building import Fault


def after_what(faults: Iterable[Fault]) -> Location | None:
    """Return the place of the first statement that is not followed."""
    return next((fault.at for fault in faults if fault.kind in (SYNTAX, UNSUPPORTED)), None)


def heard(subject: Database, at: Location) -> bool:
    """Whether the server of a trial has judged what stands at a place: then it need not be guessed."""
    if subject.trial is None:
        return False
    refused = [each.at.line for each in subject.trial.refused if each.sent and each.at.path == at.path]
    return at.line <= max(refused) if refused else at.path in subject.trial.tried


def refused(where: str, fault: Fault, unclear: Location | None) -> Breach:
    """Return the breach of a statement that is refused; only a warning behind one that is not followed."""
    related = (Related("this is not followed, and may have made it", unclear),) if unclear else ()
    return Breach(f"{where}: {fault.message}", fault.at, related=related, severity=WARNING if unclear else ERROR)
