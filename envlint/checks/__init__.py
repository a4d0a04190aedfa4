"""The checks: what envlint itself knows to judge, in families by what they look at.

A check is one module with a ``judge(subject)`` that yields breaches, and one page that is its documentation, its help
and its test. It knows neither severity, tier, format nor suppression. ``CODES`` of each family lists its checks; the
module and the page of ``value-not-allowed`` are ``value_not_allowed.py`` and ``value_not_allowed.md``.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Protocol

    from envlint.core.finding import Breach

    class Check(Protocol):
        """One module of a family."""

        def judge(self, subject: Any, /) -> Iterable[Breach]:
            """Yield every fault of this kind that the subject has."""


_loaded: dict[str, Check] = {}


def load(family: str, name: str) -> Check:
    """Return the check of this name, imported when it is first asked for."""
    module = f"{family}.{name}"
    check = _loaded.get(module)
    if check is None:
        path = f"envlint.checks.{module.replace('-', '_')}"
        check = _loaded[module] = __import__(path, fromlist=("judge",))
    return check
