"""ENV501: the schema that the migrations add up to, or that of the server, is not what it must be."""

from __future__ import annotations

from envlint.checks.database.invariants.verdict import Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.database.subject import Held
    from envlint.core.finding import Breach


def judge(subject: Held) -> Iterator[Breach]:
    """Yield a breach for each thing of which something is demanded that does not hold."""
    yield from Verdict(subject).breaches()
