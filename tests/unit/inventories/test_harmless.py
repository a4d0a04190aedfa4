"""Which conditions are asked of a server: everything that is not known to do nothing is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envlint.formats.sql import syntax
from envlint.inventories.database.harmless import LONGEST, NotAsked, question

ASKED = {
    "EXISTS (SELECT 1 FROM tracks WHERE backend <> 'local')": [("public", "tracks")],
    "EXISTS (SELECT 1 FROM auth.users u JOIN ONLY tracks t ON u.id = t.user_id)": [
        ("auth", "users"),
        ("public", "tracks"),
    ],
    "count(*) > 0 FROM tracks": [("public", "tracks")],
    "(SELECT pg_catalog.count(*) FROM tracks) OPERATOR(pg_catalog.>) 0": [("public", "tracks")],
    "EXISTS (WITH a AS (SELECT FROM b) SELECT FROM a)": [("public", "b")],
    "EXISTS (SELECT FROM (SELECT x FROM t UNION ALL SELECT y FROM u ORDER BY 1 LIMIT 3) AS v)": [
        ("public", "t"),
        ("public", "u"),
    ],
    "EXISTS (SELECT FROM t WHERE x = ANY (ARRAY['a', 'b']) AND (y, z) = (1, 2) AND v @> '{}'::jsonb)": [
        ("public", "t")
    ],
    "EXISTS (SELECT FROM t WHERE CASE WHEN x IS NULL THEN true ELSE coalesce(y, '') > greatest('a', 'b') END)": [
        ("public", "t")
    ],
    "EXISTS (SELECT FROM t WHERE created_at > now() - interval '1 day' AND current_date > d)": [("public", "t")],
    "EXISTS (SELECT FROM pg_class)": [("pg_catalog", "pg_class")],
    "to_regclass('public.t') IS NOT NULL": [],
    "true": [],
}


@pytest.mark.parametrize("condition", ASKED)
def test_a_condition_that_only_reads_is_asked(condition):
    asked = question(condition)
    assert list(asked.relations) == ASKED[condition]
    assert [statement.kind for statement in syntax.statements(asked.sql)] == ["SelectStmt"]


NOT_ASKED = {
    "pg_sleep(10) IS NULL": "it calls pg_sleep()",
    "pg_terminate_backend(1)": "it calls pg_terminate_backend()",
    "EXISTS (SELECT FROM t WHERE public.lower(a) = 'x')": "it calls public.lower()",
    "(SELECT nextval('s')) > 1": "it calls nextval()",
    "(SELECT lo_import('/etc/passwd')) > 1": "it calls lo_import()",
    "pg_read_file('/etc/passwd') <> ''": "it calls pg_read_file()",
    "EXISTS (SELECT FROM dblink('', '') AS x (a int))": "it has a part of a kind that is not asked (RangeFunction)",
    "EXISTS (SELECT FROM generate_series(1, 9))": "it has a part of a kind that is not asked (RangeFunction)",
    "EXISTS (SELECT FROM t, LATERAL ROWS FROM (f()) AS x)": "it has a part of a kind that is not asked (RangeFunction)",
    "EXISTS (SELECT FROM t FOR UPDATE)": "it has a part of a kind that is not asked (SelectStmt.lockingClause)",
    "EXISTS (SELECT FROM t FOR KEY SHARE)": "it has a part of a kind that is not asked (SelectStmt.lockingClause)",
    "EXISTS (SELECT * INTO u FROM t)": "it has a part of a kind that is not asked (SelectStmt.intoClause)",
    "EXISTS (WITH x AS (DELETE FROM t RETURNING 1) SELECT FROM x)": (
        "it has a part of a kind that is not asked (DeleteStmt)"
    ),
    "EXISTS (WITH x AS (INSERT INTO t VALUES (1) RETURNING 1) SELECT FROM x)": (
        "it has a part of a kind that is not asked (InsertStmt)"
    ),
    "EXISTS (WITH RECURSIVE x AS (SELECT 1 UNION ALL SELECT 1 FROM x) SELECT FROM x)": (
        "it has a part of a kind that is not asked (WithClause.recursive)"
    ),
    "EXISTS (SELECT FROM t TABLESAMPLE system (1))": "it has a part of a kind that is not asked (RangeTableSample)",
    "EXISTS (SELECT FROM t WHERE a OPERATOR(public.=) 'x')": "it has an operator of its own",
    "EXISTS (SELECT FROM t WHERE 1 OPERATOR(public.=) ANY (SELECT 1))": "it has an operator of its own",
    "EXISTS (SELECT FROM t WHERE a = 'x'::mood)": "it makes something a mood",
    "EXISTS (SELECT FROM t WHERE a = 'x'::regprocedure)": "it makes something a regprocedure",
    "EXISTS (SELECT FROM t WHERE a = 'x'::public.text)": "it makes something a public.text",
    "EXISTS (SELECT max(n) OVER () FROM t)": "it has a part of a kind that is not asked (FuncCall.over)",
    "EXISTS (SELECT FROM t WHERE coalesce(VARIADIC a))": "it is no expression",
    "concat(VARIADIC ARRAY['a']) = ''": "it has a part of a kind that is not asked (FuncCall.func_variadic)",
    "EXISTS (SELECT FROM t WHERE a ~ '\\d')": "it has a backslash, which not every server reads alike",
    "how_many > 0": "it asks for how_many, which only its block knows",
    "NOT found": "it asks for found, which only its block knows",
    "TG_OP = 'DELETE'": "it asks for tg_op, which only its block knows",
    "a = $1 FROM t": "it has a part of a kind that is not asked (ParamRef)",
    "true); DELETE FROM t; SELECT (true": "it is more than an expression",
    "true); SELECT (true": "it is more than an expression",
    "true), (true": "it is more than an expression",
    "true) FROM t WHERE (true": "it is more than an expression",
    "true /*": "it is no expression",
    " ": "it is empty",
    "x" * (LONGEST + 1): "it is too long",
}


@pytest.mark.parametrize("condition", NOT_ASKED, ids=lambda text: text[:40])
def test_all_else_is_not_asked_and_it_is_said_why(condition):
    with pytest.raises(NotAsked) as refused:
        question(condition)
    assert refused.value.reason == NOT_ASKED[condition]


def test_a_reason_is_short_and_on_one_line():
    with pytest.raises(NotAsked) as refused:
        question(f'"{"x" * 55}\n\x1b[2J{"y" * 50}"() = 1')
    assert len(refused.value.reason) < 80
    assert refused.value.reason.isprintable()


def test_a_name_gets_its_schema_where_the_parser_says_that_it_stands():
    asked = question("EXISTS (SELECT 'tracks', é.x, tracks.y FROM é, tracks /* tracks */ WHERE tracks.x = 'é tracks')")
    assert '"public".é, "public".tracks /* tracks */ WHERE tracks.x' in asked.sql
    assert asked.sql.count('"public"') == 2


def test_a_name_is_not_guessed_where_the_search_path_is_not_known():
    with pytest.raises(NotAsked):
        question("EXISTS (SELECT FROM t)", "")
    assert question("EXISTS (SELECT FROM a.t)", "").relations == (("a", "t"),)


@pytest.mark.parametrize(
    ("condition", "columns"),
    [
        ("EXISTS (SELECT * FROM t WHERE t.a = 'x')", {"a"}),
        ("EXISTS (SELECT FROM t JOIN u USING (id))", {"id"}),
        ("EXISTS (SELECT FROM t NATURAL JOIN u)", None),
        ("EXISTS (SELECT DISTINCT * FROM t)", None),
        ("EXISTS (SELECT DISTINCT a FROM t)", {"a"}),
        ("EXISTS (TABLE t UNION TABLE u)", None),
        ("EXISTS (SELECT FROM t WHERE t = ROW (1))", None),
        ("EXISTS (SELECT FROM t AS x WHERE x IS NULL)", None),
    ],
)
def test_the_columns_that_something_is_done_with_are_known(condition, columns):
    assert question(condition).columns == columns


WORDS = (
    "SELECT EXISTS FROM WHERE WITH AS DELETE JOIN ON LIMIT NOT NULL text t a é f( count( ( ) = , ; :: $$ -- /* */ * 1"
    " 'x' \" \n ORDER BY"
)
PIECES = st.sampled_from(WORDS.split(" "))


@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_whatever_is_asked_is_one_query_that_names_schemas(condition):
    try:
        asked = question(condition)
    except NotAsked:
        return
    (statement,) = syntax.statements(asked.sql)
    assert statement.kind == "SelectStmt"
    assert all(schema for schema, _ in asked.relations)


@given(st.text(max_size=60))
def test_any_text_is_asked_or_not(condition):
    try:
        said = question(condition).sql
    except NotAsked as refused:
        said = refused.reason
    assert said
