from __future__ import annotations

import pytest

from envlint.formats.encoding import decode

TEXT = "A=1\nNAME=é\n"


@pytest.mark.parametrize(
    ("data", "detail"),
    [
        (TEXT.encode("utf-8-sig"), "the file begins with a byte order mark"),
        (TEXT.encode("utf-16"), "the file is UTF-16"),
        ("\ufeff".encode("utf-16-be") + TEXT.encode("utf-16-be"), "the file is UTF-16"),
        (TEXT.encode("utf-16-le"), "the file is UTF-16 without a byte order mark"),
        (TEXT.encode("utf-16-be"), "the file is UTF-16 without a byte order mark"),
        (TEXT.encode("utf-32"), "the file is UTF-32"),
    ],
)
def test_other_encodings_are_read_and_named(data: bytes, detail: str) -> None:
    text, (notice,) = decode(data)
    assert (text, notice.kind, notice.detail) == (TEXT, "encoding", detail)


def test_latin_1_keeps_every_place() -> None:
    text, (notice,) = decode("A=1\nNAME=é\n".encode("latin-1"))
    assert text == TEXT
    assert (notice.start, notice.end, notice.detail) == (9, 10, "the file is not UTF-8")


def test_nul_characters_are_noticed_at_the_first() -> None:
    text, (notice,) = decode(b"A=a\0b\0\n")
    assert text == "A=a\0b\0\n"
    assert (notice.start, notice.end, notice.detail) == (3, 4, "there is a NUL character in the file")


def test_a_cut_off_utf_16_file_is_read_as_far_as_it_goes() -> None:
    text, _ = decode("A=1\n".encode("utf-16")[:-1])
    assert text.startswith("A=1")


@pytest.mark.parametrize("data", [b"", TEXT.encode()])
def test_utf_8_is_nothing_to_talk_about(data: bytes) -> None:
    assert decode(data) == (data.decode(), ())
