from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from envlint.formats.markdown import code_spans, plain

ORACLE = MarkdownIt("zero").enable(["backticks", "escape"])


@given(st.text(alphabet="`` \\ab", max_size=25))
def test_code_spans_are_those_of_a_full_parser(text: str) -> None:
    (token, *_) = ORACLE.parseInline(text)
    expected = [part.content for part in token.children or () if part.type == "code_inline"]
    assert [text[span.start : span.end] for span in code_spans(text)] == expected


@given(st.text())
def test_any_text_has_code_spans_and_words(text: str) -> None:
    assert all(0 <= span.start <= span.end <= len(text) for span in code_spans(text))
    plain(text)


def test_code_of_html_counts() -> None:
    text = "the `A_B` and <code>C_D</code>"
    assert [text[span.start : span.end] for span in code_spans(text)] == ["A_B", "C_D"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("`A_B`", "A_B"),
        ("**Name** (`x`)", "Name (x)"),
        ("[Default](#default)", "Default"),
        ("`A_B` {: #A_B }", "A_B"),
        ('<a name="x"></a>A_B', "A_B"),
        (r"A\_B", "A_B"),
        ("_Name_ of A_B", "Name of A_B"),
    ],
)
def test_plain_keeps_the_words(text: str, words: str) -> None:
    assert plain(text) == words


@pytest.mark.parametrize("text", ["`" * 50_000, "`a``b" * 20_000, "<code>" * 30_000, "[" * 50_000, "<a" * 50_000])
def test_hostile_text_takes_linear_time(text: str) -> None:
    begun = time.process_time()
    code_spans(text)
    plain(text)
    assert time.process_time() - begun < 2
