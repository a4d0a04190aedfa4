"""What a byte order mark and line ends do to a whole file: one notice for each, whatever number of values changes."""

from __future__ import annotations

from envlint.analysis.readers.ear import REFUSED, STOPS
from envlint.analysis.readers.statements import BY_SHELLS
from envlint.core.source import Take
from envlint.core.value import Value
from envlint.formats.dialects import COMMAND

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

    from envlint.analysis.readers.panel import Panel
    from envlint.core.source import Notice
    from envlint.formats.dialects import Reading

    Outcome = tuple[str, str | None]

MARK: Final = "\ufeff".encode()
VALUES: Final = "values"
"""The cause of a notice ``line-endings`` where a value of one line changes."""


def told(panel: Panel, notices: Iterable[Notice]) -> Iterator[Notice]:
    """Yield the notices, those of the mark and of line ends with what the loaders make of them.

    Line ends that change no value are told of only where a shell is in use, which others may use in other ways.
    """
    data = panel.script.source.data
    unmarked = data.removeprefix(MARK)
    shells = any(ear.dialect.name in BY_SHELLS for ear in panel.ears)
    for notice in notices:
        if notice.kind == "encoding" and notice.start == notice.end and len(unmarked) < len(data):
            yield _changed(panel, notice, data, unmarked) or notice
        elif notice.kind == "line-endings":
            mended = panel.script.text.encode("utf-8", "surrogateescape")
            found = _changed(panel, notice, unmarked, mended)
            if found is not None or shells:
                yield found or notice
        else:
            yield notice


def _changed(panel: Panel, notice: Notice, data: bytes, mended: bytes) -> Notice | None:
    """Return the notice with the first name that a loader reads otherwise than if it were mended, None without one."""
    host = panel.script.host
    pairs = [(ear, ear.dialect.read(data, host), ear.dialect.read(mended, host)) for ear in panel.ears]
    changed = {name for _, given, clean in pairs for name in _changes(given, clean)}
    names = [name for name in panel.places if name in changed]
    if not names:
        return None
    plain = [name for name in names if "\n" not in panel.written(panel.places[name]).raw]
    name = (plain or names)[0]
    groups: dict[Outcome, list[str]] = {}
    for ear, given, _ in pairs:
        groups.setdefault(_outcome(given, name), []).append(ear.called)
    takes = tuple(
        [
            Take(tuple(sorted(called)), None if value is None else Value(value), how)
            for (how, value), called in groups.items()
        ]
    )
    return notice.replace(name=name, takes=takes, cause=VALUES if plain else "")


def _changes(given: Reading, clean: Reading) -> Iterator[str]:
    """Yield the names that a loader would set otherwise, or at all, if the file were mended."""
    before, after = given.values, clean.values
    yield from (name for name, value in after.items() if name not in before or before[name] != value)


def _outcome(given: Reading, name: str) -> Outcome:
    found = next((each for each in given.assignments if each.name == name), None)
    if found is None:
        stopped = any(problem.drops_rest for problem in given.problems)
        return ("unset" if given.ok and not stopped else STOPS if given.ok else REFUSED), None
    if COMMAND in found.depends:
        return "command", None
    return ("bare", None) if found.value is None else ("value", found.value)
