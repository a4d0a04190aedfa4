"""ENV308: a value that some readers run as a command."""

from __future__ import annotations

from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.subjects import TextSubject


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for each command in a value. envlint itself never runs any."""
    for notice in subject.notices:
        name = subject.name(notice) or "a value"
        yield Breach(
            f"{name} holds a command substitution: some readers run it, the others keep it as text",
            subject.at(notice),
            variable=subject.name(notice),
            label="run by shells and some loaders",
            help="write the result out, or set the variable in the script that starts the program",
        )
