"""Loaders of Python projects: which package is asked for, whether code uses it to read files, and which.

Sources: the documentation of python-dotenv, pydantic and pydantic-settings, environs, python-decouple, django-environ,
Starlette, Dynaconf and honcho.
"""

from __future__ import annotations

import re

from envlint.core.record import Record
from envlint.inventories.loaders.calls import Code, above, head, named
from envlint.inventories.loaders.manifests import areas, titled
from envlint.inventories.loaders.python_manifests import dependencies, manifests, version

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.core.loader import Loader
    from envlint.inventories.loaders.files import Files
    from envlint.inventories.loaders.manifests import Area, Dependency

ENDINGS: Final = (".py",)


class Package(Record):
    """A package that reads files of variables.

    With ``word`` it does so only where this stands in code; ``heads`` are the calls by which code names files to it.
    ``only_named``: it reads no other files, unless code names them as something else than literals, as ``setting``
    tells. ``climbs``: it looks for ``.env`` in the folders above, too.
    """

    dialect: str
    heads: tuple[re.Pattern[str], ...] = ()
    word: bytes = b""
    climbs: bool = False
    only_named: bool = False


SETTING: Final = re.compile(r"(?:\b_?env_file\s*+=|[\"']env_file[\"']\s*+:)\s*+(?!None\b|[=\s])")
_ENV_FILE: Final = head(r"(?P<call>\b_?env_file|(?<=[\"'])env_file(?=[\"']))[\"']?\s*+[=:]\s*+")
_READ_ENV: Final = head(r"\b(?P<call>read_env)\(\s*+(?:(?:env_file|path)\s*+=\s*+)?")
_PYDANTIC: Final = Package("python-dotenv-values", (_ENV_FILE,), b"env_file", only_named=True)
PACKAGES: Final = {
    "python-dotenv": Package(
        "python-dotenv",
        (
            head(
                r"\b(?P<call>load_dotenv)\(\s*+(?:dotenv_path\s*+=\s*+)?(?:(?:find_dotenv|(?:pathlib\.)?Path)\(\s*+(?:filename\s*+=\s*+)?)?"
            ),
        ),
        climbs=True,
    ),
    "pydantic-settings": _PYDANTIC,
    "pydantic": _PYDANTIC,
    "environs": Package("python-dotenv", (_READ_ENV,), b"read_env", climbs=True),
    "django-environ": Package("django-environ", (_READ_ENV,), b"read_env"),
    "python-decouple": Package(
        "python-decouple", (head(r"\b(?P<call>RepositoryEnv)\(\s*+"),), b"decouple", climbs=True
    ),
    "starlette": Package(
        "starlette", (head(r"\b(?P<call>Config)\(\s*+(?:env_file\s*+=\s*+)?"),), b"starlette.config", only_named=True
    ),
    "honcho": Package("honcho"),
    "dynaconf": Package("python-dotenv", (), b"load_dotenv"),
}
VALUES: Final = head(r"\b(?P<call>dotenv_values)\(\s*+(?:dotenv_path\s*+=\s*+)?")
NAMES: Final = {**{name: name for name in PACKAGES}, "fastapi": "starlette"}
"""What a manifest asks for, and the package that is used by it."""
FLASK: Final = "flask"
"""Its command reads by python-dotenv wherever that is installed."""
USES: Final = (b"from dotenv", b"import dotenv", b"load_dotenv")
WORDS: Final = tuple({*USES, *(each.word or b"dotenv" for each in PACKAGES.values())})


def read(files: Files) -> Iterator[Loader]:
    """Yield the loaders that the packages of a project ask for, where code uses them."""
    found = manifests(files)
    whole = areas(found)
    code = Code(files, ENDINGS, WORDS)
    for folder, paths in found.items():
        asked: dict[str, Dependency] = {}
        for path in paths:
            for dependency in dependencies(files, path, frozenset((*NAMES, FLASK))):
                asked.setdefault(dependency.name, dependency)
        for dependency in asked.values():
            if dependency.name != FLASK and not _is_for_another(code, whole[folder], dependency, asked):
                yield from _loaders(files, code, whole[folder], dependency)


def _is_for_another(code: Code, area: Area, dependency: Dependency, asked: dict[str, Dependency]) -> bool:
    """Whether no code uses python-dotenv, which others need, or whether pydantic stands beside its settings."""
    if dependency.name == "pydantic":
        return "pydantic-settings" in asked
    if dependency.name != "python-dotenv" or FLASK in asked:
        return False
    return not any(code.uses(word, area.folder) for word in USES)


def _loaders(files: Files, code: Code, area: Area, dependency: Dependency) -> Iterator[Loader]:
    package = PACKAGES[NAMES[dependency.name]]
    number = version(files, area.folder, dependency)
    title = titled(dependency.name, number)
    sources = code.having(package.word or b"dotenv", area)
    if package.word and not sources:
        return
    everywhere = not package.only_named
    for source in sources:
        patterns = package.heads
        if package is _PYDANTIC:
            text = files.text(source)
            if "pydantic" not in text and "Settings" not in text:
                continue
            everywhere = everywhere or len(SETTING.findall(text)) > len(_ENV_FILE.findall(text))
        for pattern in patterns:
            for each in named(files, source, pattern, area.folder):
                yield each.loader(files, package.dialect, title, number)
        if dependency.name == "python-dotenv":
            for each in named(files, source, VALUES, area.folder):
                yield each.loader(files, "python-dotenv-values", title, number)
    if everywhere:
        yield area.loader(package.dialect, dependency, number)
        higher = above(files, area.folder) if package.climbs else None
        if higher:
            yield higher.loader(package.dialect, dependency, number)
