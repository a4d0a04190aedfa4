"""What a program does with a value that it read: the default beside it, the type it is turned into, the guard after it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from envlint.formats.literals import canonical
from envlint.inventories.code.keys import Resolver, first_part

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final

    from tree_sitter import Node

    from envlint.inventories.code.language import Effect
    from envlint.inventories.code.unit import Unit

DEEPEST: Final = 30
STATEMENTS: Final = 3
NEAR: Final = 3000
"""Bytes after a read within which a default may stand that is given where the value is used."""
MISSING: Final = re.compile(r"""==\s*(?:""|''|nil|null|NULL|nullptr|None|undefined|["']undefined)|^\(?\s*!(?!=)|\|\|\s*!|\bnot\b|is None|\.nil\?|\.blank\?""")
"""How a condition asks whether a value is missing."""
TO_BOOLEAN: Final = re.compile(r"(?i)_?(?:parse|to|as|str(?:ing)?_?(?:to|2)|get|convert(?:_?to)?|env)_?bool(?:ean)?")
"""What projects call their own function from text to boolean."""
BOOLEAN: Final = re.compile(r"(?i)true|false|yes|no|on|off|t|f|y|n|[01]|enabled?|disabled?|")


@dataclass(frozen=True, slots=True)
class Use:
    """What became of a value. ``default`` is the node of the default, ``fallback`` a default that is no node.

    ``chained`` tells that other names are asked before the default. ``variable`` is what the value is assigned to.
    """

    default: Node | None = None
    fallback: str | None = None
    type: str = ""
    dialect: str = ""
    required: bool | None = None
    chained: bool = False
    variable: str = ""
    statement: Node | None = None

    @property
    def has_default(self) -> bool:
        """Whether anything stands in for the variable when it is not set."""
        return self.default is not None or self.fallback is not None


def use(unit: Unit, site: Node, is_read: Callable[[Node], bool] | None = None) -> Use:
    """Return what becomes of the value of the expression ``site``. ``is_read`` tells other reads."""
    if is_read is not None:
        return _Follower(unit, is_read).follow(site)
    found: Use | None = unit.uses.get(site.id)
    if found is None:
        found = unit.uses[site.id] = _Follower(unit, lambda _node: False).follow(site)
    return found


class _Follower:
    def __init__(self, unit: Unit, is_read: Callable[[Node], bool]) -> None:
        self.unit = unit
        self.language = unit.language
        self.is_read = is_read
        self.found = Use()
        self.start = 0

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
        if kind in ("closure_expression", "else_clause", "block") and self._is_value(node, parent):
            return parent
        if kind == "cast_expression" and (made := parent.child_by_field_name("type")) is not None:
            self._note(type=language.types.get(self.unit.text(made), ""))
        if kind in language.transparent:
            if (kind == "try_expression" and not self.unit.text(node).endswith(".ok()")) or self.unit.data[node.end_byte : parent.end_byte].strip() == b"!!":
                self._note(required=True)
            return parent
        if kind in language.members:
            return self._member(node, parent)
        if kind in language.calls:
            return self._call(node, parent)
        if kind in language.fallbacks:
            return self._fallback(node, parent)
        if kind in language.negations:
            self._asked(parent)
            return None
        if kind in language.ternaries:
            return self._ternary(node, parent)
        if kind in language.argument_kinds or kind in ("arguments", "argument", "argument_list", "call_suffix", *language.keyword_arguments):
            return self._argument(node, parent)
        if kind in language.membership and kind not in language.concatenations:
            return self._comparison(node, parent)
        if kind in language.assignments or kind in ("expression_list", "let_condition"):
            return self._assigned(node, parent)
        if kind in language.patterns:
            self._taken(node, parent)
        if kind in language.demands and parent.named_children[0] == node:
            self._note(required=True)
        elif kind in language.conditionals and self._is_condition(node, parent):
            self._guarded_by(parent, node)
        return None

    def _is_value(self, node: Node, parent: Node) -> bool:
        """Whether a node is what a block or closure gives, in a language where they give their last expression."""
        return self.language.typed_defaults and parent.named_child(parent.named_child_count - 1) == node

    def _instead(self, other: Node, whole: Node) -> Node | None:
        value = _last(other)
        if not re.match(r"(?:return|continue|break)\b", self.unit.text(value)) or self._exits(value):
            self._default(value)
        return whole

    def _note(self, **changes: object) -> None:
        given = {name: value for name, value in changes.items() if value not in (None, "") and not getattr(self.found, name)}
        self.found = replace(self.found, **given)  # type: ignore[arg-type]

    def _member(self, node: Node, parent: Node) -> Node | None:
        fields = self.language.members[parent.type]
        holder = parent.child_by_field_name(fields[0]) if fields[0] else parent.named_children[0]
        if holder != node:
            return None
        call = parent.parent
        if call is not None and call.type in self.language.calls and self.unit.is_callee(parent, call):
            return self._method(parent, call)
        return None if self._effect(parent) is None else parent

    def _effect(self, member: Node) -> object:
        fields = self.language.members[member.type]
        name = member.child_by_field_name(fields[1]) if fields[1] else member.named_children[-1]
        return self._apply(self.unit.text(name) if name is not None else "", None)

    def _method(self, member: Node, call: Node) -> Node | None:
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
            return self._method(node, parent)
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
        if then is not None and self._absent(inner) and re.search(self.language.exits, self.unit.data[then.start_byte : then.end_byte]):
            self._note(required=True)

    def _absent(self, condition: Node) -> bool:
        return bool(MISSING.search(self.unit.text(condition))) and "&&" not in self.unit.text(condition)

    def _ternary(self, node: Node, parent: Node) -> Node | None:
        condition, then, other = (parent.child_by_field_name(f) if f else None for f in self.language.ternaries[parent.type])
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
        return self.unit.text(node) == self.unit.text(condition) or bool(names & set(re.findall(r"[A-Z][A-Z0-9_]{2,}", self.unit.text(condition))))

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
            if (effect := self.language.effects.get(callee.rpartition(".")[2])) and (effect.default is not None or effect.required):
                self._replaced(node, call, effect)
                return call
            return self._by_function(node, call)
        self._note(type=converted[0], dialect=converted[1])
        return call

    def _replaced(self, node: Node, call: Node, effect: Effect) -> None:
        """Note what a function does with a value: ``defaultString(VALUE, DEFAULT)``, ``requireNotNull(VALUE)``, ``orElse(VALUE)``."""
        given = [each.node for each in self.unit.arguments(call)]
        own = next((index for index, each in enumerate(given) if each.start_byte <= node.start_byte < each.end_byte), 0)
        if effect.default is None or own == effect.default:
            self._note(chained=effect.default is not None, required=effect.required)
        elif effect.default < len(given):
            self._default(given[effect.default])

    def _by_function(self, node: Node, call: Node) -> Node | None:
        """Follow a value into a function of the project; one that knows nothing but the value may answer with nothing."""
        arguments = [each.node for each in self.unit.arguments(call)]
        position = next((i for i, each in enumerate(arguments) if each.start_byte <= node.start_byte < each.end_byte), -1)
        made = self.language.converter(self.unit, call, position)
        if made is None:
            alone = len(arguments) == 1 and call.parent is not None and call.parent.type in self.language.fallbacks
            return call if alone else None
        if made.default is not None and made.default < len(arguments):
            self._default(arguments[made.default])
        self._note(fallback=made.fallback, type=made.type, required=made.required)
        return call

    def _default(self, node: Node | None) -> None:
        if node is None or self.found.has_default:
            return
        if self._exits(node):
            self._note(required=True)
            return
        inner = self.unit.bare(node)
        if self.is_read(inner):
            self._note(chained=True)
            nested = use(self.unit, inner)
            self._note(default=nested.default, fallback=nested.fallback)
            if self.found.has_default or inner.type not in self.language.calls or len(self.unit.arguments(inner)) < 2:
                return
        self.found = replace(self.found, default=inner)

    def _exits(self, node: Node) -> bool:
        return re.match(self.language.exits.replace(rb"\b", b""), self.unit.data[node.start_byte : node.end_byte].lstrip(b"{ \n\t(")) is not None

    # --- statements

    def _assigned(self, node: Node, parent: Node) -> Node | None:
        if parent.type == "expression_list":
            return parent if parent.parent is not None and parent.parent.type in self.language.assignments else None
        left_field = (self.language.assignments.get(parent.type) or ("pattern", "value"))[0]
        left = parent.child_by_field_name(left_field) if left_field else first_part(parent)
        if left is None or left == node:
            if left is not None and b"||=" in self._between(node, parent) or b"??=" in self._between(node, parent):
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
        operators = {operator for each in self.language.fallbacks.values() for operator in each if not operator.endswith("=")}
        if self.found.has_default or self.found.required or not operators or not self.language.patterns:
            return
        choices = "|".join(map(re.escape, sorted(operators)))
        used = re.compile(rf"(?<![\w$.])({re.escape(name)})\s*(?:{choices})(?!=)".encode())
        for match in used.finditer(self.unit.data, statement.end_byte, statement.end_byte + NEAR):
            node = self.unit.leaf(*match.span(1))
            parent = node.parent if node is not None else None
            if parent is not None and parent.type in self.language.fallbacks and parent.child_by_field_name("left") == node:
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
            inner = sibling.named_children[0] if sibling.type == "expression_statement" and sibling.named_child_count else sibling
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
        absent = bool(re.search(r"==\s*(\"\"|''|nil|null|NULL|nullptr|None|undefined|false|FALSE)|^\(?\s*!|\bnot\b|is_none|is None|\.is_empty|isEmpty|IsNullOr|=== undefined|\bempty\(|err != nil|\.nil\?|\.blank\?|unless", test)) or conditional.type.startswith("unless")
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
        if value is not None and self.language.codes and re.fullmatch(r"-?\w*\d|NULL|nullptr|true|false|[A-Z]\w*", self.unit.text(value)):
            return
        if value is not None and value.type == "expression_list" and value.named_child_count:
            value = value.named_children[0]
        if value is not None:
            self._default(value)


def _walk(node: Node, most: int) -> list[Node]:
    found, waiting = [], [node]
    while waiting and len(found) < most:
        current = waiting.pop(0)
        found.append(current)
        waiting.extend(current.named_children)
    return found


def result_of(unit: Unit, node: Node) -> Node:
    """Return what a closure without statements gives: ``|_| "d".into()``, ``() => 5``."""
    if "lambda" in node.type and node.named_child_count and node.child_by_field_name("body") is None:
        return result_of(unit, node.named_children[-1])
    if node.type in unit.language.functions or node.type == "closure_expression":
        body = node.child_by_field_name("body")
        if body is not None:
            inner = body
            while inner.type in ("block", "body_statement", "statement_block", "do_block", "block_body") and inner.named_child_count == 1:
                inner = inner.named_children[0]
            return unit.bare(_last(inner))
    return node


def _last(node: Node) -> Node:
    """Return what a block gives where its last expression is its value; another node as it is."""
    while node.type in ("block", "else_clause") and node.named_child_count:
        node = node.named_children[-1]
    return node.named_children[0] if node.type == "expression_statement" and node.named_child_count else node


def turbofish(unit: Unit, call: Node) -> str:
    """Return the type that a call or a closure given to it names: ``parse::<u16>()``, ``map(|v| v.parse::<u16>())``."""
    spelled = re.search(r"<\s*([\w.:]+)\s*>\s*$", unit.callee(call))
    if spelled is None and unit.language.typed_defaults:
        text = "".join(unit.text(each.node)[:500] for each in unit.arguments(call)[-1:])
        spelled = re.search(r"\bparse::<\s*([\w:]+)\s*>|^([\w:]+)::(?:from_str|from|parse|new)\b", text)
    names = [name for name in spelled.groups() if name] if spelled else []
    return unit.language.types.get(re.split(r"[.:]", names[0])[-1], "") if names else ""


def told_by(unit: Unit, default: Node | None) -> str:
    """Return the type that the literal of a default tells, in a language that does not turn one into another."""
    if default is None or not unit.language.typed_defaults:
        return ""
    text = unit.text(unit.bare(default))
    if text in ("true", "false"):
        return "bool"
    if re.match(r"(?:\w+::)*Duration::from_\w+\(", text):
        return "duration"
    if re.fullmatch(r"-?\d[\d_]*(?:[ui](?:\d+|size))?(?:\s*\*\s*\d[\d_]*)*", text):
        return "int"
    return "number" if re.fullmatch(r"-?\d[\d_]*\.[\d_]*(?:f\d\d)?", text) else ""


def literal(unit: Unit, node: Node, resolver: Resolver, depth: int = 0) -> str | None:
    """Return the canonical text of a default if the code spells it, following constants; None where it is computed."""
    language = unit.language
    node = unit.bare(node)
    if depth > 6:
        return None
    if (text := language.folded(unit.text(node))) is not None:
        return text
    if (meant := language.stands_for(unit, node)) is not None:
        return literal(unit, meant, resolver, depth + 1)
    text = unit.string(node)
    if text is not None:
        return canonical(text)
    if node.type in language.strings:
        return None
    source = unit.text(node).strip()
    if source in language.constants:
        return language.constants[source]
    if node.type in language.numbers or re.fullmatch(r"-?[\d_.]+\w{0,4}", source):
        return canonical(source)
    if node.type in language.calls:
        return _call_literal(unit, node, resolver, depth)
    if node.type in language.identifiers or node.type in language.members:
        return _named(unit, node, resolver, depth)
    folded = canonical(source)
    if folded == source and (joined := _joined(unit, node, resolver, depth)) is not None:
        return joined
    return folded if folded != source or re.fullmatch(r"[\d_]+(\s*[*+]\s*[\d_]+)*", source) else None


def _joined(unit: Unit, node: Node, resolver: Resolver, depth: int) -> str | None:
    """Return the text of strings that stand side by side, or of a sum that has one."""
    if node.type in unit.language.concatenations:
        left, right = node.named_children[0], node.named_children[-1]
        if unit.data[left.end_byte : right.start_byte].strip() != b"+":
            return None
    elif node.type not in unit.language.adjacent:
        return None
    parts = [literal(unit, child, resolver, depth + 1) for child in node.named_children]
    known = [part for part in parts if part is not None]
    strings = any(child.type in unit.language.strings for child in node.named_children)
    return "".join(known) if strings and len(known) == len(parts) else None


def _call_literal(unit: Unit, node: Node, resolver: Resolver, depth: int) -> str | None:
    """Return the text of a literal behind calls that keep it: ``"d".to_string()``, ``Duration::from_secs(30)``."""
    callee = unit.callee(node)
    last = callee.rpartition(".")[2].rstrip("!")
    arguments = unit.arguments(node)
    folded = canonical(unit.text(node))
    if folded != unit.text(node):
        return folded
    if last in KEEPING or callee in KEEPING:
        fields = unit.language.calls[node.type]
        holder = node.child_by_field_name(fields[0]) if fields else node.named_children[0]
        if arguments:
            return literal(unit, arguments[0].node, resolver, depth + 1)
        if holder is not None and len(fields) <= 1 and holder.type in unit.language.members:
            spelled = unit.language.members[holder.type]
            holder = holder.child_by_field_name(spelled[0]) if spelled[0] else holder.named_children[0]
        if holder is not None:
            return literal(unit, holder, resolver, depth + 1)
    return None


KEEPING: Final = frozenset(
    {"to_string", "to_owned", "into", "String.from", "from", "toString", "String", "str", "int", "float", "bool", "Number", "clone", "as_str", "freeze", "Path", "PathBuf.from", "Some", "parseInt", "to_s", "to_i", "valueOf", "Ok", "new", "unwrap", "trim", "split", "URI.parse"}
)


def _named(unit: Unit, node: Node, resolver: Resolver, depth: int) -> str | None:
    name = unit.text(node).lstrip("$")
    values = [(unit, value) for f in unit.functions_of(node) for value in resolver.definitions(name, f, node)]
    values = values or [(unit, value) for value in resolver.definitions(name, None, node)]
    values = values or resolver.elsewhere(unit, unit.dotted(node))
    texts = {literal(other, value, Resolver(other, resolver.elsewhere), depth + 1) for other, value in values}
    return texts.pop() if len(texts) == 1 else None
