"""Which statement does what to a catalogue, and which do nothing to it (PostgreSQL's documentation, SQL commands)."""

from __future__ import annotations

import re
from typing import Final

from envlint.formats.sql import (
    alter,
    comments,
    drops,
    functions,
    indexes,
    names,
    renames,
    tables,
    usertypes,
)
from envlint.formats.sql.work import DEFAULT_PATH, Unsupported

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from envlint.formats.sql.syntax import Node
    from envlint.formats.sql.work import Work

# Data, transactions, privileges, upkeep: nothing of what the catalogue holds.
OTHER_THINGS: Final = """
AlterDatabase AlterDatabaseSet AlterDefaultPrivileges AlterEventTrig AlterExtension AlterFdw AlterForeignServer
AlterFunction AlterOwner AlterPolicy AlterPublication AlterRole AlterRoleSet AlterStats AlterSystem AlterTSConfiguration
AlterUserMapping CheckPoint Close Cluster ConstraintsSet Copy CreateEventTrig CreateFdw CreateForeignServer
CreatePublication CreateRole CreateStats CreateSubscription CreateUserMapping Deallocate DeclareCursor Delete Discard
DropRole DropUserMapping Explain Fetch Grant GrantRole Insert Listen Load Lock Merge Notify Prepare ReassignOwned
RefreshMatView Reindex SecLabel Transaction Truncate Unlisten Update Vacuum VariableShow
"""
NO_MATTER: Final = frozenset(f"{name}Stmt" for name in OTHER_THINGS.split())
# Functions that a SELECT may call without making, changing or dropping anything.
CALLS: Final = """
current_database current_schema currval lastval nextval now pg_advisory_lock pg_advisory_unlock pg_advisory_unlock_all
pg_advisory_xact_lock pg_create_logical_replication_slot pg_drop_replication_slot
pg_notify pg_sleep pg_try_advisory_lock set_config setval txid_current version
"""
WORD: Final = re.compile("[A-Z]+[a-z]*")
HARMLESS: Final = frozenset(CALLS.split())


def apply(work: Work, kind: str, node: Node) -> None:
    """Change the catalogue as a statement does.

    Raises:
        Conflict: PostgreSQL would refuse it.
        Unsupported: what it does is not followed.
    """
    if does := DOES.get(kind):
        does(work, node)
    elif kind not in NO_MATTER:
        raise Unsupported(" ".join(WORD.findall(kind.removesuffix("Stmt"))).upper())


def _set(work: Work, node: Node) -> None:
    if node.get("name") == "search_path":
        said = [item.get("A_Const", {}).get("sval", {}).get("sval", "") for item in node.get("args", ())]
        work.path = tuple(word for word in said if word and word != "$user") if said else DEFAULT_PATH
        if not said or work.path == ("pg_catalog",):
            work.path = DEFAULT_PATH


def _select(work: Work, node: Node) -> None:
    """Say of a call whose function may define something that it is not followed."""
    if "intoClause" in node:
        tables.from_query(work, {"into": {"rel": node["intoClause"]["rel"]}})
    own = {name.partition("(")[0] for kind, name in work.catalogue.others if kind == "function"}
    for item in node.get("targetList", ()):
        call = item.get("ResTarget", {}).get("val", {}).get("FuncCall")
        if call and ("fromClause" not in node or work.named(call["funcname"], own.__contains__) in own):
            _call(work, call)


def _call(work: Work, call: Node) -> None:
    name = names.strings(call["funcname"])[-1]
    if name not in HARMLESS:
        raise Unsupported(f"a call of {name}(), which may define something")
    if name == "set_config":
        first, second = (argument.get("A_Const", {}).get("sval", {}).get("sval", "") for argument in call["args"][:2])
        if first == "search_path":
            path = tuple(word.strip(' "') for word in second.split(",") if word.strip())
            work.path = path or DEFAULT_PATH


def _procedure(work: Work, node: Node) -> None:
    _call(work, node["funccall"])


def _schema(work: Work, node: Node) -> None:
    name = node.get("schemaname") or node.get("authrole", {}).get("rolename", "")
    if name != "public":
        functions.create_named(work, "schema", name, optional=bool(node.get("if_not_exists")))
    before = work.path
    work.path = (name, *before)
    try:
        for element in node.get("schemaElts", ()):
            apply(work, *next(iter(element.items())))
    finally:
        work.path = before


DOES: Final[dict[str, Callable[[Work, Node], None]]] = {
    "AlterDomainStmt": usertypes.alter_domain,
    "AlterEnumStmt": usertypes.alter_enum,
    "AlterObjectSchemaStmt": renames.set_schema,
    "AlterSeqStmt": functions.own_sequence,
    "AlterTableStmt": alter.table,
    "CallStmt": _procedure,
    "CommentStmt": comments.comment,
    "CompositeTypeStmt": usertypes.create_composite,
    "CreateDomainStmt": usertypes.create_domain,
    "CreateEnumStmt": usertypes.create_enum,
    "CreateExtensionStmt": functions.create_extension,
    "CreateForeignTableStmt": functions.create_foreign_table,
    "CreateFunctionStmt": functions.create,
    "CreatePolicyStmt": functions.create_policy,
    "CreateRangeStmt": usertypes.create_range,
    "CreateSchemaStmt": _schema,
    "CreateSeqStmt": functions.create_sequence,
    "CreateStmt": tables.create,
    "CreateTableAsStmt": tables.from_query,
    "CreateTrigStmt": functions.create_trigger,
    "DefineStmt": usertypes.define,
    "DropStmt": drops.drop,
    "IndexStmt": indexes.create,
    "RenameStmt": renames.rename,
    "SelectStmt": _select,
    "VariableSetStmt": _set,
    "ViewStmt": functions.create_view,
}
