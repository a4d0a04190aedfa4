"""Classes whose fields are variables: decorated fields, and classes that Nest validates the environment with.

https://docs.nestjs.com/techniques/configuration#custom-validate-function, https://github.com/typestack/class-validator
"""

from __future__ import annotations

import re

from envlint.core.declaration import READ, Read
from envlint.inventories.code.frameworks.js_names import resolver, values
from envlint.inventories.code.spelled import literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from tree_sitter import Node

    from envlint.core.location import Location
    from envlint.inventories.code.unit import Unit

DECORATOR: Final = re.compile(rb"@(?P<decorator>Env\w*)\(\s*[\"'](?P<name>[A-Za-z_]\w*)[\"']")
FROM_CLASS: Final = re.compile(
    rb"\bplainTo(?:Instance|Class)\(\s*(?P<name>\w+)\s*,\s*(?P<of>process\.env|config\w*|env\w*)\b"
)
TYPES: Final = {"number": "number", "boolean": "bool", "URL": "url"}
CHECKS: Final = {
    "IsInt": "int", "IsNumber": "number", "IsNumberString": "number", "IsPort": "port", "IsBoolean": "bool",
    "IsUrl": "url", "IsBooleanString": "bool", "IsEmail": "email", "IsUUID": "uuid", "IsJSON": "json",
}  # fmt: skip


def class_reads(unit: Unit) -> Iterator[Read]:
    """Yield the variables that fields of classes are."""
    for match in DECORATOR.finditer(unit.data) if b"@Env" in unit.data else ():
        field = _field(unit.leaf(*match.span("name")))
        if field is not None:
            yield _read(unit, field, match["name"].decode(), unit.at(*match.span("name")), "decorator")
    for match in FROM_CLASS.finditer(unit.data) if b"plainTo" in unit.data else ():
        for mention in unit.mentions(match["name"].decode()):
            body = mention.parent.child_by_field_name("body") if mention.parent is not None else None
            if body is not None and body.type == "class_body":
                yield from _fields_of(unit, body)


def _fields_of(unit: Unit, body: Node) -> Iterator[Read]:
    for field in body.named_children:
        name = field.child_by_field_name("name") if field.type == "public_field_definition" else None
        if name is not None and re.fullmatch(r"[A-Z][A-Z0-9_]*", unit.text(name)):
            yield _read(unit, field, unit.text(name), unit.place(name), "nestjs")


def _field(node: Node | None) -> Node | None:
    while node is not None and node.type != "public_field_definition":
        node = node.parent
    return node


def _read(unit: Unit, field: Node, name: str, place: Location, via: str) -> Read:
    default, annotated = field.child_by_field_name("value"), field.child_by_field_name("type")
    decorators = _decorators(unit, field)
    kind = TYPES.get(unit.text(annotated).strip(": "), "") if annotated is not None else ""
    return Read(
        name,
        "code",
        place,
        default=literal(unit, default, resolver(unit)) if default is not None else None,
        written=unit.text(default)[:200] if default is not None else None,
        values=allowed(unit, field),
        type=next((CHECKS[each] for each in decorators if each in CHECKS), kind),
        required=False if default is not None or "IsOptional" in decorators else None,
        evidence=READ,
        language=unit.spoken,
        how="framework",
        via=via,
        test=unit.test,
    )


def _decorators(unit: Unit, field: Node) -> dict[str, Node]:
    """Return a field's decorators by name; the grammar has them inside the field or before it."""
    found = [child for child in field.named_children if child.type == "decorator"]
    before = field.prev_named_sibling
    while before is not None and before.type == "decorator":
        found.append(before)
        before = before.prev_named_sibling
    return {re.sub(r"\W.*", "", unit.text(each)[1:], flags=re.DOTALL): each for each in found}


def allowed(unit: Unit, node: Node) -> tuple[str, ...] | None:
    """Return the values that ``@IsIn([...])`` or ``@IsEnum(...)`` allows the field that a node is in."""
    field = _field(node) if b"@Is" in unit.data else None
    if field is None:
        return None
    for name, decorator in _decorators(unit, field).items():
        call = decorator.named_children[0] if decorator.named_child_count else None
        if name not in ("IsIn", "IsEnum") or call is None or call.type != "call_expression":
            continue
        arguments = unit.arguments(call)
        table = arguments[0].node if arguments else None
        if table is not None and table.type == "identifier":
            table = next((value for other, value in values(unit, unit.text(table)) if other is unit), None)
        items = (
            [unit.bare(item) for item in table.named_children] if table is not None and table.type == "array" else []
        )
        texts = [literal(unit, item, resolver(unit)) for item in items]
        return tuple(text for text in texts if text is not None) if texts and None not in texts else None
    return None
