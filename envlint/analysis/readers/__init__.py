"""A ``.env`` file as the loaders in use read it: what the first of them sets, and where they part.

``heard`` reads the bytes again as each loader does, lays the readings side by side, and tells of each fault once.
"""

from __future__ import annotations

from envlint.analysis.readers import marks, undefined
from envlint.analysis.readers.bindings import beside, bindings, names_before_colons, passed_on
from envlint.analysis.readers.differences import Differences
from envlint.analysis.readers.ear import Ear
from envlint.analysis.readers.panel import Panel
from envlint.analysis.readers.script import script_of
from envlint.analysis.readers.statements import OF_GRAMMAR, Statements
from envlint.formats.dialects import some

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from envlint.core.source import Notice, Reading

    Spans = tuple[tuple[int, int], ...]


def heard(reading: Reading, earlier: Mapping[str, str] | None = None) -> Reading:
    """Return the reading of a ``.env`` file as its loaders have it; ``reading`` is python-dotenv's, with ``loaders``.

    ``earlier`` is what weaker layers set: references see it where the file does not set the name itself. Of the host
    nothing is known. A text that is no UTF-8 at all is left as it is.
    """
    known = some(loader.dialect for loader in reading.loaders)
    script = script_of(reading.source, earlier or {})
    ears = [
        Ear(loader, known[loader.dialect], script)
        for loader in reading.loaders
        if script is not None and loader.dialect in known
    ]
    if script is None or not ears:
        return reading
    panel = Panel(reading, script, ears)
    statements = Statements(panel)
    found = list(statements.notices())
    found += Differences(panel, statements).notices()
    told = {notice.name for notice in found}
    found += undefined.notices(panel, told)
    notices = {(notice.kind, notice.start, notice.name): notice for notice in (*_kept(reading, found), *found)}
    return reading.replace(
        bindings=bindings(panel, statements.told),
        notices=tuple(sorted(marks.told(panel, notices.values()), key=lambda notice: (notice.start, notice.kind))),
        opaque=tuple(sorted({*_without(reading.opaque, names_before_colons(panel)), *beside(panel), *_quoted(panel)})),
        unseen=(*reading.unseen, *passed_on(panel)),
    )


def _kept(reading: Reading, found: list[Notice]) -> list[Notice]:
    """Return the notices of python-dotenv's grammar that are about the text and not about a reading of it."""
    replaced = {(notice.kind, notice.start) for notice in found}
    gone = (*OF_GRAMMAR, "unexportable-name")
    return [each for each in reading.notices if each.kind not in gone and (each.kind, each.start) not in replaced]


def _quoted(panel: Panel) -> Iterator[tuple[int, int]]:
    """Yield the lines below the first of each quoted value of a loader in use, whatever others take them for."""
    for ear in panel.ears:
        for start, end in ear.quoted:
            yield panel.script.outer(start), panel.script.outer(end)


def _without(opaque: Spans, clear: Spans) -> Spans:
    """Return the stretches that nothing may be shown of, without those that are clear; both in order."""
    if not clear:
        return opaque
    found, rest = [], iter(clear)
    part = next(rest, None)
    for start, end in opaque:
        while part is not None and part[1] <= start:
            part = next(rest, None)
        while part is not None and part[0] < end:
            if start < part[0]:
                found.append((start, part[0]))
            start = max(start, part[1])
            part = next(rest, None)
        if start < end:
            found.append((start, end))
    return tuple(found)
