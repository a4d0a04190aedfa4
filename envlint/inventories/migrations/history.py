"""A folder of migrations, read step by step."""

from __future__ import annotations

from envlint.formats.encoding import decode
from envlint.formats.sql.building import Builder
from envlint.formats.sql.migration import History, Migration, undo
from envlint.inventories.migrations import layouts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.inventories.tree import Tree


def read(tree: Tree, folder: str) -> History:
    """Read the migrations below a folder of the project."""
    layout = layouts.steps(tree.paths, folder)
    history = History(folder, alone=layout.alone)
    history.not_covered += [f"SQL: {path} has no number and is not applied" for path in layout.others]
    builder = Builder()
    for step in layout.steps:
        text = _text(tree, step.up, history)
        if text is None:
            continue
        forward, backward = layouts.halves(text)
        down = step.down or (step.up if backward is not None else "")
        if step.down:
            backward = _text(tree, step.down, history)
        before = builder.catalogue.copy()
        applied = builder.apply(step.up, forward)
        after = builder.catalogue.copy()
        rollback = None if backward is None else undo(down, backward, before, after)
        history.migrations.append(Migration(step._replace(down=down), before, after, applied, rollback))
    history.catalogue = builder.catalogue
    return history


def _text(tree: Tree, path: str, history: History) -> str | None:
    data = tree.read(path)
    if data is None:
        history.not_covered.append(f"SQL: {path} could not be read")
        return None
    return decode(data)[0]
