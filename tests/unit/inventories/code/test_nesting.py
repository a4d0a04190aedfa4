"""A text that is nested without end is said to be unparsed, and costs little."""

from __future__ import annotations

import pytest

from envlint.inventories.code.engine import Engine
from envlint.inventories.code.languages.c import C
from envlint.inventories.code.languages.rust import RUST
from envlint.inventories.code.nesting import too_deep
from envlint.inventories.code.unit import Unit


@pytest.mark.parametrize(
    ("text", "deep"),
    [
        (b"(" * 50 + b")" * 50, False),
        (b"()" * 50_000, False),
        (b"(" * 1_000, False),
        (b"(" * 100_000, True),
        (b"([{" * 500 + b"}])" * 500, True),
    ],
)
def test_depth(text, deep):
    assert too_deep(text) is deep


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (RUST, b'env!("A", ' * 20_000),
        (RUST, b'fn f() { std::env::var("A")' + b".ok()" * 20_000 + b"; }"),
        (C, b'int a = getenv("A")' + b" + 1" * 20_000 + b";"),
        (C, b"getenv(" * 20_000 + b")" * 20_000),
    ],
)
def test_what_is_nested_without_end_is_unparsed(language, text):
    unit = Unit(f"a{language.suffixes[0]}", text, language)
    facts = Engine(language, [unit.path], lambda _path: unit).run()
    assert list(facts.unparsed) == [unit.path]
    assert not facts.reads


def test_a_file_with_more_places_than_anybody_writes_is_read_in_part():
    text = b'getenv("A");\n' * 5_000
    unit = Unit("a.c", b"void f() {" + text + b"}", C)
    facts = Engine(C, [unit.path], lambda _path: unit).run()
    assert list(facts.unparsed) == [unit.path]
    assert 0 < len(facts.reads) < 5_000
