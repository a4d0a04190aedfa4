"""Ruby, with ERB and YAML that holds ERB."""

from __future__ import annotations

import re
from dataclasses import replace

from envlint.inventories.code.frameworks.converting_functions import converter
from envlint.inventories.code.language import Effect, EnvObject, Language, Reader
from envlint.inventories.code.languages.ruby_samples import ERB_SAMPLES, RUBY_SAMPLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

TAG: Final = re.compile(rb"<%[-=#]?(.*?)-?%>", re.DOTALL)
OUTPUT: Final = re.compile(rb"[^\n]")


def embedded(data: bytes) -> bytes:
    """Return the Ruby of a template, all else being blank; each tag ends a statement."""
    pieces, end = [], 0
    for match in TAG.finditer(data):
        pieces.append(OUTPUT.sub(b" ", data[end : match.start(1)]))
        code = match[1]
        comment = data[match.start() + 2 : match.start() + 3] == b"#"
        pieces.append(OUTPUT.sub(b" ", code) if comment else code)
        end = match.end(1)
        if end < len(data) and not comment:
            pieces.append(b";")
            end += 1
    return b"".join([*pieces, OUTPUT.sub(b" ", data[end:])]) if pieces else b""


RUBY = Language(
    "ruby",
    (".rb", ".rake", ".ru", ".gemspec", ".jbuilder", ".builder", ".thor"),
    "tree_sitter_ruby",
    filenames=("Gemfile", "Rakefile", "Capfile", "Guardfile", "Vagrantfile", "Brewfile", "Fastfile", "Podfile"),
    shebang=rb"#!\s*/\S*(?:/|env\s+)ruby",
    needles=(b"ENV",),
    objects=(
        EnvObject(
            "ENV",
            methods={
                "fetch": Reader("fetch", default=1, required=True),
                "[]": Reader("[]"),
                "dig": Reader("dig"),
                "key?": Reader("key?"),
                "has_key?": Reader("has_key?"),
                "include?": Reader("include?"),
                "member?": Reader("member?"),
                "values_at": Reader("values_at", variadic=True),
                "slice": Reader("slice", variadic=True),
                "delete": Reader("delete", evidence="written"),
                "store": Reader("store", evidence="written"),
                "key": Reader("key"),
            },
        ),
    ),
    strings=frozenset({"string", "bare_string", "simple_symbol", "delimited_symbol"}),
    string_parts=frozenset({"string_content", "escape_sequence"}),
    holes=frozenset({"interpolation"}),
    identifiers=frozenset({"identifier", "constant", "instance_variable", "class_variable"}),
    numbers=frozenset({"integer", "float"}),
    constants={"true": "true", "false": "false", "nil": None},
    calls={"call": ("receiver", "method")},
    argument_kinds=frozenset({"argument_list"}),
    keyword_arguments={"pair": ("key", "value")},
    members={"scope_resolution": ("scope", "name")},
    subscripts={"element_reference": ("object", "")},
    transparent=frozenset({"parenthesized_statements", "then"}),
    fallbacks={"binary": frozenset({"||", "or"})},
    ternaries={"conditional": ("condition", "consequence", "alternative")},
    concatenations=frozenset({"binary"}),
    lists=frozenset({"array", "string_array", "symbol_array"}),
    tables=frozenset({"hash"}),
    pairs={"pair": ("key", "value")},
    functions={"method": "name", "singleton_method": "name", "lambda": "", "block": "", "do_block": ""},
    variadics=frozenset({"splat_parameter"}),
    assignments={"assignment": ("left", "right"), "operator_assignment": ("left", "right")},
    loops={"for": ("pattern", "value")},
    iterating=frozenset(
        {
            "each",
            "map",
            "each_with_index",
            "each_with_object",
            "flat_map",
            "filter_map",
            "each_pair",
            "each_key",
            "select",
            "reject",
            "any?",
            "all?",
            "to_h",
            "index_with",
            "each_slice",
        }
    ),
    classes={"class": "name", "module": "name"},
    conditionals=frozenset({"if", "unless", "if_modifier", "unless_modifier"}),
    self_names=frozenset({"self"}),
    conversions={
        "Integer": ("int", "rails"),
        "Float": ("number", "rails"),
        "URI": ("url", ""),
        "URI.parse": ("url", ""),
        "cast": ("bool", "rails"),
        "JSON.parse": ("json", ""),
        "String": ("", ""),
        "Array": ("list", ""),
    },
    effects={
        "presence": Effect(),
        "strip": Effect(),
        "to_s": Effect(),
        "downcase": Effect(),
        "upcase": Effect(),
        "chomp": Effect(),
        "to_sym": Effect(),
        "freeze": Effect(),
        "dup": Effect(),
        "squish": Effect(),
        "then": Effect(),
        "try": Effect(),
        "to_i": Effect(type="int"),
        "to_f": Effect(type="number"),
        "split": Effect(type="list"),
        "delete_suffix": Effect(),
        "seconds": Effect(),
        "minutes": Effect(),
        "hours": Effect(),
        "days": Effect(),
        "megabytes": Effect(),
        "gsub": Effect(),
    },
    converter=converter("def"),
    exits=rb"\b(?:raise|abort|exit|fail|throw)\b",
    scope="class",
    generic_names=frozenset({"get", "fetch", "read", "value", "lookup", "call", "[]", "setting", "config", "new"}),
    samples=RUBY_SAMPLES,
)

ERB = replace(
    RUBY,
    name="erb",
    suffixes=(".erb", ".yml", ".yaml", ".rhtml"),
    filenames=(),
    shebang=b"",
    family="ruby",
    embedded=embedded,
    samples=ERB_SAMPLES,
)
