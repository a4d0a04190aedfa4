"""``systemd:UNIT``: what a unit file of systemd and its drop-ins set for the program that they start.

The drop-ins are those beside the unit: ``web.service.d/*.conf``, for ``a-b.service`` those of ``a-.service.d`` too, for
``web@1.service`` those of ``web@.service.d``, and those of ``service.d`` (systemd.unit(5)). ``EnvironmentFile=`` names
files of the machine that runs the unit: one inside the root is read, any other is said not to be seen.
"""

from __future__ import annotations

import os

from envlint.core.errors import EnvlintError
from envlint.core.location import Location
from envlint.core.source import Source, Unseen
from envlint.formats.encoding import decode
from envlint.formats.systemd import env_file
from envlint.formats.systemd.settings import Settings
from envlint.formats.systemd.settle import settle
from envlint.formats.unparsed import Unparsed
from envlint.sources import custody, files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.core.source import Reading
    from envlint.formats.systemd.page import File

PATTERN: Final = frozenset("*?[")
DROP_INS: Final = 1000


def read(ref: str, root: str, cwd: str) -> tuple[Reading, ...]:
    """Read a unit file, or standard input for ``-``, which has no drop-ins; see ``envlint.sources.read``.

    Raises:
        EnvlintError: besides, systemd would not load the unit or a file that it names.
    """
    data, path = files.content(f"systemd:{ref}", ref, root, cwd)
    ground = root if ref == files.STDIN else _ground(os.path.join(cwd, ref), root)
    settings = Settings()
    _add(settings, ref, path, data)
    if ref != files.STDIN:
        for each in _drop_ins(os.path.join(cwd, ref)):
            shown = files.reported(each, each, root)
            _add(settings, ref, shown, files.read_file(each, ground))
    if path:
        settings.pages[0].notices += custody.notices(path, root)
    from_files = [(each, _from_file(each, ref, root, ground)) for each in settings.files]
    return settle(settings, [(each, reading) for each, reading in from_files if reading is not None])


def _ground(path: str, root: str) -> str:
    """Return the folder that nothing read besides may lie outside of."""
    try:
        files.inside(path, root)
    except EnvlintError:
        return os.path.dirname(path)
    return root


def _add(settings: Settings, ref: str, path: str, data: bytes) -> None:
    text, noticed = decode(data)
    source = Source("systemd", ref, path=path, text=text)
    try:
        settings.add(source)
    except Unparsed as fault:
        raise EnvlintError(f"systemd does not load it: it {fault.reason}", at=_place(source, fault)) from None
    settings.pages[-1].notices += noticed


def _drop_ins(path: str) -> list[str]:
    """Return the drop-ins by their own names, whatever their folders; of the same names the most specific one's.

    Raises:
        EnvlintError: there are more than anybody has.
    """
    folder, unit = os.path.split(path)
    found: dict[str, str] = {}
    for each in _folders(unit):
        try:
            entries = sorted(os.listdir(os.path.join(folder, each)))
        except OSError:
            continue
        if len(entries) > DROP_INS:
            raise EnvlintError(f"has more than {DROP_INS} entries", at=Location(each, each))
        for entry in entries:
            if entry.endswith(".conf"):
                found.setdefault(entry, os.path.join(folder, each, entry))
    return [found[entry] for entry in sorted(found)]


def _folders(unit: str) -> list[str]:
    """Return the folders of a unit's drop-ins, the most specific one first."""
    stem, dot, kind = unit.rpartition(".")
    name, instance, _ = stem.partition("@")
    words = name.split("-")
    shorter = ["-".join(words[:count]) + "-" for count in range(len(words) - 1, 0, -1)]
    stems = [stem, *([name + instance] if instance and name + instance != stem else [])]
    stems += [each for each in shorter if each not in stems]
    return [f"{each}{dot}{kind}.d" for each in stems] + [f"{kind}.d"]


def _from_file(file: File, ref: str, root: str, ground: str) -> Reading | None:
    """Return what a file sets; None where it may be absent and is, or where it cannot be seen, which is noted."""
    if reason := _unseen(file, ground):
        file.page.unseen.append(Unseen(reason, "", *file.span))
        return None
    if not os.path.lexists(file.path):
        return None
    path = files.reported(file.path, file.path, root)
    text = files.read_file(file.path, ground).decode("utf-8", "surrogateescape")
    source = Source("systemd", ref, path=path, text=text)
    try:
        reading = env_file.read(source, f"EnvironmentFile {path}")
    except Unparsed as fault:
        raise EnvlintError(f"systemd does not read it: it {fault.reason}", at=_place(source, fault)) from None
    return reading.replace(notices=(*custody.notices(path, root), *reading.notices))


def _unseen(file: File, ground: str) -> str:
    """Say why a file cannot be seen; empty where it can, and where it is absent and may be."""
    shown = f"EnvironmentFile {file.path}"
    if not PATTERN.isdisjoint(file.path):
        return f"{shown} is a pattern, and what fits is on the machine that runs the unit"
    try:
        files.inside(file.path, ground)
    except EnvlintError:
        return f"{shown} is on the machine that runs the unit"
    there = file.optional or os.path.lexists(file.path)
    return "" if there else f"{shown} is not there, and the unit does not start without it"


def _place(source: Source, fault: Unparsed) -> Location:
    return Location(source.label, source.path, fault.line, fault.column)
