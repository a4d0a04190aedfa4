"""The dotenv crates of Rust, uv and just: one grammar, and what each makes of a bad line and of a name given twice."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from envlint.formats.dialects.rust import DIALECTS

READ = {dialect.name: dialect.read for dialect in DIALECTS}
HOST = {"HOST": "h", "HOST_VAR": "host"}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("A=1 # c\nB=1#c\n", {"A": "1", "B": "1#c"}),
        ("A=\"x y\" \nB='x $A'\n", {"A": "x y", "B": "x $A"}),
        ('A=a"b c"d\n', {"A": "ab cd"}),
        ('A="l1\nl2"\nB=2\n', {"A": "l1\nl2", "B": "2"}),
        ("A=a\\nb\\$c\n", {"A": "a\nb$c"}),
        ("A=$HOST_VAR\nB=${HOST_VAR}\n", {"A": "h_VAR", "B": "host"}),
        ("A=1\nB=${A}${NOPE}$A\n", {"A": "1", "B": "11"}),
        ("export A=1\nexport=2\n", {"A": "1", "export": "2"}),
        ("A=\nB= # c\n", {"A": "", "B": ""}),
        ("A=1\nA=2\nB=$A\n", {"A": "1", "B": "1"}),
        ("HOST=file\nA=1\n", {"A": "1"}),
        ("\ufeffA=1\n", {"A": "1"}),
    ],
)
def test_dotenvy_reads(text: str, values: dict[str, str]) -> None:
    reading = READ["rust-dotenvy"](text.encode(), HOST)
    assert reading.ok
    assert reading.values == values


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("A=x y", "text-after-value"),
        ("A=it's", "unterminated-quote"),
        ("A=a\\tb", "unknown-escape"),
        ("A=${B", "unterminated-reference"),
        ("A", "no-assignment"),
        ("1=2", "invalid-name"),
        ('A="$B"', "unterminated-quote"),
    ],
)
def test_a_bad_line_ends_the_reading(line: str, kind: str) -> None:
    text = f"X=1\n{line}\n".encode()
    refused = READ["rust-dotenvy"](text, {})
    assert not refused.ok
    assert [problem.kind for problem in refused.problems] == [kind]
    assert not READ["just"](text, {}).assignments
    left = READ["uv"](text + b"Y=2\n", {})
    assert left.ok
    assert left.values == {"X": "1"}
    assert left.problems[0].drops_rest


def test_the_older_crate_reads_line_by_line() -> None:
    assert not READ["rust-dotenv"](b'A="l1\nl2"\n', {}).ok
    assert READ["rust-dotenv"](b"# it's\nA=1\n", {}).values == {"A": "1"}


def test_a_blank_at_the_end_of_the_file_is_an_unfinished_line() -> None:
    assert [problem.kind for problem in READ["rust-dotenvy"](b"A=1 ", {}).problems] == ["unfinished-line"]
    assert READ["rust-dotenvy"](b"A=1 \n", {}).ok


def test_just_takes_the_last_and_only_identifiers() -> None:
    assert READ["just"](b"A=1\nA=2\nB=$A\na.b=3\n", {}).values == {"A": "2", "B": "2"}


def test_the_shell_of_just_sets_its_own_separators() -> None:
    assert READ["just"](b"IFS=,\nA=1\n", {}).values == {"IFS": " \t\n", "A": "1"}
    assert READ["rust-dotenvy"](b"IFS=,\n", {}).values == {"IFS": ","}


def test_bytes_that_are_no_text_fail_uv_too() -> None:
    assert not READ["uv"](b"A=1\nB=\xff\n", {}).ok


def test_places_are_those_of_the_file() -> None:
    text = "# c\nexport A='x y' # c\r\nB=$A\n"
    first, second = READ["rust-dotenvy"](text.encode(), {}).assignments
    assert text[first.start : first.end] == "export A='x y'"
    assert (text[first.value_start : first.value_end], first.quote) == ("x y", "'")
    assert (text[second.value_start : second.value_end], second.value) == ("$A", "x y")


def test_what_comes_from_the_host_says_so() -> None:
    assert READ["rust-dotenvy"](b"A=$HOST\nB=$A\n", HOST).assignments[1].depends == {"host"}


def test_references_that_double_are_given_up() -> None:
    lines = [
        "A=xxxxxxxx",
        *(f"A{'b' * each}=${{A{'b' * (each - 1)}}}${{A{'b' * (each - 1)}}}" for each in range(1, 60)),
    ]
    reading = READ["rust-dotenvy"]("\n".join([*lines, ""]).encode(), {})
    assert [problem.kind for problem in reading.problems] == ["expansion-too-large"]


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
