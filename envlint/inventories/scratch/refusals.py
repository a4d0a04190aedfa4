"""Why a server does not take a statement, in envlint's own words; what it quotes is shown only if the file has it.

Source: PostgreSQL 15, appendix A (error codes).
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from psycopg.pq.abc import PGresult

STATES: Final = {
    "0A000": "this server does not know how to do that",
    "22001": "a text is too long for its column",
    "22003": "a number is too large or too small for its type",
    "22012": "something is divided by zero",
    "22023": "an argument or option has a value that is not allowed",
    "22P02": "a text is no value of its type",
    "23502": "a column that must not be NULL would be",
    "23503": "a row refers to one that is not there",
    "23505": "a value that must be unique occurs twice",
    "23514": "a row breaks a CHECK",
    "25001": "it cannot run in a transaction",
    "25P01": "it can only run in a transaction",
    "26000": "there is no such prepared statement",
    "2BP01": "something else depends on it",
    "2F003": "a function tries what it may not",
    "3D000": "there is no such database",
    "3F000": "there is no such schema",
    "40P01": "it waits for what waits for it",
    "42501": "it takes a right that a trial does not have",
    "42601": "there is a syntax error",
    "42611": "the definition of a column is not allowed",
    "42701": "there is such a column already",
    "42702": "a column's name can mean several",
    "42703": "there is no such column",
    "42704": "there is no such thing",
    "42710": "there is such a thing already",
    "42723": "there is such a function or operator already",
    "42725": "the name of a function can mean several",
    "42803": "a column is neither grouped nor aggregated",
    "42804": "the types do not fit",
    "42809": "it is a thing of another kind",
    "42830": "what a foreign key refers to is not unique",
    "42846": "one type cannot be cast to the other",
    "42883": "there is no such function or operator",
    "428C9": "a generated column cannot be given a value",
    "42939": "the name is reserved",
    "42P01": "there is no such table",
    "42P06": "there is such a schema already",
    "42P07": "there is such a table or index already",
    "42P10": "the columns do not fit a unique index",
    "42P13": "the definition of a function is not allowed",
    "42P16": "the definition of a table is not allowed",
    "42P17": "the definition of an object is not allowed",
    "54001": "it is nested too deep for the server",
    "55000": "the state of an object does not allow it",
    "55006": "something is still in use",
    "55P03": "somebody else holds a lock",
    "55P04": "a new value of an enum cannot be used before its transaction is committed",
    "57014": "it took too long, or somebody cancelled it",
    "58P01": "the server has not got the file for it",
    "P0001": "it raises an exception of its own",
    "P0002": "a query gives no row where one is needed",
    "P0003": "a query gives several rows where one is needed",
    "P0004": "an assertion fails",
}
CLASSES: Final = {
    "0A": STATES["0A000"],
    "22": "a value cannot be computed",
    "23": "a row breaks a constraint",
    "25": "the transaction does not allow it",
    "42": "the server does not understand it",
    "53": "the server has not got enough resources",
    "54": "it is too much for the server",
    "55": "the state of an object does not allow it",
    "58": "the server cannot use its files",
    "XX": "the server has an internal error",
}
QUOTES_NAMES: Final = ("2B", "3D", "3F", "42", "55")
"""The classes whose messages quote names of things, never values."""
QUOTED: Final = re.compile(r'"([^"\r\n]{1,60})"|\b(\w[\w.]{0,60})\(')
BLOCK: Final = re.compile(r"inline_code_block line (\d+)")
RAISED: Final = "P0001"
NO_RIGHT: Final = "42501"
NO_SUCH_THING: Final = "42704"


class Refused(NamedTuple):
    """What the server has against a statement.

    ``position`` is that of the character in the statement, from 1, ``line`` that in the body of a DO block; 0 = not
    said. ``quoted`` is what its message quotes: it is not to be shown as it is.
    """

    state: str
    position: int = 0
    line: int = 0
    quoted: tuple[str, ...] = ()


def read(result: PGresult, state: str) -> Refused:
    """Return what a result that is an error tells."""
    from psycopg.pq import DiagnosticField

    def field(name: DiagnosticField) -> str:
        return (result.error_field(name) or b"").decode("utf-8", "replace")

    position = field(DiagnosticField.STATEMENT_POSITION)
    line = BLOCK.search(field(DiagnosticField.CONTEXT))
    quoted = QUOTED.findall(field(DiagnosticField.MESSAGE_PRIMARY)) if state[:2] in QUOTES_NAMES else ()
    return Refused(
        state,
        int(position) if position.isdigit() else 0,
        int(line[1]) if line else 0,
        tuple(dict.fromkeys(one or two for one, two in quoted)),
    )


def words(refused: Refused, statement: str) -> str:
    """Return why a statement is refused, with those names of what is quoted that stand in it."""
    said = STATES.get(refused.state) or CLASSES.get(refused.state[:2]) or "the server does not take it"
    shown = [name for name in refused.quoted if name in statement and name.isprintable()]
    about = f": {', '.join(shown)}" if shown else ""
    return f"{said} ({refused.state or 'no SQLSTATE'}){about}"
