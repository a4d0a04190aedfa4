"""pydantic-settings: each field of a ``BaseSettings`` class is a variable.

https://docs.pydantic.dev/latest/concepts/pydantic_settings/. Names are compared without case unless the class says
``case_sensitive``; they are reported in upper case, as its documentation writes them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from envlint.core.declaration import MENTIONED, Dynamic
from envlint.inventories.code.frameworks import framework_read, steps
from envlint.inventories.code.frameworks.python_classes import classes, fields, heirs, lineage
from envlint.inventories.code.frameworks.python_fields import described
from envlint.inventories.code.frameworks.python_names import keywords, qualified
from envlint.inventories.code.keys import Resolver

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Final

    from tree_sitter import Node

    from envlint.core.declaration import Read
    from envlint.inventories.code.frameworks.python_classes import Class, Field
    from envlint.inventories.code.unit import Unit

ROOTS: Final = frozenset({"pydantic_settings.BaseSettings", "pydantic.BaseSettings", "pydantic.v1.BaseSettings"})
MODELS: Final = frozenset({"pydantic.BaseModel", "pydantic.v1.BaseModel"})
OPTIONS: Final = ("env_prefix", "env_nested_delimiter")
DEEPEST: Final = 6
MOST: Final = 200
"""Classes that inherit from one."""


@dataclass(frozen=True, slots=True)
class Naming:
    """How a class makes names of variables out of names of fields. ``known`` is False where its prefix is computed."""

    prefix: str = ""
    delimiter: str = ""
    exact: bool = False
    known: bool = True

    def variable(self, name: str) -> str:
        """Return the variable of a name as the class spells it."""
        return name if self.exact else name.upper()


def settings_classes(unit: Unit) -> Iterator[Read | Dynamic]:
    """Yield the variables of the settings classes that a file begins, and of all that inherit from them."""
    if b"BaseSettings" not in unit.data:
        return
    for each in classes(unit):
        if any(qualified(unit, base) in ROOTS for base in each.bases):
            yield from _family(each, [])


def _family(each: Class, seen: list[Class]) -> Iterator[Read | Dynamic]:
    seen.append(each)
    children = list(heirs(each)) if len(seen) < MOST else []
    for child in children:
        if child not in seen:
            yield from _family(child, seen)
    if not children or _made(each):
        yield from _variables(each)


def _made(each: Class) -> bool:
    making = re.compile(rb"(?<!class )\b" + each.name.encode() + rb"\(")
    return any(making.search(other.data) for other in each.unit.everywhere(f"{each.name}(".encode()))


def _variables(bottom: Class) -> Iterator[Read | Dynamic]:
    line = lineage(bottom)
    naming = _naming(line)
    aliases = _old_aliases(line)
    if not naming.known:
        yield Dynamic(
            "*", bottom.unit.place(bottom.node.child_by_field_name("name") or bottom.node), "python", bottom.unit.test
        )
        return
    yield from _of(line, naming, naming.prefix, aliases, 0, steps())


def _of(
    line: list[Class], naming: Naming, prefix: str, aliases: Mapping[str, list[Node]], depth: int, left: Iterator[int]
) -> Iterator[Read]:
    seen = set()
    for each in line if next(left, None) is not None else ():
        for field in fields(each):
            if field.name not in seen and _is_field(field):
                seen.add(field.name)
                yield from _read(field, naming, prefix, aliases.get(field.name, []), depth, left)


def _is_field(field: Field) -> bool:
    if field.name.startswith("_") or field.name in ("model_config", "Config"):
        return False
    if field.annotation is None:
        return field.value is not None and field.value.type in ("string", "integer", "float", "true", "false")
    return "ClassVar" not in field.unit.text(field.annotation)


def _read(
    field: Field, naming: Naming, prefix: str, old: list[Node], depth: int, left: Iterator[int]
) -> Iterator[Read]:
    unit, said = field.unit, described(field)
    spelled = [(name, node) for alias in old or said.aliases for name, node in Resolver(unit).keys(alias).names]
    names = spelled or [(prefix + field.name, field.node)]
    model = lineage(said.model) if said.model is not None else []
    nested = any(qualified(each.unit, base) in MODELS | ROOTS for each in model for base in each.bases)
    evidence = "read"
    if nested and naming.delimiter and depth < DEEPEST:
        for name, _ in names:
            yield from _of(model, naming, name + naming.delimiter, {}, depth + 1, left)
        evidence = MENTIONED
    elif nested and any(qualified(each.unit, base) in ROOTS for each in model for base in each.bases):
        evidence = MENTIONED
    for name, node in names:
        read = framework_read(
            unit,
            naming.variable(name),
            node,
            "pydantic-settings",
            default=said.default,
            type="json" if nested else said.type,
            dialect="pydantic",
            required=said.required,
            values=said.values,
            alternatives=tuple(naming.variable(other) for other, _ in names if other != name),
        )
        yield read.replace(evidence=evidence, secret=True if said.secret else None)


# --- configuration


def _naming(line: list[Class]) -> Naming:
    """Return how a class names its variables: what it says itself, else what it inherits."""
    said: dict[str, tuple[Unit, Node]] = {}
    for each in line:
        for name, node in {**_configured(each), **each.options}.items():
            said.setdefault(name, (each.unit, node))
    texts = {name: Resolver(unit).keys(node).names for name, (unit, node) in said.items() if name in OPTIONS}
    prefix = texts.get("env_prefix") or ()
    exact = "case_sensitive" in said and said["case_sensitive"][0].text(said["case_sensitive"][1]) == "True"
    delimiter = texts.get("env_nested_delimiter") or ()
    known = "env_prefix" not in said or len(prefix) == 1
    return Naming(prefix[0][0] if prefix else "", delimiter[0][0] if delimiter else "", exact, known)


def _configured(each: Class) -> dict[str, Node]:
    """Return what a class says in ``model_config`` or in its class ``Config``."""
    for field in fields(each):
        if field.name == "model_config" and field.value is not None:
            if field.value.type == "call":
                return keywords(each.unit, field.value)
            resolver = Resolver(each.unit)
            return {each.unit.string(key) or "": value for key, value in resolver.pairs(field.value)}
    inner = _inner(each)
    return {field.name: field.value for field in fields(inner) if field.value is not None} if inner is not None else {}


def _inner(each: Class) -> Class | None:
    node = next(
        (
            s
            for s in each.body
            if s.type == "class_definition" and each.unit.text(s.child_by_field_name("name") or s) == "Config"
        ),
        None,
    )
    return replace(each, node=node, name="Config", bases=(), options={}) if node is not None else None


def _old_aliases(line: list[Class]) -> dict[str, list[Node]]:
    """Return the names that the ``fields`` of a class ``Config`` give: ``fields = {"port": {"env": "PORT"}}``."""
    found: dict[str, list[Node]] = {}
    for each in line:
        table = _configured(each).get("fields")
        if table is None or table.type != "dictionary":
            continue
        resolver = Resolver(each.unit)
        for key, value in resolver.pairs(table):
            named = [node for word, node in resolver.pairs(value) if each.unit.string(word) == "env"]
            found.setdefault(each.unit.string(key) or "", named)
    return found


SAMPLES: Final = (
    (
        """
from pydantic_settings import BaseSettings, SettingsConfigDict
class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="app_")
    debug: bool = False
    KIND: ClassVar[str] = "x"
    _private: int = 3
    token: SecretStr
    @property
    def ADDRESS(self): return "x"
""",
        "APP_DEBUG=false APP_TOKEN !APP_KIND !APP__PRIVATE !APP_ADDRESS",
    ),
    (
        """
from pydantic import Field, AliasChoices
from pydantic_settings import BaseSettings
class Settings(BaseSettings):
    port: int = Field(default=8000, validation_alias=AliasChoices("PORT", "http_port"))
    old: Annotated[int, Field(alias="OLD")] = 5
    size: int = Field(10)
    names: list[str] = Field(default_factory=list)
""",
        "PORT=8000 HTTP_PORT=8000 OLD=5 SIZE=10 NAMES",
    ),
    (
        """
from pydantic import BaseModel
from pydantic_settings import BaseSettings
class Database(BaseModel):
    host: str = "localhost"
    port: int
class Settings(BaseSettings):
    model_config = {"env_nested_delimiter": "__", "env_prefix": "S_"}
    database: Database
""",
        "S_DATABASE__HOST=localhost S_DATABASE__PORT !S_DATABASE",
    ),
    (
        """
from pydantic import BaseSettings, Field
class Base(BaseSettings):
    host: str = "h"
class Settings(Base):
    name: str = Field("n", env="SERVICE")
    level: str = "info"
    class Config:
        env_prefix = "X_"
        fields = {"level": {"env": ["LEVEL", "LOG"]}}
""",
        "X_HOST=h SERVICE=n LEVEL=info LOG=info !HOST",
    ),
    (
        """
from pydantic_settings import BaseSettings
from pydantic import BaseModel
class Settings(BaseSettings, env_prefix="c_", case_sensitive=True):
    mixedCase: str = "x"
class Other(BaseModel):
    plain: str = "y"
""",
        "c_mixedCase=x !PLAIN !C_PLAIN",
    ),
)
