"""What stands after a value was read: an assignment, and then a guard that exits or gives a default."""

from __future__ import annotations

import re

from envlint.inventories.code.definitions import first_part
from envlint.inventories.code.keys import Resolver
from envlint.inventories.code.outcome import Recorder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from tree_sitter import Node

STATEMENTS: Final = 3
NEAR: Final = 3000
"""Bytes after a read within which a default may stand that is given where the value is used."""
MISSING: Final = re.compile(
    r"""==\s*(?:""|''|nil|null|NULL|nullptr|None|undefined|["']undefined)"""
    r"""|^\(?\s*!(?!=)|\|\|\s*!|\bnot\b|is None|\.nil\?|\.blank\?"""
)
"""How a condition asks whether a value is missing."""
ABSENT: Final = re.compile(
    r"==\s*(\"\"|''|nil|null|NULL|nullptr|None|undefined|false|FALSE)|^\(?\s*!|\bnot\b|is_none|is None"
    r"|\.is_empty|isEmpty|IsNullOr|=== undefined|\bempty\(|err != nil|\.nil\?|\.blank\?|unless"
)
"""How a guard asks whether a value is missing; it may also be false, or come with an error."""
TO_BOOLEAN: Final = re.compile(r"(?i)_?(?:parse|to|as|str(?:ing)?_?(?:to|2)|get|convert(?:_?to)?|env)_?bool(?:ean)?")
"""What projects call their own function from text to boolean."""


class Guards(Recorder):
    """Follows a value through the statements after it."""

    def _assigned(self, node: Node, parent: Node) -> Node | None:
        if parent.type == "expression_list":
            return parent if parent.parent is not None and parent.parent.type in self.language.assignments else None
        left_field = (self.language.assignments.get(parent.type) or ("pattern", "value"))[0]
        left = parent.child_by_field_name(left_field) if left_field else first_part(parent)
        if left is None or left == node:
            if (left is not None and b"||=" in self._between(node, parent)) or b"??=" in self._between(node, parent):
                self._default(parent.named_children[-1])
            return None
        names = [word for word in re.findall(r"[\w.$@]+", self.unit.text(left)) if word not in ("mut", "ref")]
        annotated = parent.child_by_field_name("type")
        if annotated is not None:
            self._note(type=self.language.types.get(self.unit.text(annotated).strip(": "), ""))
        if names:
            self._note(variable=names[0], statement=parent)
            self._after(parent, names)
            if parent.type in self.language.assignments:
                self._later(parent, names[0])
        return None

    def _taken(self, node: Node, pattern: Node) -> None:
        """Follow a value that a pattern takes out of the environment, under the name it is given."""
        value = pattern.child_by_field_name("value")
        name = self.unit.text(value if value is not None else node)
        outer: Node | None = pattern
        while outer is not None and outer.type in self.language.patterns:
            outer = outer.parent
        if outer is not None and re.fullmatch(r"[\w$]+", name):
            self._later(outer, name)

    def _later(self, statement: Node, name: str) -> None:
        """Take the default that stands where a value is used soon after it was read: ``port ?? 3000``."""
        operators = {
            operator for each in self.language.fallbacks.values() for operator in each if not operator.endswith("=")
        }
        if self.found.has_default or self.found.required or not operators or not self.language.patterns:
            return
        choices = "|".join(map(re.escape, sorted(operators)))
        used = re.compile(rf"(?<![\w$.])({re.escape(name)})\s*(?:{choices})(?!=)".encode())
        for match in used.finditer(self.unit.data, statement.end_byte, statement.end_byte + NEAR):
            node = self.unit.leaf(*match.span(1))
            parent = node.parent if node is not None else None
            if (
                parent is not None
                and parent.type in self.language.fallbacks
                and parent.child_by_field_name("left") == node
            ):
                self._default(parent.child_by_field_name("right"))
                return

    def _between(self, node: Node, parent: Node) -> bytes:
        return self.unit.data[node.end_byte : parent.named_children[-1].start_byte]

    def _after(self, statement: Node, names: list[str]) -> None:
        """Look at the statements after an assignment: a guard that exits, or one that gives a default."""
        outer = statement
        while outer.parent is not None and outer.parent.type not in self.language.functions:
            if outer.parent.named_child_count > 2 and outer.parent.type != "declaration":
                break
            if outer.parent.type in self.language.conditionals:
                self._guarded_by(outer.parent, outer, names)
                return
            if outer.next_named_sibling is not None:
                break
            outer = outer.parent
        if outer.parent is not None and outer.parent.type in self.language.conditionals:
            self._guarded_by(outer.parent, outer, names)
            return
        sibling = outer.next_named_sibling
        for _ in range(STATEMENTS):
            if sibling is None:
                return
            inner = (
                sibling.named_children[0]
                if sibling.type == "expression_statement" and sibling.named_child_count
                else sibling
            )
            text = self.unit.text(inner)
            if inner.type in self.language.conditionals:
                if self._tests(inner, names):
                    self._guarded_by(inner, None, names)
                    return
            elif re.search(rf"(?<![\w$@]){re.escape(names[0])}(?!\w)", text):
                self._note_conversion(text, names[0])
                self._chosen(sibling, names[0])
            sibling = sibling.next_named_sibling

    def _chosen(self, statement: Node, name: str) -> None:
        """Take the default of ``value ? value : default`` in a statement after the read."""
        choice = next((each for each in _walk(statement, 60) if each.type in self.language.ternaries), None)
        if choice is None:
            return
        fields = self.language.ternaries[choice.type]
        condition, then, other = (choice.child_by_field_name(field) if field else None for field in fields)
        tested = self.unit.text(condition) if condition is not None else ""
        if re.fullmatch(rf"\(*!?{re.escape(name)}\b(?:\s*[!=]=+\s*(?:NULL|nullptr|null|None|0))?\)*", tested):
            self._default(then if MISSING.search(tested) else other)

    def _note_conversion(self, text: str, name: str) -> None:
        for callee in re.findall(rf"([\w.:$]+)\s*\(\s*{re.escape(name)}\b", text):
            kind, dialect = self._converted(callee.replace("::", ".")) or ("", "")
            self._note(type=kind, dialect=dialect)

    def _converted(self, callee: str) -> tuple[str, str] | None:
        """Return the type that a call makes of its argument: a known one, or one of the project that says so itself."""
        last = callee.rpartition(".")[2]
        known = self.language.conversions.get(callee) or self.language.conversions.get(last)
        return known or (("bool", "") if TO_BOOLEAN.fullmatch(last) else None)

    def _tests(self, conditional: Node, names: list[str]) -> bool:
        condition = conditional.child_by_field_name("condition") or conditional.named_children[0]
        return any(re.search(rf"(?<![\w$@]){re.escape(name)}(?!\w)", self.unit.text(condition)) for name in names)

    def _is_condition(self, node: Node, conditional: Node) -> bool:
        condition = conditional.child_by_field_name("condition")
        return condition is None or condition == node

    def _guarded_by(self, conditional: Node, _tested: Node | None, names: list[str] | None = None) -> None:
        """Judge a conditional on the value: does what it does without the value exit, return or assign a default?"""
        condition = conditional.child_by_field_name("condition")
        then = conditional.child_by_field_name("consequence") or conditional.child_by_field_name("body")
        test = self.unit.text(condition) if condition is not None else ""
        absent = ABSENT.search(test) is not None or conditional.type.startswith("unless")
        if then is None or not absent:
            other = conditional.child_by_field_name("alternative")
            following = conditional.next_named_sibling
            if not absent and names and other is None and following is not None and "return" in following.type:
                self._returned(following)
            return
        text = self.unit.data[then.start_byte : then.end_byte]
        if re.search(self.language.exits, text):
            self._note(required=True)
            return
        for name in names or ():
            for mention in self.unit.mentions(name, then):
                value = Resolver(self.unit).value_of(mention)
                if value is not None and not value.start_byte <= self.start < value.end_byte:
                    self._default(self.unit.bare(value))
                    return
        returned = next((n for n in _walk(then, 40) if "return" in n.type and n.named_child_count), None)
        if returned is not None:
            self._returned(returned)

    def _returned(self, statement: Node) -> None:
        value = statement.named_children[0] if statement.named_child_count else None
        if (
            value is not None
            and self.language.codes
            and re.fullmatch(r"-?\w*\d|NULL|nullptr|true|false|[A-Z]\w*", self.unit.text(value))
        ):
            return
        if value is not None and value.type == "expression_list" and value.named_child_count:
            value = value.named_children[0]
        if value is not None:
            self._default(value)

    def _absent(self, condition: Node) -> bool:
        return bool(MISSING.search(self.unit.text(condition))) and "&&" not in self.unit.text(condition)


def _walk(node: Node, most: int) -> list[Node]:
    found: list[Node] = []
    waiting = [node]
    while waiting and len(found) < most:
        current = waiting.pop(0)
        found.append(current)
        waiting.extend(current.named_children)
    return found
