"""Parts of PostgreSQL's parse tree in its JSON form."""

from __future__ import annotations

from typing import Final

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.formats.sql.syntax import Node

NOT_SAID: Final = frozenset(("location", "list_start", "list_end", "rexpr_list_start", "rexpr_list_end", "funcformat"))


def column(fields: Node) -> str:
    """Return the name that a reference to a column has, ``*`` for all of them."""
    last = fields["fields"][-1]
    return last["String"].get("sval", "") if "String" in last else "*"


def leaves(node: object) -> Iterator[tuple[str, Node]]:
    """Yield the columns and constants of a tree with their kind, in order."""
    pending = [node]
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            if "A_Const" in item:
                yield "A_Const", item["A_Const"]
                continue
            if "ColumnRef" in item:
                yield "ColumnRef", item["ColumnRef"]
            pending += reversed(item.values())
        elif isinstance(item, list):
            pending += reversed(item)


def stripped(node: object) -> object:
    """Return a tree without what only says where things stand."""
    if isinstance(node, dict):
        return {key: stripped(value) for key, value in node.items() if key not in NOT_SAID}
    return [stripped(item) for item in node] if isinstance(node, list) else node
