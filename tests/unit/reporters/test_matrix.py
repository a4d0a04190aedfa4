"""The matrix of services and tiers, as lines, as words and as data."""

from __future__ import annotations

import pytest

from envlint.core.errors import EnvlintError
from envlint.core.report import Cell, Report
from envlint.reporters import Style, load, matrix

CELLS = (
    Cell("api", "staging", "findings", warning=1, info=2),
    Cell("api", "production", "clean"),
    Cell("worker", "staging", "absent"),
    Cell("worker", "production", "none", error=3),
    Cell("", "production", "findings", error=2, warning=1),
)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (Cell("a", "t", "clean"), "ok"),
        (Cell("a", "t", "absent"), "-"),
        (Cell("a", "t", "none", error=1), "not judged"),
        (Cell("a", "t", "findings", error=1), "1 error"),
        (Cell("a", "t", "findings", error=2, warning=1), "2 errors, 1 warning"),
        (Cell("a", "t", "findings", info=3), "3 info"),
    ],
)
def test_a_cell_in_words(cell: Cell, said: str) -> None:
    assert matrix.words(cell) == said


def test_rows_and_columns_keep_their_order_and_gaps() -> None:
    assert matrix.tiers(CELLS) == ("staging", "production")
    assert [(name, [cell and cell.verdict for cell in cells]) for name, cells in matrix.rows(CELLS)] == [
        ("api", ["findings", "clean"]),
        ("worker", ["absent", "none"]),
        ("(root)", [None, "findings"]),
    ]


def test_a_table_is_aligned() -> None:
    assert list(matrix.table(CELLS, Style())) == [
        "service  staging            production",
        "api      1 warning, 2 info  ok",
        "worker   -                  not judged",
        "(root)   -                  2 errors, 1 warning",
    ]


def test_colours_change_no_column() -> None:
    plain = list(matrix.table(CELLS, Style()))
    painted = list(matrix.table(CELLS, Style(color=True)))
    assert painted != plain
    for code in ("32", "1;33", "1;31", "0"):
        painted = [line.replace(f"\x1b[{code}m", "") for line in painted]
    assert painted == plain


def test_a_name_writes_no_commands_to_a_terminal() -> None:
    hostile = "a\x1b[2J\u202eb\n::error::"
    (_, line) = matrix.table([Cell(hostile, "t", "clean")], Style())
    assert line.isprintable()
    assert not line.startswith("::")


def test_the_matrix_stands_first_and_quiet_leaves_it_out() -> None:
    report = Report("check", matrix=CELLS, tiers=("staging", "production"))
    lines = list(load("text")(report, Style()))
    assert lines[:2] == ["service  staging            production", "api      1 warning, 2 info  ok"]
    assert list(load("text")(report, Style(quiet=1))) == []


def test_what_could_not_be_judged_stands_in_the_matrix_still() -> None:
    report = Report("check", matrix=CELLS, errors=(EnvlintError("broken"),))
    assert "worker   -                  not judged" in list(load("text")(report, Style()))


@pytest.mark.parametrize("name", ["json", "text", "markdown"])
def test_outside_of_workspaces_nothing_is_added(name: str) -> None:
    text = "\n".join(load(name)(Report("check"), Style()))
    assert "service" not in text.lower()


def test_markdown_escapes_names() -> None:
    lines = list(load("markdown")(Report("check", matrix=(Cell("a|<b>", "p_d", "findings", error=1),)), Style()))
    assert "| Service | p\\_d |" in lines
    assert "| a&#124;&#60;b&#62; | **1 error** |" in lines
