"""Whether a git index lists a path, without git (its documentation: gitformat-index)."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

HEADER: Final = 12
STAT_DATA: Final = 40
EXTENDED: Final = 0x4000
LENGTH: Final = 0x0FFF
# SHA-1 and SHA-256. The index does not say which; read with the wrong one, the first length does not fit its path.
DIGESTS: Final = (20, 32)


def tracks(index: bytes, path: bytes) -> bool:
    """Whether an index of version 2, 3 or 4 has an entry for a path (``/`` between its parts)."""
    if index[:4] != b"DIRC":
        return False
    version = int.from_bytes(index[4:8], "big")
    if version == 4:
        return any(path in _compressed(index, digest) for digest in DIGESTS)
    # Almost always the path is nowhere in the file, and its entries need not be looked at one by one.
    return version in (2, 3) and path + b"\0" in index and any(path in _full(index, digest) for digest in DIGESTS)


def _full(index: bytes, digest: int) -> Iterator[bytes]:
    """Yield the paths of an index in which each is written out and its entry padded to a multiple of eight."""
    entry = HEADER
    for _ in range(int.from_bytes(index[8:12], "big")):
        length, start = _flags(index, entry, digest)
        end = index.find(b"\0", start)
        if end < 0 or length != min(end - start, LENGTH):
            return
        yield index[start:end]
        entry += (end - entry + 8) & ~7


def _compressed(index: bytes, digest: int) -> Iterator[bytes]:
    """Yield the paths of an index in which each is told as what differs from the one before."""
    entry, path = HEADER, b""
    for _ in range(int.from_bytes(index[8:12], "big")):
        length, start = _flags(index, entry, digest)
        cut, start = _offset(index, start)
        end = index.find(b"\0", start)
        kept = len(path) - cut
        # A path too long for its flags would let a hostile index grow it without end.
        if end < 0 or kept < 0 or kept + end - start != length or length == LENGTH:
            return
        path = path[:kept] + index[start:end]
        yield path
        entry = end + 1


def _flags(index: bytes, entry: int, digest: int) -> tuple[int, int]:
    """Return the length of an entry's path, as its flags tell it, and where what follows them begins."""
    at = entry + STAT_DATA + digest
    flags = int.from_bytes(index[at : at + 2], "big")
    return flags & LENGTH, at + (4 if flags & EXTENDED else 2)


def _offset(index: bytes, at: int) -> tuple[int, int]:
    """Return a number of variable length, as in pack files, and where it ends."""
    number = -1
    for byte in index[at : at + 10]:
        number = (number + 1 << 7) | (byte & 0x7F)
        at += 1
        if byte < 0x80:
            break
    return number, at
