"""A SOURCE as people name it: ``KIND:REF``, or a path whose kind its name tells."""

from __future__ import annotations

from envlint.core.errors import UsageError
from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

KINDS: Final = (
    "dotenv",
    "process",
    "pid",
    "environ",
    "json",
    "compose",
    "k8s",
    "docker",
    "systemd",
    "workflow",
    "ecs",
    "procfile",
)
WHOLE: Final = frozenset(("dotenv", "environ", "json"))
"""Kinds of which a file holds one environment: ``#`` is a character of its name like any other."""


class Ref(Record):
    """A source as the user names it: ``dotenv:.env.production``, ``process:``, ``pid:1234``, ``compose:a.yaml#web``."""

    kind: str
    ref: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.ref}"

    @property
    def paths(self) -> tuple[str, ...]:
        """The files it names: none for a process or standard input, several for a Compose project."""
        if self.kind in ("process", "pid"):
            return ()
        if self.kind in WHOLE:
            return (self.ref,) if self.ref != "-" else ()
        named = self.ref.partition("#")[0]
        return tuple(
            path for path in (named.split(",") if self.kind == "compose" else (named,)) if path not in ("", "-")
        )


def parse(text: str) -> Ref:
    """Return the source that a text names; the kind of a bare path is guessed from its name.

    Raises:
        UsageError: the kind is unknown, or what follows it is missing or makes no sense for the kind.
    """
    kind, colon, ref = text.partition(":")
    if not colon or not _could_be_a_kind(kind):
        return Ref(*_guessed(text))
    if kind not in KINDS:
        from envlint.core.suggest import nearest

        guess = nearest(kind, KINDS)
        known = f"known are {', '.join(KINDS)}; write dotenv:{text[:64]} for a file of that name"
        raise UsageError(f"no kind of source is called '{kind}'", help=f"did you mean {guess}:?" if guess else known)
    if kind == "process" and ref:
        raise UsageError("process: is envlint's own environment and takes nothing after the colon")
    if kind == "pid" and not (ref.isascii() and ref.isdigit()):
        raise UsageError("pid: takes the number of a process, such as pid:1234")
    if kind not in ("process", "pid", "compose") and not ref:
        raise UsageError(f"{kind}: names no file", help=f"write {kind}:FILE")
    return Ref(kind, ref)


def _could_be_a_kind(word: str) -> bool:
    """Whether what stands before a colon is meant as a kind, and not a drive's letter or the start of a path."""
    return len(word) > 1 and word.isascii() and word.replace("-", "a").isalnum() and word.islower()


def _guessed(text: str) -> tuple[str, str]:
    """Return the kind that a file's name tells of; the part behind ``#`` does not count, nor do further files."""
    if not text:
        raise UsageError("a source is named by an empty text")
    if text == "-":
        return "environ", "-"
    path = text.partition("#")[0].partition(",")[0].replace("\\", "/")
    folder, _, name = f"/{path}".rpartition("/")
    if name.endswith((".yaml", ".yml")):
        compose = name.startswith(("compose.", "docker-compose.", "compose-", "docker-compose-"))
        kind = "compose" if compose else "workflow" if folder.endswith(".github/workflows") else "k8s"
    elif name == "Procfile" or name.startswith("Procfile."):
        kind = "procfile"
    else:
        kind = {"json": "json", "service": "systemd"}.get(name.rpartition(".")[2], "dotenv")
    return kind, text
