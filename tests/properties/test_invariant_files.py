from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from toml_texts import SCALARS, TABLES, WORDS, documents

from envlint.core.errors import LoadErrors
from envlint.core.invariant import SUBJECTS, Invariant
from envlint.core.tier import BUILT_IN
from envlint.rules.descriptions import OF_INVARIANTS
from envlint.rules.invariants import load as invariants
from envlint.rules.invariants.model import DEMANDS
from envlint.rules.load import load
from envlint.rules.schema import schema

NAMES = st.sampled_from(["users", "tracks.*", "tracks.title", "*", "a.b.c", "", " ", "\x1b[2J", "{table}"])
SQL = st.one_of(
    st.sampled_from(["uuid", "a int", "b text not null", "now()", "'x'", "varchar(", "a int); drop table b", "local"]),
    st.text("ab ()';,-", max_size=6),
)
BACKEND = st.sampled_from(["$BACKEND", "$BACKEN", "$", "BACKEND", "$BARE"])
FITTING: dict[str, st.SearchStrategy[Any]] = {
    "only": st.lists(NAMES, max_size=2),
    "tag": st.sampled_from(["a", "b", "none"]),
    "except": st.dictionaries(NAMES, st.sampled_from(["Legacy.", ""]), max_size=2),
    "since": st.one_of(st.integers(-1, 99), st.sampled_from(["076", "1.2", "x"])),
    "level": st.one_of(
        st.sampled_from(["off", "error", "bad"]),
        st.dictionaries(st.sampled_from(["prod", "else", "x"]), st.sampled_from(["info", "warning"]), max_size=3),
    ),
    "has": st.lists(st.one_of(SQL, st.sampled_from(["rollback", "guard", "gaurd"])), max_size=2),
    "type": st.one_of(SQL, st.lists(SQL, max_size=2)),
    "default": st.one_of(SQL, BACKEND),
    "values": st.one_of(BACKEND, st.lists(SCALARS, max_size=2)),
    "columns": st.lists(st.sampled_from(["id", "b", ""]), max_size=2),
    "name": st.text("{}*_t", max_size=6).map(lambda text: text.replace("t", "{table}")),
    **dict.fromkeys(("null", "indexed", "comment", "gaps"), st.booleans()),
    **dict.fromkeys(
        ("on_delete", "on_update"),
        st.one_of(st.sampled_from(["CASCADE", "set null"]), st.lists(st.just("CASCADE"), max_size=2)),
    ),
}
PAIRS = st.one_of([st.tuples(st.just(key), values) for key, values in FITTING.items()])
MISSPELT = st.dictionaries(st.sampled_from([*OF_INVARIANTS, "typo", "required", "in"]), SCALARS, max_size=1)
OWN = st.fixed_dictionaries(
    {"id": st.sampled_from(["x", "y", 1, "BACKEND", ""]), "of": st.sampled_from([*SUBJECTS, "tabel"])}
)
SENTENCES = st.builds(
    lambda own, pairs, other: {**own, **dict(pairs), **other}, OWN, st.lists(PAIRS, max_size=4), MISSPELT
)
FILES = st.builds(
    lambda sentences, tags: {"invariant": sentences, "tag": tags, "BACKEND": {"values": ["a"]}, "BARE": {}},
    st.lists(SENTENCES, max_size=3),
    st.one_of(st.dictionaries(st.sampled_from("ab"), st.lists(NAMES, max_size=2)), TABLES),
)
GOOD: dict[str, st.SearchStrategy[Any]] = {
    "type": st.sampled_from(["uuid", ["uuid", "varchar(16)"], "timestamptz[]"]),
    "default": st.sampled_from(["now()", "'x'", "0", "$BACKEND"]),
    "values": st.sampled_from([["a"], ["a", 1, True], "$BACKEND"]),
    "columns": st.sampled_from([["id"], ["a", "b"]]),
    "name": st.sampled_from(["*", "a_*_b", "plain"]),
    "method": st.sampled_from(["btree", "gin"]),
    "null": st.booleans(),
    **dict.fromkeys(("indexed", "comment"), st.just(True)),
    "gaps": st.just(False),
    **dict.fromkeys(("on_delete", "on_update"), st.sampled_from(["CASCADE", ["SET NULL", "NO ACTION"]])),
}
HAS = {
    "table": st.sampled_from([["id uuid"], ["a", "b text not null default ''"]]),
    "migration": st.sampled_from([["rollback"], ["rollback", "guard"]]),
}
WHERE: dict[str, st.SearchStrategy[Any]] = {
    "only": st.lists(st.sampled_from(["*", "a.b", "users.*", "auth.x.y"]), min_size=1, max_size=2, unique=True),
    "tag": st.sampled_from(["a", "b"]),
    "except": st.dictionaries(st.sampled_from(["a.b", "*.c"]), st.just("Legacy."), max_size=2),
    "since": st.sampled_from([76, "076", "1.2"]),
    "level": st.sampled_from(["off", "error", {"prod": "error", "else": "info"}]),
}


@st.composite
def right(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw invariants with which nothing is wrong."""
    entries = []
    for index in range(draw(st.integers(1, 3))):
        of = draw(st.sampled_from(SUBJECTS))
        asked = draw(st.lists(st.sampled_from(DEMANDS[of]), min_size=1, max_size=3, unique=True))
        where = draw(st.lists(st.sampled_from(sorted(WHERE)), max_size=2, unique=True))
        entry = {"id": f"i{index}", "of": of} | {key: draw(WHERE[key]) for key in where}
        entries.append(entry | {key: draw(HAS[of] if key == "has" else GOOD[key]) for key in asked})
    return entries


BACKENDS = {"values": ["a", "b"], "default": "a"}
VALIDATOR = Draft202012Validator(schema())


def loaded(*files: tuple[str, bytes]) -> dict[str, tuple[Invariant, ...]] | list[str]:
    """Load files: their errors where they have some, and each of these has its place and stands on one line."""
    try:
        return invariants.load(files, BUILT_IN)
    except LoadErrors as found:
        for error in found.errors:
            assert error.at is not None
            assert error.at.line > 0
            assert str(error).isprintable()
        return list(map(str, found.errors))


@settings(deadline=None)
@given(FILES, st.data())
def test_any_tables_are_invariants_or_errors(tables: dict[str, Any], data: st.DataObject) -> None:
    loaded(("r.toml", data.draw(documents(tables)).encode()))


@settings(deadline=None)
@given(right(), st.data())
def test_what_can_be_said_is_said_of_every_tier(entries: list[dict[str, Any]], data: st.DataObject) -> None:
    tables = {"invariant": entries, "tag": {"a": ["users"], "b": ["tracks", "a.b"]}, "BACKEND": BACKENDS}
    text = data.draw(documents(tables)).encode()
    found = loaded(("r.toml", text))
    assert isinstance(found, dict)
    assert set(load([("r.toml", text)], BUILT_IN)) == set(found)
    for tier in found.values():
        assert [each["id"] for each in entries] == [each.id for each in tier]
        for entry, each in zip(entries, tier, strict=True):
            assert {key for key, _ in each.demands} == set(entry) & set(DEMANDS[each.of])
            assert all(each.at_only(pattern).path == "r.toml" for pattern in each.only)
    assert list(VALIDATOR.iter_errors(tables)) == []


@settings(deadline=None)
@given(right(), MISSPELT, st.data())
def test_one_key_too_many_changes_nothing_else(entries: list[Any], other: dict[str, Any], data: st.DataObject) -> None:
    tables = {"invariant": [*entries, {**entries[0], "id": "last", **other}], "tag": {"a": ["users"], "b": ["c"]}}
    found = loaded(("r.toml", data.draw(documents({**tables, "BACKEND": BACKENDS})).encode()))
    if isinstance(found, dict):
        assert [each.id for each in found["staging"]][:-1] == [each["id"] for each in entries]
        assert list(VALIDATOR.iter_errors(tables)) == []


@settings(deadline=None)
@given(st.lists(SENTENCES, max_size=2), st.lists(SENTENCES, max_size=2), st.data())
def test_the_order_of_files_does_not_matter(one: list[Any], other: list[Any], data: st.DataObject) -> None:
    tags = {"a": ["users"], "b": ["tracks"]}
    first = ("a.toml", data.draw(documents({"invariant": one, "tag": tags})).encode())
    second = ("b.toml", data.draw(documents({"invariant": other, "BACKEND": {"values": ["a"]}, "BARE": {}})).encode())
    assert loaded(first, second) == loaded(second, first)


@given(st.one_of(SCALARS, st.lists(SCALARS, max_size=2), TABLES), st.sampled_from(["invariant", "tag"]), st.data())
def test_anything_can_stand_in_their_place(value: Any, key: str, data: st.DataObject) -> None:
    tables = value if isinstance(value, dict) else {"x": value}
    loaded(("r.toml", data.draw(documents({key: tables})).encode()))
    loaded(("r.toml", data.draw(documents({key: [tables]})).encode()))


@given(WORDS, st.data())
def test_any_key_is_known_or_an_error(key: str, data: st.DataObject) -> None:
    entry = {"id": "x", "of": "table", "comment": True, key: data.draw(SCALARS)}
    assert isinstance(loaded(("r.toml", data.draw(documents({"invariant": [entry]})).encode())), list)
