import json

import pytest
from triage_samples import finding, reading

from envlint.analysis.baseline import PATH, Baseline, document, parse
from envlint.analysis.triage import Policy, TierFindings, triage
from envlint.checks.catalogue import CODES
from envlint.core.errors import EnvlintError

BEFORE = reading("A=canary\nB=y\n")
AFTER = reading("# a line more\n\nB=other\nA=changed\n")


def run(source, *findings, tier="production", **policy):
    return triage([TierFindings(tier, findings, (source,))], Policy(known=CODES, **policy))


def of(source, *variables, name="value-not-allowed"):
    return [finding(name, source, variable) for variable in variables]


def recorded(*findings, source=BEFORE):
    return parse(document(run(source, *findings).findings))


def test_fingerprints_outlive_lines_values_and_messages():
    before = run(BEFORE, *of(BEFORE, "A", "B")).findings
    after = run(AFTER, *[found.replace(message="other words") for found in of(AFTER, "A", "B")]).findings
    assert {f.fingerprint for f in before} == {f.fingerprint for f in after}
    assert len({f.fingerprint for f in before}) == 2


@pytest.mark.parametrize("field", ["code", "rule", "variable", "tier"])
def test_fingerprints_differ_by_what_a_finding_is_about(field):
    (found,) = of(BEFORE, "A")
    first, second = run(BEFORE, found, found.replace(**{field: "other"}, message="other")).findings
    assert first.fingerprint != second.fingerprint


def test_equal_findings_are_one_and_like_findings_are_numbered():
    (found,) = of(BEFORE, "A")
    assert len(run(BEFORE, found, found).findings) == 1
    like = run(BEFORE, found, found.replace(at=found.at.replace(line=2))).findings
    assert len({entry.fingerprint for entry in like}) == 2


def test_the_order_of_findings_changes_nothing():
    found = of(BEFORE, "A", "B") + of(BEFORE, "A", name="duplicate-key")
    assert run(BEFORE, *found) == run(BEFORE, *reversed(found))


def test_known_findings_are_only_counted():
    triaged = run(AFTER, *of(AFTER, "A", "B"), baseline=recorded(*of(BEFORE, "A")))
    assert [found.variable for found in triaged.findings] == ["B"]
    assert triaged.baselined == 1


def test_findings_about_envlint_are_never_recorded_nor_known():
    blind = of(BEFORE, "A", name="unreadable")
    assert json.loads(document(blind))["findings"] == []
    (marked,) = run(BEFORE, *blind).findings
    forged = document([marked.replace(code="ENV101")])
    assert run(BEFORE, *blind, baseline=parse(forged)).findings[0].code == "ENV901"


def test_entries_that_no_longer_occur_are_findings_at_their_line():
    baseline = recorded(*of(BEFORE, "A", "B"))
    (stale,) = run(BEFORE, *of(BEFORE, "A"), baseline=baseline).findings
    assert (stale.code, stale.variable) == ("ENV907", "B")
    assert stale.message == "ENV101 of B no longer occurs in .env for production"
    assert '"fingerprint"' in baseline.text.splitlines()[stale.at.line - 1]
    assert stale.at.path == PATH


def test_only_where_tier_and_source_were_looked_at():
    baseline = recorded(*of(BEFORE, "A"))
    assert run(BEFORE, tier="staging", baseline=baseline).findings == ()
    assert run(reading("", path="other.env"), baseline=baseline).findings == ()
    assert [found.code for found in run(BEFORE, baseline=baseline).findings] == ["ENV907"]


def test_an_entry_whose_finding_is_left_out_by_other_means_is_not_stale():
    baseline = recorded(*of(BEFORE, "A"))
    triaged = run(BEFORE, *of(BEFORE, "A"), baseline=baseline, per_path=((".env", ("ENV1",)),))
    assert (triaged.findings, triaged.suppressed, triaged.baselined) == ((), 1, 0)


def test_the_document_is_sorted_and_holds_neither_line_nor_value_nor_message():
    found = run(BEFORE, *[f.replace(message="holds canary", help="canary") for f in of(BEFORE, "B", "A")]).findings
    text = document(reversed(found))
    assert text == document(found)
    assert [entry["variable"] for entry in json.loads(text)["findings"]] == ["A", "B"]
    assert "canary" not in text
    assert set(json.loads(text)["findings"][0]) == {"code", "rule", "variable", "tier", "place", "fingerprint"}


def test_reading_what_was_written_gives_it_back():
    found = run(BEFORE, *of(BEFORE, "A", "B")).findings
    assert document(found) == document(found[::-1])
    assert {entry.fingerprint for entry in parse(document(found)).entries} == {f.fingerprint for f in found}
    assert parse(document([])) == Baseline(text=document([]))


GOOD = {"code": "ENV101", "rule": "", "variable": "A", "tier": "", "place": ".env", "fingerprint": "0" * 32}


@pytest.mark.parametrize(
    "content",
    [
        [],
        {},
        {"version": 1},
        {"version": 2, "findings": []},
        {"version": True, "findings": []},
        {"version": 1, "findings": {}},
        {"version": 1, "findings": [], "canary": 1},
        {"version": 1, "findings": ["canary"]},
        {"version": 1, "findings": [{**GOOD, "canary": "canary"}]},
        {"version": 1, "findings": [{**GOOD, "rule": 11}]},
        {"version": 1, "findings": [{**GOOD, "fingerprint": "canary"}]},
    ],
)
def test_anything_else_is_refused_and_not_repeated(content):
    with pytest.raises(EnvlintError) as caught:
        parse(json.dumps(content))
    assert caught.value.at.path == PATH
    assert "canary" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    "text", ["", "{", '{"canary": canary}', "[" * 100_000, '{"version": 1, "version": 1}', "\ufeff{}"]
)
def test_what_is_not_json_is_refused_with_its_place(text):
    with pytest.raises(EnvlintError) as caught:
        parse(text)
    assert "canary" not in str(caught.value)


def test_the_place_of_a_syntax_error_is_given():
    with pytest.raises(EnvlintError) as caught:
        parse('{\n  "version": 1,\n  oops\n}')
    assert (caught.value.at.line, caught.value.at.column) == (3, 3)
