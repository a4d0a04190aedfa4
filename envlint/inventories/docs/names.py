"""Which words of a page are names of variables."""

from __future__ import annotations

import re

from envlint.formats.markdown import code_spans, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

VARIABLE: Final = re.compile(
    r"(?:[0-9]*[A-Z][A-Z0-9]*|_[A-Z0-9]+)(?:_+[A-Za-z0-9]+)*|[A-Za-z][A-Za-z0-9]*(?:__[A-Za-z0-9]+)+"
)
LOWER: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")
# Words in capitals that pages put in code beside variables, and that hardly ever are one.
WORDS: Final = frozenset(
    "GET POST PUT PATCH DELETE HEAD OPTIONS TRUE FALSE NULL NONE YES TRACE INFO WARN WARNING ERROR FATAL "  # noqa: SIM905
    "CRITICAL JSON YAML TOML XML CSV HTML HTTP HTTPS URL URI API SQL SELECT INSERT UPDATE TODO NOTE FAQ README".split()
)
TOKEN: Final = re.compile(
    r"(?<![\w.])(?P<dollar>\$\{?|%)?(?P<name>[A-Z0-9_][A-Za-z0-9_]*)"
    r"(?P<after>=|\*|\{[A-Z0-9_]+(?:,[ ]?[A-Z0-9_]+)+\}(?P<rest>\w*))?"
)
LINKED: Final = frozenset("`ABCDEFGHIJKLMNOPQRSTUVWXYZ")
"""How the text of a link begins that is a name."""
PART: Final = re.compile(r"[A-Z0-9_]+")
WORD: Final = re.compile(r"(?:\w|\\_)*")
CLOSING: Final = re.compile(r"(?:[`*~]|</\w+>|\]\([^()\s]*\)|\]\[[^\[\]\n]*\])*")
# The name that a heading is given for links to it.
ANCHOR: Final = re.compile(r"\s*\{:?\s*#[\w.-]+\s*\}\s*$")
# What may stand between and round the names of a cell, a heading or the beginning of a list item.
BETWEEN: Final = re.compile(r"(?:[\s,/&+*~|\\]|<br ?/?>|\band\b|\bor\b)*", re.IGNORECASE)


def is_variable(word: str, shortest: int = 3) -> bool:
    """Whether a word looks like a variable: capitals with an underscore, or at least ``shortest`` of them.

    After the first underscore a part may be in other letters, as in ``SAML2_IDP_x509``, as long as capitals prevail.
    """
    if not VARIABLE.fullmatch(word):
        return False
    if "_" in word.strip("_"):
        lower = sum(map(str.islower, word))
        return "__" in word or lower * 2 <= sum(map(str.isupper, word))
    return len(word) >= shortest and word not in WORDS


def listed(text: str, *, lower: bool = False, linked: bool = False) -> tuple[list[tuple[str, int]], int]:
    """Return the names that a text begins with, in code or bare, with their offsets, and where the last one ends.

    ``NAME=value`` in code is the name; ``lower`` takes names in small letters too, ``linked`` those that are links.
    """
    spans = {span.start: span for span in code_spans(text)}
    names: list[tuple[str, int]] = []
    end = at = 0
    while True:
        at = _opening(text, at, linked=linked)
        span = spans.get(at)
        stop = span.end if span else _end(WORD, text, at)
        word = text[at:stop].partition("=")[0].replace("\\_", "_").lstrip("$")
        known = is_variable(word, 2 if span else 3) or (lower and LOWER.fullmatch(word))
        if not known or (span and " " in text[at:stop].partition("=")[0]):
            return names, end
        names.append((word, at + text[at:stop].index(word[0])))
        at = end = _end(CLOSING, text, stop)


def _opening(text: str, at: int, *, linked: bool) -> int:
    """Pass what stands before a name: blanks, separators, emphasis, backticks, tags, checkboxes."""
    while True:
        before = at
        at = _end(BETWEEN, text, at)
        if text.startswith(("[ ] ", "[x] "), at):
            at += 4
        elif text[at : at + 1] == "<" and (close := text.find(">", at, at + 200)) > 0:
            at = close + 1
        if linked and text[at : at + 1] == "[" and text[at + 1 : at + 2] in LINKED:
            at += 1
        while text[at : at + 1] == "`":
            at += 1
        if at == before:
            return at


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def is_code(text: str, offset: int) -> bool:
    """Whether a name stands in code, by what is before it."""
    return offset > 0 and (text[offset - 1] in "`$" or text.endswith("<code>", 0, offset))


def only_names(text: str, *, lower: bool = False) -> list[tuple[str, int]]:
    """Return the names of a text that holds nothing else, notes in parentheses aside."""
    names, end = listed(text, lower=lower, linked=True)
    rest = plain(ANCHOR.sub("", text[end:]))
    return names if not rest or (rest[0] == "(" and rest.find(")") == len(rest) - 1) else []


def mentioned(code: str) -> Iterator[tuple[str, int]]:
    """Yield the names in a piece of code, with offsets; one that ends in ``*`` stands for all that begin so.

    A word without an underscore counts where it is all of the code, is set (``NAME=``) or expanded (``$NAME``).
    """
    word = code.strip()
    if word in WORDS or is_variable(word, 2):
        yield word, code.index(word)
        return
    if "_" not in code and "=" not in code and "$" not in code and "%" not in code:
        return
    for found in TOKEN.finditer(code):
        name, after, start = found["name"], found["after"] or "", found.start("name")
        if after == "*":
            if len(name) > 2 and name[-1] == "_" and name[0].isupper():
                yield f"{name}*", start
        elif after.startswith("{"):
            for part in PART.findall(after.partition("}")[0]):
                yield f"{name}{part}{found['rest']}", start
        elif ("_" in name.strip("_") or after or found["dollar"]) and is_variable(name, 2):
            yield name, start
