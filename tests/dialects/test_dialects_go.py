"""The loaders of Go programs, rule by rule."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from envlint.formats.dialects.go import DIALECTS

READ = {dialect.name: dialect.read for dialect in DIALECTS}
HOST = {"HOST_VAR": "host"}


@pytest.mark.parametrize(
    ("name", "text", "values"),
    [
        ("godotenv", "A=1 # b # c\nB=a#b\nC=#d\n", {"A": "1 # b", "B": "a#b", "C": "#d"}),
        ("godotenv-1.6pre", "A=1 # b # c\n", {"A": "1"}),
        ("godotenv", "A: x\nexport B = y\n", {"A": "x", "B": "y"}),
        ("godotenv", "A=\"l1\nl2\\n\\t\"\nB='$A'\n", {"A": "l1\nl2\nt", "B": "$A"}),
        ("godotenv", "X=1\nA=${X}$X$nope\\$X${HOST_VAR}\n", {"X": "1", "A": "11$nope$X"}),
        ("godotenv-1.6pre", "A=${HOST_VAR}\nA-B=1\n", {"A": "host", "A-B": "1"}),
        ("godotenv", "A=1\nB", {"A": "1", "": "B"}),
        ("godotenv", "A='x\\''\n", {"A": "x\\"}),
        ("go-task", "HOST_VAR=file\nA=1\n=2\n", {"A": "1"}),
        ("gotenv", "A=1#c\nB: 'x # y' # z\n", {"A": "1", "B": "x # y"}),
        ("gotenv", 'A="l1\n l2\\""\nB=2\n', {"A": 'l1\n l2"', "B": "2"}),
        ("gotenv", "HOST_VAR=file\nA=$HOST_VAR\n", {"HOST_VAR": "file", "A": "host"}),
        ("gotenv-2019", "HOST_VAR=file\nA=$HOST_VAR\n", {"HOST_VAR": "file", "A": "file"}),
        ("gotenv-2019", 'A="x=1\\nB=2"\n', {"A": "x=1", "B": "2"}),
        ("gotenv-2019", "A='\\$X'\n", {"A": "$X"}),
        ("go-envparse", "A=a'b c'\"d\\u00e9\\n\" # c\nB=x#y\n", {"A": "ab cd\u00e9\n", "B": "x"}),
        ("go-envparse", "A=$B\n a/b = 1\n", {"A": "$B", "a/b": "1"}),
        ("direnv", "X=1\nA=\"${X}-${NO:-d}-$HOST_VAR\"\nB='$X' # c\n", {"X": "1", "A": "1-d-host", "B": "$X"}),
        ("direnv", "A=${\nB=$\n", {"A": "", "B": "$"}),
    ],
)
def test_reads(name: str, text: str, values: dict[str, str]) -> None:
    reading = READ[name](text.encode(), HOST)
    assert reading.ok
    assert reading.values == values


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("godotenv", "A\nB=2\n", "invalid-name"),
        ("godotenv", 'A="x\n', "unterminated-quote"),
        ("godotenv-1.6pre", "A=#x\n", "value-is-comment"),
        ("gotenv", "A='x\n", "unterminated-quote"),
        ("gotenv", "prose here\n", "no-assignment"),
        ("gotenv", f"A={'x' * 70000}\n", "line-too-long"),
        ("go-envparse", 'A="\\q"\n', "unknown-escape"),
        ("go-envparse", "A=\tx\ty\n", "control-character"),
        ("go-envparse", "A-B=1\n", "invalid-name"),
        ("direnv", "A=x y\n", "no-assignment"),
        ("go-task", "A=a\0b\n", "nul-in-value"),
    ],
)
def test_refuses(name: str, text: str, kind: str) -> None:
    reading = READ[name](text.encode(), HOST)
    assert not reading.ok
    assert [problem.kind for problem in reading.problems] == [kind]


def test_the_older_gotenv_ends_at_a_long_line_without_a_word() -> None:
    reading = READ["gotenv-2019"](f"A=1\nB={'x' * 70000}\nC=3\n".encode(), {})
    assert reading.ok
    assert reading.values == {"A": "1"}


def test_gotenv_reads_utf_16() -> None:
    assert READ["gotenv"]("A=1\r\nB=2\r\n".encode("utf-16"), {}).values == {"A": "1", "B": "2"}


def test_a_comment_takes_the_last_byte_of_a_character() -> None:
    assert READ["go-envparse"]("A=\u00e9 # c\nB=\u00e9\n".encode(), {}).values == {"A": "\udcc3", "B": "\u00e9"}


def test_what_a_template_makes_is_not_known() -> None:
    assert READ["go-task"](b"A={{.X}}\nB=1\n", {}).dynamic == ("A",)


@pytest.mark.parametrize(
    ("value", "ok"), [("{{X}}", False), ("a{{", False), ("{{ OS }}", True), ("{{.X}}{{.Y}}", True)]
)
def test_a_template_that_cannot_be_read_is_refused(value: str, ok: bool) -> None:
    assert READ["go-task"](f"A={value}\n".encode(), {}).ok is ok


@pytest.mark.parametrize("name", ["godotenv", "gotenv", "gotenv-2019", "go-envparse", "direnv"])
def test_places_are_those_of_the_file(name: str) -> None:
    text = "# c\r\n  export A='x y' # c\r\nB=$C\r\n"
    first, second = READ[name](text.encode(), {}).assignments
    assert text[first.value_start - 1 : first.value_end + 1] == "'x y'"
    assert text[: first.end].endswith("A='x y'")
    assert text[second.start : second.end] == "B=$C"
    assert text[second.value_start : second.value_end] == "$C"


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
