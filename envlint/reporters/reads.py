"""What code reads, as ``envlint scan`` shows it: JSON, or a table for people. No secret's default is shown."""

from __future__ import annotations

from envlint.core.declaration import MENTIONED, READ, WRITTEN, Read
from envlint.core.escape import inert, printable
from envlint.formats.secrets import showable
from envlint.reporters.document import written
from envlint.reporters.wording import plural

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any, Final

    from envlint.core.declaration import Inventory
    from envlint.core.errors import EnvlintError

VERSION: Final = 1
NOTHING: Final = "-"
PLACES_SHOWN: Final = 3
WIDEST: Final = 40


def as_json(read: Inventory, skipped: int, errors: Iterable[EnvlintError] = ()) -> Iterator[str]:
    """Yield the document; ``skipped`` counts the files that envlint leaves out of itself."""
    yield from written(
        {
            "version": VERSION,
            "command": "scan",
            "reads": [_read(each) for each in _with(read, READ)],
            "writes": [_place(each) for each in _with(read, WRITTEN)],
            "mentions": [_place(each) for each in _with(read, MENTIONED)],
            "dynamic": [{"pattern": each.pattern, "path": each.at.path, "line": each.at.line} for each in read.dynamic],
            "files": {
                "scanned": len(read.files),
                "matched": len({each.at.path for each in read.declarations}),
                "skipped": skipped,
                "unparsed": sorted({at.path for at in read.unparsed}),
            },
            "not_covered": list(read.not_covered),
            "errors": [str(error) for error in errors],
        }
    )


def as_text(read: Inventory, *, every_place: bool = False) -> Iterator[str]:
    """Yield a table of the variables that are read, then what it rests on."""
    reads = _with(read, READ)
    if reads:
        yield from _table(reads, every_place=every_place)
        yield ""
    for each in read.dynamic:
        yield _safe(f"a name is computed: {each.pattern} at {each.at.path}:{each.at.line}")
    yield _safe(_counts(read, reads))
    if read.not_covered:
        yield _safe(f"not covered: {', '.join(read.not_covered)}")
    if read.unparsed:
        yield _safe(f"not understood: {', '.join(sorted({at.path for at in read.unparsed}))}")


def shown_default(each: Read) -> str | None:
    """Return the default as it may be shown; None where there is none."""
    return None if each.default is None else showable(each.name, each.default)


def _with(read: Inventory, evidence: str) -> list[Read]:
    return [each for each in read.declarations if isinstance(each, Read) and each.evidence == evidence]


def _place(each: Read) -> dict[str, Any]:
    at = each.at
    return {
        "name": each.name,
        "path": at.path,
        "line": at.line,
        "column": at.column,
        "language": each.language or None,
    }


def _read(each: Read) -> dict[str, Any]:
    shown = shown_default(each)
    masked = shown != each.default or any(showable(each.name, value) != value for value in each.values or ())
    return {
        **_place(each),
        "how": each.how,
        "via": each.via or None,
        "default": shown,
        "required": each.required,
        "type": each.type or None,
        "values": None if each.values is None or masked else list(each.values),
        "test": each.test,
    }


def _table(reads: Iterable[Read], *, every_place: bool) -> Iterator[str]:
    by_name: dict[str, list[Read]] = {}
    for each in reads:
        by_name.setdefault(each.name, []).append(each)
    rows = [("NAME", "DEFAULT", "TYPE", "READ AT")]
    for name, own in sorted(by_name.items()):
        defaults = dict.fromkeys(shown for each in own if (shown := shown_default(each)) is not None)
        types = dict.fromkeys(each.type for each in own if each.type)
        first, *further = _places(own, every_place=every_place)
        rows.append((name, _joined(defaults), _joined(types), first))
        rows += [("", "", "", place) for place in further]
    safe = [[printable(cell) for cell in row] for row in rows]
    widths = [min(max(len(row[column]) for row in safe), WIDEST) for column in range(3)]
    for *cells, place in safe:
        start = "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        yield inert(f"{start}  {place}".rstrip())


def _places(reads: Sequence[Read], *, every_place: bool) -> list[str]:
    """Return where a variable is read, the program's own places before those of tests."""
    ordered = sorted(reads, key=lambda each: (each.test, each.at))
    places = [f"{each.at.path}:{each.at.line}{_how(each)}" for each in ordered]
    if every_place or len(places) <= PLACES_SHOWN:
        return places
    return [*places[: PLACES_SHOWN - 1], f"and {len(places) - PLACES_SHOWN + 1} more places"]


def _how(each: Read) -> str:
    said = [each.via] if each.via else [each.how] if each.how != "direct" else []
    said += ["test"] if each.test else []
    return f" ({', '.join(said)})" if said else ""


def _joined(texts: Iterable[str]) -> str:
    """Return what there is to say in a cell, cut where it would push the others away."""
    text = ", ".join(text or '""' for text in texts) or NOTHING
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 3]}..."


def _counts(read: Inventory, reads: Sequence[Read]) -> str:
    languages = sorted({each.language for each in reads if each.language})
    names = plural(len({each.name for each in reads}), "variable")
    said = f"{names} read in {plural(len(reads), 'place')}; {plural(len(read.files), 'file')} scanned"
    return said + (f" ({', '.join(languages)})" if languages else "")


def _safe(text: str) -> str:
    return inert(printable(text))
