"""How a report is written. A format is one module with ``render``, loaded by name when it is asked for."""

from __future__ import annotations

from envlint.core.errors import UsageError
from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final, Protocol

    from envlint.core.report import Report

    class Reporter(Protocol):
        """What every format gives."""

        def __call__(self, report: Report, style: Style, /) -> Iterator[str]:
            """Yield the lines of the report, without their newlines."""


FORMATS: Final = {
    "text": "envlint.reporters.text",
    "json": "envlint.reporters.json",
    "github": "envlint.reporters.github",
    "sarif": "envlint.reporters.sarif",
    "junit": "envlint.reporters.junit",
    "gitlab": "envlint.reporters.gitlab",
    "markdown": "envlint.reporters.markdown",
    "html": "envlint.reporters.html",
}


class Style(Record):
    """What the reader's side is like: ``width`` in terminal cells, ``quiet`` and ``verbose`` by repetitions.

    Only the text format heeds it; the others are read by programs and never differ.
    """

    color: bool = False
    width: int = 100
    quiet: int = 0
    verbose: int = 0


def load(name: str) -> Reporter:
    """Return the ``render`` of a format.

    Raises:
        UsageError: there is no such format.
    """
    if name not in FORMATS:
        from envlint.core.suggest import nearest

        guess = nearest(name, FORMATS)
        hint = f"did you mean '{guess}'?" if guess else f"one of {', '.join(FORMATS)}"
        raise UsageError(f"unknown format '{name}'", help=hint)
    reporter: Reporter = __import__(FORMATS[name], fromlist=("render",)).render
    return reporter
