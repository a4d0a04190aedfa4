"""Comments that speak to envlint: ``# envlint: ignore[ENV101,ENV2] reason until=2026-01-31``."""

from __future__ import annotations

from envlint.analysis.selection import fits
from envlint.core.record import Record
from envlint.core.source import CALL, Reading, Remark, Source
from envlint.core.suggest import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

    from envlint.core.location import Location

DIRECTIVE: Final = "ignore"
MARKERS: Final = ("begin", "end")
"""The words of generated sections, which are no concern of this module."""
COMMENT_SIGNS: Final = "#;/!-<* \t"
UNTIL: Final = "until="
UNSUPPRESSIBLE: Final = ("ENV104", "ENV9")
KEEP_COMMENTS: Final = ("docker", "compose-raw", "podman", "kubectl", "kustomize", "systemd", "gitlab")
"""How the names of readers begin to which only a whole line is a comment (``docker run``'s documentation of
``--env-file``, systemd.exec(5) on ``EnvironmentFile=``)."""
DAYS_AT_MOST: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Suppression(Record):
    """What one comment leaves out, and on which lines. ``fault`` says why it leaves out nothing.

    ``until`` is the last day it holds, ``YYYY-MM-DD`` in UTC; empty = for ever.
    """

    at: Location
    lines: tuple[int, ...]
    patterns: tuple[str, ...] = ()
    until: str = ""
    fault: str = ""
    help: str = ""


def suppression(remark: Remark, source: Source, known: Mapping[str, str], keeper: str = "") -> Suppression | None:
    """Return what a comment asks for, None where it merely mentions envlint.

    ``keeper`` is a reader of the source for which a comment behind a value is part of the value. Only codes that exist
    are ever quoted: a comment may hold a secret.
    """
    before, _, said = remark.text.partition(CALL)
    directive, codes, rest = _split(said.strip())
    if directive in MARKERS or (directive != DIRECTIVE and before.strip(COMMENT_SIGNS)):
        return None
    at = source.at(remark.start, remark.end)
    lines = (at.line, at.end_line + 1) if remark.alone else (at.line,)
    if directive != DIRECTIVE:
        return Suppression(at, lines, fault="this remark is not understood", help=f"write # {CALL} ignore[CODE] reason")
    if keeper and not remark.alone:
        return Suppression(
            at, lines, fault=f"{keeper} takes this remark into the value", help="put it on the line above"
        )
    if not codes:
        return Suppression(at, lines, fault="ignore without a code suppresses nothing", help="write ignore[CODE]")
    fault, help = _fault(codes, known)
    until = next((word.removeprefix(UNTIL) for word in rest.split() if word.startswith(UNTIL)), "")
    if not fault and UNTIL in rest and not _is_date(until):
        fault, help = "the date after until= is no date", "write until=YYYY-MM-DD"
    return Suppression(at, lines, codes, until, fault, help)


def remarks_of_rules(path: str, text: str) -> Reading:
    """Return the comments of a rule file that speak to envlint. The text is TOML that loads."""
    import re

    strings_and_comments = r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*'
    remarks = []
    for found in re.finditer(strings_and_comments, text, re.DOTALL):
        if found[0].startswith("#") and found[0][1:].lstrip().startswith(CALL):
            alone = not text[text.rfind("\n", 0, found.start()) + 1 : found.start()].strip()
            remarks.append(Remark(found.start(), found.start() + len(found[0].rstrip()), found[0], alone))
    return Reading(Source("rules", path, path=path, text=text), remarks=tuple(remarks))


def _split(said: str) -> tuple[str, tuple[str, ...], str]:
    """Part ``ignore[A,B] reason`` into ``ignore``, its codes and the reason."""
    head, bracket, tail = said.partition("[")
    if not bracket or head.strip() != DIRECTIVE:
        word, _, rest = said.partition(" ")
        return word, (), rest
    inside, closed, rest = tail.partition("]")
    codes = tuple(dict.fromkeys([code.strip() for code in inside.split(",") if code.strip()])) if closed else ()
    return DIRECTIVE, codes, rest


def _fault(codes: tuple[str, ...], known: Mapping[str, str]) -> tuple[str, str]:
    for code in codes:
        meant = [known_code for name, known_code in known.items() if fits(code, known_code, name)]
        if not meant:
            guess = nearest(code, [*known, *known.values()])
            help = (
                f"did you mean '{guess}'?" if guess else "write a code such as ENV101, a family such as ENV1, or a name"
            )
            return "ignore names a check that does not exist", help
        if all(found.startswith(UNSUPPRESSIBLE) for found in meant):
            return f"{code} cannot be suppressed", "remove it, or change the rule"
    return "", ""


def _is_date(text: str) -> bool:
    digits = text.replace("-", "")
    if [len(part) for part in text.split("-")] != [4, 2, 2] or not (digits.isascii() and digits.isdecimal()):
        return False
    month, day = int(text[5:7]), int(text[8:])
    return 1 <= month <= len(DAYS_AT_MOST) and 1 <= day <= DAYS_AT_MOST[month - 1]
