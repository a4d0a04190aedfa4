"""Checks of a database's schema, its migrations and what a running server says. Subject: ``Database``.

``OF_MIGRATIONS`` need only the files, ``OF_SERVER`` a running server as well.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

CODES: Final = {
    "invariant-broken": "ENV501",
    "missing-rollback": "ENV502",
    "rollback-leaves-behind": "ENV503",
    "unguarded-rollback": "ENV504",
    "duplicate-migration-number": "ENV505",
    "unsupported-statement": "ENV506",
    "live-schema-differs": "ENV507",
    "environment-contradicts-data": "ENV508",
    "rollback-not-safe-now": "ENV509",
}
OF_SERVER: Final = ("live-schema-differs", "environment-contradicts-data", "rollback-not-safe-now")
OF_MIGRATIONS: Final = tuple(name for name in CODES if name not in OF_SERVER)
