"""What a language's code says, as it is found."""

from __future__ import annotations

from dataclasses import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node

    from envlint.core.bug import Bug
    from envlint.core.declaration import Dynamic, Read
    from envlint.core.location import Location
    from envlint.inventories.code.language import Reader


@dataclass(frozen=True, slots=True)
class Site:
    """A place where a reader is called: the whole expression, the node of the name, and the reader."""

    node: Node
    key: Node
    reader: Reader
    default: Node | None = None
    presence: bool = False
    values: Node | None = None


class Facts:
    """What one language's code says, as it is found."""

    def __init__(self) -> None:
        self.reads: dict[tuple[object, ...], Read] = {}
        self.dynamic: dict[tuple[object, ...], Dynamic] = {}
        self.unparsed: dict[str, Location] = {}
        self.faults: dict[str, Bug] = {}

    def add(self, read: Read) -> None:
        """Keep a read; of two at one place what both say. A framework knows better than what stands around it."""
        key = (read.at.path, read.at.line, read.at.column, read.name, read.evidence)
        known = self.reads.get(key)
        if known is not None:
            first, second = (read, known) if read.how == "framework" else (known, read)
            read = second.replace(**{name: value for name, value in first.stated().items() if value not in (None, "")})
        self.reads[key] = read

    def take(self, other: Facts) -> None:
        """Add all that was found elsewhere."""
        for read in other.reads.values():
            self.add(read)
        self.dynamic.update(other.dynamic)
        self.unparsed.update(other.unparsed)
        self.faults.update(other.faults)

    def drop_twins(self) -> None:
        """Leave out ``NAME_FILE`` where a helper that is given ``NAME`` reads both."""
        for key, read in list(self.reads.items()):
            path, line, column, name, evidence = key
            if read.name.endswith("_FILE") and (path, line, column, str(name)[:-5].rstrip("_"), evidence) in self.reads:
                del self.reads[key]
