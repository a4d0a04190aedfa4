"""Functions, triggers, views, sequences and what else is only known by name."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from envlint.formats.sql import dependants, names, typenames
from envlint.formats.sql.catalogue import Conflict, Trigger

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.formats.sql.catalogue import Type
    from envlint.formats.sql.syntax import Node
    from envlint.formats.sql.work import Work

OUTSIDE: Final = ("FUNC_PARAM_OUT", "FUNC_PARAM_TABLE")


def create(work: Work, node: Node) -> None:
    """Apply CREATE FUNCTION and CREATE PROCEDURE."""
    arguments = [
        str(_typed(item["FunctionParameter"]["argType"]))
        for item in node.get("parameters", ())
        if item["FunctionParameter"].get("mode") not in OUTSIDE
    ]
    name = signature(_name(work, node["funcname"]), arguments)
    if ("function", name) in work.catalogue.others and not (node.get("replace") or work.lenient):
        raise Conflict(f"there is a function {name} already")
    work.catalogue.others["function", name] = work.at(None)


def signature(name: str, arguments: list[str]) -> str:
    """Return a function with the types it takes."""
    return f"{name}({', '.join(arguments)})"


def _typed(named: Node) -> Type:
    found = typenames.read(named)
    return replace(found, modifiers="", name="character" if found.name == "bpchar" else found.name)


def _name(work: Work, parts: list[Node]) -> str:
    known = {key[1].partition("(")[0] for key in work.catalogue.others if key[0] == "function"}
    return work.named(parts, lambda name: name in known)


def drop(work: Work, item: Node, *, optional: bool, cascade: bool) -> None:
    """Apply DROP FUNCTION to one function; without arguments it is the only one of its name."""
    name = _name(work, item["objname"])
    there = [key for key in work.catalogue.others if key[0] == "function" and key[1].partition("(")[0] == name]
    if not item.get("args_unspecified"):
        given = signature(name, [str(_typed(one["TypeName"])) for one in item.get("objargs", ())])
        there = [key for key in there if key[1] == given]
    if len(there) != 1 and not (optional and not there):
        raise Conflict(f"there is no function {name}" if not there else f"there are several functions {name}")
    for key in there:
        _untrigger(work, key[1], cascade=cascade)
        del work.catalogue.others[key]


def _untrigger(work: Work, function: str, *, cascade: bool) -> None:
    """Take away the triggers that call a function."""
    for table in list(work.catalogue.tables.values()):
        calling = [name for name, trigger in table.triggers.items() if trigger.function == function]
        if calling and not cascade:
            raise Conflict(f"trigger {calling[0]} of {table.name} calls {function}")
        if calling:
            work.put(replace(table, triggers={key: one for key, one in table.triggers.items() if key not in calling}))


def create_trigger(work: Work, node: Node) -> None:
    """Apply CREATE TRIGGER."""
    relation = work.relation(node["relation"])
    if relation not in work.catalogue.tables and work.catalogue.holds(relation):
        return  # one INSTEAD OF what is done to a view
    table = work.catalogue.table(relation)
    function = f"{_name(work, node['funcname'])}()"
    name = node["trigname"]
    if name in table.triggers and not (node.get("replace") or work.lenient):
        raise Conflict(f"table {relation} has a trigger {name} already")
    work.put(replace(table, triggers={**table.triggers, name: Trigger(function, work.at(node["relation"]))}))


def create_view(work: Work, node: Node) -> None:
    """Apply CREATE VIEW."""
    name = work.relation(node["view"])
    if node["view"].get("relpersistence") == "t":
        return
    if not (node.get("replace") and ("view", name) in work.catalogue.others):
        if work.lenient and work.catalogue.holds(name):
            return
        work.free(name)
    work.catalogue.views[name] = dependants.view(work, node["query"])
    work.catalogue.others["view", name] = work.at(node["view"])


def create_sequence(work: Work, node: Node) -> None:
    """Apply CREATE SEQUENCE."""
    name = work.relation(node["sequence"])
    if (node.get("if_not_exists") or work.lenient) and work.catalogue.holds(name):
        return
    work.free(name)
    work.catalogue.others["sequence", name] = work.at(node["sequence"])
    own_sequence(work, node)


def own_sequence(work: Work, node: Node) -> None:
    """Note which column a sequence goes along with."""
    name = work.relation(node["sequence"])
    if ("sequence", name) not in work.catalogue.others:
        if node.get("missing_ok"):
            return
        raise Conflict(f"there is no sequence {name}")
    for option in node.get("options", ()):
        if option["DefElem"]["defname"] == "owned_by":
            words = option["DefElem"]["arg"]["List"]["items"]
            work.catalogue.sequences.pop(name, None)
            if len(words) > 1:
                owner = work.named(words[:-1])
                work.catalogue.sequences[name] = (owner, names.strings(words)[-1])


def create_named(work: Work, kind: str, name: str, *, optional: bool) -> None:
    """Note that there is an extension, a schema, a policy."""
    if (kind, name) in work.catalogue.others:
        if optional or work.lenient:
            return
        raise Conflict(f"there is a {kind} {name} already")
    work.catalogue.others[kind, name] = work.at(None)


def create_extension(work: Work, node: Node) -> None:
    """Apply CREATE EXTENSION."""
    create_named(work, "extension", node["extname"], optional=bool(node.get("if_not_exists")))


def create_policy(work: Work, node: Node) -> None:
    """Apply CREATE POLICY."""
    table = work.catalogue.table(work.relation(node["table"]))
    create_named(work, "policy", f"{table.name}.{node['policy_name']}", optional=False)


def create_foreign_table(work: Work, node: Node) -> None:
    """Apply CREATE FOREIGN TABLE."""
    base = node["base"] if "relation" not in node else node
    name = work.relation(base["relation"])
    if base.get("if_not_exists") and work.catalogue.holds(name):
        return
    work.free(name)
    work.catalogue.others["foreign table", name] = work.at(base["relation"])
