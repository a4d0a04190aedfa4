"""Inventories of an earlier run, as long as the files that they were made from have not changed.

They are kept in the user's own cache folder, under the precautions of ``envlint.rules.cache``, one file for each kind
of inventory of a project. What they hold has to fit the size, mode and time of change of every file, and the program
that made them.

No secret is kept: of a text that is not for showing it says in which file and between which bytes of it the text
stands, and that is where it is taken from again. Where such a text does not stand as it is, nothing is kept.
"""

from __future__ import annotations

import os
from _blake2 import blake2b
from contextlib import suppress

from envlint.core.declaration import Declaration, Dynamic, Inventory, Read
from envlint.core.location import Location
from envlint.formats.secrets import known_key, password_of_url, showable
from envlint.inventories.installed import made_by
from envlint.rules import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final

    from envlint.inventories.tree import Tree

FORMAT: Final = b"inventories 1"
KINDS: Final = (Declaration, Read)
HELD: Final = ("default", "written")
"""The fields that hold a value as a project writes it."""


class Unfit(Exception):
    """What was to be kept must not be, or what was kept cannot be used."""


def remembered(
    tree: Tree, kind: str, asked: tuple[str, ...], read: Callable[[], tuple[Inventory, ...]]
) -> tuple[Inventory, ...]:
    """Return what ``read`` gives, without asking it if nothing has changed since it was asked last.

    ``asked`` is what it depends on besides the tree. A result with faults is not kept.
    """
    slot = cache.key((FORMAT, kind.encode(), os.fsencode(tree.root)))
    state = _state(tree, asked)
    try:
        return _unpacked(tree, state, cache.fetch(slot))
    except (Unfit, TypeError, ValueError, KeyError, IndexError, AttributeError):
        found = read()
    with suppress(Unfit, ValueError):
        cache.store(slot, _packed(tree, state, found))
    return found


def _state(tree: Tree, asked: tuple[str, ...]) -> bytes:
    parts = (made_by(), tree.stamp, *(os.fsencode(each) for each in asked), b"".join(map(tree.stamp_of, asked)))
    return blake2b(b"".join(len(part).to_bytes(8, "big") + part for part in parts), digest_size=20).digest()


# --- to plain data


def _packed(tree: Tree, state: bytes, found: tuple[Inventory, ...]) -> tuple[Any, ...]:
    """Return what is to be kept.

    Raises:
        Unfit: it must not be.
    """
    if tree.unreadable or any(each.faults for each in found):
        raise Unfit
    beyond = {path: tree.stamp_of(path) for path in tree.beyond}
    return state, tuple(sorted(tree.large)), beyond, tuple(_packed_inventory(tree, each) for each in found)


def _packed_inventory(tree: Tree, said: Inventory) -> tuple[Any, ...]:
    patterns = tuple((each.pattern, _place(each.at), each.language, each.test) for each in said.dynamic)
    for text in (*said.not_covered, *(each.pattern for each in said.dynamic)):
        if known_key(text) or password_of_url(text) is not None:
            raise Unfit
    declarations = tuple((KINDS.index(type(each)), _fields(tree, each)) for each in said.declarations)
    return said.kind, declarations, patterns, said.files, said.not_covered, tuple(map(_place, said.unparsed))


def _fields(tree: Tree, said: Declaration) -> dict[str, Any]:
    fields = said.stated()
    fields["at"] = _place(said.at)
    texts = [*(fields[field] for field in HELD if fields.get(field)), *(fields.get("values") or ())]
    if all(_may_be_kept(said, text) for text in texts):
        return fields
    for field in HELD:
        if fields.get(field):
            fields[field] = _where(tree, said, fields[field])
    if fields.get("values"):
        fields["values"] = tuple(_where(tree, said, value) for value in fields["values"])
    return fields


def _may_be_kept(said: Declaration, text: str) -> bool:
    return said.secret is not True and showable(said.name, text) == text


def _where(tree: Tree, said: Declaration, text: str) -> tuple[str, int, int]:
    """Return where a text stands that is not for showing, or that one beside it may tell.

    Raises:
        Unfit: it does not stand where the variable is, as it is.
    """
    sought = text.encode("utf-8", "surrogatepass")
    start = (tree.read(said.at.path) or b"").find(sought)
    if start < 0:
        raise Unfit
    return said.at.path, start, start + len(sought)


def _place(at: Location) -> tuple[Any, ...]:
    return at.source, at.path, at.line, at.column, at.end_line, at.end_column


# --- from plain data


def _unpacked(tree: Tree, state: bytes, kept: Any) -> tuple[Inventory, ...]:
    """Return the inventories that were kept.

    Raises:
        Unfit, TypeError, ValueError, KeyError, IndexError, AttributeError: they are not there, old, or damaged.
    """
    if not isinstance(kept, tuple) or kept[0] != state:
        raise Unfit
    _, large, beyond, inventories = kept
    if any(tree.stamp_of(path) != stamp for path, stamp in beyond.items()):
        raise Unfit
    found = tuple(_inventory(tree, *each) for each in inventories)
    tree.large.update(large)
    tree.beyond.update(dict.fromkeys(beyond))
    return found


def _inventory(
    tree: Tree, kind: str, declarations: Any, patterns: Any, files: Any, not_covered: Any, unparsed: Any
) -> Inventory:
    _texts((kind, *files, *not_covered))
    return Inventory(
        kind,
        tuple(_declaration(tree, number, fields) for number, fields in declarations),
        tuple(_dynamic(*each) for each in patterns),
        files,
        not_covered,
        tuple(map(_at, unparsed)),
    )


def _dynamic(pattern: str, at: Any, language: str, test: Any) -> Dynamic:
    _texts((pattern, language))
    return Dynamic(pattern, _at(at), language, test is True)


def _declaration(tree: Tree, number: int, fields: dict[str, Any]) -> Declaration:
    for field in HELD:
        if isinstance(fields.get(field), tuple):
            fields[field] = _taken(tree, fields[field])
    if fields.get("values"):
        values = fields["values"]
        fields["values"] = tuple(_taken(tree, each) if isinstance(each, tuple) else each for each in values)
    _texts((fields["name"], fields["kind"], *(fields[field] for field in HELD if fields.get(field) is not None)))
    fields["at"] = _at(fields["at"])
    return KINDS[number](**fields)


def _taken(tree: Tree, where: tuple[str, int, int]) -> str:
    path, start, end = where
    data = tree.read(path)
    if data is None or not 0 <= start < end <= len(data):
        raise Unfit
    return data[start:end].decode("utf-8", "surrogatepass")


def _at(place: tuple[Any, ...]) -> Location:
    source, path, *numbers = place
    _texts((source, path))
    if not all(type(number) is int for number in numbers):
        raise Unfit
    return Location(source, path, *numbers)


def _texts(given: tuple[Any, ...]) -> tuple[str, ...]:
    if not all(type(each) is str for each in given):
        raise Unfit
    return given
