"""C#, with .NET's configuration, which the environment is a part of."""

from __future__ import annotations

import re

from envlint.inventories.code.frameworks.converting_functions import converter
from envlint.inventories.code.frameworks.dotnet_configuration import MARKS, configuration
from envlint.inventories.code.frameworks.dotnet_expansion import expansions
from envlint.inventories.code.language import Effect, EnvObject, Language, Reader
from envlint.inventories.code.languages.c_sharp_samples import SAMPLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Final

    from tree_sitter import Node

    from envlint.inventories.code.unit import Unit

STATIC: Final = rb"using\s+static\s+System\.Environment\s*;"
ALL: Final = {
    "Contains": Reader("Contains"),
    "ContainsKey": Reader("ContainsKey"),
    "TryGetValue": Reader("TryGetValue"),
    "GetValueOrDefault": Reader("GetValueOrDefault", default=1),
}
OWNERS: Final = ("Environment", "System.Environment", "global.System.Environment")
READERS: Final = (
    *(Reader(f"{owner}.GetEnvironmentVariable") for owner in OWNERS),
    *(Reader(f"{owner}.SetEnvironmentVariable", evidence="written") for owner in OWNERS),
    Reader("GetEnvironmentVariable", needs=STATIC),
    Reader("SetEnvironmentVariable", evidence="written", needs=STATIC),
)
NUMBERS: Final = {
    "int": "int", "Int32": "int", "long": "int", "Int64": "int", "uint": "int", "short": "int", "ushort": "int",
    "double": "number",
    "float": "number", "decimal": "number", "bool": "bool", "Boolean": "bool", "Guid": "uuid",
}  # fmt: skip
CONVERSIONS: Final = {
    **{f"{name}.{method}": (kind, "dotnet") for name, kind in NUMBERS.items() for method in ("Parse", "TryParse")},
    "Convert.ToInt32": ("int", "dotnet"), "Convert.ToInt64": ("int", "dotnet"), "Convert.ToBoolean": ("bool", "dotnet"),
    "Convert.ToDouble": ("number", "dotnet"), "Convert.FromBase64String": ("base64", ""), "TimeSpan.Parse": ("", ""),
    "TimeSpan.TryParse": ("", ""), "Enum.Parse": ("", ""), "Enum.TryParse": ("", ""), "Uri": ("url", ""),
    "JsonSerializer.Deserialize": ("json", ""), "Path.GetFullPath": ("path", ""),
}  # fmt: skip
EFFECTS: Final = {
    "Trim": Effect(), "ToLower": Effect(), "ToLowerInvariant": Effect(), "ToUpper": Effect(),
    "ToUpperInvariant": Effect(),
    "Split": Effect(type="list"), "TrimEnd": Effect(), "TrimStart": Effect(), "Replace": Effect(), "ToString": Effect(),
}  # fmt: skip
USING: Final = re.compile(rb"(?m)^\s*(?:global\s+)?using\s+(?:(\w+)\s*=\s*)?([\w.]+)\.(\w+)\s*;")


def imported(unit: Unit) -> Mapping[str, tuple[str, str]]:
    """Return the types that a file imports under a name: ``using Alias = Some.Namespace.Type;``."""
    found = {}
    for alias, module, name in USING.findall(unit.data):
        found[(alias or name).decode()] = (module.decode(), name.decode())
    return found


def extract(unit: Unit) -> Iterator[object]:
    """Yield what the frameworks read."""
    yield from configuration(unit)
    yield from expansions(unit)


def instead(unit: Unit, node: Node, around: Node) -> tuple[Node, Node] | None:
    """Return what stands in for a value: ``TryParse(V, out var n) ? n : D``, ``V is {} v ? v : D``, ``null => D``."""
    if around.type == "switch_expression":
        arms = {
            unit.text(arm.named_children[0]): arm.named_children[-1]
            for arm in around.named_children[1:]
            if arm.named_child_count > 1
        }
        other = arms.get("null")
        return (other, around) if other is not None and around.named_children[0] == node else None
    if (
        around.type == "is_pattern_expression"
        and around.parent is not None
        and around.parent.type == "conditional_expression"
    ):
        absent = re.fullmatch(r"null|\"\"|null or \"\"", unit.text(around.named_children[-1])) is not None
        return _arm(around, around.parent, "consequence" if absent else "alternative")
    if around.type == "conditional_expression" and node.type == CALL and unit.callee(node).endswith("TryParse"):
        return _arm(node, around, "alternative")
    return None


def _arm(condition: Node, ternary: Node, field: str) -> tuple[Node, Node] | None:
    other = ternary.child_by_field_name(field)
    return (other, ternary) if other is not None and ternary.child_by_field_name("condition") == condition else None


CALL: Final = "invocation_expression"

C_SHARP = Language(
    "c_sharp",
    (".cs", ".csx", ".cshtml", ".razor"),
    "tree_sitter_c_sharp",
    needles=(b"EnvironmentVariable", *MARKS),
    readers=READERS,
    objects=tuple(EnvObject(f"{owner}.GetEnvironmentVariables()", methods=ALL) for owner in OWNERS),
    strings=frozenset(
        {"string_literal", "verbatim_string_literal", "raw_string_literal", "interpolated_string_expression"}
    ),
    string_parts=frozenset({"string_literal_content", "escape_sequence", "raw_string_content", "string_content"}),
    holes=frozenset({"interpolation"}),
    numbers=frozenset({"integer_literal", "real_literal"}),
    constants={"true": "true", "false": "false", "null": None, "default": None, "string.Empty": "", "String.Empty": ""},
    calls={CALL: ("function",), "object_creation_expression": ("type",)},
    argument_kinds=frozenset({"argument_list"}),
    keyword_arguments={"argument": ("name", "")},
    members={"member_access_expression": ("expression", "name"), "conditional_access_expression": ("condition", "")},
    subscripts={"element_access_expression": ("expression", "subscript")},
    transparent=frozenset(
        {
            "parenthesized_expression",
            "argument",
            "postfix_unary_expression",
            "cast_expression",
            "await_expression",
            "expression_statement",
            "collection_element",
            "expression_element",
            "implicit_array_creation_expression",
            "array_creation_expression",
            "arrow_expression_clause",
        }
    ),
    fallbacks={"binary_expression": frozenset({"??"})},
    ternaries={"conditional_expression": ("condition", "consequence", "alternative")},
    lists=frozenset({"initializer_expression", "collection_expression"}),
    functions={
        "method_declaration": "name",
        "constructor_declaration": "name",
        "local_function_statement": "name",
        "lambda_expression": "",
        "anonymous_method_expression": "",
    },
    naming=frozenset({"nameof"}),
    assignments={
        "variable_declarator": ("name", ""),
        "assignment_expression": ("left", "right"),
        "property_declaration": ("name", "value"),
    },
    loops={"foreach_statement": ("left", "right")},
    iterating=frozenset(
        {"ForEach", "Select", "Where", "Any", "All", "ToDictionary", "SelectMany", "First", "FirstOrDefault"}
    ),
    classes={
        "class_declaration": "name",
        "struct_declaration": "name",
        "record_declaration": "name",
        "interface_declaration": "name",
        "enum_declaration": "name",
    },
    self_names=frozenset({"this", "base"}),
    result="returns",
    conversions=CONVERSIONS,
    effects=EFFECTS,
    types=NUMBERS | {"Uri": "url", "string": ""},
    exits=rb"\b(?:throw|Exit|FailFast|ThrowIf\w+)\b",
    scope="class",
    imported=imported,
    instead=instead,
    converter=converter(),
    extract=extract,
    generic_names=frozenset(
        {
            "Get",
            "GetValue",
            "Read",
            "Value",
            "Fetch",
            "Lookup",
            "Resolve",
            "GetString",
            "GetInt",
            "GetBool",
            "Load",
            "Create",
            "Require",
            "GetOrDefault",
            "Parse",
            "TryGet",
            "Setting",
            "GetSetting",
        }
    ),
    samples=SAMPLES,
)
