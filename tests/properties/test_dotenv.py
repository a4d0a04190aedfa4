"""Laws of reading ``.env`` text: python-dotenv's names and values, and nothing lost on the way."""

from __future__ import annotations

import io
import logging

import dotenv as python_dotenv
from hypothesis import example, given, settings
from hypothesis import strategies as st

from envlint.core.source import Source
from envlint.formats import dotenv
from envlint.formats.dotenv.escapes import unescape
from envlint.formats.dotenv.scanner import Scanner
from envlint.formats.encoding import decode

logging.getLogger("dotenv.main").disabled = True

NASTY = "AB=#'\"\\\n\r\t $`{}():-_1\x0b\x0c\x1c\x85\xa0\u2028\u200b\ufeffné"
pieces = st.text(st.sampled_from(NASTY), max_size=12) | st.sampled_from(
    [
        "export ",
        "A=",
        "B = ",
        "\r\n",
        "\\n",
        '\\"',
        "\\'",
        "# envlint: ignore[ENV301]",
        "$(id)",
        "-----BEGIN",
        "<<<<<<<",
    ]
)
words = st.text("ABab_1.-", min_size=1, max_size=4)
values = st.one_of(
    st.text("ab 1#/$\\\t", max_size=8),
    st.text("ab\n #\\'n", max_size=8).map(lambda text: f'"{text}"'),
    st.text('ab\r\n #\\"n', max_size=8).map(lambda text: f"'{text}'"),
)
assignments = st.tuples(
    st.sampled_from(["", " ", "export ", "export\t"]),
    words,
    st.sampled_from(["=", " = ", "= ", ":"]),
    values,
    st.sampled_from(["", " ", " # c", "#c", " x"]),
).map("".join)
others = st.sampled_from(["", "  ", "# c", "=1", "'q k'=1", "''=1", "'open", 'A="open', "A B=1", "A: 1"])
line_ends = st.sampled_from(["\n", "\r\n", "\r"])
files = st.lists(st.tuples(assignments | words | others, line_ends).map("".join), max_size=8).map("".join)
texts = st.one_of(files, st.lists(pieces, max_size=12).map("".join), st.text(st.characters(exclude_categories=["Cs"])))


def read(data: bytes):
    text, noticed = decode(data)
    return dotenv.read(Source("dotenv", "x", text=text), noticed)


def as_python_dotenv(text: str) -> dict[str, str]:
    """What the library makes of a file with this text: files are opened with universal newlines."""
    read = python_dotenv.dotenv_values(stream=io.StringIO(text, newline=None), interpolate=False)
    return {name: value for name, value in read.items() if value is not None}


@settings(max_examples=400, deadline=None)
@given(texts.filter(lambda text: "\0" not in text))
@example("A=1\nA\n")
@example("A=1\nA\nA=2\n")
@example('A="x\\\\"\nB="\\\\\\""\n')
@example("export\nexport =1\nexport  \nA=1")
@example("A=\x0bx\x0b# c")
@example("'k\r\nk'=1")
def test_names_and_values_are_those_of_python_dotenv(text: str) -> None:
    reading = read(text.encode())
    assert {binding.name: binding.value.raw for binding in reading.bindings} == as_python_dotenv(text)


@settings(max_examples=200, deadline=None)
@given(texts)
def test_statements_tile_the_text(text: str) -> None:
    assert "".join(text[one.start : one.end] for one in Scanner(text)) == text


@settings(max_examples=200, deadline=None)
@given(texts)
def test_spans_are_where_name_and_value_stand(text: str) -> None:
    reading = read(text.encode())
    text = reading.source.text
    for binding in reading.bindings:
        raw = text[binding.value_start : binding.value_end]
        name = text[binding.name_start : binding.name_end]
        assert name.replace("\r\n", "\n").replace("\r", "\n") == binding.name
        assert (unescape(raw, binding.quote) if binding.quote else raw) == binding.value.raw
        if binding.quote:
            assert text[binding.value_start - 1] == text[binding.value_end] == binding.quote
        assert binding.at.line >= 1


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=200), texts.map(str.encode)))
def test_any_bytes_give_a_reading_with_its_places_inside(data: bytes) -> None:
    reading = read(data)
    size = len(reading.source.text)
    for notice in reading.notices:
        assert 0 <= notice.start <= notice.end <= size
        assert all(0 <= start <= end <= size for _, start, end in notice.related)
    assert list(reading.opaque) == sorted(reading.opaque)
    assert all(0 <= start <= end <= size for start, end in reading.opaque)
    for remark in reading.remarks:
        assert reading.source.text[remark.start : remark.end] == remark.text


@settings(max_examples=200, deadline=None)
@given(texts.filter(lambda text: "\0" not in text))
def test_every_line_that_is_dropped_is_noticed(text: str) -> None:
    told = {"malformed-line", "text-after-quote", "unterminated-quote", "conflict-marker"}
    heard: list[logging.LogRecord] = []
    logger = logging.getLogger("dotenv.main")
    handler = logging.Handler()
    handler.emit = heard.append  # type: ignore[method-assign]
    logger.disabled = False
    logger.propagate = False
    logger.addHandler(handler)
    try:
        python_dotenv.dotenv_values(stream=io.StringIO(text, newline=None), interpolate=False)
    finally:
        logger.removeHandler(handler)
        logger.disabled = logger.propagate = True
    notices = [notice for notice in read(text.encode()).notices if notice.kind in told]
    places = sum(1 + len(n.related) if n.kind == "conflict-marker" else 1 for n in notices)
    assert places >= len(heard)
