"""Asking many questions of which each may take too long, without waiting for every one of them."""

from __future__ import annotations

from typing import Final

from envlint.inventories.database.faults import STATES
from envlint.inventories.database.session import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from envlint.inventories.database.session import Session

TOO_LONG: Final = STATES["57014"]
WAITED: Final = (TOO_LONG, STATES["55P03"])
MOST: Final = 5  # questions that may take too long


class Patience:
    """Asks a session until ``MOST`` questions took too long; what comes then is not asked."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._lost = 0

    def ask(self, sql: str, *values: str | None) -> list[tuple[Any, ...]]:
        """Return the rows that one statement gives.

        Raises:
            Refused: the server does not answer this one, or it was not asked.
            EnvlintError: the connection is gone, or the server is.
        """
        if self._lost >= MOST:
            raise Refused("others took too long, and it was not asked any more")
        try:
            return self._session.ask(sql, *values)
        except Refused as refused:
            self._lost += refused.reason in WAITED
            raise
