"""Python: ``os.environ`` and ``os.getenv``, under whatever name a file imports them, and what frameworks add."""

from __future__ import annotations

from envlint.inventories.code.frameworks.python_click import SAMPLES as CLICK
from envlint.inventories.code.frameworks.python_click import click_options
from envlint.inventories.code.frameworks.python_environ import SAMPLES as ENVIRON_LIKE
from envlint.inventories.code.frameworks.python_environ import env_objects
from envlint.inventories.code.frameworks.python_pydantic import SAMPLES as PYDANTIC
from envlint.inventories.code.frameworks.python_pydantic import settings_classes
from envlint.inventories.code.frameworks.python_sweeps import sweeps
from envlint.inventories.code.language import Effect, Language
from envlint.inventories.code.languages.python_readers import FLASK, OBJECTS, READERS, aliases, imported
from envlint.inventories.code.languages.python_samples import SAMPLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from envlint.inventories.code.unit import Unit


def extract(unit: Unit) -> Iterable[object]:
    """Yield what frameworks read in a file, and the readers that they make."""
    for each in (env_objects, settings_classes, click_options, sweeps):
        yield from each(unit)


PYTHON = Language(
    "python",
    (".py", ".pyi", ".pyw"),
    "tree_sitter_python",
    needles=(
        b"environ",
        b"environb",
        b"environs",
        b"getenv",
        b"getenvb",
        b"putenv",
        b"unsetenv",
        b"BaseSettings",
        b"decouple",
        b"starlette",
        b"dynaconf",
        b"envvar",
        b"env_var",
        b"auto_envvar_prefix",
        b"from_envvar",
        b"from_prefixed_env",
        b"setenv",
        b"delenv",
    ),
    whole=True,
    readers=(*READERS, *FLASK),
    objects=OBJECTS,
    strings=frozenset({"string"}),
    string_parts=frozenset({"string_content"}),
    holes=frozenset({"interpolation"}),
    numbers=frozenset({"integer", "float"}),
    constants={"True": "true", "False": "false", "None": None},
    calls={"call": ("function",)},
    argument_kinds=frozenset({"argument_list"}),
    keyword_arguments={"keyword_argument": ("name", "value")},
    members={"attribute": ("object", "attribute")},
    subscripts={"subscript": ("value", "subscript")},
    transparent=frozenset({"parenthesized_expression", "type", "await"}),
    fallbacks={"boolean_operator": frozenset({"or"})},
    ternaries={"conditional_expression": ("", "", "")},
    concatenations=frozenset({"binary_operator"}),
    adjacent=frozenset({"concatenated_string"}),
    lists=frozenset({"list", "tuple", "set"}),
    tables=frozenset({"dictionary"}),
    pairs={"pair": ("key", "value"), "keyword_argument": ("name", "value")},
    membership=frozenset({"comparison_operator"}),
    functions={"function_definition": "name", "lambda": ""},
    variadics=frozenset({"list_splat_pattern"}),
    assignments={
        "assignment": ("left", "right"),
        "named_expression": ("name", "value"),
        "augmented_assignment": ("left", "right"),
    },
    loops={
        "for_statement": ("left", "right"),
        "for_in_clause": ("left", "right"),
        "dictionary_comprehension": ("", ""),
        "list_comprehension": ("", ""),
        "set_comprehension": ("", ""),
        "generator_expression": ("", ""),
    },
    handlers={
        "try_statement": (
            "except_clause",
            rb"except\s*(?::|[^:]*\b(?:KeyError|LookupError|Exception|BaseException|EnvError|ImproperlyConfigured|UndefinedValueError))",
        )
    },
    super_call=rb"\bsuper\([^()]*\)\.__init__(?=\()",
    classes={"class_definition": "name"},
    conditionals=frozenset({"if_statement", "elif_clause"}),
    demands=frozenset({"assert_statement"}),
    binders=frozenset({"partial", "functools.partial"}),
    deletions=frozenset({"delete_statement"}),
    self_names=frozenset({"self", "cls"}),
    result="return_type",
    conversions={
        "int": ("int", "python"),
        "float": ("number", "python"),
        "Decimal": ("number", "python"),
        "bool": ("bool", "python"),
        "strtobool": ("bool", "pydantic"),
        "str2bool": ("bool", ""),
        "json.loads": ("json", ""),
        "Path": ("path", ""),
        "timedelta": ("", ""),
        "str": ("", ""),
        "UUID": ("uuid", ""),
        "ast.literal_eval": ("", ""),
        "urlparse": ("url", ""),
        "os.path.expanduser": ("path", ""),
        "os.path.abspath": ("path", ""),
        "make_url": ("url", ""),
        "re.compile": ("regex", ""),
    },
    effects={
        "split": Effect(type="list"),
        "lower": Effect(),
        "upper": Effect(),
        "strip": Effect(),
        "rstrip": Effect(),
        "lstrip": Effect(),
        "removesuffix": Effect(),
        "removeprefix": Effect(),
        "replace": Effect(),
        "encode": Effect(),
        "casefold": Effect(),
        "title": Effect(),
        "capitalize": Effect(),
        "splitlines": Effect(type="list"),
    },
    types={
        "int": "int",
        "float": "number",
        "Decimal": "number",
        "bool": "bool",
        "json.loads": "json",
        "Path": "path",
        "list": "list",
        "List": "list",
        "dict": "map",
        "Dict": "map",
        "Csv": "list",
        "strtobool": "bool",
        "URL": "url",
        "CommaSeparatedStrings": "list",
    },
    exits=rb"\b(?:raise|(?:sys\.|os\.)?_?exit|abort|fail|die|critical)\b",
    packages=True,
    imported=imported,
    aliases=aliases,
    extract=extract,
    samples=(*SAMPLES, *CLICK, *ENVIRON_LIKE, *PYDANTIC),
)
