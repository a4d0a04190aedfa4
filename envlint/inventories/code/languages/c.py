"""C and C++, which one grammar reads."""

from __future__ import annotations

from envlint.inventories.code.language import Language, Reader
from envlint.inventories.code.languages.c_samples import SAMPLES
from envlint.inventories.code.languages.c_source import readable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

WRITERS: Final = ("setenv", "unsetenv", "putenv", "_putenv_s", "g_setenv", "g_unsetenv", "qputenv", "qunsetenv")

C = Language(
    "c++",
    (".c", ".h", ".cc", ".cpp", ".cxx", ".hh", ".hpp", ".hxx"),
    "tree_sitter_cpp",
    variants={".c": ("c", "language"), ".h": ("c", "language")},
    needles=(b"getenv", b"setenv", b"putenv", b"EnvironmentVariable", b"dupenv_s"),
    readers=(
        Reader("getenv"),
        Reader("std.getenv"),
        Reader(".getenv"),
        Reader("secure_getenv"),
        Reader("__secure_getenv"),
        Reader("_wgetenv"),
        Reader("_tgetenv"),
        Reader("getenv_s", 3),
        Reader("_dupenv_s", 2),
        Reader("GetEnvironmentVariable"),
        Reader("GetEnvironmentVariableA"),
        Reader("GetEnvironmentVariableW"),
        # https://docs.gtk.org/glib/func.getenv.html , https://doc.qt.io/qt-6/qtenvironmentvariables.html
        Reader("g_getenv", via="glib"),
        Reader("qgetenv", via="qt"),
        Reader("qEnvironmentVariable", 0, 1, via="qt"),
        Reader("qEnvironmentVariableIntValue", type="int", via="qt"),
        Reader("qEnvironmentVariableIsSet", required=False, via="qt"),
        Reader("qEnvironmentVariableIsEmpty", required=False, via="qt"),
        *(Reader(name, evidence="written") for name in WRITERS),
        *(Reader(f"SetEnvironmentVariable{each}", evidence="written") for each in ("", "A", "W")),
    ),
    strings=frozenset({"string_literal", "raw_string_literal"}),
    string_parts=frozenset({"string_content", "escape_sequence", "raw_string_content"}),
    identifiers=frozenset({"identifier", "field_identifier", "type_identifier", "namespace_identifier"}),
    numbers=frozenset({"number_literal"}),
    constants={"true": "true", "false": "false", "NULL": None, "nullptr": None, "std::string()": "", "{}": ""},
    calls={"call_expression": ("function",)},
    argument_kinds=frozenset({"argument_list"}),
    members={"field_expression": ("argument", "field"), "qualified_identifier": ("scope", "name")},
    subscripts={"subscript_expression": ("argument", "indices")},
    transparent=frozenset({"parenthesized_expression", "condition_clause", "expression_statement"}),
    ternaries={"conditional_expression": ("condition", "consequence", "alternative")},
    lists=frozenset({"initializer_list"}),
    pairs={"initializer_pair": ("designator", "value")},
    functions={"function_definition": "declarator", "lambda_expression": ""},
    parameter_names=("declarator",),
    parameter_defaults=("default_value",),
    assignments={"init_declarator": ("declarator", "value"), "assignment_expression": ("left", "right")},
    loops={"for_range_loop": ("declarator", "right")},
    classes={"class_specifier": "name", "struct_specifier": "name"},
    result="type",
    conversions={
        **dict.fromkeys(
            ("atoi", "atol", "atoll", "strtol", "strtoul", "strtoll", "strtoull", "strtoimax"), ("int", "")
        ),
        **dict.fromkeys(("stoi", "stol", "stoul", "stoull"), ("int", "")),
        **dict.fromkeys(("atof", "strtod", "stod", "stof"), ("number", "")),
        **dict.fromkeys(("string", "strdup", "xstrdup", "string_view", "fromLocal8Bit", "fromUtf8"), ("", "")),
        "path": ("path", ""),
    },
    types={
        **dict.fromkeys(
            ("int", "long", "size_t", "unsigned", "uint16_t", "uint32_t", "uint64_t", "int32_t", "int64_t"), "int"
        ),
        "bool": "bool",
        "double": "number",
        "float": "number",
    },
    exits=rb"\b(?:exit|_exit|abort|die\w*|errx?|fatal\w*|throw|std::exit|std::abort)\b",
    scope="everywhere",
    embedded=readable,
    codes=True,
    defining="define {}",
    generic_names=frozenset({"get", "lookup", "read", "value", "fetch", "Get"}),
    samples=SAMPLES,
)
