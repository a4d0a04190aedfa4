"""What differs between two environments, as ``envlint diff`` shows it: for people, or as JSON. There are no values."""

from __future__ import annotations

from envlint.analysis.differences import (
    ADDED,
    CHANGED,
    MOVED,
    NOT_COMPARED,
    REMOVED,
    SAME_SECRET,
    SAME_VALUE,
    UNSEEN,
)
from envlint.core.escape import inert, printable
from envlint.core.record import Record
from envlint.reporters.wording import plural

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any, Final

    from envlint.analysis.differences import Comparison, Difference
    from envlint.core.location import Location
    from envlint.core.source import Binding

VERSION: Final = 1
WIDEST: Final = 60
SITES_SHOWN: Final = 2
SIDES: Final = ("from", "to")
# The sign stands first on a line, so that no line begins with a text of somebody else's.
SECTIONS: Final = {
    SAME_SECRET: ("=", "the same secret in both"),
    SAME_VALUE: ("=", "the same in both"),
    REMOVED: ("-", "removed"),
    ADDED: ("+", "added"),
    CHANGED: ("~", "changed"),
    UNSEEN: ("?", "cannot be seen"),
    MOVED: (">", "moved"),
    NOT_COMPARED: (".", "not compared"),
}
SHARED: Final = {SAME_SECRET: "shared secret", SAME_VALUE: "shared value"}


class End(Record):
    """One of the two environments: what it is called, its tier if that is known, its sources and how much it sets."""

    label: str
    tier: str
    sources: tuple[str, ...]
    variables: int


class Told(Record):
    """All that there is to tell. ``rules`` gives what concerns a name, by id and place; ``code`` where it is read."""

    ends: tuple[End, End]
    found: Comparison
    rules: Mapping[str, Sequence[tuple[str, Location]]]
    code: Mapping[str, Sequence[Location]]
    exit_code: int


def as_json(told: Told) -> Iterator[str]:
    """Yield the document. What is not known, or does not apply, is null."""
    from envlint.reporters.document import written

    yield from written(
        {
            "version": VERSION,
            "command": "diff",
            **{side: _end(end) for side, end in zip(SIDES, told.ends, strict=True)},
            "differences": [_difference(each, told) for each in told.found.differences],
            "hidden": [{"side": SIDES[side], "reason": reason} for side, reason in told.found.hidden],
            "unchanged": told.found.unchanged,
            "of_machine": told.found.of_machine,
            "exit_code": told.exit_code,
        }
    )


def _end(end: End) -> dict[str, Any]:
    return {"label": end.label, "tier": end.tier or None, "sources": list(end.sources), "variables": end.variables}


def _difference(each: Difference, told: Told) -> dict[str, Any]:
    return {
        "name": each.name,
        "change": each.change,
        "counts": each.counts,
        "detail": each.detail or None,
        "from": _binding(each.one),
        "to": _binding(each.other),
        "rule": [{"id": id, "path": at.path, "line": at.line or None} for id, at in told.rules.get(each.name, ())],
        "code": [{"path": at.path, "line": at.line} for at in told.code.get(each.name, ())],
    }


def _binding(binding: Binding | None) -> dict[str, Any] | None:
    if binding is None:
        return None
    at = binding.name_at
    return {"source": at.source, "path": at.path or None, "line": at.line or None, "layer": binding.layer or None}


def as_text(told: Told, *, every_place: bool = False) -> Iterator[str]:
    """Yield a line for each difference, worst first, between the two ends and the counts."""
    for word, end in zip(("from", "  to"), told.ends, strict=True):
        yield _safe(f"{word} {_called(end)}")
    folder = _folder(told.found)
    if folder:
        yield _safe(f"  in {folder}")
    yield ""
    for counts in (True, False):
        for change, (sign, title) in SECTIONS.items():
            own = [each for each in told.found.differences if (each.change, each.counts) == (change, counts)]
            if own:
                yield f"{_title(title, change, counts=counts)}: {len(own)}"
                if change == NOT_COMPARED:
                    yield from _by_reason(sign, own)
                else:
                    yield from _aligned(sign, [_row(each, told, folder, every_place=every_place) for each in own])
                yield ""
    yield from _hidden(told.found)
    yield _safe(_counts(told.found))


def _hidden(found: Comparison) -> Iterator[str]:
    reasons = dict.fromkeys(reason for _, reason in found.hidden)
    for reason in reasons:
        where = " and ".join(f"'{SIDES[side]}'" for side in (0, 1) if (side, reason) in found.hidden)
        yield _safe(f"? in {where} any variable may be set by what cannot be seen: {reason}")
    if reasons:
        yield ""


def _called(end: End) -> str:
    tier = f"{end.tier}: " if end.tier else ""
    return f"{tier}{end.label} ({plural(end.variables, 'variable')})"


def _title(title: str, change: str, *, counts: bool) -> str:
    return f"{title}, and must differ" if counts and change in SHARED else title


def _folder(found: Comparison) -> str:
    """Return the folder that all files lie in where something differs, ending with ``/``: it is said but once."""
    bindings = [binding for each in found.differences for binding in (each.one, each.other) if binding is not None]
    paths = {binding.source.path for binding in bindings} - {""}
    if not paths:
        return ""
    first, last = min(paths), max(paths)
    end = next((index for index, pair in enumerate(zip(first, last, strict=False)) if len(set(pair)) > 1), len(first))
    return first[: first.rfind("/", 0, end) + 1]


def _by_reason(sign: str, own: list[Difference]) -> Iterator[str]:
    for reason in sorted({each.detail for each in own}):
        names = ", ".join(each.name for each in own if each.detail == reason)
        yield _safe(f"  {sign} {reason}: {names}")


def _row(each: Difference, told: Told, folder: str, *, every_place: bool) -> tuple[str, str, str]:
    """Return the name, the places and what there is to know besides."""
    places = [_place(binding, folder) for binding in (each.one, each.other) if binding is not None]
    arrow = " = " if each.change in SHARED else " -> "
    further = [each.detail] if each.detail else []
    further += [_rule(id, at, each.name) for id, at in told.rules.get(each.name, ())]
    sites = [f"{at.path}:{at.line}" for at in told.code.get(each.name, ())]
    if sites:
        shown = sites if every_place else sites[:SITES_SHOWN]
        more = f" and {len(sites) - len(shown)} more" if len(sites) > len(shown) else ""
        further.append(f"read at {', '.join(shown)}{more}")
    return each.name, arrow.join(dict.fromkeys(places)), "; ".join(further)


def _rule(id: str, at: Location, name: str) -> str:
    """Return how people cite a rule, unless that is merely the variable's own table, and its place."""
    cited = "" if id == name else f" #{id}" if id.isdigit() else f" {id}"
    return f"rule{cited} {at.path}:{at.line}"


def _place(binding: Binding, folder: str) -> str:
    at = binding.name_at
    place = at.path.removeprefix(folder) or at.source
    layer = f" ({binding.layer.replace(folder, '') if folder else binding.layer})" if binding.layer else ""
    return f"{place}:{at.line}{layer}" if at.line else f"{place}{layer}"


def _aligned(sign: str, rows: list[tuple[str, str, str]]) -> Iterator[str]:
    safe = [[printable(cell) for cell in row] for row in rows]
    widths = [min(max(len(row[column]) for row in safe), WIDEST) for column in range(2)]
    for name, places, further in safe:
        yield inert(f"  {sign} {name.ljust(widths[0])}  {places.ljust(widths[1])}  {further}".rstrip())


def _counts(found: Comparison) -> str:
    """Return how many variables of each kind there are."""
    parts = [] if found.differ else ["no difference seen" if found.differences else "no difference"]
    for change, (_, title) in SECTIONS.items():
        if count := sum(each.change == change for each in found.differences):
            parts.append(plural(count, SHARED[change]) if change in SHARED else f"{count} {title}")
    parts += ["a part cannot be seen"] if found.hidden else []
    machine = f"; {found.of_machine} of the machine left out" if found.of_machine else ""
    return f"{', '.join(parts)}; {found.unchanged} unchanged{machine}"


def _safe(text: str) -> str:
    return inert(printable(text))
