"""The page: well formed whatever stands in the report, closed to the network, complete without its script."""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_samples import SAMPLES, rule_eleven

from envlint import reporters
from envlint.checks.catalogue import FAMILIES
from envlint.core.declaration import KINDS, MENTIONED, READ, Declaration, Read, Variable
from envlint.core.errors import EnvlintError
from envlint.core.escape import printable
from envlint.core.finding import Excerpt, Finding, Related
from envlint.core.location import Location
from envlint.core.report import Cell, LookedAt, Report
from envlint.core.severity import ERROR, INFO, WARNING
from envlint.reporters import Style
from envlint.reporters.html.prose import about, advice
from envlint.reporters.wording import headline

VOID = {"meta", "input"}
TAGS = """
html head meta title style body a header main footer script section article nav search form label input select
option button output kbd p div span ul li dl dt dd h1 h2 h3 h4 h5 em code mark details summary table caption thead
tbody tr th td
"""
ATTRIBUTES = """
lang charset http-equiv content name class id href hidden open title scope role tabindex type for value autocomplete
spellcheck aria-labelledby aria-label aria-hidden aria-live aria-sort aria-keyshortcuts data-key data-kind
data-count data-codes data-code data-missing data-worst data-variable data-service data-tier
"""


class Element:
    def __init__(self, tag, attributes, parent):
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.children, self.pieces = [], []

    @property
    def text(self):
        return "".join(each if isinstance(each, str) else each.text for each in self.pieces)

    def all(self, tag, **attributes):
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        for child in self.children:
            if child.tag == tag and wanted.items() <= child.attributes.items():
                yield child
            yield from child.all(tag, **attributes)


class Page(HTMLParser):
    """A page as a tree; whatever is not balanced or not quoted is an error."""

    def __init__(self, text):
        super().__init__()
        self.root = self.at = Element("", {}, None)
        self.feed(text)
        self.close()
        assert self.at is self.root, f"<{self.at.tag}> is not closed"

    def handle_starttag(self, tag, attrs):
        assert len({name for name, _ in attrs}) == len(attrs)
        element = Element(tag, dict(attrs), self.at)
        self.at.children.append(element)
        self.at.pieces.append(element)
        if tag not in VOID:
            self.at = element

    def handle_endtag(self, tag):
        assert self.at.tag == tag
        self.at = self.at.parent

    def handle_data(self, data):
        self.at.pieces.append(data)

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")

    def handle_pi(self, data):
        raise AssertionError(f"an instruction: {data}")


def written(report):
    return "\n".join(reporters.load("html")(report, Style()))


def page(report):
    return Page(written(report)).root


def declared(name, kind, line=1, **said):
    return Declaration(name, kind, Location(kind, f"some/{kind}.txt", line, 3), **said)


def drifted():
    port = Variable(
        "PORT",
        template=(declared("PORT", "template", default="8080", active=False),),
        code=(
            Read("PORT", "code", Location("code", "cmd/main.go", 7, 2), READ, "3000", required=False),
            Read("PORT", "code", Location("code", "cmd/main_test.go", 9, 2), MENTIONED, test=True),
        ),
    )
    password = Variable("SMTP_PASSWORD", docs=(declared("SMTP_PASSWORD", "docs", 4, default="kept-dark-1"),))
    finding = Finding(
        "ENV407",
        "default-mismatch",
        "the template says PORT is 8080 by default, and the code says 3000",
        Location("template", "some/template.txt", 1, 3),
        WARNING,
        variable="PORT",
    )
    return Report("drift", (finding,), LookedAt(files=3), variables=(password, port))


def workspace():
    cells = (
        Cell("api", "staging", "clean", label="dotenv:api/.env.staging"),
        Cell("api", "production", "findings", error=1),
        Cell("web", "staging", "absent"),
        Cell("web", "production", "none"),
    )
    return Report("check", (rule_eleven("production", service="api"),), tiers=("staging", "production"), matrix=cells)


REPORTS = SAMPLES | {"drifted": drifted, "workspace": workspace}


@pytest.fixture(params=REPORTS)
def report(request):
    return REPORTS[request.param]()


class TestEveryPage:
    def test_has_unique_ids_and_every_link_leads_to_one(self, report):
        root = page(report)
        ids = [each.attributes["id"] for each in _everything(root) if "id" in each.attributes]
        assert len(set(ids)) == len(ids)
        assert {each.attributes["href"] for each in root.all("a")} <= {f"#{each}" for each in ids}
        labels = {each.attributes["for"] for each in root.all("label")}
        assert labels | {each.attributes["aria-labelledby"] for each in root.all("section")} <= set(ids)

    def test_has_headings_in_order_and_the_landmarks(self, report):
        root = page(report)
        levels = [int(each.tag[1]) for each in _everything(root) if re.fullmatch("h[1-6]", each.tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert [len(list(root.all(tag))) for tag in ("header", "main", "footer", "title")] == [1, 1, 1, 1]
        assert next(root.all("html")).attributes["lang"] == "en"

    def test_says_what_its_tables_are(self, report):
        root = page(report)
        for table in root.all("table"):
            assert next(table.all("caption")).text
            assert {each.attributes["scope"] for each in table.all("th")} == {"col", "row"}

    def test_names_nothing_outside_and_allows_nothing_but_its_own_style_and_script(self, report):
        root = page(report)
        (style,), (script,) = root.all("style"), root.all("script")
        policy = next(root.all("meta", http_equiv="Content-Security-Policy")).attributes["content"]
        assert policy.split("; ") == [
            "default-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            f"style-src '{_hash(style.text)}'",
            f"script-src '{_hash(script.text)}'",
        ]
        used = {name for each in _everything(root) for name in each.attributes}
        assert not {name for name in used if name.startswith("on")} | used & {"src", "srcset", "style", "action"}
        own = style.text + script.text
        assert not re.search(r"https?:|@import|url\(|fetch|XMLHttp|innerHTML|eval", own)

    def test_is_the_same_bytes_in_lines_of_its_own(self, report):
        lines = list(reporters.load("html")(report, Style()))
        assert lines == list(reporters.load("html")(report, Style(color=True, width=20, verbose=2)))
        assert not any("\n" in line or line.startswith("::") for line in lines)


def test_the_verdict_is_said_in_words():
    verdicts = {name: next(page(make()).all("p", class_="exit")).parent.text for name, make in REPORTS.items()}
    assert verdicts["clean"] == "\u2713Cleanexit code 0"
    assert verdicts["fallback_in_staging"] == "!Passed, with findings1 warningexit code 0"
    assert verdicts["rule_eleven_in_production"] == "\u2715Failed1 errorexit code 1"
    assert verdicts["could_not_judge"] == "?Could not judgeexit code 2"


def test_what_it_rests_on_is_all_there():
    report = Report("check", looked_at=LookedAt(tuple((f"dotenv:{n}.env", n) for n in range(9)), 3, 2, ("a (absent)",)))
    basis = next(page(report.replace(suppressed=4, baselined=5)).all("dl", class_="basis")).text
    for said in ("9 sources", "dotenv:8.env 8 variables", "Files2", "Rules3", "a (absent)", "Suppressed4", "baseline5"):
        assert said in basis


def test_findings_are_grouped_worst_first_by_check():
    root = page(SAMPLES["several_places"]())
    assert [each.text for each in root.all("h3")] == ["Errors (2)", "Notes (1)"]
    groups = list(root.all("details", class_="check"))
    assert [each.attributes["data-code"] for each in groups] == ["ENV104", "ENV901", "ENV302"]
    assert all("open" in each.attributes for each in groups)
    assert "A required variable is set nowhere." in groups[0].text


def test_a_finding_shows_all_that_it_holds():
    finding = rule_eleven("staging", fallback="local", related=(Related("... seen there", Location("process:")),))
    said = next(page(Report("check", (finding,))).all("article")).text
    for part in (
        "rule #11: TRACK_STORAGE_BACKEND=s3 requires",
        ".env.staging:2:23 staging",
        "2TRACK_STORAGE_BACKEND=s3",
        "^ s3 ...",
        "Seeprocess: ... seen there",
        "Whywith s3 and no S3 client",
        "Rulerules/storage.toml:8",
        "Helpset AWS_S3_ENABLED=true",
        "Notestaging runs with TRACK_STORAGE_BACKEND=local",
    ):
        assert part in said


def test_the_mark_is_in_the_masked_line_where_the_excerpt_says():
    excerpt = Excerpt(".env", 7, "A=\u200b*** # <x>", 4, 7, "this")
    finding = rule_eleven("production", excerpts=(excerpt,), at=Location("s", ".env", 7, 4))
    (lines,) = page(Report("check", (finding,))).all("div", class_="lines")
    (mark,) = lines.all("mark")
    assert (mark.text, mark.attributes["class"]) == ("***", "primary")
    assert lines.text == "7A=\\u200b*** # <x>        ^ this"


def test_a_variable_has_a_row_with_its_gaps_and_all_places():
    root = page(drifted())
    heads = [each.text for each in root.all("th", role="columnheader")]
    assert heads == ["Variable", "Template 1", "Docs 1", "Code 1", "Findings"]
    _, port = [row for row in root.all("tr") if "id" in row.attributes]
    assert (port.attributes["data-missing"], port.attributes["data-codes"]) == ("docs", "ENV407")
    assert [each.text for each in port.all("td")] == ["template.txt:1", "not in Docs", "main.go:7+1", "ENV407 "]
    assert next(port.all("span", class_="place")).attributes["title"] == "some/template.txt:1"
    places = next(port.all("dl")).text
    assert "some/template.txt:1 commented out default 8080" in places
    assert "cmd/main.go:7 optional default 3000" in places
    assert "cmd/main_test.go:9 mentioned in a test" in places
    assert "kept-dark-1" not in root.text
    assert next(port.all("a")).attributes["href"] == "#finding-1"
    assert next(next(root.all("article")).all("a")).attributes["href"] == f"#{port.attributes['id']}"


def test_kinds_of_which_nothing_is_said_have_no_column_and_are_named():
    assert "Nothing of any variable is said in: Rules, SQL, Manifests." in page(drifted()).text


def test_a_drift_without_variables_has_no_table():
    assert not list(page(Report("drift", variables=())).all("table"))


def test_a_service_leads_to_its_findings_tier_by_tier():
    (table,) = page(workspace()).all("table")
    assert [each.text for each in table.all("th")] == ["Service", "staging", "production", "api", "web"]
    clean, failed, absent, unjudged = table.all("td")
    assert next(failed.all("a")).attributes["href"] == "#finding-1"
    assert "1 error" in failed.text
    assert clean.attributes["title"] == "dotenv:api/.env.staging"
    assert not list(clean.all("a"))
    assert [absent.text, unjudged.text] == ["-", "? not judged"]


def test_a_finding_of_several_services_is_found_from_each_and_the_worst_comes_first():
    report = workspace()
    (own,) = report.findings
    cells = tuple(Cell(name, "production", "findings", error=1, warning=1) for name in ("api", "web", "worker"))
    both = own.replace(service="api, web", severity=WARNING, tier="")
    root = page(report.replace(matrix=cells, findings=(both, own)))
    ways = [each.attributes["href"] for each in next(root.all("table")).all("a")]
    assert ways == ["#finding-2", "#finding-1"]


def test_every_reason_why_it_could_not_judge_is_there():
    root = page(SAMPLES["could_not_judge"]())
    failed = next(root.all("section", class_="failed")).text
    assert "unknown key 'valeus'rules/storage.toml:8:1did you mean 'values'?" in failed
    assert "two tables for one variable" in failed


@pytest.mark.parametrize("name", [name for codes in FAMILIES.values() for name in codes])
def test_the_page_of_a_check_is_shown_without_its_marks(name):
    root = Page(about(name)).root
    assert [each.text for each in root.all("h5")] == ["What it finds", "Why it matters"]
    prose = "".join(each if isinstance(each, str) else "" for p in _everything(root) for each in p.pieces)
    assert "`" not in prose
    assert "**" not in prose
    assert len(list(root.all("p"))) + len(list(root.all("ul"))) >= 2


def test_code_in_advice_is_marked_up_where_the_backticks_can_be_ours():
    assert advice("add `A=<1>` to .env") == "add <code>A=&lt;1&gt;</code> to .env"
    assert advice("add `A=`x`` to .env") == "add `A=`x`` to .env"
    assert advice("`") == "`"


def test_the_style_and_the_script_are_in_the_package_as_they_are_inlined():
    root = page(SAMPLES["clean"]())
    folder = files("envlint.reporters.html")
    for tag, name in (("style", "report.css"), ("script", "report.js")):
        assert next(root.all(tag)).text == "\n" + folder.joinpath(name).read_text(encoding="utf-8")


def test_the_docs_name_every_format():
    page = (Path(__file__).parents[3] / "docs/reports.md").read_text(encoding="utf-8")
    table = page.partition("| format |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `(\w+)`", table, re.MULTILINE) == list(reporters.FORMATS)


def _everything(element):
    for child in element.children:
        yield child
        yield from _everything(child)


def _hash(text):
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


BAIT = (
    "<script>owned()</script>", "</script>", "</style>", "</title>", "<!--", "-->", "]]>", "<img src=x onerror=y>",
    '"', "'", '" onfocus="x', "&lt;", "&#60;", "&", "`", "javascript:x", "##[error]", "\n::error::x", "\x1b[2J", "\x00",
    "\u202e", "\u200b", "\udc80", "\ufffe", "漢", "e\u0301", "*a*",
)  # fmt: skip
texts = st.lists(st.one_of(st.text(max_size=5), st.sampled_from(BAIT)), max_size=4).map("".join)
numbers = st.integers(0, 40)
locations = st.builds(Location, texts, texts, numbers, numbers)
findings = st.builds(
    Finding,
    code=st.sampled_from(("ENV101", "ENV407", "ENV901")) | texts,
    name=st.sampled_from(("value-not-allowed", "default-mismatch")) | texts,
    message=texts,
    at=locations,
    severity=st.sampled_from((ERROR, WARNING, INFO)),
    rule=texts,
    variable=texts,
    tier=texts,
    related=st.lists(st.builds(Related, texts, locations), max_size=2).map(tuple),
    rule_at=st.none() | locations,
    why=texts,
    help=texts,
    fallback=st.none() | texts,
    excerpts=st.lists(st.builds(Excerpt, texts, numbers, texts, numbers, numbers, texts), max_size=2).map(tuple),
    service=texts,
)
optional = st.none() | texts
declarations = {
    kind: st.lists(
        st.builds(
            Read if kind == "code" else Declaration,
            texts,
            st.just(kind),
            locations,
            default=optional,
            values=st.none() | st.lists(texts, max_size=2).map(tuple),
            type=texts,
            required=st.none() | st.booleans(),
        ),
        max_size=2,
    ).map(tuple)
    for kind in KINDS
}
variables = st.lists(st.builds(Variable, texts, **declarations), max_size=3, unique_by=lambda each: each.name)
verdicts = st.sampled_from(("clean", "findings", "none", "absent"))
cells = st.builds(Cell, texts, texts, verdicts, numbers, numbers, numbers, texts)
reports = st.builds(
    Report,
    command=texts,
    findings=st.lists(findings, max_size=3).map(tuple),
    looked_at=st.builds(LookedAt, st.lists(st.tuples(texts, numbers), max_size=8).map(tuple), numbers, numbers),
    tiers=st.lists(texts, max_size=2).map(tuple),
    errors=st.lists(st.builds(EnvlintError, texts, at=st.none() | locations, help=texts), max_size=2).map(tuple),
    variables=st.none() | variables.map(tuple),
    matrix=st.none() | st.lists(cells, max_size=4).map(tuple),
)


@settings(max_examples=150, deadline=None)
@given(report=reports)
def test_whatever_stands_in_a_report_stays_text(report):
    text = written(report)
    root = Page(text).root
    everything = list(_everything(root))
    assert {each.tag for each in everything} <= set(TAGS.split())
    assert {name for each in everything for name in each.attributes} <= set(ATTRIBUTES.split())
    assert text.count("<script>") == text.count("</style>") == 1
    assert "##[" not in text
    articles = {each.attributes.get("id"): each for each in root.all("article")}
    for number, finding in enumerate(report.findings, 1):
        heading = next(articles[f"finding-{number}"].all("h5"))
        assert heading.text == printable(headline(finding))
        assert heading.children == []
    rows = [each for each in root.all("tr") if "id" in each.attributes]
    names = [next(each.all("summary")).text for each in rows]
    assert names == [printable(each.name) for each in report.variables or ()]
