"""Functions and classes: their names, parameters and what stands around a node."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from envlint.inventories.code.calls import Calls

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from tree_sitter import Node

CONSTRUCTORS: Final = frozenset({"__init__", "constructor", "initialize", "__construct", "new", "init"})


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a function; ``default`` is the node of its default value."""

    name: str
    node: Node
    default: Node | None = None
    variadic: bool = False
    plain: bool = True
    """Whether it is a name, and no pattern that takes an object or a list to pieces."""


class Functions(Calls):
    """Answers what is asked of functions and classes."""

    def function_of(self, node: Node) -> Node | None:
        """Return the innermost function around a node."""
        return next(self.functions_of(node), None)

    def functions_of(self, node: Node) -> Iterator[Node]:
        """Yield the functions around a node, innermost first."""
        current = self.parent(node)
        while current is not None:
            if current.type in self.language.functions or self.language.definition(self, current):
                yield current
            current = self.parent(current)

    def parameters(self, function: Node) -> list[Parameter]:
        """Return the parameters of a function, without the one that stands for the object itself."""
        defined = self.language.definition(self, function)
        holder = (
            self._declarator(function).child_by_field_name(self.language.parameters) if defined is None else defined[1]
        )
        if defined is not None and holder is None:
            return []
        if holder is None:
            holder = function.child_by_field_name("parameter")
            if holder is None:
                kinds = (
                    "parameters",
                    "function_value_parameters",
                    "lambda_parameters",
                    "parameter_list",
                    "stab_clause",
                )
                holder = next((child for child in function.named_children if child.type in kinds), None)
            if holder is None:
                return (
                    [Parameter(self.language.implicit, function)]
                    if self.language.implicit and "lambda" in function.type
                    else []
                )
        if holder.type in self.language.identifiers:
            return [Parameter(self.text(holder), holder)]
        found: list[Parameter] = []
        for child in holder.named_children:
            if found and b"=" in self._before(child):
                found[-1] = replace(found[-1], default=child)
            else:
                found.extend(self._parameter(child))
        if found and found[0].name in ("self", "cls", "this", "&self"):
            found = found[1:]
        return found

    def _before(self, node: Node) -> list[bytes]:
        """Return the words between a node and the one before it."""
        previous = node.prev_named_sibling
        return self.data[previous.end_byte : node.start_byte].split() if previous is not None else []

    def defaulted(self, node: Node) -> Node | None:
        """Return the parameter that a node is the default of, where the grammar puts it beside the parameter."""
        previous = node.prev_named_sibling
        if previous is None or previous.type != "parameter" or b"=" not in self._before(node):
            return None
        return next((child for child in previous.named_children if child.type in self.language.identifiers), None)

    def _parameter(self, child: Node) -> Iterator[Parameter]:
        language = self.language
        if "comment" in child.type or child.type == "self_parameter":
            return
        variadic = child.type in language.variadics or self.data[child.start_byte : child.start_byte + 3] == b"..."
        default = next(
            (d for f in language.parameter_defaults if (d := child.child_by_field_name(f)) is not None), None
        )
        names = child.children_by_field_name("name") if "name" in language.parameter_names else []
        if not names:
            names = [n for f in language.parameter_names if (n := child.child_by_field_name(f)) is not None][:1]
        if not names:
            found = self._identifiers(child)
            names = (
                [child]
                if child.type in language.identifiers
                else found
                if child.type == "multi_variable_declaration"
                else found[:1]
            )
        if (
            default is None
            and names
            and (last := child.named_children[-1:])
            and b"=" in self.data[names[0].end_byte : last[0].start_byte].split()
        ):
            default = last[0]
        for name in names:
            inner = name if name.type in language.identifiers else next(iter(self._identifiers(name)), name)
            plain = "pattern" not in name.type or variadic
            yield Parameter(self.text(inner).lstrip("$*&."), inner, default, variadic, plain)

    def _identifiers(self, node: Node) -> list[Node]:
        found, waiting = [], list(node.named_children)
        while waiting:
            current = waiting.pop(0)
            if current.type in self.language.identifiers:
                found.append(current)
            else:
                waiting.extend(current.named_children)
        return found

    def constructors(self, definition: Node) -> Iterator[Node]:
        """Yield the constructors of a class."""
        body = definition.child_by_field_name("body")
        for child in body.named_children if body is not None else ():
            if child.type in self.language.functions and self.function_name(child) in CONSTRUCTORS:
                yield child

    def _declarator(self, function: Node) -> Node:
        """Return the node with name and parameters: in C behind the ``*`` of the type, else the function."""
        inner: Node | None = function.child_by_field_name("declarator")
        while inner is not None and inner.type != "function_declarator":
            inner = inner.child_by_field_name("declarator") or next(iter(inner.named_children[-1:]), None)
        return inner or function

    def function_name(self, function: Node) -> str:
        """Return the name of a function: its own, or that of what it is assigned to."""
        defined = self.language.definition(self, function)
        if defined is not None:
            return defined[0]
        field = self.language.functions[function.type]
        name = self._declarator(function).child_by_field_name(field) if field else None
        if name is not None:
            return self._last_word(name)
        if field:
            own = next((child for child in function.named_children if child.type in self.language.identifiers), None)
            return self.text(own) if own is not None else ""
        current, parent = function, function.parent
        while parent is not None and parent.type in (*self.language.transparent, "expression_list", "call_expression"):
            current, parent = parent, parent.parent
        if parent is None:
            return ""
        fields = {**self.language.assignments, **self.language.pairs}.get(parent.type)
        left = parent.child_by_field_name(fields[0]) if fields else None
        return self._last_word(left) if left is not None and left != current else ""

    def _last_word(self, node: Node) -> str:
        words = re.findall(r"[\w$?!]+", self.text(node))
        return words[-1].lstrip("$") if words else ""

    def table_of(self, function: Node) -> tuple[Node, str] | None:
        """Return the table that a function is a value of, with its name: ``const env = { get() {} }``."""
        current = (
            function if function.parent is None or function.parent.type not in self.language.pairs else function.parent
        )
        table = current.parent
        if table is None or table.type not in self.language.tables:
            return None
        outer = table.parent
        while outer is not None and outer.type in self.language.transparent:
            outer = outer.parent
        fields = self.language.assignments.get(outer.type) if outer is not None else None
        left = outer.child_by_field_name(fields[0]) if outer is not None and fields and fields[0] else None
        return (table, self._last_word(left)) if left is not None else None

    def qualifier(self, function: Node) -> str:
        """Return the class in front of a function's own name: ``Config`` of ``Config::text``; empty for none."""
        name = self._declarator(function).child_by_field_name("declarator")
        words = re.findall(r"\w+", self.text(name)) if name is not None else []
        return words[-2] if len(words) > 1 else ""

    def class_of(self, node: Node) -> tuple[Node, str] | None:
        """Return the innermost class around a node, with its name."""
        found = self.enclosing(node, dict(self.language.classes))
        current = node.parent if found is None and not self.language.classes else None
        while current is not None:
            if own := self.language.module(self, current):
                return current, own
            current = current.parent
        if found is None:
            return None
        name = found.child_by_field_name(self.language.classes[found.type])
        return found, self._last_word(name) if name is not None else ""
