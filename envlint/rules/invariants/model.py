"""The vocabulary of ``[[invariant]]`` entries: which keys there are, what each takes, and of what it can be asked."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from envlint.rules.model import Flag, Id, Levels, Scalar, Table, Takes, Text, Texts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

Subject = Literal["table", "column", "primary-key", "foreign-key", "unique", "check", "index", "enum", "migration"]

DEMANDS: Final = {
    "table": ("has", "comment", "name"),
    "column": ("type", "null", "default", "values", "comment", "name"),
    "primary-key": ("type", "default", "columns"),
    "foreign-key": ("on_delete", "on_update", "null", "indexed", "name"),
    "unique": ("name",),
    "check": ("name",),
    "index": ("name", "method"),
    "enum": ("values", "name"),
    "migration": ("has", "name", "gaps"),
}
"""What can be asked of each subject."""

ASKS_NOTHING: Final = {"comment": False, "indexed": False, "gaps": True}
"""Where a flag asks for nothing."""

PATTERNS: Final = Takes("a list of names", "a name in quotes")
SQL_TEXT: Final = Takes("text in quotes, or a list of it", "text in quotes")


class Invariant(Table):
    """An ``[[invariant]]``: of every thing of a kind, what it must be."""

    id: Id = ""
    of: Annotated[Subject, Takes("one of " + ", ".join(DEMANDS))] = "table"
    only: Annotated[list[str], Field(default_factory=list), PATTERNS]
    tag: Annotated[str, Takes("the name of a tag in quotes")] = ""
    except_: Annotated[dict[str, str], Takes("a table of name = reason", "a reason in quotes")] = Field(
        default_factory=dict, alias="except"
    )
    since: Annotated[Id, Takes("the number of a migration")] = ""
    level: Levels = "error"
    doc: Text = ""
    why: Text = ""
    see: Text = ""
    owner: Text = ""
    tags: Texts
    has: Texts
    type: Annotated[str | list[str], SQL_TEXT] = ""
    null: Flag = False
    default: Annotated[str, Takes("SQL or $NAME in quotes")] = ""
    values: Annotated[
        str | list[Scalar],
        Field(default_factory=list),
        Takes("a list of values, or $NAME in quotes", "text, a number, true or false"),
    ]
    columns: Texts
    on_delete: Annotated[str | list[str], SQL_TEXT] = ""
    on_update: Annotated[str | list[str], SQL_TEXT] = ""
    indexed: Flag = False
    method: Text = ""
    comment: Flag = False
    gaps: Flag = True
    name: Text = ""
