"""Notices of names that loaders in use read differently, or all take as they are written."""

from __future__ import annotations

from envlint.analysis.readers.causes import UNREADABLE, cause, literal
from envlint.analysis.readers.panel import NO_VALUE, agreed
from envlint.core.source import Notice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.analysis.readers.panel import Panel
    from envlint.analysis.readers.statements import Statements
    from envlint.core.source import Take

NOBODY: Final = "no loader in use takes this line"


class Differences:
    """Finds the notices of one panel, for all names that ``statements`` does not explain."""

    def __init__(self, panel: Panel, statements: Statements) -> None:
        self.panel = panel
        self.statements = statements
        self.known = frozenset(panel.script.names)

    def notices(self) -> Iterator[Notice]:
        """Yield at most one notice for each name."""
        statements = self.statements
        parted: dict[str, tuple[int, tuple[Take, ...]]] = {}
        for name, index in self.panel.places.items():
            if name in statements.explained or index in statements.told:
                continue
            if any(name not in ear.by_name and ear.reaches(index) for ear in self.panel.ears):
                # What a loader makes part of the line above is told of there.
                continue
            takes = self.panel.takes(name, index)
            if not agreed(takes) or any(take.how == "command" for take in takes):
                parted[name] = index, takes
            elif takes and (found := self._alike(name, index, takes[0])):
                yield found
        others = statements.explained | parted.keys()
        for name, (index, takes) in parted.items():
            if not self._follows(name, index, takes, others):
                yield self._parted(name, index, takes)

    def _follows(self, name: str, index: int, takes: tuple[Take, ...], others: set[str]) -> bool:
        """Whether values part only because those do that they refer to."""
        values = [take.value.raw for take in takes if take.value is not None]
        for other, reference in self.panel.refers(index):
            if other in others and other != name:
                return not any(reference in value for value in values)
        return False

    def _parted(self, name: str, index: int, takes: tuple[Take, ...]) -> Notice:
        panel, statements = self.panel, self.statements
        if found := statements.unexportable(name, index, takes):
            return found
        if any(take.how == "command" for take in takes):
            return statements.runs(name, index, takes)
        if earlier := statements.of_names.get(("duplicate-key", name)):
            return statements.repeated(earlier, takes)
        written = panel.written(index)
        if (encoding := statements.of_names.get(("encoding", ""))) and UNREADABLE.search(written.whole):
            return encoding.replace(name=name, takes=takes)
        if any(take.how == "unset" for take in takes) and (why := panel.in_comment(index)):
            return statements.hidden(name, index, takes, why)
        values = [take.value.raw for take in takes if take.value is not None]
        why = cause(written, values, unset=any(take.how in NO_VALUE for take in takes))
        if why == "invisible" and (earlier := statements.of_names.get(("invisible-characters", name))):
            return earlier.replace(takes=takes)
        kind = "refused-by-reader" if why == "lines" and self._is_split(values) else "readers-disagree"
        return Notice(kind, *panel.span(index), name, takes=takes, cause=why)

    def _is_split(self, values: list[str]) -> bool:
        """Whether a loader takes only the first line of a value that has several."""
        return len({"\n" in value for value in values}) > 1

    def _alike(self, name: str, index: int, take: Take) -> Notice | None:
        """Return what is to be said of a name that all loaders take in the same way."""
        panel, statements = self.panel, self.statements
        if not panel.script.assigns(index):
            return None
        written, takes = panel.written(index), (take,)
        if earlier := statements.of_names.get(("duplicate-key", name)):
            return statements.repeated(earlier, takes)
        if take.value is not None:
            meant = panel.meant.get(name)
            if meant is not None and "\n" in meant and "\n" not in take.value.raw and "\n" in written.raw:
                return Notice("refused-by-reader", *panel.span(index), name, takes=takes, cause="lines")
            word = literal(written, take.value.raw, meant, self.known)
            return Notice("taken-literally", *panel.span(index), name, takes=takes, cause=word) if word else None
        if take.how not in NO_VALUE:
            return None
        if found := statements.unexportable(name, index, takes):
            return found
        if why := panel.in_comment(index):
            return statements.hidden(name, index, takes, why)
        if written.before.lstrip().startswith("export"):
            return Notice("taken-literally", *panel.name_span(index), name, takes=takes, cause="export")
        why = cause(written, (), unset=True)
        return Notice("malformed-line", *panel.span(index), name, NOBODY, takes=takes, cause=why)
