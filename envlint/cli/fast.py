"""The exact long options of the commands that run often, read without importing a command-line library.

Whatever this parser does not know for certain it leaves to ``envlint.cli.app``. Where it answers, both answer alike:
``tests/properties/test_cli.py`` proves it.
"""

from __future__ import annotations

from envlint.cli.hot import HOT
from envlint.cli.meaning import build, split_program

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from envlint.cli.options import Command
    from envlint.core.request import Request


def parse(words: Sequence[str]) -> Request | None:
    """Return the request, or None for words that the full parser has to read.

    Raises:
        UsageError: the words are understood and ask for something that does not exist.
    """
    own, program = split_program(words)
    command = next((command for command in HOT if own and command.name == own[0]), None)
    if command is None:
        return None
    given = _collect(command, own[1:])
    return None if given is None else build(command, given, program)


def _collect(command: Command, words: list[str]) -> dict[str, list[str]] | None:
    """Return the raw values of each option and of the argument, or None at the first word that is not certain."""
    given: dict[str, list[str]] = {}
    rest = iter(words)
    for word in rest:
        if not word.startswith("-"):
            given.setdefault(command.argument, []).append(word)
            continue
        flag, equals, value = word.partition("=")
        option = command.flag(flag)
        if option is None or (equals and not (option.takes_value and flag.startswith("--"))):
            return None
        if option.takes_value and not equals:
            value = next(rest, "-")
            if value.startswith("-"):
                return None
        given.setdefault(option.name, []).append(value)
    return given
