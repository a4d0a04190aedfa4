"""An entry of the docs while it is read: what its table row, its list item or its section says."""

from __future__ import annotations

import re

from envlint.core.declaration import DECLARED, Declaration
from envlint.core.location import Location
from envlint.formats import prose
from envlint.formats.literals import canonical

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

    from envlint.formats.markdown import Text
    from envlint.inventories.docs.columns import Columns

FIELD: Final = re.compile(
    r"[\W_]*(?P<key>default(?: value)?|required|mandatory|optional|(?:data |value )?type"
    r"|(?:(?:possible|allowed|valid|accepted|available|supported) )?(?:values?|options?|choices))"
    r"[*_`]*\s*:[*_]*\s*(?P<rest>\S.*)",
    re.IGNORECASE,
)
FIRST_WORD: Final = re.compile(
    r"[\W_]*(?P<word>required|mandatory|optional)\b(?!\s*,?\s*(?:if|when|unless|for|in|only|by|with)\b)\s*(?:$|[^\w\s])",
    re.IGNORECASE,
)


class Entry:
    """What is known so far of one variable. What is said first stands: a later sentence is about something narrower.

    ``likely`` tells that nothing but a list of settings makes it one: alone on a page it is none.
    """

    def __init__(self, name: str, at: Location) -> None:
        self.name = name
        self.at = at
        self.written: str | None = None
        self.values: tuple[str, ...] | None = None
        self.type = ""
        self.required: bool | None = None
        self.likely = False

    def learn(self, text: str) -> None:
        """Take what a description says: fields such as ``Default: x``, line by line, else its sentences."""
        lines = text.split("\n")
        fields = [FIELD.match(line[: prose.LONGEST]) for line in lines]
        for field in fields:
            if field:
                self._field(field["key"].lower(), field["rest"])
        rest = "\n".join(line for line, field in zip(lines, fields, strict=True) if not field)
        if rest:
            self._sentences(rest)

    def _field(self, key: str, rest: str) -> None:
        if key.startswith("default"):
            self._default(prose.written_default(rest.rstrip(" .")) or prose.default_in(f"default {rest}"))
        elif key in ("required", "mandatory", "optional"):
            self._require(said=prose.required_by(rest), optional=key == "optional")
        elif key.endswith("type"):
            self.type = self.type or prose.type_named(rest)
        else:
            self.values = self.values or prose.values_of_cell(rest)

    def _sentences(self, text: str) -> None:
        if "efault" in text or "EFAULT" in text:
            self._default(prose.default_in(text))
        self.values = self.values or prose.values_in(text)
        if first := FIRST_WORD.match(text):
            self._require(said=True, optional=first["word"].lower() == "optional")

    def _default(self, written: str | None) -> None:
        self.written = self.written if self.written is not None else written

    def _require(self, *, said: bool | None, optional: bool = False) -> None:
        if self.required is None and said is not None:
            self.required = said != optional

    def learn_row(self, cells: Sequence[Text], columns: Columns) -> None:
        """Take what the other cells of a table row say."""
        texts = {at: cell.text for at, cell in enumerate(cells)}
        self._default(prose.written_default(texts.get(columns.default, "")))
        self._require(said=prose.required_by(texts.get(columns.required, "")))
        self._require(said=prose.required_by(texts.get(columns.optional, "")), optional=True)
        self.type = prose.type_named(texts.get(columns.type, ""))
        self.values = prose.values_of_cell(texts.get(columns.values, ""))
        said = columns.default >= 0
        for at in columns.descriptions:
            if at in texts:
                self._sentences(texts[at])
        if said and prose.written_default(texts.get(columns.default, "")) is None:
            self.written = None  # the column speaks, and says that there is none

    def declaration(self) -> Declaration:
        """Return it as one of the inventory's declarations."""
        return Declaration(
            self.name,
            "docs",
            self.at,
            DECLARED,
            default=None if self.written is None else canonical(self.written),
            written=self.written,
            values=self.values,
            type=self.type,
            required=self.required,
        )


def place(path: str, line: int, column: int, length: int) -> Location:
    """Return the place of a stretch of one line."""
    return Location(path, path, line, column, line, column + length)
