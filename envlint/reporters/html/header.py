"""The head of the page: the verdict, what it rests on, and why envlint could not judge if it could not."""

from __future__ import annotations

from envlint.reporters.html.findings import counted
from envlint.reporters.html.markup import Markup, closed, join, opened, tag
from envlint.reporters.html.prose import advice
from envlint.reporters.server import lines
from envlint.reporters.wording import failures, outcome, plural

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Final

    from envlint.core.report import Report

VERDICTS: Final = {
    "clean": ("clean", "\N{CHECK MARK}", "Clean"),
    "passed": ("warning", "!", "Passed, with findings"),
    "failed": ("error", "\N{MULTIPLICATION X}", "Failed"),
    "none": ("error", "?", "Could not judge"),
}
MANY: Final = 6
"""Longer lists are folded."""


def title(report: Report) -> str:
    """Return the title of the page: the command, its tier and its outcome."""
    return f"{_subject(report)}: {outcome(report)}"


def section(report: Report) -> Iterator[Markup]:
    """Yield the verdict, the counts, what was looked at, and the way to each part of the page."""
    kind, sign, words = VERDICTS[_verdict(report)]
    badge = tag("p", tag("span", sign, class_="sign", aria_hidden="true"), words, class_=f"verdict {kind}")
    yield tag("h1", _subject(report))
    yield tag("div", badge, counted(report), tag("p", f"exit code {report.exit_code}", class_="exit"), class_="outcome")
    entries = [join(tag("dt", term), tag("dd", said)) for term, said in _basis(report)]
    yield tag("dl", *[tag("div", each) for each in entries], class_="basis")
    yield _ways(report)


def failed(report: Report) -> Iterator[Markup]:
    """Yield the reasons why envlint could not judge, if there are any."""
    reasons = list(failures(report))
    if not reasons:
        return
    yield opened("section", aria_labelledby="failed", class_="failed")
    yield tag("h2", "Why envlint could not judge", id="failed")
    for error in reasons:
        where = tag("p", tag("code", str(error.at), class_="at"), class_="where") if error.at else Markup()
        help_text = tag("p", advice(error.help)) if error.help else Markup()
        yield tag("article", tag("h3", error.message), where, help_text, class_="finding")
    yield closed("section")


def _subject(report: Report) -> str:
    tiers = report.tiers or ((report.tier,) if report.tier else ())
    return f"envlint {report.command}" + (f" for {', '.join(tiers)}" if tiers else "")


def _verdict(report: Report) -> str:
    if report.verdict != "findings":
        return report.verdict
    return "failed" if report.exit_code else "passed"


def _basis(report: Report) -> Iterator[tuple[str, Markup]]:
    seen = report.looked_at
    sources = [join(tag("code", label), f" {plural(count, 'variable')}") for label, count in seen.sources]
    if sources:
        yield "Sources", _listed(sources, "source")
    if report.variables is not None:
        yield "Variables", join(str(len(report.variables)))
    if seen.files:
        yield "Files", join(str(seen.files))
    rules = "Invariants" if report.command == "migrations" else "Rules"
    yield rules, join(str(seen.rules) if seen.rules else "none")
    if report.server is not None or report.tried is not None:
        yield "Server", _listed([tag("span", line) for line in lines(report)], "line")
    if report.suppressed:
        yield "Suppressed", join(str(report.suppressed))
    if report.baselined:
        yield "In the baseline", join(str(report.baselined))
    if seen.not_covered:
        yield "Not covered", _listed([tag("span", each) for each in seen.not_covered], "place")


def _listed(items: Sequence[Markup], noun: str) -> Markup:
    """Return a list, folded where it is long."""
    shown = tag("ul", *[tag("li", item) for item in items])
    return tag("details", tag("summary", plural(len(items), noun)), shown) if len(items) > MANY else shown


def _ways(report: Report) -> Markup:
    ways = [("failed", "Why it could not judge")] if report.errors else []
    ways += [("services", "Services")] if report.matrix is not None else []
    ways += [("findings", f"Findings ({len(report.findings)})")]
    ways += [("variables", f"Variables ({len(report.variables)})")] if report.variables is not None else []
    links = [tag("li", tag("a", text, href=f"#{target}")) for target, text in ways]
    return (
        tag("nav", tag("ul", *links), class_="ways", aria_label="Parts of this report") if len(ways) > 1 else Markup()
    )
