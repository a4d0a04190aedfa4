"""ENV501: which things an invariant speaks of, what its exceptions do, and what a server adds."""

from __future__ import annotations

import pytest
from invariant_samples import TRACKS, USERS, catalogue, hear, history, invariant, said

from envlint.core.errors import LoadErrors
from envlint.core.severity import OFF, WARNING
from envlint.formats.sql import syntax

NO_DEFAULT = invariant("primary-key", default="now()")
UP = "002_tracks.sql"
OF_USERS = "db/001_users.sql:3 default of primary key of users is gen_random_uuid(), not now()"
OF_TRACKS = "db/002_tracks.sql:2 default of primary key of tracks is gen_random_uuid(), not now()"


def test_only_and_except_choose(tmp_path):
    found = history(tmp_path)
    assert said(found, invariants=[NO_DEFAULT]) == [OF_USERS, OF_TRACKS]
    assert said(found, invariants=[NO_DEFAULT.replace(only=("t*",))]) == [OF_TRACKS]
    assert said(found, invariants=[NO_DEFAULT.replace(only=("public.users",))]) == [OF_USERS]
    assert said(found, invariants=[NO_DEFAULT.replace(exceptions=(("tr*ks", "known"),))]) == [OF_USERS]


def test_an_exception_that_excepts_nothing_is_said(tmp_path):
    idle = (("tracks", "known"), ("trakcs", "misspelt"), ("users", "known"))
    asked = NO_DEFAULT.replace(exceptions=idle)
    findings, _ = hear(history(tmp_path), invariants=[asked])
    assert [(each.code, each.message, each.at.source, each.severity, each.rule) for each in findings] == [
        ("ENV905", "the exception for trakcs excepts nothing", "invariant.0.except.trakcs", WARNING, "x")
    ]


def test_an_exception_for_what_holds_is_idle(tmp_path):
    asked = invariant("primary-key", default="gen_random_uuid()", excepting=(("users", "it was so once"),))
    assert said(history(tmp_path), invariants=[asked]) == ["rules/db.toml:1 the exception for users excepts nothing"]


@pytest.mark.parametrize(
    ("of", "only", "message", "help"),
    [
        ("table", ("users", "trakcs"), "there is no table trakcs", "did you mean tracks?"),
        ("table", ("audit_*", "log*"), "it speaks of nothing: there is no table audit_* or log*", "correct the name"),
        ("index", ("idx_track_user_id",), "there is no index idx_track_user_id", "did you mean idx_tracks_user_id?"),
        ("foreign-key", ("tracks.userid",), "there is no foreign key tracks.userid", "did you mean tracks.user_id?"),
        ("migration", ("3",), "there is no migration 3", "correct the name"),
        ("column", ("trakcs.title",), "there is no column trakcs.title", "did you mean tracks.title?"),
    ],
)
def test_an_invariant_of_nothing_is_no_pass(of, only, message, help, tmp_path):
    findings, _ = hear(history(tmp_path), invariants=[invariant(of, only=only, name="*")])
    assert [each.message for each in findings] == [message]
    assert findings[0].help.startswith(help)
    assert findings[0].at.source.startswith("invariant.0.only.")


def test_a_pattern_that_misses_beside_one_that_does_not_is_fine(tmp_path):
    assert (
        said(history(tmp_path), invariants=[invariant("foreign-key", only=("users.*", "tracks.*"), null=False)]) == []
    )


def test_a_column_that_is_named_must_be_there(tmp_path):
    asked = invariant("column", only=("users.avatar",), comment=True)
    found = history(tmp_path)
    assert said(found, invariants=[asked]) == ["db/001_users.sql:2 table users has no column avatar"]


def test_what_was_made_before_since_is_left_alone(tmp_path):
    later = (("010_x.sql", None, "CREATE TABLE albums (id int PRIMARY KEY);"),)
    found = history(tmp_path, later)
    albums = "db/010_x.sql:1 primary key of albums has no default now()"
    for since, expected in {"1": [OF_USERS, OF_TRACKS, albums], "002": [OF_TRACKS, albums], "3": [albums]}.items():
        assert said(found, invariants=[NO_DEFAULT.replace(since=since)]) == expected
    assert said(found, invariants=[NO_DEFAULT.replace(since="11")]) == []


def test_since_holds_for_migrations(tmp_path):
    found = history(tmp_path, (("001_users.down.sql", "", None), ("002_tracks.down.sql", "", None)))
    asked = invariant("migration", has=("rollback",), since="2")
    assert said(found, invariants=[asked]) == ["db/002_tracks.sql:1 migration 002 has no rollback"]
    asked = invariant("migration", has=("rollback",), excepting=(("1", "legacy"), ("*2", "legacy")))
    assert said(found, invariants=[asked]) == []


def test_partitions_temporary_tables_and_those_of_tools_are_no_subjects(tmp_path):
    text = """CREATE TABLE events (id uuid, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TEMP TABLE scratch (id int);
CREATE TABLE schema_migrations (version text);
CREATE TABLE _sqlx_migrations (version bigint);
"""
    found = history(tmp_path, (("003_x.sql", None, text),))
    expected = ["db/003_x.sql:1 primary key of events is on id, at, not id"]
    assert said(found, invariants=[invariant("primary-key", columns=("id",))]) == expected


def test_a_table_that_is_not_wholly_known_is_not_judged(tmp_path):
    found = history(tmp_path, (("003_x.sql", None, "CREATE TABLE copies AS SELECT * FROM users;"),))
    asked = (invariant("table", has=("deleted_at timestamptz",)), invariant("primary-key", type="uuid"))
    findings, undecided = hear(found, invariants=asked)
    assert findings == []
    assert undecided == ("SQL: invariant x is not judged of copies, not all of which is known",)


def test_a_domain_may_say_not_null_itself(tmp_path):
    text = "CREATE DOMAIN amount AS numeric NOT NULL; CREATE TABLE sums (id uuid PRIMARY KEY, a amount);"
    found = history(tmp_path, (("003_x.sql", None, text),))
    assert said(found, invariants=[invariant("column", only=("sums.a",), null=False)]) == []


def test_tables_of_other_schemas_are_called_with_them(tmp_path):
    text = "CREATE SCHEMA auth; CREATE TABLE auth.keys (n int); CREATE INDEX by_n ON auth.keys (n);"
    found = history(tmp_path, (("003_x.sql", None, text),))
    asked = (
        invariant("table", only=("auth.*",), comment=True),
        invariant("index", only=("auth.*",), name="idx_{table}_{columns}"),
    )
    assert said(found, invariants=asked) == [
        "db/003_x.sql:1 table auth.keys has no comment",
        "db/003_x.sql:1 index auth.by_n is not called idx_keys_n",
    ]


def test_a_name_is_as_long_as_postgresql_keeps_it(tmp_path):
    table = "a" * 40
    text = f"CREATE TABLE {table} (bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb int UNIQUE);"
    text += f"CREATE INDEX idx_{table}_bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb ON {table} (bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb);"
    found = history(tmp_path, (("003_x.sql", None, text),))
    asked = [
        invariant("index", name="idx_{table}_{columns}"),
        invariant("unique", only=(f"{table}.*",), name="{table}_{columns}_key"),
    ]
    assert said(found, invariants=asked) == []


@pytest.mark.parametrize(
    ("of", "demands", "message", "place"),
    [
        ("table", {"has": ("id uuid", "x uuid primary key")}, "it asks for a key or a CHECK", "invariant.0.has.1"),
        ("table", {"has": ("x int, y int",)}, "it is not a column as CREATE TABLE has it", "invariant.0.has.0"),
        ("primary-key", {"type": "uuid not null"}, "it is not a type of PostgreSQL", "invariant.0.type"),
        (
            "primary-key",
            {"default": "local"},
            "local is read as a column: a text is written 'local'",
            "invariant.0.default",
        ),
        ("column", {"default": "1); DROP TABLE users; --"}, "it is not an expression", "invariant.0.default"),
        ("column", {"type": ("text", "(")}, "it is not a type of PostgreSQL", "invariant.0.type.1"),
    ],
)
def test_a_demand_that_is_no_sql_is_an_error_at_its_place(of, demands, message, place, tmp_path):
    with pytest.raises(LoadErrors) as caught:
        said(history(tmp_path), invariants=[invariant(of, **demands), NO_DEFAULT])
    assert len(caught.value.errors) == 1
    assert message in caught.value.errors[0].message
    assert caught.value.errors[0].at.source == place


def test_what_the_migrations_break_is_not_said_again_of_the_server(tmp_path):
    live = (catalogue(USERS, TRACKS),)
    assert said(history(tmp_path), invariants=[NO_DEFAULT], live=live) == [OF_USERS, OF_TRACKS]


def test_what_the_server_alone_breaks_stands_at_its_connection(tmp_path):
    live = (catalogue(USERS, TRACKS.replace("DEFAULT gen_random_uuid()", "").replace(" ON DELETE CASCADE", "")),)
    asked = (
        invariant("primary-key", default="gen_random_uuid()"),
        invariant("foreign-key", on_delete=("CASCADE",)),
        invariant("migration", has=("rollback",)),
    )
    assert said(history(tmp_path), invariants=asked, live=live) == [
        ".env:3 on the server, foreign key tracks.user_id does not say ON DELETE: it must be CASCADE",
        ".env:3 on the server, primary key of tracks has no default gen_random_uuid()",
    ]


def test_exceptions_and_since_hold_for_the_server_too(tmp_path):
    live = (catalogue(USERS.replace("DEFAULT gen_random_uuid()", ""), TRACKS.replace("DEFAULT gen_random_uuid()", "")),)
    asked = invariant("primary-key", default="gen_random_uuid()", since="2", excepting=(("tracks", "by hand"),))
    assert said(history(tmp_path), invariants=[asked], live=live) == []


def test_a_server_that_is_behind_is_not_blamed_for_what_a_later_migration_mends(tmp_path):
    found = history(tmp_path, (("003_x.sql", None, "ALTER TABLE users ADD name text;"),))
    asked = invariant("table", only=("users",), has=("name text",))
    behind = (catalogue(USERS, TRACKS), "15.4", ("001", "002"))
    assert said(found, invariants=[asked], live=behind) == []
    wrong = (catalogue(USERS, TRACKS), "15.4", ("001", "002", "003"))
    assert said(found, invariants=[asked], live=wrong) == [".env:3 on the server, table users has no column name text"]


def test_an_invariant_that_is_off_is_not_judged(tmp_path):
    assert said(history(tmp_path), invariants=[NO_DEFAULT.replace(level=OFF)]) == []


def test_the_level_is_that_of_the_invariant(tmp_path):
    findings, _ = hear(history(tmp_path), invariants=[NO_DEFAULT.replace(level=WARNING, why="w")])
    assert {(each.severity, each.why, each.rule, each.rule_at.source) for each in findings} == {
        (WARNING, "w", "x", "invariant.0")
    }


def test_a_text_of_a_file_is_shown_on_one_line_and_not_too_long(tmp_path):
    long = "x" * 5000
    found = history(tmp_path, ((UP, "DEFAULT 'local'", f"DEFAULT '\n{long}'"),))
    (message,) = said(found, invariants=[invariant("column", only=("tracks.backend",), default="'s3'")])
    assert "\n" not in message
    assert len(message) < 200


ADDS = (
    "DO $$ DECLARE t text; BEGIN FOR t IN {} LOOP EXECUTE format('ALTER TABLE %I ADD name text', t); END LOOP; END $$;"
)


@pytest.mark.parametrize(
    "statement",
    [
        ADDS.format("SELECT unnest(ARRAY['users'])"),
        ADDS.format("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"),
        "ALTER TABLE users ADD name {{ type }};",
        "ALTER TABLE users ADD name tetx(;",
    ],
)
def test_what_a_statement_that_is_not_followed_may_have_added_is_not_missed(statement, tmp_path):
    asked = (invariant("table", has=("name text",), only=("users",)), invariant("index", name="*", only=("idx_t*",)))
    findings, undecided = hear(history(tmp_path, (("003_x.sql", None, statement),)), invariants=asked)
    assert findings == []
    assert undecided == ("SQL: invariant x is not judged of users, not all of which is known",)


def test_a_statement_that_is_not_followed_and_speaks_of_others_changes_nothing(tmp_path):
    found = history(tmp_path, (("003_x.sql", None, ADDS.format("SELECT unnest(ARRAY['tracks'])")),))
    asked = invariant("table", has=("name text",), only=("users",))
    assert said(found, invariants=[asked]) == ["db/001_users.sql:2 table users has no column name text"]


@pytest.mark.parametrize(
    "statement", ["CREATE TABLE albums (id uuid,);", "CREATE TABLE albums (id uuid REFERENCES no);"]
)
def test_what_a_refused_statement_would_have_made_is_not_missed(statement, tmp_path):
    found = history(tmp_path, (("003_x.sql", None, statement),))
    asked = (
        invariant("table", only=("albums", "users"), comment=True),
        invariant("column", only=("albums.id",), type="uuid"),
        invariant("table", excepting=(("albums", "known"),), comment=True),
    )
    assert said(found, invariants=asked) == []


def test_names_with_anything_in_them_stay_on_one_line(tmp_path):
    text = 'CREATE TABLE "a\n::error::b" ("c\u202ed" int, "e\x1b[1m" text CHECK ("e\x1b[1m" = \'\x07\'));'
    text += 'CREATE INDEX "i\n" ON "a\n::error::b" ("c\u202ed") WHERE "e\x1b[1m" = \'x\ny\';'
    found = history(tmp_path, (("003_x.sql", None, text),))
    asked = [invariant("table", has=("x int",), comment=True), invariant("column", type="uuid", comment=True)]
    asked += [invariant(of, name="idx_{table}_{columns}") for of in ("index", "check")]
    asked += [invariant("primary-key", type="uuid"), invariant("column", only=("a*",), values="$BACKEND")]
    findings, _ = hear(found, invariants=asked)
    assert len(findings) > 10
    for each in findings:
        told = [each.message, each.help, *(other.label for other in each.related)]
        assert all(part.isprintable() for part in told), told


def test_help_is_sql_that_can_be_run(tmp_path):
    text = 'CREATE TABLE "Album" ("userId" uuid REFERENCES users, "Order" int);'
    found = history(tmp_path, (("003_x.sql", None, text),))
    asked = [
        invariant("table", has=("x int",), only=("Album",), comment=True),
        invariant("foreign-key", only=("Album.*",), indexed=True),
        invariant("column", only=("Album.Order",), comment=True),
    ]
    findings, _ = hear(found, invariants=asked)
    told = {each.help for each in findings}
    assert told == {
        'ALTER TABLE "Album" ADD COLUMN x int',
        'CREATE INDEX ON "Album" ("userId")',
        """COMMENT ON TABLE "Album" IS '...'""",
        """COMMENT ON COLUMN "Album"."Order" IS '...'""",
    }
    assert all(syntax.statements(each) for each in told)


def test_beside_a_migration_that_could_not_be_read_nothing_is_missing(tmp_path):
    found = history(tmp_path)
    found.unread.append(("db/003_x.sql", "it is too large"))
    asked = (
        invariant("table", has=("name text",), only=("users",)),
        invariant("table", only=("albums",), name="*"),
        invariant("foreign-key", on_delete="SET NULL"),
    )
    findings, undecided = hear(found, invariants=asked)
    assert [each.message for each in findings] == ["foreign key tracks.user_id says ON DELETE CASCADE, not SET NULL"]
    assert undecided == ("SQL: invariant x is not judged of users, not all of which is known",)
