"""What a running database said of itself, in every format that has room for it."""

from __future__ import annotations

import json

import pytest

from envlint import reporters
from envlint.core.report import LookedAt, Report
from envlint.core.server import Counted, Server, Tried, Undoing
from envlint.reporters import Style

SERVER = Server(
    "15.4",
    16,
    ("984", "985"),
    (
        Counted("tracks.storage_backend", "TRACK_STORAGE_BACKEND", (("local", 7), ("s3", 3)), other=2, null=1),
        Counted("files.kind", "KIND"),
        Counted("jobs.state", "STATE", refused="there is no right to read it"),
        Counted("logs.level", "LEVEL", (("info", 1000),), refused="it took too long"),
    ),
    (
        Undoing("985", "m/985_down.sql", safe=False),
        Undoing("984", "m/984_down.sql", safe=True),
        Undoing("983", "m/983_down.sql", safe=None),
    ),
)
LINES = [
    "PostgreSQL 15.4: 16 tables, 2 migrations applied",
    "rows of tracks.storage_backend: 7 local, 3 s3, 2 of another value, 1 NULL",
    "rows of files.kind: none",
    "rows of jobs.state: not counted: there is no right to read it",
    "rows of logs.level: at least 1000 info: it took too long",
    "rollbacks safe now: 984",
    "rollbacks not safe now: 985",
    "rollbacks not known: 983",
]


def said(name, **fields):
    report = Report("migrations", looked_at=LookedAt(files=4, rules=2), **fields)
    return "\n".join(reporters.load(name)(report, Style()))


def test_lines_come_before_the_verdict():
    assert said("text", server=SERVER).splitlines() == [*LINES, "clean: 4 files against 2 invariants"]


def test_nothing_is_said_where_no_server_was_asked():
    assert said("text") == "clean: 4 files against 2 invariants"
    assert not {"server", "tried"} & json.loads(said("json")).keys()


@pytest.mark.parametrize("name", ["github", "html", "markdown"])
def test_other_formats_for_people_have_every_line(name):
    text = said(name, server=SERVER).replace("\\_", "_").replace("&#95;", "_")
    assert all(line in text for line in LINES)


def test_programs_get_numbers():
    found = json.loads(said("json", server=SERVER))["server"]
    assert (found["version"], found["tables"], found["applied"]) == ("15.4", 16, ["984", "985"])
    assert found["columns"][0] == {
        "column": "tracks.storage_backend",
        "variable": "TRACK_STORAGE_BACKEND",
        "rows": [{"value": "local", "count": 7}, {"value": "s3", "count": 3}],
        "other": 2,
        "null": 1,
        "refused": None,
    }
    assert [each["safe"] for each in found["rollbacks"]] == [False, True, None]


def test_what_was_tried():
    tried = Tried("15", 15, 14)
    assert said("text", tried=tried).splitlines()[0] == "tried on PostgreSQL 15: 15 migrations, 14 rollbacks"
    assert json.loads(said("json", tried=tried))["tried"] == {"version": "15", "migrations": 15, "rollbacks": 14}
