from __future__ import annotations

from rule_samples import VOCABULARY, production

from envlint.rules.table import first_sentence, lines, rows

TEXT = """\
[PORT]
id = 3
type = "port"
default = 8080
required = true
doc = "Where it listens. Behind the proxy."

[JWT_SECRET]
type = "secret"
default = "CANARY-5d1c0e"

[[rule]]
id = "mail"
level = "info"
doc = "All of it\\nor nothing."
any_of = ["PORT"]
"""


def test_aligns_columns_and_masks_secrets() -> None:
    assert lines(production(TEXT)) == [
        "ID          VARIABLE    TYPE    REQUIRED  DEFAULT  LEVEL  DOC",
        "3           PORT        port    yes       8080     error  Where it listens.",
        "JWT_SECRET  JWT_SECRET  secret  no        ***      error  -",
        "mail        -           -       no        -        info   All of it or nothing.",
    ]


def test_rows_are_plain_data() -> None:
    assert rows(production(TEXT))[0] == {
        "id": "3",
        "variable": "PORT",
        "type": "port",
        "required": True,
        "default": "8080",
        "level": "error",
        "doc": "Where it listens.",
    }
    assert len(rows(production(VOCABULARY))) == 15


def test_nothing_in_a_cell_moves_the_cursor() -> None:
    assert all(line.isprintable() for line in lines(production('[A]\ndoc = "a\\u001b[31m\\u202eb"\n')))


def test_the_first_sentence_ends_at_a_full_stop_and_a_blank() -> None:
    assert [first_sentence(text) for text in ("One. Two.", "See v1.2 of it", "One.", "")] == [
        "One.",
        "See v1.2 of it",
        "One.",
        "",
    ]
