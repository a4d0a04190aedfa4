"""Which reader a place in the code means: from a leaf of the tree outwards, through what is called and indexed."""

from __future__ import annotations

import re
from dataclasses import replace

from envlint.inventories.code.facts import Site
from envlint.inventories.code.flows import Flows
from envlint.inventories.code.functions import CONSTRUCTORS
from envlint.inventories.code.keys import Resolver
from envlint.inventories.code.language import EnvObject, Reader, Scope
from envlint.inventories.code.spelled import result_of, turbofish
from envlint.inventories.code.visible import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from tree_sitter import Node

    from envlint.inventories.code.unit import Unit

HIGHEST: Final = 12
"""Nodes between a name and the call or subscript that it is the head of."""
PARTS: Final = frozenset(
    {
        "non_null_expression",
        "variable_name",
        "simple_expansion",
        "scoped_identifier",
        "qualified_name",
        "name",
        "generic_function",
    }
)


class Sites(Flows):
    """Finds the places where readers are called."""

    def _sites(self, unit: Unit, leaf: Node, candidates: list[Reader | EnvObject]) -> Iterator[Site]:
        """Climb from a leaf through what is called or indexed, and yield where a reader is meant."""
        language, node = unit.language, leaf
        for _ in range(HIGHEST):
            parent = node.parent
            found = self._environment_at(unit, node, candidates)
            if not found and parent is not None and self._is_called(unit, node, parent):
                found = self._calls_at(unit, parent, candidates)
            if found or parent is None:
                yield from found
                return
            if language.binders and (local := _bound(unit, node)):
                self._new_name(unit, unit.dotted(node), local, candidates)
                return
            if language.super_call and (heir := _heir(unit, node)) is not None:
                yield from self._inherited(unit, unit.dotted(node), heir, candidates)
                return
            if not (parent.type in language.members or parent.type in PARTS or self._is_called(unit, node, parent)):
                return
            node = parent

    def _is_called(self, unit: Unit, node: Node, parent: Node) -> bool:
        return parent.type in unit.language.calls and unit.is_callee(node, parent)

    def _environment_at(self, unit: Unit, node: Node, candidates: list[Reader | EnvObject]) -> list[Site]:
        """Return what is read of the environment that a node is, if it is one."""
        text = unit.dotted(node)
        for each in candidates:
            if isinstance(each, EnvObject) and visible(each.callee, each.scope, unit, text, node.start_byte):
                found = list(self._of_object(unit, node, each))
                if found:
                    return found
        return []

    def _calls_at(self, unit: Unit, call: Node, candidates: list[Reader | EnvObject]) -> list[Site]:
        """Return what a call reads: all readers of the first function that it can mean."""
        callee = unit.callee(call).partition(".<")[0]
        readers = (each for each in candidates if isinstance(each, Reader))
        meant = [each for each in readers if visible(each.callee, each.scope, unit, callee, call.start_byte)]
        same = [each for each in meant if (each.callee, each.scope) == (meant[0].callee, meant[0].scope)]
        return [site for each in same for site in self._of_call(unit, call, each)]

    def _new_name(self, unit: Unit, text: str, local: str, candidates: list[Reader | EnvObject]) -> None:
        """Make a reader of a name that a file gives to one: ``get_port = partial(get, cast=int)``."""
        reader = next((c for c in candidates if isinstance(c, Reader) and visible(c.callee, c.scope, unit, text)), None)
        if reader is not None and reader.callee != local:
            self._new(replace(reader, callee=local, scope=Scope(unit.language.scope, unit.path)))

    def _inherited(self, unit: Unit, text: str, heir: Node, candidates: list[Reader | EnvObject]) -> Iterator[Site]:
        """Make a reader of a class that inherits from one: by its own constructor, or by the one it inherits."""
        name, body = heir.child_by_field_name(unit.language.classes[heir.type]), heir.child_by_field_name("body")
        reader = next((c for c in candidates if isinstance(c, Reader) and visible(c.callee, c.scope, unit, text)), None)
        if reader is None or name is None or body is None:
            return
        functions = (child for child in body.named_children if child.type in unit.language.functions)
        own = next((each for each in functions if unit.function_name(each) in CONSTRUCTORS), None)
        if own is None:
            scope = Scope(unit.language.scope, unit.path)
            self._new(replace(reader, callee=unit.text(name), via=unit.text(name), scope=scope))
            return
        for match in re.compile(unit.language.super_call).finditer(unit.data, own.start_byte, own.end_byte):
            leaf = unit.leaf(match.end() - 1, match.end())
            call = unit.enclosing(leaf, dict(unit.language.calls)) if leaf is not None else None  # type: ignore[arg-type]
            if call is not None:
                yield from self._of_call(unit, call, reader)

    def _of_call(self, unit: Unit, call: Node, reader: Reader) -> Iterator[Site]:
        arguments = unit.arguments(call) if not unit.is_head(call) else []
        named = {each.name: each.node for each in arguments if each.name}
        given = [each.node for each in arguments if not each.name]
        keys = given[reader.key :] if reader.variadic else given[reader.key : reader.key + 1]
        if not keys and len(reader.parameters) > reader.key and (node := named.get(reader.parameters[reader.key])):
            keys = [node]
        default = None
        if reader.default is not None:
            if reader.default < len(given) and not reader.variadic:
                default = given[reader.default]
            elif len(reader.parameters) > reader.default:
                default = named.get(reader.parameters[reader.default])
        default = default or named.get("default")
        block = unit.block(call)
        if default is None and reader.default is not None and block is not None:
            default = result_of(unit, block)
        kind = reader.type
        values = None
        if reader.values_at is not None:
            by_name = (
                named.get(reader.parameters[reader.values_at]) if len(reader.parameters) > reader.values_at else None
            )
            values = given[reader.values_at] if reader.values_at < len(given) else by_name
        if reader.type_at is not None:
            spelled = given[reader.type_at] if reader.type_at < len(given) else None
            if spelled is None and len(reader.parameters) > reader.type_at:
                spelled = named.get(reader.parameters[reader.type_at])
            kind = unit.language.types.get(unit.text(spelled).partition("(")[0], kind) if spelled is not None else kind
        kind = kind or turbofish(unit, call)
        if unit.language.bang and reader.scope is None and unit.text(call).partition("(")[0].endswith("!"):
            reader = replace(reader, required=True)
        for key in keys:
            yield Site(call, key, replace(reader, type=kind), default, values=values)

    def _of_object(self, unit: Unit, node: Node, thing: EnvObject) -> Iterator[Site]:
        language, parent = unit.language, node.parent
        while parent is not None and parent.type in language.transparent:
            node, parent = parent, parent.parent
        if parent is None:
            return
        plain = Reader(
            thing.callee,
            required=thing.required,
            how=thing.how,
            via=thing.via,
            prefix=thing.prefix,
            upper=thing.upper,
            ignored=thing.ignored,
            only=thing.only,
        )
        if parent.type in language.members:
            yield from self._of_member(unit, node, parent, thing, plain)
        elif parent.type in language.calls and len(language.calls[parent.type]) > 1 and unit.is_callee(node, parent):
            method = parent.child_by_field_name(language.calls[parent.type][1])
            if method is not None:
                yield from self._of_method(unit, parent, unit.text(method), thing)
        elif parent.type in language.subscripts and thing.items:
            holder, index = Resolver(unit).halves(parent)
            if holder == node and index is not None and index != node:
                yield Site(parent, index, plain)
        elif parent.type in language.membership and _asks_in(unit, parent, node):
            yield Site(parent, parent.named_children[0], replace(plain, required=None), presence=True)
        else:
            yield from self._flow(unit, node, parent, thing, plain)

    def _of_member(self, unit: Unit, node: Node, parent: Node, thing: EnvObject, plain: Reader) -> Iterator[Site]:
        language = unit.language
        fields = language.members[parent.type]
        holder = parent.child_by_field_name(fields[0]) if fields[0] else parent.named_children[0]
        last = parent.child_by_field_name(fields[1]) if fields[1] else parent.named_children[-1]
        if holder != node or last is None:
            return
        outer = parent.parent
        called = outer is not None and outer.type in language.calls and unit.is_callee(parent, outer)
        if called and outer is not None and (unit.text(last) in thing.methods or "*" in thing.methods):
            yield from self._of_method(unit, outer, unit.text(last), thing)
        elif thing.members and not called:
            yield Site(parent, last, plain)

    def _of_method(self, unit: Unit, call: Node, name: str, thing: EnvObject) -> Iterator[Site]:
        reader = thing.methods.get(name) or thing.methods.get("*")
        if reader is not None:
            yield from self._of_call(
                unit, call, replace(reader, how=thing.how, via=thing.via or reader.via, prefix=thing.prefix)
            )


def _bound(unit: Unit, node: Node) -> str:
    """Return the name that is given to a function: as it is, or with some of its arguments bound."""
    parent = node.parent
    if parent is not None and parent.type in unit.language.argument_kinds and parent.named_children[0] == node:
        call = parent.parent
        if call is None or call.type not in unit.language.calls or unit.callee(call) not in unit.language.binders:
            return ""
        node, parent = call, call.parent
    fields = unit.language.assignments.get(parent.type) if parent is not None else None
    left = parent.child_by_field_name(fields[0]) if parent is not None and fields and fields[0] else None
    return unit.text(left) if left is not None and left != node and left.type in unit.language.identifiers else ""


def _heir(unit: Unit, node: Node) -> Node | None:
    """Return the class that names a node among those it inherits from."""
    parent = node.parent
    if parent is not None and parent.type in unit.language.subscripts and parent.named_children[0] == node:
        parent = parent.parent
    heir = parent.parent if parent is not None and parent.type in unit.language.argument_kinds else None
    return heir if heir is not None and heir.type in unit.language.classes else None


def _asks_in(unit: Unit, parent: Node, node: Node) -> bool:
    children = parent.named_children
    return children[-1] == node and b"in" in unit.data[children[0].end_byte : node.start_byte].split()
