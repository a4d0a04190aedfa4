"""Python: ``os.environ`` and ``os.getenv``, under whatever name a file imports them, and what frameworks add."""

from __future__ import annotations

import re
from dataclasses import replace

from envlint.inventories.code.frameworks.python_click import click_options
from envlint.inventories.code.frameworks.python_environ import env_objects
from envlint.inventories.code.frameworks.python_pydantic import settings_classes
from envlint.inventories.code.frameworks.python_sweeps import sweeps
from envlint.inventories.code.language import Effect, EnvObject, Language, Reader, Scope

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Final

    from envlint.inventories.code.unit import Unit

IMPORT: Final = re.compile(rb"(?m)^[ \t]*import[ \t]+([^\n#;]+)")
FROM: Final = re.compile(rb"(?m)^[ \t]*from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]+(\([^)]*\)|(?:[^\n#;\\]|\\\r?\n)+)")
NAMED: Final = re.compile(r"([\w.]+|\*)(?:\s+as\s+(\w+))?")
RENAMED: Final = re.compile(rb"(?m)^[ \t]*(\w+)(?:[ \t]*:[^=\n]+)?[ \t]*=[ \t]*(\w+\.environ\.get|\w+\.getenv|getenv|environ\.get)[ \t\r]*(?:#.*)?$")

GETENV: Final = Reader("os.getenv", default=1, parameters=("key", "default"))
METHODS: Final = {
    "get": Reader("get", default=1, parameters=("key", "default")),
    "pop": Reader("pop", default=1),
    "setdefault": Reader("setdefault", default=1, also_written=True),
    "__getitem__": Reader("__getitem__", required=True),
    "__contains__": Reader("__contains__"),
    "has_key": Reader("has_key"),
    "__setitem__": Reader("__setitem__", evidence="written"),
    "update": Reader("update", evidence="written"),
}
ENVIRON: Final = EnvObject("os.environ", methods=METHODS, required=True)
READERS: Final = (
    GETENV,
    Reader("os.getenvb", default=1),
    Reader("os.putenv", evidence="written"),
    Reader("os.unsetenv", evidence="written"),
    Reader("monkeypatch.setenv", evidence="written"),
    Reader("monkeypatch.delenv", evidence="written"),
)
OBJECTS: Final = (
    ENVIRON,
    EnvObject("os.environb", methods=METHODS, required=True),
    EnvObject("os.environ.copy()", methods=METHODS, required=True),
    EnvObject("dict(os.environ)", methods=METHODS, required=True),
)
FLASK: Final = (
    # https://flask.palletsprojects.com/en/stable/api/#flask.Config.from_envvar
    Reader("from_envvar", type="path", required=True, how="framework", via="flask", scope=Scope(method=True)),
)


def imported(unit: Unit) -> Mapping[str, tuple[str, str]]:
    """Return what a file imports: by its local name, or as ``*MODULE`` for a whole module's names."""
    found = {}
    for names in IMPORT.findall(unit.data):
        for module, alias in NAMED.findall(names.decode("utf-8", "replace")):
            found[alias or module] = (module, "*")
    for module, names in FROM.findall(unit.data):
        source = module.decode("utf-8", "replace")
        listed = re.sub(r"#[^\n]*", "", names.decode("utf-8", "replace"))
        for name, alias in NAMED.findall(listed):
            found[f"*{source}" if name == "*" else alias or name] = (source, name)
    return found


def aliases(unit: Unit) -> Iterator[Reader | EnvObject]:
    """Yield the readers of ``os`` under the names that a file gives them."""
    for local, (module, name) in unit.imported.items():
        if module == "os" and name == "*" and local != "os":
            yield from (_moved(each, f"{local}.{each.callee[3:]}") for each in (*READERS[:4], *OBJECTS[:3]))
        elif module == "os" and local != "*os":
            for each in (*READERS, *OBJECTS):
                head, dot, tail = each.callee.removeprefix("os.").partition(".")
                if head == name and each.callee.startswith("os."):
                    yield _moved(each, local + dot + tail)
    for local, spelled in RENAMED.findall(unit.data):
        module, _, rest = spelled.decode().partition(".")
        if module in ("getenv", "environ") or unit.imported.get(module) == ("os", "*"):
            yield _moved(GETENV, local.decode())


def _moved(each: Reader | EnvObject, callee: str) -> Reader | EnvObject:
    return replace(each, callee=callee)


def extract(unit: Unit) -> Iterable[object]:
    """Yield what frameworks read in a file, and the readers that they make."""
    for each in (env_objects, settings_classes, click_options, sweeps):
        yield from each(unit)


PYTHON = Language(
    "python",
    (".py", ".pyi", ".pyw"),
    "tree_sitter_python",
    needles=(
        b"environ", b"environb", b"environs", b"getenv", b"getenvb", b"putenv", b"unsetenv", b"BaseSettings", b"decouple", b"starlette", b"dynaconf", b"envvar",
        b"env_var", b"auto_envvar_prefix", b"from_envvar",
        b"from_prefixed_env", b"setenv", b"delenv",
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
    assignments={"assignment": ("left", "right"), "named_expression": ("name", "value"), "augmented_assignment": ("left", "right")},
    loops={
        "for_statement": ("left", "right"), "for_in_clause": ("left", "right"), "dictionary_comprehension": ("", ""),
        "list_comprehension": ("", ""), "set_comprehension": ("", ""), "generator_expression": ("", ""),
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
        "int": ("int", "python"), "float": ("number", "python"), "Decimal": ("number", "python"), "bool": ("bool", "python"),
        "strtobool": ("bool", "pydantic"), "str2bool": ("bool", ""), "json.loads": ("json", ""), "Path": ("path", ""),
        "timedelta": ("", ""), "str": ("", ""), "UUID": ("uuid", ""), "ast.literal_eval": ("", ""), "urlparse": ("url", ""),
        "os.path.expanduser": ("path", ""), "os.path.abspath": ("path", ""), "make_url": ("url", ""), "re.compile": ("regex", ""),
    },
    effects={
        "split": Effect(type="list"), "lower": Effect(), "upper": Effect(), "strip": Effect(), "rstrip": Effect(),
        "lstrip": Effect(), "removesuffix": Effect(), "removeprefix": Effect(), "replace": Effect(), "encode": Effect(),
        "casefold": Effect(), "title": Effect(), "capitalize": Effect(), "splitlines": Effect(type="list"),
    },
    types={
        "int": "int", "float": "number", "Decimal": "number", "bool": "bool", "json.loads": "json", "Path": "path",
        "list": "list", "List": "list", "dict": "map", "Dict": "map", "Csv": "list", "strtobool": "bool", "URL": "url",
        "CommaSeparatedStrings": "list",
    },
    exits=rb"\b(?:raise|(?:sys\.|os\.)?_?exit|abort|fail|die|critical)\b",
    imported=imported,
    aliases=aliases,
    extract=extract,
    samples=(
        ('import os\nX = os.getenv("A", "d")', "A=d"),
        ('import os\nX = os.environ.get("A", 5)\nY = os.environ["B"]', "A=5 B"),
        ('from os import environ as e, getenv as g\ng("A", "x")\ne["B"]\ne.get("C", default="y")', "A=x B C=y"),
        ('import os as o\nif v := o.getenv("A"): pass\no.environ.get("B")', "A B"),
        ('import os\nos.environ["W"] = "1"\ndel os.environ["V"]\n# os.getenv("C")\ns = "os.getenv(\'D\')"', "!W !V !C !D"),
        ('import os\nos.environ.setdefault("A", "x")\nos.environ.pop("B", None)\nos.getenvb(b"C")', "A=x B C"),
        ('import os\nif "A" in os.environ: pass\nif "B" not in os.environ: raise ValueError', "A B"),
        ("""import os
def env_bool(key, default=False):
    value = os.environ.get(key)
    if value is None:
        return default
    return value.lower() in ("1", "true")
A = env_bool("A", True)
B = env_bool("B")
C = env_bool(key="C", default=False)
""", "A=true B=false C=false"),
        ("""import os
def choice(key, choices, default):
    value = os.getenv(key, default)
    if value not in choices: raise ValueError(f"{key} must be one of {choices}")
    return value
A = choice("A", ["x", "y"], "x")
""", "A=x"),
        ("""import os
def yes(key):
    return os.getenv(key, "NO").upper() == "YES"
A = yes("A")
""", "A=NO"),
        ("""import os
def secret(name, default=None):
    if path := os.getenv(name + "_FILE"):
        return open(path).read()
    return os.getenv(name, default)
A = secret("A", "s")
B = secret("B")
""", "A=s B !A_FILE !B_FILE"),
        ("""import os
class Variable:
    def __init__(self, name, type_, default):
        self.name = name
        self.type = type_
        self.default = default
    def get(self):
        return self.type(os.environ.get(self.name, self.default))
A = Variable("A", int, 10)
B = Variable("B", str, None)
""", "A=10 B"),
        ("""import os
TABLE = [{"env_key": "A", "type": int}, {"env_key": "B", "type": str}]
for entry in TABLE:
    os.getenv(entry["env_key"])
""", "A B"),
        ("""import os
DEFAULTS = {"A": "1", "B": "2"}
for name, default in DEFAULTS.items():
    os.environ.get(name, default)
for name in ("C", "D"):
    os.environ[name]
E = {name: os.environ[name] for name in ["E", "F"]}
""", "A B C D E F"),
        ('import os\nX = os.getenv("A", os.getenv("B", "x"))\nY = os.getenv("C") or os.getenv("D") or "y"', "A=x B=x C=y D=y"),
        ('import os\nget = lambda key, default=None: os.environ.get(key, default)\nget("A", "x")', "A=x"),
        ('import os\nenv = os.environ\nenv["A"]\nenv.get("B", "x")\nget = os.environ.get\nget("C", "y")', "A B=x C=y"),
        ('import os\nP = "APP_"\nX = os.getenv(P + "A")\nY = os.getenv(f"{P}B", "x")', "APP_A APP_B=x"),
        ('def app(environ, start):\n    environ["PATH_INFO"]\n    environ.get("HTTP_HOST")', "!PATH_INFO !HTTP_HOST"),
    ),
)
