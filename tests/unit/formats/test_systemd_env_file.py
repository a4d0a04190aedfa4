"""``EnvironmentFile=`` files, held against what ``load_env_file()`` of systemd 252 gave for the same bytes."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from envlint.core.source import Reading, Source
from envlint.formats.systemd import env_file
from envlint.formats.unparsed import Unparsed

VECTORS = json.loads((Path(__file__).parent / "systemd_env_vectors.json").read_text())


def read(text: str) -> Reading:
    return env_file.read(Source("systemd", "web.service", path="web.env", text=text), "EnvironmentFile web.env")


def written(reading: Reading) -> list[str]:
    text = reading.source.text
    return [text[binding.value_start : binding.value_end] for binding in reading.bindings]


@pytest.mark.parametrize(("data", "expected"), [each[1:] for each in VECTORS], ids=[each[0] for each in VECTORS])
def test_it_reads_what_systemd_reads(data: str, expected: dict[str, str] | None) -> None:
    text = base64.b64decode(data).decode("utf-8", "surrogateescape")
    if expected is None:
        with pytest.raises(Unparsed):
            read(text)
    else:
        assert {binding.name: binding.value.raw for binding in read(text).bindings} == expected


def test_values_know_where_they_stand() -> None:
    reading = read("A=1  \n B = 'x y' \nC=\"p\"q\\ r  \nD=\nE=a\\\nb\n")
    assert [binding.value.raw for binding in reading.bindings] == ["1", "x y", "pq r", "", "ab"]
    assert written(reading) == ["1", "x y", 'p"q\\ r', "", "a\\\nb"]
    assert [binding.quote for binding in reading.bindings] == ["", "'", '"', "", ""]
    assert {binding.layer for binding in reading.bindings} == {"EnvironmentFile web.env"}


def test_what_systemd_ignores_is_noticed() -> None:
    text = "export A=1\nonly prose\nB=2\n"
    reading = read(text)
    assert [(one.kind, text[one.start : one.end]) for one in reading.notices] == [
        ("malformed-line", "export A"),
        ("malformed-line", "only prose"),
    ]


def test_a_byte_order_mark_costs_the_first_variable() -> None:
    (notice,) = read("\ufeffA=1\nB=2\n").notices
    assert "byte order mark" in notice.detail


def test_a_comment_that_ends_in_a_backslash_may_swallow_a_line() -> None:
    reading = read("# C:\\dir\\\nA=1\nB=2\n")
    assert [binding.name for binding in reading.bindings] == ["B"]
    assert [one.kind for one in reading.notices] == ["malformed-line"]


def test_an_open_quote_takes_the_rest_which_is_not_shown() -> None:
    text = "A='x\nB=2\n"
    reading = read(text)
    assert [(one.kind, text[one.start : one.end]) for one in reading.notices] == [("unterminated-quote", "'x")]
    assert reading.opaque == ((2, len(text)),)


def test_comments_that_speak_to_envlint_are_kept() -> None:
    (remark,) = read("; envlint: ignore[ENV301] known\nprose\n").remarks
    assert remark.text == "; envlint: ignore[ENV301] known"
