"""Checks of an environment as a whole. Subject: ``EnvironmentSubject``."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

CODES: Final = {"unknown-variable": "ENV108"}
