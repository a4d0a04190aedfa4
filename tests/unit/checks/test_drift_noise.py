"""What differs and is no mistake: a machine's own values, cases side by side, prose, other people's programs."""

from __future__ import annotations

import pytest
from drift_samples import codes, computed, findings, read, said


def of(code, *items):
    return [found for found in findings(*items) if found.code == code]


@pytest.mark.parametrize(
    ("name", "template", "code"),
    [
        ("APP_DEBUG", "true", "false"),
        ("APP_ENV", "local", "production"),
        ("LOG_LEVEL", "debug", "warning"),
        ("APP_URL", "http://localhost:8000", "http://localhost"),
        ("DB_HOST", "localhost", "127.0.0.1"),
        ("MAIL_HOST", "mailpit", "smtp.example.net"),
        ("USE_TLS", "yes", "true"),
        ("THEME", "#1976d2", "#1976D2"),
    ],
)
def test_a_developers_own_values_are_not_compared(name, template, code):
    assert of("ENV407", read(name, default=code), said("template", name, default=template)) == []


def test_other_values_of_a_template_are():
    assert of("ENV407", read("MAX_DAYS", default="14"), said("template", "MAX_DAYS", default="10"))
    assert of("ENV407", read("APP_URL", default="https://a.net"), said("template", "APP_URL", default="https://b.org"))


@pytest.mark.parametrize("path", [".env.test.example", "example.docker.env", ".env.local.example"])
def test_a_template_of_one_way_to_run_has_values_of_its_own(path):
    line = said("template", "MAX_DAYS", path=path, default="10")
    assert of("ENV407", read("MAX_DAYS", default="14"), line) == []


def test_a_place_is_compared_only_with_the_code_that_it_is_about():
    entry = said("docs", "NAME", path="agent/README.md", default="agent")
    assert of("ENV407", read("NAME", path="server/a.py", default="server"), entry) == []
    assert of("ENV407", read("NAME", path="agent/a.py", default="server"), entry)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("config/database.php", "config/database.php"),
        ("config/environments/production.rb", "config/environments/development.rb"),
        ("lib/app.rb", "lib/tasks/seed.rake"),
        ("config/runtime.exs", "priv/repo/dev_seeds.exs"),
    ],
)
def test_defaults_of_several_cases_do_not_conflict(one, other):
    sites = read("DB_PORT", path=one, default="3306"), read("DB_PORT", path=other, line=2, default="5432")
    assert of("ENV408", *sites) == []
    assert of("ENV408", *[site.replace(at=site.at.replace(path="app.php")) for site in sites])


def test_two_addresses_side_by_side_are_those_of_two_cases():
    first = read("API", default="https://eu.net")
    assert of("ENV408", first, read("API", line=2, default="https://us.net")) == []
    assert of("ENV408", first, read("API", path="other.go", default="https://us.net"))


def test_each_process_has_a_name_of_its_own_for_its_traces():
    sites = read("OTEL_SERVICE_NAME", default="a"), read("OTEL_SERVICE_NAME", line=2, default="b")
    assert of("ENV408", *sites) == []


def test_docs_that_call_it_a_string_say_no_type():
    assert of("ENV410", read("N", type="int"), said("docs", "N", type="string")) == []
    assert of("ENV410", read("N", type="int"), said("docs", "N", type="bool"))


def test_what_one_read_does_without_is_not_required():
    entry = said("docs", "KEY", required=False)
    assert of("ENV411", read("KEY", required=True), entry)
    assert of("ENV411", read("KEY", required=True), read("KEY", line=2, required=False), entry) == []


def test_a_default_is_held_against_its_own_reader_alone():
    number = read("N", default="7", type="int", dialect="go")
    assert of("ENV115", read("N", line=2, default="auto"), number) == []
    assert of("ENV115", number.replace(default="auto"))


@pytest.mark.parametrize("default", ["OTHER_CONSTANT", "[]"])
def test_a_default_that_never_meets_the_parser_is_not_judged(default):
    assert of("ENV115", read("N", default=default, type="bool", dialect="environs")) == []


def test_a_value_that_docs_describe_is_not_judged():
    code = read("T", type="duration", dialect="go")
    assert of("ENV115", code, said("docs", "T", default="3 Seconds", written="3 Seconds")) == []
    assert of("ENV115", code, said("docs", "T", default="7d", written="7d"))


def test_a_word_before_a_name_connects_two_only_where_it_is_usual():
    wrong = said("docs", "PROXY_URL"), read("INGEST_PROXY_URL")
    seen = said("docs", "PORT"), read("PORT")
    usual = [read(f"INGEST_{word}") for word in ("A", "B", "C")]
    assert of("ENV412", *wrong, *seen) == []
    assert of("ENV412", *wrong, *seen, *usual, *[said("docs", each.name) for each in usual])


def test_a_word_behind_a_name_may_be_any():
    assert of("ENV412", read("UPLOAD_LIMIT_BYTES"), said("docs", "UPLOAD_LIMIT"), read("PORT"), said("docs", "PORT"))


def test_manifests_that_give_little_do_not_lack_the_rest():
    given = [item for n in range(30) for item in (read(f"V{n}"), said("manifests", f"V{n}", evidence="written"))]
    needed = [read(f"NEED_{n}", required=True) for n in range(3)]
    assert len(of("ENV416", *given, *needed)) == 3
    assert of("ENV416", *given[:40], *needed) == []


def test_what_is_needed_in_one_case_only_is_not_missing():
    given = read("PORT"), said("manifests", "PORT", evidence="written")
    assert of("ENV416", *given, read("KEY", required=True), read("KEY", line=2)) == []


@pytest.mark.parametrize("path", ["compose.tests.yml", ".ci/compose.yaml", ".devcontainer/docker-compose.yml"])
def test_what_is_set_for_tests_may_be_the_tools_own(path):
    assert codes(read("A_B"), said("manifests", "C_D", path=path, evidence="written")) == []
    assert codes(read("A_B"), said("manifests", "C_D", evidence="written")) == [("ENV415", "C_D")]


def test_computed_names_are_told_once_for_a_file():
    found = of("ENV414", *[computed("*").replace(at=read("X", line=line).at) for line in (3, 5, 9)])
    assert [each.at.line for each in found] == [3]
    assert len(of("ENV414", computed("A_*"), computed("B_*"))) == 2
