"""What ``include`` and ``export`` in a makefile make of a file: GNU make's own grammar, in which nothing is quoted.

Source: the GNU make manual, sections Setting, Flavors, Appending, Variables/Recursion and Errors; what GNU make 4.3
does. Rules are passed over; directives other than ``export`` and the like are noted and not followed.
"""

from __future__ import annotations

import re

from envlint.formats.dialects import COMMAND, Assignment, Problem, Reading
from envlint.formats.dialects.make_assignments import SPACES, definition_at, modified, skip, word_at
from envlint.formats.dialects.make_expansion import Expansion, Fault, Variable
from envlint.formats.dialects.make_lines import BLANKS, find, lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

    from envlint.formats.dialects.make_assignments import Definition
    from envlint.formats.dialects.make_lines import Placed

EXPORTABLE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
CONDITIONS: Final = ("ifdef", "ifndef", "ifeq", "ifneq")
NOT_FOLLOWED: Final = ("include", "-include", "sinclude", "vpath", "load", "-load")


def read(data: bytes, host: Mapping[str, str]) -> Reading:
    """Read a file as GNU make does where a makefile includes it and exports everything."""
    scan = _Scan(data.decode("utf-8", "surrogateescape"), host)
    try:
        found = scan.read()
    except Fault as fault:
        return Reading((), (*scan.problems, Problem(str(fault), *scan.place, fatal=True)))
    return Reading(found, tuple(scan.problems))


class _Scan:
    """A walk through the lines. ``rule``: a recipe may follow, and lines that begin with a tab belong to it."""

    def __init__(self, text: str, host: Mapping[str, str]) -> None:
        self.text = text
        self.variables = {name: Variable(value, from_host=True) for name, value in host.items()}
        self.expansion = Expansion(self.variables)
        self.places: dict[str, tuple[int, int, int, int]] = {}
        self.problems: list[Problem] = []
        self.place = (0, 0)
        self.rule = False
        self.conditions = 0
        self.in_define = False

    def read(self) -> tuple[Assignment, ...]:
        """Return what a recipe's commands are given.

        Raises:
            Fault: make stops at ``place``.
        """
        for line, tabbed in lines(self.text):
            if line.text:
                self.place = line.offset(0), line.end(len(line.text))
                self.line(line, tabbed=tabbed)
        if self.conditions:
            raise Fault("missing-endif")
        return self.exported()

    def line(self, line: Placed, *, tabbed: bool) -> None:
        """Take one line."""
        text = line.text
        start = skip(text, 0)
        word = word_at(text, start)
        if self.in_define:
            self.in_define = word != "endef"
            return
        if tabbed and self.rule:
            return
        at, exported, command = modified(text, start)
        definition = definition_at(text, at)
        if definition is not None and not command:
            self._define(line, definition, exported=exported)
        elif command:
            self._command(command, text[skip(text, at) :])
        elif start < len(text) and not self._directive(word, text[start + len(word) :].lstrip(SPACES)):
            if tabbed:
                raise Fault("recipe-without-rule")
            self.rule = _is_rule(text, self.expansion, opened=self.rule)

    def _define(self, line: Placed, one: Definition, *, exported: bool) -> None:
        self.rule = False
        text = line.text
        name = self.expansion.begin(text[one.start : one.end])
        if not name:
            raise Fault("no-name")
        old = self.variables.get(name)
        if one.sign == "?" and old is not None:
            new = old
        else:
            new = self._variable(text[one.value :], one.sign, old)
            self.places[name] = (
                line.offset(one.start),
                line.end(len(text)),
                line.offset(one.value) if one.value < len(text) else line.end(len(text)),
                line.end(len(text)),
            )
        kept = True if exported else old.export if old else None
        self.variables.pop(name, None)
        self.variables[name] = new.replace(export=kept)

    def _variable(self, value: str, sign: str, old: Variable | None) -> Variable:
        if sign == "!":
            return Variable("", recursive=False, depends=frozenset((COMMAND,)))
        if sign in (":", "::") or (sign == "+" and old is not None and not old.recursive):
            value = self.expansion.begin(value)
            depends = frozenset(self.expansion.depends)
            if sign == "+" and old is not None:
                value, depends = _appended(old.text, value), depends | old.depends
            self.expansion.spent += len(value)
            return Variable(value, recursive=False, depends=depends)
        if sign == "+" and old is not None:
            value = _appended(old.text, value)
            self.expansion.spent += len(value)
            if not value.strip() or value == old.text:
                return old
        return Variable(value)

    def _command(self, command: str, rest: str) -> None:
        """Take ``define`` or ``undefine``."""
        self.rule = False
        if command == "define":
            self.in_define = True
            self._note("not-followed")
            return
        name = self.expansion.begin(rest).strip(SPACES)
        if not name:
            raise Fault("no-name")
        self.variables.pop(name, None)

    def _directive(self, word: str, rest: str) -> bool:
        """Take a line that begins with the name of a directive."""
        if word in CONDITIONS:
            self.conditions += 1
        elif word in ("else", "endif"):
            if not self.conditions:
                raise Fault("no-condition")
            self.conditions -= word == "endif"
        elif word in ("export", "unexport"):
            self.rule = False
            for name in self.expansion.begin(rest).split():
                self.places.setdefault(name, (*self.place, self.place[1], self.place[1]))
                old = self.variables.get(name, Variable("", recursive=False))
                self.variables[name] = old.replace(export=word == "export")
            return True
        elif word not in NOT_FOLLOWED:
            return False
        self._note("not-followed")
        return True

    def _note(self, kind: str) -> None:
        self.problems.append(Problem(kind, *self.place))

    def exported(self) -> tuple[Assignment, ...]:
        """Return what the commands of a recipe are given, references expanded at last."""
        found = []
        for name, variable in self.variables.items():
            if name not in self.places or (variable.export is None and not EXPORTABLE.fullmatch(name)):
                continue
            if variable.export is False:
                continue
            start, end, first, last = self.places[name]
            self.place = start, end
            value = self.expansion.begin_with(name)
            value = value.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")
            # An environment's name ends at its first equals sign.
            head, equals, tail = name.partition("=")
            value = f"{tail}={value}" if equals else value
            found.append(Assignment(head, value, start, end, first, last, depends=frozenset(self.expansion.depends)))
        return tuple(found)


def _appended(old: str, new: str) -> str:
    return f"{old} {new}" if old and new else old or new


def _is_rule(text: str, expansion: Expansion, *, opened: bool) -> bool:
    """Whether a line that assigns nothing is a rule, so that a recipe may follow.

    Raises:
        Fault: it is none, and make stops there.
    """
    recipe = find(text, ";")
    kept = text if recipe < 0 else text[:recipe]
    if not kept.strip(BLANKS):
        raise Fault("missing-rule")
    colon = find(kept, ":")
    if colon < 0:
        kept = expansion.begin(kept)
        colon = find(kept.replace("$", " "), ":")
        if colon < 0:
            if kept.strip(SPACES):
                raise Fault("missing-separator")
            return opened
    targets, rest = expansion.begin(kept[:colon]).split(), kept[colon + 1 :].removeprefix(":")
    if not targets:
        return True
    specific = definition_at(rest, modified(rest, skip(rest, 0))[0])
    if specific is not None:
        if not expansion.begin(rest[specific.start : specific.end]):
            raise Fault("no-name")
        return False
    needs = expansion.begin(rest)
    second = find(needs.replace("$", " "), ":")
    if second >= 0 and (len(needs[:second].split()) != 1 or "%" not in needs[:second]):
        raise Fault("no-target-pattern")
    if "%" in targets[0] and (second >= 0 or not all("%" in target for target in targets)):
        raise Fault("mixed-rules")
    return True
