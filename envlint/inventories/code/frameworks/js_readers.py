"""Objects of libraries that are asked for a variable: env-var, Nest's ConfigService, AdonisJS, Strapi, Effect.

https://github.com/evanshortiss/env-var, https://docs.nestjs.com/techniques/configuration,
https://docs.adonisjs.com/guides/getting-started/environment-variables, https://docs.strapi.io/cms/configurations/environment,
https://effect.website/docs/configuration/
"""

from __future__ import annotations

import re

from envlint.inventories.code.language import EnvObject, Reader, Scope

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.inventories.code.unit import Unit

UPPER: Final = r"[A-Z][A-Z0-9_]*"
NEST: Final = re.compile(
    rb"(?<![\w.$])(?P<holder>(?:this\s*\.\s*)?\w*[cC]onfig\w*)\s*\??\.\s*(?P<method>get|getOrThrow)\b"
)
FROM: Final = re.compile(rb"(?:const|let)\s+(\w+)\s*=\s*(?:\w+\.)?from\(\s*process\.env")
STRAPI: Final = re.compile(rb"\(\s*\{[^{}()]*\benv\b[^{}()]*\}\s*\)\s*=>")
STRAPI_CASTS: Final = {
    "int": "int",
    "float": "number",
    "bool": "bool",
    "json": "json",
    "array": "list",
    "date": "",
    "oneOf": "",
}
EFFECT: Final = {
    "string": "", "number": "number", "integer": "int", "boolean": "bool", "redacted": "", "secret": "", "url": "url",
    "duration": "duration", "nonEmptyString": "", "port": "port",
}  # fmt: skip
HELPER: Final = re.compile(r"(?:get|require|read|assert|must(?:Get)?)(?:Required|Optional)?Env(?:(?:Var|As|Or)\w*)?")
"""What packages call their own function for it; nothing else of them is known."""
ADONIS: Final = re.compile(r"(?:#start/env|.*/start/env|@ioc:Adonis/Core/Env|@adonisjs/core/(?:build/)?env)(?:\.js)?")


def framework_readers(unit: Unit) -> Iterator[Reader | EnvObject]:
    """Yield the readers that a file has from the libraries it imports."""
    for local, (module, original) in unit.imported.items():
        if module == "env-var":
            yield Reader(local if original == "get" else f"{local}.get", how="framework", via="env-var")
        elif module.startswith("$env/dynamic/") and original == "env":
            yield EnvObject(local, members=True, how="framework", via="sveltekit", scope=Scope("file", unit.path))
        elif module.startswith("astro:env/") and original == "getSecret":
            yield Reader(local, how="framework", via="astro")
        elif ADONIS.fullmatch(module):
            yield Reader(f"{local}.get", default=1, how="framework", via="adonis", only=UPPER)
        elif module in ("effect", "effect/Config") and (local == "Config" or original == "Config"):
            yield from (
                Reader(f"{local}.{name}", type=kind, how="framework", via="effect") for name, kind in EFFECT.items()
            )
        elif HELPER.fullmatch(original) and not module.startswith("."):
            yield Reader(local, default=1, how="wrapper", via=original, only=UPPER)
        elif module == "@nestjs/config" and original == "ConfigService":
            yield from _nest(unit)
    if b"env-var" in unit.data:
        yield from (
            Reader(f"{name.decode()}.get", how="framework", via="env-var") for name in set(FROM.findall(unit.data))
        )
    if STRAPI.search(unit.data) and "config/" in unit.path:
        yield Reader("env", default=1, how="framework", via="strapi")
        for name, kind in STRAPI_CASTS.items():
            yield Reader(f"env.{name}", default=2 if name == "oneOf" else 1, type=kind, how="framework", via="strapi")


def _nest(unit: Unit) -> Iterator[Reader]:
    found = {(re.sub(rb"\s", b"", match["holder"]), match["method"]) for match in NEST.finditer(unit.data)}
    for holder, method in sorted(found):
        required = True if method == b"getOrThrow" else None
        callee = f"{holder.decode()}.{method.decode()}"
        yield Reader(callee, default=1, required=required, how="framework", via="nestjs", only=UPPER)
