from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from envlint.formats.markdown import Code, Comment, Heading, Markup, Prose, Row, Table, blocks

ORACLE = MarkdownIt("commonmark").enable("table")

LINES = st.sampled_from(
    [
        "",
        "# One",
        "### Three ###",
        "text",
        "more text",
        "---",
        "===",
        "```env",
        "```",
        "~~~~",
        "~~~",
        "A=1",
        "| a | b |",
        "| --- | :-: |",
        "| `x` | y\\|z |",
        "a | b",
        "- item",
        "  below",
        "1. first",
        "2) second",
        "* * *",
        "    deep",
        "- ```",
        "<!-- remark -->",
        "#no heading",
    ]
)


def ours(text: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for block in blocks(text):
        if isinstance(block, Heading):
            found.append(("heading", block.text.line, block.level, block.text.text))
        elif isinstance(block, Code) and block.fenced:
            content = "".join(f"{line}\n" for _, _, line in block.lines)
            found.append(("fence", block.line, block.info, content))
        elif isinstance(block, Code):
            found.append(("code", block.line, "".join(f"{line}\n" for _, _, line in block.lines)))
        elif isinstance(block, Table) and isinstance(block.head, Row):
            found.append(("table", block.head.line, len(block.rows)))
            cells = [cell.text.replace("\\|", "|") for cell in block.titles()]
            found.append(("cells", block.head.line, cells))
    return found


def theirs(text: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    tokens = ORACLE.parse(text)
    for at, token in enumerate(tokens):
        line = token.map[0] + 1 if token.map else 0
        if token.type == "heading_open":
            words = "\n".join(part.strip() for part in tokens[at + 1].content.split("\n"))
            found.append(("heading", line, int(token.tag[1:]), words))
        elif token.type == "fence":
            found.append(("fence", line, token.info.strip(), token.content))
        elif token.type == "code_block":
            found.append(("code", line, token.content))
        elif token.type == "table_open" and token.map:
            found.append(("table", line, token.map[1] - token.map[0] - 2))
        elif token.type == "thead_open":
            closing = next(index for index in range(at, len(tokens)) if tokens[index].type == "thead_close")
            found.append(("cells", line, [part.content for part in tokens[at:closing] if part.type == "inline"]))
    return found


@given(st.lists(LINES, max_size=12))
def test_blocks_are_those_of_a_full_parser(lines: list[str]) -> None:
    text = "x\n\n" + "".join(f"{line}\n" for line in lines)
    assert ours(text) == theirs(text)


@given(st.text())
def test_any_text_is_a_page(text: str) -> None:
    for block in blocks(text):
        if isinstance(block, Table):
            block.lines()


@given(st.text(alphabet="`~|-:<>!=#*+ \t\nab1.\\[]()", max_size=60))
def test_any_marks_are_a_page(text: str) -> None:
    for block in blocks(text):
        if isinstance(block, Prose | Heading | Markup):
            block.text.place(len(block.text.text))


def test_every_place_is_where_the_text_stands() -> None:
    page = (
        "# Title\n\n"
        "> quoted `A_B`\n"
        "> more\n\n"
        "1. item one\n   goes on\n   - inner `C_D`\n\n"
        "| Name | Default |\n|---|:--:|\n| `E_F` | 1\\|2 |\n\n"
        "- ```env\n  G_H=1\n  ```\n"
        "\tI_J=2\n"
    )
    lines = page.split("\n")
    seen = 0
    for block in blocks(page):
        if isinstance(block, Heading | Prose):
            texts = [
                (*place[1:], text) for place, text in zip(block.text.starts, block.text.text.split("\n"), strict=True)
            ]
        elif isinstance(block, Code):
            texts = list(block.lines)
        elif isinstance(block, Table):
            cells = [cell for row in (block.titles(), *block.lines()) for cell in row]
            texts = [(*cell.starts[0][1:], cell.text) for cell in cells]
        else:
            continue
        for line, column, text in texts:
            assert lines[line - 1][column - 1 :].startswith(text), (line, column, text)
            seen += 1
    assert seen > 10


def test_depth_tells_what_stands_below_an_item() -> None:
    found = [block for block in blocks("- a\n\n  below a\n  - b\n\nafter") if isinstance(block, Prose)]
    assert [(block.text.text, block.item, block.depth) for block in found] == [
        ("a", True, 1),
        ("below a", False, 1),
        ("b", True, 2),
        ("after", False, 0),
    ]


def test_html_tables_are_tables() -> None:
    page = (
        "<table>\n<thead><tr><th>Name</th><th>Default</th></tr></thead>\n"
        "<tr>\n  <td><code>A_B</code></td>\n\n  <td>1</td>\n</tr></table>\n"
    )
    (table,) = blocks(page)
    assert isinstance(table, Table)
    assert [cell.text for cell in table.titles()] == ["Name", "Default"]
    (row,) = table.lines()
    assert [(cell.text, cell.line) for cell in row] == [("<code>A_B</code>", 4), ("1", 6)]


def test_comments_are_blocks_however_long() -> None:
    page = blocks("<!-- one\n# no heading\n-->\n# Heading\n<!-- two -->\n")
    assert page[0] == Comment("one\n# no heading", 1)
    assert isinstance(page[1], Heading)
    assert page[2] == Comment("two", 5)


def test_front_matter_gives_a_title_above_all() -> None:
    (title,) = [block for block in blocks('---\nid: x\ntitle: "Variables"\n---\ntext\n') if isinstance(block, Heading)]
    assert (title.level, title.text.text, title.text.place(0)) == (0, "Variables", (3, 9))


def test_a_fence_of_a_tab_dialect_is_one_though_indented() -> None:
    (_, fence) = blocks('=== "Docker"\n\n    ```env\n    A_B=1\n    ```\n')
    assert isinstance(fence, Code)
    assert (fence.info, fence.lines) == ("env", ((4, 5, "A_B=1"),))


@pytest.mark.parametrize(
    "text",
    [
        ">" * 100_000,
        "- " * 50_000,
        "1. " * 30_000,
        "+ - " * 30_000,
        "|" * 100_000 + "\n" + "|-" * 50_000,
        "<table>" + "<tr><td>" * 20_000,
        "<!--" * 30_000,
        "\\|" * 50_000,
        ("> " * 64 + "\n") * 1000,
        "`" * 50_000 + "\n~~~\n" + "`x" * 30_000,
        "\n".join("#" * number for number in range(400)),
        "---\ntitle:\n" * 20_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_pages_take_linear_time(text: str) -> None:
    begun = time.process_time()
    blocks(text)
    assert time.process_time() - begun < 2
