from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trees import tree

from envlint.inventories import template

if TYPE_CHECKING:
    from envlint.core.declaration import Declaration


def declared(text: str) -> tuple[Declaration, ...]:
    return template.read(tree({".env.example": text})).declarations


@pytest.mark.parametrize(
    "path",
    [
        ".env.example", ".env.sample", ".env.template", ".env.dist", ".env.tpl", ".env.defaults", ".env.schema",
        ".env.example.complete", ".env.local.example", ".env.production.example", ".env-example", ".env_sample",
        "env.example", "env.sample", "example.env", "config.example.env", "dev.env.template", ".envrc.example",
        "docker/.env.example", "services/api/env.dist", ".ENV.EXAMPLE",
    ],
)  # fmt: skip
def test_templates_are_found_by_their_shape(path: str) -> None:
    assert template.is_template(path)


@pytest.mark.parametrize(
    "path",
    [
        ".env", ".env.local", ".env.production", ".env.test", "production.env", ".envrc", "env.example.ts",
        "env-template.py", "environment.example.yaml", "envelope.example", "example.txt", "docs/env.example.md",
        ".env.example.gpg", "tests/fixtures/.env.example",
        "test/e2e/.template.env", "playwright/.env.template", "example_configs/app.env.example", "examples/a/.env.dist",
    ],
)  # fmt: skip
def test_other_files_are_none(path: str) -> None:
    assert not template.is_template(path)


def test_templates_that_are_named_are_the_only_ones() -> None:
    project = tree({".env.example": "A_B=1\n", ".env.production": "C_D=1\n", "deploy/x.env.example": "E_F=1\n"})
    named = template.read(project, (".env.production", "deploy", "gone.env"))
    assert [said.name for said in named.declarations] == ["C_D", "E_F"]
    assert named.files == (".env.production", "deploy/x.env.example")
    assert named.not_covered == ("template: there is no gone.env",)


def test_a_template_that_cannot_be_read_is_said() -> None:
    found = template.read(tree({".env.example": None}))
    assert (found.files, found.not_covered) == ((), ("template: .env.example could not be read",))


def test_lines_count_whether_active_or_commented_out() -> None:
    text = "A_B=1\n# C_D=2\n#E_F=\n  ## G_H='x'\n# export I_J=3 # why\n"
    assert [(said.name, said.default, said.active) for said in declared(text)] == [
        ("A_B", "1", True),
        ("C_D", "2", False),
        ("E_F", None, False),
        ("G_H", "x", False),
        ("I_J", "3", False),
    ]


@pytest.mark.parametrize("line", ["# Note: X_Y=1 turns it on", "# X_Y = 1", "# set X_Y=1", "#", "# ==== X ===="])
def test_a_sentence_is_no_line(line: str) -> None:
    assert declared(f"{line}\n") == ()


@pytest.mark.parametrize(
    ("value", "default", "written"),
    [
        ("8080", "8080", "8080"),
        ('"a b"', "a b", "a b"),
        ("'a' # why", "a", "a"),
        ("True", "true", "True"),
        ("", None, None),
        ('""', None, None),
        ("changeme", "changeme", "changeme"),
    ],
)
def test_the_value_is_the_default(value: str, default: str | None, written: str | None) -> None:
    (said,) = declared(f"A_B={value}\n")
    assert (said.default, said.written) == (default, written)


def test_places_are_those_of_the_names() -> None:
    found = declared('\r\nexport A_B="1\n# C_D=2\n"\r\n  #  E_F=3\n')
    assert [(said.name, said.at.path, said.at.line, said.at.column, said.at.end_column) for said in found] == [
        ("A_B", ".env.example", 2, 8, 11),
        ("E_F", ".env.example", 5, 6, 9),
    ]


def test_a_broken_line_still_has_a_name() -> None:
    assert [(said.name, said.default) for said in declared('# A_B="open\nC_D="x" y\nE_F=1\n')] == [
        ("A_B", None),
        ("C_D", None),
        ("E_F", "1"),
    ]


def test_names_without_a_value_and_of_other_alphabets() -> None:
    assert [said.name for said in declared("A_B\nexport C_D\nSAML2_x509=1\nA.B=2\n")] == [
        "A_B",
        "C_D",
        "SAML2_x509",
        "A.B",
    ]


@pytest.mark.parametrize(
    "text",
    ["# one of: a, b\nX_Y=a\n", "# Where it is kept.\n# a|b\n# X_Y=a\n", "X_Y=a # a|b\n", "# a|b\nX_Y=a # the first\n"],
)
def test_the_comment_lists_the_values(text: str) -> None:
    assert [said.values for said in declared(text)] == [("a", "b")]


def test_a_comment_holds_for_the_next_line_only() -> None:
    found = declared("# one of: a, b\nA_B=a\nC_D=1\n\n# one of: c, d\n\nE_F=1\n")
    assert [said.values for said in found] == [("a", "b"), None, None]


@given(st.text(alphabet="#AB_=\"' \n\r\\exporté", max_size=60))
def test_any_text_is_a_template(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for said in declared(text):
        assert lines[said.at.line - 1][said.at.column - 1 :].startswith(said.name)
