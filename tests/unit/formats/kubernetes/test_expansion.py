"""``$(NAME)`` as the kubelet expands it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from envlint.formats.kubernetes.expansion import TooLong, expanded, tokens

KNOWN = {"A": "1", "B": "$(A)", "EMPTY": ""}


def expand(value: str) -> str:
    return expanded(value, tokens(value), KNOWN, 10_000)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("$(A)", "1"),
        ("<$(A)-$(A)>", "<1-1>"),
        ("$$(A)", "$(A)"),
        ("$$$(A)", "$1"),
        ("$$$$(A)", "$$(A)"),
        ("$$A", "$A"),
        ("$(B)", "$(A)"),
        ("a$(EMPTY)b", "ab"),
        ("$(NONE)", "$(NONE)"),
        ("${A} $A $", "${A} $A $"),
        ("$x$(A)", "$x1"),
        ("$(A", "$(A"),
        ("$(A$$B", "$(A$B"),
        ("$(A $(A)", "$(A $(A)"),
        ("$()", "$()"),
        ("\\$(A)", "\\1"),
        ("$(A$$)", "$(A$$)"),
    ],
)
def test_references_and_escapes(value: str, wanted: str) -> None:
    assert expand(value) == wanted


def naive(value: str) -> str:
    """Expand character by character, without a thought for time."""
    result, at = "", 0
    while at < len(value):
        rest = value[at:]
        if rest.startswith("$$"):
            result, at = result + "$", at + 2
        elif rest.startswith("$(") and ")" in rest:
            name = rest[2 : rest.index(")")]
            result, at = result + KNOWN.get(name, f"$({name})"), at + len(name) + 3
        else:
            step = 2 if rest[0] == "$" else 1
            result, at = result + rest[:step], at + step
    return result


@settings(deadline=None)
@given(st.text(alphabet="$()AB x", max_size=40))
def test_it_is_what_a_naive_reader_makes_of_it(value: str) -> None:
    assert expand(value) == naive(value)


def test_a_value_over_the_room_is_refused() -> None:
    known = {"A": "x" * 10}
    assert expanded("$(A)$(A)", tokens("$(A)$(A)"), known, 20) == "x" * 20
    with pytest.raises(TooLong):
        expanded("$(A)$(A).", tokens("$(A)$(A)."), known, 20)


@pytest.mark.parametrize("piece", ["$(", "$$", "$(A)", "$()", "$(A$$"])
def test_long_values_are_read_in_one_go(piece: str) -> None:
    # Were each dollar sign to look for its own parenthesis to the end, this would not come back.
    value = piece * 60_000
    assert len(expanded(value, tokens(value), {}, len(value))) == len(value) - value.count("$$")
