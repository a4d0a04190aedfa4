"""What Python's loaders make of a ``.env`` file: python-dotenv, python-decouple, Starlette, django-environ, honcho.

Facts of the grammars: python-dotenv 1.2 (parser.py, main.py, variables.py), python-decouple 3.8 (``RepositoryEnv``),
Starlette 1.10 (``Config``), django-environ 0.14 (``Env.read_env``), honcho 2.0 (environ.py) and the module ``shlex``.
All of them read text: bytes that are no UTF-8 stop the program, as does a variable that no environment can hold.
"""

from __future__ import annotations

import re

from envlint.formats.dialects import DEFAULT, HOST, Assignment, Dialect, Problem, Reading
from envlint.formats.dialects.shlex_words import Unclosed, words
from envlint.formats.dotenv.escapes import unescape, universal
from envlint.formats.dotenv.scanner import ASSIGNMENT, BARE_NAME, DROPPED, UNTERMINATED, Scanner
from envlint.formats.expand import TooLong, expanded, references

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Final

    Lines = Callable[[str], Iterator[tuple[str, int]]]

MARK: Final = "\ufeff"
MOST: Final = 16 << 20
"""Code points of all expanded values of a file together."""

DJANGO: Final = re.compile(r"(?:export )?([A-Za-z_0-9]+)=(.*)\Z")
DJANGO_ESCAPE: Final = re.compile(r"\\(.)")
HONCHO_NAME: Final = re.compile(r"[A-Za-z_]")


class Refused(Exception):
    """The loader takes nothing of the file: ``args`` hold the kind of the problem and its place."""


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        place = len(data[: error.start].decode())
        raise Refused("not-utf-8", place, place + 1) from error


def _reader(read: Callable[[str, Mapping[str, str]], Reading]) -> Callable[[bytes, Mapping[str, str]], Reading]:
    """Return a dialect's ``read`` that turns a refusal into a fatal problem."""

    def reading(data: bytes, host: Mapping[str, str]) -> Reading:
        try:
            return read(_text(data), host)
        except Refused as refused:
            kind, start, end = refused.args
            return Reading(problems=(Problem(kind, start, end, fatal=True, drops_rest=True),))

    return reading


def _last(assignments: list[Assignment]) -> tuple[Assignment, ...]:
    """Keep the last assignment of every name, at the place of the first as a dictionary does."""
    return tuple({each.name: each for each in assignments}.values())


def _exported(assignments: tuple[Assignment, ...], host: Mapping[str, str]) -> tuple[Assignment, ...]:
    """Return what goes into the process environment, where the host's variables win.

    Raises:
        Refused: ``os.environ`` takes no NUL, no empty name and none with an equals sign.
    """
    found = []
    for each in assignments:
        if each.name in host or each.value is None:
            continue
        if not each.name or "=" in each.name:
            raise Refused("not-a-name", each.start, each.end)
        if "\0" in each.name or "\0" in each.value:
            raise Refused("null-character", each.start, each.end)
        found.append(each)
    return tuple(found)


def _dotenv(text: str) -> tuple[list[Assignment], list[Problem]]:
    """Read python-dotenv's statements, nothing expanded; a byte order mark is no part of the text."""
    found: list[Assignment] = []
    problems: list[Problem] = []
    body = text.removeprefix(MARK)
    shift = len(text) - len(body)
    for statement in Scanner(body):
        start = shift + statement.head
        end = shift + statement.start + len(body[statement.start : statement.end].rstrip())
        if statement.kind == DROPPED:
            kind = "unterminated-quote" if statement.fault == UNTERMINATED else "malformed-line"
            problems.append(Problem(kind, start, end))
            continue
        if statement.kind not in (ASSIGNMENT, BARE_NAME):
            continue
        name = universal(body[statement.name_start : statement.name_end])
        if statement.kind == BARE_NAME:
            found.append(Assignment(name, None, start, end))
            continue
        raw, quote = body[statement.value_start : statement.value_end], statement.quote
        span = (shift + statement.value_start, shift + statement.value_end)
        value = unescape(raw, quote) if quote else raw
        found.append(Assignment(name, value, start, span[1] + len(quote), *span, quote))
    return found, problems


def _resolved(found: list[Assignment], host: Mapping[str, str], *, host_wins: bool) -> Iterator[Assignment]:
    """Yield the assignments with ``${NAME}`` and ``${NAME:-default}`` replaced, one after the other."""
    known: dict[str, str] = dict(host)
    own: set[str] = set()
    room = MOST
    for each in found:
        depends: set[str] = set()
        value = each.value
        if value is not None and "${" in value:
            inside = list(references(value))
            for reference in inside:
                if reference.name in host and (host_wins or reference.name not in own):
                    depends.add(HOST)
                elif reference.default is not None and reference.name not in known:
                    depends.add(DEFAULT)
            try:
                value = expanded(value, inside, known, room)
            except TooLong as error:
                raise Refused("too-long", each.start, each.end) from error
            room -= len(value)
        if not (host_wins and each.name in host):
            known[each.name] = value or ""
        own.add(each.name)
        yield each.replace(value=value, depends=frozenset(depends))


def _values(text: str, host: Mapping[str, str]) -> Reading:
    found, problems = _dotenv(text)
    return Reading(_last(list(_resolved(found, host, host_wins=False))), tuple(problems))


def _nointerp(text: str, _host: Mapping[str, str]) -> Reading:
    found, problems = _dotenv(text)
    return Reading(_last(found), tuple(problems))


def _load(text: str, host: Mapping[str, str]) -> Reading:
    found, problems = _dotenv(text)
    return Reading(_exported(_last(list(_resolved(found, host, host_wins=True))), host), tuple(problems))


def _split_lines(text: str) -> Iterator[tuple[str, int]]:
    """Yield the lines of a text as ``str.splitlines`` ends them, with their offsets."""
    start = 0
    for line in text.splitlines(keepends=True):
        yield line.splitlines()[0], start
        start += len(line)


def _file_lines(text: str) -> Iterator[tuple[str, int]]:
    """Yield the lines of a text as an open file ends them, with their offsets."""
    start = 0
    for line in text.replace("\r", "\n").split("\n"):
        yield line, start
        start += len(line) + 1


def _stripped(text: str, _host: Mapping[str, str]) -> Reading:
    """Read as python-decouple and Starlette: blanks round name and value go, then one pair of equal quotes."""
    found: list[Assignment] = []
    problems: list[Problem] = []
    for line, offset in _file_lines(text):
        line_text = line.strip()
        if not line_text or line_text.startswith("#"):
            continue
        start = offset + len(line) - len(line.lstrip())
        end = start + len(line_text)
        name, equals, value = line_text.partition("=")
        if not equals:
            problems.append(Problem("malformed-line", start, end))
            continue
        value_start = end - len(value.lstrip())
        value = value.strip()
        quote = value[:1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else ""
        if quote:
            value, value_start = value[1:-1], value_start + 1
        found.append(Assignment(name.strip(), value, start, end, value_start, value_start + len(value), quote))
    return Reading(_last(found), tuple(problems))


def _kept(match: re.Match[str]) -> str:
    return match[0] if match[1] in "rnt" else match[1]


def _django(text: str, host: Mapping[str, str]) -> Reading:
    """Read as django-environ: one line a variable; single quotes go first, and double quotes inside of them after."""
    found: list[Assignment] = []
    problems: list[Problem] = []
    for line, start in _split_lines(universal(text)):
        match = DJANGO.match(line)
        if not match:
            if line.strip() and not line.startswith("#"):
                problems.append(Problem("malformed-line", start, start + len(line)))
            continue
        name, value = match.groups()
        value_start, quote = start + match.start(2), ""
        for mark in ("'", '"'):
            if len(value) > 1 and value[0] == value[-1] == mark:
                quote, value_start = quote or mark, value_start + 1
                value = value[1:-1]
                value = DJANGO_ESCAPE.sub(_kept, value) if mark == '"' else value
        value_end = start + len(line) - (value_start - start - match.start(2))
        found.append(Assignment(name, value, start, start + len(line), value_start, value_end, quote))
    return Reading(_exported(_last(found), host), tuple(problems))


def _honcho(text: str, _host: Mapping[str, str]) -> Reading:
    """Read as honcho: the words of ``shlex``, name and ``=`` first, all that follows joined."""
    found: list[Assignment] = []
    problems: list[Problem] = []
    for line, start in _split_lines(text):
        try:
            tokens = words(line)
        except Unclosed as error:
            raise Refused(error.kind, start, start + len(line)) from error
        if not tokens:
            continue
        end = start + tokens[-1].end
        if len(tokens) < 3 or tokens[1].text != "=" or not HONCHO_NAME.match(tokens[0].text):
            problems.append(Problem("malformed-line", start, end))
            continue
        value = "".join([token.text for token in tokens[2:]]).replace("\\n", "\n").replace("\\t", "\t")
        first, last = tokens[2], tokens[-1]
        quote = line[first.start] if first is last and line[first.start] in "\"'" else ""
        if quote and (line.count(quote, first.start, last.end) != 2 or line[last.end - 1] != quote):
            quote = ""
        span = (start + first.start + len(quote), start + last.end - len(quote))
        found.append(Assignment(tokens[0].text, value, start + tokens[0].start, end, *span, quote))
    return Reading(_last(found), tuple(problems))


DOTENV: Final = "1.2.4"

DIALECTS: Final = (
    Dialect("python-dotenv", _reader(_load), "python-dotenv, load_dotenv", DOTENV),
    Dialect("python-dotenv-values", _reader(_values), "python-dotenv, dotenv_values", DOTENV),
    Dialect("python-dotenv-nointerp", _reader(_nointerp), "python-dotenv, interpolate=False", DOTENV),
    Dialect("python-decouple", _reader(_stripped), "python-decouple", "3.8"),
    Dialect("starlette", _reader(_stripped), "Starlette", "1.10.0"),
    Dialect("django-environ", _reader(_django), "django-environ", "0.14.0"),
    Dialect("honcho", _reader(_honcho), "honcho", "2.0.0"),
)
