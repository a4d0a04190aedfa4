from __future__ import annotations

import pytest
from type_assertions import refused, value

SECOND = 10**9
HOUR = 3600 * SECOND


@pytest.mark.parametrize(
    ("text", "nanoseconds"),
    [
        ("0", 0),
        ("+0", 0),
        ("-0", 0),
        ("5s", 5 * SECOND),
        ("-5s", -5 * SECOND),
        ("+5s", 5 * SECOND),
        ("1.5h", 90 * 60 * SECOND),
        ("1h30m", 90 * 60 * SECOND),
        ("1m1h", 61 * 60 * SECOND),
        (".5s", SECOND // 2),
        ("5.s", 5 * SECOND),
        ("00012s", 12 * SECOND),
        ("100ms", SECOND // 10),
        ("7us", 7000),
        ("7\u00b5s", 7000),
        ("7\u03bcs", 7000),
        ("1ns1us1ms1s1m1h", 1 + 10**3 + 10**6 + 61 * SECOND + HOUR),
        ("0.9ns", 0),
        ("1.999999999ns", 1),
        ("0.3333333333333333333h", 1_200_000_000_000),
        ("9223372036854775807ns", (1 << 63) - 1),
        ("-9223372036854775808ns", -(1 << 63)),
        ("2562047h47m16.854775807s", (1 << 63) - 1),
        ("0.1000000000000000000000000000000000000000000001s", SECOND // 10),
        ("0.000000000000000000000000000000000000000000000001h", 0),
        ("0s" * 1000, 0),
    ],
)
def test_what_go_parses(text, nanoseconds):
    assert value("duration", text) == nanoseconds


@pytest.mark.parametrize(
    ("text", "reason", "start", "end"),
    [
        ("", "is not a duration", 0, None),
        ("-", "is not a duration", 0, None),
        (".s", "is not a duration", 0, None),
        ("+.s", "is not a duration", 1, None),
        (" 5s", "is not a duration", 0, None),
        ("--5s", "is not a duration", 1, None),
        ("abc", "is not a duration", 0, None),
        ("30", "has a number without a unit", 0, 2),
        ("1h30", "has a number without a unit", 2, 4),
        ("1.5", "has a number without a unit", 0, 3),
        ("00", "has a number without a unit", 0, 2),
        ("1d", "has a unit that Go's time.ParseDuration does not know", 1, 2),
        ("1h 30m", "has a unit that Go's time.ParseDuration does not know", 1, 3),
        ("5S", "has a unit that Go's time.ParseDuration does not know", 1, 2),
        ("5s\n", "has a unit that Go's time.ParseDuration does not know", 1, 3),
        ("5sec", "has a unit that Go's time.ParseDuration does not know", 1, 4),
        ("1w2d", "has a unit that Go's time.ParseDuration does not know", 1, 2),
        ("9223372036854775808ns", "is longer than Go's time.Duration holds", 0, None),
        ("-9223372036854775809ns", "is longer than Go's time.Duration holds", 0, None),
        ("2562047h47m16.854775808s", "is longer than Go's time.Duration holds", 0, None),
        ("3000000h", "is longer than Go's time.Duration holds", 0, None),
        ("9" * 5000 + "ns", "is longer than Go's time.Duration holds", 0, None),
        ("\uff15s", "has a unit that Go's time.ParseDuration does not know", 0, 0),
    ],
)
def test_what_go_refuses(text, reason, start, end):
    fault = refused("duration", text)

    if reason != "has a unit that Go's time.ParseDuration does not know" or text[0].isascii():
        assert (fault.reason, fault.start, fault.end) == (reason, start, end)


def test_one_duration_has_many_spellings():
    assert value("duration", "60s") == value("duration", "1m")
    assert value("duration", "1500ms") < value("duration", "2s")


@pytest.mark.parametrize(
    ("text", "months", "nanoseconds"),
    [
        ("PT30S", 0, 30 * SECOND),
        ("PT1.5S", 0, 3 * SECOND // 2),
        ("PT1,5S", 0, 3 * SECOND // 2),
        ("PT0.000000001S", 0, 1),
        ("P1D", 0, 24 * HOUR),
        ("P2W", 0, 14 * 24 * HOUR),
        ("P1Y2M3DT4H5M6S", 14, 3 * 24 * HOUR + 4 * HOUR + 306 * SECOND),
        ("-P1MT1S", -1, -SECOND),
        ("+PT1H", 0, HOUR),
        ("PT36H", 0, 36 * HOUR),
    ],
)
def test_iso_durations(text, months, nanoseconds):
    period = value("duration.iso", text)

    assert (period.months, period.nanoseconds) == (months, nanoseconds)


@pytest.mark.parametrize(
    "text",
    [
        "P",
        "PT",
        "P1DT",
        "1D",
        "PT1",
        "P1",
        "PT1H1H",
        "PT1M1H",
        "P1W1D",
        "P1.5D",
        "PT1.5M",
        "P1H",
        "pT1S",
        "PT1s",
        "PT-1S",
        "PT1.S",
        "PT.5S",
        "PT1.0000000001S",
        "",
        " PT1S",
        "PT1S ",
        "PT 1S",
        "30s",
        "P1D2Y",
        "P" + "9" * 19 + "D",
        "PT\uff11S",
        "PT1.5.5S",
    ],
)
def test_what_is_no_iso_duration(text):
    refused("duration.iso", text)


def test_months_have_no_fixed_length():
    month, days_30, days_32 = (value("duration.iso", text) for text in ("P1M", "P30D", "P32D"))

    assert month < days_32
    assert days_32 > month
    assert not month < days_30
    assert not days_30 < month
    assert month != days_30
    assert value("duration.iso", "P12M") == value("duration.iso", "P1Y")
    assert value("duration.iso", "P27D") < month
    assert value("duration.iso", "P366D") < value("duration.iso", "P1Y1M") < value("duration.iso", "P398D")
