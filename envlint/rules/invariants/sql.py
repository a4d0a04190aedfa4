"""What an ``[[invariant]]`` says in SQL: a column, a type or a default that PostgreSQL would not read is an error."""

from __future__ import annotations

from envlint.formats.sql import syntax, wanted
from envlint.rules.problem import Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.core.invariant import Invariant

READ: Final = {"has": wanted.column, "type": wanted.type_of, "default": wanted.default_of}
SUCH_AS: Final = {
    "has": "such as 'created_at timestamptz not null default now()'",
    "type": "such as 'uuid' or 'varchar(16)'",
    "default": "such as 'now()', or \"'local'\" for a text",
}


def misread(invariant: Invariant) -> Iterator[Problem]:
    """Yield a problem for each text of an invariant that is not the SQL it should be."""
    if invariant.of == "migration" or not syntax.available():
        return
    for key, said in invariant.demands:
        if key not in READ or (key == "default" and said.startswith("$")):
            continue
        for index, text in enumerate((said,) if isinstance(said, str) else said):
            try:
                READ[key](text)
            except wanted.Unclear as unclear:
                keys = (key,) if isinstance(said, str) else (key, index)
                yield Problem(invariant.at(*keys), str(unclear), SUCH_AS[key])
