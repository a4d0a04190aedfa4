"""ENV308: a value that some readers run as a command."""

from __future__ import annotations

from envlint.checks.text.remedies import remedy
from envlint.checks.text.takes import does, loaders, stated, users
from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.checks.subjects import TextSubject
    from envlint.core.source import Notice

WRITE_OUT: Final = "write the result out, or set the variable in the script that starts the program"
WITHIN: Final = ("runs the command in it", "run the command in it")
OTHERWISE: Final = {
    "a template": ("fills in the template in it", "fill in the template in it"),
    "what the shell knows": ("gives it a value of its own", "give it a value of its own"),
}
OF_WORDS: Final = ("runs words of this line as a command", "run words of this line as a command")


def judge(subject: TextSubject) -> Iterator[Breach]:
    """Yield a breach for each command in a value. envlint itself never runs any."""
    for notice in subject.notices:
        if notice.takes:
            yield _run(subject, notice)
            continue
        name = subject.name(notice) or "a value"
        yield Breach(
            f"{name} holds a command substitution: some readers run it, the others keep it as text",
            subject.at(notice),
            variable=subject.name(notice),
            label="run by shells and some loaders",
            help=WRITE_OUT,
        )


def _run(subject: TextSubject, notice: Notice) -> Breach:
    """Return the breach for a command that loaders in use do run."""
    who = loaders(notice.takes, "command")
    name = subject.name(notice)
    others = stated(notice.takes, "refused", "stops", "prints")
    said = does(who, OTHERWISE.get(notice.detail, WITHIN) if notice.detail else OF_WORDS) + (
        f"; {others}" if others else ""
    )
    return Breach(
        f"{name}: {said}" if name else said,
        subject.at(notice),
        variable=name,
        label=f"run by {who[0]}" if len(who) == 1 else "run",
        related=users(subject, who),
        help=WRITE_OUT if notice.detail else remedy(notice, [loader.dialect for loader in subject.reading.loaders]),
    )
