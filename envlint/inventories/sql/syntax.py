"""PostgreSQL's own parser, which is an extra: 33 MB are much for a project without SQL."""

from __future__ import annotations

import json
from importlib.util import find_spec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Node = dict[str, Any]


class Refused(ValueError):
    """A text that is no PostgreSQL, or nested deeper than can be read. ``offset`` is where, in characters."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


def available() -> bool:
    """Whether the parser is installed."""
    return find_spec("pglast") is not None


def parse(text: str) -> list[tuple[str, Node]]:
    """Return the statements of a text as kind and fields, in the JSON form of PostgreSQL's parse tree.

    Fields that are zero, false or empty are left out; a ``location`` counts bytes of UTF-8.

    Raises:
        Refused: it is no PostgreSQL.
    """
    from pglast.parser import ParseError, parse_sql_json

    try:
        statements = json.loads(parse_sql_json(text))["stmts"]
    except ParseError as error:
        offset = error.args[1] if len(error.args) > 1 else 0
        raise Refused(offset if isinstance(offset, int) else 0) from None
    except RecursionError:
        raise Refused(0) from None
    return [next(iter(statement["stmt"].items())) for statement in statements]
