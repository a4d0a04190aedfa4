"""Rule files that tests load."""

from __future__ import annotations

from typing import TYPE_CHECKING

from envlint.core.errors import LoadErrors
from envlint.core.tier import BUILT_IN
from envlint.rules.load import load

if TYPE_CHECKING:
    from envlint.core.rule import Plan

PATH = "r.toml"


def plans(text: str, dialect: dict[str, str] | None = None) -> dict[str, Plan]:
    return load([(PATH, text.encode())], BUILT_IN, dialect)


def production(text: str) -> Plan:
    return plans(text)["production"]


def errors(text: str | bytes, *others: str) -> list[str]:
    """Load files ``r.toml``, ``r1.toml`` ... and return the errors as they are printed; none for rules that load."""
    first = text if isinstance(text, bytes) else text.encode()
    files = [(PATH, first)] + [(f"r{number}.toml", other.encode()) for number, other in enumerate(others, 1)]
    try:
        load(files, BUILT_IN)
    except LoadErrors as found:
        return [str(error) for error in found.errors]
    return []


VOCABULARY = """\
#:schema ../.envlint/rules.schema.json

[BACKEND]
id = 11
doc = "Where uploads are kept. Phase 0."
section = "13. Storage"
why = "It would fail on every upload."
see = "docs/storage.md"
tags = ["storage"]
owner = "media"
values = { local = "on this machine's disk", s3 = "in the S3 bucket" }
default = "local"
fallback = "local"
level = { prod = "error", else = "warning" }
when.s3.requires = ["S3_ENABLED=true", "!S3_LEGACY"]
when.s3.forbid = ["DATABASE_URL.host=localhost"]
when.s3.conflicts = ["S3_LEGACY"]
when.local.all_or_none = ["S3_ENABLED", "S3_LEGACY"]
when.local.one_of = ["PORT", "PORT_MAX"]
when.local.any_of = ["PORT"]
in.prod.required = true
in.prod.when.s3.requires = ["S3_ENABLED=true"]
sql = "tracks.storage_backend"
phase = "boot"
example = "s3"
external = true

[S3_ENABLED]
type = "bool"
default = false
dialect = "go"

[S3_LEGACY]
deprecated = { use = "BACKEND", since = "2.4", remove = "3.0", reason = "One switch is enough." }
empty = "ok"

[PORT]
type = "port"
default = 8080
min = 1024
max = 49151
requires = ["PORT<=$PORT_MAX", "PORT!=9000"]

[PORT_MAX]
type = "int"
values = [8080, 9090]

[RATIO]
type = "number"
min = 0.5
max = 1

[DATABASE_URL]
type = "url"
schemes = ["postgres", "postgresql"]
required = true
secret = true
visibility = "names-only"
in.production.forbid = ["DATABASE_URL.host=localhost|127.0.0.1"]

[JWT_SECRET]
type = "secret"
min_length = 32
max_length = 128
differs_from = ["SESSION_SECRET"]
differs_across_tiers = true
required = ["stage", "production"]

[SESSION_SECRET]
type = "secret"

[TIMEOUT]
type = "duration"
default = "30s"
min = "100ms"
max = "2m"

[CORS_ORIGINS]
type = "list<origin>"
sep = ";"
unique = true
min_length = 1
items = { max_length = 200, pattern = "https?://.*|\\\\*" }
in.production.forbid = ["*"]

[NAME]
pattern = "[a-z]+"
same_as = ["NAME_COPY"]
conflicts = ["S3_LEGACY"]
forbid = ["root", "=ADMIN"]

[NAME_COPY]

[var.http_proxy]
type = "url"

[[rule]]
id = "https"
doc = "Cookies."
why = "Because."
level = "warning"
when = ["S3_ENABLED=true"]
requires = ["CORS_ORIGINS.scheme=https"]
in.production.requires = ["CORS_ORIGINS.scheme=https", "DATABASE_URL"]
any_of = ["NAME", "NAME_COPY"]
"""
