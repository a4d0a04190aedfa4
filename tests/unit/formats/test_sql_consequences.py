"""What is refused only because something before it is: said once, at the first of them."""

from __future__ import annotations

import pytest

from envlint.formats.sql import consequences
from envlint.formats.sql.building import CONFLICT, Builder

REFUSED = "CREATE TABLE IF NOT EXISTS public.notes (id int REFERENCES nowhere (id));\n"


def conflicts(text: str, builder: Builder | None = None) -> list[tuple[int, bool]]:
    """Return the line of each statement that is refused, and whether it only follows from another."""
    faults = (builder or Builder()).apply("1.sql", text).faults
    return [(fault.at.line, fault.follows) for fault in faults if fault.kind == CONFLICT]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('CREATE UNLOGGED TABLE "Music"."Notes" (', {"notes"}),
        ("create unique index concurrently if not exists by_name on notes (name)", {"by_name"}),
        ("CREATE OR REPLACE VIEW seen AS SELEC 1", {"seen"}),
        ("CREATE INDEX ON notes (name)", {"on"}),
        ("ALTER TABLE notes ADD COLUMN name text", set()),
    ],
)
def test_the_names_of_what_was_to_be_made(text, names):
    assert set(consequences.named(text)) == names


def test_what_needs_a_table_that_was_refused_follows():
    text = REFUSED + "CREATE INDEX notes_by_id ON notes (id);\nDROP INDEX notes_by_id;\nALTER TABLE notes ADD a int;\n"
    assert conflicts(text) == [(1, False), (2, True), (3, True), (4, True)]


def test_what_follows_from_what_follows():
    text = REFUSED + "CREATE TABLE tags (note int REFERENCES notes (id));\nALTER TABLE tags ADD a int;\n"
    assert conflicts(text) == [(1, False), (2, True), (3, True)]


def test_what_is_missing_for_another_reason_is_no_consequence():
    text = REFUSED + "ALTER TABLE note ADD a int;\nALTER TABLE note ADD b int;\n"
    assert conflicts(text) == [(1, False), (2, False), (3, False)]


def test_it_goes_on_in_later_files_and_stands_behind_what_is_no_sql():
    builder = Builder()
    assert conflicts("CREATE TABLE notes (id int,);\n", builder) == []
    assert conflicts("DROP TABLE notes;\n", builder) == [(1, True)]


def test_an_index_on_a_table_that_nobody_made_is_a_fault_of_its_own():
    assert conflicts("CREATE INDEX notes_by_id ON notes (id);\n") == [(1, False)]
