from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envlint.formats import prose


@pytest.mark.parametrize(
    ("text", "default"),
    [
        ("Port of the server. Defaults to 9411", "9411"),
        ("Hard limit; defaults to 11s.", "11s"),
        ("In milliseconds. Default 3600000 (1 hr)", "3600000"),
        ("Defaults to `zipcode`", "zipcode"),
        ('Defaults to "zipcode".', "zipcode"),
        ("(default: 25)", "25"),
        ("**Default:** `info`", "info"),
        ("Default value is `x`, as ever", "x"),
        ("default <code>a b</code>", "a b"),
        ("Defaults to 24 hours (two buckets)", None),
        ("Defaults to 300 seconds.", None),
        ("Defaults to 127.0.0.1 and so on", None),
        ("Defaults to 80%", None),
        ("Defaults to always", None),
        ("Defaults to `OTHER_NAME` when not set", None),
        ("Default: `5432` for one, `3306` for another", None),
        ("Defaults to `/tmp`, or `C:`", None),
        ("By default `x` is on", None),
        ("The default host `x`", None),
        ("No default", None),
    ],
)
def test_a_sentence_tells_a_default(text: str, default: str | None) -> None:
    assert prose.default_in(text) == default


@pytest.mark.parametrize(
    ("cell", "default"),
    [
        ("`info`", "info"),
        ("info", "info"),
        ("**`x`**", "x"),
        ("`10` (seconds)", "10"),
        ('`"a b"`', "a b"),
        ("`none`", "none"),
        ("`0 3 * * *`", "0 3 * * *"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("`a\\|b`", "a|b"),
        *(
            (word, None)
            for word in ("", "-", "—", "none", "(none)", "n/a", "N/A", "required", "(empty)", "auto", "None")
        ),
        ("see below", None),
        ("10 MB", None),
        ("`25` MB", None),
        ("Same as `X_Y`", None),
        ("`X_Y`", None),
        ("`$HOME/x`", None),
        ("`a` / `b`", None),
        ("[x](y)", None),
        ('`""`', None),
        ('`""` (empty string)', None),
    ],
)
def test_a_cell_is_a_default_or_says_nothing(cell: str, default: str | None) -> None:
    assert prose.written_default(cell) == default


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("one of: development, staging, production", ("development", "staging", "production")),
        ("Kind of store: one of `mem`, `disk` or `net`.", ("mem", "disk", "net")),
        ("Available options: AES (default) | QES. Anything else fails", ("AES", "QES")),
        ('Supported: "smtp", "sendmail"', ("smtp", "sendmail")),
        ("can be `a`, `b`, or `c` depending on taste", ("a", "b", "c")),
        ("the level, debug|info|warn", ("debug", "info", "warn")),
        ("Possible values are `a`, `b`, etc", None),
        ("one of `a`, `b`, ...", None),
        ("Supported values include `a`, `b`", None),
        ("can be set or unset", None),
        ("must be at least 32", None),
        ("one of the servers, which runs", None),
        ("either `true` or `false`", None),
    ],
)
def test_a_sentence_lists_values(text: str, values: tuple[str, ...] | None) -> None:
    assert prose.values_in(text) == values


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("`a`, `b`", ("a", "b")),
        ("a, b", ("a", "b")),
        ("`a`\\|`b`", ("a", "b")),
        ("`a\\|b`", ("a", "b")),
        ("`a`<br>`b`", ("a", "b")),
        ("`a` (x), `b` (y)", ("a", "b")),
        ("1 to 65535", None),
        ("scheme http or https", None),
        ("matching `[a-z]+`", None),
        ("true or false", None),
        ("any", None),
        ("a, b, ...", None),
    ],
)
def test_a_cell_lists_values(cell: str, values: tuple[str, ...] | None) -> None:
    assert prose.values_of_cell(cell) == values


@pytest.mark.parametrize(
    ("word", "required"),
    [
        *((word, True) for word in ("Yes", "**required**", "✅")),
        *((word, False) for word in ("no", "Optional", "-")),
        *((word, None) for word in ("production", "when pooling", "yes, in production", "")),
    ],
)
def test_required_is_said_or_not(word: str, required: bool | None) -> None:
    assert prose.required_by(word) is required


@pytest.mark.parametrize(
    ("words", "type_name"),
    [
        ("`Integer`", "int"),
        ("bool", "bool"),
        ("string[]", "list<string>"),
        ("URI", "url"),
        ("enum", ""),
        ("my type", ""),
    ],
)
def test_types_are_named(words: str, type_name: str) -> None:
    assert prose.type_named(words) == type_name


@given(st.text(alphabet="`\"'()|,./ orandefultsOneof:-_$\n", max_size=80))
def test_any_text_is_read(text: str) -> None:
    for said in (text, f"default {text}", f"one of {text}"):
        prose.default_in(said)
        prose.written_default(said)
        prose.values_in(said)
        prose.values_of_cell(said)
        prose.required_by(said)
        prose.type_named(said)


@pytest.mark.parametrize("text", ["`" * 50_000, "default " * 20_000, "one of " * 20_000, "a|" * 50_000, "(" * 50_000])
def test_hostile_text_takes_linear_time(text: str) -> None:
    begun = time.process_time()
    for read in (prose.default_in, prose.written_default, prose.values_in, prose.values_of_cell, prose.required_by):
        read(text)
    assert time.process_time() - begun < 2
