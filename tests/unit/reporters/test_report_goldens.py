"""Whole reports, as they are committed in ``golden/``. ``UPDATE_GOLDEN=1 pytest`` rewrites them: read the diff."""

import os
from pathlib import Path

import pytest
from report_samples import SAMPLES

from envlint import reporters
from envlint.reporters import FORMATS, Style, sarif
from envlint.reporters.pages import Page

GOLDEN = Path(__file__).parent / "golden"
COMMITTED = [name for name in FORMATS if name != "html"]  # a page is its style and script more than its report
SUFFIXES = {"text": "txt", "github": "txt", "json": "json", "sarif": "json", "gitlab": "json", "junit": "xml"}


@pytest.mark.parametrize("name", COMMITTED)
@pytest.mark.parametrize("sample", SAMPLES)
def test_report_is_the_committed_one(name, sample, monkeypatch):
    monkeypatch.setattr(sarif, "page", lambda check: Page(f"{check}.", "What it finds.", f"# {check}\n\nIts page."))
    monkeypatch.setattr(sarif, "__version__", "1.2.3")
    path = GOLDEN / f"{sample}.{name}.{SUFFIXES.get(name, 'md')}"
    lines = [line + "\n" for line in reporters.load(name)(SAMPLES[sample](), Style(width=108))]
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text("".join(lines), encoding="utf-8")
    assert "".join(lines) == path.read_text(encoding="utf-8")
    assert all(line.count("\n") == 1 for line in lines)


def test_no_golden_is_left_over():
    wanted = {f"{sample}.{name}.{SUFFIXES.get(name, 'md')}" for sample in SAMPLES for name in COMMITTED}
    assert {path.name for path in GOLDEN.iterdir()} == wanted
