"""What one text of a unit gives: the unit file itself, or a drop-in."""

from __future__ import annotations

from envlint.core.record import Record
from envlint.core.source import Notice, Reading
from envlint.formats import names
from envlint.formats.systemd.unit import read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.core.source import Binding, Source, Unseen


class File(Record):
    """A file that ``EnvironmentFile=`` names; ``order`` is how many assignments stand before it."""

    path: str
    optional: bool
    page: Page
    span: tuple[int, int]
    order: int


class Unset(Record):
    """What ``UnsetEnvironment=`` takes away: every value of a name, or only ``value``."""

    name: str
    value: str | None
    page: Page
    span: tuple[int, int]


class Page:
    """What one text gives: the unit, or a drop-in. ``passed`` is weaker than ``bindings`` of any page."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.unit = read(source.text)
        self.bindings: list[Binding] = []
        self.passed: list[Binding] = []
        self.notices = list(self.unit.notices)
        self.unseen: list[Unseen] = []
        self.opaque: list[tuple[int, int]] = []

    def refuse(self, detail: str, span: tuple[int, int]) -> None:
        """Note what systemd ignores; nothing of it may be shown."""
        self.notices.append(Notice("malformed-line", *span, detail=detail))
        self.opaque.append(span)

    def reading(self, bindings: tuple[Binding, ...]) -> Reading:
        """Return what this text gave, with those of its bindings that count."""
        found = sorted((*self.notices, *names.notices(self.bindings)), key=lambda notice: notice.start)
        remarks, opaque = tuple(self.unit.remarks), tuple(sorted(self.opaque))
        return Reading(self.source, bindings, tuple(found), remarks, opaque, tuple(self.unseen))
