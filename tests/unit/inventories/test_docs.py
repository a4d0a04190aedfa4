from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trees import tree

from envlint.core.declaration import DECLARED, MENTIONED, Declaration
from envlint.inventories import docs
from envlint.inventories.docs.names import is_variable, mentioned
from envlint.inventories.docs.pages import may_document

ABOUT = "# Environment variables\n\n"


def said(text: str, path: str = "docs/page.md") -> tuple[Declaration, ...]:
    return docs.read(tree({path: text}), (path,)).declarations


def entries(text: str) -> list[str]:
    return [found.name for found in said(text) if found.evidence == DECLARED]


def mentions(text: str) -> list[str]:
    return [found.name for found in said(text) if found.evidence == MENTIONED]


def entry(text: str) -> Declaration:
    (found,) = [found for found in said(ABOUT + text) if found.evidence == DECLARED]
    return found


class TestWhichPages:
    @pytest.mark.parametrize(
        "path",
        [
            "README.md",
            "readme.de.md",
            "api/README.md",
            "docs/setup.md",
            "apps/docs/content/x.mdx",
            "ENVIRONMENT.md",
            "env-vars.md",
            "CONFIG.md",
            "server/configuration.md",
            ".github/README.md",
        ],
    )
    def test_pages_that_may_document(self, path: str) -> None:
        assert may_document(path)

    @pytest.mark.parametrize(
        "path",
        [
            "CHANGELOG.md",
            "LICENSE.md",
            "notes.md",
            "docs/adr/0001-env.md",
            "docs/logo.png",
            ".tools/plan-env.md",
            "envelope.md",
            "docs/changelog.md",
            "docs/versioned_docs/v1/env.md",
            "tests/fixtures/README.md",
            "CONTRIBUTING.md",
            "docs/how-to/upgrading-from-legacy.md",
            "docs/src/pages/migrations.md",
            "examples/proxy/README.md",
            "example_configs/docs/app.md",
        ],
    )
    def test_pages_that_do_not(self, path: str) -> None:
        assert not may_document(path)

    def test_only_pages_with_an_entry_count(self) -> None:
        found = docs.read(
            tree({"README.md": "Set `A_B`.\n", "docs/env.md": "| Variable |\n|---|\n| `C_D` |\n", "notes.md": "x"})
        )
        assert found.files == ("docs/env.md",)
        assert [declaration.name for declaration in found.declarations] == ["C_D"]

    def test_the_page_of_variables_counts_though_it_shows_scripts_only(self) -> None:
        script = "```bash\nA_B=1\n```\n"
        pages = {
            "docs/environment-variables.md": script,
            "docs/env.md": script,
            "docs/development-environment.md": script,
        }
        found = docs.read(tree(pages))
        assert found.files == ("docs/env.md", "docs/environment-variables.md")
        assert {declaration.evidence for declaration in found.declarations} == {MENTIONED}

    def test_pages_that_are_named_count_and_no_others(self) -> None:
        files = {
            "README.md": "| Variable |\n|---|\n| `A_B` |\n",
            "notes.md": "Set `C_D`.\n",
            "empty.md": "\n",
            "gone.md": None,
        }
        found = docs.read(tree(files), ("notes.md", "empty.md", "gone.md", "nowhere/*.md"))
        assert found.files == ("notes.md", "empty.md")
        assert [(declaration.name, declaration.evidence) for declaration in found.declarations] == [("C_D", MENTIONED)]
        assert found.not_covered == ("docs: there is no nowhere/*.md", "docs: gone.md could not be read")

    def test_a_page_that_cannot_be_read_is_said(self) -> None:
        assert docs.read(tree({"README.md": None})).not_covered == ("docs: README.md could not be read",)


class TestTables:
    def test_every_column_is_read(self) -> None:
        found = entry(
            "| Variable | Type | Default | Required | Allowed | Description |\n| --- | --- | --- | --- | --- | --- |\n"
            "| `LOG_LEVEL` | string | `info` | no | `debug`, `info` | How much is logged. |\n"
        )
        assert (found.name, found.type, found.default, found.required) == ("LOG_LEVEL", "string", "info", False)
        assert found.values == ("debug", "info")
        assert (found.at.line, found.at.column, found.at.end_column) == (5, 4, 13)

    def test_defaults_are_canonical_and_kept_as_written(self) -> None:
        found = entry("| Variable | Default |\n|---|---|\n| `A_B` | `True` |\n")
        assert (found.default, found.written) == ("true", "True")

    @pytest.mark.parametrize("head", ["Name", "Variable", "Key", "Env", "Parameter", "Option", "Environment variable"])
    def test_heads_in_other_words(self, head: str) -> None:
        assert entries(f"{ABOUT}| {head} | Default value |\n|---|---|\n| `A_B` | 1 |\n") == ["A_B"]

    @pytest.mark.parametrize("head", ["Event", "Status code", "Permission", "Role", "Value", "Error"])
    def test_tables_of_other_things_are_none(self, head: str) -> None:
        text = f"{ABOUT}| {head} | Meaning |\n|---|---|\n| `DOCUMENT_SENT` | x |\n"
        assert (entries(text), mentions(text)) == ([], ["DOCUMENT_SENT"])

    def test_a_head_that_says_variable_needs_no_heading(self) -> None:
        assert entries("# Server\n\n| Variable | x |\n|---|---|\n| SELF_TRACING | y |\n") == ["SELF_TRACING"]

    def test_a_table_in_no_such_section_has_no_entries(self) -> None:
        assert entries("# API\n\n| Name | Meaning |\n|---|---|\n| `A_B` | x |\n") == []

    def test_the_column_of_names_may_be_any(self) -> None:
        text = "| Flag | Env var | Default |\n|---|---|---|\n| `--port` | `APP_PORT` | `80` |\n"
        (found,) = said(text)
        assert (found.name, found.default) == ("APP_PORT", "80")

    def test_the_description_tells_what_no_column_does(self) -> None:
        found = entry("| Variable | Description |\n|---|---|\n| `A_B` | One of `x`, `y`. Defaults to `x`. |\n")
        assert (found.default, found.values) == ("x", ("x", "y"))

    def test_a_default_of_something_else_is_none(self) -> None:
        assert entry("| Variable | Default concurrency |\n|---|---|\n| `A_B` | 10 |\n").default is None

    def test_a_default_column_that_is_empty_wins_over_the_description(self) -> None:
        found = entry("| Variable | Default | Description |\n|---|---|---|\n| `A_B` | - | In tests: default `x`. |\n")
        assert found.default is None

    def test_a_cell_of_several_names_is_several_entries_without_a_default(self) -> None:
        found = said(f"{ABOUT}| Variable | Default |\n|---|---|\n| `A_B`, `C_D` | `1` |\n")
        assert [(declaration.name, declaration.default) for declaration in found] == [("A_B", None), ("C_D", None)]

    def test_names_in_small_letters_only_where_the_head_says_environment(self) -> None:
        row = "|---|\n| `http_proxy` |\n"
        assert entries(f"| Environment variable |\n{row}") == ["http_proxy"]
        assert entries(f"{ABOUT}| Name |\n{row}") == []

    def test_required_column_and_its_opposite(self) -> None:
        assert entry("| Variable | Required |\n|---|---|\n| `A_B` | ✅ |\n").required is True
        assert entry("| Variable | Optional? |\n|---|---|\n| `A_B` | yes |\n").required is False
        assert entry("| Variable | Required |\n|---|---|\n| `A_B` | in production |\n").required is None

    def test_tables_of_html(self) -> None:
        found = entry(
            "<table>\n<tr><th>Variable</th><th>Default</th></tr>\n"
            "<tr>\n  <td><code>A_B</code></td>\n  <td><code>1</code></td>\n</tr>\n</table>\n"
        )
        assert (found.name, found.default, found.at.line, found.at.column) == ("A_B", "1", 6, 13)


class TestListsAndHeadings:
    def test_an_item_begins_with_the_name(self) -> None:
        found = entry("- **`A_B`** (required): Port of the server.\n  Defaults to 9411.\n")
        assert (found.name, found.default, found.required) == ("A_B", "9411", True)
        assert (found.at.line, found.at.column) == (3, 6)

    def test_fields_below_an_item_belong_to_it(self) -> None:
        found = entry("- `A_B`\n  - Type: integer\n  - Default: `8`\n  - Values: `8`, `16`\n  - Required: no\n")
        assert (found.type, found.default, found.values, found.required) == ("int", "8", ("8", "16"), False)

    def test_values_below_an_item_are_no_entries(self) -> None:
        assert entries(f"{ABOUT}- `LOG_LEVEL`: how much\n  - `DEBUG`: all\n  - `SILENT`: nothing\n") == ["LOG_LEVEL"]

    @pytest.mark.parametrize(
        "item", ["Set `A_B` first", "[`A_B`](#a_b)", "API keys", "`GET`: reads", "SMTP: mail", "`a_b`: lower"]
    )
    def test_other_items_are_none(self, item: str) -> None:
        assert entries(f"{ABOUT}- {item}\n") == []

    def test_items_elsewhere_are_mentions(self) -> None:
        text = "# Storage\n\n- `BYTES_64`: in the database\n"
        assert (entries(text), mentions(text)) == ([], ["BYTES_64"])

    def test_a_default_makes_an_item_an_entry_where_the_page_is_about_the_environment(self) -> None:
        item = "## Storage\n\n* `A_B`: Size. Defaults to 8\n* `C_D`: More of it\n"
        assert entries(f"# Server\n\nSet them in the environment.\n\n{item}") == ["A_B", "C_D"]
        assert entries(f"# Server\n\n{item}") == []

    def test_a_list_that_is_indented_too_far_is_still_one(self) -> None:
        assert entries(f"{ABOUT}Tuning:\n\n    * `A_B`: Size. Defaults to 8\n    * `C_D`: More\n") == ["A_B", "C_D"]

    def test_a_heading_that_is_the_name_opens_an_entry(self) -> None:
        found = entry(
            "## `A_B` {: #A_B }\n\nDefault: `5`\n\nSee `C_D`, one of `x` or `y`.\n\n"
            "```ini\nA_B=7\n```\n\n## Other\n\nDefault: `6`\n"
        )
        assert (found.name, found.default, found.values) == ("A_B", "5", ("x", "y"))

    def test_lists_below_such_a_heading_are_about_it(self) -> None:
        assert entries(f"{ABOUT}## A_B\n\n- `C_D` is set as well\n") == ["A_B"]

    @pytest.mark.parametrize("heading", ["## FAQ", "## API", "## Setting `A_B` up", "## `get_it`"])
    def test_other_headings_are_none(self, heading: str) -> None:
        assert entries(f"{ABOUT}{heading}\n") == []

    def test_settings_count_on_a_page_that_names_the_environment(self) -> None:
        assert entries("# Configuration\n\nUse environment variables.\n\n## `A_B`\n") == ["A_B"]
        assert entries("# Configuration\n\n## `A_B`\n") == []

    def test_variables_of_a_build_system_are_others(self) -> None:
        assert entries("# CMake variables\n\nBesides the environment:\n\n- `BUILD_TESTS`: Default: `ON`\n") == []

    def test_a_word_alone_needs_a_heading_about_variables(self) -> None:
        assert entries("# Features\n\nSome depend on the environment.\n\n## `HSTS`\n\n## `A_B`\n") == ["A_B"]
        assert entries(f"{ABOUT}## `DB`\n\n- `PORT`: x\n\n## Others\n\n- `PORT`: x\n- **CPU**: x\n") == ["DB", "PORT"]

    def test_definition_lists(self) -> None:
        found = entry("`A_B`\n: Size, default `8`\n")
        assert (found.name, found.default) == ("A_B", "8")
        assert entries(f"{ABOUT}<dl>\n<dt><code>C_D</code></dt>\n<dd>x</dd>\n</dl>\n") == ["C_D"]
        assert entries(f'{ABOUT}<h3><a name="e">E_F</a></h3>\n') == ["E_F"]


class TestSettings:
    """Lists and tables under headings that speak of settings, on pages that need not speak of the environment."""

    @pytest.mark.parametrize("heading", ["Configuration", "Settings"])
    @pytest.mark.parametrize("item", ["`{}`: what it is", "`{}` - what it is", "**`{}`** (optional): what it is"])
    def test_a_list_that_explains_settings(self, heading: str, item: str) -> None:
        items = "\n".join(f"- {item.format(name)}" for name in ("APP_NAME", "APP_X"))
        assert entries(f"# App\n\n## {heading}\n\n{items}\n") == ["APP_NAME", "APP_X"]

    def test_one_item_alone_is_no_such_list(self) -> None:
        assert entries("# App\n\n## Configuration\n\n- `JOB_NAME`: identifies the job\n- the rest\n") == []

    def test_other_lists_are_none(self) -> None:
        assert entries("# App\n\n## Events\n\n- `APP_STARTED`: once\n- `APP_ENDED`: once\n") == []
        assert entries("# App\n\n## Configuration\n\n- `APP_NAME` is read first\n- `APP_X` comes next\n") == []

    def test_a_list_below_an_item_that_names_the_file(self) -> None:
        page = "# App\n\n## Use\n\n1. Copy `.env.example` to `.env`\n2. Set:\n   - `A_B`: one\n   - `C_D`: two\n"
        assert entries(page) == ["A_B", "C_D"]

    def test_single_words_in_a_table_of_keys_are_no_variables(self) -> None:
        table = "| Key | Use |\n|---|---|\n| `GENERAL` | one |\n| `STORAGE` | two |\n"
        assert entries(f"# Configuration\n\nNot by environment variable.\n\n{table}") == []
        assert entries(f"# Environment variables\n\n{table}") == ["GENERAL", "STORAGE"]

    def test_a_heading_that_is_a_link_to_itself(self) -> None:
        page = f"{ABOUT}#### [`A_B=<url>`](#A_B) {{#A_B}}\n\nDefaults to `x`.\n\n### `C_D` {{: #C_D }}\n\nText.\n"
        found = [each for each in said(page) if each.evidence == DECLARED]
        assert [(each.name, each.default) for each in found] == [("A_B", "x"), ("C_D", None)]

    def test_an_item_gives_the_whole_name_of_a_heading(self) -> None:
        page = f"{ABOUT}### LOG_LEVEL\n\n- Name: `APP_LOG_LEVEL`\n- Default: `info`\n\nText.\n"
        (found,) = [each for each in said(page) if each.evidence == DECLARED]
        assert (found.name, found.default, found.at.line) == ("APP_LOG_LEVEL", "info", 5)

    def test_an_item_that_names_something_else_does_not(self) -> None:
        assert entries(f"{ABOUT}### LOG_LEVEL\n\n- Name: `LEVEL_ONE`\n") == ["LOG_LEVEL"]


class TestFences:
    def test_lines_of_an_environment_file_are_examples(self) -> None:
        found = said("```env\nA_B=1\n# C_D=2\nexport E_F=3\n```\n")
        assert [(declaration.name, declaration.evidence, declaration.default) for declaration in found] == [
            ("A_B", DECLARED, None),
            ("C_D", MENTIONED, None),
            ("E_F", DECLARED, None),
        ]

    def test_a_block_without_a_language_counts_if_it_holds_nothing_else(self) -> None:
        assert entries("```\n# first\nA_B=1\nC_D='x y'\n```\n") == ["A_B", "C_D"]
        assert entries("```\nA_B=1 npm start\n```\n") == []
        assert entries("```\nA_B=1\n$ npm start\n```\n") == []

    def test_scripts_only_mention(self) -> None:
        text = "```bash\nA_B=1 PORT=2 run --x $HOME/${C_D} -e E_F\n```\n"
        assert (entries(text), mentions(text)) == ([], ["A_B", "PORT", "HOME", "C_D", "E_F"])

    def test_an_example_of_what_has_an_entry_is_none(self) -> None:
        assert len(said(f"{ABOUT}| Variable |\n|---|\n| `A_B` |\n\n```env\nA_B=1\n```\n")) == 1


class TestMentions:
    def test_code_mentions_and_bare_words_do_not(self) -> None:
        assert mentions("Set `A_B` or <code>C_D</code>, not E_F.\n") == ["A_B", "C_D"]

    @pytest.mark.parametrize(
        ("code", "names"),
        [
            ("PORT", ["PORT"]),
            ("DB", ["DB"]),
            ("A_B=1", ["A_B"]),
            ("$PORT", ["PORT"]),
            ("${A_B:-x}", ["A_B"]),
            ("AWS_S3_*", ["AWS_S3_*"]),
            ("DB_{HOST,PORT}", ["DB_HOST", "DB_PORT"]),
            ("*", []),
            ("a_b", []),
            ("some WORD here", []),
            ("x.A_B", []),
        ],
    )
    def test_code_is_searched(self, code: str, names: list[str]) -> None:
        assert [name for name, _ in mentioned(code)] == names

    def test_wildcards_are_patterns(self) -> None:
        (found,) = said("All of `AWS_S3_*` is read.\n")
        assert (found.name, found.evidence, found.pattern) == ("AWS_S3_*", MENTIONED, True)

    def test_an_entry_is_no_mention_and_each_name_is_mentioned_once(self) -> None:
        assert mentions(f"`A_B` `C_D` `C_D`\n\n{ABOUT}- `A_B`: x\n") == ["C_D"]

    def test_comments_and_generated_sections_say_nothing(self) -> None:
        generated = "<!-- envlint:begin drift -->\n- `C_D`: gone\n\n`E_F`\n<!-- envlint:end -->\n"
        text = f"{ABOUT}<!-- `A_B` -->\n{generated}- `G_H`: x\n"
        assert [found.name for found in said(text)] == ["G_H"]

    def test_a_generated_section_without_an_end_is_none(self) -> None:
        assert entries(f"{ABOUT}<!-- envlint:begin drift -->\n- `A_B`: x\n") == ["A_B"]


@pytest.mark.parametrize("word", ["A_B", "PORT", "SAML2_IDP_x509", "2FA_PERIOD", "_A_B", "Foo__Bar", "A__B"])
def test_words_that_look_like_variables(word: str) -> None:
    assert is_variable(word)


@pytest.mark.parametrize(
    "word", ["a_b", "Port", "DB", "GET", "A-B", "A.B", "", "_", "A_lower_case_word", "HTTP", "A B"]
)
def test_words_that_do_not(word: str) -> None:
    assert not is_variable(word)


def test_other_formats_are_read_where_they_are_named() -> None:
    page = ".TH x\n.TP\n.B A_B\nSet \\fBC_D\\fR too.\n.. envvar:: PORT\n"
    assert [(found.name, found.evidence, found.at.line) for found in said(page, "x.1")] == [
        ("A_B", DECLARED, 3),
        ("C_D", MENTIONED, 4),
        ("PORT", DECLARED, 5),
    ]


@given(st.text(alphabet="`|-#*=<>/:_ \n\\AB1ab{},$", max_size=80))
def test_any_text_is_a_page_and_every_name_stands_where_it_is_said(text: str) -> None:
    lines = f"{ABOUT}{text}".split("\n")
    for found in said(ABOUT + text):
        if "{" not in text and "\\" not in text:
            rest = lines[found.at.line - 1][found.at.column - 1 :]
            assert rest.startswith(found.name), (found.name, rest)


@pytest.mark.parametrize(
    "text",
    [
        "`A_B` " * 20_000,
        "- `A_B`: x\n" * 10_000,
        "<h1>" * 20_000,
        "| Variable |\n|---|\n" + "| `A_B`, " * 10_000,
        "<!-- envlint:end -->\n" * 5_000 + "<!-- envlint:begin x -->\n" * 5_000,
        "## `A_B`\n" * 5_000,
        "A_{" * 20_000,
        "`A_{B," * 10_000 + "`",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_pages_take_linear_time(text: str) -> None:
    begun = time.process_time()
    said(ABOUT + text)
    assert time.process_time() - begun < 3
