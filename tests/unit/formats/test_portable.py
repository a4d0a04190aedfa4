"""The subset of ``.env`` files that loaders read alike: what is in it, and that the dialects agree on it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envlint.formats.dialects import by_every_name
from envlint.formats.portable import ALL, COMMENTED, QUOTED, UNLIKE, level

DIALECTS = by_every_name()
WITHOUT_QUOTES = frozenset(
    ["docker-run", "compose-raw", "podman-4", "podman-5", "kubectl", "kustomize", "make", "gitlab-report", "bash-xargs"]
)
WITHOUT_COMMENTS = frozenset(("gitlab-report",))

NAMES = st.from_regex(r"[A-Z][A-Z0-9]{0,3}_[A-Z0-9]{1,3}", fullmatch=True)
BARE = st.text("abcXYZ019_./@%+,^!*?[]{}-:=", min_size=1, max_size=12)
INNER = st.text("abcXYZ019_./@%+,^!*?[]{}-:= #&;<>()|~", min_size=1, max_size=12)
VALUES = st.one_of(BARE, INNER.map(lambda text: f'"{text}"'), INNER.map(lambda text: f"'{text}'"))
LINES = st.one_of(st.builds("{}={}".format, NAMES, VALUES), BARE.map(lambda text: f"# {text}"), st.just(""))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", UNLIKE),
        ("A_B=1\nC_D=x:y/z?q=[a]\n", ALL),
        ("# why\n\nA_B=1\n", COMMENTED),
        ('A_B="x y"\nC_D=\'# ; "\'\n', QUOTED),
        ('# why\nA_B="x y"\n', QUOTED),
        ("A_B=1", UNLIKE),
        ("A_B=\n", UNLIKE),
        ("A_B= 1\n", UNLIKE),
        ("A_B =1\n", UNLIKE),
        ("A_B=1 # c\n", UNLIKE),
        ("A_B=1#c\n", UNLIKE),
        ("A_B=$X\n", UNLIKE),
        ("A_B='$X'\n", UNLIKE),
        ("A_B=it's\n", UNLIKE),
        ('A_B="x\n', UNLIKE),
        ('A_B="x\\n"\n', UNLIKE),
        ("A_B=1\r\n", UNLIKE),
        ("\ufeffA_B=1\n", UNLIKE),
        ("A_B=é\n", UNLIKE),
        ("A_B=1\nA_B=1\n", UNLIKE),
        ("export A_B=1\n", UNLIKE),
        ("A-B=1\n", UNLIKE),
        ("PATH=/bin\n", UNLIKE),
        ("UID=1000\n", UNLIKE),
        ("A_B==ls\n", UNLIKE),
        ("A_B={{x}}\n", UNLIKE),
        ("# ends in \\\nA_B=1\n", UNLIKE),
        (" \nA_B=1\n", UNLIKE),
        ("A_B\n", UNLIKE),
        (f"A_B={'x' * 65536}\n", UNLIKE),
    ],
)
def test_levels(text: str, expected: int) -> None:
    assert level(text.encode()) == expected


@given(st.lists(LINES, max_size=6).map(lambda lines: "".join(f"{line}\n" for line in lines).encode()))
def test_what_is_portable_is_one_to_every_dialect_that_it_is_said_of(data: bytes) -> None:
    found = level(data)
    if found == UNLIKE:
        return
    apart = WITHOUT_QUOTES if found == QUOTED else WITHOUT_COMMENTS if found == COMMENTED else frozenset()
    readings = {name: dialect.read(data, {}) for name, dialect in DIALECTS.items() if name not in apart}
    unlike = {
        name: reading.values for name, reading in readings.items() if reading.values != readings["compose"].values
    }
    assert not unlike
    assert not [name for name, reading in readings.items() if not reading.ok or reading.dynamic]
