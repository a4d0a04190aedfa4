"""Notices of statements over which a loader in use stumbles, or python-dotenv's grammar does: one for each."""

from __future__ import annotations

from envlint.analysis.readers.causes import NAMED, UNREADABLE, cause
from envlint.analysis.readers.ear import PRINTS, REFUSED, STOPS, SWALLOWS
from envlint.analysis.readers.panel import agreed
from envlint.core.loader import SHELLS
from envlint.core.source import Notice, Take
from envlint.formats.dotenv.scanner import AFTER_QUOTE, BARE_NAME, BLANK, COMMENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.analysis.readers.ear import Ear
    from envlint.analysis.readers.panel import Panel

OF_GRAMMAR: Final = ("unterminated-quote", "text-after-quote", "command-substitution", "malformed-line")
"""What python-dotenv's grammar finds in a statement; it holds only as far as loaders in use agree."""
OF_NAMES: Final = ("duplicate-key", "unexportable-name", "encoding", "invisible-characters")
KEPT_BY_SHELLS: Final = frozenset(
    "UID EUID GID EGID PPID BASHOPTS BASH_VERSINFO SHELLOPTS path status argv signals pipestatus USERNAME".split()  # noqa: SIM905
)
"""Names that a shell does not let a file set, or does something about (bash(1), Shell Variables; zshparam(1))."""
BY_SHELLS: Final = SHELLS | {"bash-xargs"}
GONE: Final = ("unset", "bare", "command", REFUSED, STOPS, PRINTS)
OF_BYTES: Final = frozenset(
    ("not-utf-8", "not-ascii", "nul-character", "null-character", "nul-in-value", "binary-file")
)
"""Why a loader refuses what is no text."""
MOST_RELATED: Final = 3
WHOLE: Final = -1
"""The number of the statement where a loader stumbles over the file as a whole."""


class Statements:
    """Finds the notices of one panel. ``told`` are the statements and ``explained`` the names that have one."""

    def __init__(self, panel: Panel) -> None:
        self.panel = panel
        self.told: set[int] = set()
        self.explained: set[str] = set()
        self.old: dict[int, dict[str, Notice]] = {}
        self.of_names: dict[tuple[str, str], Notice] = {}
        script = panel.script
        for notice in panel.reading.notices:
            if notice.kind in OF_GRAMMAR:
                self.old.setdefault(script.index(script.inner(notice.start)), {}).setdefault(notice.kind, notice)
            elif notice.kind in OF_NAMES:
                self.of_names[notice.kind, notice.name] = notice

    def notices(self) -> Iterator[Notice]:
        """Yield a notice for each statement that has a fault."""
        panel = self.panel
        faulty = {index for ear in panel.ears for index in (*ear.faults, *ear.runs)} | self.old.keys()
        between = False
        for index in sorted(faulty):
            kind = "" if index == WHOLE else panel.script.statements[index].kind
            if kind in (COMMENT, BLANK) and index not in self.old:
                # A loader that knows no comments stumbles over all of them: the first one stands for the others.
                if between:
                    continue
                between = True
            found = self._of(index)
            if found is not None:
                self.told.add(index)
                self.explained.add(found.name)
                yield found

    def unexportable(self, name: str, index: int, takes: tuple[Take, ...]) -> Notice | None:
        """Return a notice of a name that a loader in use does not take, None where that is not for the name's sake."""
        gone = [loader for take in takes if take.how in GONE for loader in take.loaders]
        earlier = self.of_names.get(("unexportable-name", name))
        if not gone or not name or not self.panel.script.assigns(index) or self._is_operator(index, gone):
            return None
        if name in KEPT_BY_SHELLS and not BY_SHELLS.isdisjoint(gone):
            detail = "shells keep it for themselves"
        elif NAMED.match(name):
            return None
        else:
            detail = "a dot" if "." in name else "a character that is no letter, digit or _"
        found = earlier or Notice("unexportable-name", *self.panel.name_span(index), name, detail)
        return found.replace(takes=takes)

    def _is_operator(self, index: int, called: list[str]) -> bool:
        """Whether to loaders the name is another one, and the rest says how it is set: ``A+=1``, ``A:=1``."""
        return all(
            any(self.panel.is_beside(each) for each in ear.by_index.get(index, ()))
            for ear in self.panel.ears
            if ear.called in called
        )

    def repeated(self, earlier: Notice, takes: tuple[Take, ...]) -> Notice:
        """Return the notice of a repeated name with what the loaders take, those apart that take the first line."""
        script = self.panel.script
        last = script.index(script.inner(earlier.start))
        first = {
            ear.called
            for ear in self.panel.ears
            if earlier.name in ear.by_name and script.index(ear.by_name[earlier.name].start) < last
        }
        told = [
            take.replace(how="first") if take.how == "value" and first.issuperset(take.loaders) else take
            for take in takes
        ]
        return earlier.replace(takes=tuple(told))

    def hidden(self, name: str, index: int, takes: tuple[Take, ...], why: str) -> Notice:
        """Return the notice of a line that a loader takes for part of the comment above it."""
        taken = tuple([take.replace(how=SWALLOWS) if take.how == "unset" else take for take in takes])
        return Notice("swallowed-line", *self.panel.name_span(index), name, takes=taken, cause=why)

    def runs(self, name: str, index: int, takes: tuple[Take, ...]) -> Notice:
        """Return the notice of a command that a loader in use runs."""
        earlier = self.old.get(index, {}).get("command-substitution")
        if earlier is not None:
            return earlier.replace(takes=takes)
        raw = self.panel.written(index).raw
        words = any(index in ear.runs for ear in self.panel.ears)
        detail = "" if words else "$(...)" if "$(" in raw else "backticks" if "`" in raw else "a template"
        if "$" not in raw and not words and "`" not in raw and "{{" not in raw:
            detail = "what the shell knows"
        values = [take.value.raw for take in takes if take.value is not None]
        why = "" if not words else cause(self.panel.written(index), values, unset=True) if name else "prose"
        start, end = self._span(index, name)
        return Notice("command-substitution", start, end, name, detail, takes=takes, cause=why)

    def _of(self, index: int) -> Notice | None:
        if index == WHOLE:
            return self._refused(index, "", self._hows(index))
        panel = self.panel
        name = panel.name(index)
        takes = panel.takes(name, index) if name else self._hows(index)
        hows = {take.how for take in takes}
        old = self.old.get(index, {})
        if SWALLOWS in hows:
            return self._swallowed(index, name, takes)
        if found := self.unexportable(name, index, takes):
            return found
        if "command" in hows:
            return self.runs(name, index, takes)
        for kind in ("unterminated-quote", "text-after-quote"):
            if kind in old and not self._is_well(index, takes):
                return old[kind].replace(takes=takes)
        if hows & {REFUSED, STOPS, PRINTS}:
            return self._refused(index, name, takes)
        return self._malformed(index, takes, old.get("malformed-line"))

    def _hows(self, index: int) -> tuple[Take, ...]:
        """Return how the loaders take a line that sets no name."""
        groups: dict[str, list[str]] = {}
        for ear in self.panel.ears:
            fault = ear.faults.get(index)
            how = fault.how if fault else "command" if index in ear.runs else "unset"
            groups.setdefault(how, []).append(ear.called)
        return tuple([Take(tuple(sorted(called)), how=how) for how, called in groups.items()])

    def _swallowed(self, index: int, name: str, takes: tuple[Take, ...]) -> Notice:
        panel, script = self.panel, self.panel.script
        faults = [ear.faults[index] for ear in panel.ears if index in ear.faults]
        lost = list(dict.fromkeys([each for fault in faults for each in fault.lost if each]))
        places = script.names
        related = tuple(
            [
                ("this line becomes part of it", *panel.name_span(places[each]))
                for each in lost[:MOST_RELATED]
                if each in places
            ]
        )
        written = panel.written(index)
        why = "empty-before-line"
        if written.raw:
            why = "backslash-at-end" if written.raw.endswith("\\") and not written.quote else "open-quote"
        elif not panel.script.assigns(index):
            why = "prose"
        start, end = panel.name_span(index)
        name = name or (lost[0] if lost else "")
        return Notice("swallowed-line", start, end, name, _count(len(lost)), related, takes, why)

    def _refused(self, index: int, name: str, takes: tuple[Take, ...]) -> Notice:
        panel, script = self.panel, self.panel.script
        earlier = self.of_names.get(("duplicate-key", name))
        whys = {ear.faults[index].why for ear in panel.ears if index in ear.faults}
        if "repeated-name" in whys and earlier is not None:
            return self.repeated(earlier, takes)
        encoding = self.of_names.get(("encoding", ""))
        if encoding is not None and (not whys.isdisjoint(OF_BYTES) or UNREADABLE.search(panel.written(index).whole)):
            return encoding.replace(name=name, takes=takes)
        if index == WHOLE:
            return Notice("refused-by-reader", -1, -1, takes=takes)
        below = sum(1 for place in panel.places.values() if place > index)
        statement = script.statements[index]
        if statement.kind in (COMMENT, BLANK):
            why = "comment-line"
        elif "line-too-long" in whys:
            why = "long-line"
        else:
            values = [take.value.raw for take in takes if take.value is not None]
            why = cause(panel.written(index), values, unset=True) if name else "prose"
        start, end = self._span(index, name)
        return Notice("refused-by-reader", start, end, name, _count(below), takes=takes, cause=why)

    def _span(self, index: int, name: str) -> tuple[int, int]:
        """Return where the value stands, or without a name the line."""
        if name:
            return self.panel.span(index)
        script = self.panel.script
        start, end = _line(script.first_line(index), script.text)
        return script.outer(start), script.outer(end)

    def _is_well(self, index: int, takes: tuple[Take, ...]) -> bool:
        """Whether all loaders take a value over whose quotes python-dotenv stumbles, and drop nothing of it."""
        if not agreed(takes) or not takes or takes[0].value is None:
            return False
        statement, value = self.panel.script.statements[index], takes[0].value.raw
        inner = self.panel.script.text[statement.value_start : statement.value_end]
        return statement.quote not in value and not (statement.fault == AFTER_QUOTE and value == inner)

    def _malformed(self, index: int, takes: tuple[Take, ...], earlier: Notice | None) -> Notice | None:
        """Return the notice of a line that python-dotenv drops, as far as loaders in use do the same."""
        if earlier is None:
            return None
        panel, statement = self.panel, self.panel.script.statements[index]
        set_here = [ear for ear in panel.ears if ear.covers(index)]
        if statement.kind == BARE_NAME:
            return None if all(ear.passes_on for ear in panel.ears) else earlier.replace(takes=takes)
        # What only some of them set is told of by its name, as what they disagree about.
        if set_here or any(_understands(ear, index) for ear in panel.ears):
            return None
        return earlier.replace(takes=takes)


def _understands(ear: Ear, index: int) -> bool:
    """Whether a line that sets nothing is one that a shell has a meaning for: ``set -a``."""
    return ear.dialect.name in SHELLS and index not in ear.faults and index not in ear.runs and index not in ear.notes


def _line(span: tuple[int, int], text: str) -> tuple[int, int]:
    start, end = span
    body = text[start:end]
    end = start + len(body.rstrip())
    return min(end, start + len(body) - len(body.lstrip())), end


def _count(number: int) -> str:
    return "" if not number else "1 variable" if number == 1 else f"{number} variables"
