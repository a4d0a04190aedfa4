"""For a comment on a pull request or the summary of a job: a table in GitHub's and GitLab's Markdown."""

from __future__ import annotations

from envlint.core.escape import printable
from envlint.reporters.wording import advice, failures, headline, looked_at, outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Final

    from envlint.core.finding import Finding
    from envlint.core.report import Cell, Report
    from envlint.reporters import Style

ROOM: Final = 60_000
"""Characters for the table's rows: GitHub refuses a comment of more than 65,536."""
MARKED: Final = ("findings", "none")

# References to characters never form structure (CommonMark 0.31, 2.5). The blank that nobody sees keeps what follows
# from becoming a mention of somebody or of an issue.
_REFERENCES: Final = {ord(character): f"&#{ord(character)};" for character in "&<>|`\\*[]~$!_"}
_MENTIONS: Final = {ord("_"): r"\_", ord("@"): "@&#8203;", ord("#"): "#&#8203;"}


def render(report: Report, _style: Style) -> Iterator[str]:
    """Yield a heading with the verdict, the table of findings, and what was looked at."""
    yield f"### envlint {_text(report.command)}: {outcome(report)}"
    yield ""
    for error in failures(report):
        where = f"{_code(str(error.at))} " if error.at else ""
        help_text = f" ({_text(error.help)})" if error.help else ""
        yield f"- {where}{_text(error.message)}{help_text}"
    if report.errors:
        yield ""
    if report.matrix is not None:
        yield from _matrix(report.matrix)
        yield ""
    if report.findings:
        yield from _table(report)
        yield ""
    if report.server is not None or report.tried is not None:
        yield from _server(report)
        yield ""
    yield _closing(report)


def _server(report: Report) -> Iterator[str]:
    from envlint.reporters.server import lines

    for line in lines(report):
        yield f"- {_text(line)}"


def _matrix(matrix: Sequence[Cell]) -> Iterator[str]:
    """Yield a table of services and tiers, those with findings in bold."""
    from envlint.reporters.matrix import rows, tiers, words

    columns = tiers(matrix)
    yield f"| Service | {' | '.join([_text(tier) for tier in columns])} |"
    yield f"| --- |{' --- |' * len(columns)}"
    for name, cells in rows(matrix):
        said = [("-", False) if cell is None else (words(cell), cell.verdict in MARKED) for cell in cells]
        shown = [f"**{_text(text)}**" if bold else _text(text) for text, bold in said]
        yield f"| {_text(name)} | {' | '.join(shown)} |"


def _table(report: Report) -> Iterator[str]:
    yield "| Finding | Where | What | Tier |"
    yield "| --- | --- | --- | --- |"
    room = ROOM
    for count, finding in enumerate(report.findings):
        row = _row(finding)
        room -= len(row) + 1
        if room < 0:
            yield f"| ... | | {len(report.findings) - count} more | |"
            return
        yield row


def _row(finding: Finding) -> str:
    what = "<br>".join([_text(line) for line in (headline(finding), *advice(finding))])
    return f"| {finding.severity} {_text(finding.code)} | {_code(str(finding.at))} | {what} | {_text(finding.tier)} |"


def _closing(report: Report) -> str:
    text = _text(looked_at(report, every_source=True))
    text += f"; {report.suppressed} suppressed" if report.suppressed else ""
    text += f"; {report.baselined} in the baseline" if report.baselined else ""
    if report.looked_at.not_covered:
        text += f"; not covered: {', '.join([_code(name) for name in report.looked_at.not_covered])}"
    return f"Looked at: {text}."


def _text(text: str) -> str:
    return _unlinked(printable(text).translate(_REFERENCES | _MENTIONS))


def _code(text: str) -> str:
    return f"<code>{_unlinked(printable(text).translate(_REFERENCES))}</code>"


def _unlinked(text: str) -> str:
    """Return the text without what GitHub's Markdown would turn into a link by itself."""
    return text.replace("://", "&#58;//").replace("www.", "www&#46;")
