"""Which names an expression can be: a literal, a constant, an element of a table, a parameter, or nobody knows."""

from __future__ import annotations

import re
from dataclasses import replace

from envlint.inventories.code.names import MOST, UNKNOWN, Keys, Parameterised
from envlint.inventories.code.tables import Tables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from tree_sitter import Node

DEEPEST: Final = 12
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


class Resolver(Tables):
    """Answers what names an expression of a file can be."""

    def keys(self, node: Node, depth: int = 0) -> Keys:
        """Return the names that an expression can be."""
        unit, language = self.unit, self.unit.language
        if depth > DEEPEST or not self.goes_on(depth):
            return UNKNOWN
        node = unit.bare(node)
        kind = node.type
        if kind in language.words:
            return Keys(((unit.text(node), node),))
        kinds = (
            (language.strings, self._string),
            (language.word_lists, self._word_list),
            (language.identifiers, self._identifier),
            (language.subscripts, self._subscript),
            (language.members, self._member),
            (language.calls, self._call),
            (language.lists, self._list),
            (language.tables, self._table),
            (language.ternaries, self._either),
            (language.concatenations, self._binary),
            (language.fallbacks, self._binary),
        )
        for known, answer in kinds:
            if kind in known:
                return answer(node, depth)
        meant = language.stands_for(unit, node)
        return self.keys(meant, depth + 1) if meant is not None else UNKNOWN

    def _list(self, node: Node, depth: int) -> Keys:
        return self._all([child for child in node.named_children if "comment" not in child.type], depth)

    def _table(self, node: Node, depth: int) -> Keys:
        return self._all([key for key, _ in self.pairs(node)], depth)

    def _either(self, node: Node, depth: int) -> Keys:
        _, then, other = self.unit.language.ternaries[node.type]
        chosen = [n for f in (then, other) if f and (n := node.child_by_field_name(f)) is not None]
        return self._all(chosen or node.named_children[::2], depth)

    def _word_list(self, node: Node, _depth: int) -> Keys:
        parts = (part for part in node.named_children if part.type in self.unit.language.string_parts)
        return Keys(tuple((word, node) for part in parts for word in self.unit.text(part).split()))

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
            found = found.joined(type(self)(unit, self.elsewhere, self.steps).keys(value, depth + 1))
        return found if found.names or found.parameters else UNKNOWN

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
        owned = list(self.definitions_in(attribute, self.unit.text(holder)))
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

    def _looped(self, node: Node, name: str, within: Node | None, depth: int) -> Keys | None:
        loop = self._loop(node, name, within)
        if loop is None:
            return None
        names, right = loop
        return self._elements(right, names.index(name), len(names), "", depth)

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
