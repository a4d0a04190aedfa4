from __future__ import annotations

from envlint.core.source import Reading, Source
from envlint.formats import environ


def read(text: str) -> Reading:
    return environ.read(Source("environ", "x", text="" if "\0" in text else text), text)


def values(reading: Reading) -> dict[str, str]:
    return {binding.name: binding.value.raw for binding in reading.bindings}


def test_a_nul_anywhere_makes_nul_the_separator() -> None:
    reading = read("A=1\nx=y\0B=2\0")
    assert values(reading) == {"A": "1\nx=y", "B": "2"}
    assert reading.bindings[0].at.line == 0


def test_lines_have_their_places() -> None:
    reading = read("A=1\nB=x=y\n")
    assert values(reading) == {"A": "1", "B": "x=y"}
    assert str(reading.bindings[1].at) == "environ:x:2:3"


def test_lines_that_all_end_in_crlf_lose_it() -> None:
    assert values(read("A=1\r\nB=2\r\n")) == {"A": "1", "B": "2"}
    assert values(read("A=1\r\nB=2\n")) == {"A": "1\r", "B": "2"}


def test_a_line_without_equals_sign_is_noticed_and_unprintable() -> None:
    text = "A=first\nrest of it\n=x\nB=2\n"
    reading = read(text)
    assert values(reading) == {"A": "first", "B": "2"}
    assert [(n.kind, text[n.start : n.end]) for n in reading.notices] == [
        ("malformed-line", "rest of it"),
        ("malformed-line", "=x"),
    ]
    assert [text[start:end] for start, end in reading.opaque] == ["rest of it", "=x"]


def test_a_pem_line_that_looks_like_a_name_is_unprintable() -> None:
    text = "KEY=-----BEGIN X-----\nMIIE=\n-----END X-----\nB=2\n"
    reading = read(text)
    name = next(binding for binding in reading.bindings if binding.name == "MIIE")
    assert any(start <= name.name_start < end for start, end in reading.opaque)


def test_repeated_names_are_noticed() -> None:
    assert [(n.kind, n.name, n.detail) for n in read("A=1\nA=2\n").notices] == [("duplicate-key", "A", "other value")]


def test_other_notices_are_for_files_that_people_write() -> None:
    assert read("LD_PRELOAD=x\0BASH_FUNC_a%%=() { :; }\0").notices == ()
