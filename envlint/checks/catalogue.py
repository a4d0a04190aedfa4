"""Every check by name, with its code and family: for what is reported, and nothing before."""

from __future__ import annotations

from envlint.checks.database import CODES as DATABASE
from envlint.checks.demands import CODES as DEMANDS
from envlint.checks.drift import CODES as DRIFT
from envlint.checks.environment import CODES as ENVIRONMENT
from envlint.checks.itself import CODES as ITSELF
from envlint.checks.text import CODES as TEXT
from envlint.checks.value import CODES as VALUE
from envlint.checks.variable import CODES as VARIABLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

FAMILIES: Final = {
    "value": VALUE,
    "variable": VARIABLE,
    "demands": DEMANDS,
    "environment": ENVIRONMENT,
    "text": TEXT,
    "drift": DRIFT,
    "database": DATABASE,
    "itself": ITSELF,
}
CODES: Final = {name: code for family in FAMILIES.values() for name, code in family.items()}
