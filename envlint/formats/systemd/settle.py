"""Which of a unit's settings win. Source: systemd.exec(5), "Environment", and the settings that it names."""

from __future__ import annotations

from envlint.core.source import Notice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Final

    from envlint.core.source import Binding, Reading
    from envlint.formats.systemd.page import File
    from envlint.formats.systemd.settings import Settings

BEATS: Final = "EnvironmentFile= beats the Environment= that stands behind it"


def settle(settings: Settings, from_files: Sequence[tuple[File, Reading]]) -> tuple[Reading, ...]:
    """Return the layers, weakest first: what is passed on, ``Environment=``, the files; less what is taken away."""
    own = [binding for page in settings.pages for binding in page.bindings]
    in_files = [binding for _, reading in from_files for binding in reading.bindings]
    strong = {binding.name: binding for binding in (*own, *in_files)}
    gone = _taken_away(settings, strong)
    pages = []
    for page in settings.pages:
        # What is passed on would come first of all: it counts only where nothing else sets the name.
        passed = [binding for binding in page.passed if binding.name not in strong]
        reading = page.reading(_kept((*passed, *page.bindings), gone))
        pages.append(reading.replace(unset=frozenset(gone)))
    known = {binding.name: binding for binding in own}
    return (*pages, *(_from_file(file, reading, gone, settings, known) for file, reading in from_files))


def _taken_away(settings: Settings, strong: dict[str, Binding]) -> set[str]:
    """Return the names that ``UnsetEnvironment=`` removes at last, and note those that something else sets."""
    gone = set()
    for each in settings.unset:
        winner = strong.get(each.name)
        exactly = winner is not None and not winner.unseen and winner.value.raw == each.value
        if each.value is not None and not exactly:
            continue
        gone.add(each.name)
        if winner is not None:
            by = "Environment=" if winner.layer == "Environment=" else "EnvironmentFile="
            detail = f"UnsetEnvironment= takes away what {by} sets"
            here = winner.source is each.page.source
            related = (("set here", winner.name_start, winner.name_end),) if here else ()
            each.page.notices.append(Notice("shadowed-value", *each.span, each.name, detail, related))
    return gone


def _from_file(file: File, reading: Reading, gone: set[str], settings: Settings, own: dict[str, Binding]) -> Reading:
    found = [
        Notice("shadowed-value", binding.name_start, binding.name_end, binding.name, BEATS)
        for binding in reading.bindings
        if settings.order.get(binding.name, -1) >= file.order and own[binding.name].value != binding.value
    ]
    notices = sorted((*reading.notices, *found), key=lambda notice: notice.start)
    return reading.replace(bindings=_kept(reading.bindings, gone), notices=tuple(notices))


def _kept(bindings: Iterable[Binding], gone: set[str]) -> tuple[Binding, ...]:
    return tuple([binding for binding in bindings if binding.name not in gone])
