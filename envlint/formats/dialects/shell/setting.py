"""How a shell sets variables: what assignments give, and which of them go to the environment."""

from __future__ import annotations

from envlint.formats.dialects import COMMAND, Assignment, Problem
from envlint.formats.dialects.shell.arrays import LIST
from envlint.formats.dialects.shell.expansion import Expansion, Field, Held, Stopped
from envlint.formats.dialects.shell.shells import FILE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from envlint.formats.dialects.shell.commands import Word
    from envlint.formats.dialects.shell.shells import Shell


class Setting:
    """Holds what a text has set so far."""

    def __init__(self, text: str, shell: Shell, host: Mapping[str, str]) -> None:
        self.text = text
        self.shell = shell
        self.expansion = Expansion(shell, host)
        self.found: dict[str, Assignment] = {}
        self.problems: list[Problem] = []
        self.hidden: set[str] = set()
        """Names of arrays, whose elements no environment gets."""
        self.all_exported = True
        self.sure = True
        self.status: int | None = 0

    def _problem(self, kind: str, start: int, end: int = -1, *, fatal: bool = False, drops_rest: bool = False) -> None:
        """Tell of a stretch, up to the end of its line where no end is given."""
        if end < 0:
            end = self.text.find("\n", start)
            end = len(self.text) if end < 0 else end
        self.problems.append(Problem(kind, start, end, fatal=fatal, drops_rest=drops_rest))

    def _given(self, word: Word, *, sets: bool = True) -> Field:
        """Return the value of a word that is shaped as an assignment; ``sets``: the defaults that it assigns stay."""
        value, depends = self.expansion.value(word.parts, len(word.name) + len(word.subscript) + len(word.sign))
        if not sets:
            for name in self.expansion.defaulted:
                del self.expansion.held[name]
            self.expansion.defaulted.clear()
        self._set_defaults(word)
        return Field(value, depends, word.start, wild=False)

    def _set_defaults(self, word: Word) -> None:
        for name in self.expansion.defaulted:
            held = self.expansion.held[name]
            self._found(Assignment(name, held.value, word.start, word.end, depends=held.depends))
        self.expansion.defaulted.clear()

    def _assign(self, word: Word, given: Field | None = None, *, exported: bool = False) -> None:
        head = len(word.name) + len(word.subscript) + len(word.sign)
        if word.subscript and not self._is_first(word):
            return
        given = given or self._given(word)
        if COMMAND in given.depends:
            self.status = None
        parts, quote = word.parts, ""
        start, end = min(word.start + head, word.end), word.end
        opening = self.text[start : start + 1]
        if opening in ("'", '"') and opening and self.text.find(opening, start + 1) == end - 1 and len(parts) < 99:
            quote, start, end = opening, start + 1, end - 1
        place = (word.start, word.end, start, end)
        self._give(word.name, given.text, given.depends, place, quote, word.sign, exported=exported)

    def _is_first(self, word: Word) -> bool:
        """Whether the environment gets what a word gives to an element or a list; else the array is noted."""
        if self.shell.zsh and word.subscript != LIST:
            raise Stopped("not-a-name", word.start, FILE)
        if self.shell.first_element and (word.subscript == "[0]" or (word.subscript == LIST and len(word.parts) > 1)):
            return True
        self._problem("array", word.start, word.end)
        if word.subscript == LIST or self.shell.arrays_hidden:
            self.found.pop(word.name, None)
            self.expansion.held.pop(word.name, None)
        if self.shell.arrays_hidden:
            self.hidden.add(word.name)
        return False

    def _give(
        self,
        name: str,
        value: str,
        depends: frozenset[str],
        place: tuple[int, int, int, int],
        quote: str,
        sign: str,
        *,
        exported: bool = False,
    ) -> None:
        if name in self.shell.readonly:
            raise Stopped("read-only", place[0], self.shell.readonly_ends)
        held = self.expansion.held.get(name)
        if sign == "+=" and held:
            value, depends = held.value + value, held.depends | depends
            self.expansion.room -= len(value)
            if self.expansion.room < 0:
                raise Stopped("too-long", place[0], FILE)
        if name in self.shell.changing or not self.sure:
            depends |= {COMMAND}
        exported = exported or self.all_exported or bool(held and held.exported)
        self.expansion.held[name] = Held(value, depends, exported=exported)
        if self.shell.zsh and sign == "=":
            self.hidden.discard(name)
        if exported and name not in self.hidden:
            self._found(Assignment(name, value.partition("\0")[0], *place, quote, depends))

    def _found(self, assignment: Assignment) -> None:
        if assignment.name == "_":
            return
        self.found.pop(assignment.name, None)
        self.found[assignment.name] = assignment
