"""``[tag]``: names for groups of tables, for all rule files together."""

from __future__ import annotations

from envlint.core.record import Record
from envlint.core.rule import Place
from envlint.rules.invariants.patterns import no_name
from envlint.rules.problem import Lines, Problem, did_you_mean, listed, quoted
from envlint.rules.scalars import repeated

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, Final

    from envlint.rules.document import Document
    from envlint.rules.refusal import Refusal

KEY: Final = "tag"
ADVICE: Final = 'write user-facing = ["users", "tracks"] below [tag]'


class Tags:
    """All tags, and what is wrong with the tables that say them."""

    def __init__(self, documents: Iterable[Document], *, complete: bool = True) -> None:
        self.complete = complete
        self.problems: list[Problem] = []
        self._tags: dict[str, Tag] = {}
        texts: dict[str, str] = {}
        lines = Lines(texts)
        for document in documents:
            texts[document.path] = document.text
            for tag in self._read(document):
                first = self._tags.setdefault(tag.name, tag)
                if first is not tag:
                    help = f"the other is at {lines.of(first.place)}"
                    self.problems.append(Problem(tag.place, f"two tags are called {quoted(tag.name)}", help, "key"))

    def _read(self, document: Document) -> Iterator[Tag]:
        """Yield the tags of a file; one that is misshapen has a name and nothing else."""
        tables = document.tables.get(KEY, {})
        if not isinstance(tables, dict):
            self.problems.append(Problem(Place(document.path, (KEY,)), "tags stand in one table", "write [tag]", "key"))
            self.complete = False
            return
        for name, patterns in tables.items():
            place = Place(document.path, (KEY, name))
            faults = list(_misfits(patterns, place))
            self.problems += faults
            yield Tag(name, place, () if faults else tuple(patterns))

    def of(self, name: str) -> dict[str, Place]:
        """Return the patterns of a tag, each with its place; of one that is unknown there are none."""
        tag = self._tags.get(name)
        if tag is None:
            return {}
        at = [tag.place.replace(keys=(*tag.place.keys, index)) for index in range(len(tag.patterns))]
        return dict(zip(tag.patterns, at, strict=True))

    def unknown(self, name: str) -> Refusal | None:
        """Return what is wrong with the name of a tag."""
        if name in self._tags or not self.complete:
            return None
        otherwise = f"tags are {listed(map(quoted, self._tags))}" if self._tags else ADVICE
        return f"unknown tag {quoted(name)}", did_you_mean(name, self._tags, otherwise)


class Tag(Record):
    """A tag as it stands in a file."""

    name: str
    place: Place
    patterns: tuple[str, ...]


def _misfits(patterns: Any, place: Place) -> Iterator[Problem]:
    if not isinstance(patterns, list):
        yield Problem(place, "a tag is a list of names", ADVICE)
        return
    if not patterns:
        yield Problem(place, "a tag without a name in it says nothing", ADVICE)
    again = repeated(patterns)
    for index, pattern in enumerate(patterns):
        at = place.replace(keys=(*place.keys, index))
        if not isinstance(pattern, str):
            yield Problem(at, "each item of a tag is a name in quotes", ADVICE)
        elif fault := no_name(pattern, "table"):
            yield Problem(at, *fault)
        elif index in again:
            yield Problem(at, f"{quoted(pattern)} stands here twice", "remove one")
