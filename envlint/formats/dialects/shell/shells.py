"""What tells one shell from another where it sources a ``.env`` file.

Facts: bash 5.2, dash 0.5.12, zsh 5.9, busybox 1.35, mksh R59c and ksh93u+m 1.0.4,
their manuals and what they make of some 750 files.
"""

from __future__ import annotations

from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

LINE: Final = "line"
"""The rest of the line is left out; the file goes on."""
FILE: Final = "file"
"""The rest of the file is left out; the shell goes on."""
SHELL: Final = "shell"
"""The shell ends."""
NOTHING: Final = "nothing"
"""The command fails; the line goes on."""

OPENERS: Final = {
    "if": "fi",
    "for": "done",
    "while": "done",
    "until": "done",
    "case": "esac",
    "{": "}",
}
MORE_OPENERS: Final = OPENERS | {"select": "done", "[[": "]]", "function": "}"}
CLOSERS: Final = frozenset(("then", "else", "elif", "fi", "do", "done", "esac", "}"))

BASH_READONLY: Final = frozenset(("UID", "EUID", "PPID", "BASHOPTS", "SHELLOPTS", "BASH_VERSINFO"))
BASH_CHANGING: Final = frozenset(
    [
        "LINENO",
        "RANDOM",
        "SRANDOM",
        "SECONDS",
        "EPOCHSECONDS",
        "EPOCHREALTIME",
        "BASHPID",
        "HISTCMD",
        "FUNCNAME",
        "GROUPS",
        "DIRSTACK",
        "PIPESTATUS",
        "BASH_COMMAND",
        "BASH_SUBSHELL",
    ]
)
ZSH_READONLY: Final = frozenset(
    [
        "status",
        "pipestatus",
        "LINENO",
        "PPID",
        "TTYIDLE",
        "ZSH_SUBSHELL",
        "ARGC",
        "HISTCMD",
        "ERRNO",
        "ZSH_EVAL_CONTEXT",
        "zsh_eval_context",
    ]
)
# They are arrays, or tied to the user that runs the shell, or count on their own.
ZSH_CHANGING: Final = frozenset(
    [
        "UID",
        "EUID",
        "GID",
        "EGID",
        "USERNAME",
        "RANDOM",
        "SECONDS",
        "path",
        "cdpath",
        "fpath",
        "manpath",
        "mailpath",
        "module_path",
        "psvar",
        "watch",
        "signals",
        "fignore",
        "argv",
        "COLUMNS",
        "LINES",
        "HISTSIZE",
        "SAVEHIST",
        "KEYTIMEOUT",
        "LISTMAX",
        "BAUD",
        "SHLVL",
    ]
)
MKSH_CHANGING: Final = frozenset(("RANDOM", "SECONDS", "COLUMNS", "LINES", "HISTSIZE"))
KSH93_CHANGING: Final = frozenset(("IFS", "LINENO", "RANDOM", "SECONDS", "COLUMNS", "LINES", "HISTCMD", "SRANDOM"))


class Shell(Record):
    """One shell. ``bad_reference``, ``required``, ``bad_export`` and ``readonly_ends`` say what an error ends.

    ``dotted_ends``: the assignment of ``a.b`` ends the file where ``a`` is no structure. ``pipes_here``: the last
    command of a pipeline runs in the shell itself. ``empty_commands``: nothing need stand before a semicolon.
    ``arrays_hidden``: once a name is an array, the environment does not get it any more. ``first_element``: it gets
    the first element.
    """

    name: str
    openers: dict[str, str]
    declares: frozenset[str]
    arrays: bool = False
    arrays_hidden: bool = False
    first_element: bool = False
    appends: bool = False
    substrings: bool = False
    indirect: bool = False
    dollar_single: bool = False
    dollar_double: bool = False
    here_strings: bool = False
    both_outputs: bool = False
    keeps_last_backslash: bool = False
    keeps_null: bool = False
    refuses_null: bool = False
    dotted_ends: bool = False
    exports_defaults: bool = True
    prefix_stays: bool = False
    empty_commands: bool = False
    pipes_here: bool = False
    zsh: bool = False
    bad_reference: str = SHELL
    required: str = SHELL
    bad_export: str = SHELL
    readonly_ends: str = LINE
    readonly: frozenset[str] = frozenset()
    changing: frozenset[str] = frozenset()


EXPORT: Final = frozenset(("export", "readonly"))

BASH: Final = Shell(
    "bash",
    MORE_OPENERS,
    EXPORT | {"declare", "typeset"},
    arrays=True,
    arrays_hidden=True,
    appends=True,
    substrings=True,
    indirect=True,
    dollar_single=True,
    dollar_double=True,
    here_strings=True,
    both_outputs=True,
    keeps_last_backslash=True,
    bad_reference=LINE,
    bad_export=NOTHING,
    readonly=BASH_READONLY,
    changing=BASH_CHANGING,
)
DASH: Final = Shell("dash", OPENERS, EXPORT, keeps_last_backslash=True, prefix_stays=True)
BUSYBOX: Final = Shell(
    "busybox-ash",
    OPENERS | {"[[": "]]", "function": "}"},
    EXPORT,
    substrings=True,
    dollar_single=True,
    both_outputs=True,
    keeps_last_backslash=True,
    prefix_stays=True,
)
MKSH: Final = Shell(
    "mksh",
    MORE_OPENERS,
    EXPORT | {"typeset"},
    arrays=True,
    first_element=True,
    appends=True,
    substrings=True,
    dollar_single=True,
    dollar_double=True,
    here_strings=True,
    both_outputs=True,
    exports_defaults=False,
    prefix_stays=True,
    bad_reference=FILE,
    required=FILE,
    bad_export=FILE,
    readonly_ends=FILE,
    readonly=frozenset(("PPID",)),
    changing=MKSH_CHANGING,
)
ZSH: Final = Shell(
    "zsh",
    MORE_OPENERS | {"foreach": "end", "repeat": "done"},
    EXPORT | {"declare", "typeset"},
    arrays=True,
    arrays_hidden=True,
    appends=True,
    substrings=True,
    dollar_single=True,
    here_strings=True,
    both_outputs=True,
    keeps_null=True,
    zsh=True,
    pipes_here=True,
    empty_commands=True,
    bad_reference=FILE,
    bad_export=FILE,
    readonly_ends=FILE,
    readonly=ZSH_READONLY,
    changing=ZSH_CHANGING,
)
KSH93: Final = Shell(
    "ksh93",
    MORE_OPENERS,
    EXPORT | {"typeset"},
    arrays=True,
    first_element=True,
    appends=True,
    substrings=True,
    dollar_single=True,
    dollar_double=True,
    here_strings=True,
    both_outputs=True,
    prefix_stays=True,
    pipes_here=True,
    empty_commands=True,
    required=FILE,
    dotted_ends=True,
    readonly_ends=FILE,
    refuses_null=True,
    changing=KSH93_CHANGING,
)
