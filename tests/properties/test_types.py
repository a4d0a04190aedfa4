"""Laws of the value types: for any text a value or a refusal that gives nothing away, and agreement with models."""

from __future__ import annotations

import ipaddress
import re
from fractions import Fraction

from hypothesis import assume, example, given
from hypothesis import strategies as st

from envlint import types
from envlint.types import Malformed

NAMES = sorted(types.MODULES) + [f"{container}<{inner}>" for container in types.CONTAINERS for inner in types.MODULES]
SHAPES = "0123456789-+_.,:;/@%#?=[]{}()*\\'\"<> \t\r\nabefinstuxzEPTZhmdwkMGi\u00b5\uff11\u200b\u00e9\ud800\x00"
TEXTS = st.one_of(
    st.text(st.sampled_from(SHAPES), max_size=40),
    st.text(st.characters(), max_size=20),
    st.builds(
        "".join,
        st.lists(
            st.sampled_from(
                [
                    "http://",
                    "postgres://",
                    "u:p@",
                    "h",
                    "[::1]",
                    ":80",
                    "/p",
                    "?q=1",
                    "#f",
                    "%41",
                    "%",
                    "@",
                    ",",
                    "a=1",
                    "1h",
                    "30s",
                    "PT1S",
                    "P1M",
                    "512",
                    "MiB",
                    "1.2.3",
                    "-rc.1",
                    "* * * * *",
                    "10.0.0.0",
                    "/8",
                    "true",
                    "-----BEGIN A-----\n",
                    "AAAA",
                    "\n-----END A-----",
                    '{"a":',
                    "1}",
                    "jdbc:",
                    "sqlite:",
                    "tcp(",
                    ")/",
                    "a@b.c",
                    "Europe/Paris",
                ]
            ),
            max_size=7,
        ),
    ),
)


@st.composite
def dialects(draw, name):
    known = types.dialects(name)
    return {"dialect": draw(st.sampled_from(known))} if known and draw(st.booleans()) else {}


def outcome(name, text, spec=None):
    """The value, or the refusal as a value. Any other exception fails the test."""
    try:
        return types.parse(name, text, spec or {})
    except Malformed as fault:
        return fault


@given(st.data(), st.sampled_from(NAMES), TEXTS)
def test_any_text_gives_a_value_or_a_refusal(data, name, text):
    spec = data.draw(dialects(name))
    found = outcome(name, text, spec)
    if isinstance(found, Malformed):
        assert 0 <= found.start <= (len(text) if found.end is None else found.end) <= len(text)
        assert 0 < len(found.reason) < 120
        return
    assert found == types.parse(name, text, spec)
    hash(found)
    for part in types.parts(name):
        if not types.split(name)[0]:
            assert all(isinstance(one, str) for one in types.part_values(name, found, part))


@given(st.data(), st.sampled_from(NAMES), st.text(st.sampled_from("QWXZ0123456789\u20ac"), min_size=8, max_size=30))
def test_a_refusal_never_holds_a_piece_of_the_text(data, name, secret):
    around = ["{}", " {}", "http://{}", "postgres://u:{}#@h", "a@{}", "1{}", "{},{}", "a={}", "{}\n", '"{}']
    text = data.draw(st.sampled_from(around)).format(secret, secret)
    found = outcome(name, text, data.draw(dialects(name)))
    if isinstance(found, Malformed):
        assert not any(secret[at : at + 6] in found.reason + found.help for at in range(len(secret) - 5))


UNITS = {"ns": 1, "us": 10**3, "\u00b5s": 10**3, "ms": 10**6, "s": 10**9, "m": 60 * 10**9, "h": 3600 * 10**9}
TERMS = st.tuples(
    st.integers(0, 10**7), st.sampled_from(["", ".", ".5", ".25", ".125", ".001"]), st.sampled_from(sorted(UNITS))
)


@given(st.sampled_from(["", "+", "-"]), st.lists(TERMS, min_size=1, max_size=6))
def test_durations_agree_with_exact_arithmetic(sign, terms):
    text = sign + "".join(f"{whole}{fraction}{unit}" for whole, fraction, unit in terms)
    exact = sum(
        int((whole + Fraction(f"0{fraction}0" if fraction else "0")) * UNITS[unit]) for whole, fraction, unit in terms
    )
    assume(exact < 1 << 63)

    assert types.parse("duration", text, {}) == (-exact if sign == "-" else exact)


@given(st.text(st.sampled_from("0123456789.-+nu\u00b5msh d"), max_size=12))
@example("0")
@example("-")
@example("1h-2m")
def test_durations_have_the_grammar_of_go(text):
    accepted = re.fullmatch(r"[-+]?(0|((\d+\.?\d*|\.\d+)(ns|us|\u00b5s|ms|s|m|h))+)", text, re.ASCII) is not None
    found = outcome("duration", text)
    refused = isinstance(found, Malformed) and not found.reason.startswith("is longer")

    assert accepted is not refused


@given(st.text(st.sampled_from("0123456789-+_ .\uff11"), max_size=12))
def test_whole_numbers_have_one_grammar(text):
    found = outcome("int", text)
    if re.fullmatch(r"-?(0|[1-9][0-9]*)", text):
        assert found == int(text)
    else:
        assert isinstance(found, Malformed)


@given(st.integers(1, 1500), st.integers(0, 9), st.integers(1, 1500), st.integers(0, 9))
def test_long_whole_numbers_keep_the_order_of_their_digits(length, digit, other_length, other_digit):
    first, second = "1" + str(digit) * length, "1" + str(other_digit) * other_length
    by_digits = (len(first), first) < (len(second), second)

    assert (types.parse("int", first, {}) < types.parse("int", second, {})) == by_digits
    assert (types.parse("int", "-" + second, {}) < types.parse("int", "-" + first, {})) == by_digits


@given(st.one_of(st.text(st.sampled_from("0123456789abf:.g"), max_size=24), st.ip_addresses().map(str)))
def test_addresses_are_those_of_the_standard_library(text):
    try:
        expected = bool(ipaddress.ip_address(text))
    except ValueError:
        expected = False

    assert (outcome("ip", text) == text) is expected
    if expected:
        assert types.parse("host", text, {}) == text.lower()


PRINTED = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


@given(PRINTED, PRINTED, PRINTED)
def test_percent_encoded_parts_come_back(user, password, value):
    def encoded(text):
        return "".join(f"%{byte:02X}" for byte in text.encode())

    url = types.parse("url", f"postgres://{encoded(user)}:{encoded(password)}@h/db?k={encoded(value)}", {})

    assert [types.part("url", url, part) for part in ("user", "password", "query.k")] == [user, password, value]


@given(st.lists(st.text(st.characters(exclude_characters=";"), min_size=1, max_size=6), min_size=1, max_size=6))
def test_lists_hold_what_was_joined(texts):
    joined = ";".join(texts)
    items = types.parse("list<string>", joined, {"sep": ";"})

    assert [item.text for item in items] == [joined[item.start : item.end] for item in items] == texts
