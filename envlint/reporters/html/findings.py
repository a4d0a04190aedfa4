"""The findings: by severity, within that by check, each with its place, its lines and what to do."""

from __future__ import annotations

from itertools import groupby

from envlint.core.severity import OFF, WORDS
from envlint.reporters.html.excerpt import excerpts
from envlint.reporters.html.markup import Markup, closed, join, opened, tag
from envlint.reporters.html.prose import about, advice, inline
from envlint.reporters.pages import page
from envlint.reporters.wording import headline, plural, runs_with

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Final

    from envlint.core.finding import Finding
    from envlint.core.report import Report

    Numbered = tuple[int, Finding]

HEADINGS: Final = {"error": "Errors", "warning": "Warnings", "info": "Notes"}
MANY_CHECKS: Final = 3
"""With more groups than this, a list of them stands before the first."""


def section(report: Report, rows: Mapping[str, int]) -> Iterator[Markup]:
    """Yield the findings; ``rows`` gives the number of a variable's row in the matrix."""
    yield opened("section", aria_labelledby="findings")
    yield tag("h2", "Findings", id="findings")
    groups = _groups(report.findings)
    if not groups:
        yield tag("p", "Nothing was found." if not report.could_not_judge else "Nothing could be found.")
    if len(groups) > MANY_CHECKS:
        yield _contents(groups)
    if groups:
        yield tag("p", "No finding fits the filter.", class_="nothing", hidden=True)
    for word, own in groupby(enumerate(groups, 1), key=lambda each: each[1][0]):
        yield from _severity(word, [(number, members) for number, (_, members) in own], rows)
    yield closed("section")


def _severity(word: str, groups: Sequence[tuple[int, list[Numbered]]], rows: Mapping[str, int]) -> Iterator[Markup]:
    count = sum(len(members) for _, members in groups)
    yield opened("div", class_=f"severity {word}")
    yield tag("h3", f"{HEADINGS[word]} ", tag("span", f"({count})", class_="count"), id=word)
    for number, members in groups:
        yield from _group(number, members, rows)
    yield closed("div")


def _groups(findings: Sequence[Finding]) -> list[tuple[str, list[Numbered]]]:
    """Return the findings with their numbers in the report, one group for each severity and check, worst first."""
    groups: dict[tuple[int, str, str], list[Numbered]] = {}
    for number, finding in enumerate(findings, 1):
        groups.setdefault((-finding.severity, finding.code, finding.name), []).append((number, finding))
    words = {-level: word for word, level in WORDS.items() if level is not OFF}
    return [(words[key[0]], groups[key]) for key in sorted(groups)]


def _contents(groups: Sequence[tuple[str, list[Numbered]]]) -> Markup:
    items = [
        tag(
            "li",
            tag("a", tag("code", members[0][1].code), f" {_title(members[0][1])}", href=f"#check-{number}"),
            " ",
            tag("span", str(len(members)), class_=f"pill {word}"),
        )
        for number, (word, members) in enumerate(groups, 1)
    ]
    return tag("nav", tag("ul", *items), class_="contents", aria_label="Findings by check")


def _group(number: int, members: Sequence[Numbered], rows: Mapping[str, int]) -> Iterator[Markup]:
    first = members[0][1]
    yield opened("details", open=True, class_="check", id=f"check-{number}", data_code=first.code)
    heading = tag("h4", tag("code", first.code), f" {_title(first)} ", tag("span", f"({len(members)})", class_="count"))
    yield tag("summary", heading)
    brief, more = inline(page(first.name).brief), about(first.name)
    yield tag("details", tag("summary", brief), more, class_="about") if more else tag("p", brief, class_="brief")
    for each in members:
        yield _finding(*each, rows)
    yield closed("details")


def _title(finding: Finding) -> str:
    return finding.name.replace("-", " ")


def _finding(number: int, finding: Finding, rows: Mapping[str, int]) -> Markup:
    at = tag("code", str(finding.at), class_="at")
    notes = [tag("span", finding.tier, class_="pill")] if finding.tier else []
    if finding.variable in rows:
        notes.append(tag("a", "all places", href=f"#variable-{rows[finding.variable]}"))
    return tag(
        "article",
        tag("h5", headline(finding)),
        tag("p", at, *[join(" ", note) for note in notes], class_="where"),
        excerpts(finding),
        _remarks(finding),
        class_="finding",
        id=f"finding-{number}",
        data_variable=finding.variable,
        data_service=finding.service,
        data_tier=finding.tier,
    )


def _remarks(finding: Finding) -> Markup:
    entries: list[Markup] = []
    before = ""
    for term, said in _advice(finding):
        entries += [tag("dt", term)] * (term != before) + [tag("dd", said)]
        before = term
    return tag("dl", *entries, class_="remarks") if entries else Markup()


def _advice(finding: Finding) -> Iterator[tuple[str, Markup]]:
    """Yield what is said below the source lines, as terms and texts."""
    shown = {(excerpt.path, excerpt.line) for excerpt in finding.excerpts}
    for related in finding.related:
        if (related.at.path, related.at.line) not in shown and related.at != finding.rule_at:
            yield "See", join(tag("code", str(related.at)), " ", related.label)
    if finding.why:
        yield "Why", join(finding.why)
    if finding.rule_at is not None:
        yield "Rule", tag("code", str(finding.rule_at.replace(column=0)))
    if finding.help:
        yield "Help", advice(finding.help)
    if finding.fallback is not None:
        yield "Note", join(runs_with(finding))


def counted(report: Report) -> Markup:
    """Return the counts of findings, each a link to where they begin."""
    found = [(word, report.count(level)) for word, level in reversed(WORDS.items()) if level is not OFF]
    links = [
        tag(
            "li",
            tag(
                "a", plural(count, word) if word != "info" else f"{count} info", href=f"#{word}", class_=f"pill {word}"
            ),
        )
        for word, count in found
        if count
    ]
    return tag("ul", *links, class_="counts") if links else Markup()
