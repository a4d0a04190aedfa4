"""The loaders in use side by side: what each makes of a name, and how the statement is written that sets it."""

from __future__ import annotations

from itertools import islice

from envlint.analysis.readers.causes import NAMED, REFERENCE, Written
from envlint.core.source import Take
from envlint.core.value import Value
from envlint.formats.dotenv.scanner import AFTER_QUOTE, ASSIGNMENT, BARE_NAME, COMMENT, UNTERMINATED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

    from envlint.analysis.readers.ear import Ear
    from envlint.analysis.readers.script import Script, Span
    from envlint.core.source import Reading
    from envlint.formats.dialects import Assignment

NO_VALUE: Final = ("unset", "bare")
"""Ways to take a name that leave a program with nothing."""
MOST_REFERENCES: Final = 100


class Panel:
    """All that is known of one file: what python-dotenv's grammar says, and what each loader in use makes of it."""

    def __init__(self, reading: Reading, script: Script, ears: Sequence[Ear]) -> None:
        self.reading = reading
        self.script = script
        self.ears = ears
        self.meant = {binding.name: binding.value.raw for binding in reading.bindings}
        self.places = self._places()
        """The names that anything sets, each with the number of the statement that does, in the order of the file."""

    def _places(self) -> dict[str, int]:
        script, found = self.script, dict(self.script.names)
        for ear in self.ears:
            for index, own in ear.by_index.items():
                # A name that a loader makes of something within another's statement is no variable anybody meant.
                if index >= 0 and not script.assigns(index):
                    found.update((each.name, index) for each in own if each.name not in found)
        first = self.ears[0]
        for name in found.keys() & first.by_name.keys():
            index = script.index(first.by_name[name].start)
            if index >= 0 and script.name(index) == name:
                found[name] = index
        return dict(sorted(found.items(), key=lambda item: item[1]))

    def takes(self, name: str, index: int) -> tuple[Take, ...]:
        """Return what the loaders make of a name, those that agree together, the judged one's first."""
        groups: dict[tuple[str, str | None], list[str]] = {}
        for ear in self.ears:
            how, value = ear.outcome(name, index)
            if not (ear.blind and how == "unset"):
                groups.setdefault((how, value), []).append(ear.called)
        return tuple(
            [
                Take(tuple(sorted(called)), None if value is None else Value(value), how)
                for (how, value), called in groups.items()
            ]
        )

    def written(self, index: int) -> Written:
        """Return how a statement is written."""
        statement, text = self.script.statements[index], self.script.text
        if statement.value_start < 0:
            before = text[statement.start : statement.end]
            name, colon, value = before.partition(":")
            return Written(name + colon, value, "") if colon else Written(before, "", "")
        equals = text.rfind("=", statement.start, statement.value_start) + 1
        return Written(text[statement.start : equals], text[equals : statement.end], statement.quote)

    def name(self, index: int) -> str:
        """Return the name that a statement sets, to python-dotenv or else to a loader in use; empty for prose."""
        statement, own = self.script.statements[index], self.script.name(index)
        if statement.kind in (ASSIGNMENT, BARE_NAME) or statement.fault in (UNTERMINATED, AFTER_QUOTE):
            return own
        set_here = [each.name for ear in self.ears for each in ear.by_index.get(index, ())]
        return next((name for name in set_here if NAMED.match(name)), "")

    def span(self, index: int) -> Span:
        """Return where, in the source, the value of a statement stands, or else its first line."""
        statement, script = self.script.statements[index], self.script
        start, end = statement.value_start, statement.value_end
        if statement.value_start < 0 or end <= start:
            start, end = statement.head, script.first_line(index)[1]
        line_end = script.text.find("\n", start, end)
        end = end if line_end < 0 else line_end
        return script.outer(start), script.outer(max(end, start))

    def name_span(self, index: int) -> Span:
        """Return where, in the source, the name of a statement stands, or else where the statement begins."""
        statement = self.script.statements[index]
        if statement.name_start < 0:
            return self.script.outer(statement.head), self.script.outer(statement.head)
        return self.script.outer(statement.name_start), self.script.outer(statement.name_end)

    def means(self, each: Assignment) -> bool:
        """Whether an assignment is one that somebody meant: no piece of another's value, and not without a value."""
        if each.value is None or not each.name:
            return False
        index = self.script.index(each.start)
        if index < 0 or not self.script.assigns(index) or self.script.name(index) == each.name:
            return True
        return self.is_beside(each)

    def is_beside(self, each: Assignment) -> bool:
        """Whether a statement's first line sets a name that is not the statement's own: ``A=1 B=2``, ``B+=2``."""
        index = self.script.index(each.start)
        if index < 0 or not self.script.assigns(index) or self.script.name(index) == each.name:
            return False
        return each.start < self.script.first_line(index)[1] and NAMED.match(each.name) is not None

    def in_comment(self, index: int) -> str:
        """Return the cause why some take a statement for part of the comment above it, empty where none is known.

        To systemd a comment goes on behind a backslash; to phpdotenv a quote behind ``=`` opens even in a comment.
        """
        above = self.script.statements[index - 1] if index else None
        if above is None or above.kind != COMMENT:
            return ""
        comment = self.script.text[above.start : above.end].rstrip("\n")
        return "comment-above" if comment.endswith("\\") else "comment-quote" if '="' in comment else ""

    def refers(self, index: int) -> list[tuple[str, str]]:
        """Return the names that a statement's value may refer to, each with the reference as it is written."""
        raw = self.written(index).raw
        if "$" not in raw:
            return []
        return [(found[1] or found[3], found[0]) for found in islice(REFERENCE.finditer(raw), MOST_REFERENCES)]


def agreed(takes: Sequence[Take]) -> bool:
    """Whether all loaders make the same of a name."""
    return len({("unset", None) if take.how in NO_VALUE else (take.how, take.value) for take in takes}) < 2
