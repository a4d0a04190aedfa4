"""Env files: Compose's own dialect, and the raw one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envlint.formats.compose import raw_env_file
from envlint.formats.compose.env_file import Unreadable, read

OUTSIDE = {"HOST": "host"}


def values(text: str) -> dict[str, str]:
    return {one.name: one.value for one in read(text, OUTSIDE.get, {})}


def raw(text: str) -> dict[str, str]:
    return {one.name: one.value for one in raw_env_file.read(text, OUTSIDE.get)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A=1\n", {"A": "1"}),
        ("A=1", {"A": "1"}),
        (" export\tA = 1 \r\n", {"A": "1"}),
        ("A: 1\n", {"A": "1"}),
        ("A=x#y # z\n", {"A": "x#y"}),
        ("A=#x\nB= # y\n", {"A": "#x", "B": "# y"}),
        ("A='$HOST \\n it\\'s'\n", {"A": "$HOST \\n it's"}),
        ('A="$HOST\\n\\t\\$X\\0101\\q"\n', {"A": "host\n\t$XA\\q"}),
        ('A="one\ntwo" # end\nB=1\n', {"A": "one\ntwo", "B": "1"}),
        ("A='x'B='y'\n", {"A": "x", "B": "y"}),
        ("HOST\nNOT\n", {"HOST": "host"}),
        ("A\nB=1\nLAST", {"B": "1", "": "LAST"}),
        ("A=1\nB=$A${C:-c}\n", {"A": "1", "B": "1c"}),
        ("HOST=file\nB=$HOST\n", {"HOST": "file", "B": "host"}),
        ("A.b-c[0]=1\nÄ=2\n", {"A.b-c[0]": "1", "Ä": "2"}),
        ("# A=1\n\n  # B=1", {}),
    ],
)
def test_composes_own_dialect(text: str, found: dict[str, str]) -> None:
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "place"),
    [("A B=1\n", 0), ("A=1\nB!=2\n", 5), ('A=1\nB="x\n', 6), ("A=${1}\n", 2), ("A=${NONE:?}\n", 2), ("export ", 7)],
)
def test_one_line_refuses_the_whole_file(text: str, place: int) -> None:
    with pytest.raises(Unreadable) as caught:
        read(text, OUTSIDE.get, {})
    assert caught.value.offset == place


def test_assignments_know_their_places() -> None:
    text = "export A = one # two\nB='x y'\nHOST\n"
    first, second, third = read(text, OUTSIDE.get, {})
    assert (text[first.name_start : first.name_end], text[first.start : first.end]) == ("A", "one")
    assert (text[second.name_start : second.name_end], text[second.start : second.end], second.quote) == (
        "B",
        "x y",
        "'",
    )
    assert (text[third.name_start : third.name_end], third.outside) == ("HOST", True)


def test_earlier_values_are_known_to_later_files() -> None:
    known = {"A": "earlier"}
    assert [one.value for one in read("B=$A\nA=2\nC=$A\n", OUTSIDE.get, known)] == ["earlier", "2", "2"]
    assert known == {"A": "2", "B": "earlier", "C": "2"}


def test_what_is_undefined_is_told() -> None:
    (one,) = read("A=$X-${Y:-y}\n", OUTSIDE.get, {})
    assert (one.value, one.undefined, one.written) == ("-y", ("X",), "$X-${Y:-y}")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('A="x" # y\n', {"A": '"x" # y'}),
        ("  A= x \n", {"A": " x "}),
        ("A=$HOST\r\n", {"A": "$HOST"}),
        ("# A=1\nHOST\nNOT\nB=\n", {"HOST": "host", "B": ""}),
        ("A=1\nA=2\n", {"A": "2"}),
    ],
)
def test_the_raw_dialect_keeps_everything(text: str, found: dict[str, str]) -> None:
    assert raw(text) == found


@pytest.mark.parametrize("text", ["=1\n", "A B=1\n", "A\t=1\n", f"A={'x' * 65536}\n", "A=\udcff\n"])
def test_the_raw_dialect_refuses_too(text: str) -> None:
    with pytest.raises(Unreadable):
        raw(text)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    for reader in (values, raw):
        place = 0
        try:
            reader(text)
        except Unreadable as fault:
            place = fault.offset
        assert 0 <= place <= len(text)


@given(
    st.dictionaries(
        st.from_regex(r"[A-Za-z_]\w{0,8}", fullmatch=True), st.text(st.characters(exclude_characters="\n'\\"))
    )
)
def test_single_quotes_keep_a_value(variables: dict[str, str]) -> None:
    ascii_only = {name: value for name, value in variables.items() if name.isascii()}
    assert values("".join(f"{name}='{value}'\n" for name, value in ascii_only.items())) == ascii_only
