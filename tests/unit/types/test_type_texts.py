from __future__ import annotations

import itertools

import pytest
import tzdata
from type_assertions import refused, value


@pytest.mark.parametrize("name", ["string", "enum", "secret"])
@pytest.mark.parametrize("text", ["", " s3 ", "S3", "\u200b", "\x00", "a" * 10_000])
def test_any_text_is_taken_exactly(name, text):
    assert value(name, text) == text


def test_paths():
    assert value("path", "/var/lib/x y") == "/var/lib/x y"
    for text in ("", "a\0b", "a\nb", "a\r"):
        refused("path", text)


@pytest.mark.parametrize(
    "text", ["{}", "[1, 2.5, -1e9, null, true]", '"x"', "1" * 5000, "1e99999", '{"a": {"a": 1}}', '"\\ud800"']
)
def test_json(text):
    assert value("json", text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "{'a': 1}",
        "[1,]",
        '{"a": 1,}',
        "NaN",
        "[Infinity]",
        "-Infinity",
        "tru",
        "01",
        '"\n"',
        "{} {}",
        "\ufeff{}",
        "// x\n{}",
        '{"a": 1, "a": 2}',
        '[{"b": {"a": 1, "a": 1}}]',
        "[" * 100000,
    ],
)
def test_what_is_no_json(text):
    refused("json", text)


def test_json_is_marked_where_it_breaks():
    fault = refused("json", '{"a": x}')

    assert (fault.start, fault.end) == (6, 7)


@pytest.mark.parametrize(
    "text",
    [
        "* * * * *",
        "*/5 * * * *",
        "0 0 1,15 * mon-fri",
        "0-30/10 2 * JAN-mar 0,7",
        "0 0 29 2 *",
        "0  0\t* * *",
        "0 0 31 2 1",
        "@daily",
        "@hourly",
        "* * * * sun",
        "59 23 31 12 7",
        "0 0 31 2,3 *",
        "*/70 * * * *",
    ],
)
def test_cron(text):
    assert value("cron", text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "*",
        "* * * *",
        "0 0 0 * * *",
        "* * * * * 2025",
        "60 * * * *",
        "* 24 * * *",
        "* * 0 * *",
        "* * 32 * *",
        "* * * 13 *",
        "* * * * 8",
        "5-1 * * * *",
        "* * * * fri-mon",
        "*/0 * * * *",
        "5/10 * * * *",
        "* * ? * *",
        "* * L * *",
        "* * * * 5#2",
        "* * 15W * *",
        "-1 * * * *",
        "1- * * * *",
        "1,, * * * *",
        "*/ * * * *",
        "* * * foo *",
        "@reboot",
        "@every 1h",
        "0 0 31 2 *",
        "0 0 30-31 feb *",
        "0 0 31 4,6 *",
        "\uff11 * * * *",
        "001 * * * *",
        "1," * 600 + "1 * * * *",
    ],
)
def test_what_is_no_cron(text):
    refused("cron", text)


def test_the_field_at_fault_is_marked():
    fault = refused("cron", "0 24  * * *")

    assert (fault.start, fault.end) == (2, 4)
    assert "hour" in fault.reason


@pytest.mark.parametrize(
    "text", ["UTC", "Europe/Paris", "America/Argentina/Buenos_Aires", "EST", "Etc/GMT+2", "US/Pacific"]
)
def test_time_zones(text):
    assert value("timezone", text) == text


@pytest.mark.parametrize(
    "text", ["", "PST", "CEST", "utc+2", "+02:00", "GMT+2", "Local", "Europe/Nowhere", "Asia", "../UTC", "UTC "]
)
def test_what_is_no_time_zone(text):
    refused("timezone", text)


def test_a_time_zone_in_another_case():
    assert "another case" in refused("timezone", "europe/paris").reason


def test_the_list_of_zones_comes_from_the_package():
    assert tzdata.IANA_VERSION >= "2024"


@pytest.mark.parametrize(
    ("dialect", "taken", "not_taken"),
    [
        ("", "debug INFO warn WARNING error critical fatal trace notice", "Info verbose off 10 silly"),
        ("python", "DEBUG INFO WARN WARNING ERROR CRITICAL FATAL NOTSET", "debug Info TRACE"),
        ("go", "debug Info WARN error", "warning trace fatal"),
        ("pino", "trace debug info warn error fatal silent", "INFO warning"),
        ("winston", "silly verbose http", "trace WARN"),
        ("rust", "off trace Error", "warning fatal"),
        ("java", "SEVERE FINE ALL OFF", "DEBUG severe ERROR"),
        ("spring", "trace WARN off", "warning"),
        ("php", "emergency NOTICE alert", "trace warn Info"),
        ("dotnet", "Information none Critical", "info warn"),
        ("syslog", "crit warning emerg err", "CRIT fatal"),
    ],
)
def test_log_levels(dialect, taken, not_taken):
    spec = {"dialect": dialect} if dialect else {}
    for text in taken.split():
        value("loglevel", text, **spec)
    for text in not_taken.split():
        refused("loglevel", text, **spec)


def test_log_levels_are_ordered_by_what_they_let_through():
    levels = [value("loglevel", text) for text in ("trace", "debug", "info", "notice", "warn", "error", "fatal")]

    assert levels == sorted(set(levels))
    assert value("loglevel", "WARN") == value("loglevel", "warning")
    assert value("loglevel", "off", dialect="rust") > value("loglevel", "error", dialect="rust")


def test_the_case_of_a_log_level():
    assert "lower or upper" in refused("loglevel", "Info").help
    assert "upper" in refused("loglevel", "info", dialect="python").help


def test_versions_in_order_of_precedence():
    # The example of semver.org, section 11, and what follows from it.
    pre = [
        "1.0.0-alpha",
        "1.0.0-alpha.1",
        "1.0.0-alpha.beta",
        "1.0.0-beta",
        "1.0.0-beta.2",
        "1.0.0-beta.11",
        "1.0.0-rc.1",
    ]
    versions = [value("semver", text) for text in ("0.9.9", *pre, "1.0.0", "1.0.1", "1.10.0", "2.0.0")]

    for lower, higher in itertools.pairwise(versions):
        assert lower < higher
        assert higher > lower
        assert not higher < lower


def test_build_metadata_has_no_precedence_and_is_no_equality():
    first, second = value("semver", "1.0.0+a"), value("semver", "1.0.0+b")

    assert not first < second
    assert not second < first
    assert first != second


def test_version_numbers_have_no_limit():
    assert value("semver", f"1.{'9' * 5000}.0") < value("semver", f"1.1{'0' * 5000}.0")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "1.2",
        "1.2.3.4",
        "v1.2.3",
        "V1.2.3",
        "01.2.3",
        "1.02.3",
        "1.2.3-",
        "1.2.3-01",
        "1.2.3-a..b",
        "1.2.3-\u00e9",
        "1.2.3+",
        "1.2.3+a..b",
        "1.2.3+a+b",
        "-1.2.3",
        "1.-2.3",
        "1.2.x",
        " 1.2.3",
        "1.2.3 ",
        "\uff11.2.3",
        "latest",
    ],
)
def test_what_is_no_version(text):
    refused("semver", text)


@pytest.mark.parametrize(
    "text", ["*", "**/*.py", "a?[a-z]", "[!a]", "[^]]", "[]a]", "{a,{b,c}}", "\\[", "a\\\\", "]", "[\\]]", "[{]"]
)
def test_globs(text):
    assert value("glob", text) == text


@pytest.mark.parametrize(
    ("text", "start"),
    [("", 0), ("[a", 0), ("x[!]", 1), ("[]", 0), ("{a", 0), ("{a}}", 3), ("a\\", 1), ("{a,{b}", 0), ("[\\]", 0)],
)
def test_what_is_no_glob(text, start):
    assert refused("glob", text).start == start


@pytest.mark.parametrize("text", ["", "^a+$", "(?i)x", r"\d{1,3}", "(?P<n>a)", "[[:alpha:]]", "\u00e9"])
def test_regular_expressions(text):
    assert value("regex", text) == text


@pytest.mark.parametrize(
    "text", ["(", "[a", "a**", "(?=a)", "(?<=a)b", r"(a)\1", "x{1001}", "((a{100}){100}){100}", "\ud800", "a" * 10_001]
)
def test_what_is_no_regular_expression(text, capfd):
    refused("regex", text)

    assert capfd.readouterr() == ("", "")
