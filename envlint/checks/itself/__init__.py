"""What envlint says about its own work: what it could not read, what it was told to leave out. Pages only, no modules.

These findings are made where the work is done (``envlint.analysis``, ``envlint.commands``); nothing can make ENV901
to ENV904 a pass.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

CODES: Final = {
    "weaker-in-production": "ENV211",
    "unreadable": "ENV901",
    "unparsed-file": "ENV902",
    "language-not-covered": "ENV903",
    "nothing-looked-at": "ENV904",
    "unused-suppression": "ENV905",
    "expired-suppression": "ENV906",
    "stale-baseline-entry": "ENV907",
}
