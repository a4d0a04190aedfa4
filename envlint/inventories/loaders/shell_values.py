"""What words of a script stand for, as far as the script itself tells: paths above all.

Every path is absolute. The project's root is ``/@``; ``STARTED`` is the folder that a script is started in, which the
script does not know; all else lies outside. ``UNKNOWN`` stands for a part that only whoever runs the script knows.
"""

from __future__ import annotations

import posixpath
import re

from envlint.inventories.loaders.shell_words import closing, commands

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

    from envlint.inventories.loaders.shell_words import Word

ROOT: Final = "/@"
LEVEL: Final = "\x02"
LEVELS: Final = 6
STARTED: Final = "/?" + f"/{LEVEL}" * LEVELS
"""So deep that a few ``..`` still lead to a folder that one can tell from others."""
ABOVE: Final = "/~"
"""Where nothing of the project is: somebody's home."""
UNKNOWN: Final = "\x01"
MOST: Final = 6
"""How many values a word may have: a script may assign a variable in several places."""
LONGEST: Final = 1024
DEEPEST: Final = 6

NAME: Final = "[A-Za-z_][A-Za-z0-9_]*"
PLAIN: Final = re.compile(r"[^\\'\"`$~*?\[\0{]+")
SINGLE: Final = re.compile(r"'([^']*)'?")
VARIABLE: Final = re.compile(rf"\$({NAME}|[0-9@*#?!$-])")
PARAMETER: Final = re.compile(rf"({NAME}|[0-9]+)(?:\[[^\]]*\])?(.*)", re.DOTALL)
ESCAPE: Final = re.compile(r"\\(.?)", re.DOTALL)
ZSH_OWN: Final = "(%):-%"

# What CI systems, mise and devenv call the repository's folder (their documentation of predefined variables).
TOP: Final = frozenset(
    ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "BITBUCKET_CLONE_DIR", "WORKSPACE", "BUILD_SOURCESDIRECTORY",
     "CIRCLE_WORKING_DIRECTORY", "MISE_PROJECT_ROOT", "DEVENV_ROOT")
)  # fmt: skip
PRINTS_PATH: Final = ("realpath", "readlink", "grealpath", "greadlink")


class Surroundings:
    """What is known at one place of a script: the folder it is in, its own path, and the values of its variables."""

    def __init__(self, folder: str, own: str = UNKNOWN, variables: dict[str, list[str]] | None = None) -> None:
        self.folder = folder
        self.own = own
        self.variables = {} if variables is None else variables

    def within(self, folder: str) -> Surroundings:
        """Return the same in another folder."""
        return Surroundings(folder, self.own, self.variables)

    def assign(self, name: str, values: Iterable[str]) -> None:
        """Add values that a variable may have."""
        known = self.variables.setdefault(name, [])
        known += [value for value in values if value not in known]
        del known[MOST:]

    def value(self, name: str) -> list[str]:
        """Return the values that a variable may have; none where nothing tells."""
        if name in self.variables:
            return self.variables[name]
        if name in ("0", "BASH_SOURCE"):
            return [self.own]
        if name in ("PWD", "CURDIR"):
            return [self.folder]
        return [ABOVE] if name == "HOME" else [ROOT] if name in TOP else []


def values(word: Word, around: Surroundings) -> list[str]:
    """Return what a word may stand for, at least one text."""
    return expand(word.text, around)


def expand(text: str, around: Surroundings, depth: int = 0, *, quoted: bool = False) -> list[str]:
    """Return what a text may stand for; ``quoted``: it stands between double quotes."""
    found = [""]
    at = 0
    while at < len(text):
        choices, at = _piece(text, at, around, depth, quoted=quoted)
        found = [(left + right)[:LONGEST] for left in found for right in choices][:MOST]
    return found


def _piece(text: str, at: int, around: Surroundings, depth: int, *, quoted: bool) -> tuple[list[str], int]:
    if plain := PLAIN.match(text, at):
        return [plain[0]], plain.end()
    mark = text[at]
    if mark == "\\":
        match = ESCAPE.match(text, at)
        return [match[1].strip("\0\r\n") if match else ""], match.end() if match else len(text)
    if mark == "'" and not quoted and (single := SINGLE.match(text, at)):
        return [single[1].replace("\0", "")], single.end()
    if mark == "$" and (variable := VARIABLE.match(text, at)):
        return around.value(variable[1]) or [UNKNOWN], variable.end()
    if mark in '"`' or text.startswith(("$(", "${"), at):
        return _enclosed(text, at, around, depth)
    if mark == "~" and at == 0 and not quoted:
        return [ABOVE], 1
    if text.startswith("{{", at):
        end = text.find("}}", at)
        return [UNKNOWN], len(text) if end < 0 else end + 2
    return ["" if mark == "\0" else UNKNOWN if mark in "*?[" and not quoted else mark], at + 1


def _enclosed(text: str, at: int, around: Surroundings, depth: int) -> tuple[list[str], int]:
    end = closing(text, at, len(text))
    if depth >= DEEPEST:
        return [UNKNOWN], end
    if text[at] == '"':
        return expand(text[at + 1 : end - 1], around, depth + 1, quoted=True), end
    if text.startswith("${", at):
        return _parameter(text[at + 2 : end - 1].replace("\0", ""), around, depth), end
    opener = 1 if text[at] == "`" else 2
    return _printed(text[at + opener : end - 1], around, depth), end


def _parameter(text: str, around: Surroundings, depth: int) -> list[str]:
    """Return what ``${...}`` stands for: a name, perhaps with an operator."""
    if text.startswith(ZSH_OWN):
        return [around.own]
    match = PARAMETER.fullmatch(text)
    if match is None:
        return [UNKNOWN]
    known, rest = around.value(match[1]), match[2]
    if not rest or rest.startswith((":?", "?")):
        return known or [UNKNOWN]
    if rest.startswith((":-", ":=", "-", "=")):
        return known or expand(rest.lstrip(":")[1:], around, depth + 1, quoted=True)
    if rest == "%/*":
        return [_above(value) for value in known] or [UNKNOWN]
    return known if known and rest in ("%/", "%%/") else [UNKNOWN]


def _printed(script: str, around: Surroundings, depth: int) -> list[str]:
    """Return what the commands of a substitution print, where that is a path that one can tell."""
    for command in commands(script):
        if not command.words:
            continue
        words = [word.text.replace("\0", "") for word in command.words]
        operands = [word for word in words[1:] if not word.startswith("-")]
        program = words[0]
        if program == "pwd":
            return [around.folder]
        if words[:2] == ["git", "rev-parse"] and "--show-toplevel" in words:
            return [ROOT]
        if words == ["shell", "pwd"] or "MAKEFILE_LIST" in script:  # of make
            return [around.folder]
        if not operands:
            return [UNKNOWN]
        given = [joined(around.folder, value) for value in expand(operands[-1], around, depth + 1)]
        if program == "cd":
            around = around.within(given[0])
        elif program == "dirname":
            return [_above(value) for value in given]
        elif program in PRINTS_PATH:
            return given
        else:
            return [UNKNOWN]
    return [UNKNOWN]


def _above(path: str) -> str:
    folder, _, name = path.rpartition("/")
    return UNKNOWN if UNKNOWN in name else folder or "/"


def joined(folder: str, path: str) -> str:
    """Return a path as it is seen from a folder, without ``.`` and ``..``."""
    if UNKNOWN in path and ".." in path[path.index(UNKNOWN) :].split("/"):
        return f"{ABOVE}/{UNKNOWN}"
    return posixpath.normpath(posixpath.join(folder, path))
