"""The checks: what envlint itself knows to judge, in families by what they look at.

A check is one module with a ``judge(subject)`` that yields breaches, and one page that is its documentation, its help
and its test. It knows neither severity, tier, format nor suppression. ``CODES`` of each family lists its checks; the
module and the page of ``value-not-allowed`` are ``value_not_allowed.py`` and ``value_not_allowed.md``.
"""

from __future__ import annotations

from envlint.checks.demands import CODES as DEMANDS
from envlint.checks.environment import CODES as ENVIRONMENT
from envlint.checks.itself import CODES as ITSELF
from envlint.checks.text import CODES as TEXT
from envlint.checks.value import CODES as VALUE
from envlint.checks.variable import CODES as VARIABLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Final, Protocol

    from envlint.core.finding import Breach

    class Check(Protocol):
        """One module of a family."""

        def judge(self, subject: Any, /) -> Iterable[Breach]:
            """Yield every fault of this kind that the subject has."""


FAMILIES: Final = {
    "value": VALUE,
    "variable": VARIABLE,
    "demands": DEMANDS,
    "environment": ENVIRONMENT,
    "text": TEXT,
    "itself": ITSELF,
}
CODES: Final = {name: code for family in FAMILIES.values() for name, code in family.items()}

_loaded: dict[tuple[str, str], Check] = {}


def load(family: str, name: str) -> Check:
    """Return the check of this name, imported when it is first asked for."""
    check = _loaded.get((family, name))
    if check is None:
        module = f"envlint.checks.{family}.{name.replace('-', '_')}"
        check = _loaded[family, name] = __import__(module, fromlist=("judge",))
    return check
