from __future__ import annotations

import pytest

from envlint.rules.locate import locate

TEXT = """\
# a comment = not a key
[PORT]
type    = "port"   # with a comment
default = 8080
values  = [
  "a", # first
  'b]',
  { x = "y" },
]
when.s3.requires = ["AWS=true", "B"]
in."prod uction".forbid = ['*']

[[rule]]
id = "one"
[[rule]]
  id = "two"
  requires = ["A", "B=#c"]
[rule.in.staging]
why = \"\"\"
[no.table]
key = 'no key'\\
\"\"\"
[var.http_proxy]
"quoted \\u0061" = 1
tail = '''x''''
"""


def sliced(keys: tuple[str | int, ...], side: str = "value") -> str:
    line, column, end_line, end_column = locate(TEXT, keys, side)
    lines = TEXT.split("\n")
    if line == end_line:
        return lines[line - 1][column - 1 : end_column - 1]
    return "\n".join(
        [lines[line - 1][column - 1 :], *lines[line : end_line - 1], lines[end_line - 1][: end_column - 1]]
    )


@pytest.mark.parametrize(
    ("keys", "side", "expected"),
    [
        (("PORT",), "key", "PORT"),
        (("PORT",), "value", "PORT"),
        (("PORT", "type"), "key", "type"),
        (("PORT", "type"), "value", '"port"'),
        (("PORT", "default"), "value", "8080"),
        (("PORT", "values", 0), "value", '"a"'),
        (("PORT", "values", 1), "value", "'b]'"),
        (("PORT", "values", 2), "value", '{ x = "y" }'),
        (("PORT", "values", 2, "x"), "value", '"y"'),
        (("PORT", "values", 2, "x"), "key", "x"),
        (("PORT", "when"), "key", "when"),
        (("PORT", "when", "s3"), "key", "s3"),
        (("PORT", "when", "s3", "requires", 1), "value", '"B"'),
        (("PORT", "in", "prod uction"), "key", '"prod uction"'),
        (("PORT", "in", "prod uction", "forbid", 0), "value", "'*'"),
        (("rule",), "key", "rule"),
        (("rule", 1), "key", "rule"),
        (("rule", 0, "id"), "value", '"one"'),
        (("rule", 1, "id"), "value", '"two"'),
        (("rule", 1, "requires", 1), "value", '"B=#c"'),
        (("rule", 1, "in", "staging"), "key", "staging"),
        (("var", "http_proxy"), "key", "http_proxy"),
        (("var", "http_proxy", "quoted a"), "value", "1"),
        (("var", "http_proxy", "tail"), "value", "'''x''''"),
    ],
)
def test_finds(keys: tuple[str | int, ...], side: str, expected: str) -> None:
    assert sliced(keys, side) == expected


def test_spans_strings_of_several_lines() -> None:
    assert sliced(("rule", 1, "in", "staging", "why")).startswith('"""\n[no.table]')
    assert locate(TEXT, ("no", "table")) == (0, 0, 0, 0)


def test_counts_code_points_and_lines_of_any_ending() -> None:
    assert locate('# ü\r\n[A]\r\ndoc = "äöü€𝄞"\r\n', ("A", "doc")) == (3, 7, 3, 14)


def test_a_byte_order_mark_is_no_column() -> None:
    assert locate("\ufeff[A]\n", ("A",), "key") == (1, 2, 1, 3)


def test_the_nearest_table_answers_for_a_key_that_is_not_there() -> None:
    assert locate(TEXT, ("PORT", "level", "production")) == locate(TEXT, ("PORT",))
    assert locate(TEXT, ("rule", 1, "in", "production", "why")) == locate(TEXT, ("rule", 1, "in"))


def test_knows_nothing_of_what_is_not_there_at_all() -> None:
    assert locate(TEXT, ("DEBUG", "type")) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    "text", ["[", "[[", "a", "a=", 'a="', "a=[", "a={", "a={b", "a=[{,", '"', "=", "a=[1,", "\\", "]"]
)
def test_takes_any_text(text: str) -> None:
    locate(text, ("a",))
