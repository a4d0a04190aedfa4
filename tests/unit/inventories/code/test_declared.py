"""Readers that the settings declare."""

from __future__ import annotations

import pytest

from envlint.core.errors import EnvlintError
from envlint.inventories.code.declared import OptionTable, declared
from envlint.inventories.code.engine import Engine
from envlint.inventories.code.languages import languages
from envlint.inventories.code.unit import Unit

LANGUAGES = {language.name: language for language in languages()}


def reads(helper, language, code):
    """Return name and default of what a piece of code reads with a helper declared."""
    unit = Unit("file", code.encode(), LANGUAGES[language])
    found = declared(helper)
    given, tables = ([], [found]) if isinstance(found, OptionTable) else ([found], [])
    facts = Engine(LANGUAGES[language], ["file"], lambda _path: unit, given, tables).run()
    return {read.name: read.default for read in facts.reads.values()}


@pytest.mark.parametrize(
    ("helper", "language", "code", "expected"),
    [
        ("getEnv(NAME, DEFAULT)", "go", 'package a\nvar x = getEnv("A", "d")', {"A": "d"}),
        ("lookup(_, NAME)", "python", 'lookup(1, "A")\nlookup("B")', {"A": None}),
        ("settings.get(NAME, DEFAULT)", "python", 'settings.get("A", 5)\nother.get("B")', {"A": "5"}),
        ("setting!(NAME)", "rust", 'fn f() { setting!("A"); }', {"A": None}),
        ("Env::read(NAME)", "php", '<?php Env::read("A");', {"A": None}),
        (
            "{ env: NAME, default: DEFAULT }",
            "python",
            'T = [{"env": "A", "default": 5}, {"env": "B"}]',
            {"A": "5", "B": None},
        ),
        ("{ env: NAME }", "javascript", 'const t = [{ env: "A" }, { other: "B" }]', {"A": None}),
    ],
)
def test_what_a_declared_helper_reads(helper, language, code, expected):
    assert reads(helper, language, code) == expected


@pytest.mark.parametrize(
    "text", ["", "getEnv", "getEnv()", "getEnv(KEY)", "{ default: DEFAULT }", "a b(NAME)", "getEnv(NAME"]
)
def test_what_is_no_helper_is_refused(text):
    with pytest.raises(EnvlintError) as refused:
        declared(text)
    assert "getEnv(NAME, DEFAULT)" in refused.value.help
