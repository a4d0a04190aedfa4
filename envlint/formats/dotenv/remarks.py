"""Comments that speak to envlint."""

from __future__ import annotations

from envlint.core.source import Remark
from envlint.formats.dotenv.scanner import COMMENT, UNTERMINATED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from envlint.formats.dotenv.scanner import Statement

WORD = "envlint:"


def remarks(text: str, statements: Iterable[Statement]) -> tuple[Remark, ...]:
    """Return the comments with ``envlint:`` in them, from ``#`` to the end of the line.

    A line that no reader takes for an assignment may end in a comment too, so that its finding can be answered there.
    """
    found: list[Remark] = []
    if WORD not in text:
        return ()
    for statement in statements:
        start = statement.comment
        if statement.fault and statement.fault != UNTERMINATED:
            start = _last_comment(text, statement)
        if start >= 0:
            stretch = text[start : statement.end].rstrip()
            if WORD in stretch:
                found.append(Remark(start, start + len(stretch), stretch, statement.kind == COMMENT))
    return tuple(found)


def _last_comment(text: str, statement: Statement) -> int:
    mark = text.rfind("#", statement.tail, statement.end)
    return mark if mark > 0 and text[mark - 1].isspace() else -1
