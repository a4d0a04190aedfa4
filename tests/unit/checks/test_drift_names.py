"""Which names are missing, which are unused, and which are nearly each other."""

from __future__ import annotations

import pytest
from drift_samples import codes, computed, findings, project, read, said

from envlint.checks.drift.names import matches
from envlint.checks.drift.near import distance

ALL = ("code", "template", "docs", "rules")


def test_a_read_is_missing_where_there_are_places_of_the_kind():
    assert codes(read("PORT"), kinds=ALL) == [("ENV401", "PORT"), ("ENV402", "PORT"), ("ENV403", "PORT")]


def test_a_project_without_docs_template_and_rules_has_nothing_missing():
    assert codes(read("PORT")) == []


@pytest.mark.parametrize("fields", [{"test": True}, {"how": "ops"}, {"evidence": "mentioned"}, {"evidence": "written"}])
def test_what_is_no_read_of_the_program_raises_nothing(fields):
    assert codes(read("PORT", **fields), kinds=ALL) == []


@pytest.mark.parametrize("name", ["PATH", "CI", "https_proxy", "GITHUB_SHA", "RUNNER_TEMP"])
def test_ambient_names_are_no_drift(name):
    assert codes(read(name), kinds=ALL) == []


def test_a_program_may_have_variables_of_its_own_under_a_runners_prefix():
    assert codes(read("GITHUB_CLIENT_ID"), kinds=("template",)) == [("ENV402", "GITHUB_CLIENT_ID")]


def test_one_name_of_a_group_of_aliases_is_enough():
    reads = read("API_KEY", alternatives=("BILLING_API_KEY",)), read("BILLING_API_KEY", alternatives=("API_KEY",))
    assert codes(*reads, said("template", "API_KEY")) == []


def test_a_commented_line_and_a_mention_count():
    assert codes(read("PORT"), said("template", "PORT", active=False)) == []
    assert codes(read("PORT"), said("docs", "PORT", evidence="mentioned")) == []


def test_a_pattern_in_the_docs_names_what_fits_it():
    assert codes(read("AWS_S3_BUCKET"), said("docs", "AWS_S3_*", evidence="mentioned")) == []
    assert codes(read("AWS_SQS_URL"), said("docs", "AWS_S3_*", evidence="mentioned")) == [("ENV401", "AWS_SQS_URL")]


def test_unused_names_are_said_where_they_stand():
    places = said("template", "OLD"), said("docs", "OLD"), said("rules", "OLD"), said("manifests", "OLD")
    assert codes(*places) == [("ENV404", "OLD"), ("ENV405", "OLD"), ("ENV406", "OLD"), ("ENV415", "OLD")]


def test_each_file_with_a_stale_entry_is_named_once():
    entries = [said("docs", "OLD", path=path, line=line) for path, line in (("a.md", 9), ("b.md", 2), ("a.md", 3))]
    assert [str(found.at) for found in findings(*entries)] == ["a.md:3:1", "b.md:2:1"]


@pytest.mark.parametrize("fields", [{}, {"test": True}, {"how": "ops"}, {"evidence": "mentioned"}])
def test_whoever_reads_or_mentions_a_name_keeps_it_from_being_unused(fields):
    assert codes(read("X", **fields), said("template", "X"), said("docs", "X"), said("rules", "X")) == []


def test_a_write_is_no_use():
    assert codes(read("X", evidence="written"), said("template", "X")) == [("ENV404", "X")]


def test_a_prefix_that_the_code_computes_names_with_uses_them():
    assert codes(computed("PLUGIN_*", test=True), said("template", "PLUGIN_CACHE")) == []
    assert codes(computed("*", test=True), said("template", "PLUGIN_CACHE")) == [("ENV404", "PLUGIN_CACHE")]


def test_a_computed_name_is_a_note():
    (found,) = findings(computed("PLUGIN_*"))
    assert (found.code, found.variable, str(found.severity)) == ("ENV414", "", "info")
    assert "PLUGIN_*" in found.message


def test_the_twin_that_names_a_file_belongs_to_its_variable():
    assert codes(read("DB_PASS"), said("template", "DB_PASS"), said("template", "DB_PASS_FILE")) == []
    assert codes(read("DB_PASS"), read("DB_PASS_FILE"), said("template", "DB_PASS")) == []
    assert codes(said("template", "KEY_FILE")) == [("ENV404", "KEY_FILE")]


def test_a_name_that_libraries_read_is_not_called_unused():
    assert codes(said("template", "OTEL_SERVICE_NAME"), said("template", "AWS_REGION")) == []


def test_a_rule_for_another_programs_variable_keeps_it_in_use():
    assert codes(said("rules", "SIDECAR", evidence="mentioned"), said("template", "SIDECAR")) == []


@pytest.mark.parametrize("blind", [{"not_covered": ("3 files of Lua",)}, {"unparsed": (said("code", "X").at,)}])
def test_nothing_is_called_unused_where_code_was_not_looked_at(blind):
    assert codes(said("template", "OLD"), **blind) == []


def test_nothing_is_called_unused_where_there_is_no_code():
    assert codes(said("template", "OLD"), kinds=()) == []


def test_a_file_that_was_not_understood_matters_to_the_names_it_holds():
    given = project(said("template", "OLD"), unparsed=(said("code", "X").at,))
    given._suspect = lambda name: name == "OTHER"
    assert given.variables["OLD"].unused


def test_code_that_nothing_reaches_is_a_note_beside_what_it_misses():
    found = findings(read("X", dead=True), kinds=ALL)
    assert {each.code for each in found} == {"ENV401", "ENV402", "ENV403", "ENV418"}
    assert [str(each.severity) for each in found if each.code == "ENV418"] == ["info"]
    assert codes(read("X", dead=True), read("X", line=2)) == []


def test_the_help_says_which_line_to_add_where():
    reads = read("TRACK_STORAGE_BACKEND", default="local", path="api/main.go")
    templates = said("template", "A", path="web/.env.example"), said("template", "A", path="api/.env.example")
    (found,) = [found for found in findings(reads, *templates, read("A")) if found.code == "ENV402"]
    assert found.help == "add `TRACK_STORAGE_BACKEND=local` to api/.env.example"
    assert str(found.severity) == "error"


def test_the_help_has_no_secret():
    (found,) = [f for f in findings(read("API_TOKEN", default="q7Zr0v"), kinds=("template",)) if f.code == "ENV402"]
    assert found.help == "add `API_TOKEN=` to .env.example"


def test_a_missing_name_is_said_at_its_first_read():
    (found,) = findings(read("X", path="b.go"), read("X", path="a.go", line=7), kinds=("docs",))
    assert str(found.at) == "a.go:7:1"
    assert [str(place.at) for place in found.related] == ["b.go:1:1"]


def near(*items):
    return [found for found in findings(*items) if found.code == "ENV412"]


def test_a_near_miss_joins_what_is_missing_and_what_is_unused():
    given = read("PORT"), said("template", "APP_PORT")
    assert codes(*given) == [("ENV402", "PORT"), ("ENV404", "APP_PORT"), ("ENV412", "PORT")]
    (found,) = near(*given)
    assert (found.variable, found.at.path, str(found.severity)) == ("PORT", ".env.example", "warning")
    assert found.message == "the code reads PORT, and the template says APP_PORT"
    assert [place.at.path for place in found.related] == ["main.go"]


@pytest.mark.parametrize(
    ("template", "code", "speaks"),
    [
        (".env.example", "api/main.go", True),
        ("api/.env.example", "api/cmd/main.go", True),
        ("api/docker/.env.example", "api/main.go", True),
        ("docs/env.example", "main.go", True),
        ("chat/.env.example", "api/main.go", False),
    ],
)
def test_a_template_speaks_for_the_code_below_its_folder(template, code, speaks):
    assert len(near(read("PORT", path=code), said("template", "APP_PORT", path=template))) == speaks


def test_where_several_names_would_fit_none_is_guessed():
    said_names = [said("template", name) for name in ("DB_PORT", "REDIS_PORT")]
    assert [code for code, _ in codes(read("PORT"), *said_names)] == ["ENV402", "ENV404", "ENV404"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("STORAGE_BACKEND", "STORAGE_BACKND"),
        ("DATABASE_URL", "DATABASE_URI"),
        ("MAX_UPLOAD_SIZE", "UPLOAD_MAX_SIZE"),
        ("PORT", "APP_PORT"),
        ("REDIS_URL", "REDIS_URL_MAIN"),
        ("DB_HOSTNAME", "DBHOSTNAME"),
        ("JWT_SECRET", "jwt_secret"),
        ("SESSION_SECRET", "SESSION_SERCET"),
    ],
)
def test_names_that_are_near(one, other):
    assert distance(one, other) is not None
    assert distance(one, other) == distance(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("DB_HOST", "DB_PORT"),
        ("CACHE_TTL_MIN", "CACHE_TTL_MAX"),
        ("SMTP_USER", "HTTP_USER"),
        ("NODE_1_URL", "NODE_2_URL"),
        ("S3_KEY", "S3_URL"),
        ("A", "B"),
        ("FOO", "APP_BAR_FOO"),
        ("X" * 100, "X" * 99 + "Y"),
    ],
)
def test_names_that_have_nothing_to_do_with_each_other(one, other):
    assert distance(one, other) is None


@pytest.mark.parametrize(
    ("pattern", "name", "fits"),
    [
        ("A_*", "A_B", True),
        ("A_*", "A_", True),
        ("A_*", "B_A_", False),
        ("*_URL", "DB_URL", True),
        ("A_*_URL", "A_B_URL", True),
        ("A_*_URL", "A_URL", False),
        ("A*B*C", "AxBxBxC", True),
        ("A*B*C", "AxC", False),
        ("A", "A", True),
    ],
)
def test_a_star_stands_for_any_text(pattern, name, fits):
    assert matches(pattern, name) is fits
