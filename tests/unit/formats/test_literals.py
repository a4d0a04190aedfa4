"""Defaults as programs write them."""

import pytest

from envlint.formats.literals import canonical, duration


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("10*time.Second", "10s"),
        ("10 * time.Second", "10s"),
        ("time.Minute", "1m"),
        ("7*24*time.Hour", "168h"),
        ("2*time.Hour + 30*time.Minute", "2h30m"),
        ("time.Duration(5) * time.Second", "5s"),
        ("Duration::from_secs(30)", "30s"),
        ("std::time::Duration::from_millis(250)", "std::time::Duration::from_millis(250)"),
        ("Duration.ofMinutes(5)", "5m"),
        ("TimeSpan.FromDays(2)", "48h"),
        ("timedelta(minutes=10)", "10m"),
        ("datetime.timedelta(days=7)", "168h"),
        ("15.minutes", "15m"),
        (":timer.seconds(3)", "3s"),
        ("64*1024*1024", "67108864"),
        ("1 << 20", "1048576"),
        ("60 + 5", "65"),
        ("1_000", "1000"),
        ("30_000u64", "30000"),
        ("10L", "10"),
        ("0x1F", "31"),
        ("1.50f", "1.50"),
        ("True", "true"),
        ("False", "false"),
        ('"8080"', "8080"),
        ("'8080'", "8080"),
        ("`a b`", "a b"),
        ('"""x"""', "x"),
        ('"False"', "False"),
    ],
)
def test_one_spelling(written, expected):
    assert canonical(written) == expected


@pytest.mark.parametrize(
    "text", ["", "+", "a+b", "f(1)", "010", "2024-01-01", "-1", "1e3", "'a' + 'b'", "x*2", "5m", "1 << 99", "+49", "2*"]
)
def test_anything_else_stays_as_it_is(text):
    assert canonical(text) == text


@pytest.mark.parametrize("piece", ["1*", "1+", "(", '"\\', "9", "1_", "time.", "a."])
def test_long_texts_are_left_alone_quickly(piece):
    text = piece * 100_000
    assert canonical(text) == text


def test_a_product_does_not_grow_without_end():
    text = "*".join(["9" * 18] * 10)
    assert canonical(text) == text


def test_a_duration_is_printed_as_go_does_without_zeros():
    assert [duration(n) for n in (0, 90 * 10**9, -(10**6), 5400 * 10**9)] == ["0s", "1m30s", "-1ms", "1h30m"]
