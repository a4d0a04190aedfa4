"""What people write about a variable, in docs and in the comments of a template: its default, its allowed values.

Only what is certain is taken. A default that depends ("`a` in production, else `b`"), a list that goes on ("`a`, `b`,
..."), a value that is described instead of written say nothing.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

LONGEST: Final = 2000
"""Characters of a description that are looked at."""

# Words in the place of a default that mean: there is none, or it is not told here.
NOTHING: Final = frozenset(
    (
        "", "-", "--", "\u2013", "\u2014", "\u2212", "*", "/", "?", "...", "\u2026",
        "none", "no", "n/a", "na", "null", "nil", "undefined", "unset",
        "required", "mandatory", "optional", "empty", "auto", "automatic", "generated", "random", "detected", "varies",
        "dynamic", "computed", "below", "above", "yes", "❌", "✅", "tbd", "unlimited", "disabled", "enabled", "blank",
    )
)  # fmt: skip
NO_CODE: Final = frozenset(
    ("", "-", "\u2013", "\u2014", "null", "nil", "undefined", "unset", "None", "n/a", "N/A", "(empty)", "(none)")
)
TYPES: Final = {
    "string": "string", "str": "string", "text": "string",
    "int": "int", "integer": "int",
    "number": "number", "float": "number",
    "bool": "bool", "boolean": "bool",
    "duration": "duration",
    "list": "list<string>", "array": "list<string>", "csv": "list<string>",
    "url": "url", "uri": "url",
    "path": "path",
}  # fmt: skip
YES: Final = frozenset(("yes", "y", "true", "required", "mandatory", "always", "✅", "✓", "✔", "✔️", "☑", "x", "must"))
NO: Final = frozenset(
    ("no", "n", "false", "optional", "never", "not required", "❌", "✗", "✘", "✖", "✖️", "-", "\u2013", "\u2014")
)

CODE: Final = re.compile(r"(`{1,2})[ ]?([^`]*?)[ ]?\1|<code>([^<]*)</code>")
QUOTED: Final = re.compile(r"\"([^\"]*)\"|'([^']*)'")
NOTE: Final = re.compile(r"\([^()]*\)")
REFERENCE: Final = re.compile(r"\$|[A-Z][A-Z0-9]*_[A-Z0-9_]+$")
BARE: Final = re.compile(r"[^\s`*_|<>\[\]][^\s`|<>\[\]]*")

# "Defaults to `x`", "Default value: `x`", "(default `x`)"; not "By default `x` is on", "DEFAULT_x", "the default host".
DEFAULTS: Final = re.compile(r"(?<![\w`-])(?<!by )defaults?(?: value)?(?: is| to| of)?[\s:=*_]*", re.IGNORECASE)
PLAIN: Final = re.compile(r"(?:-?\d+(?:\.\d+)?[A-Za-z]{0,3}|true|false)(?![\w.%-]*[\w%-])", re.IGNORECASE)
ENDS: Final = re.compile(r"[*_]*\s*(?:$|[.,;)\n(\u2013\u2014|]|- )")
CHOICE: Final = re.compile(r",?\s*(?:or|and|otherwise)\b")
OPEN: Final = re.compile(r"\s*(?:,\s*|or\s+|and\s+)*(?:\.\.\.|…|etc\b)")

LISTS: Final = re.compile(
    r"(?P<surely>\bone of(?: the)?(?: following)?(?: values| options)?"
    r"|\b(?:possible|allowed|valid|accepted|available|supported|permitted)"
    r"(?: (?:values?|options?|choices))?(?: are| is)?\s*:"
    r"|\b(?:values|options|choices)\s*:)"
    r"|\b(?:(?:possible|allowed|valid|accepted|available|supported|permitted)"
    r"(?: values?| options?| choices)?(?: are| is)?"
    r"|either|can be|must be|may be)(?= )",
    re.IGNORECASE,
)
ITEM: Final = re.compile(r"`+([^`]+)`+|<code>([^<]*)</code>|\"([^\"\n]+)\"|'([^'\n]+)'|([\w.@%+-]*\w)")
SEPARATOR: Final = re.compile(r"(?:\s*\([^()\n]*\))?(?:\s*(?:,|\||/|;)\s*(?:or\s+|and\s+)?|\s+(?:or|and)\s+)")
CLOSED: Final = re.compile(r"(?:\s*\([^()\n]*\))?\s*(?:$|[.;)\n\]\u2013\u2014]|- )")
PIPED: Final = re.compile(r"(?<![\w|.$-])[\w.-]+(?:\|[\w.-]+)+(?![\w|])")
SWITCHES: Final = ({"true", "false"}, {"on", "off"}, {"yes", "no"}, {"0", "1"})


def written_default(cell: str) -> str | None:
    """Return the default that stands alone, in a cell or behind ``Default:``; None where it says nothing."""
    cell = cell.strip().strip("*").replace("\\|", "|").strip()
    if code := CODE.match(cell):
        return _of_code(code, NOTE.sub("", cell[code.end() :]))
    if quoted := QUOTED.fullmatch(cell):
        return quoted[1] or quoted[2] or None
    word = BARE.fullmatch(cell.replace("\\_", "_"))
    if not word or word[0].strip("()").lower() in NOTHING or REFERENCE.match(word[0]) or word[0][0] in "([{":
        return None
    return word[0]


def _of_code(code: re.Match[str], behind: str) -> str | None:
    content = code[2] if code[2] is not None else code[3]
    if behind.strip(" .") or content in NO_CODE or REFERENCE.match(content):
        return None
    if quoted := QUOTED.fullmatch(content):
        return quoted[1] or quoted[2] or None
    return content or None


def default_in(text: str) -> str | None:
    """Return the default that a sentence tells: of code or quotes any, else only a number, a duration or a boolean."""
    for found in DEFAULTS.finditer(text):
        rest = text[found.end() : found.end() + LONGEST]
        value = CODE.match(rest) or QUOTED.match(rest) or PLAIN.match(rest)
        if value and ENDS.match(rest, value.end()) and not CHOICE.match(rest, value.end()):
            return written_default(value[0])
    return None


def values_in(text: str) -> tuple[str, ...] | None:
    """Return the values that a sentence lists: "one of: a, b", "Possible values: `a`, `b`", ``a|b``."""
    text = text[:LONGEST]
    for found in LISTS.finditer(text):
        rest = text[found.end() :].lstrip(" :*_")
        values, end, marked = _listed(rest)
        whole = marked or (found["surely"] and CLOSED.match(rest, end))
        if len(values) > 1 and whole and not OPEN.match(rest, end):
            return _unless_switch(values)
    piped = PIPED.search(CODE.sub(lambda code: code[2] or " ", text))
    return _unless_switch(tuple(piped[0].split("|"))) if piped else None


def values_of_cell(cell: str) -> tuple[str, ...] | None:
    """Return the values that a cell lists, and nothing besides."""
    text = cell.strip()[:LONGEST].replace("\\|", "|")
    if text.count("`") == 2 and "|" in text:
        text = text.replace("`", "")
    values, end, marked = _listed(re.sub(r"<br ?/?>", ", ", text))
    if len(values) < 2 or OPEN.match(text, end) or not (CLOSED.match(text, end) or (marked and "<br" in text)):
        return None
    return _unless_switch(values)


def _listed(text: str) -> tuple[tuple[str, ...], int, bool]:
    """Return the items that a text begins with, where they end, and whether all are code or quoted."""
    values: list[str] = []
    end = at = 0
    marked = True
    while item := ITEM.match(text, at):
        values.append(next(group for group in item.groups() if group is not None))
        marked = marked and item[5] is None
        end = item.end()
        separator = SEPARATOR.match(text, end)
        if not separator:
            break
        at = separator.end()
    return tuple(values), end, marked


def _unless_switch(values: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the values once each; None for the two of a boolean, which are a type rather than a list."""
    once = tuple(dict.fromkeys(values))
    words = {value.lower() for value in once} - {"null"}
    return None if len(once) < 2 or words in SWITCHES else once


def required_by(word: str) -> bool | None:
    """Return what a cell of a column "required" says; None for "in production" and the like."""
    word = NOTE.sub("", word).strip(" .*_`:").lower() or "".join(word.split())
    return True if word in YES else False if word in NO else None


def type_named(words: str) -> str:
    """Return the type of the rule files that a word names, empty for any other word."""
    word = words.strip(" .`*_").lower()
    if word.endswith("[]") or word.startswith(("list of ", "comma-separated", "comma separated")):
        return "list<string>"
    return TYPES.get(word, "")
