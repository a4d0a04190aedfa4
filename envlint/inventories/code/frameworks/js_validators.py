"""What a validator of zod, valibot, yup, Joi, TypeBox or envalid says of a value: its default, type, allowed values."""

from __future__ import annotations

from dataclasses import dataclass, replace

from envlint.inventories.code.frameworks.js_names import functions, meaning, resolver
from envlint.inventories.code.frameworks.js_schemas import DEEPEST, answer, fields
from envlint.inventories.code.spelled import literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from tree_sitter import Node

    from envlint.inventories.code.unit import Unit

TYPES: Final = {
    "number": "number", "num": "number", "Number": "number", "float": "number", "int": "int", "integer": "int",
    "Integer": "int", "bigint": "int", "int32": "int", "boolean": "bool", "bool": "bool", "stringbool": "bool",
    "Boolean": "bool", "port": "port", "url": "url", "httpUrl": "url", "uri": "url", "email": "email", "uuid": "uuid",
    "json": "json", "host": "host", "hostname": "host", "array": "list", "duration": "duration",
}  # fmt: skip
PLAIN: Final = frozenset(("string", "str", "String", "literal", "any", "unknown", "coerce"))
CHOICES: Final = frozenset(("enum", "nativeEnum", "picklist", "oneOf", "valid", "enum_", "values", "choices", "equal"))
DEFAULTS: Final = frozenset(("default", "prefault", "withDefault", "catch"))
OPTIONAL: Final = frozenset(("optional", "nullish", "Optional", "nullable", "undefinedable"))
BARE: Final = frozenset(TYPES) | {"str", "string", "optional", "nullish", "picklist", "pipe"}
"""Validators that are imported one by one and called without the library before them."""
PLAIN_ARGUMENTS: Final = frozenset(("object", "call_expression", "string", "number", "true", "false", "array"))


@dataclass(frozen=True, slots=True)
class Told:
    """What a validator says. ``written`` is the default as it stands, ``argument`` the parameter that it is.

    ``optional`` tells that nothing has to be there, ``known`` that the validator is one of a library.
    """

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


def told(unit: Unit, node: Node, depth: int = 0) -> Told:
    """Return what a validator says of a value, following its calls from the last to the first."""
    node = unit.bare(node)
    if depth > DEEPEST:
        return Told()
    if node.type in ("identifier", "shorthand_property_identifier"):
        found = [told(other, value, depth + 1) for other, value in meaning(unit, node)]
        return found[0] if len(found) == 1 else Told()
    callee = node.child_by_field_name("function") if node.type == "call_expression" else None
    if callee is None:
        return Told()
    arguments = [each.node for each in unit.arguments(node)]
    method = unit.callee(node).rpartition(".")[2]
    plain = all(each.type in PLAIN_ARGUMENTS for each in arguments)
    if callee.type == "identifier" and not (method in BARE and plain):
        return _of_function(unit, method, arguments, depth)
    return _with(unit, _inner(unit, callee, arguments, depth), method, arguments)


def _inner(unit: Unit, callee: Node, arguments: list[Node], depth: int) -> Told:
    """Return what the validator says that a call changes: the one that it is called on, or is given."""
    holder = callee.child_by_field_name("object")
    receiver = unit.bare(holder) if holder is not None else None
    found = Told()
    if receiver is not None and receiver.type in ("call_expression", "identifier"):
        found = told(unit, receiver, depth + 1)
    if found.known or found.type:
        return found
    given = (told(unit, each, depth + 1) for each in arguments if each.type == "call_expression")
    return next((each for each in given if each.known), found)


def _of_function(unit: Unit, name: str, arguments: list[Node], depth: int) -> Told:
    """Return what a validator says that a function of the project makes; its arguments may be the default."""
    for other, function in functions(unit, name):
        result = answer(function)
        if result is None:
            continue
        found = told(other, result, depth + 1)
        names = [parameter.name for parameter in other.parameters(function)]
        if found.argument in names and names.index(found.argument) < len(arguments):
            return replace(_defaulted(unit, found, arguments[names.index(found.argument)]), argument="")
        return found
    option = arguments[0] if arguments and arguments[0].type == "object" else None
    return _options(unit, Told(), option) if option is not None else Told()


def _with(unit: Unit, found: Told, method: str, arguments: list[Node]) -> Told:
    """Return what is said once a method is called: ``.default("x")``, ``.optional()``, ``str({ choices: [...] })``."""
    if method in TYPES or method in PLAIN:
        found = replace(found, known=True, type=TYPES.get(method, "") or found.type)
    if method in CHOICES and arguments:
        found = replace(found, known=True, values=_choices(unit, arguments) or found.values)
    if method in OPTIONAL:
        found = replace(found, optional=True)
    default = arguments[:1] if method in DEFAULTS else arguments[1:2] if method in OPTIONAL else []
    if default and found.written is None:
        found = _defaulted(unit, found, default[0])
    if method == "required":
        found = replace(found, known=True, optional=None)
    options = arguments[-1] if arguments and arguments[-1].type == "object" and not default else None
    return _options(unit, found, options) if options is not None else found


def _defaulted(unit: Unit, found: Told, default: Node) -> Told:
    if default.type in unit.language.functions:
        default = answer(default) or default
    if default.type == "object":
        return replace(found, optional=True)
    text = literal(unit, default, resolver(unit))
    name = unit.text(default) if text is None and default.type == "identifier" else ""
    return replace(found, default=text, written=unit.text(default)[:200], argument=name)


def _options(unit: Unit, found: Told, table: Node) -> Told:
    """Apply the options of envalid and TypeBox: ``{ default: "d", choices: ["a", "d"] }``."""
    for field in fields(unit, table):
        if field.name == "default" and found.written is None:
            empty = field.unit.text(field.value) == "undefined"
            found = replace(found, optional=True) if empty else _defaulted(field.unit, found, field.value)
        elif field.name in ("choices", "values", "enum"):
            found = replace(found, values=_choices(field.unit, [field.value]) or found.values)
        elif field.name == "optional" and field.unit.text(field.value) == "true":
            found = replace(found, optional=True)
    return found


def _choices(unit: Unit, arguments: list[Node]) -> tuple[str, ...] | None:
    """Return the values that a list spells, a list by name or an enum; None if not all of them are known."""
    found: list[str] = []
    for argument in arguments:
        bare = unit.bare(argument)
        tables = [(unit, bare)] if bare.type != "identifier" else meaning(unit, bare)
        for other, table in tables:
            texts = [literal(other, item, resolver(other)) for item in _items(other, other.bare(table))]
            if any(text is None for text in texts):
                return None
            found += [text for text in texts if text is not None]
    return tuple(dict.fromkeys(found)) or None


def _items(unit: Unit, table: Node) -> list[Node]:
    if table.type == "object":
        return [field.value for field in fields(unit, table)]
    return (
        [child for child in table.named_children if "comment" not in child.type] if table.type == "array" else [table]
    )
