"""How one value differs from another, in words that hold neither of them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

QUOTES: Final = frozenset("\"'`")
EMPTY: Final = "empty"


def unlike(value: str, usual: str) -> str:
    """Say what a loader makes of a value that others read as ``usual``: ``with its quotes``, ``cut short by 3 ...``."""
    if not value:
        return EMPTY
    if not usual:
        return "with what others take for a comment" if value.lstrip().startswith("#") else "not empty"
    if value[0] in QUOTES and value[1 : len(usual) + 1] == usual:
        return _quoted(value, usual)
    if value.startswith(usual):
        return _longer(value[len(usual) :])
    if usual.startswith(value):
        return f"cut short by {_characters(len(usual) - len(value))}"
    if value.strip() == usual.strip():
        return f"with {_blanks(len(value) - len(usual))}"
    return _rewritten(value, usual) or _by_length(len(value) - len(usual))


def _quoted(value: str, usual: str) -> str:
    """Say what is beside ``usual`` in a value that begins with a quote and then holds it."""
    rest = value[len(usual) + 1 :]
    if not rest.startswith(value[0]):
        return "with its opening quote" if not rest else f"with its opening quote and {_characters(len(rest))} more"
    rest = rest[1:]
    if rest.lstrip().startswith("#"):
        return "with its quotes and the comment"
    return "with its quotes" if not rest.strip() else f"with its quotes and {_characters(len(rest))} more"


def _longer(rest: str) -> str:
    """Say what follows where a value begins as the usual one."""
    if rest == "\r":
        return "with the carriage return"
    if lines := rest.rstrip("\n").count("\n"):
        return "with the next line" if lines == 1 else f"with the next {lines} lines"
    if rest.lstrip().startswith("#"):
        return "with the comment"
    if not rest.strip():
        return "with the end of the line" if rest == "\n" else f"with {_blanks(len(rest))}"
    return f"longer by {_characters(len(rest))}"


def _rewritten(value: str, usual: str) -> str:
    r"""Say which characters stand for others: references, backslashes, ``\n``, quotes. Empty if it is none."""
    if value.replace("\\n", "\n") == usual:
        return r"with \n as two characters"
    if usual.replace("\\n", "\n") == value:
        return r"with the line ends that \n stands for"
    if value.replace("\\", "") == usual.replace("\\", ""):
        return "with more backslashes" if len(value) > len(usual) else "without some backslashes"
    if _bare(value) == _bare(usual):
        return (
            "with other quotes"
            if len(value) == len(usual)
            else "with more quotes"
            if len(value) > len(usual)
            else "without its quotes"
        )
    if value.count("$") > usual.count("$"):
        return "with the reference as it is written"
    if value.count("$") < usual.count("$"):
        return "with something else for the reference"
    if value.count("\n") > usual.count("\n"):
        return "with further lines"
    return ""


def _bare(text: str) -> str:
    return text.replace('"', "").replace("'", "").replace("`", "")


def _by_length(more: int) -> str:
    if not more:
        return "other characters, as many"
    return f"other characters, {_characters(abs(more))} {'more' if more > 0 else 'fewer'}"


def _characters(count: int) -> str:
    return "1 character" if count == 1 else f"{count:,} characters"


def _blanks(more: int) -> str:
    if not more:
        return "other blanks round it"
    noun = "blank" if abs(more) == 1 else "blanks"
    return f"{abs(more):,} {noun} {'more' if more > 0 else 'fewer'}"
