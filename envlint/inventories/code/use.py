"""What a program does with a value that it read: a default beside it, a type it is turned into, a guard."""

from __future__ import annotations

import re
from dataclasses import replace

from envlint.inventories.code.guards import MISSING, Guards
from envlint.inventories.code.outcome import Use
from envlint.inventories.code.spelled import last_of, result_of, told_by, turbofish

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container
    from typing import Final

    from tree_sitter import Node

    from envlint.inventories.code.language import Effect
    from envlint.inventories.code.unit import Unit

DEEPEST: Final = 30
BOOLEAN: Final = re.compile(r"(?i)true|false|yes|no|on|off|t|f|y|n|[01]|enabled?|disabled?|")

BLOCKS: Final = frozenset({"closure_expression", "else_clause", "block"})
ARGUMENTS: Final = frozenset({"arguments", "argument", "argument_list", "call_suffix"})
ASSIGNED: Final = frozenset({"expression_list", "let_condition"})


def use(unit: Unit, site: Node, is_read: Callable[[Node], bool] | None = None) -> Use:
    """Return what becomes of the value of the expression ``site``. ``is_read`` tells other reads."""
    if is_read is not None:
        return _Follower(unit, is_read).follow(site)
    found: Use | None = unit.uses.get(site.id)
    if found is None:
        unit.uses[site.id] = Use()  # while it is followed: a function may hand its argument to itself
        found = unit.uses[site.id] = _Follower(unit, lambda _node: False).follow(site)
    return found


class _Follower(Guards):
    """Follows a value through the expressions around it."""

    def _of_another(self, node: Node) -> Use:
        return use(self.unit, node)

    def follow(self, site: Node) -> Use:
        self.start = site.start_byte
        current: Node | None = site
        for _ in range(DEEPEST):
            if current is None:
                break
            current = self._step(current)
        return self.found

    def _step(self, node: Node) -> Node | None:
        """Look at what stands around a node and return it if the value goes on through it."""
        parent, language = self.unit.parent(node), self.language
        if parent is None:
            return None
        kind = parent.type
        if (instead := language.instead(self.unit, node, parent)) is not None:
            return self._instead(*instead)
        if kind in BLOCKS and self._is_value(node, parent):
            return parent
        if kind in language.transparent:
            return self._unwrapped(node, parent)
        goes_on = next((follow for kinds, follow in self._expressions() if kind in kinds), None)
        if goes_on is not None:
            return goes_on(node, parent)
        self._ends(node, parent)
        return None

    def _expressions(self) -> tuple[tuple[Container[str], Callable[[Node, Node], Node | None]], ...]:
        """Return the kinds of expressions that a value may go on through, each with how it does."""
        language = self.language
        return (
            (language.members, self._member),
            (language.calls, self._call),
            (language.fallbacks, self._fallback),
            (language.ternaries, self._ternary),
            (language.argument_kinds, self._argument),
            (ARGUMENTS, self._argument),
            (language.keyword_arguments, self._argument),
            (language.membership - language.concatenations, self._comparison),
            (language.assignments, self._assigned),
            (ASSIGNED, self._assigned),
        )

    def _unwrapped(self, node: Node, parent: Node) -> Node:
        """Note what a wrapping says: a cast its type, ``?`` and ``!!`` that there must be a value."""
        made = parent.child_by_field_name("type") if parent.type == "cast_expression" else None
        if made is not None:
            self._note(type=self.language.types.get(self.unit.text(made), ""))
        tried = parent.type == "try_expression" and not self.unit.text(node).endswith(".ok()")
        if tried or self.unit.data[node.end_byte : parent.end_byte].strip() == b"!!":
            self._note(required=True)
        return parent

    def _ends(self, node: Node, parent: Node) -> None:
        """Look at what a value ends in: a question, a pattern, a demand, a condition."""
        kind, language = parent.type, self.language
        if kind in language.negations:
            self._asked(parent)
        if kind in language.patterns:
            self._taken(node, parent)
        if kind in language.demands and parent.named_children[0] == node:
            self._note(required=True)
        elif kind in language.conditionals and self._is_condition(node, parent):
            self._guarded_by(parent, node)

    def _is_value(self, node: Node, parent: Node) -> bool:
        """Whether a node is what a block or closure gives, in a language where they give their last expression."""
        return self.language.typed_defaults and parent.named_child(parent.named_child_count - 1) == node

    def _instead(self, other: Node, whole: Node) -> Node | None:
        value = last_of(other)
        if not re.match(r"(?:return|continue|break)\b", self.unit.text(value)) or self._exits(value):
            self._default(value)
        return whole

    def _member(self, node: Node, parent: Node) -> Node | None:
        fields = self.language.members[parent.type]
        holder = parent.child_by_field_name(fields[0]) if fields[0] else parent.named_children[0]
        if holder != node:
            return None
        call = parent.parent
        if call is not None and call.type in self.language.calls and self.unit.is_callee(parent, call):
            return self._method(call)
        return None if self._effect(parent) is None else parent

    def _effect(self, member: Node) -> object:
        fields = self.language.members[member.type]
        name = member.child_by_field_name(fields[1]) if fields[1] else member.named_children[-1]
        return self._apply(self.unit.text(name) if name is not None else "", None)

    def _method(self, call: Node) -> Node | None:
        name = self.unit.callee(call).rpartition(".")[2]
        return call if self._apply(re.sub(r"<.*", "", name), call) else None

    def _apply(self, name: str, call: Node | None) -> bool:
        effect = self.language.effects.get(name)
        if effect is None:
            return False
        if effect.default is not None and call is not None:
            arguments = self.unit.arguments(call)
            if len(arguments) > effect.default:
                given = result_of(self.unit, arguments[effect.default].node)
                self._note(type=told_by(self.unit, given))
                self._default(given)
        kind, dialect = effect.type, effect.dialect
        if kind == "parse":
            kind = turbofish(self.unit, call) if call is not None else ""
            dialect = "rust" if kind else ""
        if effect.fallback is not None and not self.found.has_default:
            empty = {"int": "0", "number": "0", "bool": "false"}.get(self.found.type, effect.fallback)
            self.found = replace(self.found, fallback=empty)
        self._note(required=effect.required, type=kind, dialect=dialect)
        return True

    def _call(self, node: Node, parent: Node) -> Node | None:
        """Follow a value whose method is called (a grammar that keeps receiver and method in the call itself)."""
        fields = self.language.calls[parent.type]
        if len(fields) > 1 and parent.child_by_field_name(fields[0]) == node:
            return self._method(parent)
        return parent if "lambda" in parent.named_children[-1].type and parent.named_children[0] == node else None

    def _fallback(self, node: Node, parent: Node) -> Node | None:
        left, right = parent.child_by_field_name("left"), parent.child_by_field_name("right")
        if left is None or right is None:
            left, right = parent.named_children[0], parent.named_children[-1]
        operator = self.unit.data[left.end_byte : right.start_byte].strip().decode("utf-8", "replace")
        if operator in self.language.pipes:
            return parent if right == node else self._piped(right, parent)
        if operator == "=" and parent.type in self.language.assignments:
            return self._assigned(node, parent)
        if operator not in self.language.fallbacks[parent.type]:
            self._compared(parent, right if left == node else left)
            return None
        if right == node:
            self._note(chained=True)
        else:
            self._default(right)
        return parent

    def _piped(self, call: Node, pipe: Node) -> Node | None:
        """Follow a value that is piped into a conversion."""
        callee = self.unit.callee(call) if call.type in self.language.calls else self.unit.dotted(call)
        if (converted := self._converted(callee)) is None:
            return None
        self._note(type=converted[0], dialect=converted[1])
        return pipe

    def _compared(self, comparison: Node, other: Node) -> None:
        """Note what a comparison with a literal tells: a type, or that the value has to be there."""
        if re.fullmatch(r"""(?i)["'](?:true|false)["']""", self.unit.text(other)):
            self._note(type="bool")
        if comparison.type in self.language.negations:
            self._asked(comparison)

    def _comparison(self, node: Node, parent: Node) -> Node | None:
        """Note that a value is held against words for true and false; go on if the question is whether it is there."""
        others = [child for child in parent.named_children if child != node]
        words = [word for other in others for word in re.findall(r"""["']([^"']*)["']""", self.unit.text(other))]
        if words and all(BOOLEAN.fullmatch(word) for word in words):
            self._note(type="bool")
        return parent if MISSING.search(self.unit.text(parent)) else None

    def _asked(self, question: Node) -> None:
        """Look at what an ``if`` does that asks whether the value is missing: it may exit."""
        inner, outer = question, question.parent
        while outer is not None and outer.type in (*self.language.transparent, *self.language.fallbacks):
            inner, outer = outer, outer.parent
        if outer is None or outer.type not in self.language.conditionals or not self._is_condition(inner, outer):
            return
        then = outer.child_by_field_name("consequence") or outer.child_by_field_name("body")
        if (
            then is not None
            and self._absent(inner)
            and re.search(self.language.exits, self.unit.data[then.start_byte : then.end_byte])
        ):
            self._note(required=True)

    def _ternary(self, node: Node, parent: Node) -> Node | None:
        condition, then, other = (
            parent.child_by_field_name(f) if f else None for f in self.language.ternaries[parent.type]
        )
        if condition is None and parent.named_child_count == 3:
            order = self.language.ternaries[parent.type]
            children = dict(zip((f or i for i, f in enumerate(order)), parent.named_children, strict=False))
            then, condition, other = children.values()
        if node in (then, other) and condition is not None and other is not None:
            tested = self.unit.text(node)
            rest = other if node == then else then
            if rest is not None and tested.split("(")[0][:60] and self._same_name(node, condition):
                self._default(rest)
        elif node == condition:
            made = then is not None and self.unit.bare(then).type in (*self.language.tables, *self.language.lists)
            if other is not None and not made and (then is None or self._same_name(node, then)):
                self._default(other)
        return parent if node != condition or then is None else None

    def _same_name(self, node: Node, condition: Node) -> bool:
        names = set(re.findall(r"[A-Z][A-Z0-9_]{2,}", self.unit.text(node)))
        return self.unit.text(node) == self.unit.text(condition) or bool(
            names & set(re.findall(r"[A-Z][A-Z0-9_]{2,}", self.unit.text(condition)))
        )

    def _argument(self, node: Node, parent: Node) -> Node | None:
        """Follow a value into a conversion; anywhere else it is lost from sight."""
        call: Node | None = parent
        for _ in range(4):
            if call is None or call.type in self.language.calls:
                break
            call = call.parent
        if call is None or call.type not in self.language.calls:
            return None
        callee = self.unit.callee(call).rstrip("!")
        converted = self._converted(callee)
        if converted is None:
            if (effect := self.language.effects.get(callee.rpartition(".")[2])) and (
                effect.default is not None or effect.required
            ):
                self._replaced(node, call, effect)
                return call
            return self._by_function(node, call)
        self._note(type=converted[0], dialect=converted[1])
        return call

    def _replaced(self, node: Node, call: Node, effect: Effect) -> None:
        """Note what a function does with a value: ``defaultString(VALUE, DEFAULT)``, ``requireNotNull(VALUE)``."""
        given = [each.node for each in self.unit.arguments(call)]
        own = next((index for index, each in enumerate(given) if each.start_byte <= node.start_byte < each.end_byte), 0)
        if effect.default is None or own == effect.default:
            self._note(chained=effect.default is not None, required=effect.required)
        elif effect.default < len(given):
            self._default(given[effect.default])

    def _by_function(self, node: Node, call: Node) -> Node | None:
        """Follow a value into a function of the project; one that knows only the value may answer with nothing."""
        arguments = [each.node for each in self.unit.arguments(call)]
        position = next(
            (i for i, each in enumerate(arguments) if each.start_byte <= node.start_byte < each.end_byte), -1
        )
        made = self.language.converter(self.unit, call, position)
        if made is None:
            alone = len(arguments) == 1 and call.parent is not None and call.parent.type in self.language.fallbacks
            return call if alone else None
        if made.default is not None and made.default < len(arguments):
            self._default(arguments[made.default])
        self._note(fallback=made.fallback, type=made.type, required=made.required)
        return call
