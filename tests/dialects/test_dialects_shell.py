"""The dialects of shells, xargs and direnv: one case for each rule of their grammars. Nothing is run."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envlint.formats.dialects.shell import DIALECTS

if TYPE_CHECKING:
    from pathlib import Path

    from envlint.formats.dialects import Reading

HOST = {"HOME": "/srv/host", "HOST_VAR": "host"}
READ = {dialect.name: dialect.read for dialect in DIALECTS}
SHELLS = ("bash", "dash", "zsh", "busybox-ash", "mksh", "ksh93")


def read(name: str, text: str) -> Reading:
    return READ[name](text.encode("utf-8", "surrogateescape"), HOST)


SAME = [
    ("A=1\nB='x y'\nC=\"x y\"\n", {"A": "1", "B": "x y", "C": "x y"}),
    ("A=a'b'\"c\"\\d\n", {"A": "abcd"}),
    ("A='a\\n$X'\n", {"A": "a\\n$X"}),
    ('A="a\\n\\$\\"\\\\\\`"\n', {"A": 'a\\n$"\\`'}),
    ("A=a\\\nb\n", {"A": "ab"}),
    ('A="l1\nl2"\n', {"A": "l1\nl2"}),
    ("A=1 # c\nB=x#y\n  # c\n", {"A": "1", "B": "x#y"}),
    ("export A=1 B='x y'\n", {"A": "1", "B": "x y"}),
    ("A=hello world\nB=2\n", {"B": "2"}),
    ("A = 1\nB=2\n", {"B": "2"}),
    ("A=1 B=2\n", {"A": "1", "B": "2"}),
    ("A=1;B=2\n", {"A": "1", "B": "2"}),
    ("A=1\nA=2\n", {"A": "2"}),
    ("A=1\nunset A\n", {}),
    ('X=1\nA=$X.${X}\nB="$X"\n', {"X": "1", "A": "1.1", "B": "1"}),
    ("A=${NO:-d}${NO-e}${NO:+f}\n", {"A": "de"}),
    ("E=\nA=${E:-d}\nB=${E-d}\nC=${E+s}\n", {"E": "", "A": "d", "B": "", "C": "s"}),
    ('A=${NO:-${NO:-c}}\nB="${NO:-a b}"\n', {"A": "c", "B": "a b"}),
    ("X=abc\nA=${#X}${X%c}${X#a}\n", {"X": "abc", "A": "3abbc"}),
    ("A=$\nB=a$.b\n", {"A": "$", "B": "a$.b"}),
    ("A=~/x:~/y\nB='~/x'\n", {"A": "/srv/host/x:/srv/host/y", "B": "~/x"}),
    ("true && A=1\nfalse && B=1\nfalse || C=1\n! true || D=1\n", {"A": "1", "C": "1", "D": "1"}),
    ("A<<END\nB=1\nEND\nC=3\n", {"C": "3"}),
    ("A=1\r\n", {"A": "1\r"}),
    ("A=1\nreturn\nB=2\n", {"A": "1"}),
]


@pytest.mark.parametrize("name", SHELLS)
@pytest.mark.parametrize(("text", "expected"), SAME)
def test_what_all_shells_read_alike(name: str, text: str, expected: dict[str, str]) -> None:
    reading = read(name, text)
    assert reading.ok
    assert reading.values == expected


@pytest.mark.parametrize("name", SHELLS)
@pytest.mark.parametrize("text", ["A='x\n", 'A="x\n', "A=1;;B=2\n", "fi\n", "A=<x>\n", "exit\n", "if no more\n"])
def test_what_ends_every_shell(name: str, text: str) -> None:
    assert not read(name, text).ok


@pytest.mark.parametrize("name", SHELLS)
@pytest.mark.parametrize(
    "text", ["A=$(date)\n", "A=`date`\n", 'A="x$(date)"\n', "A=$((1+2))\n", "A=$$\n", "x && A=1\n"]
)
def test_what_only_a_program_would_tell(name: str, text: str) -> None:
    reading = read(name, text + "B=$A\nC=3\n")
    assert reading.dynamic == ("A", "B")
    assert reading.values == {"C": "3"}


DIFFERENT: list[tuple[str, dict[str, dict[str, str] | None]]] = [
    ("A=$'a\\tb'\n", {"bash": {"A": "a\tb"}, "dash": {"A": "$a\\tb"}, "busybox-ash": {"A": "a\tb"}}),
    ("A=1\nA+=2\n", {"bash": {"A": "12"}, "dash": {"A": "1"}, "zsh": {"A": "12"}, "mksh": {"A": "12"}}),
    ("A=x\\", {"bash": {"A": "x\\"}, "dash": {"A": "x\\"}, "zsh": {"A": "x"}, "mksh": {"A": "x"}}),
    ("A=a\0b\n", {"bash": {"A": "ab"}, "zsh": {"A": "a"}}),
    ("export M-K=1\nB=2\n", {"bash": {"B": "2"}, "dash": None, "busybox-ash": None, "zsh": {}, "mksh": {}}),
    ("A=${NO:?x}\nB=2\n", {"bash": None, "dash": None, "zsh": None, "busybox-ash": None, "mksh": {}}),
    ("A=x${}\nB=2\n", {"bash": {"B": "2"}, "dash": None, "zsh": {"A": "x", "B": "2"}, "mksh": {}}),
    ("A=1&B=2\n", {"bash": {"B": "2"}, "dash": {"B": "2"}, "zsh": None}),
    ("A=f(x)\nB=2\n", {"bash": None, "dash": None, "zsh": {"A": "f(x)", "B": "2"}, "mksh": {}}),
    ("A==x\nB=2\n", {"bash": {"A": "=x", "B": "2"}, "zsh": {}}),
    ("x*y\nB=2\n", {"bash": {"B": "2"}, "zsh": {}}),
    ("A=x|B=2\n", {"bash": {}, "dash": {}, "zsh": {"B": "2"}}),
    ("A=${NO:=d} x\n", {"bash": {"NO": "d"}, "dash": {"NO": "d"}, "mksh": {}, "zsh": {}}),
    ("A=`)`\nB=2\n", {"dash": {"B": "2"}, "busybox-ash": {"B": "2"}, "mksh": None}),
    ('A ="$(x)"\nB=2\n', {"bash": {"B": "2"}, "zsh": {}}),
    ("A=${NO:=d}\n", {"bash": {"A": "d", "NO": "d"}, "mksh": {"A": "d"}}),
    ("UID=1\nB=2\n", {"bash": {"B": "2"}, "dash": {"UID": "1", "B": "2"}}),
    ("status=ok\nB=2\n", {"bash": {"status": "ok", "B": "2"}, "zsh": {}}),
    ("A=(a b)\nB=2\n", {"bash": {"B": "2"}, "dash": None, "zsh": {"B": "2"}, "mksh": {"A": "a", "B": "2"}}),
    ("A=(a\n 'b c') # c\nB=2\n", {"bash": {"B": "2"}, "ksh93": {"A": "a", "B": "2"}}),
    ("A=v\nA=(a)\nA+=b\nB=2\n", {"bash": {"B": "2"}, "zsh": {"B": "2"}, "mksh": {"A": "ab", "B": "2"}}),
    ("A=(a)\nunset A\nA=2\n", {"bash": {"A": "2"}, "zsh": {"A": "2"}, "mksh": {"A": "2"}}),
    ("A=(a)b\nB=2\n", {"bash": {"A": "(a)b", "B": "2"}, "zsh": {"B": "2"}, "mksh": None}),
    ("export A=(a)\nB=2\n", {"bash": {"B": "2"}, "zsh": {"B": "2"}, "ksh93": {"A": "a", "B": "2"}, "mksh": None}),
    ("A=1 B=`(`\nC=2\n", {"dash": None, "zsh": None, "busybox-ash": None, "mksh": None, "ksh93": None}),
    ('A={"a": 1}\nB=2\n', {"bash": {"B": "2"}, "dash": {"B": "2"}, "zsh": None}),
    ("A=1 x *q\nB=2\n", {"bash": {"B": "2"}, "zsh": {"B": "2"}}),
    ("A=1 echo *q\nB=2\n", {"bash": {"B": "2"}, "zsh": {}}),
    ("export A+=1\nB=2\n", {"bash": {"A": "1", "B": "2"}, "zsh": {}, "ksh93": None}),
    ("a.b=1\nB=2\n", {"bash": {"B": "2"}, "mksh": {"B": "2"}, "ksh93": {}}),
    ("; x\nB=2\n", {"bash": None, "dash": None, "zsh": {"B": "2"}, "ksh93": {"B": "2"}}),
]


@pytest.mark.parametrize(("text", "by_shell"), DIFFERENT)
def test_where_shells_differ(text: str, by_shell: dict[str, dict[str, str] | None]) -> None:
    found = {name: reading.values if (reading := read(name, text)).ok else None for name in by_shell}
    assert found == by_shell


@pytest.mark.parametrize("name", SHELLS)
def test_a_command_takes_the_assignments_before_it_along(name: str) -> None:
    """A process number is a word for sure, what a program prints may be none, an unset variable is none."""
    assert read(name, "A=1 $$\nB=2 $(x)\nC=3 $NO\n").values == {"C": "3"}
    assert read(name, "A=1 $$\nB=2 $(x)\nC=3 $NO\n").dynamic == ("B",)


def test_places_are_those_of_the_text() -> None:
    text = "# c\nexport A='x y' # c\nB=1\0\nC=3\n"
    found = {each.name: each for each in read("bash", text).assignments}
    assert text[found["A"].start : found["A"].end] == "A='x y'"
    assert text[found["A"].value_start : found["A"].value_end] == "x y"
    assert found["A"].quote == "'"
    assert text[found["C"].start : found["C"].end] == "C=3"


def test_what_a_value_depends_on() -> None:
    found = {each.name: set(each.depends) for each in read("dash", "A=$HOST_VAR\nB=${NO:-d}\nC=$A\nD=1\n").assignments}
    assert found == {"A": {"host"}, "B": {"default"}, "C": {"host"}, "D": set()}


def test_a_compound_command_ends_what_can_be_told() -> None:
    reading = read("bash", "A=1\nif true; then\nB=2\nfi\n")
    assert reading.values == {"A": "1"}
    assert [(each.kind, each.drops_rest) for each in reading.problems] == [("compound-command", True)]


def test_doubling_is_bounded() -> None:
    reading = read("bash", "A=0123456789\n" + "A=$A$A\n" * 64)
    assert reading.problems[-1].kind == "too-long"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\r\vA=1 \fB=a\rb\n", {"A": "1", "B": "a\rb"}),
        ("A='x y'\nB=\"z\"w\n", {"A": "x", "B": "zw"}),
        ("A=a\\ b\nB=a\\\\b\n", {"A": "a", "B": "a\\b"}),
        ("# don't\nA=1 # c\n", {"A": "1"}),
        ("A=$X\nexport B=2\n", {"A": "$X", "B": "2"}),
        ("A=1\nA+=2\n", {"A": "12"}),
        ("-n A=1\n", {"A": "1"}),
        ("A=a\0b\n", {}),
        ("A=it's\n", None),
        ('A="x\ny"\n', None),
    ],
)
def test_xargs(text: str, expected: dict[str, str] | None) -> None:
    reading = read("bash-xargs", text)
    assert (reading.values if reading.ok else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("export A=1 # c\nB: 2\nC = 3\n", {"A": "1", "B": "2", "C": "3"}),
        ("A='x # y'\nB=\"a\\nb\\q\"\nC=x#y\n", {"A": "x # y", "B": "a\nbq", "C": "x"}),
        ('A="x" # "y"\n', {"A": 'x" # "y'}),
        ("X=1\nA=$X${X}${NO:-d}${NO}\nB='$X'\n", {"X": "1", "A": "11d", "B": "$X"}),
        ("A=${X\nB=a$.\n", {"A": "X", "B": "a$."}),
        ("A=x\rB=2\r", {"A": "x", "B": "2"}),
        ("A=hello world\n", None),
        ("A\n", None),
        ("A-B=1\n", None),
    ],
)
def test_direnv(text: str, expected: dict[str, str] | None) -> None:
    reading = read("direnv", text)
    assert (reading.values if reading.ok else None) == expected


@pytest.mark.parametrize("name", ["bash", "dash"])
@pytest.mark.parametrize(("text", "expected"), SAME)
def test_the_shell_itself_agrees(name: str, text: str, expected: dict[str, str], tmp_path: Path) -> None:
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not installed")
    (tmp_path / "file").write_bytes(text.encode())
    wanted = " ".join(f'"{variable}=${{{variable}}}"' for variable in expected)
    script = f"set -a; . ./file; printf '%s\\0' {wanted}"
    done = subprocess.run(
        [program, "-c", script], cwd=tmp_path, env=HOST | {"PATH": "/nonexistent"}, capture_output=True, check=False
    )
    found = dict(each.split("=", 1) for each in done.stdout.decode().split("\0") if each)
    assert found == expected


@given(st.binary(max_size=80) | st.text("AB=\"'\\#$ {}()[]\n;&|<>:-!`~", max_size=60).map(str.encode))
def test_every_file_has_a_reading_and_its_places_lie_in_the_text(data: bytes) -> None:
    size = len(data.decode("utf-8", "surrogateescape"))
    for dialect in DIALECTS:
        reading = dialect.read(data, HOST)
        for problem in reading.problems:
            assert 0 <= problem.start <= problem.end <= size
        for assignment in reading.assignments:
            assert 0 <= assignment.start <= assignment.end <= size
            assert 0 <= assignment.value_start <= assignment.value_end <= size
