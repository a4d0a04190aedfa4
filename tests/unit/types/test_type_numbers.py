from __future__ import annotations

import pytest
from type_assertions import refused, value


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("-0", 0), ("7", 7), ("-12", -12), ("8080", 8080)])
def test_whole_numbers(text, number):
    for name in ("int", "port", "number", "seconds", "ms"):
        assert value(name, text) == number
        assert type(value(name, text)) is int


@pytest.mark.parametrize(
    ("text", "reason", "start", "end"),
    [
        ("08080", "has leading zeros", 0, 1),
        ("-007", "has leading zeros", 1, 3),
        ("00", "has leading zeros", 0, 2),
        ("+1", "has a plus sign", 0, 1),
        ("1_000", "has an underscore between its digits", 1, 2),
        ("0x1F90", "is not a decimal number", 0, None),
        ("0b11", "is not a decimal number", 0, None),
        ("\uff11\uff12", "has digits outside ASCII", 0, 1),
        ("1\u0662", "has digits outside ASCII", 1, 2),
        (" 1", "is not a whole number", 0, None),
        ("1 ", "is not a whole number", 1, 2),
        ("1\n", "is not a whole number", 1, 2),
        ("1.5", "is not a whole number", 1, 2),
        ("1e3", "is not a whole number", 1, 2),
        ("", "is not a whole number", 0, None),
        ("-", "is not a whole number", 0, None),
        ("--1", "is not a whole number", 1, None),
        ("- 1", "is not a whole number", 1, None),
        ("\u00b2", "is not a whole number", 0, None),
        ("abc", "is not a whole number", 0, None),
        ("1,000", "is not a whole number", 1, 2),
    ],
)
def test_what_readers_disagree_on_is_no_whole_number(text, reason, start, end):
    fault = refused("int", text)

    assert (fault.reason, fault.start, fault.end) == (reason, start, end)
    assert refused("port", text).reason == reason


def test_whole_numbers_of_any_length_keep_their_order():
    near, far, further = "9" * 640, "1" * 641, "2" * 100_000

    assert value("int", near) < value("int", far) < value("int", further)
    assert value("int", "-" + further) < value("int", "-" + far) < value("int", "-" + near) < 0
    assert value("int", further) == value("number", further)
    assert value("port", "9" * 5000) > 65535


@pytest.mark.parametrize("text", ["0", "-1", "65536", "70000"])
def test_a_port_out_of_range_is_still_a_number(text):
    assert value("port", text) == int(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [("1.5", 1.5), ("-0.25", -0.25), ("1e3", 1000), ("1E-2", 0.01), ("2.50e+1", 25), ("0.0", 0), ("1e-999", 0)],
)
def test_numbers(text, number):
    assert value("number", text) == number
    assert value("seconds", text) == number


@pytest.mark.parametrize(
    "text",
    [
        ".5",
        "5.",
        "1.",
        ".",
        "e5",
        "1e",
        "1e+",
        "1e1.5",
        "1.5.2",
        "nan",
        "NaN",
        "inf",
        "-inf",
        "Infinity",
        "1e999",
        "-1e999",
        "1_0.5",
        "01.5",
        "+1.5",
        "0x1p3",
        "1,5",
        "\u0661.\u0665",
        "1.\u0665",
        "1ee5",
    ],
)
def test_what_is_no_number(text):
    refused("number", text)


def test_a_number_says_what_is_wrong_with_its_digits():
    assert refused("number", "1_000").reason == "has an underscore between its digits"
    assert refused("number", "08").reason == "has leading zeros"
    assert refused("number", "1e999").reason == "is too large for a 64-bit float"


@pytest.mark.parametrize(("name", "text"), [("seconds", "30s"), ("seconds", "1.5m"), ("ms", "500ms"), ("ms", "5s")])
def test_a_unit_is_for_durations(name, text):
    fault = refused(name, text)

    assert "bare" in fault.reason
    assert "`duration`" in fault.help


@pytest.mark.parametrize("text", ["", "abc", "1.5", "1_000"])
def test_milliseconds_are_whole(text):
    refused("ms", text)
