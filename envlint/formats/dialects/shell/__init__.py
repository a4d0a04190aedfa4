"""What shells, ``xargs`` and direnv make of a ``.env`` file."""

from __future__ import annotations

from envlint.formats.dialects import Dialect
from envlint.formats.dialects.shell import direnv, shells, xargs
from envlint.formats.dialects.shell.sourced import reader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

SOURCED: Final = "set -a; . file"

DIALECTS: Final = (
    Dialect("bash", reader(shells.BASH), f"bash, {SOURCED}", "5.2.15"),
    Dialect("dash", reader(shells.DASH), f"dash, {SOURCED}", "0.5.12"),
    Dialect("zsh", reader(shells.ZSH), f"zsh, {SOURCED}", "5.9"),
    Dialect("busybox-ash", reader(shells.BUSYBOX), f"busybox ash, {SOURCED}", "1.35.0"),
    Dialect("mksh", reader(shells.MKSH), f"mksh, {SOURCED}", "R59c"),
    Dialect("ksh93", reader(shells.KSH93), f"ksh93, {SOURCED}", "ksh93u+m 1.0.4"),
    Dialect("bash-xargs", xargs.read, "bash, export $(grep -v '^#' file | xargs)", "bash 5.2, GNU findutils"),
    Dialect("direnv", direnv.read, "direnv dotenv", "2.32.1"),
)
