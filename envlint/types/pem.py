r"""``pem``: one or several blocks between ``-----BEGIN X-----`` and ``-----END X-----`` (RFC 7468), line by line.

A key squeezed into one line of a ``.env`` file, with blanks or a written-out ``\n`` for its line breaks, is no PEM to
OpenSSL, Go, Node or Java.
"""

from __future__ import annotations

from envlint.types import Malformed
from envlint.types.base64_standard import parse as parse_base64

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.types import Spec

OPTIONS = frozenset(("min_length", "max_length"))
BEGIN: Final = "-----BEGIN "
END: Final = "-----END "
DASHES: Final = "-----"
LINES: Final = "put the block between double quotes, its lines on lines of their own"


def parse(text: str, spec: Spec) -> str:
    """Return the text.

    Raises:
        Malformed: it is no PEM, a block does not end as it began, or holds no base64.
    """
    written = text.find("\\n")
    if written >= 0:
        raise Malformed("has a written-out \\n where a PEM has a line break", LINES, written, written + 2)
    label, body, blocks, offset = "", list[str](), 0, 0
    for line in text.split("\n"):
        row, end = line.removesuffix("\r"), offset + len(line)
        if not label:
            label = _label(row, BEGIN)
            if row and not label:
                raise _stray(row, offset, end)
        elif row.startswith(DASHES):
            if _label(row, END) != label:
                raise Malformed("has a PEM block that does not end as it began", "", offset, end)
            _check(body, offset, spec)
            label, body, blocks = "", [], blocks + 1
        else:
            body.append(row)
        offset = end + 1
    if label:
        raise Malformed("has a PEM block without its end", "the last line is -----END and the same label", len(text))
    if not blocks:
        raise Malformed("is not a PEM block", "it begins with -----BEGIN")
    return text


def _stray(row: str, start: int, end: int) -> Malformed:
    if row.startswith(BEGIN):
        return Malformed("has more than its label on the first line of a PEM block", LINES, start, end)
    return Malformed("has text outside of a PEM block", "it begins with -----BEGIN", start, end)


def _label(line: str, marker: str) -> str:
    inside = line.startswith(marker) and line.endswith(DASHES) and len(line) > len(marker) + len(DASHES)
    label = line[len(marker) : -len(DASHES)] if inside else ""
    return "" if DASHES in label else label


def _check(body: list[str], end: int, spec: Spec) -> None:
    """Check the lines of a block that ends before ``end``: headers with a colon and a blank line, then base64."""
    start = body.index("") + 1 if "" in body and ":" in body[0] else 0
    data = "".join(body[start:])
    first = max(end - 1 - sum(len(line) + 1 for line in body), 0)
    if not data:
        raise Malformed("has an empty PEM block", "", first, end)
    try:
        parse_base64(data, spec)
    except Malformed:
        raise Malformed("has a PEM block with something else than base64 in it", "", first, end) from None
