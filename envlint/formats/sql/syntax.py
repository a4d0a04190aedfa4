"""PostgreSQL's own parser, which is an extra: 33 MB are much for a project without SQL."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.util import find_spec
from typing import Final, NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Node = dict[str, Any]


TOO_DEEP: Final = "it is nested too deep"
QUOTED: Final = re.compile(r'\s*".*"|\s*".*\Z', re.DOTALL)
COMMENTS: Final = 1000  # in one statement; the time that the parser takes for nested ones is not linear


class Refused(ValueError):
    """A text that is no PostgreSQL, or nested deeper than can be read.

    ``offset`` is where, in characters. ``reason`` is the parser's, without the text that it quotes.
    """

    def __init__(self, offset: int, reason: str = "") -> None:
        super().__init__(offset)
        self.offset = offset
        self.reason = reason


class Parsed(NamedTuple):
    """A statement. ``start`` and ``length`` count bytes of UTF-8; a length of 0 reaches to the end of the text."""

    kind: str
    node: Node
    start: int
    length: int


def available() -> bool:
    """Whether the parser is installed."""
    return find_spec("pglast") is not None


@cache
def reserved() -> frozenset[str]:
    """Return the words that are a table's or a column's name only in quotes."""
    from pglast.keywords import RESERVED_KEYWORDS, TYPE_FUNC_NAME_KEYWORDS

    return frozenset(RESERVED_KEYWORDS | TYPE_FUNC_NAME_KEYWORDS)


def parse(text: str) -> list[tuple[str, Node]]:
    """Return the statements of a text as kind and fields, in the JSON form of PostgreSQL's parse tree.

    Fields that are zero, false or empty are left out; a ``location`` counts bytes of UTF-8.

    Raises:
        Refused: it is no PostgreSQL.
    """
    return [(statement.kind, statement.node) for statement in statements(text)]


def statements(text: str) -> list[Parsed]:
    """Return the statements of a text with their places.

    Raises:
        Refused: it is no PostgreSQL.
    """
    from pglast.parser import parse_sql_json

    found = _parsed(parse_sql_json, text)["stmts"]
    result = []
    for item in found:
        for kind, node in item.get("stmt", {}).items():
            result.append(Parsed(kind, node, item.get("stmt_location", 0), item.get("stmt_len", 0)))
    return result


def check(text: str) -> None:
    """Make sure that a text is PostgreSQL, without building its tree: for statements that hold megabytes of data.

    Raises:
        Refused: it is no PostgreSQL.
    """
    from pglast.parser import fingerprint

    _asked(fingerprint, text)


def procedure(text: str) -> Node:
    """Return the body of a DO statement or a function in PL/pgSQL as a tree of its statements.

    Raises:
        Refused: it is no PL/pgSQL.
    """
    from pglast.parser import parse_plpgsql_json

    found: Node = _parsed(parse_plpgsql_json, text)[0]
    return found


def _parsed(parser: Any, text: str) -> Any:
    try:
        return json.loads(_asked(parser, text))
    except RecursionError:
        raise Refused(0, TOO_DEEP) from None


def _asked(parser: Any, text: str) -> Any:
    from pglast.parser import ParseError

    if text.count("/*") > COMMENTS:
        raise Refused(text.index("/*"), "there are more comments in it than can be read")
    try:
        return parser(text)
    except ParseError as error:
        offset = error.args[1] if len(error.args) > 1 else 0
        reason = QUOTED.sub("", str(error.args[0]).partition(" at or near")[0]) if error.args else ""
        reason = TOO_DEEP if reason.startswith(("memory exhausted", "stack depth")) else reason or "syntax error"
        raise Refused(offset if isinstance(offset, int) else 0, reason) from None
    except UnicodeEncodeError as error:
        raise Refused(error.start, "there is half a character") from None
