"""``list<T>``: items between separators (``sep``, by default a comma), taken exactly as they are."""

from __future__ import annotations

from envlint.types import Item, Malformed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.types import Parser, Spec

OPTIONS = frozenset(("values", "min_length", "max_length", "sep", "items", "unique"))


def parse(text: str, spec: Spec, item: Parser) -> tuple[Item, ...]:
    """Return the items in order. Blanks at their edges belong to them.

    Raises:
        Malformed: an item is empty or no value of its type.
    """
    inner = item_spec(spec)
    return tuple(read(text, start, end, inner, item) for start, end in spans(text, spec))


def item_spec(spec: Spec) -> Spec:
    """Return the options that hold for each item: ``items``, and the ``dialect`` of the whole."""
    inner: Spec = spec.get("items", {})
    return {"dialect": spec["dialect"], **inner} if "dialect" in spec else inner


def spans(text: str, spec: Spec) -> Iterator[tuple[int, int]]:
    """Yield where each item stands.

    Raises:
        Malformed: an item is empty. The mark is on the separator behind it, or before it at the end of the text.
    """
    separator = spec.get("sep") or ","
    start = 0
    for piece in text.split(separator):
        end = start + len(piece)
        if not piece:
            first = start if end < len(text) else max(start - len(separator), 0)
            last = min(first + len(separator), len(text))
            raise Malformed("has an empty item", "remove the separator too many", first, last)
        yield start, end
        start = end + len(separator)


def read(text: str, start: int, end: int, spec: Spec, item: Parser, key: str = "") -> Item:
    """Return the item that ``text[start:end]`` is.

    Raises:
        Malformed: it is no value of the items' type.
    """
    piece = text[start:end]
    try:
        return Item(piece, start, end, item(piece, spec), key)
    except Malformed as fault:
        raise fault.within(start, end, "has an item") from None
