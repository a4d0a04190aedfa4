"""Makes malformed input out of what is well-formed: words of a language in any order, or whole texts that are cut."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LONGEST = 2000
BYTES = bytes(range(256))
EVERYWHERE = (
    b"\0", b"\r", b"\r\n", b"\n", b"\t", b" ", b"\xef\xbb\xbf", b"\xff\xfe", b"\xc2\xa0", b"\xe2\x80\x8b",
    b"\xed\xa0\x80", b"\xf0\x9f\x92\xa5", b"\xe2\x80\xae", b"\x1b[2J", b"\xff", b"'", b'"', b"\\", b"#", b"=", b"${",
    b"}", b":-", b"$(", b"`", b"-----BEGIN X-----", b"-----END X-----", b"9" * 40, b"1e999", b"-0", b"0x", b"::", b"%",
)  # fmt: skip
NESTING = (b"(", b"[", b"{", b"<", b"!", b"-", b"*", b"> ", b"- ", b"  ", b"a.", b"f(", b"x = ", b"${", b"if ", b"not ")


class Target(NamedTuple):
    """What is called, the words that input is made of, and the exceptions by which it may refuse.

    With ``texts`` an input begins as one of them, or as halves of two.
    """

    call: Callable[[bytes], None]
    words: Sequence[bytes]
    refusals: tuple[type[Exception], ...] = ()
    texts: Sequence[bytes] = ()


def made(seed: int, name: str, target: Target, number: int) -> bytes:
    """Return an input of a target, then with some bytes changed, most often none; the same for the same arguments."""
    chance = random.Random(f"{seed} {name} {number}")
    data = _of_texts(target, chance) if target.texts else _of_words(target.words, chance)
    for _ in range(int(chance.expovariate(1))):
        _change(data, chance)
    if chance.random() < 0.01:
        data *= chance.randrange(2, 100)
    return bytes(data[:LONGEST])


def _of_words(words: Sequence[bytes], chance: random.Random) -> bytearray:
    """Return words of the target's language in any order."""
    pieces = [
        chance.choice(EVERYWHERE if chance.random() < 0.2 else words)
        for _ in range(min(int(chance.expovariate(0.15)) + 1, 60))
    ]
    return bytearray(b"".join(pieces))


def _of_texts(target: Target, chance: random.Random) -> bytearray:
    """Return a whole text after some cuts, splices, insertions and repetitions; now and then nothing but words."""
    if chance.random() < 0.1:
        return _of_words(target.words, chance)
    data = bytearray(chance.choice(target.texts))
    for _ in range(int(chance.expovariate(0.4))):
        at = chance.randrange(len(data) + 1)
        kind = chance.randrange(8)
        if kind == 0:
            other = chance.choice(target.texts)
            data[at:] = other[chance.randrange(len(other) + 1) :]
        elif kind == 1:
            del data[at : at + chance.randrange(1, 40)]
        elif kind == 2:
            start = chance.randrange(len(data) + 1)
            data[at:at] = data[start : start + chance.randrange(80)]
        elif kind == 3:
            data[at:at] = chance.choice(NESTING) * chance.choice((1, 3, 12, 200))
        elif kind == 4:
            data[at:at] = chance.choice(EVERYWHERE)
        elif kind == 5 and chance.random() < 0.3:
            del data[at:]
        else:
            data[at:at] = chance.choice(target.words)
    return data


def _change(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    kind = chance.randrange(4)
    if kind == 0:
        data[at:at] = bytes([chance.choice(BYTES)])
    elif kind == 1:
        del data[at : at + chance.randrange(1, 8)]
    elif kind == 2 and data:
        data[at % len(data)] ^= 1 << chance.randrange(8)
    else:
        start = chance.randrange(len(data) + 1)
        data[at:at] = data[start : start + chance.randrange(20)]
