"""What the words of a command line mean: the raw values of each option made into a request, by both parsers alike."""

from __future__ import annotations

from envlint.cli.options import ONE_WORD, REPORTING
from envlint.core.errors import UsageError
from envlint.core.request import Request

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, Final

    from envlint.cli.options import Command, Option


def split_program(words: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """Part the words of ``run`` at the first ``--``: envlint's own, and the program with its arguments."""
    if words and words[0] == "run" and "--" in words:
        cut = words.index("--")
        return list(words[:cut]), tuple(words[cut + 1 :])
    return list(words), ()


def build(command: Command, given: Mapping[str, Sequence[str]], program: Sequence[str] = ()) -> Request:
    """Make the request from the raw values of each option, in the order given; a flag has one value each time.

    Raises:
        UsageError: a value is empty or none of the choices, two reports have the same target, ``run`` has no program.
    """
    fields: dict[str, Any] = {}
    for option in command.options:
        if values := given.get(option.name):
            fields[option.name] = _READ[option.kind](option, values)
    if words := given.get(command.argument):
        if not all(words):
            raise UsageError(f"an empty {command.metavar}")
        fields[command.argument] = words[0] if command.argument in ONE_WORD else tuple(words)
    if command.name == "run" and not program:
        raise UsageError("run needs a program", help="envlint run [OPTIONS] [SOURCE]... -- PROGRAM [ARGUMENT]...")
    return _with_one_target_each(Request(command=command.name, **fields, argv=tuple(program)))


def _with_one_target_each(request: Request) -> Request:
    """Refuse two reports for one place; give a command of one format its file as ``output``."""
    files = [name.partition(":")[2] for name in request.formats]
    if request.output and request.formats and all(files):
        raise UsageError("--output and --format FORMAT:FILE both name a file", help="leave one of them out")
    targets = [file or request.output or "-" for file in files]
    if twice := next((target for target in targets if targets.count(target) > 1), None):
        place = "stdout" if twice == "-" else twice
        raise UsageError(f"two reports for {place}", help="write --format FORMAT:FILE")
    if request.command in REPORTING or not request.formats:
        return request
    if len(request.formats) > 1:
        raise UsageError(f"{request.command} writes one format at a time")
    name, _, file = request.formats[0].partition(":")
    return request.replace(formats=(name,), output=file or request.output)


def _text(option: Option, values: Sequence[str]) -> str:
    return _checked(option, values[-1])


def _each(option: Option, values: Sequence[str]) -> tuple[str, ...]:
    return tuple([_checked(option, value) for value in values])


def _words(option: Option, values: Sequence[str]) -> tuple[str, ...]:
    words = [word.strip() for value in values for word in _checked(option, value).split(",")]
    return tuple([_checked(option, word) for word in words])


def _flag(_option: Option, _values: Sequence[str]) -> bool:
    return True


def _count(_option: Option, values: Sequence[str]) -> int:
    return len(values)


def _checked(option: Option, value: str) -> str:
    """Refuse an empty value, which is nearly always a shell variable that was not set, and an unknown choice."""
    flag = option.flags[0]
    word, colon, file = value.partition(":") if option.name == "formats" else (value, "", "")
    if not word.strip() or (colon and not file):
        raise UsageError(f"{flag} needs a value: {option.metavar}")
    if option.choices and word not in option.choices:
        from envlint.core.suggest import nearest

        guess = nearest(word, option.choices)
        hint = f"did you mean '{guess}'?" if guess else f"one of {', '.join(option.choices)}"
        raise UsageError(f"{flag}: '{word}' is not known", help=hint)
    return value


_READ: Final[dict[str, Callable[[Option, Sequence[str]], object]]] = {
    "text": _text,
    "each": _each,
    "words": _words,
    "flag": _flag,
    "count": _count,
}
