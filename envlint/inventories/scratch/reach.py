"""Whether a statement stays within the database that it is sent to, as far as its parse tree tells.

What belongs to the whole server (roles, databases, tablespaces, settings), its files, its programs and other servers is
beyond a scratch database. A statement whose kind is not known to stay within is taken to reach beyond.

Source: PostgreSQL 15, chapters "SQL commands", "Client authentication", "System administration functions".
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from envlint.formats.sql import names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from envlint.formats.sql.syntax import Node

# Kinds of statements, without "Stmt".
KINDS: Final = """
AlterCollation AlterDefaultPrivileges AlterDomain AlterEnum AlterExtension AlterExtensionContents AlterFunction
AlterObjectDepends AlterObjectSchema AlterOperator AlterOpFamily AlterPolicy AlterPublication AlterSeq AlterStats
AlterTable AlterTSConfiguration AlterTSDictionary AlterType Call ClosePortal Cluster Comment CompositeType
ConstraintsSet Create CreateCast CreateConversion CreateDomain CreateEnum CreateExtension CreateFunction CreateOpClass
CreateOpFamily CreatePolicy CreatePublication CreateRange CreateSchema CreateSeq CreateStats CreateTableAs
CreateTransform CreateTrig Deallocate DeclareCursor Define Delete Do Drop Execute Explain Fetch Grant Index Insert
Listen Lock Merge Notify PLAssign Prepare RefreshMatView Reindex Rename Return Rule Select Transaction Truncate
Unlisten Update Vacuum VariableSet VariableShow View
"""
WITHIN: Final = frozenset(f"{name}Stmt" for name in KINDS.split())
LEFT_OUT: Final = {
    "AlterDatabaseSetStmt": "ALTER DATABASE",
    "AlterDatabaseStmt": "ALTER DATABASE",
    "AlterOwnerStmt": "OWNER TO",
    "AlterRoleSetStmt": "ALTER ROLE",
    "AlterRoleStmt": "ALTER ROLE",
    "AlterSystemStmt": "ALTER SYSTEM",
    "CheckPointStmt": "CHECKPOINT",
    "CreateRoleStmt": "CREATE ROLE",
    "DiscardStmt": "DISCARD",
    "DropRoleStmt": "DROP ROLE",
    "GrantRoleStmt": "GRANT of a role",
    "SecLabelStmt": "SECURITY LABEL",
}
"""What no schema depends on: it is not run, and what stands around it is."""
NAMED: Final = {
    "AlterEventTrigStmt": "ALTER EVENT TRIGGER",
    "AlterTableMoveAllStmt": "ALTER ... ALL IN TABLESPACE",
    "CopyStmt": "COPY",
    "CreateAmStmt": "CREATE ACCESS METHOD",
    "CreateEventTrigStmt": "CREATE EVENT TRIGGER",
    "CreateFdwStmt": "CREATE FOREIGN DATA WRAPPER",
    "CreateForeignServerStmt": "CREATE SERVER",
    "CreatePLangStmt": "CREATE LANGUAGE",
    "CreateSubscriptionStmt": "CREATE SUBSCRIPTION",
    "CreateTableSpaceStmt": "CREATE TABLESPACE",
    "CreateUserMappingStmt": "CREATE USER MAPPING",
    "CreatedbStmt": "CREATE DATABASE",
    "DropOwnedStmt": "DROP OWNED",
    "DropSubscriptionStmt": "DROP SUBSCRIPTION",
    "DropTableSpaceStmt": "DROP TABLESPACE",
    "DropdbStmt": "DROP DATABASE",
    "ImportForeignSchemaStmt": "IMPORT FOREIGN SCHEMA",
    "LoadStmt": "LOAD",
    "ReassignOwnedStmt": "REASSIGN OWNED",
}
OF_THE_SERVER: Final = ("OBJECT_DATABASE", "OBJECT_ROLE", "OBJECT_TABLESPACE", "OBJECT_PARAMETER_ACL")
WHO: Final = ("role", "session_authorization")
LIMITS: Final = (
    "statement_timeout",
    "lock_timeout",
    "idle_in_transaction_session_timeout",
    "idle_session_timeout",
    "transaction_timeout",
)
TWO_PHASES: Final = ("TRANS_STMT_PREPARE", "TRANS_STMT_COMMIT_PREPARED", "TRANS_STMT_ROLLBACK_PREPARED")
LANGUAGES: Final = ("sql", "plpgsql")
SANDBOXED: Final = ("plperl", "pltcl", "plv8")
EXTENSIONS: Final = """
adminpack aws_commons aws_lambda aws_s3 dblink file_fdw http pageinspect pg_background pg_cron pg_net pg_surgery
plperlu plpython2u plpython3u plpythonu plsh pltclu
"""
REACHING_EXTENSIONS: Final = frozenset(EXTENSIONS.split())
HARMLESS: Final = re.compile(
    r"pg_(?:get_\w+|\w+_is_visible|(?:try_)?advisory_\w+|\w*_size|size_\w+|notify|sleep\w*|typeof|has_role|backend_pid"
    r"|collation_for|describe_object|identify_object\w*|is_in_recovery|my_temp_schema|trigger_depth|input_\w+"
    r"|partition_\w+|current_\w+|snapshot_\w+|xact_\w+|index\w*_has_property|client_encoding|encoding_to_char"
    r"|char_to_encoding|sequence_\w+|listening_channels|extension_config_dump|column_compression|timezone_\w+)"
)
FILES: Final = ("lo_import", "lo_export")
OF_TEXTS: Final = frozenset(
    ("query_to_xml", "query_to_xmlschema", "query_to_xml_and_xmlschema", "ts_rewrite", "ts_stat")
)
BEYOND: Final = "reaches beyond the scratch database"


class Beyond(NamedTuple):
    """What of a statement keeps it from being run.

    ``optional`` says that a trial can do without it; without ``words`` nobody need be told so.
    """

    words: str
    optional: bool = False


def of_kind(kind: str, node: Node) -> Beyond | None:
    """Return what the kind of a statement and its object say."""
    if kind in LEFT_OUT:
        return Beyond(LEFT_OUT[kind], optional=True)
    if kind not in WITHIN:
        return Beyond(NAMED.get(kind) or f"a statement of the kind {kind.removesuffix('Stmt')}")
    special = SPECIAL.get(kind)
    return special(node) if special else None


def _setting(node: Node) -> Beyond | None:
    name = node.get("name", "")
    if name in WHO:
        return Beyond("SET ROLE" if name == "role" else "SET SESSION AUTHORIZATION", optional=True)
    return Beyond("", optional=True) if name in LIMITS else None


def _grant(node: Node) -> Beyond | None:
    if node.get("objtype") in OF_THE_SERVER:
        return Beyond("GRANT or REVOKE on what belongs to the whole server", optional=True)
    return None


def _rename(node: Node) -> Beyond | None:
    kind = node.get("renameType", "")
    return Beyond(f"ALTER {_object(kind)} RENAME", optional=True) if kind in OF_THE_SERVER else None


def _comment(node: Node) -> Beyond | None:
    kind = node.get("objtype", "")
    if kind == "OBJECT_EXTENSION":
        return Beyond("", optional=True)
    return Beyond(f"COMMENT ON {_object(kind)}", optional=True) if kind in OF_THE_SERVER else None


def _object(kind: str) -> str:
    return kind.removeprefix("OBJECT_")


def _table(node: Node) -> Beyond | None:
    commands = [item["AlterTableCmd"].get("subtype") for item in node.get("cmds", ())]
    if commands and all(command == "AT_ChangeOwner" for command in commands):
        return Beyond("OWNER TO", optional=True)
    return None


def _transaction(node: Node) -> Beyond | None:
    return Beyond("a transaction in two phases") if node.get("kind") in TWO_PHASES else None


def _extension(node: Node) -> Beyond | None:
    name = node.get("extname", "")
    return Beyond(f"the extension {name}") if name in REACHING_EXTENSIONS else None


def _write(node: Node) -> Beyond | None:
    """Say of a change of the server's own catalogues that it is one."""
    relation = node.get("relation", {})
    if relation.get("schemaname") == "pg_catalog" or relation.get("relname", "").startswith("pg_"):
        return Beyond("a change of the server's own catalogues")
    return None


SPECIAL: Final[dict[str, Callable[[Node], Beyond | None]]] = {
    "AlterTableStmt": _table,
    "CommentStmt": _comment,
    "CreateExtensionStmt": _extension,
    "DeleteStmt": _write,
    "GrantStmt": _grant,
    "InsertStmt": _write,
    "MergeStmt": _write,
    "RenameStmt": _rename,
    "TransactionStmt": _transaction,
    "UpdateStmt": _write,
    "VariableSetStmt": _setting,
}


def of_call(name: str, node: Node) -> Beyond | None:
    """Return what a call of one of the server's own functions does beyond."""
    if name == "set_config":
        setting = constant(next(iter(node.get("args", ())), {}))
        if setting is None or setting in WHO:
            return Beyond("set_config() of who acts" if setting else "set_config() of a setting that cannot be seen")
        return None
    if name in FILES or name in OF_TEXTS or (name.startswith("pg_") and not HARMLESS.fullmatch(name)):
        return Beyond(f"a call of {name}()")
    return None


def constant(node: Node) -> str | None:
    """Return the text that an expression is, if it is nothing but a text."""
    while "TypeCast" in node:
        node = node["TypeCast"]["arg"]
    value = node.get("A_Const", {}).get("sval")
    return None if value is None else str(value.get("sval", ""))


def parts(node: object) -> Iterator[tuple[str, Node]]:
    """Yield every node of a tree below the outermost, with its kind."""
    pending: list[object] = [node]
    while pending:
        item = pending.pop()
        if isinstance(item, list):
            pending += item
        elif isinstance(item, dict):
            for key, value in item.items():
                if isinstance(value, dict) and key[:1].isupper():
                    yield key, value
                if isinstance(value, dict | list):
                    pending.append(value)


def called(node: Node) -> str:
    """Return the name of the function that a call calls, without its schema."""
    return names.strings(node["funcname"])[-1]
