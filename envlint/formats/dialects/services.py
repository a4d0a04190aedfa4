"""Loaders of services that have readers of their own here: Docker Compose and systemd, in the terms of a dialect.

Sources: see ``formats/compose/env_file.py`` and ``formats/systemd/env_file.py``; environment.d(5).
"""

from __future__ import annotations

import re

from envlint.core.source import Source
from envlint.formats.compose import env_file as compose_file
from envlint.formats.dialects import HOST, Assignment, Dialect, Problem, Reading, environment_d, make
from envlint.formats.systemd import env_file as systemd_file
from envlint.formats.unparsed import Unparsed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

MARK: Final = "\ufeff"
NO_UTF_8: Final = re.compile("[\udc80-\udcff]")


def compose(data: bytes, host: Mapping[str, str]) -> Reading:
    """Read a file as the ``env_file`` of a Compose service is read; bytes that are no UTF-8 do not survive Compose."""
    reading = _compose(data, host)
    kept = [
        one.replace(value=NO_UTF_8.sub("\ufffd", one.value)) if one.value and NO_UTF_8.search(one.value) else one
        for one in reading.assignments
    ]
    return reading.replace(assignments=tuple(kept))


def compose_project(data: bytes, host: Mapping[str, str]) -> Reading:
    """Read a file as the ``.env`` beside a Compose file is read: what the host sets wins, a value needs a name."""
    reading = _compose(data, host)
    return reading.replace(assignments=tuple([one for one in reading.assignments if one.name and one.name not in host]))


class _Known(dict[str, str]):
    """What is set so far, and what each name of it came from."""

    def __init__(self, host: Mapping[str, str]) -> None:
        super().__init__()
        self.host = host
        self.depends: dict[str, frozenset[str]] = {}
        self.used: frozenset[str] = frozenset()

    def outside(self, name: str) -> str | None:
        """Return what the host gives for a name, and keep in mind that it was asked for."""
        value = self.host.get(name)
        self.used |= self.depends.get(name, frozenset()) if value is None else {HOST}
        return value

    def __setitem__(self, name: str, value: str) -> None:
        """Set a name to what was made of all that was asked for."""
        self.depends[name], self.used = self.used, frozenset()
        super().__setitem__(name, value)


def _compose(data: bytes, host: Mapping[str, str]) -> Reading:
    text = data.decode("utf-8", "surrogateescape")
    by = len(MARK) if text.startswith(MARK) else 0
    known = _Known(host)
    try:
        read = compose_file.read(text[by:], known.outside, known)
    except compose_file.Unreadable as refusal:
        place = refusal.offset + by
        return Reading((), (Problem("refused", place, place, fatal=True),))
    last = {one.name: one for one in read}
    return Reading(tuple([_composed(one, by, known.depends[one.name]) for one in last.values()]))


def _composed(one: compose_file.Assignment, by: int, depends: frozenset[str]) -> Assignment:
    start, end = one.start + by, one.end + by
    return Assignment(one.name, one.value, one.name_start + by, end + len(one.quote), start, end, one.quote, depends)


def systemd(data: bytes, _host: Mapping[str, str]) -> Reading:
    """Read a file as ``EnvironmentFile=`` of a unit does."""
    text = data.decode("utf-8", "surrogateescape")
    try:
        reading = systemd_file.read(Source("systemd", "", text=text))
    except Unparsed as refusal:
        return Reading((), (environment_d.refused(refusal, text),))
    found = {
        each.name: Assignment(
            each.name, each.value.raw, each.name_start, each.value_end, each.value_start, each.value_end, each.quote
        )
        for each in reading.bindings
    }
    return Reading(tuple(found.values()), tuple(environment_d.said(reading.notices)))


DIALECTS: Final = (
    Dialect("compose", compose, "Docker Compose env_file", "Compose 2.40"),
    Dialect("compose-project", compose_project, "Docker Compose .env", "Compose 2.40"),
    Dialect("systemd", systemd, "EnvironmentFile=", "systemd 252"),
    Dialect("systemd-environment.d", environment_d.read, "environment.d", "systemd 252"),
    Dialect("make", make.read, "include in a makefile", "GNU make 4.3"),
)
