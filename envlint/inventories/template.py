"""What templates say: the lines of ``.env.example`` and its like, active or commented out."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from envlint.core.declaration import Declaration, Inventory
from envlint.core.location import Location, line_starts
from envlint.formats.dotenv.escapes import unescape
from envlint.formats.dotenv.scanner import AFTER_QUOTE, ASSIGNMENT, BARE_NAME, COMMENT, UNTERMINATED, Scanner
from envlint.formats.encoding import decode
from envlint.formats.folders import is_example
from envlint.formats.literals import canonical
from envlint.formats.prose import values_in
from envlint.formats.secrets import is_key, random_looking
from envlint.inventories.chosen import chosen
from envlint.inventories.paths import is_test

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.formats.dotenv.scanner import Statement
    from envlint.inventories.tree import Tree

ENVIRONMENT: Final = frozenset(("env", "envrc", "dotenv", "environment"))
EXAMPLE: Final = frozenset(
    "example examples sample template tmpl tpl dist default defaults skeleton skel schema".split()  # noqa: SIM905
)
OTHER_FORMATS: Final = frozenset(
    "ts tsx js jsx mjs cjs py rb go rs php java kt cs cpp ex vue svelte sh bash ps1 bat cmd sql nix log "  # noqa: SIM905
    "md mdx rst html yml yaml json toml ini xml tf tfvars properties conf service "
    "j2 ejs hbs erb mustache gpg enc age asc vault bak orig swp lock snap test spec".split()
)
"""How files end that are about templates, or are templates of another format."""
FIXTURES: Final = frozenset(("fixtures", "__fixtures__", "testdata", "__tests__", "__snapshots__"))
WORDS: Final = re.compile(r"[._ -]+")
COMMENTED: Final = re.compile(r"#+[ \t]*(?=(?:export[ \t]+)?[A-Za-z_]\w*=)")
NAME: Final = re.compile(r"\w+(?:[.-]\w+)*")


def is_template(path: str) -> bool:
    """Whether a file is a template by its name: ``.env.example``, ``env.sample``, ``config.example.env`` ..."""
    *folders, name = path.split("/")
    words = WORDS.split(name.lower())
    if ENVIRONMENT.isdisjoint(words) or EXAMPLE.isdisjoint(words):
        return False
    return (
        words[-1] not in OTHER_FORMATS and FIXTURES.isdisjoint(folders) and not is_test(path) and not is_example(path)
    )


def read(tree: Tree, named: tuple[str, ...] = ()) -> Inventory:
    """Return what the templates of a project say; ``named`` are those that settings name, else they are found."""
    paths, missing = chosen(tree, named, is_template) if named else (sorted(filter(is_template, tree.paths)), [])
    not_covered = [f"template: there is no {name}" for name in missing]
    declarations: list[Declaration] = []
    files = []
    for path in paths:
        data = tree.read(path)
        if data is None:
            not_covered.append(f"template: {path} could not be read")
        else:
            files.append(path)
            declarations += _Template(path, decode(data)[0]).declarations()
    return Inventory("template", tuple(declarations), files=tuple(files), not_covered=tuple(not_covered))


class _Line(NamedTuple):
    """A line that declares a name: offsets into the text; ``value`` is empty where there is none."""

    name: tuple[int, int]
    value: tuple[int, int]
    quote: str
    remark: tuple[int, int]
    active: bool


class _Template:
    """Reads one template."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.starts = line_starts(text)

    def declarations(self) -> Iterator[Declaration]:
        """Yield its lines. The comment above a line, or behind its value, may list the values that are allowed."""
        above: list[str] = []
        for statement in Scanner(self.text):
            line = self._commented(statement) if statement.kind == COMMENT else _line(statement, 0, active=True)
            if statement.kind == COMMENT and not line:
                above.append(_comment(self.text[statement.head : statement.end]))
                continue
            if line and NAME.fullmatch(self.text, *line.name) and not self._is_key(statement, line):
                yield self._declaration(line, " ".join(above))
            above = []

    def _is_key(self, statement: Statement, line: _Line) -> bool:
        """Whether a word without a value is rather a lost piece of a secret, such as the second line of a key."""
        word = self.text[slice(*line.name)]
        return is_key(word) or (statement.kind == BARE_NAME and random_looking(word))

    def _commented(self, statement: Statement) -> _Line | None:
        """Return the assignment that is commented out. Nothing but ``#`` and blanks may stand before the name."""
        comment = self.text[statement.head : statement.end].rstrip("\r\n")
        mark = COMMENTED.match(comment)
        if not mark:
            return None
        # A scanner of its own for the line alone: a quote that is open in it does not reach into the next one.
        scanner = Scanner(comment[mark.end() :])
        return _line(scanner.at(0, len(scanner.flat)), statement.head + mark.end(), active=False)

    def _declaration(self, line: _Line, above: str) -> Declaration:
        written = self.text[slice(*line.value)]
        value = unescape(written, line.quote) if line.quote else written
        start, end = line.name
        number = bisect_right(self.starts, start)
        column = start - self.starts[number - 1] + 1
        return Declaration(
            self.text[start:end],
            "template",
            Location(self.path, self.path, number, column, number, column + end - start),
            default=canonical(value) if value else None,
            written=written or None,
            values=values_in(_comment(self.text[slice(*line.remark)])) or values_in(above),
            active=line.active,
        )


def _line(statement: Statement, base: int, *, active: bool) -> _Line | None:
    """Return what a statement declares. One whose quote does not end still has a name, though no value."""
    if statement.kind not in (ASSIGNMENT, BARE_NAME) and statement.fault not in (UNTERMINATED, AFTER_QUOTE):
        return None
    valued = statement.value_start >= 0 and not statement.fault
    return _Line(
        (base + statement.name_start, base + statement.name_end),
        (base + statement.value_start, base + statement.value_end) if valued else (0, 0),
        statement.quote,
        (base + statement.comment, base + statement.end) if statement.comment >= 0 else (0, 0),
        active,
    )


def _comment(text: str) -> str:
    return text.strip("# \t\r\n")
