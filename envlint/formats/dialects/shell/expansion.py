"""What the words of a shell become: references, tildes and fields, with what the result depends on.

Source: POSIX.1-2017, Shell Command Language, section 2.6.
"""

from __future__ import annotations

import re

from envlint.formats.dialects import COMMAND, DEFAULT, HOST
from envlint.formats.dialects.shell.parts import BAD, INDIRECT, LENGTH, NAMED, OTHER, Literal, Reference
from envlint.formats.dialects.shell.parts import COMMAND as COMMAND_NAME
from envlint.formats.dialects.shell.shells import FILE, Shell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

    from envlint.formats.dialects.shell.parts import Part

MOST: Final = 4 << 20
"""Code points that references may add to all the values of a file."""
MOST_FIELDS: Final = 10_000
"""Fields that one reference may give."""
NOTHING: Final[frozenset[str]] = frozenset()
TILDE: Final = re.compile(r"(?:^|(?<=:))~([^/:]*)")
EQUALS: Final = re.compile(r"(?:^|(?<=:))=([^:]+)")
WILD: Final = re.compile(r"[*?\[\\]")
UNKNOWN: Final = frozenset("$-0_")
SOMETHING: Final = "?"
"""Stands for text that is not known but is not empty, such as a process number."""


class Stopped(Exception):
    """An error of an expansion: ``reach`` says what it ends."""

    def __init__(self, kind: str, at: int, reach: str) -> None:
        super().__init__(kind)
        self.kind = kind
        self.at = at
        self.reach = reach


class Held:
    """A variable's value, whether the environment has it, and what it depends on."""

    __slots__ = ("depends", "exported", "value")

    def __init__(self, value: str, depends: frozenset[str], *, exported: bool) -> None:
        self.value = value
        self.depends = depends
        self.exported = exported


class Field:
    """One field of an expanded command: its text, and whether a wildcard stands in it unquoted."""

    __slots__ = ("depends", "start", "text", "wild")

    def __init__(self, text: str, depends: frozenset[str], start: int, *, wild: bool) -> None:
        self.text = text
        self.depends = depends
        self.start = start
        self.wild = wild


class Expansion:
    """Expands words with the variables of one shell."""

    def __init__(self, shell: Shell, host: Mapping[str, str]) -> None:
        self.shell = shell
        self.held = {name: Held(value, frozenset((HOST,)), exported=True) for name, value in host.items()}
        self.defaulted: list[str] = []
        self.room = MOST
        self.vanished = False
        """Whether a word gave no field, which takes a program to be sure of."""

    def value(self, parts: list[Part], skip: int) -> tuple[str, frozenset[str]]:
        """Return the text that the assignment of a word gives, the first ``skip`` characters left out."""
        texts: list[str] = []
        depends: set[str] = set()
        for index, part in enumerate(parts):
            if isinstance(part, Reference):
                texts.append(self._reference(part, depends))
                continue
            text = part.text
            if index == 0 and skip:
                text = text[skip:]
                skip = 0
            if not part.quoted and ("~" in text or (self.shell.zsh and "=" in text)):
                text = self._tildes(text, depends, first=index == 0, last=index + 1 == len(parts))
            texts.append(text)
        return "".join(texts), frozenset(depends)

    def _tildes(self, text: str, depends: set[str], *, first: bool, last: bool) -> str:
        def home(match: re.Match[str]) -> str:
            if (match.start() == 0 and not first) or (match.end() == len(text) and not last):
                return match[0]
            if match[1] == "" and "HOME" in self.held:
                depends.update(self.held["HOME"].depends)
                return self.held["HOME"].value
            if match[1] in ("root", "+", "-"):
                depends.add(COMMAND)
            elif match[1] and self.shell.zsh:
                raise Stopped("no-such-user", -1, FILE)
            return match[0]

        if self.shell.zsh:
            for match in EQUALS.finditer(text):
                if match.start() or first:
                    raise Stopped("no-such-command", -1, FILE)
        return TILDE.sub(home, text)

    def fields(self, parts: list[Part], start: int) -> list[Field]:
        """Return the fields that a word of a command gives: unquoted references are split at blanks."""
        found: list[Field] = []
        texts: list[str] = []
        depends: set[str] = set()
        begun = wild = False
        for part in parts:
            if isinstance(part, Literal):
                texts.append(part.text)
                begun = begun or part.quoted or bool(part.text)
                wild = wild or (not part.quoted and bool(re.search(r"[*?]|\[.*\]", part.text)))
                continue
            text = self._reference(part, depends)
            if part.quoted or self.shell.zsh or any(isinstance(each, Literal) and each.quoted for each in part.word):
                texts.append(text)
                begun = begun or part.quoted or bool(text)
                continue
            pieces = re.split(r"[ \t\n]+", text, maxsplit=MOST_FIELDS)
            if len(pieces) > MOST_FIELDS:
                raise Stopped("too-long", part.at, FILE)
            for index, piece in enumerate(pieces):
                if index and begun:
                    found.append(Field("".join(texts), frozenset(depends), start, wild=wild))
                    texts, begun, wild = [], False, False
                texts.append(piece)
                begun = begun or bool(piece)
        if begun:
            found.append(Field("".join(texts), frozenset(depends), start, wild=wild))
        self.vanished = self.vanished or (not found and COMMAND in depends)
        return found

    def _reference(self, part: Reference, depends: set[str]) -> str:
        if part.name == COMMAND_NAME:
            depends.add(COMMAND)
            return ""
        if part.name in UNKNOWN and not part.sign:
            depends.add(COMMAND)
            return SOMETHING
        if part.sign == BAD:
            raise Stopped("bad-reference", part.at, self.shell.bad_reference)
        if part.sign == OTHER:
            depends.add(COMMAND)
            return ""
        if part.sign == NAMED:
            return part.name
        known = self._known(part.name)
        text = self._signed(part, known, depends)
        self.room -= len(text)
        if self.room < 0:
            raise Stopped("too-long", part.at, FILE)
        return text

    def _known(self, name: str) -> Held | None:
        if name in self.held:
            return self.held[name]
        if name in ("#", "?"):
            return Held("0", NOTHING, exported=False)
        if name == "!" and self.shell.zsh:
            return Held("0", NOTHING, exported=False)
        if name in self.shell.readonly or name in self.shell.changing:
            return Held("", frozenset((COMMAND,)), exported=False)
        if name in ("PWD", "OLDPWD", "SHLVL", "PPID", "OPTIND", "IFS", "PS4", "PS1", "PS2"):
            return Held("", frozenset((COMMAND,)), exported=False)
        return None

    def _signed(self, part: Reference, known: Held | None, depends: set[str]) -> str:
        sign = part.sign
        value = known.value if known else ""
        if sign in ("", LENGTH, INDIRECT) or sign[0] in "#%":
            return self._plain(part, known, depends)
        if known:
            depends.update(known.depends)
        missing = known is None or (sign[0] == ":" and not value)
        if sign[-1] == "+":
            return "" if missing else self._word(part, depends)
        if not missing:
            return value
        if sign[-1] == "?":
            raise Stopped("required", part.at, self.shell.required)
        text = self._word(part, depends)
        depends.add(DEFAULT)
        if sign[-1] == "=":
            exported = self.shell.exports_defaults
            self.held[part.name] = Held(text, frozenset(depends), exported=exported)
            if exported:
                self.defaulted.append(part.name)
        return text

    def _word(self, part: Reference, depends: set[str]) -> str:
        text, more = self.value(part.word, 0)
        depends.update(more)
        return text

    def _plain(self, part: Reference, known: Held | None, depends: set[str]) -> str:
        """Return a value, its length, what its name names, or the value without a piece at an end."""
        value = known.value if known else ""
        if known:
            depends.update(known.depends)
        if part.sign == LENGTH:
            return str(len(value))
        if part.sign == INDIRECT:
            other = self._known(value)
            if other:
                depends.update(other.depends)
            return other.value if other else ""
        if not part.sign:
            return value
        pattern = self._word(part, depends)
        if WILD.search(pattern):
            depends.add(COMMAND)
            return ""
        return value.removeprefix(pattern) if part.sign[0] == "#" else value.removesuffix(pattern)
