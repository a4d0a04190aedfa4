"""Folders and names as public repositories have them: which files are migrations for PostgreSQL, and in which order."""

from __future__ import annotations

import pytest

from envlint.formats.sql.building import Builder
from envlint.inventories.migrations import layouts
from envlint.inventories.migrations.folders import choose
from envlint.inventories.sql.migrations import select
from envlint.inventories.tree import listing


def tree(root, *paths, **texts):
    for path in (*paths, *texts):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(texts.get(path, "SELECT 1;"), encoding="utf-8")
    return listing(str(root))


def order(*paths):
    return [(step.up, step.down) for step in layouts.steps(paths, "m").steps]


def test_a_day_without_its_time_comes_before_the_times_of_later_days_only():
    paths = ["m/20250604085536_a/migration.sql", "m/20250625_b/migration.sql", "m/20250625000001_c/migration.sql"]
    assert [up for up, _ in order(*reversed(paths))] == paths


def test_a_letter_before_the_number():
    assert order("m/V0002.b.up.sql", "m/V0001.a.up.sql", "m/V0001.a.down.sql") == [
        ("m/V0001.a.up.sql", "m/V0001.a.down.sql"),
        ("m/V0002.b.up.sql", ""),
    ]


@pytest.mark.parametrize("word", ["reverse", "revert", "rollback", "undo", "down"])
def test_words_for_what_takes_a_migration_back(word):
    assert order("m/0023_a.sql", f"m/0023_a_{word}.sql") == [("m/0023_a.sql", f"m/0023_a_{word}.sql")]


def test_a_file_for_postgresql_stands_for_the_one_for_the_others():
    paths = ("m/1_a.up.sql", "m/1_a.postgres.up.sql", "m/1_a.down.sql", "m/2_b.autocommit.up.sql", "m/2_b.down.sql")
    assert order(*paths, "m/2_b.postgres.autocommit.up.sql") == [
        ("m/1_a.postgres.up.sql", "m/1_a.down.sql"),
        ("m/2_b.postgres.autocommit.up.sql", "m/2_b.down.sql"),
    ]


def test_dialects_between_points(tmp_path):
    paths = ("1_a.cockroach.autocommit.up.sql", "1_a.mysql.up.sql", "2_drop_mysql.sql", "3_v1.2_sqlite.sql")
    made = tree(tmp_path, *(f"migrations/{path}" for path in paths))
    assert choose(made, ()).folders == ("migrations",)
    said = choose(made, ()).not_covered
    assert [words.rpartition(" holds ")[2] for words in said] == [
        "CockroachDB, not PostgreSQL",
        "MySQL, not PostgreSQL",
    ]


@pytest.mark.parametrize(
    ("provider", "covered"), [("postgresql", True), ("sqlite", False), ("mysql", False), ("sqlserver", False)]
)
def test_the_database_that_prisma_names(tmp_path, provider, covered):
    made = tree(
        tmp_path,
        "p/migrations/20240102000000_a/migration.sql",
        **{"p/migrations/migration_lock.toml": f'# made by a tool\nprovider = "{provider}"\n'},
    )
    chosen, series = choose(made, ()), select(made, ())
    assert bool(chosen.folders) == bool(series.series) == covered
    assert any("p/migrations/ holds" in words for words in chosen.not_covered) is not covered
    assert any("p/migrations/ holds" in words for words in series.not_covered) is not covered


@pytest.mark.parametrize(
    ("paths", "folders"),
    [
        (("main/1_a.sql", "other/1_b.sql"), ("migrations/main", "migrations/other")),
        (("main/1_a.sql", "other/1_b.sql", "mysql/1_c.sql"), ("migrations/main", "migrations/other")),
        (("main/1_a.sql", "rollback/1_a_down.sql"), ("migrations",)),
        (("main/1_a.sql", "2_b.sql"), ("migrations",)),
        (("common/1_a.sql", "vendor/2_b.sql"), ("migrations",)),
        (("main/V1__a.sql", "other/V2__b.sql"), ("migrations",)),
        (("0.1/1_a.sql", "0.2/1_b.sql"), ("migrations",)),
        (("1_a/up.sql", "2_b/up.sql"), ("migrations",)),
        (("main/2024/1_a.sql", "other/1_b.sql"), ("migrations",)),
    ],
)
def test_series_beside_each_other(tmp_path, paths, folders):
    assert choose(tree(tmp_path, *(f"migrations/{path}" for path in paths)), ()).folders == folders


def build(text):
    builder = Builder()
    return builder.catalogue, builder.apply("1.sql", text)


@pytest.mark.parametrize(
    "text",
    [
        "CREATE TABLE t (a int, CONSTRAINT t_a_not_null NOT NULL a)",
        "CREATE TABLE t (a int); ALTER TABLE t ADD CONSTRAINT t_a_not_null NOT NULL a",
        "CREATE TABLE t (a int NOT NULL); ALTER TABLE t RENAME CONSTRAINT t_a_not_null TO other",
    ],
)
def test_not_null_as_a_constraint(text):
    catalogue, applied = build(text)
    assert applied.faults == ()
    assert not catalogue.tables["t"].columns["a"].nullable
    assert catalogue.tables["t"].constraints == {}


def test_what_cannot_be_followed_leaves_the_other_parts_of_a_statement():
    text = "CREATE TABLE t (a int NOT NULL); ALTER TABLE t DROP CONSTRAINT t_a_not_null, ADD b int"
    catalogue, applied = build(text)
    assert [fault.kind for fault in applied.faults] == ["unsupported"]
    assert set(catalogue.tables["t"].columns) == {"a", "b"}


def test_a_column_of_a_query_takes_its_indexes_along():
    text = "CREATE TABLE t AS SELECT 1 AS a, 2 AS b; CREATE INDEX i ON t (a); CREATE INDEX j ON t (b)"
    catalogue, _ = build(text + "; ALTER TABLE t DROP COLUMN a")
    assert set(catalogue.tables["t"].indexes) == {"j"}
