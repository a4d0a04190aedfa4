"""Where the environment itself goes: into a name, a pattern, a parameter, an object that is a copy of it."""

from __future__ import annotations

import re
from dataclasses import replace

from envlint.inventories.code.definitions import first_part
from envlint.inventories.code.facts import Site
from envlint.inventories.code.keys import Resolver
from envlint.inventories.code.known import Known
from envlint.inventories.code.language import EnvObject, Language, Reader, Scope
from envlint.inventories.code.visible import leads_to

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from envlint.inventories.code.unit import Unit


class Flows(Known):
    """Follows an environment that is not read where it stands."""

    def _flow(self, unit: Unit, node: Node, parent: Node, thing: EnvObject, plain: Reader) -> Iterator[Site]:
        """Follow the environment itself: into a name, a pattern, a parameter's default."""
        language = unit.language
        surely = True
        while parent.parent is not None and _holds(language, parent, node) and not _assigns(unit, parent):
            surely = surely and parent.type not in language.ternaries
            node, parent = parent, parent.parent
        if parent.type in language.argument_kinds:
            self._handed(unit, node, parent, thing)
            yield from self._copied(unit, parent, thing, plain)
            return
        if parent.type in language.exporting:
            if not surely or (thing.scope is not None and thing.scope.kind != "import"):
                return
            self._new(replace(thing, callee="default", scope=Scope("import", unit.path, default=True)))
            return
        fields = language.assignments.get(parent.type)
        left = (
            unit.defaulted(node)
            if fields is None
            else parent.child_by_field_name(fields[0])
            if fields[0]
            else first_part(parent)
        )
        if left is None or left == node:
            return
        if any(unit.dotted(left) == known.callee for known in language.objects):
            return
        taken = list(language.destructured(unit, left))
        for name, spelled, default in taken:
            yield Site(spelled, spelled, replace(plain, callee=name), default)
        name = unit.text(left)
        if not taken and re.fullmatch(r"[\w.$@]+", name):
            function = unit.function_of(node)
            inside = (function.start_byte, function.end_byte) if function is not None else (0, 0)
            kind = "import" if language.scope == "import" and function is None and surely else "file"
            holder, _, last = name.rpartition(".")
            method = bool(holder) and holder not in language.self_names
            self._new(
                replace(thing, callee=last, scope=Scope(kind, unit.path, start=inside[0], end=inside[1], method=method))
            )

    def _handed(self, unit: Unit, node: Node, arguments: Node, thing: EnvObject) -> None:
        """Follow the environment into a function of the project that is called with it."""
        call = arguments.parent
        if call is None or call.type not in unit.language.calls:
            return
        callee = unit.callee(call)
        given = [child for child in arguments.named_children if "comment" not in child.type]
        position = next((index for index, child in enumerate(given) if child == node), None)
        if position is None or not re.fullmatch(r"(?:this\.|self\.)?[\w$]+", callee):
            return
        for other, function in self._functions(unit, callee.rpartition(".")[2]):
            parameters = other.parameters(function)
            if position < len(parameters) and parameters[position].plain:
                scope = Scope("file", other.path, start=function.start_byte, end=function.end_byte)
                self._new(replace(thing, callee=parameters[position].name, scope=scope))

    def _copied(self, unit: Unit, arguments: Node, thing: EnvObject, plain: Reader) -> Iterator[Site]:
        """Follow what a function makes of the environment alone: members in upper case are variables still."""
        call = arguments.parent
        if call is None or call.type not in unit.language.calls or call.parent is None:
            return
        callee = unit.callee(call)
        alone = arguments.named_child_count == 1 and re.fullmatch(r"[\w$]+", callee)
        if alone or callee in unit.language.copying:
            rich = replace(thing, only="[A-Z][A-Z0-9_]*" if alone else thing.only)
            yield from self._flow(unit, call, call.parent, rich, replace(plain, only=rich.only))

    def _functions(self, unit: Unit, name: str) -> Iterator[tuple[Unit, Node]]:
        """Yield the functions of a name in a file, or in the one that it is imported from."""
        module, original = unit.imported.get(name, ("", name))
        units = [unit] if not module else [u for u in unit.holding(original.encode()) if leads_to(module, unit, u.path)]
        for other in units:
            for mention in other.mentions(original):
                function = mention.parent
                if function is not None and function.type in other.language.classes:
                    yield from ((other, each) for each in other.constructors(function))
                    continue
                if function is not None and function.type not in other.language.functions:
                    function = Resolver(other).value_of(mention)
                if (
                    function is not None
                    and function.type in other.language.functions
                    and other.function_name(function) == original
                ):
                    yield other, function


def _assigns(unit: Unit, node: Node) -> bool:
    """Whether a node is an assignment, in a grammar where one is an operation like any other."""
    if node.type not in unit.language.assignments or node.type not in unit.language.fallbacks:
        return False
    left, right = node.named_children[0], node.named_children[-1]
    return unit.data[left.end_byte : right.start_byte].strip() == b"="


def _holds(language: Language, parent: Node, node: Node) -> bool:
    """Whether an expression is still the environment if the environment is a part of it: ``env or os.environ``."""
    if parent.type in (*language.fallbacks, *language.spreads, *language.transparent):
        return True
    if parent.type in language.ternaries:
        condition = parent.child_by_field_name(language.ternaries[parent.type][0])
        return node != condition
    return parent.type in language.tables and any(child.type in language.spreads for child in parent.named_children)
