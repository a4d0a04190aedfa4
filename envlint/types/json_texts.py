"""``json``: one JSON text (RFC 8259). ``NaN``, ``Infinity`` and a key that comes twice are refused."""

from __future__ import annotations

from json import JSONDecoder

from envlint.types import TEXT_OPTIONS, Malformed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.types import Spec

OPTIONS = TEXT_OPTIONS - {"values"}


def parse(text: str, spec: Spec) -> str:  # noqa: ARG001  every type takes one
    """Return the text.

    Raises:
        Malformed: it is no JSON, or nested deeper than the interpreter's stack.
    """
    try:
        _DECODER.decode(text)
    except ValueError as fault:
        at = getattr(fault, "pos", 0)
        help = "JSON wants double quotes around keys and strings, and no comma behind the last item"
        raise Malformed("is not JSON", help, at, min(at + 1, len(text))) from None
    except RecursionError:
        raise Malformed("is JSON nested too deeply") from None
    return text


def _refuse(constant: str) -> object:  # noqa: ARG001  it must not be repeated
    raise Malformed("has a number that JSON does not have", "NaN and Infinity are JavaScript's own")


def _once(pairs: list[tuple[str, object]]) -> None:
    if len({key for key, _ in pairs}) < len(pairs):
        raise Malformed("has the same key twice in one object", "readers keep only one of them")


# Numbers stay texts: int() refuses long ones.
_DECODER = JSONDecoder(parse_int=str, parse_float=str, parse_constant=_refuse, object_pairs_hook=_once)
