"""Loaders that go.mod asks for: godotenv, gotenv, go-envparse, and what reads by one of them.

Sources: the Go modules reference (go.mod), the documentation of the packages. Viper and cleanenv read only the files
that code names to them; a module that is replaced is not known.
"""

from __future__ import annotations

import re
from posixpath import dirname

from envlint.core.record import Record
from envlint.inventories.loaders.calls import Code, Named, head, named, resolved
from envlint.inventories.loaders.manifests import Dependency, areas, numbers, titled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.core.loader import Loader
    from envlint.inventories.loaders.files import Files
    from envlint.inventories.loaders.manifests import Area

MANIFEST: Final = "go.mod"
ENDINGS: Final = (".go",)
REQUIREMENT: Final = re.compile(
    r"(?m)^[ \t]*+(?:require[ \t]++)?(?P<name>[\w.-]++/[^\s\"]++)[ \t]++"
    r"v(?P<version>\d[\w.+-]{0,60})(?=[\s/]|$)(?P<rest>[^\n]*+)"
)
MULTILINE_GOTENV: Final = (1, 3)
ENV_FILE_NAME: Final = re.compile(r"env[^/]*$")


class Package(Record):
    """A module: which one reads for it, and the calls by which code names files to it.

    ``only_named``: it reads no file but those.
    """

    reader: str
    word: bytes = b""
    calls: tuple[re.Pattern[str], ...] = ()
    only_named: bool = False


GODOTENV: Final = "github.com/joho/godotenv"
GOTENV: Final = "github.com/subosito/gotenv"
ENVPARSE: Final = "github.com/hashicorp/go-envparse"
VIPER: Final = "github.com/spf13/viper"
CLEANENV: Final = "github.com/ilyakaznacheev/cleanenv"
PACKAGES: Final = {
    GODOTENV: Package(GODOTENV, b"joho/godotenv", (head(r"\bgodotenv\.(?P<call>Load|Overload|Read)\(\s*+"),)),
    GOTENV: Package(
        GOTENV, b"subosito/gotenv", (head(r"\bgotenv\.(?P<call>Load|OverLoad|Must\(gotenv\.Load|Read)[(,]\s*+"),)
    ),
    ENVPARSE: Package(ENVPARSE, b"go-envparse"),
    "github.com/knadh/koanf/parsers/dotenv": Package(GODOTENV, b"parsers/dotenv"),
    CLEANENV: Package(
        GODOTENV, b"ilyakaznacheev/cleanenv", (head(r"\bcleanenv\.(?P<call>ReadConfig)\(\s*+"),), only_named=True
    ),
    VIPER: Package(GOTENV, b"spf13/viper", (head(r"\.(?P<call>SetConfigFile)\(\s*+"),), only_named=True),
}
TYPED: Final = re.compile(r"\.SetConfigType\(\"(?:env|dotenv)\"\)")
CONFIG_NAME: Final = re.compile(r"\.(?P<call>SetConfigName)\(\"(?P<name>[^\"\n]*+)\"\)")


def read(files: Files) -> Iterator[Loader]:
    """Yield the loaders that the modules of a project ask for."""
    paths = files.named(MANIFEST)
    whole = areas(dirname(path) for path in paths)
    code = Code(files, ENDINGS, tuple(each.word for each in PACKAGES.values() if each.word))
    for path in paths:
        required = {match["name"]: match for match in REQUIREMENT.finditer(files.text(path))}
        for name, match in required.items():
            if name in PACKAGES and "// indirect" not in match["rest"] and not _is_replaced(files.text(path), name):
                at = files.at(path, match.start("name"), match.end("name"))
                dependency = Dependency(name, match["version"], at)
                reader = required.get(PACKAGES[name].reader)
                inner = reader["version"] if reader else ""
                yield from _loaders(files, code, whole[dirname(path)], dependency, inner)


def _is_replaced(text: str, name: str) -> bool:
    """Whether another module takes its place, of which nothing is known."""
    return re.search(rf"(?m)^[ \t]*+(?:replace[ \t]++)?{re.escape(name)}(?:[ \t]++v\S++)?[ \t]++=>", text) is not None


def _loaders(files: Files, code: Code, area: Area, dependency: Dependency, inner: str) -> Iterator[Loader]:
    package = PACKAGES[dependency.name]
    dialect = _dialect(package.reader, numbers(inner))
    short = dependency.name.removeprefix("github.com/")
    sources = code.having(package.word, area) if package.word else []
    if package.word and not sources and code.has_any(area):
        return
    if not package.only_named:
        yield area.loader(dialect, dependency, dependency.wanted, short)
    for source in sources:
        found = [each for pattern in package.calls for each in named(files, source, pattern, area.folder)]
        if dependency.name == VIPER:
            found += _by_name(files, source, area)
        for each in found:
            if not package.only_named or ENV_FILE_NAME.search(each.path):
                yield each.loader(files, dialect, titled(short, dependency.wanted), dependency.wanted)


def _dialect(reader: str, version: tuple[int, ...]) -> str:
    """Return the dialect of what reads, the newest without a version."""
    if reader == GODOTENV:
        return "godotenv-1.6pre" if version >= (1, 6) else "godotenv"
    if reader == GOTENV:
        return "gotenv-2019" if version and version < MULTILINE_GOTENV else "gotenv"
    return "go-envparse"


def _by_name(files: Files, source: str, area: Area) -> Iterator[Named]:
    """Yield the files that Viper finds by a name, where it is told that they hold variables."""
    text = files.text(source)
    if not TYPED.search(text):
        return
    for match in CONFIG_NAME.finditer(text):
        for name in (match["name"], f"{match['name']}.env"):
            path = resolved(files, name, (area.folder, dirname(source), ""))
            if path and files.has(path):
                yield Named(path, match["call"], source, match.start("name"), match.end("name"))
                break
