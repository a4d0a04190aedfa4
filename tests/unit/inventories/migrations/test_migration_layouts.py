"""How migration tools lay out their files."""

from __future__ import annotations

import pytest

from envlint.formats.sql.halves import halves
from envlint.inventories.migrations.layouts import steps


def laid_out(*paths, folder="db"):
    layout = steps([f"{folder}/{path}" for path in paths], folder)
    return [(step.number, step.up.removeprefix("db/"), step.down.removeprefix("db/")) for step in layout.steps]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (
            ["985_b.sql", "76_a.sql", "rollback/985_b_down.sql", "rollback/76_a_down.sql"],
            [("76", "76_a.sql", "rollback/76_a_down.sql"), ("985", "985_b.sql", "rollback/985_b_down.sql")],
        ),
        (["010_b.sql", "9_a.sql"], [("9", "9_a.sql", ""), ("010", "010_b.sql", "")]),
        (["1_a.sql", "down/1_other_name.sql"], [("1", "1_a.sql", "down/1_other_name.sql")]),
        (["1_a.up.sql", "1_a.down.sql"], [("1", "1_a.up.sql", "1_a.down.sql")]),
        (["up/1_a.sql", "down/1_a.sql"], [("1", "up/1_a.sql", "down/1_a.sql")]),
        (
            ["x/1_a.sql", "y/1_a.sql", "y/rollback/1_a_down.sql", "x/rollback/1_a_down.sql"],
            [("1", "x/1_a.sql", "x/rollback/1_a_down.sql"), ("1", "y/1_a.sql", "y/rollback/1_a_down.sql")],
        ),
        (
            ["V2__b.sql", "V1_10__a.sql", "U2__b.sql", "V1.9__z.sql", "R__views.sql"],
            [
                ("1.9", "V1.9__z.sql", ""),
                ("1_10", "V1_10__a.sql", ""),
                ("2", "V2__b.sql", "U2__b.sql"),
                ("", "R__views.sql", ""),
            ],
        ),
        (
            ["2017-01-02-030405_b/up.sql", "20160101000000_a/up.sql", "2017-01-02-030405_b/down.sql"],
            [
                ("20160101000000", "20160101000000_a/up.sql", ""),
                ("2017-01-02-030405", "2017-01-02-030405_b/up.sql", "2017-01-02-030405_b/down.sql"),
            ],
        ),
        (["20240101000000_a/migration.sql"], [("20240101000000", "20240101000000_a/migration.sql", "")]),
        (["0.19/00__b.sql", "0.9/01__a.sql"], [("01", "0.9/01__a.sql", ""), ("00", "0.19/00__b.sql", "")]),
        (
            ["1_a.sql", "1_b.sql", "rollback/1_b_down.sql"],
            [("1", "1_a.sql", ""), ("1", "1_b.sql", "rollback/1_b_down.sql")],
        ),
    ],
    ids=[
        "plain",
        "by number",
        "rollback by number",
        "up and down",
        "folders",
        "modules",
        "Flyway",
        "diesel",
        "Prisma",
        "versions",
        "twice",
    ],
)
def test_steps(paths, expected):
    assert laid_out(*paths) == expected


def test_what_has_no_number_and_what_undoes_nothing_is_told():
    layout = steps(["db/1_a.sql", "db/LATEST.sql", "db/rollback/2_b_down.sql", "other/3_c.sql"], "db")
    assert (layout.alone, layout.others) == (("db/rollback/2_b_down.sql",), ("db/LATEST.sql",))
    assert len(layout.steps) == 1


@pytest.mark.parametrize("mark", ["+goose {}", "+migrate {}", "migrate:{}"])
def test_both_directions_in_one_file(mark):
    up, down = mark.format("Up" if "+" in mark else "up"), mark.format("Down" if "+" in mark else "down")
    text = f"-- {up}\nCREATE TABLE a ();\r\n-- {down}\nDROP TABLE a;\n"
    forward, backward = halves(text)
    assert len(forward) == len(backward) == len(text)
    assert ("CREATE" in forward, "DROP" in forward) == (True, False)
    assert ("CREATE" in backward, "DROP" in backward) == (False, True)
    assert backward.index("DROP") == text.index("DROP")


def test_one_direction():
    assert halves("-- +goose Up\nSELECT 1;") == ("-- +goose Up\nSELECT 1;", None)


def test_what_takes_a_migration_back_in_another_language_counts():
    found = laid_out("1_a.up.sql", "1_a.down.go", "2_b.up.sql", "2_b.py", "other/2_b.down.go")
    assert found == [("1", "1_a.up.sql", "1_a.down.go"), ("2", "2_b.up.sql", "")]
