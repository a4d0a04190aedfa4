"""The bodies of here-documents, which are skipped.

Source: POSIX.1-2017, Shell Command Language, section 2.7.4.
"""

from __future__ import annotations


def skip(text: str, at: int, delimiters: list[tuple[str, bool]]) -> int:
    """Return where the text goes on behind the bodies that begin at ``at``.

    Each has a delimiter, and a word on whether the tabs in front of it are left out.
    """
    for delimiter, tabs in delimiters:
        while at < len(text):
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            line = text[at:end]
            at = min(end + 1, len(text))
            if (line.lstrip("\t") if tabs else line) == delimiter:
                break
    return at
