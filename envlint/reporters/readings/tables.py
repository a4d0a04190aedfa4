"""The files of a project with the loaders that read them, and the list of all dialects."""

from __future__ import annotations

from envlint.core.escape import inert, printable
from envlint.core.record import Record
from envlint.reporters.document import written
from envlint.reporters.readings import leading
from envlint.reporters.readings.document import loader
from envlint.reporters.snippet import cells
from envlint.reporters.wording import plural

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any, Final

    from envlint.core.loader import Loader
    from envlint.formats.dialects import Dialect

VERSION: Final = 1
NOTHING: Final = "-"
UNKNOWN: Final = "no loader is known to read it"
ABSENT: Final = " (not there)"
NONE: Final = "no .env file, no template, and nothing that is given one"


class EnvFile(Record):
    """A file of variables with the loaders in use that read it, the one first whose reading is judged."""

    path: str
    there: bool
    loaders: tuple[Loader, ...]


def files_as_text(files: Sequence[EnvFile], not_covered: Iterable[str]) -> Iterator[str]:
    """Yield a row for each file and loader, then what could not be understood."""
    rows: list[tuple[str, ...]] = []
    for each in files:
        first = leading(each.path) + ("" if each.there else ABSENT)
        for one in each.loaders:
            why = f"{one.why} ({one.at.replace(column=0)})"
            rows.append((first, one.dialect, one.version or NOTHING, why))
            first = ""
        if not each.loaders:
            rows.append((first, NOTHING, NOTHING, UNKNOWN))
    if rows:
        yield from _table([("FILE", "LOADER", "VERSION", "WHY"), *rows])
        yield ""
    known = sum(bool(each.loaders) for each in files)
    yield f"{plural(len(files), 'file')}, of {known} of which a loader is known" if files else NONE
    if not_covered := tuple(not_covered):
        yield _safe(f"not covered: {', '.join(not_covered)}")


def dialects_as_text(known: Mapping[str, Dialect]) -> Iterator[str]:
    """Yield a row for each dialect: its names, its loader, the versions that were measured."""
    rows = [("DIALECT", "LOADER", "MEASURED", "ALSO")]
    for name, each in sorted(known.items()):
        rows.append((name, each.loader, each.versions, ", ".join(each.aliases)))
    yield from _table(rows)
    yield ""
    yield plural(len(known), "dialect")


def as_json(
    files: Iterable[EnvFile], not_covered: Iterable[str], known: Mapping[str, Dialect] | None = None
) -> Iterator[str]:
    """Yield the document; ``known`` are the dialects, where they are asked for."""
    document: dict[str, Any] = {
        "version": VERSION,
        "command": "dialects",
        "files": [
            {"path": each.path, "there": each.there, "loaders": [loader(one) for one in each.loaders]} for each in files
        ],
        "not_covered": list(not_covered),
    }
    if known is not None:
        document["dialects"] = [
            {"name": name, "loader": each.loader, "measured": each.versions, "also": list(each.aliases)}
            for name, each in sorted(known.items())
        ]
    yield from written(document)


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    safe = [[printable(cell) for cell in row] for row in rows]
    widths = [max(cells(row[column]) for row in safe) for column in range(len(safe[0]) - 1)]
    for *first, last in safe:
        start = "  ".join(cell + " " * (width - cells(cell)) for cell, width in zip(first, widths, strict=True))
        yield inert(f"{start}  {last}".rstrip())


def _safe(text: str) -> str:
    return inert(printable(text))
