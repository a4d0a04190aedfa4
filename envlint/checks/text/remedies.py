"""What to do about a spelling over which loaders part, by the word for its cause (``analysis/readers/causes.py``)."""

from __future__ import annotations

from envlint.core.loader import WITHOUT_QUOTES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

    from envlint.core.source import Notice

QUOTED: Final = "put the value in double quotes"
SINGLE: Final = "put the value in single quotes"
NO_SPELLING: Final = (
    "no spelling suits all of these loaders: give each a file of its own, or encode the value (%20, base64)"
)
RAW_COMPOSE: Final = (
    "no spelling suits all of these loaders: with `format: raw` Compose reads the file as docker run does; "
    "else give each a file of its own, or encode the value (%20, base64)"
)
COMPOSE: Final = frozenset(("compose", "compose-project"))
KEEP_QUOTES: Final = WITHOUT_QUOTES | {"make", "gitlab-report"}
"""Loaders to which quotes are characters of the value: what needs quotes elsewhere cannot be written for them."""
EXPAND_IN_SINGLE: Final = ("dotenv-expand", "next", "vite", "bun", "c12", "python-dotenv")
"""How the names of loaders begin that look for references between single quotes, too."""
BARE: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./@%+,^!*?[]{}-:=")
"""What no loader takes for anything else than a character (``formats/portable.py``)."""

NEEDS_QUOTES: Final = frozenset(("hash", "blank", "signs", "quote-within"))
NEEDS_SINGLE: Final = frozenset(("crypt", "dollar", "json"))
ADVICE: Final = {
    "export": "leave out the word export",
    "colon": "write NAME=value",
    "bare-name": "write NAME=value, or remove the line",
    "blanks-around-sign": "leave out the blanks round the equals sign",
    "indented": "remove the blanks before the name",
    "lines": "write it on one line, as base64, or name a file that holds it",
    "invisible": "remove the character that cannot be seen",
    "backticks": QUOTED,
    "comment": "put the comment on a line of its own above",
    "single-quoted": "keep $ out of the value: between single quotes, too, some loaders look for references",
    "default": "write the value out, and state the default in the rules or in the program",
    "reference": "write the value out",
    "unbraced": "write ${NAME} for a reference; put a $ that is meant as such in single quotes",
    "backslash": "keep backslashes out of the value, or put it in single quotes",
    "edges": "remove the blanks at the end of the line",
    "tilde": "write the path out",
    "empty": "give it a value, or remove the line",
    "prose": "put a # in front, or remove the line",
    "comment-line": "remove comments and blank lines from this file",
    "long-line": "keep the line below 64 KiB, or name a file that holds the value",
    "empty-before-line": "remove the blanks behind the equals sign",
    "open-quote": "close the quote on its line",
    "backslash-at-end": "remove the backslash at the end of the line",
    "comment-above": "remove the backslash at the end of the comment",
    "comment-quote": "close the quote in the comment, or leave it out",
    "cut-at-blank": "load the file with `set -a; . ./.env; set +a`, which knows quotes, and not with xargs",
}
OTHERWISE: Final = "spell it so that all agree: `envlint dialects` shows what each loader makes of it"


def remedy(notice: Notice, in_use: Iterable[str]) -> str:
    """Return what to do about a notice; ``in_use`` are all loaders that read the file."""
    names, cause = set(in_use), notice.cause
    raw = not names.isdisjoint(KEEP_QUOTES)
    by_format = "docker-run" in names and "compose" in names and names <= COMPOSE | KEEP_QUOTES
    no_spelling = RAW_COMPOSE if by_format else NO_SPELLING
    if cause == "quotes":
        alone = "leave the quotes out" if names <= KEEP_QUOTES else no_spelling
        return "leave the quotes out: the value needs none" if _is_bare(notice) else alone
    if cause in NEEDS_QUOTES:
        return no_spelling if raw else QUOTED
    if cause in NEEDS_SINGLE:
        expands = any(name.startswith(EXPAND_IN_SINGLE) for name in names) and cause != "json"
        return no_spelling if raw or expands else SINGLE
    if cause == "unbraced" and raw:
        return "write the value out: there is no spelling of a $ that all of these loaders take alike"
    if cause == "backslash" and raw:
        return "keep backslashes out of the value"
    return ADVICE.get(cause, OTHERWISE)


def _is_bare(notice: Notice) -> bool:
    """Whether the value without its quotes needs none, as far as a reading has it without them."""
    values = [take.value.raw for take in notice.takes if take.value is not None]
    inner = [value[1:-1] if value[:1] in ("'", '"') and value[-1:] == value[:1] else value for value in values]
    return bool(inner) and all(value and BARE.issuperset(value) for value in inner)
