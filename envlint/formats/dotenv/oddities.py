"""What a ``.env`` text holds besides assignments and comments: looked for only where there is something."""

from __future__ import annotations

from envlint.core.source import Notice
from envlint.formats.dotenv.escapes import universal
from envlint.formats.dotenv.layout import between_tokens, conflicts, line_endings
from envlint.formats.dotenv.remarks import remarks
from envlint.formats.dotenv.scanner import (
    AFTER_QUOTE,
    ASSIGNMENT,
    BARE_NAME,
    BLANK,
    COLON,
    DROPPED,
    NO_EQUALS,
    UNTERMINATED,
    Scanner,
)
from envlint.formats.dotenv.substitutions import substitutions
from envlint.formats.pem import blocks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from envlint.core.source import Binding, Reading
    from envlint.formats.dotenv.scanner import Statement


def told(reading: Reading) -> Reading:
    """Return the reading with its remarks, its opaque stretches and every notice about the text or a line."""
    text = reading.source.text
    statements = [statement for statement in Scanner(text) if statement.kind != BLANK]
    assigned = [statement for statement in statements if statement.kind == ASSIGNMENT]
    odd = [statement for statement in statements if statement.kind in (BARE_NAME, DROPPED)]
    found = [*line_endings(text), *conflicts(text)]
    markers = {start for notice in found for start in (notice.start, *(place[1] for place in notice.related))}
    found += [_dropped(text, statement) for statement in odd if statement.head not in markers]
    found += substitutions(text, reading.bindings)
    found += between_tokens(text, zip(assigned, reading.bindings, strict=True))
    return reading.replace(
        bindings=_without_hidden(reading.bindings, odd, text),
        notices=tuple(sorted((*reading.notices, *found), key=lambda notice: notice.start)),
        remarks=remarks(text, statements),
        opaque=_opaque(text, odd),
    )


def _without_hidden(bindings: tuple[Binding, ...], odd: Iterable[Statement], text: str) -> tuple[Binding, ...]:
    """Leave out what a later bare ``NAME`` hides: python-dotenv then holds the name without a value."""
    bare = {_name(text, statement): statement.name_start for statement in odd if statement.kind == BARE_NAME}
    last = {binding.name: binding.name_start for binding in bindings if binding.name in bare}
    hidden = {name for name, start in last.items() if start < bare[name]}
    return tuple([binding for binding in bindings if binding.name not in hidden])


def _opaque(text: str, odd: Iterable[Statement]) -> tuple[tuple[int, int], ...]:
    """Return the stretches that may hold a secret's pieces: PEM blocks, and all that is no assignment."""
    stretches = blocks(text)
    for statement in odd:
        start = statement.value_start if statement.quote else statement.head
        stretches.append((start, len(text) if statement.fault == UNTERMINATED else statement.end))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _name(text: str, statement: Statement) -> str:
    return universal(text[statement.name_start : statement.name_end])


def _dropped(text: str, statement: Statement) -> Notice:
    """Say why python-dotenv drops a line. What looks like a name in a malformed line may be a piece of a value."""
    end = statement.start + len(text[statement.start : statement.end].rstrip())
    if statement.fault == UNTERMINATED:
        return _unterminated(text, statement)
    if statement.fault == AFTER_QUOTE:
        opening, closing = statement.value_start - 1, statement.value_end
        if text[closing - 1] == "=" and len(text[opening:closing].splitlines()) > 1:
            # `A="x` and below it `B="y"`: the quote that closes is the one that was to open the next value.
            return _unterminated(text, statement, ("this quote ends it and was to open another", closing, closing + 1))
        related = (("the quote opens here", opening, opening + 1),)
        return Notice("text-after-quote", statement.tail, end, _name(text, statement), related=related)
    name = _name(text, statement)
    if statement.kind == BARE_NAME and ":" not in name:
        return Notice("malformed-line", statement.head, end, name, NO_EQUALS)
    return Notice("malformed-line", statement.head, end, detail=statement.fault or COLON)


def _unterminated(text: str, statement: Statement, *related: tuple[str, int, int]) -> Notice:
    start = statement.value_start - 1
    first_line = universal(text[start : statement.end]).partition("\n")[0].rstrip()
    detail = "double quote" if statement.quote == '"' else "single quote"
    return Notice("unterminated-quote", start, start + len(first_line), _name(text, statement), detail, related)
