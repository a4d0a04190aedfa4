"""What a git index lists, without git (its documentation: gitformat-index)."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

HEADER: Final = 12
STAT_DATA: Final = 40
# Where an entry's fields stand, in bytes from its beginning. Of the mode, the byte that tells the kind of object.
MTIME: Final = 8
KIND: Final = 26
SIZE: Final = 36
EXTENDED: Final = 0x4000
EXTENDED_BYTE: Final = EXTENDED >> 8
LENGTH: Final = 0x0FFF
# SHA-1 and SHA-256. The index does not say which; read with the wrong one, the first length does not fit its path.
DIGESTS: Final = (20, 32)
REGULAR: Final = 0x8
SYMLINK: Final = 0xA


def tracks(index: bytes, path: bytes) -> bool:
    """Whether an index of version 2, 3 or 4 has an entry for a path (``/`` between its parts)."""
    # Almost always the path is nowhere in the file, and its entries need not be looked at one by one.
    if _version(index) != 4 and path + b"\0" not in index:
        return False
    return any(path == found for digest in DIGESTS for _, found in _read(index, digest))


def files(index: bytes) -> list[bytes]:
    """Return the paths of all files and symbolic links, but not of submodules, in git's order.

    An index that breaks off gives what stands before that; what is no index gives nothing.
    """
    return [path for entry, path in _read(index, _digest(index)) if index[entry + KIND] >> 4 in (REGULAR, SYMLINK)]


def entries(index: bytes) -> Iterator[tuple[bytes, int, int, str]]:
    """Yield path, size in bytes, time of change in ns and blob id of every regular file, as git last saw them.

    A file changed since then has another size or time. Sizes are cut to 32 bits.
    """
    digest = _digest(index)
    for entry, path in _read(index, digest):
        if index[entry + KIND] >> 4 == REGULAR:
            changed = _number(index, entry + MTIME) * 10**9 + _number(index, entry + MTIME + 4)
            blob = index[entry + STAT_DATA : entry + STAT_DATA + digest].hex()
            yield path, _number(index, entry + SIZE), changed, blob


def _version(index: bytes) -> int:
    return _number(index, 4) if index[:4] == b"DIRC" else 0


def _digest(index: bytes) -> int:
    """Return the length of the ids in an index: the one with which its first entry can be read."""
    return next((digest for digest in DIGESTS if next(_read(index, digest), None)), DIGESTS[0])


def _read(index: bytes, digest: int) -> Iterator[tuple[int, bytes]]:
    """Yield where each entry begins, and its path."""
    version = _version(index)
    if version == 4:
        return _compressed(index, digest)
    return _full(index, digest) if version in (2, 3) else iter(())


def _full(index: bytes, digest: int) -> Iterator[tuple[int, bytes]]:
    """Read an index in which each path is written out and its entry padded to a multiple of eight."""
    entry, fixed = HEADER, STAT_DATA + digest
    try:
        for _ in range(_number(index, 8)):
            at = entry + fixed
            start = at + (4 if index[at] & EXTENDED_BYTE else 2)
            end = start + ((index[at] << 8 | index[at + 1]) & LENGTH)
            if index[end]:
                # Only a path too long for its flags goes on where they say that it ends.
                if end - start < LENGTH:
                    return
                end = index.index(0, end)
            yield entry, index[start:end]
            entry += (end - entry + 8) & ~7
    except (IndexError, ValueError):
        return  # it breaks off


def _compressed(index: bytes, digest: int) -> Iterator[tuple[int, bytes]]:
    """Read an index in which each path is told as what differs from the one before."""
    entry, path = HEADER, b""
    for _ in range(_number(index, 8)):
        at = entry + STAT_DATA + digest
        flags = int.from_bytes(index[at : at + 2], "big")
        length = flags & LENGTH
        cut, start = _offset(index, at + (4 if flags & EXTENDED else 2))
        end = index.find(b"\0", start)
        kept = len(path) - cut
        # A path too long for its flags would let a hostile index grow it without end.
        if end < 0 or kept < 0 or kept + end - start != length or length == LENGTH:
            return
        path = path[:kept] + index[start:end]
        yield entry, path
        entry = end + 1


def _number(index: bytes, at: int) -> int:
    return int.from_bytes(index[at : at + 4], "big")


def _offset(index: bytes, at: int) -> tuple[int, int]:
    """Return a number of variable length, as in pack files, and where it ends."""
    number = -1
    for byte in index[at : at + 10]:
        number = (number + 1 << 7) | (byte & 0x7F)
        at += 1
        if byte < 0x80:
            break
    return number, at
