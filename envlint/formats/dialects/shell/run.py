"""What a shell sets when it sources a text: assignments in order, nothing ever run."""

from __future__ import annotations

import re

from envlint.formats.dialects import COMMAND, Reading
from envlint.formats.dialects.shell.commands import BUILTIN, QUIET, SPECIAL, Compound
from envlint.formats.dialects.shell.expansion import Field, Stopped
from envlint.formats.dialects.shell.parts import Broken, Literal
from envlint.formats.dialects.shell.setting import Setting
from envlint.formats.dialects.shell.shells import FILE, LINE, SHELL
from envlint.formats.dialects.shell.statements import Statements

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

    from envlint.formats.dialects.shell.commands import Command, Pipeline, Word
    from envlint.formats.dialects.shell.shells import Shell

NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z", re.ASCII)
DOTTED: Final = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+\+?=", re.ASCII)
USUAL: Final = re.compile(
    r"""[ \t]*(?P<whole>(?P<name>[A-Za-z_][A-Za-z0-9_]*)="""
    r"""(?:'(?P<single>[^'\n]*)'|"(?P<double>[^"\\$`\n]*)"|(?P<bare>[^ \t\n'"\\$`;&|<>()~={}*?\[\]#]*)))"""
    r"[ \t]*(?:\n|\Z)"
)


class Ended(Exception):
    """Nothing that follows is read."""


class Run(Setting):
    """Goes through the statements of one text."""

    def __init__(self, text: str, shell: Shell, host: Mapping[str, str]) -> None:
        super().__init__(text, shell, host)
        self.statements = Statements(text, shell)

    def reading(self) -> Reading:
        """Return what the text sets."""
        try:
            while not self.statements.done:
                self._line()
        except Ended:
            pass
        return Reading(tuple(self.found.values()), tuple(self.problems))

    def _usual(self, match: re.Match[str]) -> None:
        """Take a line that is one assignment with nothing to expand."""
        kind = match.lastgroup or ""
        kind = (
            kind if kind != "whole" else next(each for each in ("bare", "single", "double") if match[each] is not None)
        )
        quote = {"single": "'", "double": '"'}.get(kind, "")
        self.statements.words.at = match.end()
        self.status = 0
        place = (*match.span("whole"), *match.span(kind))
        try:
            self._give(match["name"], match[kind], frozenset(), place, quote, "=")
        except Stopped as error:
            self._stop(error, match.start())

    def _line(self) -> None:
        start = self.statements.at
        self.sure = True
        usual = USUAL.match(self.text, start)
        if usual:
            self._usual(usual)
            return
        try:
            line = self.statements.line()
        except Broken as error:
            runs = error.kind == "array" or (self.shell.zsh and error.kind == "unterminated-reference")
            self._problem(error.kind, error.at, fatal=not runs, drops_rest=True)
            raise Ended from error
        except Compound as error:
            self._problem("compound-command", error.at, drops_rest=True)
            raise Ended from error
        try:
            for pipeline in line:
                self._pipeline(pipeline)
        except Stopped as error:
            self._stop(error, start)

    def _stop(self, error: Stopped, start: int) -> None:
        # Where it is not sure that the command is reached, what follows it is read on.
        fatal, drops = self.sure and error.reach == SHELL, self.sure and error.reach in (SHELL, FILE)
        self._problem(error.kind, start if error.at < 0 else error.at, fatal=fatal, drops_rest=drops)
        if drops:
            raise Ended from error

    def _pipeline(self, pipeline: Pipeline) -> None:
        if pipeline.join and self.status is not None and (self.status == 0) != (pipeline.join == "&&"):
            return
        before = self.sure
        self.sure = (self.sure or not pipeline.join) and not (pipeline.join and self.status is None)
        if not pipeline.commands:
            self.status = 0
        elif pipeline.background or (len(pipeline.commands) > 1 and not self.shell.pipes_here):
            self._problem("in-a-process-of-its-own", pipeline.commands[0].start, pipeline.commands[-1].end)
            self.status = 0 if pipeline.background else None
        else:
            self._command(pipeline.commands[-1])
        if pipeline.negated and self.status is not None:
            self.status = 0 if self.status else 1
        self.sure = before if pipeline.join else True

    def _command(self, command: Command) -> None:
        fields: list[Field] = []
        words: list[Word | None] = []
        self.expansion.vanished = False
        for word in command.words:
            # Every word is expanded before the first is assigned.
            declares = bool(fields) and fields[0].text in self.shell.declares and word.name
            try:
                given = [self._given(word)] if declares else self._fields(word)
            except Stopped as error:
                return self._not_run(command, fields, error)
            fields += given
            words += [word if declares else None] * len(given)
        if command.inputs:
            return self._from_file(command, fields)
        if not fields:
            self.sure = self.sure and not self.expansion.vanished
            self.status = None if self.expansion.vanished else 0
            for word in command.assigned:
                self._assign(word)
            return None
        return self._named(command, fields, words)

    def _not_run(self, command: Command, fields: list[Field], error: Stopped) -> None:
        """Pass over a command whose words have no meaning: zsh expands those of a program in the program's process.

        Raises:
            Stopped: The shell itself is what stumbles.
        """
        if self.shell.zsh and fields and fields[0].text not in BUILTIN and error.kind == "no-match":
            self._problem("runs-command", command.start, command.end)
            self.status = 1
            return
        if self.shell.zsh and len(command.words) == 1 and error.kind == "no-match":
            for word in command.assigned:
                self._assign(word)
        raise error

    def _from_file(self, command: Command, fields: list[Field]) -> None:
        """Pass over a command that reads a file: whether it runs depends on the file."""
        self._problem("reads-a-file", command.start, command.end)
        self.status = None
        if not fields:
            self.sure = False
            for word in command.assigned:
                self._assign(word)

    def _fields(self, word: Word) -> list[Field]:
        found = self.expansion.fields(word.parts, word.start)
        self._set_defaults(word)
        if self.shell.zsh:
            for field in found:
                bare = isinstance(word.parts[0], Literal) and word.parts[0].quoted
                if field.text.startswith("=") and (len(field.text) > 1 or COMMAND in field.depends) and not bare:
                    raise Stopped("no-such-command", word.start, FILE)
                if field.wild and field.text != "*":
                    raise Stopped("no-match", word.start, FILE)
        return found

    def _named(self, command: Command, fields: list[Field], words: list[Word | None]) -> None:
        name = fields[0].text
        if self.shell.dotted_ends and DOTTED.match(name):
            raise Stopped("not-a-name", command.start, FILE)
        self.status = 0 if name in QUIET else None
        if name == "false":
            self.status = 1
        for word in command.assigned:
            if self.shell.prefix_stays and name in SPECIAL:
                self._assign(word)
            else:
                self._given(word, sets=not self.shell.zsh)
        if name in self.shell.declares:
            self._declare(fields, words)
        elif name == "unset":
            self._unset(fields)
        elif name == "set":
            self._set(fields)
        elif name in ("return", "exit", "exec"):
            self._problem("ends-here", command.start, fatal=name != "return", drops_rest=True)
            raise Ended
        elif name in (".", "source", "eval"):
            self._problem("reads-more", command.start, command.end)
        elif name not in QUIET:
            self._problem("runs-command", command.start, command.end)

    def _set(self, fields: list[Field]) -> None:
        for field in fields[1:]:
            if field.text[:1] in "+-" and "a" in field.text[1:] and not field.text.startswith("--"):
                self.all_exported = field.text[0] == "-"

    def _unset(self, fields: list[Field]) -> None:
        for field in fields[1:]:
            if field.text[:1] != "-" and not NAME.match(field.text) and self.shell.prefix_stays:
                self._bad_export(field.start)
            if field.text not in self.shell.readonly:
                self.expansion.held.pop(field.text, None)
                self.hidden.discard(field.text)
                self.found.pop(field.text, None)

    def _declare(self, fields: list[Field], words: list[Word | None]) -> None:
        options = ""
        for field, word in zip(fields[1:], words[1:], strict=True):
            if word is not None:
                if word.sign == "+=" and self.shell.name in ("zsh", "ksh93"):
                    self._bad_export(word.start)
                if word.subscript and not self.shell.arrays:
                    self._bad_export(word.start)
                elif not set(options) & set("aAfFpn"):
                    self._assign(word, field, exported="x" in options or fields[0].text == "export")
            elif field.text[:1] in ("-", "+") and len(field.text) > 1:
                options += field.text
            else:
                self._declare_field(field, export=fields[0].text == "export")

    def _declare_field(self, field: Field, *, export: bool) -> None:
        name, equals, value = field.text.partition("=")
        if equals and name.endswith("+") and self.shell.appends:
            name, equals = name[:-1], "+="
        if not NAME.match(name):
            self._bad_export(field.start)
        elif equals:
            self._give(name, value, field.depends, (field.start,) * 4, "", equals)
        elif export and name in self.expansion.held and not self.expansion.held[name].exported:
            held = self.expansion.held[name]
            self._give(name, held.value, held.depends, (field.start,) * 4, "", "=", exported=True)

    def _bad_export(self, start: int) -> None:
        reach = self.shell.bad_export
        self.status = 1
        if reach in (SHELL, FILE, LINE):
            raise Stopped("not-a-name", start, reach)
        self._problem("not-a-name", start, start)
