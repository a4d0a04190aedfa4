"""Atoms in an environment: yes, no, cannot be decided."""

from __future__ import annotations

import pytest

from envlint.checks.conditions import holds
from envlint.checks.subjects import View
from envlint.core.environment import Environment
from envlint.core.rule import Plan, Rule
from envlint.core.source import Source
from envlint.formats import dotenv
from envlint.rules.atoms import parse

RULES = (
    Rule(name="URL", type="url"),
    Rule(name="DSN", type="dsn"),
    Rule(name="ORIGINS", type="list<origin>"),
    Rule(name="MODE", type="enum", values=("a", "b"), default="a"),
    Rule(name="ON", type="bool", spec={"dialect": "go"}, default="false"),
    Rule(name="WAIT", type="duration"),
    Rule(name="LIMIT", type="int", default="10"),
    Rule(name="LEVEL", type="loglevel"),
)


def verdict(text: str, written: str, *, any_item: bool = False) -> bool | None:
    """Return what an atom comes to in an environment written as a .env file."""
    environment = Environment([dotenv.read(Source("dotenv", ".env", path=".env", text=written))])
    plan = Plan("production", {rule.name: rule for rule in RULES})
    return holds(parse(text), View(plan, environment), any_item=any_item)


@pytest.mark.parametrize(
    ("text", "written", "expected"),
    [
        ("URL", "", False),
        ("URL", "URL=", False),
        ("URL", "URL=http://a.example", True),
        ("!URL", "URL=http://a.example", False),
        # A default is a value, and no presence.
        ("MODE", "", False),
        ("MODE=a", "", True),
        ("MODE!=a", "", False),
        ("MODE=b", "MODE=b", True),
        ("MODE=a|b", "MODE=b", True),
        ("MODE!=a|b", "MODE=b", False),
        # An unset variable equals nothing.
        ("WAIT=1m", "", False),
        ("WAIT!=1m", "", True),
        # Typed equality.
        ("WAIT=1m", "WAIT=60s", True),
        ("ON=true", "ON=1", True),
        ("ON=true", "ON=t", True),
        ("LEVEL=warn", "LEVEL=WARNING", True),
        ("LIMIT=10", "", True),
        # What is malformed cannot be decided.
        ("ON=true", "ON=maybe", None),
        ("WAIT=1m", "WAIT=60", None),
        # Orderings.
        ("LIMIT<=10", "LIMIT=10", True),
        ("LIMIT<10", "LIMIT=10", False),
        ("LIMIT>=$LIMIT", "LIMIT=3", True),
        ("WAIT<5s", "", None),
        ("WAIT<5s", "WAIT=300ms", True),
        # Parts: presence, equality, any case of scheme and host.
        ("URL.password", "URL=redis://h.example:6379/0", False),
        ("URL.password", "URL=redis://:secret@h.example:6379/0", True),
        ("!URL.password", "URL=redis://h.example:6379/0", True),
        ("!URL.password", "URL=redis://:secret@h.example", False),
        ("URL.password", "", False),
        ("!URL.password", "", True),
        ("URL.password", "URL=no url at all", None),
        ("URL.host=H.example", "URL=http://h.EXAMPLE/", True),
        ("URL.query.sslmode=disable", "URL=http://h.example/?sslmode=disable", True),
        ("URL.query.sslmode!=disable", "URL=http://h.example/", True),
        # Every host of a cluster counts.
        ("DSN.host=db1", "DSN=mongodb://db1,localhost/x", False),
    ],
)
def test_an_atom(text: str, written: str, expected: bool | None) -> None:
    assert verdict(text, written) is expected


@pytest.mark.parametrize(
    ("text", "every", "one"),
    [
        ("ORIGINS.scheme=https", False, True),
        ("ORIGINS.scheme=http", False, True),
        ("ORIGINS.scheme!=http", False, False),
        ("ORIGINS.host=a.example|b.example", True, True),
        ("ORIGINS.host=localhost", False, False),
    ],
)
def test_a_list_asks_every_item_and_a_prohibition_any(text: str, every: bool, one: bool) -> None:
    written = "ORIGINS=https://a.example,http://b.example"
    assert verdict(text, written) is every
    assert verdict(text, written, any_item=True) is one


def test_a_prohibition_meets_one_host_of_a_cluster() -> None:
    assert verdict("DSN.host=localhost", "DSN=mongodb://db1,localhost/x", any_item=True) is True
