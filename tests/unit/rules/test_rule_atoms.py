from __future__ import annotations

import pytest

from envlint.core.rule import Atom
from envlint.rules.atoms import NoAtom, is_literal, literal, parse


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NAME", Atom("NAME", "set")),
        (" !NAME ", Atom("NAME", "unset")),
        ("! NAME", Atom("NAME", "unset")),
        ("NAME=value", Atom("NAME", "=", "", ("value",))),
        ("NAME = value", Atom("NAME", "=", "", ("value",))),
        ("A=b=c", Atom("A", "=", "", ("b=c",))),
        ("A=x,y z", Atom("A", "=", "", ("x,y z",))),
        ("A=a|b", Atom("A", "=", "", ("a", "b"))),
        ("A!=a | b", Atom("A", "!=", "", ("a", "b"))),
        ("A<=10", Atom("A", "<=", "", ("10",))),
        ("A<10", Atom("A", "<", "", ("10",))),
        ("A>=$B", Atom("A", ">=", "", (), "B")),
        ("A=$B", Atom("A", "=", "", (), "B")),
        ("URL.host!=localhost", Atom("URL", "!=", "host", ("localhost",))),
        ("URL.query.sslmode=require", Atom("URL", "=", "query.sslmode", ("require",))),
        ("REDIS_URL.password", Atom("REDIS_URL", "set", "password")),
        ("http_proxy=x", Atom("http_proxy", "=", "", ("x",))),
        ("A='a|b'", Atom("A", "=", "", ("a|b",))),
        ("A=' x '|y", Atom("A", "=", "", (" x ", "y"))),
        ("A='it''s'", Atom("A", "=", "", ("it's",))),
        ("A=''", Atom("A", "=", "", ("",))),
        ("A='$B'", Atom("A", "=", "", ("$B",))),
        ("A=it's", Atom("A", "=", "", ("it's",))),
        ("A=!b", Atom("A", "=", "", ("!b",))),
    ],
)
def test_reads_conditions(text: str, expected: Atom) -> None:
    assert parse(text) == expected.replace(text=text)


@pytest.mark.parametrize(
    ("text", "reason", "help"),
    [
        ("", "begins with the name", "NAME"),
        ("1A=x", "begins with the name", "NAME"),
        ("=x", "begins with the name", "NAME"),
        ("!A=x", "presence only", "write NAME!=value"),
        ("A=", "nothing after the operator", "!NAME"),
        ("A>=1|2", "no meaning after >=", "[[rule]]"),
        ("A B", "no operator", "operators are"),
        ("A~b", "no operator", "operators are"),
        ("A=$", "the name of one variable", "single quotes"),
        ("A=$B|c", "the name of one variable", "single quotes"),
        ("A=b|$C", "begins with $", "single quotes"),
        ('A="b"', 'begins with "', "single quotes"),
        ("A=b||c", "an alternative is empty", "''"),
        ("A='b", "not closed", "''"),
        ("A='b'c", "follows the closing quote", "''"),
        ("A='b''", "not closed", "''"),
    ],
)
def test_says_what_is_no_condition(text: str, reason: str, help: str) -> None:
    with pytest.raises(NoAtom) as caught:
        parse(text)
    assert reason in caught.value.reason
    assert help in caught.value.help


@pytest.mark.parametrize("text", ["*", "debug", "README.md", "127.0.0.1", "=DEBUG", "two words", "a.b", "", "1A"])
def test_takes_these_for_values_in_forbid(text: str) -> None:
    assert is_literal(text)


@pytest.mark.parametrize("text", ["DEBUG", "!debug", "a=b", "URL.host=x", "A<1", "A != b", " DEBUG "])
def test_takes_these_for_conditions_in_forbid(text: str) -> None:
    assert not is_literal(text)


def test_an_equals_sign_in_front_makes_a_value() -> None:
    assert [literal(text) for text in ("=DEBUG", "=a=b", "*")] == ["DEBUG", "a=b", "*"]
