"""What the checks of a text say of loaders: who, what each makes of it, where that is said; values only if they may."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from envlint import checks
from envlint.analysis.readers import heard
from envlint.checks.subjects import Gate, TextSubject, View
from envlint.core.environment import Environment
from envlint.core.loader import Loader
from envlint.core.location import Location
from envlint.core.rule import Plan, Rule
from envlint.core.severity import ERROR, WARNING
from envlint.core.source import Source
from envlint.core.tier import BUILT_IN
from envlint.formats import dotenv
from envlint.formats.encoding import decode

if TYPE_CHECKING:
    from envlint.core.finding import Breach

AT = Location("compose.yaml", "compose.yaml", 4)


def breaches(data: bytes, names: str, *rules: Rule) -> list[Breach]:
    text, noticed = decode(data)
    reading = dotenv.read(Source("dotenv", ".env", path=".env", text=text, data=data), noticed)
    reading = heard(reading.replace(loaders=tuple(Loader(name, "env_file of web", AT) for name in names.split())))
    tier = BUILT_IN[0]
    view = View(Plan(tier, {rule.name: rule for rule in rules}), Environment((reading,)))
    found: list[Breach] = []
    for kind in dict.fromkeys(notice.kind for notice in reading.notices):
        notices = tuple(notice for notice in reading.notices if notice.kind == kind)
        found += checks.load("text", kind).judge(TextSubject(reading, notices, view, Gate(tier)))
    return found


def message(data: bytes, names: str, *rules: Rule) -> str:
    (breach,) = breaches(data, names, *rules)
    return breach.message


READ = "A is read differently: "


@pytest.mark.parametrize(
    ("data", "names", "expected"),
    [
        (b'A="x y"\nB=\n', "compose docker-run", READ + "unlike compose, docker-run keeps the quotes"),
        (
            b'A="x y" # c\nB=\n',
            "compose docker-run",
            READ + "unlike compose, docker-run keeps the quotes and the comment",
        ),
        (b"A=1 # c\nB=\n", "compose systemd", READ + "unlike compose, systemd takes the comment into it"),
        (b"A=x#y\nB=\n", "compose node-22", READ + "unlike compose, node-22 cuts it at the #"),
        (b"X=1\nA=${X}\n", "compose node-22", READ + "unlike compose, node-22 does not expand the $"),
        (b"A=pa$sword\nB=\n", "node-22 bash", READ + "unlike node-22, bash takes a $ in it for a reference"),
        (b'A="a\\nb"\nB=\n', "compose bash", READ + "unlike compose, bash takes its backslashes otherwise"),
        (b'A={"a":1}\nB=\n', "compose rust-dotenvy", READ + "unlike compose, rust-dotenvy loses the quotes within"),
        (b"A=1  \nB=\n", "compose kubectl", READ + "unlike compose, kubectl takes the blanks at its edges otherwise"),
        (b"A: 1\nB=\n", "compose node-22", READ + "unlike compose, node-22 does not set it"),
        (b"A: 1\nB=\n", "node-22 compose", READ + "node-22 does not set it, compose sets it"),
        (b"A=~/x\nB=\n", "compose bash", READ + "unlike compose, bash gives 5 characters more"),
        (b"A= \nB=2\n", "node-22", "A: node-22 takes the line below into it, and 1 variable is not set"),
        (b"A=it's\nB=2\n", "compose uv", "A: uv takes nothing from this line on: 1 variable below is not set"),
        (b"A=it's\nB=2\n", "compose rust-dotenvy", "A: rust-dotenvy refuses the file"),
        (b"A=it's\nB=2\n", "compose bash-xargs", "A: bash-xargs stops here and prints the whole environment"),
        (b"some prose\nB=2\n", "compose node-22", "this line: compose refuses the file"),
        (b'A="a\nb"\nB=\n', "podman-5", "A has several lines, of which podman-5 takes the first"),
        (
            b'A="a\nb"\nB=\n',
            "compose podman-5",
            "A has several lines: unlike compose, podman-5 takes its first line only",
        ),
        (b'A="x"\nB=\n', "docker-run kubectl", "A: docker-run and kubectl take the quotes into the value"),
        (b"A=$(id)\nB=\n", "compose bash", "A: bash runs the command in it"),
        (b"A=a b\nB=\n", "bash dash", "A: bash and dash run words of this line as a command"),
        (b"some prose\nB=\n", "bash", "bash runs words of this line as a command"),
        (b"MY-KEY=1\nB=\n", "compose bash", "MY-KEY: bash does not take this name: a hyphen"),
        (b"UID=1\nB=\n", "bash", "UID: bash does not take this name: shells keep it for themselves"),
        (b"A=1\nA=2\n", "compose uv", "A is set twice: compose takes the last, uv takes the first"),
        (b"A=1\nA=2\n", "kubectl", "A is set twice: kubectl refuses the file"),
        (
            b"A\nB=\n",
            "node-22 compose",
            "this line has no equals sign: node-22 drops it, compose passes on what the host sets",
        ),
        (
            b'A="x\nB=\n',
            "node-22",
            "A: the quote that opens here is never closed: node-22 keeps the quote as a character",
        ),
        (b'A="x" y\nB=\n', "node-22", "A: there is text behind the closing quote: node-22 sets it all the same"),
        (b"A=1\r\nB=\r\n", "compose bash", "lines end in CRLF: bash keeps the carriage return in the value"),
        (
            b"\xef\xbb\xbfA=1\nB=\n",
            "compose node-22",
            "the file begins with a byte order mark: compose is not harmed, node-22 loses A",
        ),
        (
            b"# c \\\nA=1\nB=\n",
            "systemd",
            "A: systemd takes this line for part of the comment above",
        ),
    ],
)
def test_a_message_says_what_each_loader_makes_of_it(data: bytes, names: str, expected: str) -> None:
    assert message(data, names) == expected


def test_a_value_is_shown_where_its_rule_lets_it_be_seen() -> None:
    port = Rule(name="A", type="int", level=WARNING)
    assert (
        message(b'A="80"\nB=\n', "compose docker-run", port) == READ + "compose gives 80, docker-run keeps the quotes"
    )
    twice = b"X=80\nA=${X}1\n"
    shown = Rule(name="A", type="string", secret=False)
    assert message(twice, "compose dotenv-js-18", shown) == READ + "unlike compose, dotenv-js-18 does not expand the $"
    assert "80" not in message(twice, "compose dotenv-js-18")


def test_a_secret_is_never_shown() -> None:
    secret = Rule(name="A", type="secret")
    for names in ("compose node-22", "docker-run compose", "bash systemd", "next-env python-dotenv"):
        for data in (b"A=hunter2#x\nB=\n", b'A="hunter2$HOME x"\nB=\n', b"A= \nB=hunter2\n", b"A=hunter2\\\nB=1\n"):
            for breach in breaches(data, names, secret):
                assert "hunter2" not in repr((breach.message, breach.label, breach.help, breach.related))


def test_it_is_an_error_where_a_rule_forbids_one_of_the_readings() -> None:
    data = b"A=debug # verbose\nB=\n"
    strict = Rule(name="A", type="enum", level=ERROR, checks=("value-not-allowed",), values=("debug", "info"))
    (breach,) = breaches(data, "compose docker-run", strict)
    assert breach.severity is ERROR
    (breach,) = breaches(data, "compose docker-run", strict.replace(level=WARNING))
    assert breach.severity is None
    (breach,) = breaches(data, "compose docker-run")
    assert breach.severity is None


def test_a_required_variable_that_one_loader_does_not_set_is_an_error() -> None:
    (breach,) = breaches(b"A: 1\nB=\n", "compose node-22", Rule(name="A", level=ERROR, required=True))
    assert breach.severity is ERROR


def test_the_places_that_say_who_uses_a_loader_are_shown() -> None:
    (breach,) = breaches(b"A=it's\nB=\n", "compose uv rust-dotenvy")
    assert [(related.label, related.at) for related in breach.related] == [("uv and rust-dotenvy: env_file of web", AT)]


@pytest.mark.parametrize(
    ("data", "names", "expected"),
    [
        (b'A="xy"\nB=\n', "compose docker-run", "leave the quotes out: the value needs none"),
        (b'A="x y"\nB=\n', "compose docker-run", "no spelling suits all of these loaders"),
        (b"A=x#y\nB=\n", "compose node-22", "put the value in double quotes"),
        (b"A=x#y\nB=\n", "docker-run node-22", "no spelling suits all of these loaders"),
        (b"A=$2y$10$abcdef\nB=\n", "compose php-vlucas-5.6", "put the value in single quotes"),
        (b"A=$2y$10$abcdef\nB=\n", "compose next-env", "no spelling suits all of these loaders"),
        (b'A="x y"\nB=\n', "compose docker-run", "no spelling suits all of these loaders: with `format: raw`"),
        (b'A="x y"\nB=\n', "docker-run kubectl", "leave the quotes out"),
        (b'A="x y"\nB=\n', "compose docker-run bash", "no spelling suits all of these loaders: give each"),
        (b"A= \nB=2\n", "node-22", "remove the blanks behind the equals sign"),
        (b"export A=1\nB=\n", "compose systemd", "leave out the word export"),
        (b"A=$(id)\nB=\n", "bash", "write the result out"),
        (b"A=a b\nB=\n", "bash", "put the value in double quotes"),
    ],
)
def test_help_says_what_suits_the_loaders_in_use(data: bytes, names: str, expected: str) -> None:
    (breach,) = breaches(data, names)
    assert breach.help.startswith(expected)


def test_many_loaders_are_counted() -> None:
    names = "compose docker-run kubectl kustomize podman-4 podman-5"
    assert message(b'A="x y"\nB=\n', names).endswith("docker-run, kubectl, kustomize and 2 others keep the quotes")
