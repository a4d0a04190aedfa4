"""What a running database said of itself, for people and for programs."""

from __future__ import annotations

from envlint.reporters.wording import plural

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any, Final

    from envlint.core.report import Report
    from envlint.core.server import Counted, Server, Undoing

MANY: Final = 8
STATES: Final = {True: "safe now", False: "not safe now", None: "not known"}


def lines(report: Report) -> Iterator[str]:
    """Yield what was asked or tried, in lines."""
    if report.server is not None:
        yield from _said(report.server)
    if report.tried is not None:
        tried = report.tried
        files = f"{plural(tried.migrations, 'migration')}, {plural(tried.rollbacks, 'rollback')}"
        yield f"tried on PostgreSQL {tried.version}: {files}"


def _said(server: Server) -> Iterator[str]:
    """Yield the server, the rows of each column, and which rollbacks are safe now."""
    applied = "" if server.applied is None else f", {plural(len(server.applied), 'migration')} applied"
    yield f"PostgreSQL {server.version}: {plural(server.tables, 'table')}{applied}"
    for column in server.columns:
        yield f"rows of {column.column}: {_rows(column)}"
    for state, words in STATES.items():
        if numbers := [undoing.number for undoing in server.rollbacks if undoing.safe is state]:
            yield f"rollbacks {words}: {_listed(numbers)}"


def document(server: Server) -> dict[str, Any]:
    """Return it as plain data."""
    return {
        "version": server.version,
        "tables": server.tables,
        "applied": None if server.applied is None else list(server.applied),
        "columns": [_column(column) for column in server.columns],
        "rollbacks": [_undoing(undoing) for undoing in server.rollbacks],
    }


def _rows(column: Counted) -> str:
    counts = [f"{count} {value}" for value, count in column.rows]
    counts += [f"{column.other} of another value"] if column.other else []
    counts += [f"{column.null} NULL"] if column.null else []
    if not column.refused:
        return ", ".join(counts) or "none"
    return f"{'at least ' if counts else ''}{', '.join(counts) or 'not counted'}: {column.refused}"


def _listed(numbers: Sequence[str]) -> str:
    more = f" and {len(numbers) - MANY} more" if len(numbers) > MANY else ""
    return ", ".join(numbers[:MANY]) + more


def _column(column: Counted) -> dict[str, Any]:
    return {
        "column": column.column,
        "variable": column.variable,
        "rows": [{"value": value, "count": count} for value, count in column.rows],
        "other": column.other,
        "null": column.null,
        "refused": column.refused or None,
    }


def _undoing(undoing: Undoing) -> dict[str, Any]:
    return {"number": undoing.number, "path": undoing.path, "safe": undoing.safe}
