"""The loaders of Ruby and PHP programs, rule by rule."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from envlint.formats.dialects.ruby_php import DIALECTS

READ = {dialect.name: dialect.read for dialect in DIALECTS}
HOST = {"HOST_VAR": "host"}


@pytest.mark.parametrize(
    ("name", "text", "values"),
    [
        ("ruby-dotenv-2", "A=1#c\nB: 'x # y' # z\nprose here\n", {"A": "1", "B": "x # y"}),
        ("ruby-dotenv-2", 'A="a\\nb\\tc"\nB=a\\nb\n', {"A": "a\nbtc", "B": "a\\nb"}),
        ("ruby-dotenv-2", "HOST_VAR=file\nA=$HOST_VAR$NOPE\\$A\n", {"HOST_VAR": "file", "A": "host$A"}),
        ("ruby-dotenv-3", 'A="a\\nb\\tc"\nB=a\\nb\n', {"A": "a\\nbtc", "B": "anb"}),
        (
            "ruby-dotenv-3",
            'DOTENV_LINEBREAK_MODE=legacy\nA="a\\nb"\n',
            {"DOTENV_LINEBREAK_MODE": "legacy", "A": "a\nb"},
        ),
        ("ruby-dotenv-3", "HOST_VAR=file\nA\nB='l1\nl2' # c\n", {"HOST_VAR": "host", "A": "", "B": "l1\nl2"}),
        ("ruby-dotenv-3", "A='x\nB=2\n", {"A": "'x", "B": "2"}),
        ("php-vlucas-5.6", 'A="l1\nl2\\t" # c\nB\nC=1#c\n', {"A": "l1\nl2\t", "B": None, "C": "1"}),
        ("php-vlucas-5.6", "X=1\nA=${X}$X${NOPE}\nB='${X}'\n", {"X": "1", "A": "1$X${NOPE}", "B": "${X}"}),
        ("php-vlucas-5.6", "X=Y\nY=2\nA=${${X}\nHOST_VAR=file\n", {"X": "Y", "Y": "2", "A": "${Y"}),
        ("php-vlucas-5.6", "\u00c4=1\n'Q'=2\nexport AB=3\n", {"\u00c4": "1", "Q": "2", "AB": "3"}),
        ("php-vlucas-5.6", 'X=1\nA="\\${X}${X}"\n', {"X": "1", "A": "${X}1"}),
        ("php-symfony-7", "A=a'b c'\"d\\n\"e # c\n", {"A": "ab cd\ne"}),
        ("php-symfony-7", "A=${NO:-d}${NEW:=e}\nB=$NEW$HOST_VAR\n", {"NEW": "e", "A": "de", "B": "ehost"}),
        ("php-symfony-7", "A=$HOST_VAR x\nB=\\$A\n", {"A": "host x", "B": "$A"}),
        ("ruby-foreman", "A='x' # c\n B=1\nC=\"a\\nb\\$\"\r\nD=$A\n", {"A": "'x' # c", "C": "a\nb$", "D": "$A"}),
        ("php-symfony-5", "A=x${NO:-}y\n", {"A": "xy"}),
    ],
)
def test_reads(name: str, text: str, values: dict[str, str | None]) -> None:
    reading = READ[name](text.encode(), HOST)
    assert reading.ok
    assert reading.values == values


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("ruby-dotenv-2", "export A\n", "exported-but-unset"),
        ("ruby-dotenv-3", "export A\n", "exported-but-unset"),
        ("php-vlucas-5.6", "A=x y\n", "text-after-value"),
        ("php-vlucas-5.6", 'A="\\q"\n', "unknown-escape"),
        ("php-vlucas-5.6", "export A=1\n", "invalid-name"),
        ("php-vlucas-5.4", "\u00c4=1\n", "invalid-name"),
        ("php-vlucas-5.6", "=1\n", "no-name"),
        ("php-symfony-7", "A=x y\n", "blank-in-value"),
        ("php-symfony-7", "A =1\n", "no-assignment"),
        ("php-symfony-7", "A= 1\n", "blank-before-value"),
        ("php-symfony-7", "A=${B\n", "unterminated-reference"),
        ("php-symfony-7", "A=x${NO:-}y\n", "unterminated-reference"),
        ("php-symfony-7", "A=$(x\n", "unterminated-command"),
        ("php-symfony-7", "\ufeffA=1\n", "invalid-name"),
    ],
)
def test_refuses(name: str, text: str, kind: str) -> None:
    reading = READ[name](text.encode(), HOST)
    assert not reading.ok
    assert [problem.kind for problem in reading.problems] == [kind]


@pytest.mark.parametrize("name", ["ruby-dotenv-2", "ruby-dotenv-3", "php-symfony-5", "php-symfony-7"])
def test_a_command_is_named_and_not_run(name: str) -> None:
    reading = READ[name](b"A=$(exit 1)\nB='$(exit 1)'\nC=$A\nD=\\$(x)\n", {})
    assert reading.ok
    assert reading.dynamic == ("A", "C")
    assert reading.values == {"B": "$(exit 1)", "D": "$(x)"}


def test_an_open_quote_loses_the_rest_in_phpdotenv() -> None:
    reading = READ["php-vlucas-5.6"](b'A=1\nB="x\nC=2\n', {})
    assert reading.ok
    assert reading.values == {"A": "1"}
    assert reading.problems[0].drops_rest


def test_bytes_that_are_no_text() -> None:
    assert not READ["ruby-dotenv-3"](b"# \xe9\nA=1\n", {}).ok
    assert READ["php-vlucas-5.6"](b"A=\xe9\n", {}).values == {"A": "?"}
    assert READ["php-symfony-7"](b"A=\xe9\n", {}).values == {"A": "\udce9"}


@pytest.mark.parametrize("name", sorted(READ.keys() - {"ruby-foreman"}))
def test_places_are_those_of_the_file(name: str) -> None:
    text = "# c\r\nAB='x y' # c\r\nB=${C}\r\n"
    first, second = READ[name](text.encode(), {}).assignments
    assert text[first.start : first.end] == "AB='x y'"
    assert (text[first.value_start : first.value_end], first.quote) == ("x y", "'")
    assert text[second.start : second.end] == "B=${C}"
    assert text[second.value_start : second.value_end] == "${C}"


@pytest.mark.parametrize("name", sorted(READ))
@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=60) | st.text("AB=$ {}'\"\\#\n\rx:", max_size=40).map(str.encode))
def test_any_bytes_give_a_reading_within_the_text(name: str, data: bytes) -> None:
    length = len(data.decode("utf-8", "surrogateescape"))
    reading = READ[name](data, HOST)
    for each in reading.assignments:
        assert -1 <= each.start <= each.end <= length
        assert -1 <= each.value_start <= each.value_end <= length
    for problem in reading.problems:
        assert -1 <= problem.start <= problem.end <= length
