"""The dialects of Python's loaders: one case for each rule of their grammars."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envlint.formats.dialects.python import DIALECTS

HOST = {"HOME": "/srv/host", "HOST_VAR": "host"}
READ = {dialect.name: dialect.read for dialect in DIALECTS}
DOTENV = ("python-dotenv", "python-dotenv-values", "python-dotenv-nointerp")


def values(name: str, text: str) -> dict[str, str | None]:
    reading = READ[name](text.encode("utf-8", "surrogateescape"), HOST)
    assert reading.ok
    return reading.values


@pytest.mark.parametrize("name", [dialect.name for dialect in DIALECTS])
def test_plain_assignments_and_comments(name: str) -> None:
    assert values(name, "# c\nA=1\n\nB=two\n") == {"A": "1", "B": "two"}


@pytest.mark.parametrize("name", [dialect.name for dialect in DIALECTS])
def test_bytes_that_are_no_text_are_refused(name: str) -> None:
    reading = READ[name](b"A=1\nB=caf\xe9\n", HOST)
    assert not reading.ok
    assert reading.problems[0].start == 9


@pytest.mark.parametrize("name", DOTENV)
def test_a_byte_order_mark_is_passed_over_and_places_count_it(name: str) -> None:
    (assignment,) = READ[name](b"\xef\xbb\xbfA='x'\n", HOST).assignments
    assert (assignment.name, assignment.value, assignment.quote) == ("A", "x", "'")
    assert (assignment.start, assignment.value_start, assignment.value_end, assignment.end) == (1, 4, 5, 6)


def test_references_of_python_dotenv() -> None:
    text = "X=1\nA=${X}$X\nB='${X}'\nC=${NO:-d}\nD=${NO}\nHOST_VAR=file\nE=${HOST_VAR}\n"
    expected = {"X": "1", "A": "1$X", "B": "1", "C": "d", "D": ""}
    assert values("python-dotenv", text) == expected | {"E": "host"}
    assert values("python-dotenv-values", text) == expected | {"HOST_VAR": "file", "E": "file"}
    assert values("python-dotenv-nointerp", text)["A"] == "${X}$X"


def test_what_a_reference_depends_on() -> None:
    reading = READ["python-dotenv-values"](b"A=${HOST_VAR}\nB=${NO:-d}\nC=x\n", HOST)
    assert [set(each.depends) for each in reading.assignments] == [{"host"}, {"default"}, set()]


def test_a_name_alone_has_no_value_and_is_not_loaded() -> None:
    assert values("python-dotenv-values", "A\nB=2\n") == {"A": None, "B": "2"}
    assert values("python-dotenv", "A\nB=2\n") == {"B": "2"}


def test_malformed_lines_of_python_dotenv_are_dropped() -> None:
    reading = READ["python-dotenv"](b'A b\nB="x" y\nC="open\n', HOST)
    assert reading.values == {}
    assert [problem.kind for problem in reading.problems] == ["malformed-line", "malformed-line", "unterminated-quote"]


def test_a_null_character_goes_into_no_environment() -> None:
    assert not READ["python-dotenv"](b"A=a\0b\n", HOST).ok
    assert not READ["django-environ"](b"A=a\0b\n", HOST).ok
    assert READ["python-dotenv-values"](b"A=a\0b\n", HOST).ok


@pytest.mark.parametrize("name", ["python-decouple", "starlette"])
def test_decouple_and_starlette_strip_and_take_one_pair_of_quotes(name: str) -> None:
    text = " A = 'x' \nexport B=1\nC=1 # c\nD=\"''\"\nE='\nno line\nF='a\"\n"
    expected = {"A": "x", "export B": "1", "C": "1 # c", "D": "''", "E": "'", "F": "'a\""}
    assert values(name, text) == expected


def test_django_environ() -> None:
    text = 'export A=\'x\'\nB="a\\"\\n"\nC= 1\n D=1\nE-F=1\nG=\'"q"\'\nA=2\nHOST_VAR=file\n'
    assert values("django-environ", text) == {"A": "2", "B": 'a"\\n', "C": " 1", "G": "q"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("A=a b", "ab"),
        ("A='a b'\"c\"", "a bc"),
        ("A=x#y", "x"),
        ("A=a\\nb", "anb"),
        ("A='a\\nb'", "a\nb"),
        ('A="\\"\\q"', '"\\q'),
        ("A=-k:/x", "-k:/x"),
        ("A=", None),
        ("export A=1", None),
        ('A=""', ""),
    ],
)
def test_honcho(line: str, expected: str | None) -> None:
    assert values("honcho", line).get("A") == expected


@pytest.mark.parametrize("line", ["A='x", 'A="x', "A=x\\"])
def test_honcho_refuses_what_does_not_end(line: str) -> None:
    assert not READ["honcho"](line.encode(), HOST).ok


@given(st.binary(max_size=80) | st.text("AB=\"'\\#$ {}\n\r:-", max_size=60).map(str.encode))
def test_every_file_has_a_reading_and_its_places_lie_in_the_text(data: bytes) -> None:
    size = len(data.decode("utf-8", "surrogateescape"))
    for dialect in DIALECTS:
        reading = dialect.read(data, HOST)
        for problem in reading.problems:
            assert 0 <= problem.start <= problem.end <= size
        for assignment in reading.assignments:
            assert 0 <= assignment.start <= assignment.end <= size
            if assignment.value is not None:
                assert assignment.start <= assignment.value_start <= assignment.value_end <= assignment.end
