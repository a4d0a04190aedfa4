"""Missing variables written into templates and docs: where they belong, in the form of their neighbours."""

import pytest

from envlint.analysis.repair import docs_entries, template_entries
from envlint.analysis.repair.facts import Facts

PORT = Facts("APP_PORT", "The port.", type="port", default="8080")
TOKEN = Facts("API_TOKEN", secret=True)
COLOUR = Facts("APP_COLOUR", default="red", values=("red", "light blue"))


def template(text, missing, there=()):
    return template_entries.with_missing(text, missing, there)


def docs(text, missing, there=()):
    return docs_entries.with_missing(text, missing, there)


def test_a_template_gets_what_it_lacks_behind_its_nearest():
    text = "APP_NAME=x\nDB_URL=\n"
    there = [("APP_NAME", "", 1), ("DB_URL", "", 2)]
    assert template(text, [PORT], there) == "APP_NAME=x\n# The port.\nAPP_PORT=8080\nDB_URL=\n"


def test_entries_that_stand_apart_stay_apart():
    text = "APP_NAME=x\n\nDB_URL=\n"
    there = [("APP_NAME", "", 1), ("DB_URL", "", 3)]
    assert template(text, [PORT], there) == "APP_NAME=x\n\n# The port.\nAPP_PORT=8080\n\nDB_URL=\n"


def test_the_section_of_the_rules_comes_before_the_name():
    text = "APP_NAME=x\nDB_URL=\n"
    there = [("APP_NAME", "1. App", 1), ("DB_URL", "2. Network", 2)]
    assert template(text, [PORT.replace(doc="", section="2. Network")], there).splitlines()[-1] == "APP_PORT=8080"


def test_what_belongs_to_none_goes_to_the_end_and_a_last_line_is_ended():
    assert template("DB_URL=x", [PORT.replace(doc="")], [("DB_URL", "", 1)]) == "DB_URL=x\n\nAPP_PORT=8080\n"
    assert template("", [TOKEN]) == "API_TOKEN=\n"


def test_line_endings_are_those_of_the_file():
    assert template("A=1\r\n", [PORT.replace(doc="")]) == "A=1\r\n\r\nAPP_PORT=8080\r\n"


@pytest.mark.parametrize(
    ("facts", "lines"),
    [
        (TOKEN, ["API_TOKEN="]),
        (COLOUR, ["# one of: red, light blue", "APP_COLOUR=red"]),
        (Facts("A"), ["# A="]),
        (Facts("A", required=("production",)), ["A="]),
        (Facts("A", default="two words # $x"), ["A='two words # $x'"]),
        (Facts("A", default="it's"), ["# A="]),
        (Facts("A", "word " * 40), [*["# " + " ".join(["word"] * 20)] * 2, "# A="]),
    ],
)
def test_an_entry_of_a_template(facts, lines):
    assert template_entries.entry(facts) == lines


TABLE = "| Name | Type | Default | Notes |\n|---|:-:|---|---|\n| `APP_NAME` | `string` | - | x |\n\nText.\n"


def test_docs_get_a_row_with_the_columns_that_are_there():
    new = docs(TABLE, [PORT, TOKEN], [("APP_NAME", "", 3)])
    assert new.splitlines()[2:6] == [
        "| `APP_NAME` | `string` | - | x |",
        "| `API_TOKEN` | - | - | - |",
        "| `APP_PORT` | `port` | `8080` | The port. |",
        "",
    ]


def test_a_bar_does_not_end_a_cell():
    row = docs(TABLE, [PORT.replace(default="a|b", doc="x | y")], [("APP_NAME", "", 3)]).splitlines()[3]
    assert row == r"| `APP_PORT` | `port` | `a\|b` | x \| y |"


def test_docs_get_an_item_in_a_list():
    text = "- `APP_NAME`: the name,\n  in two lines\n- `DB_URL`\n"
    new = docs(text, [PORT], [("APP_NAME", "", 1), ("DB_URL", "", 3)])
    assert new == f"- `APP_PORT` (default: `8080`): The port.\n{text}"


def test_docs_get_a_line_in_a_block():
    text = "```env\nAPP_NAME=x\n```\n"
    assert docs(text, [PORT, TOKEN], [("APP_NAME", "", 2)]) == "```env\nAPP_NAME=x\nAPI_TOKEN=\nAPP_PORT=8080\n```\n"


def test_a_page_without_entries_gets_a_table():
    new = docs("# Settings\n", [PORT])
    assert new.startswith("# Settings\n\n## Other variables\n\n| Name | Type | Default |")
    assert new.endswith("| `APP_PORT` | `port` | `8080` | no | any | The port. |\n")
