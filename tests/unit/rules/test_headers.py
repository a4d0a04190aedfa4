"""The quick look at a rule file says the same as the thorough one, or nothing."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from envlint.rules.headers import lines
from envlint.rules.locate import Locator

BLOCKS = (
    "[A]", "[B] # why", "[C]\nx = 1", "\t[D]", '["E"]', "[a.b]", "[F]\r", "[ G ]", "# [H]", "", "[I.x]",
    "[[rule]]", "[[rule]] # [[b]]", "[[rule]]\nx = 1", "  [[rule]]", "[[ rule ]]", '[["rule"]]', "[[other]]",
    "y1 = [\n  [[1, 2], [3]],\n  ['a']\n]", "y2 = [\n[[1]],\n[2]\n]", "z = 'a # [A]'", 'doc = """\n[J]\n[[rule]]\n"""',
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[A]\n[B]\n\n[[rule]]\n[C]\n[[rule]]\n", {("A",): 1, ("B",): 2, ("rule", 0): 4, ("C",): 5, ("rule", 1): 6}),
        ("\ufeff[A]\r\nx = 1\r\n[B]\r\n", {("A",): 1, ("B",): 3}),
        ("[A]\n  [[rule]]\n[[rule]]\n[B]\n", {("A",): 1, ("B",): 4}),
        ('[A]\nx = """\n[B]\n"""\n', {}),
        ("", {}),
    ],
)
def test_lines(text: str, expected: dict[tuple[str | int, ...], int]) -> None:
    assert lines(text) == expected


@given(st.lists(st.sampled_from(BLOCKS), unique=True, max_size=8).map("\n".join))
def test_what_it_says_is_what_the_thorough_one_says(text: str) -> None:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assume(False)
    locator = Locator(text)
    for keys, line in lines(text).items():
        assert locator.find(keys, "key")[0] == line, keys
