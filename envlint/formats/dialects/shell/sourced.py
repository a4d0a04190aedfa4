"""A shell's ``read``: bytes to text and places back."""

from __future__ import annotations

import re
from bisect import bisect_right

from envlint.formats.dialects import Problem, Reading
from envlint.formats.dialects.shell.run import Run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from envlint.formats.dialects.shell.shells import Shell


def reader(shell: Shell) -> Callable[[bytes, Mapping[str, str]], Reading]:
    """Return the ``read`` of a shell's dialect."""

    def read(data: bytes, host: Mapping[str, str]) -> Reading:
        text = data.decode("utf-8", "surrogateescape")
        if shell.refuses_null and "\0" in text:
            return Reading((), (Problem("nul", text.index("\0"), text.index("\0") + 1, fatal=True),))
        if "\0" not in text or shell.keeps_null:
            return Run(text, shell, host).reading()
        # The other shells pass over NUL, wherever it stands.
        removed = [match.start() - index for index, match in enumerate(re.finditer("\0", text))]
        return _moved(Run(text.replace("\0", ""), shell, host).reading(), removed)

    return read


def _moved(reading: Reading, removed: list[int]) -> Reading:
    """Return the reading with its places in the text as it was before characters were removed."""

    def moved(at: int) -> int:
        return at if at < 0 else at + bisect_right(removed, at)

    assignments = [
        each.replace(
            start=moved(each.start),
            end=moved(each.end),
            value_start=moved(each.value_start),
            value_end=moved(each.value_end),
        )
        for each in reading.assignments
    ]
    problems = [each.replace(start=moved(each.start), end=moved(each.end)) for each in reading.problems]
    return Reading(tuple(assignments), tuple(problems))
