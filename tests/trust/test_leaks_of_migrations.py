"""No row, password, address or odd literal of a SQL file in what ``migrations`` says, whatever becomes of it.

A literal of a column is seen where it is a short plain word, and the column is not called as secrets are.
"""
# ruff: noqa: E501  samples keep their shape

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import pytest
from canaries import CANARIES, Canary, canary
from harness import Project
from test_leaks import FILES, assert_no_leak

from envlint.checks.database import OF_MIGRATIONS
from envlint.checks.shown import LONGEST_WORD, PLAIN
from envlint.formats.secrets import looks_secret

if TYPE_CHECKING:
    from pathlib import Path

    from harness import Said
    from postgres_server import Server

WORDS = (("-v", *FILES), (), ("-q",), ("--color=always", "--no-baseline"))
RULES = """
[BACKEND]
values = ["local", "s3"]
default = "local"
[[invariant]]
id = "tables"
of = "table"
has = ["created_at timestamptz not null default now()", "COLUMN text not null default 'other'"]
comment = true
name = "x_*"
[[invariant]]
id = "columns"
of = "column"
type = "uuid"
null = false
default = "'local'"
comment = true
name = "x_*"
[[invariant]]
id = "lists"
of = "column"
only = ["a.COLUMN"]
values = ["local", "s3"]
[[invariant]]
id = "of-a-variable"
of = "column"
only = ["a.COLUMN"]
values = "$BACKEND"
default = "$BACKEND"
[[invariant]]
id = "enums"
of = "enum"
values = ["local"]
[[invariant]]
id = "keys"
of = "primary-key"
type = "uuid"
default = "'RULE'"
[[invariant]]
id = "names"
of = "check"
name = "x_*"
[[invariant]]
id = "indexes"
of = "index"
name = "idx_{table}_{columns}"
"""
BEFORE = "CREATE TABLE a (id int PRIMARY KEY DEFAULT 1, COLUMN text DEFAULT 'local');\n"
AFTER = "ALTER TABLE a ADD COLUMN later text NOT NULL DEFAULT 'x';\n"


class Place(NamedTuple):
    """Where a secret stands. ``TEXT`` is it as a literal of SQL, ``BARE`` as it is on one line."""

    name: str
    up: str
    down: str = "SELECT 1;\n"

    def __str__(self) -> str:
        return self.name


OF_COLUMNS = (
    Place("default", "ALTER TABLE a ALTER COLUMN SET DEFAULT TEXT;\n"),
    Place("default in a call", "ALTER TABLE a ALTER COLUMN SET DEFAULT lower(TEXT || 'x');\n"),
    Place("default that is left behind", "SELECT 1;\n", "ALTER TABLE a ALTER COLUMN SET DEFAULT TEXT;\n"),
    Place("default of a lost column", "ALTER TABLE a ALTER COLUMN SET DEFAULT TEXT, ALTER COLUMN SET NOT NULL;\n", "ALTER TABLE a DROP COLUMN;\n"),
    Place("new column", "ALTER TABLE a DROP COLUMN, ADD COLUMN text NOT NULL DEFAULT TEXT CHECK (COLUMN <> TEXT);\n", "ALTER TABLE a DROP COLUMN;\n"),
    Place("generated", "CREATE TABLE b (d text, COLUMN text GENERATED ALWAYS AS (d || TEXT) STORED);\n", "DROP TABLE b;\n"),
    Place("check", "ALTER TABLE a ADD CHECK (COLUMN IN (TEXT, 'b')), ADD CHECK (COLUMN ~ TEXT);\n"),
    Place("check that is left behind", "ALTER TABLE a ADD CONSTRAINT c CHECK (COLUMN = TEXT);\n", "ALTER TABLE a DROP CONSTRAINT c, ADD CONSTRAINT c CHECK (COLUMN <> TEXT);\n"),
    Place("partial index", "ALTER TABLE a ADD CHECK (COLUMN IN (TEXT, 'b'));\nCREATE INDEX i ON a (id) WHERE COLUMN = 'c' OR COLUMN = TEXT;\n"),
    Place("index on a value", "ALTER TABLE a ADD CHECK (COLUMN IN ('local', 'b'));\nCREATE INDEX i ON a ((COLUMN || TEXT)) WHERE COLUMN = TEXT;\n", "DROP INDEX i; CREATE INDEX i ON a ((TEXT || COLUMN));\n"),
    Place("domain", "CREATE DOMAIN e AS text DEFAULT TEXT CHECK (VALUE IN (TEXT, 'b'));\nALTER TABLE a ALTER COLUMN TYPE e;\n"),
    Place("update", "UPDATE a SET COLUMN = TEXT WHERE COLUMN <> TEXT;\n"),
)  # fmt: skip
ANYWHERE = (
    Place("insert", "INSERT INTO a VALUES (1, TEXT), (2, TEXT);\n", "DELETE FROM a WHERE COLUMN = TEXT;\n"),
    Place("insert in a wrong place", "INSERT INTO nothing_there VALUES (1, TEXT);\nSELECT TEXT FROM nope;\n"),
    Place("copy", "COPY a FROM stdin;\n1\tBARE\n\\.\n"),
    Place("create role", "CREATE ROLE app LOGIN PASSWORD TEXT;\nCREATE USER u WITH ENCRYPTED PASSWORD TEXT;\n"),
    Place("alter user", "ALTER USER app PASSWORD TEXT;\nALTER ROLE app SET search_path = TEXT;\n", "ALTER USER app PASSWORD TEXT;\n"),
    Place("comment", "COMMENT ON TABLE a IS TEXT;\nCOMMENT ON COLUMN a.COLUMN IS TEXT;\n"),
    Place("comment that is left behind", "COMMENT ON TABLE a IS 'x';\n", "COMMENT ON TABLE a IS TEXT;\nCOMMENT ON COLUMN a.COLUMN IS TEXT;\n"),
    Place("dblink", "CREATE EXTENSION dblink;\nSELECT * FROM dblink(TEXT, TEXT) AS t (x int);\nCREATE VIEW v AS SELECT dblink_connect(TEXT);\n"),
    Place("server", "CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host TEXT, dbname TEXT);\nCREATE USER MAPPING FOR app SERVER s OPTIONS (user TEXT, password TEXT);\nALTER SERVER s OPTIONS (SET host TEXT);\n"),
    Place("foreign table", "CREATE FOREIGN TABLE f (x int) SERVER s OPTIONS (table_name TEXT);\n"),
    Place("subscription", "CREATE SUBSCRIPTION s CONNECTION TEXT PUBLICATION p;\n"),
    Place("connect", "\\connect BARE\n\\c BARE\n\\! echo BARE\n\\set x BARE\n\\BARE\n"),
    Place("connect in a statement", "ALTER USER app PASSWORD pa\\BARE;\n"),
    Place("comment of a file", "-- BARE\n/* BARE */ SELECT 1; -- envlint: ignore[ENV506] BARE\n", "-- envlint: ignore[BARE]\n"),
    Place("guard", "ALTER TABLE a ADD x text;\n", "DO $$ BEGIN IF EXISTS (SELECT FROM a WHERE x <> TEXT) THEN RAISE EXCEPTION TEXT; END IF; END $$;\nALTER TABLE a DROP x;\n"),
    Place("guard behind", "ALTER TABLE a ADD x text;\n", "ALTER TABLE a DROP x;\nDO $$ BEGIN IF (SELECT count(*) FROM a WHERE COLUMN <> TEXT) > 0 THEN RAISE EXCEPTION TEXT; END IF; END $$;\n"),
    Place("block", "DO $$ DECLARE t text := TEXT; BEGIN IF t = TEXT THEN EXECUTE 'ALTER TABLE a ALTER COLUMN SET DEFAULT ' || TEXT; UPDATE a SET COLUMN = TEXT; END IF; END $$;\n"),
    Place("function", "CREATE FUNCTION f() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN TEXT; END $$;\n"),
    Place("view", "CREATE VIEW v AS SELECT * FROM a WHERE COLUMN = TEXT;\nCREATE TABLE w AS SELECT TEXT AS x;\n"),
    Place("trigger", "CREATE TRIGGER t BEFORE UPDATE ON a FOR EACH ROW WHEN (NEW.COLUMN = TEXT) EXECUTE FUNCTION f(TEXT);\n"),
    Place("policy", "CREATE POLICY p ON a USING (COLUMN = TEXT);\nALTER TABLE a ENABLE ROW LEVEL SECURITY;\n"),
    Place("partition", "CREATE TABLE p (k text) PARTITION BY LIST (k);\nCREATE TABLE q PARTITION OF p FOR VALUES IN (TEXT);\n"),
    Place("setting", "SET app.secret = TEXT;\nSELECT set_config('a.b', TEXT, false);\nALTER SYSTEM SET primary_conninfo = TEXT;\nALTER DATABASE d SET a.b = TEXT;\n"),
    Place("notify", "NOTIFY c, TEXT;\nSECURITY LABEL ON TABLE a IS TEXT;\nLOAD TEXT;\n"),
    Place("tablespace", "CREATE TABLESPACE t LOCATION TEXT;\nCOPY a FROM TEXT;\nCOPY a TO PROGRAM TEXT;\n"),
    Place("fault behind", "INSERT INTO a VALUES (1, TEXT) SELEC;\n", "ALTER USER app PASSWORD TEXT TEXT;\n"),
    Place("fault before", "INSRT INTO a VALUES (1, TEXT);\nALTER USR app PASSWORD TEXT;\n"),
    Place("fault at the bare text", "ALTER USER app PASSWORD BARE;\n", "CREATE ROLE app BARE;\n"),
    Place("option that is none", 'CREATE ROLE app "BARE";\n', 'ALTER TABLE a SET ("BARE" = TEXT);\nVACUUM ("BARE") a;\n'),
    Place("quote without end", "INSERT INTO a VALUES (1, 'BARE\n"),
    Place("dollar without end", "DO $$ BEGIN PERFORM TEXT; BARE\n"),
    Place("block that is none", "DO $$ BEGIN BARE; IF TEXT THEN $$;\nDO $$ BEGIN ALTER TABLE a ADD BARE TEXT; END $$;\n"),
)  # fmt: skip
EVERY = {
    "several lines": CANARIES[2],
    "url": CANARIES[6],
    "numeric": CANARIES[9],
}
NAME_OF_A_SECRET, PLAIN_NAME = "api_token", "note"


def as_sql(text: str) -> str:
    """Return a text as PostgreSQL has to have it."""
    return "'" + text.replace("'", "''") + "'"


def files(place: Place, secret: Canary, column: str) -> dict[str, str]:
    def written(text: str) -> str:
        text = text.replace("COLUMN", column).replace(f"ON {column} a.", "ON COLUMN a.")
        return text.replace("TEXT", as_sql(secret.value)).replace("BARE", secret.on_one_line)

    return {
        "rules/all.toml": RULES.replace("COLUMN", column).replace("'RULE'", "1"),
        "migrations/001_a.sql": BEFORE.replace("COLUMN", column),
        "migrations/002_b.sql": written(place.up),
        "migrations/rollback/002_b_down.sql": written(place.down),
        "migrations/003_c.sql": AFTER,
        "migrations/rollback/003_c_down.sql": "ALTER TABLE a DROP later;\n",
    }


def may_be_seen(secret: Canary) -> bool:
    text = secret.value
    return len(text) <= LONGEST_WORD and PLAIN.issuperset(text) and not looks_secret(text)


def check(project: Project, given: dict[str, str], secret: Canary, *words: str) -> Said:
    said = project.call("migrations", *words)
    assert b"envlint bug" not in said.err, said.text
    assert_no_leak(secret, {"stdout": said.out, "stderr": said.err, **project.written(given)})
    return said


def pairs() -> list[object]:
    made = [
        pytest.param(place, secret, NAME_OF_A_SECRET, row, id=f"{place}-{secret}")
        for row, place in enumerate((*OF_COLUMNS, *ANYWHERE))
        for column, secret in enumerate(CANARIES)
        if (row + column) % 6 == 0
    ]
    return made + [
        pytest.param(place, secret, PLAIN_NAME, row, id=f"plain-{place}-{secret}")
        for row, place in enumerate(OF_COLUMNS)
        for number, secret in enumerate(CANARIES)
        if not may_be_seen(secret) and (row + number) % 3 == 0
    ]


@pytest.fixture(autouse=True)
def _not_durable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.fsync", lambda _descriptor: None)


@pytest.mark.parametrize(("place", "secret", "column", "row"), pairs())
def test_no_secret_of_a_file(place: Place, secret: Canary, column: str, row: int, tmp_path: Path) -> None:
    given = files(place, secret, column)
    project = Project(tmp_path, given)
    for words in (WORDS[0], *WORDS[1 + row % 3 : 2 + row % 3 if row % 2 else 1]):
        said = check(project, given, secret, *words)
        assert said.code == 1, said.text


def test_every_place_is_read(tmp_path: Path) -> None:
    """The places are SQL that is followed, or said not to be: what they hold is looked at."""
    seen = set()
    for number, place in enumerate((*OF_COLUMNS, *ANYWHERE)):
        project = Project(tmp_path / str(number), files(place, CANARIES[0], NAME_OF_A_SECRET))
        found = json.loads(project.call("migrations", "--format=json").out)["findings"]
        seen |= {each["name"] for each in found}
        if place in OF_COLUMNS:
            assert not [each["message"] for each in found if "no PostgreSQL" in each["message"]], place
    assert seen >= set(OF_MIGRATIONS) - {"duplicate-migration-number", "missing-rollback"}


@pytest.mark.parametrize("place", OF_COLUMNS, ids=str)
def test_a_plain_word_of_a_plain_column_is_seen(place: Place, tmp_path: Path) -> None:
    if place.name in ("generated", "update", "default in a call"):
        pytest.skip("nothing is said of it")
    word = canary("word", "gibraltar")
    said = Project(tmp_path / "a", files(place, word, PLAIN_NAME)).call("migrations", "-v")
    masked = Project(tmp_path / "b", files(place, word, NAME_OF_A_SECRET)).call("migrations", "-v")
    assert "gibraltar" in said.text
    assert "gibraltar" not in masked.text or place.name == "domain"
    assert "***" in masked.text


@pytest.mark.parametrize("secret", EVERY.values(), ids=str)
def test_no_secret_of_a_rule_file(secret: Canary, tmp_path: Path) -> None:
    quoted = json.dumps(as_sql(secret.value))
    column = json.dumps(f"api_token text default {as_sql(secret.value)}")
    for number, demand in enumerate(
        (
            f'of = "column"\nonly = ["a.api_token"]\ndefault = {quoted}',
            f'of = "table"\nhas = [{column}]',
            f'of = "table"\nhas = [{column.replace("api_token", "gone_token")}]',
            f'of = "table"\nhas = [{column.replace("default", "")}]',
            f'of = "column"\ndefault = {quoted.replace("text", "")[:-2]}"',
            f'of = "column"\nonly = ["a.api_token"]\nvalues = [{json.dumps(secret.value)}, "b"]',
        )
    ):
        rules = f'[[invariant]]\nid = "one"\n{demand}\n'
        up = f"CREATE TABLE a (api_token text DEFAULT {as_sql(secret.value + 'x')});\n"
        given = {"rules/all.toml": rules, "migrations/1.sql": up}
        for words in WORDS[:2]:
            assert check(Project(tmp_path / f"{number}{len(words)}", given), given, secret, *words).code in (1, 2)


FAULTS = (
    "envlint.formats.sql.syntax.statements",
    "envlint.formats.sql.building.Builder.apply",
    "envlint.formats.sql.statements.apply",
    "envlint.formats.sql.expressions.write",
    "envlint.formats.sql.migration.differences",
    "envlint.commands.migration_folders.read",
    "envlint.checks.database.literals.expression",
    "envlint.checks.database.invariant_broken.judge",
    "envlint.checks.database.rollback_leaves_behind.judge",
    "envlint.analysis.triage._marked",
    "envlint.reporters.text.render",
)


@pytest.mark.parametrize("where", FAULTS)
@pytest.mark.parametrize("secret", [CANARIES[6]], ids=str)
def test_no_secret_in_a_fault(where: str, secret: Canary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = files(OF_COLUMNS[2], secret, NAME_OF_A_SECRET)

    def broken(*given: object, **_named: object) -> None:
        raise ValueError(f"cannot digest {secret.value}: {given!r}")

    monkeypatch.setattr(where, broken)
    monkeypatch.setattr("envlint.checks.database.invariants.properties.expression", broken)
    codes = set()
    for number, words in enumerate(WORDS[:2]):
        project = Project(tmp_path / str(number), given)
        said = project.call("migrations", *words)
        codes.add(said.code)
        assert b"Traceback" not in said.err
        assert_no_leak(secret, {"stdout": said.out, "stderr": said.err, **project.written(given)})
    assert codes == {2}


@pytest.mark.parametrize("secret", EVERY.values(), ids=str)
def test_no_secret_of_what_differs_on_a_server(secret: Canary, server: Server, tmp_path: Path) -> None:
    text = as_sql(secret.value)
    up = "CREATE TABLE a (id int PRIMARY KEY, api_token text DEFAULT 'x' CHECK (api_token <> 'y'), note text);\n"
    given = {
        "migrations/1.sql": f"{up}CREATE TYPE api_key AS ENUM ('x');\nCREATE INDEX i ON a (id) WHERE api_token = 'x';\n",
        "migrations/2.sql": f"INSERT INTO a VALUES (1, {text});\n",
        ".env": "",
    }
    database = server.create("differs_" + secret.shape.replace(" ", "_"))
    given[".env"] = f"DATABASE_URL='postgresql:///{database}?host={server.folder}&user=postgres'\n"
    for sql in (
        f"CREATE TABLE a (id int PRIMARY KEY, api_token text DEFAULT {text} CHECK (api_token <> {text}), note text)",
        f"CREATE INDEX i ON a (id) WHERE api_token = {text}",
        f"COMMENT ON TABLE a IS {text}",
        f"COMMENT ON COLUMN a.note IS {text}",
        f"INSERT INTO a VALUES (1, 'x', {text})",
        f"CREATE VIEW v AS SELECT {text} AS x",
        f"CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $f$ SELECT {text} $f$",
    ):
        server.ask(database, sql)
    if len(secret.value) < 60 and secret.shape != "several lines":
        server.ask(database, f"CREATE TYPE api_key AS ENUM ({text})")
    for words in WORDS:
        project = Project(tmp_path / str(WORDS.index(words)), given)
        said = check(project, given, secret, "--live", ".env", *words)
        assert said.code == 1
    assert "api_token" in said.text


@pytest.mark.parametrize("secret", EVERY.values(), ids=str)
def test_no_secret_of_what_is_tried(secret: Canary, server: Server, tmp_path: Path) -> None:
    text = as_sql(secret.value)
    fails = (
        f"INSERT INTO a VALUES ({text}::uuid);",
        f"ALTER USER nobody_of_this_name PASSWORD {text};",
        f"ALTER TABLE a ADD CHECK (api_token <> {text}); INSERT INTO a VALUES ({text});",
        f"INSERT INTO a VALUES ({text}); CREATE UNIQUE INDEX ON a (api_token); INSERT INTO a VALUES ({text});",
        f"DO $$ BEGIN RAISE EXCEPTION USING MESSAGE = {text}, HINT = {text}, DETAIL = {text}; END $$;",
        f"ALTER TABLE a ALTER api_token SET DEFAULT {text};",
    )
    for number, sql in enumerate(fails):
        given = {
            "migrations/1.sql": "CREATE TABLE a (api_token text DEFAULT 'x');\n",
            "migrations/rollback/1_down.sql": "DROP TABLE a;\n",
            "migrations/2_b.sql": f"{sql}\n",
            "migrations/rollback/2_b_down.sql": "SELECT 1;\n",
            ".env": f"DATABASE_URL='postgresql:///postgres?host={server.folder}&user=postgres'\n",
        }
        project = Project(tmp_path / str(number), given)
        assert check(project, given, secret, "--live", ".env", "--try", *WORDS[0]).code == 1


def test_the_matrix_finds_a_leak(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("envlint.checks.database.literals._seen", lambda _text, _name: True)
    with pytest.raises(AssertionError, match="2LmW"):
        test_no_secret_of_a_file(OF_COLUMNS[0], CANARIES[0], NAME_OF_A_SECRET, 0, tmp_path)
