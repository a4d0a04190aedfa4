import subprocess
import sys

from triage_samples import finding, reading

from envlint.analysis.triage import Policy, TierFindings, Triaged, triage

PROGRAM = """
import sys
from envlint.analysis.triage import Policy, TierFindings, triage
from envlint.core.report import Report
from envlint.reporters import Style, text
assert triage([TierFindings("production", ())], Policy()).findings == ()
assert list(text.render(Report("check"), Style()))
print(*sys.modules, sep="\\n")
"""
BANNED = {
    "dataclasses", "enum", "re", "typing", "json", "pathlib", "collections", "functools", "hashlib", "unicodedata",
    "envlint.analysis.suppress", "envlint.analysis.remarks", "envlint.analysis.baseline", "envlint.analysis.excerpts",
}  # fmt: skip


def test_a_clean_run_imports_nothing_it_does_not_need():
    done = subprocess.run([sys.executable, "-ISc", _program()], capture_output=True, text=True, check=True)
    assert not BANNED & set(done.stdout.split())


def _program():
    return f"import sys; sys.path[:0] = {sys.path!r}\n{PROGRAM}"


def test_nothing_to_do_gives_nothing():
    assert triage([TierFindings("production", (), (reading("A=1\n"),))], Policy()) == Triaged()


def test_findings_come_sorted_by_place_and_with_fingerprints():
    source = reading("A=1\nB=2\n")
    found = [finding("value-not-allowed", source, variable) for variable in ("B", "A")]
    triaged = triage([TierFindings("production", found, (source,))], Policy())
    assert [entry.at.line for entry in triaged.findings] == [1, 2]
    assert all(len(entry.fingerprint) == 32 for entry in triaged.findings)
