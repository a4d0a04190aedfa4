"""Which checks are asked for: ``--select`` and ``--ignore``, by code (ENV101), family (ENV1) or name."""

from __future__ import annotations

from envlint.core.errors import UsageError
from envlint.core.record import Record
from envlint.core.suggest import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Final

FAMILY: Final = "ENV"
BLOCKING: Final = frozenset(("ENV901", "ENV902", "ENV903", "ENV904"))
"""envlint could not look: no setting, option or remark turns these off."""
OF_FILES: Final = tuple(f"ENV50{number}" for number in range(1, 7))
OF_PROJECTS: Final = {"drift": ("ENV4", "ENV115"), "migrations": OF_FILES, "live": ("ENV5",)}
"""What the commands that look at a whole project find, by how codes begin; ``check`` finds the rest, and ENV115.
``live`` is ``migrations`` with a server that is asked."""


class Selection(Record):
    """What is selected (everything, if nothing is named) less what is ignored; the more exact pattern wins."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def selects(self, code: str, name: str) -> bool:
        """Whether the check was asked for."""
        return code in BLOCKING or not self.select or reach(self.select, code, name) > 0

    def ignores(self, code: str, name: str) -> bool:
        """Whether the check was taken out again."""
        return code not in BLOCKING and 0 < reach(self.ignore, code, name) >= reach(self.select, code, name)


def selection(
    select: Iterable[str],
    ignore: Iterable[str],
    known: Mapping[str, str],
    asked: Callable[[str], bool] = lambda _code: True,
) -> Selection:
    """Return the selection that some patterns make. ``known`` maps the names of all checks to their codes.

    ``asked`` tells the codes that the command can find: one of them must be left.

    Raises:
        UsageError: a pattern fits no check, or no check is left but those about envlint itself.
    """
    chosen = Selection(tuple(select), tuple(ignore))
    for pattern in (*chosen.select, *chosen.ignore):
        require_known(pattern, known)
    judging = [(code, name) for name, code in known.items() if code < "ENV9" and asked(code)]
    if judging and not any(chosen.selects(*check) and not chosen.ignores(*check) for check in judging):
        raise UsageError(
            "every check is deselected", help="select one that this command can find, and that is not ignored"
        )
    return chosen


def finds(command: str, code: str) -> bool:
    """Whether a command can find what has this code; all but those of ``OF_PROJECTS`` find what ``check`` does."""
    own = OF_PROJECTS.get(command)
    return code.startswith(own) if own else not code.startswith(("ENV4", "ENV5"))


def require_known(pattern: str, known: Mapping[str, str]) -> None:
    """Refuse a pattern that fits no check.

    Raises:
        UsageError: with the pattern that was probably meant.
    """
    if not any(fits(pattern, code, name) for name, code in known.items()):
        guess = nearest(pattern, [*known, *known.values()])
        raise UsageError(f"no check is called '{pattern}'", help=f"did you mean '{guess}'?" if guess else "")


def fits(pattern: str, code: str, name: str) -> bool:
    """Whether a pattern means a check."""
    return pattern == name or (pattern.startswith(FAMILY) and code.startswith(pattern))


def reach(patterns: Iterable[str], code: str, name: str) -> int:
    """Return how exactly the best of some patterns means a check, as a number of characters; 0 = none does."""
    fitting = [pattern for pattern in patterns if fits(pattern, code, name)]
    return max([len(code) if pattern == name else len(pattern) for pattern in fitting], default=0)
