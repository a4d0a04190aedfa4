"""Which version of Node a project runs on, as far as its files say."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.inventories.loaders.files import Files

PLAIN: Final = (".nvmrc", ".node-version")
TOOLS: Final = re.compile(r"^node(?:js)?[ \t]+v?(\d+)", re.MULTILINE)
NUMBER: Final = re.compile(r"\s*v?(\d+)")
# The names of long-term support that `.nvmrc` may give (Node's release schedule).
NAMED: Final = {"lts/iron": 20, "lts/jod": 22, "lts/krypton": 24, "lts/*": 24, "node": 26}
IMAGE: Final = re.compile(
    r"^[ \t]*FROM[ \t]+(?:--platform=\S+[ \t]+)?(?:[^\s]*/)?node:(\d+)", re.MULTILINE | re.IGNORECASE
)
ENGINES: Final = re.compile(r'"engines"\s*+:\s*+\{[^{}]*"node"\s*+:\s*+"([^"]*)"')
MAJOR: Final = re.compile(r"(?<![\d.])(\d+)")
CAPPED: Final = re.compile(r"\s*+[~^v=]*+\s*+(\d+)(?:\.[\dx*]+)*+\s*+|.*<=?\s*+(\d+)")
DIALECTS: Final = ((26, "node-26"), (24, "node-24"), (22, "node-22"))
OLD: Final = "node-20"
USUAL: Final = "node-22"


def node_version(files: Files, path: str) -> tuple[str, str]:
    """Return the dialect and the version of Node for what a file starts; without a version, ``node-22``."""
    major = _major(files, path)
    if not major:
        return USUAL, ""
    return next((dialect for least, dialect in DIALECTS if major >= least), OLD), str(major)


def _major(files: Files, path: str) -> int:
    folder = path.rpartition("/")[0]
    while True:
        prefix = f"{folder}/" if folder else ""
        if major := _in(files, prefix):
            return major
        if not folder:
            return 0
        folder = folder.rpartition("/")[0]


def _in(files: Files, prefix: str) -> int:
    for name in PLAIN:
        text = _text(files, prefix + name)
        if number := NUMBER.match(text):
            return int(number[1])
        if named := NAMED.get(text.strip()):
            return named
    if tool := TOOLS.search(_text(files, f"{prefix}.tool-versions")):
        return int(tool[1])
    images = [int(number) for number in IMAGE.findall(_text(files, f"{prefix}Dockerfile"))]
    return images[-1] if images else _engines(_text(files, f"{prefix}package.json"))


def _text(files: Files, path: str) -> str:
    return files.text(path) if path in files.tree else ""


def _engines(text: str) -> int:
    """Return the version that package.json asks for; of a range without an end, none older than the usual one."""
    engines = ENGINES.search(text)
    if engines is None:
        return 0
    majors = [int(number) for number in MAJOR.findall(engines[1])]
    if not majors:
        return 0
    return majors[0] if CAPPED.fullmatch(engines[1]) and len(majors) == 1 else max(*majors, 22)
