"""Schemas of objects: zod, valibot, yup, Joi, TypeBox, envalid and their like. What a key's validator says of a value.

https://zod.dev/api, https://valibot.dev/api/, https://joi.dev/api/, https://github.com/jquense/yup,
https://github.com/af/envalid
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from envlint.formats.literals import canonical
from envlint.inventories.code.frameworks.js_names import functions, resolver, values
from envlint.inventories.code.use import literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from tree_sitter import Node

    from envlint.inventories.code.unit import Unit

DEEPEST: Final = 24
MAKERS: Final = frozenset(
    {"object", "strictObject", "looseObject", "interface", "keys", "extend", "safeExtend", "append", "shape", "Object", "concat", "merge", "and"}
)
"""Methods whose object literal is a table of keys and validators."""
COMBINING: Final = frozenset(
    {"merge", "and", "intersection", "intersect", "preprocess", "pipe", "union", "discriminatedUnion", "variant", "partial", "concat", "extend", "Intersect", "Partial", "Composite", "setOptional", "readonly", "brand", "effect", "transform", "superRefine", "refine"}
)
"""Methods among whose arguments other schemas are."""
TYPES: Final = {
    "number": "number", "num": "number", "Number": "number", "float": "number", "int": "int", "integer": "int",
    "Integer": "int", "bigint": "int", "int32": "int", "boolean": "bool", "bool": "bool", "stringbool": "bool",
    "Boolean": "bool", "port": "port", "url": "url", "httpUrl": "url", "uri": "url", "email": "email", "uuid": "uuid",
    "json": "json", "host": "host", "hostname": "host", "array": "list", "duration": "duration",
}  # fmt: skip
CHOICES: Final = frozenset({"enum", "nativeEnum", "picklist", "oneOf", "valid", "enum_", "values", "choices", "equal"})
DEFAULTS: Final = frozenset({"default", "prefault", "withDefault", "catch"})
OPTIONAL: Final = frozenset({"optional", "nullish", "Optional", "nullable", "undefinedable"})


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a schema and its validator, each with the file it stands in."""

    name: str
    unit: Unit
    key: Node
    value: Node


@dataclass(frozen=True, slots=True)
class Told:
    """What a validator says. ``written`` is the default as it stands; ``optional`` that nothing has to be there."""

    default: str | None = None
    written: str | None = None
    argument: str = ""
    values: tuple[str, ...] | None = None
    type: str = ""
    optional: bool | None = None
    known: bool = False

    @property
    def required(self) -> bool | None:
        """Whether the validator refuses that the variable is missing; None where it is not understood."""
        if self.written is not None or self.default is not None or self.optional:
            return False
        return True if self.known else None


def fields(unit: Unit, node: Node, depth: int = 0) -> Iterator[Field]:
    """Yield the keys of a schema: of a literal, of calls that make or widen one, of a constant of this or another file."""
    node = unit.bare(node)
    if depth > DEEPEST:
        return
    if node.type == "object":
        yield from _of_literal(unit, node, depth)
    elif node.type == "identifier":
        for other, value in values(unit, unit.text(node)):
            if value.start_byte != node.start_byte:
                yield from fields(other, value, depth + 1)
    elif node.type == "member_expression" and (holder := node.child_by_field_name("object")) is not None:
        yield from fields(unit, holder, depth + 1)
    elif node.type == "call_expression":
        yield from _of_call(unit, node, depth)


def _of_literal(unit: Unit, table: Node, depth: int) -> Iterator[Field]:
    for child in table.named_children:
        if child.type == "pair":
            key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
            if key is not None and value is not None and key.type in ("property_identifier", "string"):
                yield Field(unit.string(key) or unit.text(key), unit, key, unit.bare(value))
        elif child.type == "shorthand_property_identifier":
            yield Field(unit.text(child), unit, child, child)
        elif child.type == "spread_element" and child.named_child_count:
            yield from fields(unit, child.named_children[0], depth + 1)


def _of_call(unit: Unit, call: Node, depth: int) -> Iterator[Field]:
    callee = call.child_by_field_name("function")
    if callee is None:
        return
    arguments = [each.node for each in unit.arguments(call)]
    method = unit.callee(call).rpartition(".")[2]
    if callee.type == "identifier" and method not in COMBINING | MAKERS:
        for other, function in functions(unit, method):
            if (result := answer(other, function)) is not None:
                yield from fields(other, result, depth + 1)
        return
    receiver = callee.child_by_field_name("object")
    if receiver is not None and unit.bare(receiver).type in ("call_expression", "identifier", "member_expression"):
        yield from fields(unit, receiver, depth + 1)
    for argument in arguments:
        if argument.type == "object" and method in MAKERS:
            yield from fields(unit, argument, depth + 1)
        elif argument.type == "array" and method in COMBINING:
            for item in argument.named_children:
                yield from fields(unit, item, depth + 1)
        elif argument.type in ("identifier", "call_expression", "member_expression") and method in COMBINING | MAKERS:
            yield from fields(unit, argument, depth + 1)


def answer(unit: Unit, function: Node) -> Node | None:
    """Return the expression that a function answers with, if it is one."""
    body = function.child_by_field_name("body")
    if body is None or body.type != "statement_block":
        return body
    last = body.named_children[-1] if body.named_child_count else None
    return last.named_children[0] if last is not None and last.type == "return_statement" and last.named_child_count else None


def told(unit: Unit, node: Node, depth: int = 0) -> Told:
    """Return what a validator says of a value, following its calls from the last to the first."""
    node = unit.bare(node)
    if depth > DEEPEST:
        return Told()
    if node.type in ("identifier", "shorthand_property_identifier"):
        found = [told(other, value, depth + 1) for other, value in values(unit, unit.text(node)) if value.start_byte != node.start_byte]
        return found[0] if len(found) == 1 else Told()
    if node.type != "call_expression":
        return Told()
    callee = node.child_by_field_name("function")
    arguments = [each.node for each in unit.arguments(node)]
    method = unit.callee(node).rpartition(".")[2]
    if callee is not None and callee.type == "identifier" and not _envalid(method, arguments):
        return _of_function(unit, method, arguments, depth)
    inner = Told()
    receiver = unit.bare(callee.child_by_field_name("object")) if callee is not None and callee.child_by_field_name("object") else None
    if receiver is not None and receiver.type in ("call_expression", "identifier"):
        inner = told(unit, receiver, depth + 1)
    if not inner.known and not inner.type:
        inner = next((t for each in arguments if each.type == "call_expression" and (t := told(unit, each, depth + 1)).known), inner)
    return _with(unit, inner, method, arguments)


def _envalid(method: str, arguments: list[Node]) -> bool:
    return (method in TYPES or method in ("str", "optional", "nullish", "string", "picklist", "pipe")) and all(
        each.type in ("object", "call_expression", "string", "number", "true", "false", "array") for each in arguments
    )


def _of_function(unit: Unit, name: str, arguments: list[Node], depth: int) -> Told:
    """Return what a validator says that a function of the project makes; its arguments may be the default."""
    for other, function in functions(unit, name):
        result = answer(other, function)
        if result is None:
            continue
        found = told(other, result, depth + 1)
        names = [parameter.name for parameter in other.parameters(function)]
        if found.argument in names and names.index(found.argument) < len(arguments):
            given = arguments[names.index(found.argument)]
            return replace(found, argument="", written=unit.text(given), default=_literal(unit, given))
        return found
    option = arguments[0] if arguments and arguments[0].type == "object" else None
    return _options(unit, Told(), option) if option is not None else Told()


def _with(unit: Unit, told: Told, method: str, arguments: list[Node]) -> Told:
    first = arguments[0] if arguments else None
    if method in TYPES or method in ("string", "str", "String", "literal", "any", "unknown", "coerce"):
        told = replace(told, known=True, type=TYPES.get(method, "") or told.type)
    if method in CHOICES and arguments:
        told = replace(told, known=True, values=_choices(unit, arguments) or told.values)
    if method in OPTIONAL:
        told = replace(told, optional=True)
    if method in OPTIONAL | DEFAULTS and method != "Optional":
        default = first if method in DEFAULTS else (arguments[1] if len(arguments) > 1 else None)
        if default is not None and told.written is None:
            told = _defaulted(unit, told, default)
    if method == "required":
        told = replace(told, known=True, optional=None)
    options = arguments[-1] if arguments and arguments[-1].type == "object" else None
    return _options(unit, told, options) if options is not None and method not in DEFAULTS else told


def _defaulted(unit: Unit, told: Told, default: Node) -> Told:
    if default.type in unit.language.functions:
        default = answer(unit, default) or default
    text = _literal(unit, default)
    name = unit.text(default) if text is None and default.type == "identifier" else ""
    return replace(told, default=text, written=unit.text(default)[:200], argument=name)


def _options(unit: Unit, told: Told, table: Node) -> Told:
    """Apply the options of envalid and TypeBox: ``{ default: "d", choices: ["a", "d"] }``."""
    for field in _of_literal(unit, table, DEEPEST):
        if field.name == "default" and told.written is None:
            empty = field.unit.text(field.value) == "undefined"
            told = replace(told, optional=True) if empty else _defaulted(unit, told, field.value)
        elif field.name in ("choices", "values", "enum"):
            told = replace(told, values=_choices(unit, [field.value]) or told.values)
        elif field.name == "optional" and unit.text(field.value) == "true":
            told = replace(told, optional=True)
    return told


def _choices(unit: Unit, arguments: list[Node]) -> tuple[str, ...] | None:
    """Return the values that a list spells, a list by name or an enum; None if not all of them are known."""
    found: list[str] = []
    for argument in arguments:
        bare = unit.bare(argument)
        if bare.type == "identifier":
            tables = [(other, other.bare(value)) for other, value in values(unit, unit.text(bare))]
        else:
            tables = [(unit, bare)]
        for other, table in tables:
            items = [other.bare(item) for item in table.named_children] if table.type == "array" else [table]
            if table.type == "object":
                items = [field.value for field in _of_literal(other, table, DEEPEST)]
            texts = [_literal(other, item) for item in items if "comment" not in item.type]
            if any(text is None for text in texts):
                return None
            found += [text for text in texts if text is not None]
    return tuple(dict.fromkeys(found)) or None


def _literal(unit: Unit, node: Node) -> str | None:
    text = literal(unit, node, resolver(unit))
    return canonical(text) if text is not None else None
