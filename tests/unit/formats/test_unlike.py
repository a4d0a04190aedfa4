"""The words for a difference hold no part of either value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envlint.formats.unlike import unlike


@pytest.mark.parametrize(
    ("value", "usual", "words"),
    [
        ("", "x", "empty"),
        ("x", "", "not empty"),
        ("#fff", "", "with what others take for a comment"),
        ('"x y"', "x y", "with its quotes"),
        ("'x'", "x", "with its quotes"),
        ('"x" # c', "x", "with its quotes and the comment"),
        ('"x" y', "x", "with its quotes and 2 characters more"),
        ('"x', "x", "with its opening quote"),
        ("x # c", "x", "with the comment"),
        ("x#c", "x", "with the comment"),
        ("x\r", "x", "with the carriage return"),
        ("x  ", "x", "with 2 blanks more"),
        ("x ", "x", "with 1 blank more"),
        ("x", "x  ", "cut short by 2 characters"),
        ("x\n", "x", "with the end of the line"),
        ("x\nB=2", "x", "with the next line"),
        ("x\nB=2\nC\n", "x", "with the next 2 lines"),
        ("pa", "pa$word", "cut short by 5 characters"),
        (" x", "x", "with 1 blank more"),
        ("a\\nb", "a\nb", r"with \n as two characters"),
        ("a\nb", "a\\nb", r"with the line ends that \n stands for"),
        ("C:\\new", "C:new", "with more backslashes"),
        ("anb", "a\\nb", "without some backslashes"),
        ("{a:1}", '{"a":1}', "without its quotes"),
        ("${X}/y", "1/y", "with the reference as it is written"),
        ("1/y", "${X}/y", "with something else for the reference"),
        ("abc", "xyz", "other characters, as many"),
        ("abcd", "xyz", "other characters, 1 character more"),
        ("ab", "xyz1", "other characters, 2 characters fewer"),
    ],
)
def test_words(value: str, usual: str, words: str) -> None:
    assert unlike(value, usual) == words


@given(st.text("Ж$\\\n\"'# ", min_size=1), st.text("Ж$\\\n\"'# ", min_size=1))
def test_no_part_of_a_value_is_told(value: str, usual: str) -> None:
    assert "Ж" not in unlike(value, usual)
