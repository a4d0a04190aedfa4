"""Laws of merging, on texts alone: nothing is opened."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from envlint.core.environment import Environment
from envlint.core.source import Source
from envlint.formats.compose.effective import Effective
from envlint.formats.compose.nodes import Page
from envlint.formats.compose.project import Surroundings, services
from envlint.formats.yaml import load

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = st.from_regex(r"[A-C]", fullmatch=True)
VALUES = st.one_of(st.none(), st.sampled_from(("", "x", "a=b", "$$", "${D:-d}", "0777", "é\n")))
VARIABLES = st.dictionaries(NAMES, VALUES)
OUTSIDE = Surroundings({"A": "shell"}, {"A": "not this", "B": "dot"})


class Nothing:
    """An opener for projects that name no file."""

    def page(self, path: str, named: Source, start: int, end: int) -> Page:
        raise AssertionError(path)

    def text(self, path: str, named: Source, start: int, end: int) -> Source | None:
        raise AssertionError(path)


def listed(variables: Mapping[str, str | None]) -> list[str]:
    return [name if value is None else f"{name}={value}" for name, value in variables.items()]


def web(*definitions: object) -> dict[str, object]:
    """Return the variables of a service from files laid over each other."""
    pages = []
    for index, definition in enumerate(definitions):
        text = json.dumps({"services": {"web": definition}}, ensure_ascii=False)
        pages.append(Page(Source("compose", "x", path=f"{index}.yaml", text=text), load(text)))
    found = services(pages, "/project", OUTSIDE, Nothing())["web"]
    winners = Environment(Effective(found, OUTSIDE).readings(())).winners
    return {name: (one.value.raw, one.layer) for name, one in winners.items()}


@given(VARIABLES)
def test_a_list_says_the_same_as_a_mapping(variables: dict[str, str | None]) -> None:
    assert web({"environment": variables}) == web({"environment": listed(variables)})


@given(VARIABLES, VARIABLES, st.booleans(), st.booleans())
def test_of_two_files_the_second_wins_name_by_name(
    first: dict[str, str | None], second: dict[str, str | None], as_list: bool, also: bool
) -> None:
    whole = web({"environment": {**first, **second}})
    lower = listed(first) if as_list else first
    upper = listed(second) if also else second
    assert web({"environment": lower}, {"environment": upper}) == whole


@given(VARIABLES, VARIABLES, VARIABLES)
def test_three_files_may_be_merged_in_any_order_of_steps(
    first: dict[str, str | None], second: dict[str, str | None], third: dict[str, str | None]
) -> None:
    steps = web({"environment": first}, {"environment": second}, {"environment": third})
    assert steps == web({"environment": {**first, **second}}, {"environment": third})
    assert steps == web({"environment": first}, {"environment": {**second, **third}})


def test_a_name_alone_takes_the_shells_value_before_that_of_the_env_file() -> None:
    assert web({"environment": {"A": None, "B": None, "C": None}}) == {
        "A": ("shell", "shell"),
        "B": ("dot", "the .env file"),
    }
