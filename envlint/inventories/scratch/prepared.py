"""A file of a migration, ready to be sent: its statements, which of them are not sent, and in what transactions.

All statements of a file run in one transaction, as migration tools do it, unless the file begins or ends one itself,
says that it wants none, or has a statement that cannot run in one: then each is on its own, as in psql.

Sources: the manuals of goose, sql-migrate, dbmate and sqlx; PostgreSQL 15, chapter "SQL commands".
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from envlint.checks.database.subject import Refusal
from envlint.formats.sql import syntax
from envlint.formats.sql.script import Reading
from envlint.inventories.scratch import bodies
from envlint.inventories.scratch.judging import refusal
from envlint.inventories.scratch.reach import BEYOND

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.formats.sql.script import Said
    from envlint.formats.sql.syntax import Node
    from envlint.inventories.scratch.judging import Judge

NO_TRANSACTION: Final = re.compile(
    r"^[ \t]*--[ \t]*(?:\+goose[ \t]+NO[ \t]+TRANSACTION|no-transaction"
    r"|migrate:(?:up|down)\b.*\btransaction:[ \t]*false|\+migrate[ \t]+(?:up|down)[ \t]+notransaction)\b",
    re.IGNORECASE | re.MULTILINE,
)
OWN: Final = ("TRANS_STMT_BEGIN", "TRANS_STMT_START", "TRANS_STMT_COMMIT", "TRANS_STMT_ROLLBACK")
WHOLE: Final = ("REINDEX_OBJECT_DATABASE", "REINDEX_OBJECT_SYSTEM", "REINDEX_OBJECT_SCHEMA")


class Ready(NamedTuple):
    """A statement that is sent."""

    said: Said
    text: str


class Prepared(NamedTuple):
    """The statements of a file. ``alone`` says that each is on its own, ``own`` that the file has transactions itself.

    With ``refused`` nothing of the file is sent. ``left_out`` are in words the statements that are not.
    """

    reading: Reading
    statements: tuple[Ready, ...]
    alone: bool
    refused: Refusal | None = None
    left_out: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The file's path."""
        return self.reading.path


def prepare(path: str, text: str, judge: Judge) -> Prepared:
    """Return a file's statements, judged in their order."""
    reading = Reading(path, text)
    statements, left_out, refused = [], [], None
    for said in reading.statements():
        own = reading.text[said.start : said.end]
        beyond = judge.of(said.kind, said.node, own)
        if beyond is None:
            statements.append(Ready(said, own))
        elif beyond.optional:
            if beyond.words:
                left_out.append(f"{reading.place(said.start)}: {beyond.words} {BEYOND} and was not run")
        elif refused is None:
            refused = Refusal(reading.place(said.start), refusal(beyond), sent=False)
    if reading.faults:
        fault = min(reading.faults, key=lambda fault: (fault.at.line, fault.at.column))
        refused = Refusal(fault.at, f"a trial does not run this file: {fault.message}", sent=False)
    alone = bool(NO_TRANSACTION.search(reading.text)) or any(_alone(ready) for ready in statements)
    return Prepared(reading, tuple(statements), alone, refused, tuple(left_out))


def _alone(ready: Ready) -> bool:
    """Whether a statement cannot run in a transaction with others, or ends one."""
    kind, node = ready.said.kind, ready.said.node
    if kind == "TransactionStmt":
        return node.get("kind") in OWN
    if kind in ("IndexStmt", "DropStmt"):
        return bool(node.get("concurrent"))
    if kind == "VacuumStmt":
        return bool(node.get("is_vacuumcmd"))
    if kind == "AlterEnumStmt":
        return "oldVal" not in node
    if kind == "ReindexStmt":
        return node.get("kind") in WHOLE or "concurrently" in _options(node)
    if kind == "ClusterStmt":
        return "relation" not in node
    if kind == "AlterTableStmt":
        return any(_detached(item["AlterTableCmd"]) for item in node.get("cmds", ()))
    return kind == "CallStmt" or (kind == "DoStmt" and _commits(ready.text))


def _options(node: Node) -> set[str]:
    return {item["DefElem"]["defname"] for item in node.get("params", ())}


def _detached(command: Node) -> bool:
    return bool(command.get("def", {}).get("PartitionCmd", {}).get("concurrent"))


def _commits(text: str) -> bool:
    try:
        return bodies.of_procedure(text).commits
    except syntax.Refused:
        return False
