"""Which names an expression can be: a literal, a constant, an element of a table, a parameter, or nobody knows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from envlint.inventories.code.unit import Unit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from tree_sitter import Node

DEEPEST: Final = 12
MOST: Final = 500
UPPER: Final = frozenset(
    {
        "upper",
        "toUpperCase",
        "to_uppercase",
        "to_ascii_uppercase",
        "ToUpper",
        "upcase",
        "strtoupper",
        "toUpper",
        "uppercase",
        "ToUpperInvariant",
    }
)
PASSING: Final = frozenset(
    {
        "as_str",
        "to_string",
        "to_owned",
        "into",
        "as_ref",
        "c_str",
        "to_s",
        "toString",
        "String",
        "str",
        "string",
        "clone",
        "String.from",
        "freeze",
        "trim",
        "strip",
        "TrimSpace",
        "as_bytes",
        "to_sym",
        "to_str",
        "CString.new",
        "valueOf",
    }
)
FORMATS: Final = frozenset(
    {"format", "fmt.Sprintf", "sprintf", "String.format", "string.Format", "printf", "concat", "format!"}
)
PEELED: Final = frozenset(
    {
        "iter",
        "into_iter",
        "keys",
        "values",
        "items",
        "entries",
        "enumerate",
        "sorted",
        "list",
        "tuple",
        "set",
        "map",
        "each",
        "Object.keys",
        "Object.values",
        "Object.entries",
        "reversed",
        "cloned",
        "copied",
        "iteritems",
        "array_keys",
        "array_values",
        "asList",
        "of",
        "listOf",
        "setOf",
        "mapOf",
        "Array.from",
        "concat",
        "frozenset",
        "each_pair",
        "each_key",
        "each_with_index",
        "dict",
        "freeze",
        "as_slice",
        "List.of",
        "Arrays.asList",
        "Set.of",
    }
)


@dataclass(frozen=True, slots=True)
class Parameterised:
    """A name that a parameter of a function tells: ``prefix`` + parameter + ``suffix``."""

    function: Node
    index: int
    prefix: str = ""
    suffix: str = ""
    upper: bool = False
    variadic: bool = False


@dataclass(frozen=True, slots=True)
class Keys:
    """The names an expression can be, each with the node that spells it; or what else is known of it.

    ``pattern`` holds ``*`` for what is not known, and is empty where everything is. ``owner`` is a class whose
    constructor is given the name (``field`` is where it keeps it).
    """

    names: tuple[tuple[str, Node], ...] = ()
    parameters: tuple[Parameterised, ...] = ()
    pattern: str = ""
    attribute: tuple[Node, str] | None = None

    def joined(self, other: Keys) -> Keys:
        """Return both: a name is one or the other."""
        pattern = self.pattern or other.pattern
        return Keys(
            self.names + other.names, self.parameters + other.parameters, pattern, self.attribute or other.attribute
        )

    def followed_by(self, other: Keys) -> Keys:
        """Return the concatenation of the two."""
        names: tuple[tuple[str, Node], ...] = ()
        if len(self.names) * len(other.names) < MOST:
            names = tuple((one + two, node) for one, node in self.names for two, _ in other.names)
        parameters: tuple[Parameterised, ...] = ()
        if len(self.names) == 1:
            parameters = tuple(replace(each, prefix=self.names[0][0] + each.prefix) for each in other.parameters)
        elif len(other.names) == 1:
            parameters = tuple(replace(each, suffix=each.suffix + other.names[0][0]) for each in self.parameters)
        if not parameters and bool(self.parameters) != bool(other.parameters):
            parameters = tuple(
                replace(each, prefix=self.pattern + each.prefix, suffix=each.suffix + other.pattern)
                for each in (self.parameters or other.parameters)
            )
            return Keys(names, parameters)
        known = bool(names or parameters) and not (self.pattern or other.pattern)
        return Keys(names, parameters, "" if known else f"{self.shape}{other.shape}".replace("**", "*"))

    @property
    def shape(self) -> str:
        """What is known, as a pattern."""
        return self.names[0][0] if len(self.names) == 1 else self.pattern or "*"

    def uppercased(self) -> Keys:
        """Return the names in upper case."""
        return Keys(
            tuple((name.upper(), node) for name, node in self.names),
            tuple(replace(parameter, upper=True) for parameter in self.parameters),
            self.pattern.upper(),
            self.attribute,
        )


UNKNOWN: Final = Keys(pattern="*")
Constants = Callable[[Unit, str], "list[tuple[Unit, Node]]"]


@dataclass
class Resolver:
    """Answers what names an expression of a file can be. ``elsewhere`` finds the constants of other files."""

    unit: Unit
    elsewhere: Constants = field(default=lambda _unit, _name: [])

    def keys(self, node: Node, depth: int = 0) -> Keys:
        """Return the names that an expression can be."""
        unit, language = self.unit, self.unit.language
        if depth > DEEPEST:
            return UNKNOWN
        node = unit.bare(node)
        kind = node.type
        if kind in language.strings:
            return self._string(node, depth)
        if kind in language.word_lists:
            return Keys(
                tuple(
                    (word, node)
                    for part in node.named_children
                    if part.type in language.string_parts
                    for word in unit.text(part).split()
                )
            )
        if kind in language.words:
            return Keys(((unit.text(node), node),))
        if kind in language.identifiers:
            return self._identifier(node, depth)
        if kind in language.subscripts:
            return self._subscript(node, depth)
        if kind in language.members:
            return self._member(node, depth)
        if kind in language.calls:
            return self._call(node, depth)
        if kind in language.lists:
            return self._all([child for child in node.named_children if "comment" not in child.type], depth)
        if kind in language.tables:
            return self._all([key for key, _ in self.pairs(node)], depth)
        if kind in language.ternaries:
            _, then, other = language.ternaries[kind]
            chosen = [n for f in (then, other) if f and (n := node.child_by_field_name(f)) is not None]
            return self._all(chosen or node.named_children[::2], depth)
        if kind in language.concatenations or kind in language.fallbacks:
            return self._binary(node, depth)
        meant = language.stands_for(unit, node)
        return self.keys(meant, depth + 1) if meant is not None else UNKNOWN

    def _all(self, nodes: list[Node], depth: int) -> Keys:
        found = Keys()
        for node in nodes[:MOST]:
            found = found.joined(self.keys(node, depth + 1))
        return found if nodes else UNKNOWN

    def _string(self, node: Node, depth: int) -> Keys:
        text = self.unit.string(node)
        if text is not None:
            return Keys(((text, node),))
        found = Keys((("", node),))
        for child in node.named_children:
            if child.type in self.unit.language.holes:
                inner = [
                    each for each in child.named_children if "comment" not in each.type and "brace" not in each.type
                ]
                found = found.followed_by(self.keys(inner[0], depth + 1) if len(inner) == 1 else UNKNOWN)
            elif child.type in self.unit.language.string_parts:
                found = found.followed_by(Keys(((self.unit.text(child), node),)))
        return found

    def _binary(self, node: Node, depth: int) -> Keys:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None:
            if node.named_child_count != 2:
                return UNKNOWN
            left, right = node.named_children
        operator = self.unit.data[left.end_byte : right.start_byte].strip().decode("utf-8", "replace")
        one, two = self.keys(left, depth + 1), self.keys(right, depth + 1)
        if operator in self.unit.language.fallbacks.get(node.type, ()):
            return one.joined(two)
        if operator in ("+", ".", "..", "<>", "++"):
            return one.followed_by(two)
        if operator == "%" and one.names:
            return Keys(pattern=one.names[0][0].replace("%s", "*"))
        return UNKNOWN

    def _call(self, node: Node, depth: int) -> Keys:
        callee = self.unit.callee(node)
        last = callee.rpartition(".")[2].rstrip("!")
        arguments = self.unit.arguments(node)
        receiver = self._receiver(node)
        if callee in self.unit.language.naming and arguments:
            return Keys(((self.unit.dotted(arguments[0].node).rpartition(".")[2], node),))
        if last in UPPER:
            inner = arguments[0].node if arguments else receiver
            return self.keys(inner, depth + 1).uppercased() if inner is not None else UNKNOWN
        if last in PASSING or callee in PASSING:
            inner = arguments[0].node if arguments else receiver
            return self.keys(inner, depth + 1) if inner is not None else UNKNOWN
        if last in FORMATS or callee in FORMATS:
            return self._format(arguments[0].node if arguments else None, [a.node for a in arguments[1:]], depth)
        return UNKNOWN

    def _format(self, template: Node | None, values: list[Node], depth: int) -> Keys:
        text = self.unit.string(template) if template is not None else None
        if text is None or template is None:
            return UNKNOWN
        pieces = re.split(r"%[sdvq]|\{\w*\}", text)
        found = Keys(((pieces[0], template),))
        for index, piece in enumerate(pieces[1:]):
            hole = self.keys(values[index], depth + 1) if index < len(values) else UNKNOWN
            found = found.followed_by(hole).followed_by(Keys(((piece, template),)))
        return found

    def _receiver(self, call: Node) -> Node | None:
        fields = self.unit.language.calls[call.type]
        first = call.child_by_field_name(fields[0]) if fields else call.named_children[0]
        if first is None:
            return None
        if len(fields) > 1:
            return first
        spelled = self.unit.language.members.get(first.type)
        if spelled is None:
            return None
        return first.child_by_field_name(spelled[0]) if spelled[0] else first.named_children[0]

    # --- names

    def _identifier(self, node: Node, depth: int) -> Keys:
        name = self.unit.text(node).lstrip("$")
        for function in self.unit.functions_of(node):
            looped = self._looped(node, name, function, depth)
            if looped is not None:
                return looped
            parameters = self.unit.parameters(function)
            for index, parameter in enumerate(parameters):
                if parameter.name == name:
                    over = self.iterated_by(function)
                    if over is not None:
                        return self._elements(over, index, len(parameters), "", depth)
                    return Keys(parameters=(Parameterised(function, index, variadic=parameter.variadic),))
            local = self.definitions(name, function, node)
            if local:
                return self._all(local, depth)
        looped = self._looped(node, name, None, depth)
        if looped is not None:
            return looped
        found = self.definitions(name, None, node)
        if found:
            return self._all(found, depth)
        return self._from_elsewhere(name, depth)

    def _from_elsewhere(self, name: str, depth: int) -> Keys:
        found = Keys()
        for unit, value in self.elsewhere(self.unit, name):
            found = found.joined(Resolver(unit, self.elsewhere).keys(value, depth + 1))
        return found if found.names or found.parameters else UNKNOWN

    def definitions(self, name: str, within: Node | None, near: Node | None = None) -> list[Node]:
        """Return the values that a name is given: in a function, or (``within`` None) outside of any."""
        found = []
        for node in self.unit.mentions(name, within):
            value = self.value_of(node)
            if value is None or (near is not None and value.start_byte <= near.start_byte < value.end_byte):
                continue
            if within is not None or self.unit.function_of(node) is None:
                found.append(value)
        return found

    def value_of(self, node: Node) -> Node | None:
        """Return what a name is defined as at a node that spells it, None where it is not defined there."""
        language = self.unit.language
        current, parent = node, node.parent
        position = 0
        if parent is not None and parent.type in language.members and parent.parent is not None:
            spelled = language.members[parent.type]
            if spelled[1] and parent.child_by_field_name(spelled[1]) == node:
                current, parent = parent, parent.parent
        if parent is not None and parent.type in (
            "expression_list",
            "pattern_list",
            "variable_declarator_list",
            "variable_name",
            "variable_declaration",
        ):
            position = next((i for i, child in enumerate(parent.named_children) if child == current), 0)
            current, parent = parent, parent.parent
        while parent is not None and parent.type in ("pointer_declarator", "array_declarator", "reference_declarator"):
            current, parent = parent, parent.parent
        if parent is None:
            return None
        fields = language.assignments.get(parent.type) or language.pairs.get(parent.type)
        if not fields:
            return None
        return self._right(parent, fields, current, position)

    def _right(self, parent: Node, fields: tuple[str, str], current: Node, position: int) -> Node | None:
        left = parent.children_by_field_name(fields[0]) if fields[0] else [first_part(parent)]
        if current not in left:
            return None
        right = parent.child_by_field_name(fields[1]) if fields[1] else parent.named_children[-1]
        if right is None:
            right = parent.named_children[-1] if parent.named_child_count > 1 and not fields[1] else None
        if right is None or right == current:
            return None
        if (
            parent.type in self.unit.language.fallbacks
            and self.unit.data[current.end_byte : right.start_byte].strip() != b"="
        ):
            return None
        if right.type == "expression_list":
            children = right.named_children
            position = max(position, left.index(current))
            return children[position] if position < len(children) else children[0]
        return right

    # --- tables

    def _member(self, node: Node, depth: int) -> Keys:
        fields = self.unit.language.members[node.type]
        holder = node.child_by_field_name(fields[0]) if fields[0] else node.named_children[0]
        last = node.child_by_field_name(fields[1]) if fields[1] else node.named_children[-1]
        if holder is None or last is None:
            return UNKNOWN
        attribute = self.unit.text(last).lstrip("$")
        if self.unit.text(holder).lstrip("$") in self.unit.language.self_names:
            return self._attribute(node, attribute, depth)
        tables = self._tables(holder, depth)
        if tables:
            return self._fields(tables, attribute, depth)
        owned = [v for v in self.definitions_in(attribute, self.unit.text(holder))]
        if owned:
            return self._all(owned, depth)
        found = self._from_elsewhere(self.unit.dotted(node), depth)
        told = attribute in ("value", "rawValue", "name", "key") or self._is_constant(holder)
        return found if found.names or not told else self._spelled(self.keys(holder, depth + 1))

    def _is_constant(self, node: Node) -> bool:
        """Whether a node is a constant of an enum as it is usually written: ``Key.HOST``."""
        return re.fullmatch(r"\w+\.[A-Z][A-Z0-9_]*", self.unit.dotted(node)) is not None

    def _spelled(self, found: Keys) -> Keys:
        """Return of the strings that a constant is made with the one that looks like a variable's name."""
        names = [each for each in found.names if re.fullmatch(r"[A-Z][A-Z0-9]*_[A-Z0-9_]*|[A-Z][A-Z0-9]+", each[0])]
        return replace(found, names=tuple(names[:1]), pattern="") if names else found

    def definitions_in(self, name: str, owner: str) -> list[Node]:
        """Return the values of a name inside the class, enum or table called ``owner``."""
        found = []
        for node in self.unit.mentions(name):
            value = self.value_of(node)
            if value is not None and self.owned_by(node, owner):
                found.append(value)
        return found

    def owned_by(self, node: Node, owner: str) -> bool:
        """Whether a node stands inside the class, enum or table called ``owner``, which may be a dotted path."""
        owner = owner.rpartition(".")[2].rpartition("::")[2]
        around = self.unit.class_of(node)
        if around is not None:
            return around[1] == owner
        current = node.parent
        while current is not None:
            fields = self.unit.language.assignments.get(current.type)
            left = current.child_by_field_name(fields[0]) if fields and fields[0] else None
            if left is not None and self.unit.text(left).lstrip("$").partition(":")[0].strip() == owner:
                return True
            current = current.parent
        return False

    def _attribute(self, node: Node, attribute: str, depth: int) -> Keys:
        around = self.unit.class_of(node)
        if around is None:
            return UNKNOWN
        for mention in self.unit.mentions(attribute, around[0]):
            value = self.value_of(mention)
            if value is None:
                continue
            found = self.keys(value, depth + 1)
            if found.names or found.parameters:
                return (
                    found
                    if not found.parameters
                    else Keys(parameters=found.parameters, attribute=(around[0], attribute))
                )
        return UNKNOWN

    def _subscript(self, node: Node, depth: int) -> Keys:
        holder, index = self.halves(node)
        if holder is None or index is None:
            return UNKNOWN
        word = self.unit.string(index)
        tables = self._tables(holder, depth)
        if not tables:
            return UNKNOWN
        if word is not None:
            return self._fields(tables, word, depth)
        if index.type in self.unit.language.numbers:
            position = int(self.unit.text(index)) if re.fullmatch(r"[0-9]{1,9}", self.unit.text(index)) else 0
            return self._positions(tables, position, depth)
        found = Keys()
        for resolver, table in tables:
            values = [value for _, value in resolver.pairs(table)] or list(table.named_children)
            found = found.joined(resolver._all(values, depth + 1))
        return found

    def halves(self, node: Node) -> tuple[Node | None, Node | None]:
        """Return the object and the index of a subscript."""
        fields = self.unit.language.subscripts[node.type]
        holder = node.child_by_field_name(fields[0]) if fields[0] else node.named_children[0]
        index = node.child_by_field_name(fields[1]) if fields[1] else None
        if index is None and node.named_child_count > 1:
            index = node.named_children[-1]
        while (
            index is not None
            and index.type
            in ("bracketed_argument_list", "subscript_argument_list", "argument", "value_argument", "index_suffix")
            and index.named_child_count
        ):
            index = index.named_children[0]
        return holder, index

    def _fields(self, tables: list[tuple[Resolver, Node]], attribute: str, depth: int) -> Keys:
        found = Keys()
        for resolver, table in tables:
            for key, value in resolver.pairs(table):
                spelled = resolver.unit.string(resolver.unit.bare(key))
                if (spelled or resolver.unit.text(key).strip(":'\"")) == attribute:
                    found = found.joined(resolver.keys(value, depth + 1))
        return found if found.names or found.parameters else UNKNOWN

    def _positions(self, tables: list[tuple[Resolver, Node]], position: int, depth: int) -> Keys:
        found = Keys()
        for resolver, table in tables:
            children = [child for child in table.named_children if "comment" not in child.type]
            if position < len(children):
                found = found.joined(resolver.keys(children[position], depth + 1))
        return found if found.names else UNKNOWN

    def pairs(self, table: Node) -> list[tuple[Node, Node]]:
        """Return the keys and values of a table's literal, looking through what wraps them."""
        pairs = self.unit.language.pairs
        found, waiting = [], list(table.named_children)
        while waiting and len(found) < 2000:
            child = waiting.pop(0)
            fields = pairs.get(child.type)
            if fields is not None:
                key = child.child_by_field_name(fields[0]) if fields[0] else child.named_children[0]
                value = child.child_by_field_name(fields[1]) if fields[1] else child.named_children[-1]
                if key is not None and value is not None and key != value:
                    found.append((key, self.unit.bare(value)))
            elif child.type in (
                "literal_value",
                "value_argument",
                "class_body",
                "block",
                "array_element_initializer",
                "field_initializer_list",
                "declaration_list",
                "enum_body",
            ):
                waiting.extend(child.named_children)
        return found

    def _tables(self, node: Node, depth: int) -> list[tuple[Resolver, Node]]:
        """Return the literal tables that an expression can be: a literal, a constant, each element of a loop."""
        unit, language = self.unit, self.unit.language
        node = unit.bare(node)
        if depth > DEEPEST:
            return []
        if node.type in language.tables or node.type in language.lists:
            return [(self, node)]
        if node.type in language.calls:
            return [(self, unit.argument_list(node) or node)] if self._looks_built(node) else []
        if node.type not in language.identifiers:
            return []
        name = unit.text(node).lstrip("$")
        over = self._loop_over(node, name)
        if over is not None:
            return self._element_tables(over, depth)
        values = [
            (self, value) for function in unit.functions_of(node) for value in self.definitions(name, function, node)
        ]
        values = values or [(self, value) for value in self.definitions(name, None, node)]
        values = values or [(Resolver(other, self.elsewhere), value) for other, value in self.elsewhere(unit, name)]
        return [table for resolver, value in values for table in resolver._tables(value, depth + 1)]

    def _looks_built(self, call: Node) -> bool:
        return self.unit.callee(call).rpartition(".")[2] in (
            "dict",
            "freeze",
            "mapOf",
            "of",
            "listOf",
            "Map",
            "asList",
            "hashMapOf",
        )

    def _loop_over(self, node: Node, name: str) -> Node | None:
        for function in self.unit.functions_of(node):
            if any(parameter.name == name for parameter in self.unit.parameters(function)):
                return self.iterated_by(function)
        loop = self._loop(node, name, None)
        return loop[1] if loop else None

    def _element_tables(self, over: Node, depth: int) -> list[tuple[Resolver, Node]]:
        found = []
        for resolver, iterable in self._iterables(over, depth):
            for child in iterable.named_children:
                inner = resolver.unit.bare(child)
                if inner.type in resolver.unit.language.tables or inner.type in resolver.unit.language.lists:
                    found.append((resolver, inner))
                elif inner.type in ("literal_value", "literal_element", "keyed_element"):
                    found.append((resolver, inner.named_children[0] if inner.type == "literal_element" else inner))
                elif inner.type in resolver.unit.language.calls:
                    found.append((resolver, resolver.unit.argument_list(inner) or inner))
        return found

    # --- loops

    def _loop(self, node: Node, name: str, within: Node | None) -> tuple[list[str], Node] | None:
        current = node.parent
        while current is not None and current != within:
            fields = self.unit.language.loops.get(current.type)
            left = _child(current, fields[0]) if fields else None
            right = _child(current, fields[1]) if fields else None
            left, right = self.unit.language.looping(self.unit, current) or (left, right)
            if fields and left is None:
                clause = next((c for c in current.named_children if c.type in self.unit.language.loops), None)
                if clause is not None and clause != current:
                    inner = self.unit.language.loops[clause.type]
                    left, right = clause.child_by_field_name(inner[0]), clause.child_by_field_name(inner[1])
            if left is not None and right is not None:
                names = [
                    word for word in re.findall(r"[\w$]+", self.unit.text(left)) if word not in ("let", "const", "var")
                ]
                names = [word.lstrip("$") for word in names]
                if name in names:
                    return names, right
            if current.type in self.unit.language.functions and within is None and current != node:
                pass
            current = current.parent
        return None

    def _looped(self, node: Node, name: str, within: Node | None, depth: int) -> Keys | None:
        loop = self._loop(node, name, within)
        if loop is None:
            return None
        names, right = loop
        return self._elements(right, names.index(name), len(names), "", depth)

    def iterated_by(self, function: Node) -> Node | None:
        """Return what a function is called for each element of: ``TABLE.forEach(function)``."""
        holder = function.parent
        while holder is not None and holder.type in (
            *self.unit.language.transparent,
            *self.unit.language.argument_kinds,
            "arguments",
            "argument",
            "annotated_lambda",
        ):
            holder = holder.parent
        if holder is None or holder.type not in self.unit.language.calls:
            return None
        if self.unit.callee(holder).rpartition(".")[2] not in self.unit.language.iterating:
            return None
        given = [each.node for each in self.unit.arguments(holder)]
        others = [each for each in given if not each.start_byte <= function.start_byte < each.end_byte]
        if others and (given[0] in others or self._receiver(holder) is None):
            return others[0]
        return self._receiver(holder)

    def _iterables(self, node: Node, depth: int, words: list[str] | None = None) -> list[tuple[Resolver, Node]]:
        node = self.unit.bare(node)
        for _ in range(4):
            if (
                node.type in self.unit.language.members
                and self.unit.text(node).rpartition(".")[2] in PEELED
                and words is not None
            ):
                words.append(self.unit.text(node).rpartition(".")[2])
                node = self.unit.bare(node.named_children[0])
            if node.type not in self.unit.language.calls:
                break
            callee = self.unit.callee(node)
            word = callee if callee in PEELED else callee.rpartition(".")[2]
            if word not in PEELED:
                return []
            if words is not None:
                words.append(word)
            arguments = self.unit.arguments(node)
            if len(arguments) > 1:
                return [(self, self.unit.argument_list(node) or node)]
            inner = arguments[0].node if arguments else self._receiver(node)
            if inner is None:
                return []
            node = self.unit.bare(inner)
        return self._tables(node, depth + 1)

    def _elements(self, over: Node, position: int, count: int, _field: str, depth: int) -> Keys:
        words: list[str] = []
        bare = self.unit.bare(over)
        if bare.type in self.unit.language.word_lists:
            return self.keys(bare, depth + 1)
        if bare.type in self.unit.language.identifiers:
            name = self.unit.text(bare).lstrip("$")
            for function in self.unit.functions_of(bare):
                for index, parameter in enumerate(self.unit.parameters(function)):
                    if parameter.name == name:
                        return Keys(parameters=(Parameterised(function, index, variadic=parameter.variadic),))
        found = Keys()
        for resolver, iterable in self._iterables(over, depth, words):
            found = found.joined(resolver._element(iterable, position, count, words, depth))
        return found if found.names or found.parameters or found.pattern else UNKNOWN

    def _element(self, iterable: Node, position: int, count: int, words: list[str], depth: int) -> Keys:
        pairs = self.pairs(iterable)
        if pairs:
            values = bool({"values", "Object.values", "array_values"} & set(words)) or (position == 1 and count > 1)
            if self.unit.language.name == "php" and count == 1 and not words:
                values = True
            return self._all([value if values else key for key, value in pairs], depth)
        children = [child for child in iterable.named_children if "comment" not in child.type]
        if iterable.type not in self.unit.language.lists and len(children) == 1 and children[0].type == "literal_value":
            children = children[0].named_children
        tuples = [c for c in children if self.unit.bare(c).type in self.unit.language.lists]
        if count > 1 and tuples and self.unit.language.name != "go":
            return self._positions([(self, self.unit.bare(c)) for c in tuples], position, depth)
        return self._all(list(children), depth)


def first_part(node: Node) -> Node:
    """Return the first part of a definition, after ``private``, ``const`` and the like."""
    return next((child for child in node.named_children if "modifier" not in child.type), node)


def _child(node: Node, field: str) -> Node | None:
    """Return a child by its field, or by its place among the named ones: ``#0``."""
    if not field.startswith("#"):
        return node.child_by_field_name(field)
    return node.named_children[int(field[1:])] if int(field[1:]) < node.named_child_count else None
