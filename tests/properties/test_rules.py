from __future__ import annotations

import os
import tempfile
import tomllib
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from toml_texts import SCALARS, TABLES, WORDS, basic, documents, paths

from envlint.core.errors import LoadErrors
from envlint.core.rule import Atom, Plan
from envlint.core.tier import BUILT_IN
from envlint.rules import cache
from envlint.rules.atoms import NoAtom, parse
from envlint.rules.compile import pack, unpack
from envlint.rules.descriptions import DESCRIPTIONS
from envlint.rules.load import load
from envlint.rules.locate import Locator, locate

SYNTAX = st.text("ab[]{}=.,#\"'\\\n\r\t 1-\0\ufeff", max_size=60)
NAMES = ("ALPHA", "BETA", "GAMMA")
TYPES = ("string", "int", "port", "bool", "enum", "url", "duration", "secret", "list<int>", "list<origin>", "json", "?")
CONDITIONS = st.one_of(
    st.sampled_from(
        ["ALPHA", "!BETA", "BETA=true", "ALPHA>=1", "GAMMA.scheme=https", "ALPHA<=$BETA", "*", "DELTA", "=A"]
    ),
    st.text("ALPH=!<>$|'. a1", max_size=8),
)
FITTING: dict[str, st.SearchStrategy[Any]] = {
    "type": st.sampled_from(TYPES),
    "default": st.one_of(SCALARS, st.sampled_from(["1", "true", "30s", "https://a.example", "a,b"])),
    "values": st.one_of(st.lists(SCALARS, max_size=3), st.dictionaries(WORDS, st.text("ab", max_size=3), max_size=3)),
    "required": st.one_of(st.booleans(), st.lists(st.sampled_from(["prod", "dev", "x"]), max_size=2)),
    "level": st.one_of(
        st.sampled_from(["off", "error", "bad"]),
        st.dictionaries(st.sampled_from(["prod", "else", "x"]), st.sampled_from(["info", "warning"]), max_size=3),
    ),
    "pattern": st.text("a(|)[]*+?{}1\\", max_size=6),
    "sep": st.sampled_from([",", ";", "", "::"]),
    "items": st.dictionaries(st.sampled_from(["min", "max", "pattern", "values"]), st.integers(0, 3), max_size=2),
    **dict.fromkeys(("requires", "forbid", "conflicts"), st.lists(CONDITIONS, max_size=2)),
    **dict.fromkeys(("differs_from", "all_or_none", "one_of", "same_as"), st.lists(st.sampled_from(NAMES), max_size=3)),
    **dict.fromkeys(("min", "max"), st.one_of(st.integers(0, 9), st.sampled_from(["1s", "x"]))),
    **dict.fromkeys(("min_length", "max_length"), st.integers(0, 9)),
    "when": st.dictionaries(
        st.sampled_from(["true", "a", "1"]),
        st.fixed_dictionaries({"requires": st.lists(CONDITIONS, max_size=2)}),
        max_size=2,
    ),
}
KEYS = st.dictionaries(st.sampled_from([*DESCRIPTIONS, "typo"]), SCALARS, max_size=1)
PAIRS = st.one_of([st.tuples(st.just(key), values) for key, values in FITTING.items()])
OWN_KEYS = st.lists(PAIRS, max_size=4).map(dict)
RULES = st.one_of(OWN_KEYS, st.builds(lambda own, tier: {**own, "in": {"prod": tier}}, OWN_KEYS, OWN_KEYS))
MISSPELT = st.builds(lambda own, other: {**own, **other}, OWN_KEYS, KEYS)
FILES = st.builds(
    lambda tables, rules: {**tables, "rule": rules},
    st.fixed_dictionaries({"ALPHA": RULES}, optional={"BETA": RULES, "GAMMA": MISSPELT}),
    st.lists(RULES, max_size=1),
)


def loaded(data: bytes) -> dict[str, Plan] | None:
    """Load a file: None where it has errors, and each of them has its place and stands on one line."""
    try:
        return load([("r.toml", data)], BUILT_IN)
    except LoadErrors as found:
        for error in found.errors:
            assert error.at is not None
            assert error.at.path == "r.toml"
            assert error.at.line > 0
            assert "\n" not in str(error)
        return None


@given(st.dictionaries(WORDS, st.one_of(TABLES, st.lists(TABLES, min_size=1, max_size=2)), max_size=2), st.data())
def test_every_key_of_a_text_is_found_and_every_value_reads_back(tables: dict[str, Any], data: st.DataObject) -> None:
    text = data.draw(documents(tables))
    assert tomllib.loads(text) == tables
    locator = Locator(text)
    lines = [*text.replace("\r\n", "\n").split("\n"), ""]
    for keys in paths(tables):
        value: Any = tables
        for key in keys:
            value = value[key]
        in_array = isinstance(keys[-1], int) and len(keys) > 2
        if not in_array:
            assert named(cut(lines, locator.find(keys, "key"))) == (keys[0] if isinstance(keys[-1], int) else keys[-1])
        if len(keys) > 1 and keys in locator.values:
            assert tomllib.loads(f"x = {cut(lines, locator.find(keys, 'value'))}") == {"x": value}
        elif not isinstance(value, dict):
            assert len(keys) == 1


def cut(lines: list[str], place: tuple[int, int, int, int]) -> str:
    line, column, end_line, end_column = place
    inside = lines[line - 1 : end_line]
    inside[-1] = inside[-1][: end_column - 1]
    inside[0] = inside[0][column - 1 :]
    return "\n".join(inside)


def named(written: str) -> str:
    return next(iter(tomllib.loads(f"{written} = 1")))


@given(SYNTAX, st.lists(st.one_of(st.sampled_from(["a", "b", "1"]), st.integers(0, 2)), max_size=3))
@example("[" * 5000, ["a"])
@example("a=" + "[" * 5000, ["a"])
@example("a={a=" * 5000, ["a"])
def test_any_text_can_be_searched(text: str, keys: list[str | int]) -> None:
    line, column, _, _ = locate(text, tuple(keys))
    assert (line > 0) == (column > 0)


@given(
    st.one_of(
        st.binary(max_size=60),
        SYNTAX.map(str.encode),
        st.text(max_size=40).map(lambda text: text.encode("utf-8", "replace")),
    )
)
@example(b"a=" + b"[" * 100_000)
@example(b"A = " + b"9" * 5000)
@example(b"[A]\ndefault = 0x" + b"F" * 5000)
@example(b"[A]\ndefault = nan\nmin = inf")
@example(b"\xff\xfe[\0A\0]\0")
def test_any_bytes_are_plans_or_errors(data: bytes) -> None:
    loaded(data)


@settings(deadline=None)
@given(FILES, st.data())
def test_any_tables_are_plans_or_errors_and_plans_survive_packing(tables: dict[str, Any], data: st.DataObject) -> None:
    text = data.draw(documents(tables))
    plans = loaded(text.encode())
    for plan in (plans or {}).values():
        assert unpack(pack(plan)) == plan


@given(st.text("AB_ab.=!<>|$' \"x1", max_size=16))
def test_any_text_is_a_condition_or_is_not(text: str) -> None:
    try:
        atom = parse(text)
    except NoAtom:
        return
    assert parse(written(atom)) == atom.replace(text=written(atom))


ATOMS = st.builds(
    lambda name, part, operator, values: Atom(
        name, operator, part, tuple(values if operator in ("=", "!=") else values[:1])
    ),
    st.sampled_from(["NAME", "http_proxy"]),
    st.sampled_from(["", "host", "query.k"]),
    st.sampled_from(["=", "!=", "<", "<=", ">", ">="]),
    st.lists(st.text(max_size=6), min_size=1, max_size=3),
)


@given(ATOMS)
def test_a_condition_that_was_written_reads_back(atom: Atom) -> None:
    text = written(atom)
    assert parse(text) == atom.replace(text=text)


def written(atom: Atom) -> str:
    name = f"{atom.name}.{atom.part}" if atom.part else atom.name
    if atom.operator in ("set", "unset"):
        return name if atom.operator == "set" else f"!{name}"
    right = f"${atom.other}" if atom.other else "|".join("'" + value.replace("'", "''") + "'" for value in atom.values)
    return f"{name}{atom.operator}{right}"


PLAIN = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.binary(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)),
    max_leaves=6,
)


@given(PLAIN, st.data())
def test_what_is_stored_comes_back_and_what_is_damaged_does_not(plain: Any, data: st.DataObject) -> None:
    key = cache.key([b"x"])
    with tempfile.TemporaryDirectory() as home, mock.patch.dict(os.environ, {"XDG_CACHE_HOME": home, "HOME": home}):
        cache.store(key, plain)
        assert cache.fetch(key) == plain
        path = Path(cache.folder()) / key
        whole = path.read_bytes()
        at = data.draw(st.integers(0, len(whole) - 1))
        changed = data.draw(
            st.sampled_from([whole[:at], whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :], whole + b"x"])
        )
        path.write_bytes(changed)
        assert cache.fetch(key) is None


@given(st.binary(max_size=80))
def test_a_foreign_file_is_ignored(content: bytes) -> None:
    key = cache.key([b"x"])
    with tempfile.TemporaryDirectory() as home, mock.patch.dict(os.environ, {"XDG_CACHE_HOME": home, "HOME": home}):
        cache.store(key, 1)
        (Path(cache.folder()) / key).write_bytes(content)
        assert cache.fetch(key) is None


@given(st.text(max_size=20))
def test_a_secret_of_a_rule_file_is_in_no_error(text: str) -> None:
    secret = f"CANARY{text}"
    lines = ('type = "secret"', "max_length = 1", f"default = {basic(secret)}", f"fallback = {basic(secret)}")
    with pytest.raises(LoadErrors) as found:
        load([("r.toml", "\n".join(("[A]", *lines, "zzz = 1")).encode("utf-8", "replace"))], BUILT_IN)
    assert "CANARY" not in str(found.value)
