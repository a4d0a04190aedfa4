"""Compose projects as plain texts: ``##### title (files)`` begins one, ``=== path`` a file of it."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "compose"
RECORDED = FOLDER / "recorded.json"
TITLE = re.compile(r"(?P<title>[^(]*?)(?: \((?P<files>[^()]*)\))?$")
FILE = re.compile(r"(?P<path>\S+)(?: \((?P<how>bom|crlf)\))?$")


class Case(NamedTuple):
    """One project; ``files`` are those that are named on the command line, none for those found by their names."""

    name: str
    files: tuple[str, ...]
    texts: dict[str, bytes]

    @property
    def refused(self) -> bool:
        return "refused:" in self.name

    def write(self, folder: Path) -> None:
        for path, data in self.texts.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)


def cases() -> list[Case]:
    """Return every case, in the order of the files."""
    return [case for path in sorted(FOLDER.glob("*.txt")) for case in _read(path)]


@cache
def recorded() -> dict[str, dict[str, dict[str, str]]]:
    """Return what Docker Compose says of each case's services, those left out that it refuses."""
    found: dict[str, dict[str, dict[str, str]]] = json.loads(RECORDED.read_text(encoding="utf-8"))
    return found


def _read(path: Path) -> list[Case]:
    found = []
    for part in path.read_text(encoding="utf-8").split("##### ")[1:]:
        head, _, body = part.partition("\n")
        title = TITLE.match(head)
        assert title is not None, head
        named = title["files"]
        files = ("compose.yaml",) if named is None else tuple(filter(None, named.split(",")))
        texts = {}
        for section in ("\n" + body).split("\n=== ")[1:]:
            header, _, text = section.partition("\n")
            file = FILE.match(header)
            assert file is not None, header
            data = text.encode()
            if text and not text.endswith("\n"):
                data += b"\n"
            if file["how"] == "crlf":
                data = data.replace(b"\n", b"\r\n")
            texts[file["path"]] = b"\xef\xbb\xbf" + data if file["how"] == "bom" else data
        found.append(Case(f"{path.stem}: {title['title']}", files, texts))
    return found
