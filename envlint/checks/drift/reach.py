"""For which code a template or a page of the docs speaks: for what lies below the folder that it is about."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from typing import Final

BESIDE: Final = frozenset(
    ("docs", "doc", "documentation", "website", "site", "rules", "config", "configs", "env", "envs", "docker", "podman",
     "compose", "deploy", "deployment", "deployments", "infra", "ops", "kubernetes", "k8s", "helm", "charts",
     "contrib", "packaging", ".github")
)  # fmt: skip
"""Folders that hold what is said about the code beside them."""
HOLDING: Final = frozenset(("apps", "packages", "services", "projects", "modules", "libs", "crates", "src"))
"""Folders of a monorepo that hold its parts: docs in one of them are a part as well, and about the others."""

LEAST_OF_PAGE: Final = 5
LEAST_OF_PROGRAM: Final = 3


def about(path: str) -> tuple[str, bool]:
    """Return the folder that a file is about, ending with ``/`` or empty, and whether the file lies beside its code."""
    folders = path.split("/")[:-1]
    cut = next((at for at, folder in enumerate(folders) if folder.lower() in BESIDE), len(folders))
    beside = cut < len(folders)
    while beside and cut and folders[cut - 1] in HOLDING:
        cut -= 1
    return "".join(f"{folder}/" for folder in folders[:cut]), beside


def speaks_for(path: str, other: str) -> bool:
    """Whether a file is about the code in another one: it lies in a folder above it, or in the docs there."""
    return other.startswith(about(path)[0])


def reach(kind: str, path: str, names: Collection[str], read: Iterable[tuple[str, str]]) -> str | None:
    """Return the folder whose code lacks what a file does not name; None if that is no code's fault.

    A page speaks for the program if a fifth of its entries are variables of it: others list other things. A template
    that lies beside the code holds what one way to run it needs, unless it has a third as many variables as are read.

    Args:
        kind: ``template`` or ``docs``.
        path: The file.
        names: The variables that have an entry in it.
        read: The program's reads, name and path.
    """
    folder, beside = about(path)
    below = [name for name, where in read if where.startswith(folder)]
    while folder and not below and (beside or kind == "template"):
        folder, beside = folder[: folder.rstrip("/").rfind("/") + 1], True
        below = [name for name, where in read if where.startswith(folder)]
    ours = len(frozenset(below) & frozenset(names))
    if kind == "docs":
        enough = not names or (ours > 0 and ours * LEAST_OF_PAGE >= len(names))
    else:
        enough = not beside or len(names) * LEAST_OF_PROGRAM >= len(frozenset(below))
    return folder if enough and below else None
