"""Which files are read, by whom: first the path decides, then a few bytes that a file must hold."""

from __future__ import annotations

import re

from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

YAML: Final = r"\.ya?ml$"


class Kind(Record):
    """A kind of file. ``reader`` is a module of this package with the function in it.

    ``path`` is searched in the path; ``needles`` must be in the bytes, of each group any one.
    """

    name: str
    reader: str
    path: re.Pattern[str]
    needles: tuple[tuple[bytes, ...], ...] = ()

    def holds(self, data: bytes) -> bool:
        """Whether the bytes may be of interest."""
        return all(any(needle in data for needle in group) for group in self.needles)


def _kind(name: str, reader: str, path: str, *needles: tuple[bytes, ...]) -> Kind:
    return Kind(name, reader, re.compile(path), needles)


DOLLAR: Final = (b"$",)
BRACED: Final = (b"${",)
RESOURCES: Final = r"(?:^|/)(?:application|bootstrap)(?:[-.][^/]*)?|(?:^|/)src/[^/]+/resources/[^:]*"

# By how a name ends, or begins where it has no suffix that tells. The first kind that fits reads the file.
OF_YAML: Final = (
    _kind("workflow", "workflow", r"(?:^|/)\.github/workflows/[^/]+\.ya?ml$|(?:^|/)action\.ya?ml$", (b"${{", b"env:")),
    _kind("gitlab", "gitlab", r"(?:^|/)\.gitlab-ci[^/]*\.ya?ml$|(?:^|/)\.gitlab/[^:]*\.ya?ml$", (b"$", b"variables:")),
    _kind("compose", "compose", r"(?:^|/)(?:docker-)?(?:compose|stack)(?:[-._][^/]*)?\.ya?ml$", (b"services:",)),
    _kind("render", "render", r"(?:^|/)render\.ya?ml$", (b"envVars:",)),
    _kind("serverless", "serverless", r"(?:^|/)serverless[^/]*\.ya?ml$", (b"${env:", b"environment:")),
    _kind("spring", "placeholders:read_yaml", rf"(?:{RESOURCES}){YAML}", BRACED),
    _kind(
        "kubernetes",
        "kubernetes",
        YAML,
        (b"kind:",),
        (b"apiVersion:",),
        (b"containers:", b"Containers:", b"data:", b"Data:"),
    ),
    _kind(
        "compose",
        "compose",
        YAML,
        (b"services:",),
        (b"image:", b"build:", b"deploy:", b"networks:", b"volumes:"),
        (b"environment:", b"$", b"env_file"),
    ),
    _kind("symfony", "symfony", YAML, (b"%env(", b"env(")),
    _kind("template", "settings:read_calls", YAML, (b"{{",), (b"env", b"Env")),
    _kind(
        "settings", "settings:read_references", r"(?:^|/)[^/]*(?:config|conf|settings)[^/]*(?:/[^:]*)?\.ya?ml$", BRACED
    ),
)
OF_JSON: Final = (
    _kind("package.json", "package_json", r"(?:^|/)package\.json$", (b'"scripts"',)),
    _kind("turbo", "turbo", r"(?:^|/)turbo\.jsonc?$", (b"nv",)),
    _kind("devcontainer", "devcontainer", r"(?:^|/)\.?devcontainer\.json$", (b"Env",)),
    _kind("sequelize", "sequelize", r"\.json$", (b"use_env_variable",)),
)
TEMPLATES: Final = (
    _kind("nginx", "templates", r"nginx[^:]*\.(?:template|tmpl|envsubst)$|\.conf\.(?:template|tmpl|envsubst)$", BRACED),
    # A template of source code or of a .env file is none for envsubst.
    _kind("template", "settings:read_calls", r"\.(?:tmpl|tpl|gotmpl|ctmpl)$", (b"{{",), (b"env", b"Env")),
    _kind(
        "envsubst",
        "templates",
        r"^(?!(?:.*/)?[^/]*(?:\.?env|\.(?:[cm]?[jt]sx?|go|py|rb|rs|java|kt|php|sh|bash|html?|vue|md|cs))\.[a-z]+$)"
        r".*\.(?:template|tmpl|envsubst)$",
        BRACED,
    ),
)
BY_SUFFIX: Final[dict[str, tuple[Kind, ...]]] = {
    **dict.fromkeys((".yml", ".yaml"), OF_YAML),
    **dict.fromkeys((".json", ".jsonc"), OF_JSON),
    **dict.fromkeys((".template", ".tmpl", ".envsubst", ".tpl", ".gotmpl", ".ctmpl"), TEMPLATES),
    ".properties": (_kind("spring", "placeholders:read_properties", rf"(?:{RESOURCES})\.properties$", BRACED),),
    ".xml": (_kind("logging", "placeholders:read_logging", r"(?:^|/)(?:logback|log4j)[^/]*\.xml$", BRACED),),
    ".prisma": (_kind("prisma", "prisma", r"", (b"env(",)),),
    ".hcl": (_kind("bake", "bake", r"(?:^|/)docker-bake[^/]*\.hcl$", (b"variable",)),),
    ".ini": (_kind("uwsgi", "uwsgi", r"", (b"[uwsgi]",)),),
    **dict.fromkeys(
        (".service", ".timer", ".socket"),
        (_kind("systemd", "systemd", r"", (b"[Service]",), (b"Environment", b"$", b"ExecStart")),),
    ),
    **dict.fromkeys((".mk", ".mak"), (_kind("make", "makefile", r"", (b"?=", b"$")),)),
    ".just": (_kind("just", "justfile", r"", (b"env",)),),
    ".envrc": (_kind("direnv", "direnv", r"", (b"$", b"export")),),
    ".dockerfile": (_kind("dockerfile", "dockerfile", r""),),
    ".containerfile": (_kind("dockerfile", "dockerfile", r""),),
}
BY_START: Final = (
    # `Dockerfile.dev`, but not `Dockerfile.md` or a workflow called `dockerfile.yml`.
    (
        "dockerfile",
        _kind("dockerfile", "dockerfile", r"ockerfile(?:[.-](?!(?:ya?ml|mdx?|txt|json|py|go|[jt]s)$)[\w-]+)*$"),
    ),
    ("containerfile", _kind("dockerfile", "dockerfile", r"ontainerfile(?:\.[\w-]+)?$")),
    ("makefile", _kind("make", "makefile", r"akefile(?:\.(?!am$|in$|py$)[\w-]+)?$", (b"?=", b"$"))),
    ("gnumakefile", _kind("make", "makefile", r"akefile$", (b"?=", b"$"))),
    ("procfile", _kind("procfile", "procfile", r"(?:^|/)Procfile(?:\.[\w-]+)?$")),
    ("justfile", _kind("just", "justfile", r"ustfile$", (b"env",))),
    (".justfile", _kind("just", "justfile", r"ustfile$", (b"env",))),
    ("caddyfile", _kind("caddyfile", "caddyfile", r"(?:^|/)Caddyfile(?:[.-][\w.-]+)?$", (b"{$", b"{env."))),
)
STARTS: Final = tuple(start for start, _ in BY_START)


def kinds_of(path: str) -> tuple[Kind, ...]:
    """Return the kinds that a file may be of by its path, those of which the first comes first."""
    base = path.rpartition("/")[2].lower()
    suffix = base[base.rfind(".") :] if "." in base else base
    kinds = tuple(kind for start, kind in BY_START if base.startswith(start)) if base.startswith(STARTS) else ()
    kinds += BY_SUFFIX.get(suffix, ())
    return tuple(kind for kind in kinds if kind.path.search(path)) if kinds else ()
