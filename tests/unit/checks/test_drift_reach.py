"""For which code a template or a page speaks, which files are about other programs, and which code is the program."""

from __future__ import annotations

import pytest
from drift_samples import codes, findings, read, said

from envlint.checks.drift.reach import about, reach, speaks_for


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        (".env.example", ""),
        ("frontend/.env.example", "frontend/"),
        ("frontend/docker/.env.example", "frontend/"),
        ("docs/guides/settings/env.md", ""),
        ("website/docs/configuration.md", ""),
        ("apps/docs/content/docs/env.mdx", ""),
        ("services/api/docs/env.md", "services/api/"),
    ],
)
def test_the_folder_that_a_file_is_about(path, folder):
    assert about(path)[0] == folder


def test_a_place_speaks_for_what_lies_below():
    assert speaks_for("frontend/README.md", "frontend/src/a.ts")
    assert speaks_for("docs/env.md", "backend/main.go")
    assert not speaks_for("frontend/README.md", "backend/main.go")


READS = [("A", "backend/a.go"), ("B", "backend/b.go"), ("C", "backend/b.go"), ("D", "web/d.ts")]


@pytest.mark.parametrize(
    ("kind", "path", "names", "folder"),
    [
        ("template", ".env.example", {"X"}, ""),
        ("template", "web/.env.example", set(), "web/"),
        ("template", "setup/.env.example", {"A", "B"}, ""),
        ("template", "setup/.env.example", {"A"}, None),
        ("template", "podman/env.sample", {"A"}, None),
        ("docs", "docs/env.md", {"A", "X"}, ""),
        ("docs", "docs/faq.md", {"X", "Y"}, None),
        ("docs", "docs/list.md", {"A", *"EFGHIJ"}, None),
        ("docs", "veza-docs/docs/env.md", {"A"}, ""),
        ("docs", "telemetry/README.md", {"A"}, None),
    ],
)
def test_the_code_that_a_file_speaks_for(kind, path, names, folder):
    assert reach(kind, path, names, READS) == folder


def test_a_template_of_one_part_lacks_nothing_of_another():
    reads = read("WEB_A", path="web/a.ts"), read("API_A", path="api/a.go")
    template = said("template", "WEB_B", path="web/.env.example")
    assert ("ENV402", "WEB_A") in codes(*reads, template)
    assert ("ENV402", "API_A") not in codes(*reads, template)
    assert ("ENV402", "API_A") in codes(*reads, template, said("template", "WEB_C"))


def test_missing_is_told_where_the_place_speaks_for_the_read():
    reads = read("BOTH", path="api/a.go"), read("BOTH", path="web/a.ts")
    template = said("template", "OTHER", path="web/.env.example")
    (found,) = [each for each in findings(*reads, template) if each.code == "ENV402"]
    assert found.at.path == "web/a.ts"
    assert found.help.endswith("to web/.env.example")


def test_docs_of_other_things_do_not_lack_what_the_program_reads():
    names = [said("docs", f"KEY_{number}", line=number) for number in range(1, 7)]
    assert [code for code, _ in codes(read("PORT"), *names)] == []
    assert ("ENV401", "HOST") in codes(read("PORT"), read("HOST"), *names[:2], said("docs", "PORT"))


@pytest.mark.parametrize(("kind", "code"), [("docs", "ENV405"), ("template", "ENV404"), ("manifests", "ENV415")])
def test_a_list_of_which_nothing_is_read_is_about_another_program(kind, code):
    entries = [said(kind, f"THEIR_{word}", evidence="written") for word in ("HOST", "USER", "NAME")]
    own = [said(kind, f"OUR_{number}", evidence="written") for number in range(9)]
    reads = [read(f"OUR_{number}") for number in range(9)]
    assert code not in {found for found, _ in codes(read("PORT"), *entries)}
    assert (code, "THEIR_HOST") in codes(*reads, *own, *entries)


def test_the_fullest_place_is_where_to_add_it():
    lines = [said("template", name) for name in ("A_B", "C_D")]
    other = said("template", "A_B", path=".env.test.example")
    found = [each for each in findings(read("E_F"), read("A_B"), other, *lines) if each.code == "ENV402"]
    assert [each.help for each in found] == ["add `E_F=` to .env.example"]


@pytest.mark.parametrize("path", [".github/scripts/a.py", "examples/go/main.go", "demo_app/x.py"])
def test_what_is_beside_the_program_is_not_the_program(path):
    reads = read("PORT"), read("OTHER", path=path)
    assert ("ENV402", "OTHER") not in codes(*reads, said("template", "PORT"))
    assert ("ENV404", "OTHER") not in codes(*reads, said("template", "PORT"), said("template", "OTHER"))


def test_where_all_is_an_example_the_example_is_the_program():
    assert ("ENV402", "OTHER") in codes(read("OTHER", path="examples/main.go"), said("template", "PORT"))


def test_docs_may_tell_of_what_the_program_sets_for_others():
    written = read("TASK_ID", evidence="written")
    assert codes(written, said("docs", "TASK_ID")) == []
    assert codes(written, said("template", "TASK_ID")) == [("ENV404", "TASK_ID")]
