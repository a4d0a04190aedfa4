"""Whatever stands in a report, no format lets it out of its place."""

import json
import re
import unicodedata
from html import unescape
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from envlint import reporters
from envlint.core.errors import EnvlintError, LoadErrors
from envlint.core.escape import inert, printable
from envlint.core.finding import Edit, Excerpt, Finding, Fix, Related
from envlint.core.location import Location
from envlint.core.report import LookedAt, Report
from envlint.core.severity import ERROR, INFO, WARNING
from envlint.reporters import FORMATS, Style
from envlint.reporters.snippet import cells
from envlint.reporters.wording import headline

BAIT = (
    "\n::error::x", "\r::stop-commands::x", "##[error]x", "#", "#[", "]]>", "<!--", "&lt;", "|", "\\|", "`", "**", "](",
    "\x1b[2J", "\x00", "\x85", "\u2028", "\u202e", "\u200b", "\ufeff", "\ud800", "\udc80", "\ufffe", "\U000e0041",
    "@octocat", "://", "%0A", "{0}", "\t", "漢", "e\u0301",
)  # fmt: skip
texts = st.lists(st.one_of(st.text(max_size=6), st.sampled_from(BAIT)), max_size=5).map("".join)
names = texts.map(lambda text: text or "x")
numbers = st.integers(0, 40)
locations = st.builds(Location, names, texts, numbers, numbers, numbers, numbers)
excerpts = st.builds(Excerpt, texts, numbers, texts, numbers, numbers, texts)
fixes = st.builds(Fix, st.lists(st.builds(Edit, texts, numbers, numbers, texts), max_size=1).map(tuple), texts, texts)
findings = st.builds(
    Finding,
    code=st.sampled_from(("ENV101", "ENV302", "ENV901")),
    name=st.sampled_from(("value-not-allowed", "duplicate-key")),
    message=texts,
    at=locations,
    severity=st.sampled_from((ERROR, WARNING, INFO)),
    rule=texts,
    variable=texts,
    tier=texts,
    label=texts,
    related=st.lists(st.builds(Related, texts, locations), max_size=2).map(tuple),
    rule_at=st.none() | locations,
    why=texts,
    help=texts,
    fix=st.none() | fixes,
    fallback=st.none() | texts,
    fingerprint=texts,
    excerpts=st.lists(excerpts, max_size=3).map(tuple),
)
errors = st.builds(EnvlintError, texts, at=st.none() | locations, help=texts)
looked_at = st.builds(
    LookedAt,
    st.lists(st.tuples(texts, numbers), max_size=6).map(tuple),
    numbers,
    numbers,
    st.lists(texts, max_size=2).map(tuple),
)
reports = st.builds(
    Report,
    command=texts,
    findings=st.lists(findings, max_size=3).map(tuple),
    looked_at=looked_at,
    tier=texts,
    tiers=st.lists(texts, max_size=2).map(tuple),
    suppressed=numbers,
    baselined=numbers,
    errors=st.lists(errors | st.lists(errors, max_size=2).map(LoadErrors), max_size=2).map(tuple),
)
styles = st.builds(Style, color=st.just(value=False), width=st.integers(1, 200), verbose=st.integers(0, 1))
UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
JUNIT_TAGS = {"testsuites", "testsuite", "testcase", "failure", "error", "system-out"}
COMMAND = re.compile(r"^::(error|warning|notice) ((file|line|endLine|col|endColumn|title)=[^:,]*,?)+::")


def lines(name, report, style=None):
    return list(reporters.load(name)(report, style or Style()))


# Drawing a report costs more than rendering it: each law is held against every format at once.
@settings(max_examples=100, deadline=None)
@given(report=reports, style=styles)
def test_only_what_can_be_seen_is_written_and_twice_the_same(report, style):
    for name in FORMATS:
        written = lines(name, report, style)
        unseen = [character for character in "".join(written) if unicodedata.category(character) in UNSEEN]
        assert (name, unseen) == (name, [])
        assert written == lines(name, report, style)


@settings(max_examples=100, deadline=None)
@given(report=reports, style=styles)
def test_no_workflow_command_that_is_not_ours(report, style):
    for name in FORMATS:
        for line in lines(name, report, style):
            assert "##[" not in line
            if line.strip().startswith("::"):
                assert name == "github"
                assert COMMAND.match(line)


@settings(max_examples=100, deadline=None)
@given(report=reports)
def test_json_and_xml_always_parse(report):
    for name in ("json", "sarif", "gitlab"):
        text = "\n".join(lines(name, report))
        assert text.isascii()
        json.dumps(json.loads(text), ensure_ascii=False).encode()
    root = ET.fromstring("\n".join(lines("junit", report)))
    assert int(root.get("tests", "0")) == len(list(root.iter("testcase"))) >= len(report.findings)
    assert {element.tag for element in root.iter()} <= JUNIT_TAGS


@settings(max_examples=100, deadline=None)
@given(report=reports)
def test_markdown_shows_the_text_that_was_meant_in_rows_of_four_cells(report):
    written = lines("markdown", report)
    assert {line.count("|") for line in written if line.startswith("|")} <= {5}
    assert set(re.findall("<[^>]*>?", "\n".join(written))) <= {"<code>", "</code>", "<br>"}
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render("\n".join(written))
    rows = [re.findall("<td>(.*?)</td>", row) for row in html.split("<tr>")[2:]]
    assert all(len(row) == 4 for row in rows)
    for row, finding in zip(rows, report.findings, strict=True):
        shown = unescape(row[2]).replace("\u200b", "").split("<br>")[0].strip()
        assert shown == printable(headline(finding)).strip()


@settings(max_examples=100, deadline=None)
@given(excerpt=excerpts, width=st.integers(60, 120))
def test_source_lines_keep_to_the_width(excerpt, width):
    finding = Finding("ENV101", "x", "y", Location("s"), excerpts=(excerpt,))
    source = lines("text", Report("check", (finding,)), Style(width=width))[3 if excerpt.path else 2]
    assert re.match(r" +\d+ \| ", source)
    assert cells(source) <= width


@given(texts)
def test_printable_text_is_left_alone_and_escaping_twice_changes_nothing(text):
    assert printable(printable(text)) == printable(text)
    assert printable("Größe 値 ok") == "Größe 値 ok"
    assert "##[" not in inert(text)
