"""Which loaders a ``.env`` text reads alike in, told by its characters alone.

The subset was found by running 63 variants of real loaders over 1,048 files (see ``benchmarks/RESULTS.md``).
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

ALL: Final = 0
"""Every loader reads it alike."""
COMMENTED: Final = 1
"""All but those to which a comment is no line: GitLab's dotenv reports."""
QUOTED: Final = 2
"""All that know quotes: not docker, podman, kubectl, kustomize, make, GitLab, xargs."""
UNLIKE: Final = 3
"""Loaders may differ; it has to be read by each."""

_BARE: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./@%+,^!*?[]{}-:="
_QUOTABLE: Final = _BARE + b" #&;<>()|~"
_LONGEST_LINE: Final = (64 << 10) - 1
_TAKEN: Final = frozenset(
    "BASHOPTS BASHPID BASH_ENV CDPATH CODESET ENV EUID FUNCNAME GROUPS HOME HOSTNAME IFS LINENO LOGNAME OLDPWD OPTIND "  # noqa: SIM905
    "PATH PPID PS1 PS2 PS4 PWD RANDOM SECONDS SHELL SHELLOPTS SHLVL TERM TMPDIR TZ UID USER USERNAME LANG "
    "MAKEFLAGS MAKELEVEL MAKEFILES MAKECMDGOALS CURDIR VPATH SUFFIXES "
    "argv cdpath fignore fpath histchars mailpath manpath module_path path pipestatus prompt psvar signals status "
    "watch zsh_eval_context _ __proto__".split()
)
"""Names that mean something to a shell, to make or to every JavaScript object, or that hosts set nearly everywhere."""


def level(data: bytes) -> int:
    """Return ``ALL``, ``COMMENTED``, ``QUOTED`` or ``UNLIKE`` for the bytes of a file."""
    if not data.endswith(b"\n") or not data.isascii():
        return UNLIKE
    found, names = ALL, set[bytes]()
    for line in data[:-1].split(b"\n"):
        if not line or line[0] == 35:  # a comment
            if line and (not line.isascii() or line[-1:] == b"\\" or not _printable(line)):
                return UNLIKE
            found = max(found, COMMENTED)
            continue
        name, equals, value = line.partition(b"=")
        if not equals or name in names or not _is_name(name) or len(line) > _LONGEST_LINE:
            return UNLIKE
        names.add(name)
        if value[:1] in (b'"', b"'"):
            found = QUOTED
            if not _is_quoted(value):
                return UNLIKE
        elif not _is_bare(value):
            return UNLIKE
    return found


def _printable(line: bytes) -> bool:
    return line.decode("ascii").isprintable()


def _is_name(name: bytes) -> bool:
    text = name.decode("ascii")
    return text.isidentifier() and text not in _TAKEN and not text.startswith("BASH_")


def _is_bare(value: bytes) -> bool:
    """Whether a value without quotes is one to all; ``=`` first is a command to zsh, ``{{`` a template to Task."""
    return (
        bool(value)
        and value[:1] != b"="
        and not value.translate(None, _BARE)
        and not (b":=" in value or b"{{" in value)
    )


def _is_quoted(value: bytes) -> bool:
    quote, inner = value[:1], value[1:-1]
    other = b"'" if quote == b'"' else b'"'
    return bool(inner) and value[-1:] == quote and not inner.translate(None, _QUOTABLE + other) and b"{{" not in inner
