"""Checks of a text as its readers see it. Subject: ``TextSubject``; the format's reader notices, the check explains."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

CODES: Final = {
    "malformed-line": "ENV301",
    "duplicate-key": "ENV302",
    "unterminated-quote": "ENV303",
    "text-after-quote": "ENV304",
    "readers-disagree": "ENV305",
    "undefined-reference": "ENV306",
    "reference-cycle": "ENV307",
    "command-substitution": "ENV308",
    "unexportable-name": "ENV309",
    "names-differ-in-case-only": "ENV310",
    "encoding": "ENV311",
    "line-endings": "ENV312",
    "conflict-marker": "ENV313",
    "dangerous-name": "ENV314",
    "file-permissions": "ENV315",
    "tracked-secret-file": "ENV316",
    "shadowed-value": "ENV317",
    "value-not-a-string": "ENV318",
    "repeated-yaml-key": "ENV319",
    "swallowed-line": "ENV330",
    "refused-by-reader": "ENV331",
    "taken-literally": "ENV332",
    "invisible-characters": "ENV112",
}
