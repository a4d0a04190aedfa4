import pytest
from triage_samples import finding, reading

from envlint.analysis.remarks import remarks_of_rules
from envlint.analysis.triage import Policy, TierFindings, triage
from envlint.checks.catalogue import CODES
from envlint.core.finding import Finding
from envlint.core.location import Location
from envlint.core.severity import WARNING

TODAY = "2026-03-01"


def run(text, *names, variable="A", **policy):
    source = reading(text)
    found = tuple(finding(name, source, variable) for name in names)
    return triage([TierFindings("production", found, (source,))], Policy(known=CODES, today=TODAY, **policy))


def codes(triaged):
    return [found.code for found in triaged.findings]


@pytest.mark.parametrize(
    "text",
    [
        "A=x # envlint: ignore[ENV101]\n",
        "# envlint: ignore[ENV101] because\nA=x\n",
        "# envlint: ignore[ENV1]\nA=x\n",
        "# envlint: ignore[value-not-allowed]\nA=x\n",
        "#envlint:ignore[ ENV101 ]\nA=x\n",
        "# for the demo, envlint: ignore[ENV101]\nA=x\n",
        f"# envlint: ignore[ENV101] until={TODAY}\nA=x\n",
    ],
)
def test_a_comment_on_the_line_or_alone_above_suppresses(text):
    triaged = run(text, "value-not-allowed")
    assert (codes(triaged), triaged.suppressed) == ([], 1)


@pytest.mark.parametrize(
    "text",
    [
        "# envlint: ignore[ENV101]\n\nA=x\n",
        "A=x\n# envlint: ignore[ENV101]\n",
        "B=y # envlint: ignore[ENV101]\nA=x\n",
        "# envlint: ignore[ENV102]\nA=x\n",
        "# envlint: ignore[ENV3]\nA=x\n",
    ],
)
def test_elsewhere_or_of_another_code_it_suppresses_nothing_and_is_a_finding(text):
    triaged = run(text, "value-not-allowed")
    assert sorted(codes(triaged)) == ["ENV101", "ENV905"]
    assert triaged.suppressed == 0


@pytest.mark.parametrize(
    ("remark", "message"),
    [
        ("ignore", "ignore without a code suppresses nothing"),
        ("ignore[]", "ignore without a code suppresses nothing"),
        ("ignore[ENV101", "ignore without a code suppresses nothing"),
        ("ignore all of it", "ignore without a code suppresses nothing"),
        ("ignroe[ENV101]", "this remark is not understood"),
        ("ignore[ENV1O1]", "ignore names a check that does not exist"),
        ("ignore[ENV101] until=tomorrow", "the date after until= is no date"),
        ("ignore[ENV101] until=2026-02-30", "the date after until= is no date"),
        ("ignore[ENV101] until= 2099-01-01", "the date after until= is no date"),
        ("ignore[ENV104]", "ENV104 cannot be suppressed"),
        ("ignore[ENV9]", "ENV9 cannot be suppressed"),
        ("ignore[ENV102]", "ignore[ENV102] suppresses nothing"),
        ("ignore[ENV101,ENV102,ENV3]", "ignore[ENV102,ENV3] suppresses nothing"),
    ],
)
def test_faulty_and_idle_remarks_are_findings(remark, message):
    triaged = run(f"# envlint: {remark}\nA=x\n", "value-not-allowed")
    (said,) = [found for found in triaged.findings if found.code == "ENV905"]
    assert (said.name, said.message, said.severity) == ("unused-suppression", message, WARNING)
    assert (said.at.path, said.at.line) == (".env", 1)


def test_a_misspelt_code_gets_a_suggestion():
    (said,) = run("# envlint: ignore[value-not-alowed]\n").findings
    assert said.help == "did you mean 'value-not-allowed'?"


def test_what_a_comment_holds_is_not_repeated():
    triaged = run(
        "# envlint: ignore[sk_live_canary] sk_live_canary until=sk_live_canary\nA=x # envlint: sk_live_canary\n"
    )
    assert codes(triaged) == ["ENV905", "ENV905"]
    assert "canary" not in repr(triaged)


@pytest.mark.parametrize("text", ["# see the docs of envlint: rules\n", "# envlint:begin names\n# envlint:end\n"])
def test_prose_and_section_marks_are_no_remarks(text):
    assert run(text).findings == ()


def test_after_its_last_day_the_finding_is_back():
    triaged = run("# envlint: ignore[ENV101] until=2026-02-28\nA=x\n", "value-not-allowed")
    assert codes(triaged) == ["ENV906", "ENV101"]
    assert triaged.findings[0].message == "the suppression of ENV101 ended on 2026-02-28"


@pytest.mark.parametrize("name", ["required-variable-missing", "unreadable", "nothing-looked-at"])
def test_some_findings_cannot_be_suppressed(name):
    text = "# envlint: ignore[ENV1]\nA=x\n"
    assert CODES[name] in codes(run(text, name))


def test_one_tier_that_needs_the_comment_is_enough():
    source = reading("A=x # envlint: ignore[ENV101]\n")
    found = finding("value-not-allowed", source, "A")
    runs = [TierFindings("production", (found,), (source,)), TierFindings("staging", (), (source,))]
    triaged = triage(runs, Policy(known=CODES, today=TODAY))
    assert (triaged.findings, triaged.suppressed) == ((), 1)


def test_what_could_not_be_looked_at_makes_no_comment_idle():
    text = "# envlint: ignore[ENV102]\nA=x\n"
    assert codes(run(text, "unreadable")) == ["ENV901"]


TOML = """\
# envlint: ignore[ENV211] meant
[A]
doc = "# envlint: ignore[ENV101] in a string"
why = '''
# envlint: ignore[ENV102] in a string of several lines
'''
level = { production = "warning", else = "error" }  # envlint: ignore[ENV211] on purpose
"""


def test_comments_of_rule_files_count_and_strings_do_not():
    remarks = remarks_of_rules("rules/a.toml", TOML).remarks
    assert [(remark.text, remark.alone) for remark in remarks] == [
        ("# envlint: ignore[ENV211] meant", True),
        ("# envlint: ignore[ENV211] on purpose", False),
    ]


def test_a_rule_may_say_that_it_is_weaker_on_purpose():
    at = Location("rules/a.toml", "rules/a.toml", 7, 1, 7, 6)
    weaker = Finding("ENV211", "weaker-in-production", "A is weaker", at, WARNING)
    triaged = triage([TierFindings("", (weaker,))], Policy(CODES, rule_files=(("rules/a.toml", TOML),), today=TODAY))
    assert [(found.code, found.at.line) for found in triaged.findings] == [("ENV905", 1)]
    assert triaged.suppressed == 1
