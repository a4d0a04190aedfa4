"""Objects that stand for the environment: django-environ's and environs' ``Env``, decouple's and starlette's config.

https://django-environ.readthedocs.io/en/latest/api.html, https://github.com/sloria/environs,
https://github.com/HBNetwork/python-decouple, https://www.starlette.io/config/
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from envlint.inventories.code.frameworks.python_env_schemes import defaulted, schemes
from envlint.inventories.code.frameworks.python_names import keywords, qualified
from envlint.inventories.code.language import EnvObject, Reader, Scope

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Final

    from tree_sitter import Node

    from envlint.core.declaration import Read
    from envlint.inventories.code.unit import Unit

MAKING: Final = re.compile(rb"(?m)^[ \t]*(?:self\.)?(\w+)(?:[ \t]*:[^=\n]+)?[ \t]*=[ \t]*([\w.]+)\(")
PREFIX: Final = re.compile(rb"""(?m)^[ \t]*(\w+)\.prefix\s*=\s*["'](\w*)["']""")
BLOCK: Final = re.compile(rb"""\bwith\s+(\w+)\.prefixed\(\s*["'](\w*)["']\s*\)""")
TYPES: Final = {
    "bool": "bool", "int": "int", "float": "number", "decimal": "number", "json": "json", "list": "list",
    "tuple": "list", "dict": "map", "url": "url", "path": "path", "uuid": "uuid", "log_level": "loglevel",
    "bytes": "", "str": "", "unicode": "", "enum": "", "date": "", "datetime": "", "time": "", "timedelta": "",
    "get_value": "", "db": "url", "db_url": "url", "cache": "url", "cache_url": "url", "email": "url",
    "email_url": "url", "search": "url", "search_url": "url", "channels": "url", "channels_url": "url",
    "dj_db_url": "url", "dj_email_url": "url", "dj_cache_url": "url", "regex": "regex",
}  # fmt: skip
CAST_SECOND: Final = frozenset({"list", "tuple", "dict", "get_value"})


@dataclass(frozen=True, slots=True)
class Framework:
    """A library with an object that is called with a name: ``call`` is what a call reads, ``methods`` the rest."""

    name: str
    call: Reader
    methods: Mapping[str, Reader] = field(default_factory=dict)


def _method(name: str, dialect: str, *, cast_second: bool) -> Reader:
    parameters = ("var", "cast", "default") if cast_second else ("var", "default")
    return Reader(
        name,
        default=2 if cast_second else 1,
        parameters=parameters if dialect == "django-environ" else ("name", *parameters[1:]),
        type=TYPES[name],
        dialect=dialect,
        required=True,
    )


def _framework(name: str, call: Reader, *, cast_second: bool) -> Framework:
    methods = {each: _method(each, call.dialect, cast_second=cast_second and each in CAST_SECOND) for each in TYPES}
    return Framework(name, call, methods)


def _call(parameters: tuple[str, ...], dialect: str) -> Reader:
    type_at = parameters.index("cast") if "cast" in parameters else None
    default = parameters.index("default")
    return Reader(
        "", default=default, parameters=parameters, type_at=type_at, dialect=dialect, required=True, how="framework"
    )


DJANGO: Final = _framework("django-environ", _call(("var", "cast", "default"), "django-environ"), cast_second=True)
ENVIRONS: Final = _framework("environs", _call(("name", "default"), "environs"), cast_second=False)
# Its bool is that of strtobool, which has the words of pydantic.
DECOUPLE: Final = Framework("decouple", _call(("option", "default", "cast"), "pydantic"))
STARLETTE_CALL: Final = _call(("key", "cast", "default"), "starlette")
STARLETTE: Final = Framework("starlette", STARLETTE_CALL, {"get": replace(STARLETTE_CALL, callee="get")})
MADE_BY: Final = {
    "environ.Env": DJANGO,
    "environ.FileAwareEnv": DJANGO,
    "environs.Env": ENVIRONS,
    "environs.FileAwareEnv": ENVIRONS,
    "decouple.Config": DECOUPLE,
    "decouple.AutoConfig": DECOUPLE,
    "starlette.config.Config": STARLETTE,
}
READY: Final = {"decouple.config": DECOUPLE, "environs.env": ENVIRONS}
LIBRARIES: Final = re.compile(rb"\b(?:environ|environs|decouple|starlette)\b")


def env_objects(unit: Unit) -> Iterator[Reader | EnvObject | Read]:
    """Yield the readers that a file makes of these libraries, and what their schemes say of single variables."""
    if not LIBRARIES.search(unit.data):
        return
    for local in unit.imported:
        if (ready := READY.get(qualified(unit, local))) is not None:
            yield from _readers(ready, local, "", Scope("file", unit.path))
    for match in MAKING.finditer(unit.data):
        framework = MADE_BY.get(qualified(unit, match[2].decode()))
        call = unit.leaf(match.start(2), match.end() - 1)
        call = call.parent if call is not None else None
        if framework is not None and call is not None and call.type == "call":
            yield from _made(unit, framework, match[1].decode(), call)


def _made(unit: Unit, framework: Framework, name: str, call: Node) -> Iterator[Reader | EnvObject | Read]:
    given = keywords(unit, call)
    prefix = next((text for key in ("prefix", "env_prefix") if key in given and (text := unit.string(given[key]))), "")
    for match in PREFIX.finditer(unit.data):
        prefix = match[2].decode() if match[1].decode() == name else prefix
    for other in (unit, *(each for each in unit.everywhere(f"{name}.prefixed".encode()) if each.path != unit.path)):
        for opened, start, end in _blocks(other, name):
            yield from _readers(framework, name, prefix + opened, Scope("file", other.path, start=start, end=end))
    yield from _readers(framework, name, prefix, Scope("import", unit.path))
    yield from schemes(unit, framework.name, name, call)
    if framework is DJANGO:
        yield from defaulted(unit, name, prefix)


def _readers(framework: Framework, name: str, prefix: str, scope: Scope) -> Iterator[Reader | EnvObject]:
    yield replace(framework.call, callee=name, via=framework.name, prefix=prefix, scope=scope)
    yield EnvObject(name, methods=framework.methods, how="framework", via=framework.name, prefix=prefix, scope=scope)


def _blocks(unit: Unit, name: str) -> list[tuple[str, int, int]]:
    """Return the blocks with a prefix of their own, the innermost first: prefix, and first and last byte."""
    found = []
    for match in BLOCK.finditer(unit.data):
        leaf = unit.leaf(match.start(), match.start() + 4)
        block = (
            leaf
            if leaf is None or leaf.type == "with_statement"
            else unit.enclosing(leaf, frozenset({"with_statement"}))
        )
        if block is not None and match[1].decode() == name:
            found.append((match[2].decode(), block.start_byte, block.end_byte))
    return [
        ("".join(outer for outer, first, last in found if first <= start and end <= last), start, end)
        for _, start, end in sorted(found, key=lambda each: each[2] - each[1])
    ]


SAMPLES: Final = (
    (
        """
import environ
env = environ.Env(DEBUG=(bool, False), LEVEL=str)
A = env("DEBUG")
B = env.db()
C = env.cache("REDIS", default="redis://r")
D = env.int("SIZE", 5)
E = env("NAME", default="n")
F = env("LEVEL")
""",
        "DEBUG=false DATABASE_URL REDIS=redis://r SIZE=5 NAME=n LEVEL",
    ),
    (
        """
from environs import Env
env = Env()
A = env.int("A", 5)
with env.prefixed("MY_"):
    B = env("B")
    with env.prefixed("SUB_"):
        C = env.bool("C", default=False)
D = env.str("D")
""",
        "A=5 MY_B MY_SUB_C=false D !B !C",
    ),
    (
        'from decouple import config as c, Csv\nc("A", default=False, cast=bool)\nc("B", cast=Csv())\nconfig("C")',
        "A=false B !C",
    ),
    (
        """
from starlette.config import Config
config = Config(".env", env_prefix="S_")
config("A", cast=int, default=1)
config("B")
""",
        "S_A=1 S_B",
    ),
    ('from app.settings import Config\nconfig = Config("x")\nconfig("A")\nenv = {}\nenv.get("B")', "!A !B"),
)
