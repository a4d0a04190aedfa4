from __future__ import annotations

from invariant_texts import ALL, loaded

from envlint.core.invariant import Invariant
from envlint.core.severity import INFO
from envlint.rules.invariants.table import lines, rows

TEXT = """\
[[invariant]]
id = 7
of = "table"
only = ["users", "rooms"]
since = 76
comment = true
name = "*s"

[[invariant]]
id = "keys"
of = "foreign-key"
level = "info"
doc = "They say so. Always."
on_delete = ["CASCADE", "SET NULL"]
null = false
"""


def test_aligns_what_is_asked_of_what() -> None:
    assert lines(loaded(TEXT)["production"]) == [
        "ID    INVARIANT OF  ONLY                      ASKS                                     LEVEL  DOC",
        "7     table         users, rooms, from 76 on  comment true; name *s                    error  -",
        "keys  foreign-key   -                         on_delete CASCADE, SET NULL; null false  info   They say so.",
    ]


def test_rows_are_plain_data() -> None:
    assert rows(loaded(ALL)["production"])[0] == {
        "id": "7",
        "of": "table",
        "only": ["rooms", "users", "tracks"],
        "except": {"tracks": "They are never deleted.", "auth.*": "Another team's."},
        "since": "76",
        "asks": {"has": ("deleted_at timestamptz null",)},
        "level": "error",
        "doc": "Soft delete.",
    }


def test_long_and_hostile_texts_stay_on_their_line() -> None:
    demands = (("has", tuple(f"column_{index} text" for index in range(99))), ("comment", True))
    hostile = Invariant(id="x", of="table", demands=demands, level=INFO, doc="a\x1b[31m\u202eb. And more.")
    heading, line = lines([hostile])
    assert heading == f"ID  INVARIANT OF  ONLY  {'ASKS':60}  LEVEL  DOC"
    assert line.isprintable()
    assert "column_2 text, column_3...  info   a?[31m?b." in line
