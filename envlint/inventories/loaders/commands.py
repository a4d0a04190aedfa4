"""Loaders that commands start: in scripts, Makefiles, Dockerfiles, package.json, pipelines, Procfiles, justfiles."""

from __future__ import annotations

import re
from collections import deque

from envlint.formats.unparsed import Unparsed
from envlint.inventories.loaders import fragments, yaml_scripts
from envlint.inventories.loaders.node_version import node_version
from envlint.inventories.loaders.programs import NODE
from envlint.inventories.loaders.runs import Run
from envlint.inventories.loaders.shell_values import joined
from envlint.inventories.loaders.whereabouts import loaders

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Final

    from envlint.core.loader import Loader
    from envlint.inventories.loaders.files import Files
    from envlint.inventories.loaders.fragments import Script
    from envlint.inventories.loaders.runs import Found

    Reader = Callable[[str, str], Iterator[Script]]
    Kind = tuple[re.Pattern[str], Reader]


def _kind(reader: Reader, *names: str) -> Kind:
    return re.compile(rf"(?:^|/)(?:{'|'.join(names)})$"), reader


# A script without a suffix is told by its first line.
KINDS: Final[tuple[Kind, ...]] = (
    _kind(
        yaml_scripts.read,
        r"\.github/workflows/[^/]+\.ya?ml",
        r"action\.ya?ml",
        r"\.gitlab-ci[^/]*\.ya?ml",
        r"\.gitlab/.*\.ya?ml",
        r"\.circleci/config\.ya?ml",
        r"\.woodpecker/[^/]+\.ya?ml",
        r"\.(?:drone|gitpod|travis|woodpecker)\.ya?ml",
        r"[^/]*azure-pipelines[^/]*\.ya?ml",
        r"(?:bitbucket-pipelines|buildspec)\.ya?ml",
        r"[Tt]askfile(?:\.[a-z]+)?\.ya?ml",
    ),
    _kind(fragments.package_json, r"package\.json"),
    _kind(
        fragments.dockerfile,
        r"[^/]*[Dd]ockerfile(?:[.-](?!(?:ya?ml|mdx?|txt|json|py|go|[jt]s)$)[\w.-]+)?",
        r"[^/]+\.dockerfile",
        r"Containerfile",
    ),
    _kind(fragments.makefile, r"(?:GNU)?[Mm]akefile(?:\.(?!(?:am|in|py)$)[\w-]+)?", r"[^/]*\.mk"),
    _kind(fragments.procfile, r"Procfile(?:\.[\w-]+)?"),
    _kind(fragments.justfile, r"\.?[Jj]ustfile", r"[^/]*\.just"),
    _kind(fragments.jenkinsfile, r"Jenkinsfile(?:\.[\w-]+)?"),
    _kind(fragments.shell, r"[^/]*\.(?:sh|bash|zsh|ksh)", r"[^/.]+"),
)
NEEDLES: Final = (
    b".env",
    b"env-file",
    b"dotenv",
    b"env-cmd",
    b"honcho",
    b"foreman",
    b"overmind",
    b"nf ",
    b"UV_ENV_FILE",
    b"heroku local",
)
"""Without one of these, nothing in a file names a file of variables."""

WORTH: Final = re.compile(r"env|source[ \t]|\.[ \t]+[\"']?\$|honcho|foreman|overmind|nf |heroku", re.IGNORECASE)
"""What one of these stands in may name such a file, if only by a variable."""


def read(files: Files) -> Iterator[Loader]:
    """Yield the loaders that a project's commands start, each once for a file of commands and what it reads."""
    for path in files.tree.paths:
        reader = next((reader for pattern, reader in KINDS if pattern.search(path)), None)
        if reader is None or not files.holding(path, NEEDLES):
            continue
        text = files.text(path)
        try:
            scripts = sorted(filter(_may_read, reader(path, text)), key=_place)
        except Unparsed:
            files.broken.add(path)
            continue
        told: set[tuple[str, str]] = set()
        for script in scripts:
            yield from _of(files, path, script, told)


def _may_read(script: Script) -> bool:
    return any(WORTH.search(text) for text, _ in script.pieces)


def _place(script: Script) -> int:
    return script.pieces[0][1]


def _of(files: Files, path: str, script: Script, told: set[tuple[str, str]]) -> Iterator[Loader]:
    for found in _followed(script):
        use = found.use
        given = [(use.dialect, joined(found.folder, value)) for value in use.values if value]
        fresh = [each for each in dict.fromkeys(given) if each not in told]
        if not fresh:
            continue
        told.update(fresh)
        dialect, version = node_version(files, path) if use.dialect == NODE else (use.dialect, "")
        why = f"{use.label} in {path.rpartition('/')[2]}"
        at = files.at(path, use.start, use.end)
        for _, full in fresh:
            yield from loaders(files, full, dialect, why, at, path, version)


def _followed(script: Script) -> Iterator[Found]:
    for text, offset in script.pieces:
        # Functions may use variables that are assigned below them: so first all are collected.
        deque(Run(script.around, script.shell).follow(text, offset), maxlen=0)
    run = Run(script.around, script.shell)
    for text, offset in script.pieces:
        yield from run.follow(text, offset)
