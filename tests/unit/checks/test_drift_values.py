"""What places say of one variable: defaults, allowed values, types, whether it is required, secrets."""

from __future__ import annotations

import pytest
from drift_samples import codes, findings, project, read, said

from envlint.checks.drift.kinship import go_together
from envlint.checks.drift.sameness import Reader
from envlint.core.value import MASK

SECRET = "q7Zr0vXc2LmP9sTfB4nKd8WgYh3JuE6a"


def of(code, *items, **kinds):
    return [found for found in findings(*items, **kinds) if found.code == code]


@pytest.mark.parametrize("kind", ["docs", "rules", "template"])
def test_a_default_that_is_not_the_codes(kind):
    (found,) = of("ENV407", read("PORT", default="8080"), said(kind, "PORT", default="3000"))
    assert found.message.endswith("and the code says 8080")
    assert "3000" in found.message
    assert (found.at, str(found.severity)) == (said(kind, "PORT").at, "warning")
    assert [place.label for place in found.related] == ["read here, 8080 by default"]


def test_the_same_value_in_another_spelling_is_no_mismatch():
    code = read("T", default="5m", type="duration", dialect="go")
    assert of("ENV407", code, said("docs", "T", default="300s")) == []
    assert of("ENV407", read("S", default="67108864"), said("docs", "S", default="64*1024*1024")) == []
    assert of("ENV407", read("D", default="false"), said("docs", "D", default="False")) == []


@pytest.mark.parametrize(
    "line", [{"default": "changeme"}, {"default": "", "active": True}, {"default": "x", "active": False}]
)
def test_what_a_template_shows_only_as_a_form_is_not_compared(line):
    assert of("ENV407", read("NAME", default="envlint"), said("template", "NAME", **line)) == []


@pytest.mark.parametrize("text", ["https://example.com", "${OTHER}", "https://api.example.org/v1"])
def test_references_and_hosts_of_nobody_are_not_compared(text):
    assert of("ENV407", read("URL", default="http://localhost"), said("template", "URL", default=text)) == []


def test_a_template_is_not_held_against_docs_alone():
    assert of("ENV407", read("N"), said("docs", "N", default="10"), said("template", "N", default="20")) == []
    assert len(of("ENV407", said("rules", "N", default="10"), said("template", "N", default="20"))) == 1


def test_docs_and_rules_are_compared_where_the_code_says_nothing():
    (found,) = of("ENV407", read("N"), said("rules", "N", default="10"), said("docs", "N", default="20"))
    assert found.message == "the docs say N is 20 by default, and the rule says 10"


def test_scripts_are_not_held_against_each_other():
    scripts = [read("N", default=text, how="ops", path=f"{text}.sh", language="shell") for text in ("1", "2")]
    assert of("ENV407", *scripts) == []


def test_an_address_with_a_password_in_a_template_is_not_compared():
    line = said("template", "DATABASE_URL", default="postgres://a:b@db/x")
    assert of("ENV407", read("DATABASE_URL", default="postgres://localhost/x"), line) == []


def test_an_example_in_the_code_is_not_compared_with_one_in_the_template():
    assert of("ENV407", read("BUCKET", default="your-bucket"), said("template", "BUCKET", default="a-bucket")) == []


def test_a_word_for_nothing_is_no_default():
    assert of("ENV407", read("CERT", default="false"), said("template", "CERT", default="null")) == []


def test_an_empty_default_says_nothing():
    assert of("ENV407", read("N", default=""), said("docs", "N", default="20")) == []
    assert of("ENV408", read("N", default=""), read("N", default="1", line=2)) == []


def test_the_default_of_a_compose_file_is_compared():
    code, ops = read("N", default="10"), read("N", default="20", how="ops", path="compose.yaml", language="compose")
    assert [found.at.path for found in of("ENV407", code, ops)] == ["compose.yaml"]


def test_code_that_disagrees_with_itself():
    sites = [read("N", default=text, line=line) for line, text in enumerate(("10", "10", "20"), 1)]
    (found,) = of("ENV408", *sites)
    assert found.message == "the code falls back to different values of N: 10 and 20"
    assert [place.at.line for place in found.related] == [1, 2]
    assert found.at.line == 3


@pytest.mark.parametrize("fields", [{"test": True}, {"chained": True}, {"how": "ops"}])
def test_defaults_that_are_not_compared_within_code(fields):
    assert of("ENV408", read("N", default="10"), read("N", default="20", line=2, **fields)) == []


def test_another_place_may_agree_with_either_site():
    sites = read("N", default="10"), read("N", default="20", line=2)
    assert codes(*sites, said("docs", "N", default="20")) == [("ENV408", "N")]
    assert codes(*sites, said("docs", "N", default="30")) == [("ENV407", "N"), ("ENV408", "N")]


def test_sets_of_values_are_compared_without_their_order():
    rule = said("rules", "B", values=("local", "s3"))
    assert of("ENV409", rule, said("docs", "B", values=("s3", "local"))) == []
    (found,) = of("ENV409", rule, said("sql", "B", values=("local", "s3", "minio")), read("B"))
    assert found.message == "the database allows B to be local, minio, s3, and the rule local, s3"
    assert (found.label, found.at.path, str(found.severity)) == ("minio only here", "migrations/001.sql", "error")


@pytest.mark.parametrize("test", [True, False])
def test_allowed_values_in_code(test):
    found = of("ENV409", read("B", values=("a",), test=test), said("template", "B", values=("a", "b")))
    assert len(found) == (0 if test else 1)


def test_types_that_do_not_go_together():
    (found,) = of("ENV410", read("N", type="int"), said("docs", "N", type="bool"))
    assert found.message == "the docs say N is of type bool, and the code reads int"
    assert of("ENV410", read("N", type="string"), said("docs", "N", type="int")) == []
    assert of("ENV410", read("N", type="int"), read("N", line=2, type="bool"), said("docs", "N", type="bool")) == []


def test_types_of_docs_and_rule_are_compared_where_code_says_none():
    assert len(of("ENV410", read("N"), said("rules", "N", type="port"), said("docs", "N", type="bool"))) == 1


@pytest.mark.parametrize(
    ("said_type", "read_type", "expected"),
    [
        ("port", "int", True),
        ("seconds", "number", True),
        ("enum", "int", True),
        ("string", "int", False),
        ("string", "duration", True),
        ("int", "duration", False),
        ("duration", "int", False),
        ("bytesize", "int", False),
        ("int", "bytesize", True),
        ("url", "host", True),
        ("list<string>", "string", True),
        ("bool", "string", False),
    ],
)
def test_kinship_of_types(said_type, read_type, expected):
    assert go_together(said_type, read_type) is expected


def test_what_code_requires_is_not_optional():
    code = read("URL", required=True)
    assert len(of("ENV411", code, said("docs", "URL", required=False))) == 1
    assert len(of("ENV411", code, said("rules", "URL", default="x"))) == 1
    assert of("ENV411", code, said("docs", "URL", required=True)) == []
    assert of("ENV411", code, said("docs", "URL")) == []


def test_what_docs_require_has_no_default_in_code():
    code = read("URL", default="x")
    assert len(of("ENV411", code, said("docs", "URL", required=True))) == 1
    assert of("ENV411", code, said("rules", "URL", required=True)) == []
    assert of("ENV411", read("URL"), said("docs", "URL", required=True)) == []


@pytest.mark.parametrize(
    ("name", "default"),
    [
        ("JWT_SECRET", "change-me-in-production"),
        ("DB_PASSWORD", "postgres"),
        ("DATABASE_URL", "postgres://app:hunter22@db/app"),
        ("STRIPE", "sk_live_51H8xQ2eZvKYlo2CABCDEF"),
    ],
)
def test_a_secret_that_stands_in_the_code(name, default):
    (found,) = of("ENV413", read(name, default=default))
    assert default not in repr(found)
    assert str(found.severity) == "error"


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("JWT_SECRET", {"default": ""}),
        ("JWT_SECRET", {"default": "false"}),
        ("JWT_SECRET", {"default": "x", "test": True}),
        ("JWT_SECRET_TTL", {"default": "15m"}),
        ("PASSWORD_MIN_LENGTH", {"default": "12"}),
        ("ENABLE_TOKEN", {"default": "1", "type": "bool"}),
        ("JWT_PUBLIC_KEY", {"default": "abc"}),
        ("DATABASE_URL", {"default": "postgres://localhost/app"}),
    ],
)
def test_a_default_that_is_no_secret(name, fields):
    assert of("ENV413", read(name, **fields)) == []


def test_a_rule_says_what_is_secret():
    assert of("ENV413", read("JWT_SECRET", default="x"), said("rules", "JWT_SECRET", secret=False)) == []
    assert len(of("ENV413", read("SALT", default="x"), said("rules", "SALT", type="secret"))) == 1


def test_a_secret_in_the_template():
    (found,) = of("ENV419", said("template", "JWT_SECRET", default=SECRET, active=False))
    assert SECRET not in repr(found)
    assert len(of("ENV419", said("template", "STRIPE", default="sk_live_51H8xQ2eZvKYlo2CABCDEF"))) == 1


@pytest.mark.parametrize("text", ["changeme", "your-secret-here", "<token>", "xxxxxxxx", "postgres", "", "${SECRET}"])
def test_a_placeholder_is_no_secret(text):
    assert of("ENV419", said("template", "JWT_SECRET", default=text)) == []


def test_a_password_of_every_developers_machine_is_no_secret():
    assert of("ENV419", said("template", "DATABASE_URL", default="postgres://postgres:postgres@localhost/x")) == []


def test_required_and_never_supplied():
    manifest = said("manifests", "PORT", evidence="written")
    reads = read("PORT"), read("API_URL", required=True)
    (found,) = of("ENV416", *reads, manifest)
    assert (found.variable, str(found.severity)) == ("API_URL", "warning")
    assert of("ENV416", *reads, manifest, said("manifests", "API_URL", evidence="written")) == []
    assert of("ENV416", *reads, manifest, said("manifests", "API_URL_FILE", evidence="written")) == []
    assert of("ENV416", *reads, said("manifests", "POSTGRES_DB", evidence="written")) == []


@pytest.mark.parametrize("kind", ["template", "docs", "rules", "manifests"])
def test_a_value_that_its_reader_does_not_take(kind):
    code = read("TTL", type="duration", dialect="go", default="168h")
    value = {"written": "7d"} if kind == "manifests" else {"default": "7d"}
    (found,) = findings(code, said(kind, "TTL", **value))
    assert (found.code, found.variable) == ("ENV115", "TTL")
    assert found.message == "TTL=7d has a unit that Go's time.ParseDuration does not know"
    assert [place.label for place in found.related] == ["read as duration here"]


@pytest.mark.parametrize(
    ("type_name", "dialect", "text", "refused"),
    [
        ("bool", "go", "yes", True),
        ("bool", "pydantic", "yes", False),
        ("bool", "", "yes", False),
        ("bool", "", "maybe", True),
        ("int", "", "http", True),
        ("int", "", "08", False),
        ("duration", "", "7d", False),
        ("string", "", "anything", False),
        ("nonsense", "go", "anything", False),
    ],
)
def test_what_a_reader_refuses(type_name, dialect, text, refused):
    assert bool(Reader(type_name, dialect).refuses(text)) is refused


@pytest.mark.parametrize(
    ("type_name", "dialect", "one", "other", "same"),
    [
        ("duration", "go", "5m", "300s", True),
        ("", "", "5m", "300s", True),
        ("", "", "5m", "300", False),
        ("seconds", "", "300", "5m", True),
        ("ms", "", "500", "500ms", True),
        ("bool", "go", "1", "true", True),
        ("bool", "java", "1", "true", False),
        ("", "", "1", "true", False),
        ("", "", "True", "true", True),
        ("port", "", "8080", '"8080"', True),
        ("number", "", "1", "1.0", True),
        ("", "", "1", "1.0", False),
        ("list<string>", "", "a, b", "a,b", True),
        ("url", "", "http://a/", "http://a", False),
        ("", "", "10*time.Second", "10s", True),
    ],
)
def test_two_texts_are_one_value_to_a_reader(type_name, dialect, one, other, same):
    assert Reader(type_name, dialect).same(one, other) is same
    assert Reader(type_name, dialect).same(other, one) is same


@pytest.mark.parametrize("kind", ["docs", "rules", "template", "manifests"])
def test_no_finding_shows_a_secret(kind):
    given = [
        read("JWT_SECRET", default=SECRET, type="int", required=True),
        read("JWT_SECRET", default=SECRET[::-1], line=2, type="duration", dialect="go"),
        said(kind, "JWT_SECRET", default=SECRET[3:], written=SECRET[3:], values=(SECRET,), required=False),
        said("sql", "JWT_SECRET", values=(SECRET[1:],)),
    ]
    found = findings(*given, kinds=("code", "docs", "template", "rules"))
    assert len(found) >= 4
    told = repr(found)
    assert not any(secret in told for secret in (SECRET, SECRET[::-1], SECRET[3:], SECRET[1:]))
    assert MASK in told


def test_a_check_that_breaks_silences_no_other(monkeypatch):
    from envlint.analysis.drift import drift
    from envlint.checks.drift import type_mismatch

    monkeypatch.setattr(type_mismatch, "judge", lambda subject: 1 / 0)
    heard = drift(project(read("PORT"), kinds=("code", "docs")))
    assert [found.code for found in heard.findings] == ["ENV401"]
    assert len(heard.faults) == 1
    assert "type_mismatch" not in heard.findings[0].message
