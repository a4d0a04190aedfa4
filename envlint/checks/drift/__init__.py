"""Checks of what rules, template, docs, code, database and manifests say of one variable. Subject: ``DriftSubject``.

Those of ``OF_PROJECT`` look at what is about no one variable. Subject: ``Project``.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

CODES: Final = {
    "value-not-for-its-reader": "ENV115",
    "undocumented-variable": "ENV401",
    "missing-from-template": "ENV402",
    "undeclared-variable": "ENV403",
    "unused-in-template": "ENV404",
    "stale-in-docs": "ENV405",
    "unused-rule": "ENV406",
    "default-mismatch": "ENV407",
    "conflicting-code-defaults": "ENV408",
    "values-mismatch": "ENV409",
    "type-mismatch": "ENV410",
    "required-mismatch": "ENV411",
    "near-miss-name": "ENV412",
    "secret-default-in-code": "ENV413",
    "dynamic-read": "ENV414",
    "set-but-never-read": "ENV415",
    "read-but-never-supplied": "ENV416",
    "stale-generated-section": "ENV417",
    "dead-read": "ENV418",
    "secret-in-template": "ENV419",
}
OF_PROJECT: Final = ("dynamic-read", "stale-generated-section")
OF_VARIABLES: Final = tuple(name for name in CODES if name not in OF_PROJECT)
# Said of a place only if none of those who share it has a use for the name.
OF_UNUSED: Final = ("unused-in-template", "stale-in-docs", "unused-rule", "set-but-never-read")
