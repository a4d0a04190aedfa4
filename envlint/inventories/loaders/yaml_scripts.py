"""The scripts in YAML files that tell a CI system or Task what to run, with the folder that each runs in.

Sources: the references of the pipelines' syntax by GitHub, GitLab, CircleCI, Azure, Bitbucket, Travis, Woodpecker, and
the schema of Taskfiles. They all name a script by one of a few keys.
"""

from __future__ import annotations

import re

from envlint.formats.yaml import load
from envlint.formats.yaml_nodes import Mapping, Scalar, Sequence, children
from envlint.inventories.loaders.fragments import Script, unescaped
from envlint.inventories.loaders.programs import SHELLS
from envlint.inventories.loaders.shell_values import ROOT, Surroundings, expand, joined

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.formats.yaml_nodes import Node

KEYS: Final = frozenset(
    ("run", "script", "before_script", "after_script", "command", "commands", "bash", "cmds", "cmd", "install",
     "before_install", "init", "before")
)  # fmt: skip
FOLDERS: Final = ("working-directory", "working_directory", "workingDirectory", "dir")
ELSEWHERE: Final = frozenset(("with", "inputs", "parameters"))
"""What is handed to an action, which may run it on another machine."""
OTHER_SHELLS: Final = ("pwsh", "powershell", "cmd", "python", "node")
EXPRESSION: Final = re.compile(r"\$\{\{([^{}]*)\}\}|\$?\{\{[^{}\n]*\}\}")
HEADER: Final = re.compile(r"[|>][^\n]*\n")
WORKSPACE: Final = "${GITHUB_WORKSPACE}"


def read(path: str, text: str) -> Iterator[Script]:
    """Yield the scripts of a pipeline or a Taskfile.

    Raises:
        Unparsed: the file is no valid YAML.
    """
    folder = path.rpartition("/")[0]
    is_task = path.rpartition("/")[2].lower().startswith("taskfile")
    start = joined(ROOT, folder) if is_task else ROOT
    view = EXPRESSION.sub(_as_shell, text)
    stack: list[tuple[Node, str, str]] = [(root, start, "bash") for root in load(text).roots]
    seen: set[int] = set()
    while stack:
        node, folder, shell = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, Sequence):
            stack += [(item, folder, shell) for item in node.items]
        elif isinstance(node, Mapping):
            folder, shell = _where(node, folder), _shell(node, shell)
            for key, value in node.pairs:
                word = key.value if isinstance(key, Scalar) else ""
                if word in KEYS and shell:
                    yield from _scripts(view, value, folder, shell)
                if word not in ELSEWHERE:
                    stack.append((value, folder, shell))


def _as_shell(match: re.Match[str]) -> str:
    """Return an expression as a variable, which no script sets, or as that of the folder that is checked out."""
    size = len(match[0])
    if match[1] and match[1].strip() == "github.workspace":
        return WORKSPACE.ljust(size, "\0")
    return "${" + "_" * (size - 3) + "}"


def _where(node: Mapping, folder: str) -> str:
    """Return the folder that the scripts of a mapping run in."""
    defaults = node.get("defaults")
    run = defaults.get("run") if isinstance(defaults, Mapping) else None
    for holder in (run, node):
        for key in FOLDERS if isinstance(holder, Mapping) else ():
            value = holder.get(key) if isinstance(holder, Mapping) else None
            if isinstance(value, Scalar) and value.value:
                said = EXPRESSION.sub(_as_shell, value.value)
                folder = joined(folder if key == "dir" else ROOT, expand(said, Surroundings(folder))[0])
    return folder


def _shell(node: Mapping, shell: str) -> str:
    """Return the dialect of the shell that a step asks for; empty for what is none of ours."""
    said = node.get("shell")
    if not isinstance(said, Scalar):
        return shell
    name = said.value.split(" ")[0].rpartition("/")[2]
    return "" if name.startswith(OTHER_SHELLS) else SHELLS.get(name, shell)


def _scripts(view: str, value: Node, folder: str, shell: str) -> Iterator[Script]:
    if isinstance(value, Scalar):
        yield _script(view, [value], folder, shell)
    elif isinstance(value, Sequence):
        stack, lines = list(reversed(value.items)), list[Scalar]()
        while stack:
            item = stack.pop()
            if isinstance(item, Scalar):
                lines.append(item)
            elif isinstance(item, Sequence):
                stack += reversed(children(item))
        if lines:
            yield _script(view, lines, folder, shell)


def _script(view: str, lines: list[Scalar], folder: str, shell: str) -> Script:
    """Return the lines as one script: a folder that one of them changes to is the next one's."""
    pieces = []
    for line in lines:
        start, end = line.start, line.end
        if line.style in ("|", ">"):
            header = HEADER.search(view, start, end)
            start = header.end() if header else start
        elif line.style:
            start, end = view.find(line.style, start, end) + 1, end - 1
        piece = view[start:end]
        if line.style:
            piece = {">": piece.replace("\n", " "), '"': unescaped(piece)}.get(line.style, piece)
        pieces.append((piece, start))
    return Script(tuple(pieces), Surroundings(folder), shell)
