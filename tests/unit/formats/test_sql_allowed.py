"""Which values a column may have: by its CHECKs, its type, and what a condition demands."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envlint.formats.sql.allowed import allowed, constant, listed, values
from envlint.formats.sql.building import Builder
from envlint.formats.sql.catalogue import Catalogue

if TYPE_CHECKING:
    from envlint.core.location import Location

pytest.importorskip("pglast", reason="the extra sql is not installed")


def built(*texts: str, complete: bool = True) -> Catalogue:
    builder = Builder(Catalogue(complete=complete))
    for number, text in enumerate(texts, 1):
        applied = builder.apply(f"{number}.sql", text)
        assert [fault for fault in applied.faults if fault.kind != "assumed"] == []
    return builder.catalogue


def column(definition: str, before: str = "", after: str = "") -> tuple[str, ...] | None:
    return allowed(built(f"{before}; CREATE TABLE t (c {definition}, d text, n int); {after}"), "t", "c")


def condition(text: str) -> dict[str, tuple[str, ...]]:
    index = built(f"CREATE TABLE t (c text, d text, n int, b bool); CREATE INDEX i ON t (n) WHERE {text}")
    predicate = index.tables["t"].indexes["i"].predicate
    assert predicate is not None
    return listed(predicate.node)


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        ("text", None),
        ("text CHECK (c <> '')", None),
        ("text CHECK (c IN ('b', 'a', 'b'))", ("b", "a")),
        ("text CHECK (c IN ('a', 'b', 'c')) CHECK (c IN ('c', 'b', 'd'))", ("b", "c")),
        ("text CHECK (c IN ('a')) CHECK (c IN ('b'))", ()),
        ("text CHECK (c IN ('a', NULL))", None),
        ("text CHECK (c IS NULL OR c = 'a')", ("a",)),
        ("text CHECK ((c)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))", ("a", "b")),
        ("int CHECK (c IN (1, 2))", ("1", "2")),
        ("bool CHECK (c = true)", ("true",)),
        ("text[] CHECK (c <@ ARRAY['a'])", None),
    ],
)
def test_values_of_a_check(definition: str, expected: tuple[str, ...] | None) -> None:
    assert column(definition) == expected


@pytest.mark.parametrize(
    ("types", "definition", "expected"),
    [
        ("CREATE TYPE k AS ENUM ('a', 'b')", "k", ("a", "b")),
        ("CREATE TYPE k AS ENUM ('a', 'b')", "k[]", None),
        ("CREATE TYPE k AS ENUM ('a', 'b')", "k CHECK (c <> 'a')", ("a", "b")),
        ("CREATE TYPE k AS ENUM ('a', 'b')", "k CHECK (c IN ('b', 'a'))", ("b", "a")),
        ("CREATE TYPE k AS ENUM ('a', 'b')", "k CHECK (c IN ('b'))", ("b",)),
        ("CREATE TYPE app.k AS ENUM ('a')", "app.k", ("a",)),
        ("CREATE TYPE k AS ENUM ()", "k", ()),
        ("CREATE DOMAIN k AS text CHECK (VALUE IN ('a', 'b'))", "k", ("a", "b")),
        ("CREATE DOMAIN k AS text CHECK (length(VALUE) < 9)", "k", None),
        ("CREATE DOMAIN l AS text CHECK (VALUE IN ('a', 'b')); CREATE DOMAIN k AS l", "k", ("a", "b")),
        ("CREATE TYPE l AS ENUM ('a', 'b'); CREATE DOMAIN k AS l CHECK (VALUE = 'b')", "k", ("b",)),
        ("CREATE DOMAIN k AS text CHECK (VALUE = 'a'); ALTER DOMAIN k DROP CONSTRAINT k_check", "k", None),
    ],
)
def test_values_of_a_type(types: str, definition: str, expected: tuple[str, ...] | None) -> None:
    assert column(definition, types) == expected


def test_what_is_not_there_lists_nothing() -> None:
    catalogue = built("CREATE TABLE t (c text CHECK (c IN ('a')))")
    assert allowed(catalogue, "t", "d") is None
    assert allowed(catalogue, "u", "c") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("c = 'a'", {"c": ("a",)}),
        ("'a' = c", {"c": ("a",)}),
        ("c = 'a' AND n > 3", {"c": ("a",)}),
        ("c = 'a' AND d IN ('x', 'y')", {"c": ("a",), "d": ("x", "y")}),
        ("c = 'a' AND c = 'b'", {"c": ()}),
        ("c = 'a' OR c = 'b'", {"c": ("a", "b")}),
        ("(c = 'a' AND n = 1) OR (c = 'b' AND n = 2)", {"c": ("a", "b"), "n": ("1", "2")}),
        ("c = 'a' OR d = 'b'", {}),
        ("c = 'a' OR n > 3", {}),
        ("c <> 'a'", {}),
        ("NOT c = 'a'", {}),
        ("b", {}),
        ("c = d", {}),
        ("c IS NULL", {}),
    ],
)
def test_what_a_condition_demands(text: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert condition(text) == expected


def test_no_condition_demands_nothing() -> None:
    assert listed(None) == {} == listed({})
    assert constant(None) is None


SCHEMA = """-- ü
CREATE TYPE k AS ENUM ('x', 'y');
CREATE DOMAIN w AS text
    CHECK (VALUE IN ('p', 'q'));
CREATE TABLE t (é text, c text DEFAULT 'a' CHECK (c IN ('a', 'b')),
    d k DEFAULT 'x', e w);
"""


def spot(at: Location | None) -> tuple[str, int, int, int] | None:
    return at and (at.path, at.line, at.column, at.end_column)


def test_every_value_has_its_place() -> None:
    catalogue = built(SCHEMA)
    found = {name: [spot(one.at) for one in values(catalogue, "t", name) or ()] for name in "cde"}
    assert found == {
        "c": [("1.sql", 5, 57, 60), ("1.sql", 5, 62, 65)],
        "d": [("1.sql", 2, 24, 27), ("1.sql", 2, 29, 32)],
        "e": [("1.sql", 4, 22, 25), ("1.sql", 4, 27, 30)],
    }


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE t RENAME c TO z; ALTER TABLE t RENAME z TO c",
        "ALTER TABLE t RENAME TO u; ALTER TABLE u RENAME TO t",
        "ALTER TABLE t RENAME CONSTRAINT t_c_check TO other",
        "ALTER TABLE t ALTER c TYPE varchar(9)",
        "ALTER TABLE t ALTER c SET NOT NULL",
    ],
)
def test_places_outlast_what_does_not_concern_them(change: str) -> None:
    catalogue = built(SCHEMA, change)
    default = catalogue.tables["t"].columns["c"].default
    assert default is not None
    assert [spot(at) for at in default.places.values()] == [("1.sql", 5, 40, 43)]
    assert [spot(one.at) for one in values(catalogue, "t", "c") or ()] == [("1.sql", 5, 57, 60), ("1.sql", 5, 62, 65)]


def test_a_value_of_an_enum_under_its_new_name() -> None:
    catalogue = built(SCHEMA, "ALTER TYPE k RENAME VALUE 'x' TO 'z'")
    assert allowed(catalogue, "t", "d") == ("z", "y")
    default = catalogue.tables["t"].columns["d"].default
    assert default is not None
    literal = constant(default.node)
    assert literal is not None
    assert (literal.text, spot(default.places[literal.location])) == ("z", ("1.sql", 6, 17, 20))


def test_places_in_a_block() -> None:
    text = "DO $$ BEGIN\n  IF true THEN\n    CREATE TABLE t (ü text, c text CHECK (c IN ('a')));\n  END IF;\nEND $$;"
    assert [spot(one.at) for one in values(built(text), "t", "c") or ()] == [("1.sql", 3, 49, 52)]


def test_a_catalogue_of_which_statements_were_left_out() -> None:
    catalogue = built(
        "ALTER TABLE t ADD CHECK (c IN ('a', 'b')), ADD d k, ADD FOREIGN KEY (u) REFERENCES other",
        "ALTER TABLE t DROP CONSTRAINT unknown, DROP unknown, ALTER e SET DEFAULT 'x'",
        "CREATE TYPE k AS ENUM ('x'); CREATE TYPE k AS ENUM ('y')",
        "CREATE TABLE u (c text CHECK (c IN ('a'))); CREATE TABLE u (c text CHECK (c IN ('b')))",
        "ALTER TABLE u ADD CONSTRAINT v CHECK (c = 'b'); ALTER TABLE u ADD CONSTRAINT v CHECK (c <> 'a')",
        complete=False,
    )
    assert allowed(catalogue, "t", "c") == ("a", "b")
    assert allowed(catalogue, "t", "d") == ("y",)
    assert allowed(catalogue, "u", "c") == ("b",)
    assert not catalogue.tables["t"].complete
    assert catalogue.copy().complete is False


# A law: whatever row a CHECK lets in has in each column that it lists one of the values, or NULL.
ROWS = [dict(zip("cd", row, strict=True)) for row in itertools.product(("x", "y", "z", None), repeat=2)]
TEXTS = st.sampled_from("xyz")
NAMES = st.sampled_from("cd")
LEAVES = st.one_of(
    st.tuples(st.just("="), NAMES, TEXTS),
    st.tuples(st.just("<>"), NAMES, TEXTS),
    st.tuples(st.just("IN"), NAMES, st.lists(TEXTS, min_size=1, max_size=3)),
    st.tuples(st.just("ANY"), NAMES, st.lists(TEXTS, min_size=1, max_size=3)),
    st.tuples(st.just("NULL"), NAMES, st.just("")),
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(st.just("AND"), inner, inner),
        st.tuples(st.just("OR"), inner, inner),
        st.tuples(st.just("NOT"), inner, st.just("")),
    ),
    max_leaves=8,
)


def in_sql(tree: tuple) -> str:
    kind, one, two = tree
    quoted = [f"'{text}'" for text in two] if kind in ("IN", "ANY") else []
    match kind:
        case "AND" | "OR":
            return f"({in_sql(one)} {kind} {in_sql(two)})"
        case "NOT":
            return f"(NOT {in_sql(one)})"
        case "NULL":
            return f"{one} IS NULL"
        case "IN":
            return f"{one} IN ({', '.join(quoted)})"
        case "ANY":
            return f"{one} = ANY (ARRAY[{', '.join(quoted)}])"
        case _:
            return f"{one} {kind} '{two}'"


def truth(tree: tuple, row: dict[str, str | None]) -> bool | None:
    kind, one, two = tree
    if kind in ("AND", "OR"):
        sides = {truth(one, row), truth(two, row)}
        decides = kind == "OR"
        return decides if decides in sides else None if None in sides else not decides
    if kind == "NOT":
        inner = truth(one, row)
        return None if inner is None else not inner
    if kind == "NULL":
        return row[one] is None
    if row[one] is None:
        return None
    return row[one] != two if kind == "<>" else row[one] in two


@given(TREES)
def test_a_row_that_a_check_lets_in_has_what_is_listed(tree: tuple) -> None:
    expected = condition(in_sql(tree))
    for row in ROWS:
        if truth(tree, row) is not False:
            for name, found in expected.items():
                assert row[name] is None or row[name] in found
