"""What the first of the loaders in use sets, as bindings of the source."""

from __future__ import annotations

import re

from envlint.analysis.readers.script import AT_HOME
from envlint.core.source import Binding, Unseen
from envlint.core.value import Value
from envlint.formats.dialects import COMMAND, HOST
from envlint.formats.dotenv.scanner import BARE_NAME, COLON

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

    from envlint.analysis.readers.ear import Ear
    from envlint.analysis.readers.panel import Panel
    from envlint.analysis.readers.script import Script, Span
    from envlint.formats.dialects import Assignment

USUAL: Final = re.compile("[A-Z][A-Z0-9_]*")
"""How the names of variables mostly look, and pieces of secrets seldom do."""
AROUND_NAMES: Final = "+:?!\"' \t"
"""What stands behind a name, or around it, where shells and make assign."""


def bindings(panel: Panel, told: Iterable[int]) -> tuple[Binding, ...]:
    """Return what the judged loader sets, each with its place.

    ``told`` are the statements whose fault is told already: what stands there is taken as python-dotenv reads it, as if
    the fault were mended. So is all that a loader does not come to, having stumbled too often. What a loader makes of
    the middle of another's value is no variable and may be a secret's piece: it is left out. Earlier assignments of a
    name stand before the one that wins.
    """
    first, script = panel.ears[0], panel.script
    own = [_binding(each, panel, first) for each in first.by_name.values() if panel.means(each)]
    names = {binding.name for binding in own}
    mended = set(told)
    losers, gained = [], []
    starts = {binding.name_start for binding in own}
    for binding in panel.reading.bindings:
        if binding.name in names:
            if binding.name_start not in starts:
                losers.append(binding)
        elif first.blind or script.index(script.inner(binding.name_start)) in mended:
            gained.append(binding)
    return (*losers, *sorted((*own, *gained), key=lambda binding: binding.name_start))


def passed_on(panel: Panel) -> Iterator[Unseen]:
    """Yield the names without a value to which the judged loader gives what the host has."""
    first, script = panel.ears[0], panel.script
    bare = [index for index, statement in enumerate(script.statements) if statement.kind == BARE_NAME]
    if bare and first.passes_on:
        for index in bare:
            name, span = script.name(index), panel.name_span(index)
            if not (name.isupper() or name.islower()):
                continue  # more likely a line of a key than a variable
            yield Unseen(f"{first.called} passes on what the host sets", start=span[0], end=span[1], name=name)


def beside(panel: Panel) -> Iterator[tuple[int, int]]:
    """Yield where the judged loader takes something behind a value for a name: it may be a piece of that value."""
    script = panel.script
    for each in panel.ears[0].by_name.values():
        if panel.is_beside(each) and script.name(script.index(each.start)).strip(AROUND_NAMES) != each.name:
            start, _ = _name_span(each, script)
            yield start, start + len(each.name)


def names_before_colons(panel: Panel) -> tuple[tuple[int, int], ...]:
    """Return where the names of lines such as ``PORT: 80`` stand, if a loader in use takes them for assignments."""
    script = panel.script
    found = []
    for index in sorted({index for ear in panel.ears for index in ear.by_index if index >= 0}):
        statement, name = script.statements[index], panel.name(index)
        if statement.fault == COLON and USUAL.fullmatch(name) and script.text.startswith(name, statement.head):
            found.append((script.outer(statement.head), script.outer(statement.head + len(name))))
    return tuple(found)


def _name_span(each: Assignment, script: Script) -> Span:
    """Return where, in the source, the name of an assignment stands, or else where it begins."""
    if each.start < 0:
        return -1, -1
    start = script.text.find(each.name, each.start, max(each.value_start, each.end, each.start + len(each.name)))
    if start < 0:
        return script.outer(each.start), script.outer(each.start)
    return script.outer(start), script.outer(start + len(each.name))


def _binding(each: Assignment, panel: Panel, ear: Ear) -> Binding:
    script = panel.script
    source, text = script.source, script.text
    name_span = _name_span(each, script)
    value_span = (script.outer(each.value_start), script.outer(each.value_end))
    value = each.value or ""
    hosts = HOST in each.depends and (AT_HOME in value or each.name not in panel.meant)
    giver = "a command" if COMMAND in each.depends else "the host" if hosts else ""
    unseen = f"{giver} gives it when {ear.called} reads the file" if giver else ""
    written = text[each.value_start : each.value_end] if 0 <= each.value_start <= each.value_end else value
    return Binding(
        each.name,
        Value("" if unseen else value),
        source,
        name_span=name_span,
        value_span=value_span,
        quote=each.quote,
        written=Value(written) if written != value else None,
        unseen=unseen,
    )
