"""A literal of SQL is shown where it is a short plain word of what is no secret by its name, else masked."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from envlint.checks.database.literals import expression, literal, state
from envlint.checks.shown import PLAIN
from envlint.formats.sql.difference import Difference
from envlint.formats.sql.literals import quoted


@pytest.mark.parametrize(
    ("text", "name", "shown"),
    [
        ("'local'", "a.kind", "'local'"),
        ("'30 days'", "a.kept", "'30 days'"),
        ("''", "a.api_token", "''"),
        ("'{}'", "a.settings", "'{}'"),
        ("'local'", "a.api_token", "'***'"),
        ("'local'", 'a."ApiToken"', "'***'"),
        ("'local'", "auth.passwords", "'***'"),
        ("12", "a.rounds", "12"),
        ("12", "a.password", "***"),
        ("true", "a.password", "true"),
        ("NULL", "a.password", "NULL"),
        ("'a:b'", "a.kind", "'***'"),
        (f"'{'a' * 33}'", "a.kind", "'***'"),
        ("'sk_live_aaaabbbbccccdddd'", "a.kind", "'***'"),
        ("nextval('a_id_seq')", "a.id", "nextval('a_id_seq')"),
        ("encode(gen_random_bytes(32), 'hex')", "a.key", "encode(gen_random_bytes(32), 'hex')"),
        ("(kind IN ('x', 'y''z', 'w'))", "", "(kind IN ('x', '***', 'w'))"),
        ("((api_token = 'x') OR (kind = 'y'))", "", "((api_token = '***') OR (kind = '***'))"),
        ("(\"API Token\" = 'x')", "", "(\"API Token\" = '***')"),
        ("(kind COLLATE \"C\" = 'x')", "", "(kind COLLATE \"C\" = 'x')"),
        ("kind text not null default 'x'::text", "", "kind text not null default 'x'::text"),
        ("api_token text default 'x'", "", "api_token text default '***'"),
        ("numeric(10,2)", "", "numeric(10,2)"),
        ('{"SubLink": {"sval": "x"}}', "", "***"),
        ("E'x'", "", "***"),
        ("$$x$$", "", "***"),
        ("x' = 'y", "", "***"),
        ("(x' = 'y' OR x' = 'z')", "", "***"),
        ("'x' -- y", "", "***"),
        ("'x", "", "***"),
        ("", "a.password", ""),
    ],
)
def test_an_expression(text, name, shown):
    assert expression(text, name) == shown


@given(
    st.text(st.sampled_from("aB1 '\"$\\-/*_.:é\n"), max_size=40), st.sampled_from(["kind", "api_token", 'x"y', "x'y"])
)
@example("a' b", "x'y")
def test_no_odd_literal_stays(text, name):
    if not PLAIN.issuperset(text) or len(text) > 32:
        shown = expression(f"({name} = {quoted(text)})")
        assert quoted(text) not in shown
        assert shown in ("***", f"({name} = '***')")
        assert literal(text, name) == ("***" if text else "")


@pytest.mark.parametrize(
    ("kind", "what", "text", "shown"),
    [
        ("type", "values", "local, s3", "local, s3"),
        ("type", "values", "local, a:b", "local, ***"),
        ("type", "values", "local, 'a, b'", "***"),
        ("column", "default", "'local'", "'***'"),
        ("column", "type", "character varying(16)", "character varying(16)"),
        ("column", "nullability", "NOT NULL", "NOT NULL"),
        ("constraint", "condition", "(kind = 'a:b')", "(kind = '***')"),
        ("constraint", "target", 'auth."x.y" (id)', 'auth."x.y" (id)'),
        ("index", "columns", "lower(kind) DESC", "lower(kind) DESC"),
    ],
)
def test_a_state_of_what_differs(kind, what, text, shown):
    name = "a.password" if what == "default" else "a.kind"
    assert state(Difference(kind, name, what, text, "", None), text) == shown
