"""No difference between two loaders is passed over in silence: the recorded files, heard by pairs of loaders."""

from __future__ import annotations

import base64
import json
from itertools import combinations
from pathlib import Path

import pytest

from envlint.analysis.readers import heard
from envlint.core.loader import Loader
from envlint.core.location import Location
from envlint.core.source import Reading, Source
from envlint.formats import dotenv
from envlint.formats.dialects import Reading as OfDialect
from envlint.formats.dialects import by_every_name
from envlint.formats.encoding import decode

HERE = Path(__file__).parent / "vectors"
DIALECTS = by_every_name()
NAMES = ("compose", "docker-run", "node-22", "bash", "uv", "systemd")
MOST_SAID = 6
AT = Location("envlint.toml", "envlint.toml")


def files(name: str) -> list[bytes]:
    lines = (HERE / f"{name}.jsonl").read_text().splitlines()
    return [base64.b64decode(json.loads(line)["input"]) for line in lines]


def hear(data: bytes, *names: str) -> Reading:
    text, noticed = decode(data)
    reading = dotenv.read(Source("dotenv", ".env", path=".env", text=text, data=data), noticed)
    return heard(reading.replace(loaders=tuple(Loader(name, "the settings name it", AT) for name in names)))


def made(reading: OfDialect) -> tuple[bool, dict[str, str], frozenset[str]]:
    set_to = {name: value for name, value in reading.values.items() if value is not None}
    return reading.ok, set_to, frozenset(reading.dynamic)


@pytest.mark.parametrize("pair", list(combinations(NAMES, 2)), ids="-".join)
def test_where_loaders_part_something_is_said(pair: tuple[str, str]) -> None:
    silent = []
    for data in files("designed"):
        first, second = (made(DIALECTS[name].read(data, {})) for name in pair)
        notices = hear(data, *pair).notices
        if first != second and not notices:
            silent.append(data)
        assert len(notices) <= MOST_SAID, data
    assert silent == []


@pytest.mark.parametrize("name", [name for name in NAMES if name != "docker-run"])
def test_of_portable_files_nothing_is_said_by_those_who_know_quotes(name: str) -> None:
    kinds = {"readers-disagree", "swallowed-line", "command-substitution", "taken-literally"}
    for data in files("portable"):
        assert not kinds & {notice.kind for notice in hear(data, name, "python-dotenv").notices}, data
