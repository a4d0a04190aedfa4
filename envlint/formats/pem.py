"""Blocks of keys and certificates (RFC 7468), whose every line is part of a secret."""

from __future__ import annotations

BEGIN = "-----BEGIN"
END = "-----END"


def blocks(text: str) -> list[tuple[int, int]]:
    """Return the offsets of every block from its first hyphen to the last; without an end line, to the text's end."""
    found: list[tuple[int, int]] = []
    start = text.find(BEGIN)
    while start >= 0:
        end = text.find(END, start)
        if end < 0:
            found.append((start, len(text)))
            break
        hyphens = text.find("-----", end + len(END))
        end = end + len(END) if hyphens < 0 else hyphens + len("-----")
        found.append((start, end))
        start = text.find(BEGIN, end)
    return found
