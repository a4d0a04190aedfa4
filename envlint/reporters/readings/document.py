"""One file as JSON: what each loader sets, and what it says or refuses. ASCII only; a lone surrogate is an escape."""

from __future__ import annotations

import json
from bisect import bisect_right

from envlint.core.location import line_starts
from envlint.core.value import MASK
from envlint.formats.dialects import COMMAND

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Final

    from envlint.analysis.disclosure import Sight
    from envlint.core.loader import Loader
    from envlint.formats.dialects import Reading
    from envlint.reporters.readings import Heard

VERSION: Final = 1


def as_json(heard: Heard) -> Iterator[str]:
    """Yield the lines of the document, one for each loader: files are long, and loaders many."""
    yield "{"
    yield f'  "version": {VERSION},'
    yield '  "command": "dialects",'
    yield f'  "file": {written(heard.label)},'
    yield f'  "in_use": {written([loader(each) for each in heard.used])},'
    yield f'  "not_covered": {written(list(heard.not_covered))},'
    yield '  "readings": {'
    starts = line_starts(heard.text)
    last = len(heard.readings) - 1
    for number, (name, reading) in enumerate(heard.readings.items()):
        entry = written(_reading(reading, heard.sight, starts))
        yield f"    {written(name)}: {entry}{'' if number == last else ','}"
    yield "  }"
    yield "}"


def loader(each: Loader) -> dict[str, Any]:
    """Return a loader in use with the reason and its place."""
    at = each.at
    return {
        "dialect": each.dialect,
        "version": each.version or None,
        "why": each.why,
        "path": at.path or None,
        "line": at.line or None,
    }


def written(node: object) -> str:
    """Return a piece of JSON on one line; no runner finds a command in it (see ``core.escape.inert``)."""
    return json.dumps(node).replace("##[", r"\u0023#[")


def _reading(reading: Reading, sight: Sight, starts: list[int]) -> dict[str, Any]:
    values: dict[str, str | None] = {}
    dynamic: list[str] = []
    unnamed = set()
    for each in reading.assignments:
        name = sight.name(each)
        if name != each.name:
            unnamed.add(each.name)
        elif COMMAND in each.depends:
            dynamic.append(name)
        else:
            seen = sight.value(each)
            values[name] = MASK if seen is None and each.value is not None else seen
    return {
        "ok": reading.ok,
        "values": values,
        "dynamic": dynamic,
        "unnamed": len(unnamed),
        "problems": [
            {
                "kind": each.kind,
                "line": bisect_right(starts, each.start) if each.start >= 0 else None,
                "fatal": each.fatal,
                "drops_rest": each.drops_rest,
            }
            for each in reading.problems
        ],
    }
