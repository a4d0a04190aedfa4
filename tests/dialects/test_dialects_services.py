"""Compose, systemd and GNU make: what each makes of quotes, references, names and what it refuses."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envlint.formats.dialects import COMMAND, DEFAULT, HOST, Reading
from envlint.formats.dialects.services import DIALECTS

if TYPE_CHECKING:
    from pathlib import Path

READERS = {dialect.name: dialect.read for dialect in DIALECTS}
MAKE = shutil.which("make") or ""
ENVIRONMENT = {"HOST_A": "a", "DOLLARS": "$X"}


MADE = [
    ("A = x y  \nB=\t'q' # c\nC=a\\#b#c\n", {"A": "x y  ", "B": "'q' ", "C": "a#b"}),
    ("A=a  \\\n  b\\\\\nB=$(A)\n", {"A": "a b\\\\", "B": "a b\\\\"}),
    ("A=${B}\nB:=1$(N)$$\nB+=2\n", {"A": "1$ 2", "B": "1$ 2"}),
    ("A?=1\nHOST_A?=2\n", {"A": "1"}),
    ("A=$XY\nX=1\n", {"A": "1Y", "X": "1"}),
    ("X=a.c b.c\nA=$(X:.c=.o)\nB=${X:a%=z%}\n", {"X": "a.c b.c", "A": "a.o b.o", "B": "z.c b.c"}),
    ("export my-key=1\nmy.key=2\nB=2\nunexport B\nexport C\n", {"my-key": "1", "C": ""}),
    ("K: 1\n\tA=1\nB=2\nT: C=3\n", {"B": "2"}),
    ("\tA=1\r\nB=$(N:-d)${N#}x\n", {"A": "1", "B": "x"}),
    ("\ufeffA=1\nB=2\nundefine B\n", {"A": "1"}),
    ("A=$é\n", {"A": "\udca9"}),
    ("A=x\0y\nB=2\n", {"A": "xB=2"}),
]


def read(name: str, data: bytes) -> Reading:
    return READERS[name](data, ENVIRONMENT)


def values(name: str, text: str) -> dict[str, str | None]:
    reading = read(name, text.encode())
    assert reading.ok
    return reading.values


def test_compose_expands_outside_of_single_quotes_and_tells_what_came_from_the_host() -> None:
    reading = read("compose", b"\xef\xbb\xbfA='${HOST_A}'\nB=\"${HOST_A}\"\nC=$B\nD=1\n")
    assert reading.values == {"A": "${HOST_A}", "B": "a", "C": "a", "D": "1"}
    assert [one.depends for one in reading.assignments] == [frozenset(), {HOST}, {HOST}, frozenset()]
    first = reading.assignments[0]
    assert (first.start, first.end, first.value_start, first.value_end, first.quote) == (1, 14, 4, 13, "'")


def test_compose_refuses_a_file_and_says_where() -> None:
    reading = read("compose", b"A=1\nB C=2\n")
    assert (reading.ok, reading.values, reading.problems[0].start) == (False, {}, 4)


def test_the_host_wins_over_the_env_file_of_a_compose_project() -> None:
    assert values("compose", "HOST_A=1\nB=2\n") == {"HOST_A": "1", "B": "2"}
    assert values("compose-project", "HOST_A=1\nB=2\n") == {"B": "2"}


def test_systemd_expands_nothing() -> None:
    reading = read("systemd", b"A=\"x y\" # c\nno sign\nB='${A}'\n")
    assert reading.values == {"A": "x y# c", "B": "${A}"}
    assert [problem.kind for problem in reading.problems] == ["malformed-line"]
    assert not read("systemd", b"A=caf\xe9\n").ok


def test_systemd_takes_a_first_equals_sign_for_a_part_of_the_name() -> None:
    assert values("systemd", '="x\nB=2\n=y\\\nC=3\n') == {"B": "2", "C": "3"}


def test_systemd_joins_lines_in_quotes_at_a_line_feed_only() -> None:
    assert values("systemd", 'A="x\\\ny"\nB="x\\\r\ny"\n') == {"A": "xy", "B": "x\\\r\ny"}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("'$X'", "x"),
        ('"${X}"', "x"),
        ("$X$X-$X_y", "xx-"),
        ("$$X", "$X"),
        ("$-$.", "$-$."),
        ("${X:-d}", "x"),
        ("${N:-d${X}}", "dx"),
        ("${X:+a}${N:+b}", "a"),
        ("${X:=d}", "${X:=d}"),
        ("${X:=d}${N:-e}", "${X:=d}${N:-e}"),
        ("${N-d}[${}]", "[]"),
        ("${HOST_A}", "a"),
        ("a${X", "a${X"),
        ("'a\nb\t'", "a\\nb\\t"),
        ("\x1b", "\\033"),
    ],
)
def test_environment_d_expands_in_any_quotes(written: str, value: str) -> None:
    assert values("systemd-environment.d", f"X=x\nA={written}\n")["A"] == value


def test_environment_d_passes_over_what_is_empty() -> None:
    reading = read("systemd-environment.d", b"A=1\nA=\nB=$A$HOST_A\nC=${N:-x}\n")
    assert reading.values == {"A": "1", "B": "1a", "C": "x"}
    assert [one.depends for one in reading.assignments] == [frozenset(), {HOST}, {DEFAULT}]
    assert [problem.kind for problem in reading.problems] == ["empty-value"]


def test_a_name_with_an_equals_sign_ends_there_in_an_environment() -> None:
    assert values("make", "export A: k=v= x\n") == {"A:": "", "k": "v==", "x": ""}


@pytest.mark.parametrize(("text", "expected"), MADE)
def test_make(text: str, expected: dict[str, str]) -> None:
    assert values("make", text) == expected


@pytest.mark.skipif(not MAKE, reason="GNU make is not installed")
@pytest.mark.parametrize(("text", "expected"), MADE)
def test_make_itself_agrees(text: str, expected: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "Makefile").write_text("include .env\nexport\nall:\n\t@env -0\n")
    (tmp_path / ".env").write_bytes(text.encode())
    given = {**ENVIRONMENT, "PATH": os.environ["PATH"]}
    ran = subprocess.run([MAKE, "all"], cwd=tmp_path, env=given, stdout=subprocess.PIPE, check=True, timeout=60)
    found = dict(os.fsdecode(each).split("=", 1) for each in ran.stdout.split(b"\0") if b"=" in each)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A=1\nB C\n", "missing-separator"),
        ("; c\n", "missing-rule"),
        ("=1\n", "no-name"),
        ("$A=1\n", "no-name"),
        ("A=$(A)\n", "recursive-variable"),
        ("A=${B\n", "unterminated-reference"),
        ("a:b:c\n", "no-target-pattern"),
        ("endif\n", "no-condition"),
        ("\tA\n", "recipe-without-rule"),
    ],
)
def test_make_stops(text: str, kind: str) -> None:
    reading = read("make", text.encode())
    assert not reading.ok
    assert reading.values == {}
    assert reading.problems[-1].kind == kind


def test_make_would_run_what_a_function_says() -> None:
    reading = read("make", b"A=$(shell id)\nB!=id\nC=$(A)\nD=$@\nE=$(N id)\nF=$(HOST_A)\n")
    assert reading.dynamic == ("A", "B", "C", "D")
    assert reading.values == {"E": "", "F": "a"}
    assert reading.assignments[0].depends == {COMMAND}
    assert reading.assignments[-1].depends == {HOST}


def test_places_in_a_makefile_are_those_of_its_text() -> None:
    text = "é=1\nexport A = x\\\n  y\\#z # c\n"
    one = read("make", text.encode()).assignments[-1]
    assert one.value == "x y#z "
    assert text[one.start : one.end] == "A = x\\\n  y\\#z "
    assert text[one.value_start : one.value_end] == "x\\\n  y\\#z "


@pytest.mark.parametrize("name", ["make", "systemd-environment.d", "compose"])
@pytest.mark.parametrize(
    "text",
    [
        "A0=x\n" + "".join(f"A{n + 1}=${{A{n}}}${{A{n}}}\n" for n in range(60)),
        "A=" + "${" * 100_000,
        "A=" + "${A:-" * 40_000 + "}" * 40_000,
    ],
    ids=["doubling", "open", "nested"],
)
def test_expansion_is_bounded(name: str, text: str) -> None:
    reading = read(name, text.encode())
    assert sum(len(one.value or "") for one in reading.assignments) < 1 << 25


PIECES = st.sampled_from(
    ["A", "=", "$", "${A}", "${", "}", "(", "'", '"', "\\", "\n", "\r", "\0", " ", "\t", "#", ":", "é"]
)


@given(st.binary(max_size=60) | st.lists(PIECES, max_size=16).map(lambda pieces: "".join(pieces).encode()))
def test_any_bytes_give_a_reading_with_places_in_the_text(data: bytes) -> None:
    length = len(data.decode("utf-8", "surrogateescape"))
    for name in READERS:
        reading = read(name, data)
        for one in reading.assignments:
            assert 0 <= one.start <= one.end <= length
            assert 0 <= one.value_start <= one.value_end <= length
        assert all(0 <= problem.start <= problem.end <= length for problem in reading.problems)
