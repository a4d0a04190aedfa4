"""Generated sections: found, compared and rewritten without touching anything else."""

import pytest

from envlint.analysis.repair.sections import rewritten, sections, stale
from envlint.core.errors import EnvlintError

PAGE = "# Docs\n\n<!-- envlint:begin rules -->\nold\n<!-- envlint:end -->\n\nafter\n"


def test_a_section_is_rewritten_and_the_rest_kept():
    new = rewritten("docs.md", PAGE, {"rules": ["one", "two"]})
    assert new == PAGE.replace("old\n", "one\ntwo\n")
    assert rewritten("docs.md", new, {"rules": ["one", "two"]}) == new


def test_line_endings_and_a_byte_order_mark_are_kept():
    page = "\ufeff<!-- envlint:begin drift -->\r\nold\r\n<!-- envlint:end -->\r\nlast"
    assert rewritten("docs.md", page, {"drift": ["None."]}) == page.replace("old", "None.")


def test_an_empty_section_is_filled():
    page = "<!-- envlint:begin rules -->\n<!-- envlint:end -->\n"
    assert rewritten("docs.md", page, {"rules": ["x"]}) == "<!-- envlint:begin rules -->\nx\n<!-- envlint:end -->\n"


def test_a_section_that_nobody_generates_is_left_alone():
    assert rewritten("docs.md", PAGE, {"drift": ["x"]}) == PAGE


def test_what_is_out_of_date_is_named_by_its_place():
    assert stale("docs.md", PAGE, {"rules": ["old"]}) == ()
    (at,) = stale("docs.md", PAGE, {"rules": ["new"]})
    assert (at.path, at.line, at.column) == ("docs.md", 3, 1)


@pytest.mark.parametrize(
    "page",
    [
        "````md\n<!-- envlint:begin rules -->\n```\n<!-- envlint:end -->\n````\n",
        "~~~\n<!-- envlint:begin rules -->\n~~~\n",
        "Write `<!-- envlint:begin rules -->` above it.\n",
        "<!-- envlint: begin -->and more\n",
        "# envlint: ignore[ENV405]\n",
    ],
)
def test_examples_of_markers_are_none(page):
    assert sections("docs.md", page) == ()


def test_markers_in_a_template_are_comments_of_its_own_kind():
    (section,) = sections(".env.example", "A=1\n# envlint:begin variables\nB=2\n# envlint:end\n")
    assert (section.name, section.first, section.last) == ("variables", 1, 3)


@pytest.mark.parametrize(
    "page", ["<!-- envlint:begin rules -->\n", "<!-- envlint:begin rules -->\n<!-- envlint:begin drift -->\n"]
)
def test_a_section_that_is_not_closed_is_refused(page):
    with pytest.raises(EnvlintError, match="not closed"):
        sections("docs.md", page)
