"""What go-yaml makes of scalars without quotes, and Go of their values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envlint.formats.compose.scalars import BOOLEAN, DATE, NULL, NUMBER, TEXT, plain


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("0777", NUMBER, "511"),
        ("0o17", NUMBER, "15"),
        ("0x1F", NUMBER, "31"),
        ("-0b11", NUMBER, "-3"),
        ("1_000", NUMBER, "1000"),
        ("08", NUMBER, "8"),
        ("+5", NUMBER, "5"),
        ("18446744073709551615", NUMBER, "18446744073709551615"),
        ("18446744073709551616", NUMBER, "1.8446744073709552e+19"),
        ("1.10", NUMBER, "1.1"),
        ("100000.0", NUMBER, "100000"),
        ("1000000.0", NUMBER, "1e+06"),
        ("0.0001", NUMBER, "0.0001"),
        ("0.00001", NUMBER, "1e-05"),
        ("1e400", TEXT, "1e400"),
        ("-.INF", NUMBER, "-Inf"),
        (".nan", NUMBER, "NaN"),
        ("True", BOOLEAN, "true"),
        ("yes", TEXT, "yes"),
        ("tRUE", TEXT, "tRUE"),
        ("~", NULL, ""),
        ("", NULL, ""),
        ("2024-02-29", DATE, "2024-02-29"),
        ("2023-02-29", TEXT, "2023-02-29"),
        ("2024-01-01 10:00:00", DATE, "2024-01-01 10:00:00"),
        ("2024-01-01T25:00:00Z", TEXT, "2024-01-01T25:00:00Z"),
        ("1:30", TEXT, "1:30"),
        ("0x", TEXT, "0x"),
        ("-", TEXT, "-"),
        (".1_2", NUMBER, "0.12"),
        (".5e1_0", NUMBER, "5e+09"),
        (".1__2", TEXT, ".1__2"),
        ("._1", TEXT, "._1"),
        (".1_", TEXT, ".1_"),
        (".1_2e-852", NUMBER, "0"),
    ],
)
def test_scalars(text: str, kind: str, said: str) -> None:
    assert plain(text) == (kind, said)


@given(st.integers(-(2**63), 2**64 - 1))
def test_integers_stay_as_they_are(number: int) -> None:
    assert plain(str(number)) == (NUMBER, str(number))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_what_a_fraction_becomes_is_the_same_number(number: float) -> None:
    kind, said = plain(repr(number))
    assert kind == NUMBER
    assert float(said) == number
