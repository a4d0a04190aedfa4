"""Files of migrations that say in one text what to do and what to undo it."""

from __future__ import annotations

import re
from typing import Final

DOWN: Final = "down"
# goose, sql-migrate, micrate; dbmate; node-pg-migrate.
DIRECTION: Final = re.compile(
    r"^[ \t]*--[ \t]*(?:\+(?:goose|migrate|micrate)[ \t]+|migrate:|(?=(?:up|down)[ \t]+migration\b))(up|down)\b",
    re.IGNORECASE | re.MULTILINE,
)


def halves(text: str) -> tuple[str, str | None]:
    """Return what a file says to do and, if it says it, what to undo it; every character stays at its place."""
    marks = list(DIRECTION.finditer(text))
    if not any(mark[1].lower() == DOWN for mark in marks):
        return text, None
    ends = [*(mark.start() for mark in marks), len(text)][1:]
    forward, backward, kept = [], [], 0
    for mark, end in zip(marks, ends, strict=True):
        before, part = text[kept : mark.start()], text[mark.start() : end]
        forward.append(before)
        backward.append(_blank(before))
        down = mark[1].lower() == DOWN
        forward.append(_blank(part) if down else part)
        backward.append(part if down else _blank(part))
        kept = end
    return "".join(forward), "".join(backward)


def _blank(text: str) -> str:
    return re.sub(r"[^\r\n]", " ", text)
