"""Which files of variables a command names, by the options of the program that it runs."""

from __future__ import annotations

from envlint.core.record import Record
from envlint.inventories.loaders.programs import DOTENV, NODE_LIKE, PROGRAMS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.inventories.loaders.programs import Program


class Argument(Record):
    """A word and what it may stand for."""

    values: tuple[str, ...]
    start: int
    end: int

    @property
    def text(self) -> str:
        """The first of what it may stand for."""
        return self.values[0]


class Use(Record):
    """A loader is given a file. ``values`` are what its path may be; from ``start`` to ``end`` it stands there."""

    dialect: str
    label: str
    values: tuple[str, ...]
    start: int
    end: int


def named(name: str, words: tuple[Argument, ...]) -> Iterator[Use]:
    """Yield the files that the program ``name`` is given; ``words`` begin with its name."""
    if name == "dotenv":
        yield from _of_dotenv(words)
        return
    for program in PROGRAMS.get(name, ()):
        rest = _behind(program, words[1:])
        if rest is not None:
            yield from _uses(program, words[0], rest)


def _behind(program: Program, words: tuple[Argument, ...]) -> tuple[Argument, ...] | None:
    """Return the words behind the subcommands; None where they are others."""
    if program.label.startswith(("tsx", "bun")):
        first = words[:1]
        return words[1:] if first and first[0].text in NODE_LIKE else words
    if not program.starts:
        return words
    at = 0
    for group in program.starts:
        # In front of the subcommand stand options of the program itself, and their values.
        while at < len(words) and words[at].text not in group:
            if not words[at].text.startswith("-") and not (at and words[at - 1].text.startswith("-")):
                return None
            at += 1
        at += 1
    if at > len(words):
        return None
    return words[at:] if program.flags or program.takes else words


def _uses(program: Program, name: Argument, words: tuple[Argument, ...]) -> Iterator[Use]:
    found, at = False, 0
    while at < len(words):
        word, option = words[at], words[at].text.partition("=")[0]
        at += 1
        if option == "--":
            break
        if not option.startswith("-"):
            if (program.flags or program.takes) and not option.startswith("\x01"):
                break
            continue
        if option in program.options:
            use, more = _value(program, word, words[at : at + 1])
            at += more
            found = True
            if use is not None:
                yield use
        elif "=" not in word.text and _takes(program, option):
            at += 1
    if not found and program.default:
        yield Use(program.dialect, program.label, (program.default,), name.start, name.end)


def _value(program: Program, word: Argument, following: tuple[Argument, ...]) -> tuple[Use | None, int]:
    """Return the use of an option's value, and how many words behind the option belong to it."""
    option, equals, _ = word.text.partition("=")
    if equals:
        values = tuple(value.partition("=")[2] for value in word.values)
        length = len(option) + 1
        start = word.start + length if word.end - word.start > length else word.start
        return Use(program.dialect, program.label, values, start, word.end), 0
    if program.joined:
        return Use(program.dialect, program.label, (program.bare,), word.start, word.end), 0
    if not following:
        return None, 0
    return Use(program.dialect, program.label, following[0].values, following[0].start, following[0].end), 1


def _takes(program: Program, option: str) -> bool:
    """Whether an option takes the next word as its value."""
    if program.takes:
        return option in program.takes
    if not program.flags or option in program.flags:
        return False
    # Flags of one letter can be written together.
    return option.startswith("--") or any(f"-{letter}" not in program.flags for letter in option[1:])


def _of_dotenv(words: tuple[Argument, ...]) -> Iterator[Use]:
    texts = [word.text for word in words]
    options = texts[1 : texts.index("--")] if "--" in texts else texts[1:]
    javascript, python, ruby = DOTENV
    if "run" in options and "-e" not in options:
        yield from _uses(python, words[0], words[1:])
    elif "-e" in options:
        yield from _uses(javascript, words[0], words[1:])
    elif "-f" in options:
        yield from _uses(ruby, words[0], words[1:])
    elif "--" in texts:
        yield from _uses(javascript.replace(default=".env"), words[0], words[1:])
