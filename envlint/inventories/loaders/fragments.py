"""The scripts that stand in a project's files, each with the folder that it runs in and the shell that runs it.

A script is handed on as pieces, each with its offset in the file and as long as what stands there: what the format
around it writes in its own way is rewritten to shell, and NUL fills the gaps.
"""

from __future__ import annotations

import re

from envlint.core.record import Record
from envlint.formats.procfile import processes
from envlint.formats.unparsed import Unparsed
from envlint.inventories.configs.dockerfile import COMMENT, RUNTIME, instructions
from envlint.inventories.configs.jsonc import strings
from envlint.inventories.loaders.programs import SHELLS
from envlint.inventories.loaders.shell_values import ROOT, STARTED, UNKNOWN, Surroundings, expand

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

NAME: Final = "[A-Za-z_][A-Za-z0-9_-]*"
FIRST: Final = 200
"""Characters of a first line that are worth looking at."""
SHEBANG: Final = re.compile(r"#![ \t]*(?:[^\s]*/)?(?:env[ \t]+(?:-S[ \t]*)?)?(?:[^\s]*/)?([A-Za-z0-9]+)")
ESCAPED: Final = re.compile(r"(\\\\\\\")|\\(.)")
OF_MAKE: Final = re.compile(rf"\$\$|\$\(({NAME})\)|\\#")
RECIPE: Final = re.compile(r"^\t[ \t@+-]*((?:[^\n\\]|\\.|\\\n)+)", re.MULTILINE)
ASSIGNED: Final = re.compile(
    rf"^[ ]*(?:(?:export|override)[ \t]+)*({NAME})[ \t]*(?:\?|:{{0,3}})=[ \t]*((?:[^\n\\#]|\\.|\\\n)*)", re.MULTILINE
)
SHELL_OF_MAKE: Final = re.compile(r"^SHELL[ \t]*[:?]?=[ \t]*(?:[^\s]*/)?(?:env[ \t]+)?([a-z]+)", re.MULTILINE)
FLAGS_OF_RUN: Final = re.compile(r"(?:--[a-z]+=\S++[ \t\\\n]++)*+")
CHOSEN_SHELL: Final = re.compile(r"\[\s*\"(?:[^\"]*/)?([a-z]+)\"")
OF_JENKINS: Final = re.compile(r"\bsh\b\s*+\(?\s*+(?:script\s*+:\s*+)?('''|\"\"\"|'|\")")
OF_JUST: Final = re.compile(r"\{\{[ \t]*+([A-Za-z_][A-Za-z0-9_]*+)?+[^{}\n]*+\}\}")
LINE_OF_JUST: Final = re.compile(r"^[ \t]+[@-]*+((?:[^\n\\]|\\.|\\\n)+)", re.MULTILINE)
BODY_OF_JUST: Final = re.compile(r"^[ \t]+#![^\n]*(?:\n(?:[ \t]+[^\n]*|(?=\n)))*", re.MULTILINE)
SET_IN_JUST: Final = re.compile(rf"^(?:export[ \t]+)?({NAME})[ \t]*:=[ \t]*([^\n]*)", re.MULTILINE)
SHELL_OF_JUST: Final = re.compile(r"^set[ \t]+shell[ \t]*:=[ \t]*\[[ \t]*[\"'](?:[^\"'\n]*/)?([a-z]+)", re.MULTILINE)


MOST_BODIES: Final = 200


class Script(Record):
    """Texts that one shell runs one after the other, and their offsets; ``shell`` is its dialect."""

    pieces: tuple[tuple[str, int], ...]
    around: Surroundings
    shell: str


def shell(path: str, text: str) -> Iterator[Script]:
    """Yield a shell script, whatever folder it is started in."""
    ending = path.rpartition("/")[2].rpartition(".")[2]
    shebang = SHEBANG.match(text[:FIRST])
    name = shebang[1] if shebang else "bash" if ending == "sh" else ending
    if name not in SHELLS:
        return
    said = SHELLS[name]
    yield Script(((text, 0),), Surroundings(STARTED, f"{ROOT}/{path}"), said)


def makefile(path: str, text: str) -> Iterator[Script]:
    """Yield the lines of recipes, each of which has a shell of its own, and the values of variables."""
    view = make_view(text)
    around = make_variables(path, view)
    chosen = SHELL_OF_MAKE.search(text)
    said = SHELLS.get(chosen[1], "dash") if chosen else "dash"
    for pattern, group in ((RECIPE, 1), (ASSIGNED, 2)):
        for match in pattern.finditer(view):
            own = Surroundings(around.folder, variables={name: list(known) for name, known in around.variables.items()})
            yield Script(((match[group], match.start(group)),), own, said)


def make_view(text: str) -> str:
    """Return a Makefile's text with ``$(NAME)`` and ``$$`` as a shell would write what they mean."""
    return OF_MAKE.sub(_as_shell, text)


def make_variables(path: str, view: str) -> Surroundings:
    """Return the variables that a Makefile assigns, in the folder that it stands in."""
    around = Surroundings(_folder(path))
    for match in ASSIGNED.finditer(view):
        around.assign(match[1], expand(match[2].strip(), around))
    return around


def _as_shell(match: re.Match[str]) -> str:
    if match[1]:
        return f"${{{match[1]}}}"
    return "\0$" if match[0] == "$$" else match[0]


def dockerfile(_path: str, text: str) -> Iterator[Script]:
    """Yield what a Dockerfile runs, while it builds and in the container."""
    text = COMMENT.sub(lambda match: " " * len(match[0]), text)
    said = "dash"
    for step in instructions(text):
        body = text[step.start : step.end]
        if step.word == "FROM":
            said = "busybox-ash" if "alpine" in body.split("\n")[0].lower() else "dash"
        elif step.word == "SHELL" and (chosen := CHOSEN_SHELL.search(body)):
            said = SHELLS.get(chosen[1], said)
        elif step.word == "RUN" or step.word in RUNTIME:
            flags = FLAGS_OF_RUN.match(text, step.start, step.end)
            start = flags.end() if flags else step.start
            piece = text[start : step.end]
            if piece.startswith("["):
                piece = piece.replace("[", " ").replace("]", " ").replace('",', '" ')
            yield Script(((piece, start),), Surroundings(STARTED), said)


def package_json(path: str, text: str) -> Iterator[Script]:
    """Yield the scripts of a package.json."""
    for one in strings(text):
        if one.is_key or not one.keys or (one.keys[0] != "scripts" and one.keys != ("nodemonConfig", "exec")):
            continue
        yield Script(((unescaped(one.text), one.start),), Surroundings(_folder(path)), "dash")


def unescaped(text: str) -> str:
    """Return what stands between double quotes with the escapes taken off, as long as it is."""
    return ESCAPED.sub(_meant, text)


def _meant(match: re.Match[str]) -> str:
    if match[1]:  # a quote that the script escapes itself
        return '\0\0\\"'
    return "\0" + (" " if match[2] in "nrt" else match[2])


def procfile(path: str, text: str) -> Iterator[Script]:
    """Yield the commands of a Procfile."""
    try:
        found, _ = processes(text)
    except Unparsed:
        return
    for one in found:
        yield Script(((text[one.start : one.end], one.start),), Surroundings(_folder(path)), "dash")


def jenkinsfile(_path: str, text: str) -> Iterator[Script]:
    """Yield what the steps ``sh`` of a Jenkinsfile run."""
    at = 0
    while match := OF_JENKINS.search(text, at):
        end = text.find(match[1], match.end())
        if end < 0:
            return
        yield Script(((text[match.end() : end], match.end()),), Surroundings(ROOT), "dash")
        at = end + len(match[1])


def justfile(path: str, text: str) -> Iterator[Script]:
    """Yield the lines of recipes, each of which has a shell of its own, and the recipes that begin with ``#!``."""
    view = OF_JUST.sub(_from_just, text)
    around = Surroundings(_folder(path))
    for match in SET_IN_JUST.finditer(view):
        value = match[2].strip()
        around.assign(match[1], [value[1:-1] if value[:1] in "'\"" and value[-1:] == value[:1] else UNKNOWN])
    chosen = SHELL_OF_JUST.search(text)
    said = SHELLS.get(chosen[1], "dash") if chosen else "dash"
    bodies = [match.span() for match in BODY_OF_JUST.finditer(view)][:MOST_BODIES]
    for start, end in bodies:
        shebang = SHEBANG.match(view[start : min(end, start + FIRST)].lstrip())
        if shebang is not None and shebang[1] in SHELLS:
            yield Script(((view[start:end], start),), around, SHELLS[shebang[1]])
    for match in LINE_OF_JUST.finditer(view):
        if not any(start <= match.start() < end for start, end in bodies):
            yield Script(((match[1], match.start(1)),), around, said)


def _from_just(match: re.Match[str]) -> str:
    name = match[1] or "_"
    return f"${{{name}}}".ljust(len(match[0]), "\0")[: len(match[0])]


def _folder(path: str) -> str:
    folder = path.rpartition("/")[0]
    return f"{ROOT}/{folder}" if folder else ROOT
