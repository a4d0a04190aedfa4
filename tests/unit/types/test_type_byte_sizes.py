from __future__ import annotations

import pytest
from type_assertions import refused, value

MEBI = 1 << 20


@pytest.mark.parametrize(
    ("text", "si", "binary", "k8s"),
    [
        ("512", 512, 512, 512),
        ("0", 0, 0, 0),
        ("512m", 512_000_000, 512 * MEBI, None),
        ("512M", 512_000_000, 512 * MEBI, 512_000_000),
        ("512MB", 512_000_000, 512 * MEBI, None),
        ("512mb", 512_000_000, 512 * MEBI, None),
        ("512 MB", 512_000_000, 512 * MEBI, None),
        ("512Mi", 512 * MEBI, 512 * MEBI, 512 * MEBI),
        ("512MiB", 512 * MEBI, 512 * MEBI, None),
        ("1k", 1000, 1024, 1000),
        ("1K", 1000, 1024, None),
        ("1.5G", 1_500_000_000, 3 << 29, 1_500_000_000),
        ("100B", 100, 100, None),
        ("1e3", None, None, 1000),
        ("1E3", None, None, 1000),
        ("1E", 10**18, 1 << 60, 10**18),
        ("0.1Ki", 102, 102, 102),
    ],
)
def test_one_text_three_sizes(text, si, binary, k8s):
    for dialect, size in (("si", si), ("binary", binary), ("k8s", k8s)):
        if size is None:
            refused("bytesize", text, dialect=dialect)
        else:
            assert value("bytesize", text, dialect=dialect) == size


@pytest.mark.parametrize(
    ("text", "size"), [("512", 512), ("512B", 512), ("64KiB", 65536), ("1Gi", 1 << 30), ("1.5MiB", 3 << 19)]
)
def test_without_a_reader_only_what_all_read_alike(text, size):
    assert value("bytesize", text) == size


@pytest.mark.parametrize("text", ["512m", "512M", "512MB", "1k", "1kB", "10g"])
def test_a_unit_that_readers_take_differently(text):
    fault = refused("bytesize", text)

    assert fault.reason == "has a unit that readers take for different sizes"
    assert "`dialect`" in fault.help
    assert text[fault.start :].isalpha()


@pytest.mark.parametrize("dialect", ["", "si", "binary", "k8s"])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "M",
        "-1",
        "+1",
        " 1",
        "1 ",
        "1.",
        ".5",
        "1.5.5",
        "08",
        "1_000",
        "\uff11",
        "5Q",
        "1 KiB",
        "9" * 50,
        "1" * 5000,
        "1MM",
        "1e999",
    ],
)
def test_what_is_no_size(text, dialect):
    if text == "1 KiB" and dialect in ("si", "binary"):
        assert value("bytesize", text, dialect=dialect) == 1024
    else:
        refused("bytesize", text, **({"dialect": dialect} if dialect else {}))


def test_more_than_64_bits():
    assert value("bytesize", "15EiB") == 15 << 60
    assert refused("bytesize", "16EiB").reason == "is a size of more than 64 bits"
    assert refused("bytesize", "1e20", dialect="k8s").reason == "is a size of more than 64 bits"


def test_letters_that_only_look_like_units():
    for text in ("1m\u0131b", "1\u212a", "1\u212aiB"):
        for dialect in ("si", "binary", "k8s"):
            refused("bytesize", text, dialect=dialect)


def test_milli_is_below_a_byte_in_kubernetes():
    fault = refused("bytesize", "512m", dialect="k8s")

    assert fault.reason == "has a unit below one byte"
    assert "milli" in fault.help
