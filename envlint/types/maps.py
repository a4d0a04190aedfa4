"""``map<T>``: ``key=value`` or ``key:value`` between separators (``sep``, a comma unless the rule says otherwise).

Both signs are in use (``OTEL_RESOURCE_ATTRIBUTES`` has ``=``, Go's envconfig ``:``). The one that comes first in the
first item is that of the whole map.
"""

from __future__ import annotations

from envlint.types import Item, Malformed
from envlint.types.lists import OPTIONS as OPTIONS
from envlint.types.lists import item_spec, read, spans

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.types import Parser, Spec


def parse(text: str, spec: Spec, item: Parser) -> tuple[Item, ...]:
    """Return the items in order; their text and place are those of the value behind the key.

    Raises:
        Malformed: an item is empty, has no key, repeats one, or has a value that is none of its type.
    """
    inner, found, seen = item_spec(spec), [], set[str]()
    sign = _sign(text, spec)
    for start, end in spans(text, spec):
        at = text.find(sign, start, end)
        if at <= start:
            reason = "has an item without a key" if at == start else "has an item that is no pair of key and value"
            raise Malformed(reason, f"write key{sign}value", start, end)
        key = text[start:at]
        if key in seen:
            raise Malformed("has the same key twice", "readers keep only one of them", start, at)
        seen.add(key)
        found.append(read(text, at + 1, end, inner, item, key))
    return tuple(found)


def _sign(text: str, spec: Spec) -> str:
    first = text.split(spec.get("sep") or ",", 1)[0]
    equals, colon = first.find("="), first.find(":")
    return ":" if colon >= 0 and (equals < 0 or colon < equals) else "="
