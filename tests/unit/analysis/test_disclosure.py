"""What may be seen of a text that several loaders read."""

from __future__ import annotations

import pytest

from envlint.analysis.disclosure import HIDDEN, Disclosure, Revealed
from envlint.analysis.ears import Ears
from envlint.core.rule import Rule

RULES = {"PORT": Rule("PORT", type="port"), "MODE": Rule("MODE", secret=False), "TOKEN": Rule("TOKEN", type="secret")}
READERS = ("python-dotenv-nointerp", "dotenv-js-18", "docker-run", "podman-5", "systemd", "node-22", "bash")


class Looked:
    """A text read by some dialects, and what may be seen of it."""

    def __init__(self, text, readers=READERS, rules=(RULES,)):
        ears = Ears(text.encode(), {})
        self.readings = {name: ears.read(name) for name in readers}
        self.sight = Disclosure(text, ears.assignments, list(rules))

    def names(self, reader):
        return [self.sight.name(each) for each in self.readings[reader].assignments]

    def values(self, reader):
        return [self.sight.value(each) for each in self.readings[reader].assignments]


def test_undeclared_values_are_not_shown_and_their_names_are():
    seen = Looked("A=1\nexport B=2\n")
    assert seen.names("podman-5") == ["A", "export B"]
    assert seen.values("podman-5") == [None, None]
    assert [seen.sight.line(number) for number in (1, 2)] == ["A=***", "export B=***"]


def test_values_are_shown_as_their_rules_say():
    seen = Looked("PORT=80\nMODE='x y'\nTOKEN=q\nPORT=q7\nEMPTY=\n")
    assert dict(zip(seen.names("docker-run"), seen.values("docker-run"), strict=True)) == {
        "MODE": "'x y'",
        "TOKEN": None,
        "PORT": None,
        "EMPTY": "",
    }
    assert [seen.sight.line(number) for number in range(1, 6)] == [
        "PORT=80",
        "MODE='x y'",
        "TOKEN=***",
        "PORT=***",
        "EMPTY=",
    ]


def test_only_what_the_rules_of_every_tier_let_be_seen_is_shown():
    stricter = {"MODE": Rule("MODE", secret=True)}
    assert Looked("MODE=x\n").values("bash") == ["x"]
    assert Looked("MODE=x\n", rules=(RULES, stricter)).values("bash") == [None]


@pytest.mark.parametrize(
    ("text", "reader"),
    [
        ("MODE= \nTOKEN=q\n", "node-22"),
        ("TOKEN=q\nMODE=$TOKEN\n", "bash"),
        ("MODE=x # q\n", "docker-run"),
        ("MODE=a\\\nTOKEN=q\n", "systemd"),
        ("TOKEN='x\nMODE=q'\n", "docker-run"),
        ("MODE='x\nq'\n", "bash"),
    ],
)
def test_what_else_got_into_a_value_is_not_shown(text, reader):
    seen = Looked(text)
    shown = dict(zip(seen.names(reader), seen.values(reader), strict=True))
    assert shown["MODE"] is None


@pytest.mark.parametrize(
    "text",
    [
        'A="x\nPIECE=y\n"\n',
        "A=`x\nPIECE=y\n`\n",
        'A="x\nPIECE=y\n',
        "A=x;PIECE=y\n",
        "A=x\"y\nPIECE='q'\n\"\n",
        "A=-----BEGIN PRIVATE KEY-----\nPIECE=\n-----END PRIVATE KEY-----\n",
    ],
)
def test_what_may_be_a_piece_of_a_value_is_no_name(text):
    seen = Looked(text, readers=("docker-run", "dotenv-js-18", "bash"))
    named = {name for reader in seen.readings for name in seen.names(reader)}
    assert "PIECE" not in named
    assert "PIECE" not in seen.sight.line(min(2, text.count("\n")))


def test_a_line_that_some_take_in_without_a_quote_is_a_line_all_the_same():
    seen = Looked("A= \nB=2\nC=a\\\nD=4\n")
    assert seen.names("docker-run") == ["A", "B", "C", "D"]
    assert seen.sight.line(2) == "B=***"


def test_lines_that_are_no_assignments():
    seen = Looked("# a word\nwords here\n\nA=1 # c\n")
    assert [seen.sight.line(number) for number in range(1, 5)] == ["# ...", HIDDEN, "", "A=*** # ..."]


def test_a_byte_order_mark_moves_nothing():
    seen = Looked("\ufeffPORT=80\nMODE=x\n")
    assert [seen.sight.line(number) for number in (1, 2)] == ["PORT=80", "MODE=x"]
    assert seen.values("docker-run") == ["80", "x"]


def test_revealed_shows_all():
    text = "\ufeffA=1\r\nB='q\n"
    ears = Ears(text.encode(), {})
    sight = Revealed(text)
    assert [sight.line(1), sight.line(2)] == ["A=1", "B='q"]
    assert [(sight.name(each), sight.value(each)) for each in ears.read("docker-run").assignments] == [
        ("A", "1"),
        ("B", "'q"),
    ]
