"""Calls: what is called, and with which arguments."""

from __future__ import annotations

from dataclasses import dataclass

from envlint.inventories.code.parsed import Parsed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a call; ``name`` is empty where it is given by position."""

    node: Node
    name: str = ""


class Calls(Parsed):
    """Answers what is asked of calls."""

    def is_callee(self, node: Node, call: Node) -> bool:
        """Whether a node stands where a call names what it calls."""
        return any(call.child_by_field_name(field) == node for field in self.language.calls[call.type]) or (
            not self.language.calls[call.type] and call.named_children[0] == node
        )

    def callee(self, call: Node) -> str:
        """Return what a call calls, dotted."""
        fields = self.language.calls[call.type]
        if not fields:
            return self.dotted(call.named_children[0])
        parts = [self.dotted(part) for field in fields if (part := call.child_by_field_name(field)) is not None]
        return ".".join(parts)

    def argument_list(self, call: Node) -> Node | None:
        """Return the node that holds the arguments of a call."""
        found = call.child_by_field_name(self.language.arguments)
        if found is None and self.language.argument_kinds:
            for child in call.named_children:
                if child.type in self.language.argument_kinds:
                    return child
                inner = [each for each in child.named_children if each.type in self.language.argument_kinds]
                if child.type == "call_suffix" and inner:
                    return inner[0]
        return found

    def is_head(self, call: Node) -> bool:
        """Whether a call is none, but names a function that is being defined, and its parameters."""
        current = call.parent
        for _ in range(3):
            if current is None:
                return False
            defined = self.language.definition(self, current)
            if defined is not None:
                return defined[1] is not None and defined[1] == self.argument_list(call)
            current = current.parent
        return False

    def arguments(self, call: Node) -> list[Argument]:
        """Return the arguments of a call, in order."""
        holder, first = self.argument_list(call), self._piped(call)
        found = [Argument(self.bare(first))] if first is not None else []
        if holder is None:
            return found
        for child in holder.named_children:
            if "comment" in child.type:
                continue
            fields = self.language.keyword_arguments.get(child.type)
            name = child.child_by_field_name(fields[0]) if fields else None
            value = child.child_by_field_name(fields[1]) if fields else None
            if fields and value is None and child.named_child_count:
                value = child.named_children[-1]
                if not fields[0] and child.named_child_count > 1:
                    name = child.named_children[0]
            if value is not None:
                found.append(Argument(self.bare(value), self.text(name).rstrip(":") if name is not None else ""))
            else:
                found.append(Argument(self.bare(child)))
        return found

    def _piped(self, call: Node) -> Node | None:
        """Return what is piped into a call as its first argument."""
        parent = call.parent
        if (
            not self.language.pipes
            or parent is None
            or parent.type not in self.language.fallbacks
            or parent.named_children[-1] != call
        ):
            return None
        left = parent.named_children[0]
        return (
            left
            if self.data[left.end_byte : call.start_byte].strip().decode("utf-8", "replace") in self.language.pipes
            else None
        )

    def block(self, call: Node) -> Node | None:
        """Return the block or the lambda that a call is given after its arguments: ``getOrElse(NAME) { DEFAULT }``."""
        outer = call.parent
        if (
            outer is not None
            and outer.type == call.type
            and outer.named_children[0] == call
            and "lambda" in outer.named_children[-1].type
        ):
            return outer.named_children[-1]
        return call.child_by_field_name("block")
