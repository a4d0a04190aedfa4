"""Files that nobody would write on purpose: one clear finding that names the place, or none, and never a crash."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from migration_samples import history

from envlint import checks
from envlint.checks.database import OF_MIGRATIONS
from envlint.checks.database.subject import Database
from envlint.cli import main

A = "CREATE TABLE a (id int);\n"
DEEP = 20_000
PROGRAM_ERROR = "Traceback"


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run the command on one migration; returns the exit code, and each finding as its place and what it says."""
    (tmp_path / "project/migrations").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "project")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def run(content, path="1_a.sql"):
        file = tmp_path / "project/migrations" / path
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        code = main(["migrations", "--ignore", "ENV502"])
        out, err = capsys.readouterr()
        assert not err
        lines = out.splitlines()
        heads = [
            (lines[index + 1].partition("migrations/")[2], line) for index, line in enumerate(lines) if "[ENV" in line
        ]
        return code, heads

    return run


NO_SQL = "error[ENV506] this is no PostgreSQL: "
NOT_FOLLOWED = "warning[ENV506] what this does is not followed: "
NOT_TAKEN = "error[ENV506] PostgreSQL does not take this: "


@pytest.mark.parametrize(
    ("content", "code", "findings"),
    [
        (A + "CREATE TABEL b ();\n", 1, [("1_a.sql:2:8", NO_SQL + "syntax error")]),
        (A + "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n    RETURN 1;\n", 1,
         [("1_a.sql:2:53", NO_SQL + "unterminated dollar-quoted string")]),
        (A + "COMMENT ON TABLE a IS 'half\nCREATE TABLE b ();\n", 1,
         [("1_a.sql:2:23", NO_SQL + "unterminated quoted string")]),
        (A + "/* half\nCREATE TABLE b ();\n", 1, [("1_a.sql:2:1", NO_SQL + "unterminated /* comment")]),
        (A + 'CREATE TABLE "b ();\n', 1, [("1_a.sql:2:14", NO_SQL + "unterminated quoted identifier")]),
        (A + "\\i other.sql\n", 0, [("1_a.sql:2:1", NOT_FOLLOWED + "\\i is a command of psql, not SQL")]),
        (A + "\\copy a FROM 'x'\n", 0, [("1_a.sql:2:1", NOT_FOLLOWED + "\\copy is a command of psql, not SQL")]),
        (A.encode("utf-16"), 1, [("1_a.sql:1:1", NOT_TAKEN + "the file is UTF-16")]),
        (A + "-- \0\n", 1, [("1_a.sql:2:4", NOT_TAKEN + "there is a NUL character in the file")]),
        (A.encode() + b"-- caf\xe9\n", 1, [("1_a.sql:2:7", NOT_TAKEN + "the file is not UTF-8")]),
        ((A + "-- café\n").encode() + b"-- caf\xe9\n", 1, [("1_a.sql:3:7", NOT_TAKEN + "the file is not UTF-8")]),
        ("\ufeff" + A, 0, []),
        (A.replace("\n", "\r\n") + "DROP TABLE b;\r\n", 1,
         [("1_a.sql:2:1", "error[ENV506] PostgreSQL refuses this: there is no table b")]),
        ("", 0, [("1_a.sql:1", "warning[ENV506] the file is empty")]),
        ("\n \t\r\n", 0, [("1_a.sql:1", "warning[ENV506] the file is empty")]),
        (A + f"CREATE INDEX i ON a (({'(' * DEEP}id{')' * DEEP}));\n", 0,
         [("1_a.sql:2:10011", NOT_FOLLOWED + "it is nested too deep")]),
        (A + f"CREATE INDEX i ON a (({'(' * 900}id{'+1)' * 900}));\n", 0,
         [("1_a.sql:2:1", NOT_FOLLOWED + "it is nested too deep")]),
        (A + "/*" * 50_000 + "\n", 1, [("1_a.sql:2:1", NO_SQL + "unterminated /* comment")]),
        (A + "SELECT " + "/*" * 5_000 + "*/" * 5_000 + "1;\n", 1,
         [("1_a.sql:2:8", NO_SQL + "there are more comments in it than can be read")]),
        (A + "'" * 99_999, 1, [("1_a.sql:2:1", NO_SQL + "unterminated quoted string")]),
        (A + "\\" * 99_999, 1, [("1_a.sql:2:1", NO_SQL + "syntax error")]),
        (A + "SELECT $a$ " * 20_001, 1, [("1_a.sql:2:30", NO_SQL + "syntax error")]),
    ],
    ids=["syntax error", "half a function", "half a text", "half a comment", "half a name", "psql includes",
         "psql copies", "UTF-16", "NUL", "Latin-1", "mixed", "BOM", "CRLF", "empty", "blank", "parentheses",
         "sums", "open comments", "nested comments", "quotes", "backslashes", "dollars"],
)  # fmt: skip
def test_one_clear_finding(run, content, code, findings):
    assert run(content) == (code, findings)


def test_a_line_of_megabytes(run):
    rows = ",".join(["(1)"] * 300_000)
    code, findings = run(f"{A}INSERT INTO a (id) VALUES {rows}; DROP TABLE b; -- é\n")
    assert (code, [place for place, _ in findings]) == (1, [f"1_a.sql:2:{len(rows) + 29}"])


def test_places_in_a_long_line_that_is_not_ascii(run):
    line = "COMMENT ON TABLE a IS 'é'; " * 4_000
    code, findings = run(f"{A}{line}DROP TABLE b;\n")
    assert (code, [place for place, _ in findings]) == (1, [f"1_a.sql:2:{len(line) + 1}"])


def test_ten_thousand_statements_of_which_some_fail(run):
    good = "UPDATE a SET id = 1;\n" * 5_000
    code, findings = run(f"{A}{good}{'DROP TABLE b;' * 4_999}{A}")
    assert (code, len(findings)) == (1, 2)
    assert findings[0][0] == "1_a.sql:5002:1"
    assert "of 4980 more statements of migrations/1_a.sql the same is to be said" in findings[-1][1]


def test_many_comments_that_are_not_nested(run):
    assert run(A + "/* x */ SELECT 1; -- y\n" * 3_000) == (0, [])


def test_data_of_a_dump_is_passed_over(run):
    rows = "1\t'half\n" * 1_000
    assert run(f"{A}COPY a (id) FROM stdin;\n{rows}\\.\nCREATE TABLE b ();\n") == (0, [])


def test_bytes_of_no_kind(run):
    noise = bytes(range(256)) * 200
    code, findings = run(noise)
    assert code == 1
    assert all(place.startswith("1_a.sql:") for place, _ in findings)
    assert len(findings) <= 22


@given(content=st.binary(max_size=300), down=st.binary(max_size=300))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_judged(tmp_path, content, down):
    found = history(tmp_path, {"1_a.sql": A.encode() + content, "rollback/1_a.sql": down})
    for name in OF_MIGRATIONS:
        if name != "invariant-broken":
            for breach in checks.load("database", name).judge(Database(found)):
                assert breach.at.path.startswith("db")


WORDS = """
CREATE TABLE b (id int REFERENCES a);
DROP TABLE a CASCADE;
ALTER TABLE a DROP id;
TRUNCATE a;
DELETE FROM a;
UPDATE a SET (id, x) = (SELECT 1, 2);
INSERT INTO b SELECT * FROM a;
INSERT INTO b DEFAULT VALUES;
MERGE INTO a USING b ON a.id = b.id WHEN MATCHED THEN DELETE;
COPY a TO STDOUT;
COPY (SELECT * FROM a) TO '/x';
CREATE TABLE c AS SELECT * FROM a;
DO $$ BEGIN IF EXISTS (SELECT 1 FROM a) THEN RAISE EXCEPTION 'x'; END IF; END $$;
DO $$ DECLARE n int; BEGIN SELECT 1, 2 INTO n; IF n > 0 THEN RAISE 'x'; ELSE DROP TABLE a; END IF; END $$;
DO $$ BEGIN FOR i IN 1..3 LOOP RAISE EXCEPTION 'x'; END LOOP; END $$;
DO $$ BEGIN CASE 1 WHEN 2 THEN RAISE EXCEPTION 'x'; ELSE DROP TABLE a; END CASE; END $$;
SELECT 1 / CASE WHEN EXISTS (SELECT 1 FROM a) THEN 0 ELSE 1 END;
SELECT 1 / CASE 1 WHEN 1 THEN 0 END
ALTER TABLE a RENAME TO z;
SELECT
$$
""".strip().splitlines()


@given(up=st.lists(st.sampled_from(WORDS), max_size=6), down=st.lists(st.sampled_from(WORDS), max_size=8))
@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_statements_in_any_order_are_judged(tmp_path, up, down):
    found = history(tmp_path, {"1_a.sql": A + "\n".join(up), "rollback/1_a.sql": "\n".join(down)})
    judged = [each for name in OF_MIGRATIONS if name != "invariant-broken" for each in _breaches(name, found)]
    assert all(breach.message and breach.at.path for breach in judged)


def _breaches(name, found):
    return list(checks.load("database", name).judge(Database(found)))


def test_a_fault_of_the_system_is_no_pass(run, monkeypatch):
    real = os.read

    def broken(descriptor, size):
        if size == len(A) + 7:
            raise OSError(5, "Input/output error")
        return real(descriptor, size)

    monkeypatch.setattr(os, "read", broken)
    code, findings = run(A + "-- 1234")
    assert (code, findings) == (2, [("1_a.sql", "error[ENV901] cannot be read: input/output error")])
