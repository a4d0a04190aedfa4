from __future__ import annotations

import pytest
from rule_samples import plans

from envlint.rules.locate import locate


def weaker(text: str) -> list[str]:
    found = plans(text)["development"].weaker
    assert {plan.weaker for plan in plans(text).values()} == {found}
    return [f"{cited}:{locate(text, place.keys, 'key')[0]}: {message}" for cited, message, place in found]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[A]\nrequired = ["staging"]',
            "A:2: weaker in production than in staging: not required",
        ),
        (
            '[A]\nid = 7\nlevel = { prod = "info", else = "warning" }',
            "7:3: weaker in production than in staging: level info instead of warning",
        ),
        (
            '[A]\nvalues = ["a"]\nin.prod.values = ["a", "b"]',
            "A:3: weaker in production than in staging: values also allow b",
        ),
        (
            '[A]\ntype = "duration"\nmax = "60s"\nin.prod.max = "2m"',
            "A:4: weaker in production than in staging: max 2m instead of 60s",
        ),
        (
            "[A]\nmin_length = 9\nin.prod.min_length = 8",
            "A:3: weaker in production than in staging: min_length 8 instead of 9",
        ),
        (
            '[A]\ntype = "int"\nin.dev.min = 3',
            "A:1: weaker in staging than in development: no min",
        ),
        (
            '[A]\ntype = "url"\nschemes = ["https"]\nin.prod.schemes = ["https", "http"]',
            "A:4: weaker in production than in staging: schemes also allow http",
        ),
        (
            '[A]\nforbid = ["x", "y"]\nin.prod.forbid = ["y"]',
            "A:3: weaker in production than in staging: forbid without x",
        ),
        (
            '[A]\nvalues = ["a"]\nwhen.a.requires = ["B", "C"]\nin.prod.when.a.requires = ["C"]\n[B]\n[C]',
            "A:4: weaker in production than in staging: requires without B",
        ),
        (
            '[A]\n[B]\n[[rule]]\nid = "r"\nany_of = ["A"]\nin.prod.any_of = ["A", "B"]',
            "r:6: weaker in production than in staging: any_of without A",
        ),
        ('[A]\nin.prod.empty = "ok"', "A:2: weaker in production than in staging: an empty value is taken for a value"),
        ('[A]\nin.prod.visibility = "names-only"', "A:2: weaker in production than in staging: values are not judged"),
        (
            '[A]\ntype = "list<int>"\nitems = { max = 3 }\nin.prod.items = { max = 4 }',
            "A:4: weaker in production than in staging: max 4 instead of 3",
        ),
        (
            '[A]\ntype = "list<int>"\nunique = true\nin.prod.unique = false',
            "A:4: weaker in production than in staging: items may repeat",
        ),
    ],
)
def test_says_what_a_stricter_tier_does_without(text: str, said: str) -> None:
    assert weaker(text) == [said]


@pytest.mark.parametrize(
    "text",
    [
        "[A]\nrequired = true",
        '[A]\nrequired = ["production"]',
        '[A]\nlevel = { prod = "error", else = "off" }',
        '[A]\nvalues = ["a", "b"]\nin.prod.values = ["b"]',
        '[A]\ntype = "duration"\nmax = "60s"\nin.prod.max = "1m"',
        '[A]\ntype = "int"\nmin = 1\nin.prod.min = 2',
        '[A]\nforbid = ["x"]\nin.prod.forbid = ["y", "x"]',
        '[A]\n[B]\nany_of = ["A", "B"]\nin.prod.any_of = ["A"]',
        '[A]\nin.prod.requires = ["A"]\nin.dev.default = "x"',
    ],
)
def test_stricter_or_equal_is_not_weaker(text: str) -> None:
    assert weaker(text) == []
