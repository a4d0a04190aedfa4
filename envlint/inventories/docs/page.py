"""One Markdown page: its entries and mentions of variables, section by section."""

from __future__ import annotations

import re
from bisect import bisect_right

from envlint.core.declaration import MENTIONED, Declaration
from envlint.formats.markdown import Code, Comment, Heading, Markup, Prose, Table, blocks, code_spans, plain
from envlint.inventories.docs import fences
from envlint.inventories.docs.columns import columns
from envlint.inventories.docs.entry import Entry, place
from envlint.inventories.docs.names import is_code, is_variable, listed, mentioned, only_names
from envlint.inventories.docs.sections import Sections

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

    from envlint.formats.markdown import Block, Text
    from envlint.inventories.docs.columns import Columns

GENERATED: Final = re.compile(r"envlint:(begin|end)\b")
NAMED: Final = re.compile(
    r"[*_]*(?:name|key|env(?:ironment)?(?: ?var(?:iable)?)?)[*_]*\s*:[*_]*\s*`(\w+)`", re.IGNORECASE
)
EXPLAINED: Final = re.compile(r"\s*(?:\([^()]*\)\s*)?(?::|=|-|\u2013|\u2014)\s")
TAGGED: Final = re.compile(
    r"<(?:h[1-6]|dt)\b[^<>]*>\s*(?:<[^<>]+>\s*){0,3}([A-Z_]\w*)\s*<|<li\b[^<>]*>\s*<code>(\w+)</code>"
)


class Page:
    """Reads one page. ``path`` is relative to the root."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.entries: list[Entry] = []
        self.examples: list[Entry] = []
        self.texts: list[Text | Code] = []
        self.sections = Sections(path)
        self.open: list[Entry] = []
        self.open_level = 0
        self.open_depth = -1

    def read(self, text: str, *, wanted: bool) -> list[Declaration]:
        """Return the entries and mentions in the order of the page.

        A page without an entry says nothing, unless it is ``wanted``.
        """
        self.sections.page = text
        for block in _written_by_hand(blocks(text)):
            if isinstance(block, Heading):
                self._heading(block)
            elif isinstance(block, Prose):
                self._prose(block)
            elif isinstance(block, Table):
                self._table(block)
            elif isinstance(block, Code):
                self._code(block)
            elif isinstance(block, Markup):
                self._markup(block)
        if len(self.entries) == 1 and self.entries[0].likely:
            self.entries = []
        return self._declarations() if wanted or self.entries or self.examples else []

    def _declarations(self) -> list[Declaration]:
        """Leave out examples of what has an entry, and mentions of what has an entry or an example."""
        known = {entry.name for entry in self.entries}
        first = {entry.name: entry for entry in reversed(self.examples) if entry.name not in known}
        found = [entry.declaration() for entry in (*self.entries, *first.values())]
        known.update(first)
        for name, line, column in self._mentions():
            if name not in known:
                known.add(name)
                at = place(self.path, line, column, len(name))
                found.append(Declaration(name, "docs", at, MENTIONED, pattern=name.endswith("*")))
        return sorted(found, key=lambda said: (said.at.line, said.at.column))

    def _mentions(self) -> Iterator[tuple[str, int, int]]:
        for text in self.texts:
            if isinstance(text, Code):
                yield from fences.mentions(text)
            else:
                for span in code_spans(text.text):
                    for name, offset in mentioned(text.text[span.start : span.end]):
                        yield name, *text.place(span.start + offset)

    def _heading(self, block: Heading) -> None:
        self.sections.leave(block.level)
        if self.open and (self.open_depth >= 0 or block.level <= self.open_level):
            self.open = []
        text = block.text.text
        names = [(name, offset) for name, offset in only_names(text) if self._is_name(text, name, offset)]
        if names and self.sections.are_about_variables():
            self._begin(block.text, names, depth=-1)
            self.open_level = block.level
        self.texts.append(block.text)
        self.sections.enter(block.level, plain(text))

    def _prose(self, block: Prose) -> None:
        text = block.text.text
        if block.item:
            self._item(block)
        elif self._defines(block):
            self._begin(block.text, only_names(text.partition("\n")[0]), depth=-1)
            self.open_level = 7
            self._learn(text.partition("\n")[2].removeprefix(":"))
        elif self.open and block.depth > self.open_depth:
            self._learn(text)
        else:
            self.open = [] if self.open_depth >= 0 else self.open
            self.sections.say(text)
        self.texts.append(block.text)

    def _defines(self, block: Prose) -> bool:
        """Whether it is a term with its definition below it, of a definition list."""
        first, _, second = block.text.text.partition("\n")
        return second.startswith(":") and bool(only_names(first)) and self.sections.are_about_variables()

    def _item(self, block: Prose) -> None:
        """Take a list item: an entry, or more about the one that it stands below."""
        text = block.text.text
        below_heading = bool(self.open) and self.open_depth < 0
        inside = below_heading or (bool(self.open) and block.depth > self.open_depth)
        names, end = listed(text)
        names = [(name, at) for name, at in names if "_" in name or (not inside and self._is_item_name(text, name, at))]
        if below_heading and (named := NAMED.match(text)) and is_variable(named[1], 2):
            self._rename(block.text, named[1], named.start(1))
        elif names and not below_heading and self._is_entry(text[end:]):
            self._begin(block.text, names, depth=block.depth)
            for entry in self.open:
                entry.likely = not self.sections.are_about_variables()
            self._learn(text[end:].lstrip(" :-\u2013\u2014"))
        elif inside:
            self._learn(text)
        else:
            self.open = []
            self.sections.say(text)

    def _rename(self, text: Text, name: str, offset: int) -> None:
        """Take the name that an item below a heading gives in full, where the heading has but the end of it."""
        if len(self.open) == 1 and name.endswith(self.open[0].name):
            self.open[0].name, self.open[0].at = name, place(self.path, *text.place(offset), len(name))

    def _is_name(self, text: str, name: str, offset: int) -> bool:
        """Whether a word may be a variable: one without an underscore only in code, below a heading about them."""
        return "_" in name or (is_code(text, offset) and self.sections.are_about_variables(titled=True))

    def _is_item_name(self, text: str, name: str, offset: int) -> bool:
        """Whether a word that begins a list item may be one: a list of settings has single words of all kinds."""
        return "_" in name or (is_code(text, offset) and self.sections.speak_of_variables(titled=True))

    def _is_entry(self, said: str) -> bool:
        """Whether a name that begins a list item is a variable, by what is ``said`` behind it.

        The section is about variables, or about settings that the items explain, or the item tells a default.
        """
        if self.sections.are_about_variables() or (EXPLAINED.match(said) and self.sections.are_about_settings()):
            return True
        if ":" not in said[:3] or "efault" not in said or self.sections.are_about_others():
            return False
        if not self.sections.page_is_about_environment():
            return False
        self.sections.confirm()
        return True

    def _begin(self, text: Text, names: Iterable[tuple[str, int]], depth: int) -> None:
        """Begin an entry, or several that share what is said of them."""
        self.open = [self._entry(text, name, offset) for name, offset in names]
        self.open_depth = depth
        self.entries += self.open

    def _entry(self, text: Text, name: str, offset: int) -> Entry:
        return Entry(name, place(self.path, *text.place(offset), len(name)))

    def _learn(self, text: str) -> None:
        """Take a description; one that several variables share tells of none for certain."""
        if len(self.open) == 1:
            self.open[0].learn(text)

    def _table(self, block: Table) -> None:
        titles = block.titles()
        known = columns([plain(title.text) for title in titles])
        about = known.sure or (not known.refused and self.sections.are_about_variables(named=known.named))
        for cells in block.lines():
            if about and known.name < len(cells):
                self._row(cells[known.name], cells, known)
            self.texts += cells

    def _row(self, cell: Text, cells: list[Text], known: Columns) -> None:
        names = listed(cell.text, lower=known.environment, linked=True)[0]
        if not known.sure:
            single = self.sections.speak_of_variables(titled=True)
            names = [(name, at) for name, at in names if "_" in name or (single and is_code(cell.text, at))]
        found = [self._entry(cell, name, at) for name, at in names]
        if len(found) == 1:
            found[0].learn_row(cells, known)
        self.entries += found

    def _code(self, block: Code) -> None:
        listing = not block.fenced and self._is_entry(":" + " ".join(text for _, _, text in block.lines))
        for name, line, column in fences.entries(block, listing=listing):
            self.examples.append(Entry(name, place(self.path, line, column, len(name))))
        self.texts.append(block)

    def _markup(self, block: Markup) -> None:
        text = block.text.text
        found = TAGGED.search(text)
        group = 1 if found and found[1] else 2
        if found and is_variable(found[group]) and self.sections.are_about_variables():
            self._begin(block.text, [(found[group], found.start(group))], depth=-1)
            self.open_level = 7
            text = text[found.end() :]
        if self.open_depth < 0:
            self._learn(plain(text))
        self.texts.append(block.text)


def _written_by_hand(page: list[Block]) -> Iterable[Block]:
    """Yield the blocks outside of generated sections; a section that does not end is none."""
    ends = [at for at, block in enumerate(page) if _mark(block) == "end"]
    resume = 0
    for at, block in enumerate(page):
        if at >= resume and _mark(block) == "begin":
            following = bisect_right(ends, at)
            resume = ends[following] if following < len(ends) else at
        if at >= resume and not isinstance(block, Comment):
            yield block


def _mark(block: Block) -> str:
    mark = GENERATED.match(block.text) if isinstance(block, Comment) else None
    return mark[1] if mark else ""
