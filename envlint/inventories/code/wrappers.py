"""A function whose parameter reaches a read as its name is a reader itself: what kind of reader."""

from __future__ import annotations

import re

from envlint.inventories.code.functions import CONSTRUCTORS
from envlint.inventories.code.keys import Resolver
from envlint.inventories.code.language import Reader, Scope
from envlint.inventories.code.outcome import Use
from envlint.inventories.code.spelled import literal
from envlint.inventories.code.use import use

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from tree_sitter import Node

    from envlint.inventories.code.functions import Parameter
    from envlint.inventories.code.names import Parameterised
    from envlint.inventories.code.unit import Unit

DEFAULT_NAME: Final = re.compile(
    r"(?i)^_?(?:def|default|dflt|fallback|alt|otherwise|fall_?back)(?:_?val(?:ue)?|_?value|ault\w*)?$|default"
)
COPIED: Final = re.compile(r"(?:\.(?:to_string|to_owned|into|clone|as_str)\(\))+$")
TYPE_NAME: Final = re.compile(r"(?i)^_?(?:type_?|cast|kind|parser?|converter|as_type|typ)$")
VALUES_NAME: Final = re.compile(
    r"(?i)^_?(?:choices|options|(?:allowed|valid|permitted)(?:_?(?:values|choices|options))?)$"
)


def derive(
    unit: Unit, inner: Reader, parameter: Parameterised, used: Use, attribute: tuple[Node, str] | None
) -> Reader | None:
    """Return the reader that a function is, or None where nobody can call it by name.

    ``inner`` is the reader inside of it that is given the parameter. With ``attribute`` the name goes through an
    attribute of the class around, and it is the class that is called.
    """
    function = parameter.function
    name = unit.function_name(function)
    around = unit.class_of(function) or unit.table_of(function)
    if attribute is not None or name in CONSTRUCTORS:
        if around is None or not around[1]:
            return None
        name, around = around[1], None
    if not name:
        return None
    parameters = unit.parameters(function)
    default, fallback = _default(unit, function, parameters, parameter.index, inner, used)
    kind, dialect = _typed(unit, function, inner, used)
    return Reader(
        name.rstrip("?!"),
        parameter.index,
        default,
        tuple(each.name for each in parameters),
        fallback,
        kind,
        dialect,
        next((i for i, each in enumerate(parameters) if TYPE_NAME.match(each.name) and i != parameter.index), None),
        _required(unit, function, inner, used, has_default=default is not None or fallback is not None),
        "wrapper",
        name,
        inner.evidence,
        parameter.variadic,
        inner.prefix + parameter.prefix,
        parameter.suffix + inner.suffix,
        parameter.upper or inner.upper,
        ignored=inner.ignored,
        only=inner.only,
        scope=_scope(unit, function, name, around[1] if around else unit.qualifier(function)),
        values_at=next((i for i, each in enumerate(parameters) if VALUES_NAME.match(each.name)), None),
    )


def conversion(unit: Unit, function: Node, key: int) -> Reader:
    """Return what a function makes of a value that it is given as an argument: a default, a type, a demand.

    It is told as a reader, whose ``default`` and ``fallback`` are those that hold where the value is missing.
    """
    parameters = unit.parameters(function)
    body = function.child_by_field_name("body") or function
    uses = [use(unit, mention) for mention in unit.mentions(parameters[key].name, body)]
    used = next((each for each in uses if each.has_default), next((each for each in uses if each.required), Use()))
    default, fallback = _default(unit, function, parameters, key, Reader(""), used)
    return Reader(
        "", key, default, (), fallback, used.type or _typed(unit, function, Reader(""), used)[0], required=used.required
    )


def _default(
    unit: Unit, function: Node, parameters: list[Parameter], key: int, inner: Reader, used: Use
) -> tuple[int | None, str | None]:
    """Return the position of the parameter that is the default, and the default that holds without it."""
    names = {each.name: index for index, each in enumerate(parameters) if index != key}
    position = None
    fallback = used.fallback
    if used.default is not None:
        position = names.get(COPIED.sub("", unit.text(used.default)).strip("$&* "))
        if position is None:
            fallback = literal(unit, used.default, Resolver(unit))
    if position is None and unit.function_name(function) not in CONSTRUCTORS:
        position = _returned(unit, function, names)
    if position is None:
        position = next((index for name, index in names.items() if DEFAULT_NAME.search(name)), None)
    if position is not None and (node := parameters[position].default) is not None:
        fallback = literal(unit, node, Resolver(unit))
    if position is None and fallback is None:
        fallback = inner.fallback
    return position, fallback


def _returned(unit: Unit, function: Node, names: dict[str, int]) -> int | None:
    """Return the parameter that the function answers with: it stands alone after ``return``, ``??`` or at the end."""
    body = function.child_by_field_name("body") or function
    text = unit.text(body)
    for name, index in names.items():
        word = re.escape(name)
        if re.search(
            rf"(?:\breturn\s*\(?|\?\?|\|\||\bor\b|\?:|:|unwrap_or\(|unwrap_or_else\(\|\w*\||orElse\(|=)\s*\(?&?\$?{word}\b(?!\s*[.(\[])",
            text,
        ):
            return index
        if re.search(
            rf"(?:^|[;{{}}\n])\s*{word}(?:\.to_string\(\)|\.into\(\)|\.to_owned\(\))?\s*\}}?\s*(?:end)?\s*$", text
        ):
            return index
    return None


def _required(unit: Unit, function: Node, inner: Reader, used: Use, *, has_default: bool) -> bool | None:
    """Whether a reader fails without the variable; False where it answers with a result that may hold nothing."""
    result = function.child_by_field_name(unit.language.result)
    if result is not None and re.search(r"\bResult\s*<\s*Option\s*<", unit.text(result)):
        return False
    fails = used.required or (inner.required and used.required is None)
    return True if fails and not has_default else None


def _typed(unit: Unit, function: Node, inner: Reader, used: Use) -> tuple[str, str]:
    """Return the type that a function makes of the value, and whose parser does it: what it surely does, or nothing.

    The type that it declares to return decides; a conversion in its body tells the parser. A function that declares
    a number and converts nothing itself has left the work to one that we do not know.
    """
    language = unit.language
    body = function.child_by_field_name("body")
    text = unit.text(body) if body is not None else ""
    converted = used.type or inner.type
    if converted:
        dialect = used.dialect or inner.dialect
    else:
        calls = ((callee, told) for callee, told in language.conversions.items() if told[0])
        found = (told for callee, told in calls if re.search(rf"(?<![\w.]){re.escape(callee)}\s*\(", text))
        converted, dialect = next(found, ("", ""))
    result = function.child_by_field_name(language.result) or function.child_by_field_name("return_type")
    declared = re.sub(r"^[(:\s>*&-]+|[\s,)?|].*$", "", unit.text(result)) if result is not None else ""
    if language.types.get(declared):
        return (
            (converted, dialect)
            if converted == language.types[declared] or not _simple(language.types[declared])
            else ("", "")
        )
    if declared and "map" in declared.lower().partition("[")[0]:
        return "", ""
    return converted, dialect


def _simple(kind: str) -> bool:
    return kind in ("int", "number", "bool", "duration")


def _scope(unit: Unit, function: Node, name: str, owner: str) -> Scope:
    language = unit.language
    nested = unit.function_of(function)
    if nested is not None and not owner:
        return Scope("file", unit.path, start=nested.start_byte, end=nested.end_byte)
    generic = name in language.generic_names
    method = bool(owner) or (
        function.type in ("method_declaration", "method_definition", "method") and language.name == "go"
    )
    if language.scope == "package":
        kind = "package" if language.exported(name, unit) and not (method and generic) else "folder"
        if method and kind == "package" and "env" not in name.lower():
            kind = "folder"
        return Scope(kind, unit.path, unit.package, method=method)
    if language.scope == "import":
        return Scope("import", unit.path, owner, method=method and not generic)
    if language.scope == "path":
        on_itself = any(
            child.type == "self_parameter"
            for child in (function.child_by_field_name("parameters") or function).named_children
        )
        return Scope(
            "everywhere" if language.exported(name, unit) else "path",
            unit.path,
            owner,
            method=on_itself and not generic,
        )
    return Scope(language.scope, unit.path, owner, method=method and not generic)
