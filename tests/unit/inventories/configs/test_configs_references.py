from __future__ import annotations

import time

import pytest

from envlint.inventories.configs.references import LOGGING, PLACEHOLDER, Reference, references, upper


@pytest.mark.parametrize(
    ("text", "default", "required", "chained"),
    [
        ("$PORT", None, False, False),
        ("${PORT}", None, False, False),
        ("${PORT:-8080}", "8080", False, False),
        ("${PORT-8080}", "8080", False, False),
        ('${PORT:="8080"}', "8080", False, False),
        ("${PORT:-}", "", False, False),
        ("${PORT:?give a port}", None, True, False),
        ("${PORT:+yes}", None, False, False),
        ("${PORT%%:*}", None, False, False),
        ("${#PORT}", None, False, False),
        ("${PORT:-http://localhost:$OTHER}", "http://localhost:$OTHER", False, True),
        ("${PORT:-{}}", "{}", False, False),
        ("${PORT", None, False, False),
    ],
)
def test_each_form_of_a_shell(text: str, default: str | None, required: bool, chained: bool) -> None:
    first = references(text)[0]
    assert (first.name, first.default, first.required, first.chained) == ("PORT", default, required, chained)
    assert text[first.start :].startswith("PORT")


@pytest.mark.parametrize("text", ["$$PORT", r"\$PORT", "$", "${}", "$1", "{PORT}", "$(PORT)"])
def test_what_is_no_reference(text: str) -> None:
    assert references(text) == []


def test_a_chain_ends_in_the_innermost_default() -> None:
    assert references("${NEW:-${OLD:-7}}") == [
        Reference("NEW", 2, "7", chained=True, alternatives=("OLD",)),
        Reference("OLD", 9, "7", alternatives=("NEW",)),
    ]


def test_placeholders_of_spring_take_all_behind_the_first_colon() -> None:
    found = references("${DB_URL:jdbc:pg://${DB_HOST:db}/x} ${SEPARATOR:-}", syntax=PLACEHOLDER)
    assert [(one.name, one.default) for one in found] == [
        ("DB_URL", "jdbc:pg://${DB_HOST:db}/x"),
        ("DB_HOST", "db"),
        ("SEPARATOR", "-"),
    ]


def test_placeholders_of_logging_know_both_signs() -> None:
    found = references("${LEVEL:-info} ${env:FORMAT:-json}", syntax=LOGGING)
    assert [(one.name, one.default) for one in found] == [("LEVEL", "info"), ("FORMAT", "json")]


def test_lower_case_is_not_an_environment_variable_but_what_it_holds_may_be() -> None:
    assert [one.name for one in upper("${app.port:${PORT:1}} ${lower}", syntax=PLACEHOLDER)] == ["PORT"]


@pytest.mark.parametrize("piece", ["${A:-", "${", "}", "$A{", "${A:-${B}"])
def test_time_is_linear_in_hostile_text(piece: str) -> None:
    started = time.process_time()
    references(piece * 40_000)
    assert time.process_time() - started < 3
