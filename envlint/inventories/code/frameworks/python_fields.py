"""What a field of a pydantic model says of its value: names, default, type, allowed values."""

from __future__ import annotations

import re
from dataclasses import dataclass

from envlint.inventories.code.frameworks.python_classes import class_named, fields
from envlint.inventories.code.frameworks.python_names import is_none, keywords
from envlint.inventories.code.keys import Resolver
from envlint.inventories.code.spelled import literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from tree_sitter import Node

    from envlint.inventories.code.frameworks.python_classes import Class, Field
    from envlint.inventories.code.unit import Unit

# https://docs.pydantic.dev/latest/api/types/ and .../api/networks/
TYPES: Final = {
    "int": "int", "PositiveInt": "int", "NonNegativeInt": "int", "NegativeInt": "int", "StrictInt": "int",
    "conint": "int", "float": "number", "PositiveFloat": "number", "NonNegativeFloat": "number", "Decimal": "number",
    "confloat": "number", "bool": "bool", "StrictBool": "bool", "Path": "path", "FilePath": "path",
    "DirectoryPath": "path", "NewPath": "path", "EmailStr": "email", "UUID": "uuid", "UUID4": "uuid", "Json": "json",
    "dict": "json", "Dict": "json", "list": "list", "List": "list", "set": "list", "Set": "list", "tuple": "list",
    "Tuple": "list", "frozenset": "list", "Sequence": "list", "HttpUrl": "url", "AnyUrl": "url", "AnyHttpUrl": "url",
    "WebsocketUrl": "url", "FileUrl": "url", "ByteSize": "bytesize",
}  # fmt: skip
DSN: Final = re.compile(r"\w+Dsn")
WRAPPING: Final = frozenset({"Annotated", "Optional", "Final", "Union", "Required"})
SECRET: Final = frozenset({"SecretStr", "SecretBytes", "Secret"})
ENUMS: Final = frozenset({"Enum", "StrEnum", "IntEnum"})
ALIASES: Final = ("validation_alias", "alias", "env")


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a field: ``aliases`` are the nodes of other names, ``model`` the project's class of its type."""

    aliases: list[Node]
    default: str | None
    required: bool | None
    type: str
    values: tuple[str, ...] | None
    secret: bool
    model: Class | None


def described(field: Field) -> Said:
    """Return what a field says of its value."""
    unit = field.unit
    call = _call(field)
    given = keywords(unit, call) if call is not None else {}
    kinds = _kinds(unit, field.annotation)
    words = [unit.dotted(kind).rpartition(".")[2] for kind in kinds]
    model = next((found for kind in kinds if (found := class_named(unit, unit.dotted(kind))) is not None), None)
    enum = model is not None and any(base.rpartition(".")[2] in ENUMS for base in model.bases)
    values = next(
        filter(None, (_choices(unit, kind) for kind in [field.annotation, *_aliased(unit, kinds)])), None
    ) or (_members(model) if enum and model is not None else None)
    value, required = _value(field, call, given)
    if required and re.search(
        r"\bNone\b|\bOptional\b", unit.text(field.annotation) if field.annotation is not None else ""
    ):
        required = None
    value = _unwrapped(unit, value)
    default = literal(unit, value, Resolver(unit)) if value is not None else None
    if default is None and value is not None and enum and model is not None:
        default = _member(model, unit.text(value).removesuffix(".value").rpartition(".")[2])
    kind = next((TYPES[word] for word in words if word in TYPES), "url" if any(map(DSN.fullmatch, words)) else "")
    return Said(
        _aliases(unit, given), default, required, kind, values, bool(SECRET & set(words)), None if enum else model
    )


def _call(field: Field) -> Node | None:
    """Return the call of ``Field``: the field's value, or what annotates its type."""
    found = [field.value] if field.value is not None else []
    if field.annotation is not None and "Annotated" in field.unit.text(field.annotation):
        waiting = list(field.annotation.named_children)
        while waiting:
            node = waiting.pop(0)
            found.append(node)
            waiting += (
                node.named_children if node.type in ("type", "generic_type", "type_parameter", "subscript") else []
            )
    return next((n for n in found if n.type == "call" and field.unit.callee(n).rpartition(".")[2] == "Field"), None)


def _unwrapped(unit: Unit, value: Node | None) -> Node | None:
    """Return the text that a default makes a value of: ``HttpUrl("https://example.org")``."""
    if value is None or value.type != "call":
        return value
    last, arguments = unit.callee(value).rpartition(".")[2], unit.arguments(value)
    known = last in TYPES or last in SECRET or DSN.fullmatch(last)
    return arguments[0].node if known and len(arguments) == 1 else value


def _value(field: Field, call: Node | None, given: dict[str, Node]) -> tuple[Node | None, bool | None]:
    """Return a field's default, and whether it has none."""
    value: Node | None = field.value
    if call is not None and (field.value is None or call == field.value):
        first = next((each.node for each in field.unit.arguments(call) if not each.name), None)
        value = given.get("default", first)
        if value is None and "default_factory" in given:
            return None, False
    if value is None or field.unit.text(value) in ("...", "Ellipsis"):
        return None, True
    return (None, False) if is_none(field.unit, value) else (value, False)


def _aliases(unit: Unit, given: dict[str, Node]) -> list[Node]:
    node = next((given[key] for key in ALIASES if key in given), None)
    if node is None:
        return []
    if node.type == "call":
        return [each.node for each in unit.arguments(node) if not each.name and each.node.type != "call"]
    return [node]


def _kinds(unit: Unit, annotation: Node | None) -> list[Node]:
    """Return the types that an annotation can mean, without what only wraps them."""
    found: list[Node] = []
    waiting = [annotation] if annotation is not None else []
    while waiting and len(found) < 50:
        node = waiting.pop(0)
        if node.type in ("identifier", "attribute", "member_type"):
            found.append(node)
        elif node.type in ("generic_type", "subscript"):
            head, *rest = node.named_children
            wrapping = unit.dotted(head).rpartition(".")[2] in WRAPPING
            waiting += _inside(rest) if wrapping else [head]
        elif node.type in ("type", "binary_operator", "union_type", "parenthesized_expression", "type_parameter"):
            waiting += node.named_children
        elif node.type == "string":
            found += _quoted(unit, node)
    return found


def _inside(nodes: list[Node]) -> list[Node]:
    return [child for node in nodes for child in (node.named_children if node.type == "type_parameter" else [node])]


def _quoted(unit: Unit, node: Node) -> list[Node]:
    return [
        child for child in node.named_children if child.type == "string_content" and unit.text(child).isidentifier()
    ]


def _aliased(unit: Unit, kinds: list[Node]) -> list[Node]:
    """Return what the names among some types stand for in the file: ``Mode = Literal["a", "b"]``."""
    resolver = Resolver(unit)
    return [value for kind in kinds for value in resolver.definitions(unit.text(kind), None)]


def _choices(unit: Unit, annotation: Node | None) -> tuple[str, ...] | None:
    """Return the values of a ``Literal``."""
    if annotation is None or "Literal[" not in unit.text(annotation):
        return None
    text = unit.text(annotation)
    inner = text[text.index("Literal[") + 8 :].partition("]")[0]
    found = tuple(quoted or bare for _, quoted, bare in re.findall(r"""(["'])(.*?)\1|([\w.]+)""", inner))
    return tuple(value for value in found if value != "None") or None


def _members(enum: Class) -> tuple[str, ...] | None:
    found = [literal(each.unit, each.value, Resolver(each.unit)) for each in fields(enum) if each.value is not None]
    return tuple(value for value in found if value is not None) if found and None not in found else None


def _member(enum: Class, name: str) -> str | None:
    value = next((each.value for each in fields(enum) if each.name == name), None)
    return literal(enum.unit, value, Resolver(enum.unit)) if value is not None else None
