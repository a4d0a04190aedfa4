"""What a script reads files of variables with: its commands are followed in order, with the folder they run in."""

from __future__ import annotations

import re

from envlint.core.record import Record
from envlint.inventories.loaders import given
from envlint.inventories.loaders.given import Argument, Use
from envlint.inventories.loaders.programs import PROGRAMS, SHELLS, STRINGS, WRAPPERS
from envlint.inventories.loaders.shell_values import UNKNOWN, joined, values
from envlint.inventories.loaders.shell_words import closing, commands

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Final

    from envlint.inventories.loaders.shell_values import Surroundings
    from envlint.inventories.loaders.shell_words import Command, Word

    Handler = Callable[["Run", "Call"], Iterator["Found"]]

DEEPEST: Final = 4
"""How deep scripts are looked into that stand in the words of others."""
ASSIGNMENT: Final = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)=")
DECLARES: Final = ("export", "local", "readonly", "declare", "typeset")
TAKES_LIST: Final = ("export", "env", "declare", "eval", "set")
IN_QUOTES: Final = re.compile(r"\\([\"\\$`])")
RESERVED: Final = frozenset(("if", "then", "elif", "else", "while", "until", "do", "!", "{", "time"))
SOURCED: Final = "sourced"
UV: Final = "UV_ENV_FILE"
SPLITS: Final = ("-d", "-0", "-I", "-i", "--delimiter", "--null", "--replace")
"""Options with which xargs takes no quotes off."""


class Call(Record):
    """A program that a command starts, with the words from its name on, and what they stand for."""

    name: str
    arguments: tuple[Argument, ...]
    words: tuple[Word, ...]


class Found:
    """A use, and the folder that its path counts from."""

    def __init__(self, use: Use, folder: str) -> None:
        self.use = use
        self.folder = folder


def is_env_file(path: str) -> bool:
    """Whether a file is one of variables by its name."""
    name = path.rpartition("/")[2]
    return name == ".env" or name.startswith((".env.", ".env-", ".env_", f".env{UNKNOWN}")) or name.endswith(".env")


class Run:
    """Scripts on their way, one after the other in the same shell; subshells come back to the folder they began in."""

    def __init__(self, around: Surroundings, shell: str, depth: int = 0) -> None:
        self.around = around
        self.shell = shell
        self.depth = depth
        self.behind: list[str] = []
        self.offset = 0

    def follow(self, text: str, offset: int) -> Iterator[Found]:
        """Yield what a text reads that stands at an offset of its file."""
        outer: list[str] = []
        for command in commands(text):
            self.offset = offset
            if command.mark == "(":
                outer.append(self.around.folder)
            elif command.mark and outer:
                self._go(outer.pop())
            elif command.words:
                yield from self._command(command)

    def _go(self, folder: str) -> None:
        self.around = self.around.within(folder)

    def _command(self, command: Command) -> Iterator[Found]:
        words = command.words
        while words and words[0].text in RESERVED:
            words = words[1:]
        while words and (match := ASSIGNMENT.match(words[0].text)):
            yield from self._assigned(words[0], match, keep=len(words) == 1)
            yield from self._inside(words[0])
            words = words[1:]
        written, arguments = self._split(words)
        at = 0
        while at < len(arguments):
            name = _program(arguments[at])
            yield from self._called(Call(name, arguments[at:], written[at:]))
            looks = name == "command" and [argument.text for argument in arguments[at + 1 : at + 2]] in (["-v"], ["-V"])
            if name not in WRAPPERS or looks:
                break
            later = range(at + 1, len(arguments))
            at = next((index for index in later if _program(arguments[index]) in KNOWN), len(arguments))
        for word in words:
            yield from self._inside(word)

    def _split(self, words: tuple[Word, ...]) -> tuple[tuple[Word, ...], tuple[Argument, ...]]:
        """Return the words with what they stand for: a variable without quotes may stand for several words."""
        written: list[Word] = []
        found: list[Argument] = []
        for word in words:
            given = values(word, self.around)
            parts = given[0].split() if word.text.startswith("$") else given[:1]
            if len(parts) > 1:
                found += [self._argument((part,), word) for part in parts]
            else:
                found.append(self._argument(tuple(given), word))
            written += [word] * max(len(parts), 1)
        return tuple(written), tuple(found)

    def _argument(self, given: tuple[str, ...], word: Word) -> Argument:
        return Argument(given, self.offset + word.start, self.offset + word.end)

    def _called(self, call: Call) -> Iterator[Found]:
        for use in given.named(call.name, call.arguments):
            yield Found(use, self.around.folder)
        handler = HANDLERS.get(call.name)
        if handler is not None:
            yield from handler(self, call)
        if call.name in SHELLS or call.name in STRINGS:
            yield from self._strings(call)

    def _strings(self, call: Call) -> Iterator[Found]:
        """Follow the scripts that stand in quotes among the words."""
        if self.depth >= DEEPEST or (call.name in SHELLS and not _has_script(call)):
            return
        for word in call.words[1:]:
            yield from self._quoted(word.text, word.start, SHELLS.get(call.name, self.shell))

    def _quoted(self, text: str, start: int, shell: str) -> Iterator[Found]:
        """Follow a script that stands in quotes, and is a command with operands."""
        lead = len(text) - len(text.lstrip("\0"))
        quote = text[lead : lead + 1]
        if quote in ("'", '"') and " " in text and self.depth < DEEPEST:
            inner = text[lead + 1 : -1]
            inner = IN_QUOTES.sub(r"\0" + r"\1", inner) if quote == '"' else inner
            yield from Run(self.around, shell, self.depth + 1).follow(inner, self.offset + start + lead + 1)

    def _inside(self, word: Word) -> Iterator[Found]:
        """Follow what a word substitutes."""
        at = word.text.find("$(")
        if at < 0 or self.depth >= DEEPEST or word.text.startswith("'"):
            return
        end = closing(word.text, at, len(word.text)) - 1
        inner = Run(self.around, self.shell, self.depth + 1)
        yield from inner.follow(word.text[at + 2 : end], self.offset + word.start + at + 2)

    def _assigned(self, word: Word, match: re.Match[str], *, keep: bool) -> Iterator[Found]:
        value = word.text[match.end() :]
        start = word.start + match.end()
        texts = values(word.replace(text=value), self.around)
        yield from self._quoted(value, start, self.shell)  # a command that is kept to be run later
        if match[1] == UV:
            yield Found(Use("uv", UV, tuple(texts), self.offset + start, self.offset + word.end), self.around.folder)
        if keep:
            self.around.assign(match[1], texts)

    def change_folder(self, call: Call) -> Iterator[Found]:
        """Take ``cd``, ``pushd``, ``popd``."""
        operands = [argument for argument in call.arguments[1:] if argument.text != "--"]
        back = call.name == "popd" or (bool(operands) and operands[0].text == "-")
        here = self.around.folder
        if back:
            self._go(self.behind.pop() if self.behind else UNKNOWN)
        elif operands:
            self._go(joined(here, operands[0].text))
        if not back:
            self.behind.append(here)
        yield from ()

    def source(self, call: Call) -> Iterator[Found]:
        """Take ``.`` and ``source``."""
        if len(call.arguments) > 1 and is_env_file(call.arguments[1].text):
            operand = call.arguments[1]
            use = Use(self.shell, SOURCED, operand.values, operand.start, operand.end)
            yield Found(use, self.around.folder)

    def declare(self, call: Call) -> Iterator[Found]:
        """Take ``export``: what it assigns, and what it is given by xargs."""
        for word in call.words[1:]:
            match = ASSIGNMENT.match(word.text)
            if match and call.name in DECLARES:
                yield from self._assigned(word, match, keep=True)
            bare = word.text.strip('"\0')
            if bare.startswith(("$(", "`")) and self.depth < DEEPEST:
                yield from self._listed(call.name, word)

    def _listed(self, name: str, word: Word) -> Iterator[Found]:
        """Take ``$(grep -v '^#' .env | xargs)``."""
        at = word.text.find("$(") if "$(" in word.text else word.text.index("`")
        start = at + (2 if word.text[at] == "$" else 1)
        inner = commands(word.text, start, closing(word.text, at, len(word.text)) - 1)
        programs = [command.words[0].text for command in inner if command.words]
        xargs = [command for command in inner if command.words and command.words[0].text == "xargs"]
        if not xargs or any(each.text.startswith(SPLITS) for command in xargs for each in command.words[1:]):
            return
        # Of what a script holds, only plain words may be told.
        first = programs[0] if programs[0].isalpha() and programs[0] != "xargs" else ""
        label = f"{name} $({first} ... | xargs)" if first else f"{name} $(... xargs)"
        for each in [each for command in inner for each in (*command.words[1:], *command.inputs)]:
            paths = values(each, self.around)
            if is_env_file(paths[0]):
                start = self.offset + word.start + each.start
                use = Use("bash-xargs", label, tuple(paths), start, start + len(each.text))
                yield Found(use, self.around.folder)

    def loop(self, call: Call) -> Iterator[Found]:
        """Take ``for NAME in ...``: the name has each of the values."""
        words = call.arguments
        if len(words) > 3 and words[2].text == "in":
            self.around.assign(words[1].text, [value for each in words[3:] for value in each.values])
        yield from ()


def _has_script(call: Call) -> bool:
    """Whether a shell is given a script by ``-c``, or an option such as ``-lc`` that holds it."""
    return any(
        argument.text.startswith("-") and not argument.text.startswith("--") and argument.text.endswith("c")
        for argument in call.arguments[1:]
    )


def _program(argument: Argument) -> str:
    return argument.text.rpartition("/")[2]


HANDLERS: Final[dict[str, Handler]] = {
    **dict.fromkeys(("cd", "pushd", "popd"), Run.change_folder),
    **dict.fromkeys((".", "source"), Run.source),
    **dict.fromkeys((*DECLARES, *TAKES_LIST), Run.declare),
    "for": Run.loop,
}
"""What the words of a shell itself do."""
KNOWN: Final = frozenset((*PROGRAMS, *SHELLS, *STRINGS, *HANDLERS, *WRAPPERS, "dotenv"))
"""What is looked for behind a word that starts another program."""
