"""References in Compose files: the grammar, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envlint.formats.compose.interpolation import DEEPEST, LONGEST, Refused, expand

KNOWN = {"A": "a", "EMPTY": "", "LONG": "x" * (LONGEST // 2)}


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("plain", "plain"),
        ("$A ${A}", "a a"),
        ("$$A $$$A", "$A $a"),
        ("$1 $ $. a$", "$1 $ $. a$"),
        ("${NONE:-d}${EMPTY:-d}${A:-d}", "dda"),
        ("${NONE-d}[${EMPTY-d}]", "d[]"),
        ("${NONE:+r}[${EMPTY:+r}]${A:+r}", "[]r"),
        ("${NONE+r}${EMPTY+r}${A+r}", "rr"),
        ("${A:?e}${EMPTY?e}", "a"),
        ("${NONE:-${EMPTY:-deep}}", "deep"),
        ("${NONE:-{x}}}", "{x}}"),
        ("${NONE:-a{b}", "a{b"),
        ("${NONE:-a} ${A} }", "a a }"),
        ("${NONE:-$$5}", "$5"),
        ("${NONE:-}", ""),
    ],
)
def test_references_are_replaced(template: str, text: str) -> None:
    assert expand(template, KNOWN.get).text == text


@pytest.mark.parametrize("template", ["${", "${}", "${1}", "${A", "${A!b}", "${A:-b\n}", "${ A}", "${A:-${}}"])
def test_what_is_no_reference_is_refused(template: str) -> None:
    with pytest.raises(Refused, match="malformed"):
        expand(template, KNOWN.get)


@pytest.mark.parametrize("template", ["${NONE:?}", "${NONE?why}", "${EMPTY:?}", "${A:-${NONE:?}}"])
def test_a_required_variable_without_a_value_is_refused_by_its_name_alone(template: str) -> None:
    with pytest.raises(Refused) as caught:
        expand(template, KNOWN.get)
    assert str(caught.value).split()[0] in ("NONE", "EMPTY")
    assert "why" not in str(caught.value)


def test_names_that_became_nothing_are_told_once() -> None:
    assert expand("$X ${Y} $X ${A} ${Z:-d} ${W:+r} ${EMPTY}", KNOWN.get).undefined == ("X", "Y")


def test_there_are_budgets_of_depth_and_length() -> None:
    deep = "${X:-" * (DEEPEST + 2) + "}" * (DEEPEST + 2)
    with pytest.raises(Refused, match="nested deeper"):
        expand(deep, KNOWN.get)
    with pytest.raises(Refused, match="longer than"):
        expand("$LONG$LONG$LONG", KNOWN.get)


@given(st.text(st.sampled_from("${}:-+?AB\n x"), max_size=40))
def test_any_text_is_expanded_or_refused(template: str) -> None:
    try:
        expand(template, KNOWN.get)
    except Refused:
        return


@given(st.text(max_size=40))
def test_dollar_signs_in_pairs_stand_for_themselves(text: str) -> None:
    assert expand(text.replace("$", "$$"), KNOWN.get).text == text
