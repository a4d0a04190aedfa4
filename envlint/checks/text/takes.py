"""How the checks of a text speak of loaders: who reads a file, and what each makes of a variable.

A value is shown only where ``checks/shown.py`` lets it be seen; else it is said how it differs from the reading that
was judged.
"""

from __future__ import annotations

from envlint.checks.shown import shown
from envlint.core.finding import Related

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Final

    from envlint.checks.subjects import TextSubject
    from envlint.core.location import Location
    from envlint.core.rule import Rule
    from envlint.core.source import Notice, Take

    Verb = tuple[str, str]
    """What one loader does, and what several do."""

MOST_NAMED: Final = 4
LONGEST_SEEN: Final = 60
QUOTES: Final = ("'", '"', "`")
HOWS: Final[dict[str, Verb]] = {
    "unset": ("does not set it", "do not set it"),
    "bare": ("has it without a value", "have it without a value"),
    "refused": ("refuses the file", "refuse the file"),
    "stops": ("takes nothing from this line on", "take nothing from this line on"),
    "prints": ("stops here and prints the whole environment", "stop here and print the whole environment"),
    "swallows": ("takes the line below into it", "take the line below into it"),
    "command": ("runs a command", "run a command"),
    "host": ("passes on what the host sets", "pass on what the host sets"),
}


def loaders(takes: Iterable[Take], *hows: str) -> list[str]:
    """Return the names of the loaders that take a variable in one of some ways, of all without any."""
    return [loader for take in takes if not hows or take.how in hows for loader in take.loaders]


def named(names: Sequence[str]) -> str:
    """Return ``a, b and c``, and of many the first few."""
    if len(names) > MOST_NAMED:
        return f"{', '.join(names[: MOST_NAMED - 1])} and {len(names) - MOST_NAMED + 1} others"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def does(names: Sequence[str], verb: Verb) -> str:
    """Return who does something: ``uv refuses the file``."""
    return f"{named(names)} {verb[len(names) > 1]}"


def stated(takes: Iterable[Take], *hows: str) -> str:
    """Return what the loaders do that take a variable in one of some ways: ``uv stops here, bash refuses the file``."""
    return ", ".join([does(take.loaders, HOWS[take.how]) for take in takes if take.how in hows])


def made(takes: Sequence[Take], dropped: Verb, kept: Verb, first: Verb | None = None) -> str:
    """Return ``: uv refuses the file, node-22 ...`` of a faulty line; ``kept`` is what those do that set something."""
    hows = {**HOWS, "unset": dropped, "bare": dropped, "value": kept, "first": first or kept}
    groups: dict[Verb, list[str]] = {}
    for take in takes:
        groups.setdefault(hows[take.how], []).extend(take.loaders)
    said = ", ".join([does(names, verb) for verb, names in groups.items()])
    return f": {said}" if said else ""


def users(subject: TextSubject, names: Iterable[str]) -> tuple[Related, ...]:
    """Return the places that say who uses some loaders, one for all that stand in the same place."""
    asked = set(names)
    groups: dict[tuple[str, Location], list[str]] = {}
    for loader in subject.reading.loaders:
        if loader.dialect in asked:
            groups.setdefault((loader.why, loader.at), []).append(loader.dialect)
    return tuple([Related(f"{named(own)}: {why}", at) for (why, at), own in groups.items()])


def readings(subject: TextSubject, notice: Notice) -> str:
    """Return what each loader makes of a variable: ``compose gives 3000, docker-run keeps the quotes``."""
    rule = subject.view.rule(notice.name)
    judged = notice.takes[0]
    written = subject.reading.source.text[max(notice.start, 0) : max(notice.end, 0)]
    seen = _seen(rule, judged, written)
    parts = [does(take.loaders, _verb(rule, take, judged, written)) for take in notice.takes[1:]]
    if judged.value is not None and seen is None:
        return f"unlike {named(judged.loaders)}, {', '.join(parts)}"
    return ", ".join([does(judged.loaders, _verb(rule, judged, judged, written)), *parts])


def _verb(rule: Rule | None, take: Take, judged: Take, written: str) -> Verb:
    if take.value is None:
        return HOWS[take.how]
    text = take.value.raw
    special = _kind(judged.value.raw, text) if judged.value is not None and take is not judged else None
    if special is not None:
        return special
    seen = _seen(rule, take, written)
    if seen is not None:
        return (f"gives {seen}", f"give {seen}") if seen else ("makes it empty", "make it empty")
    if judged.value is None:
        return ("sets it", "set it")
    return _by_length(len(text) - len(judged.value.raw))


def _seen(rule: Rule | None, take: Take, written: str) -> str | None:
    """Return a value that may be shown: what its rule lets be seen, and what nothing from elsewhere came into."""
    text = None if take.value is None else shown(rule, take.value.raw)
    if text is None or len(text) > LONGEST_SEEN or not text.isprintable():
        return None
    return text if text.strip("".join(QUOTES)) in written else None


def _kind(judged: str, text: str) -> Verb | None:
    """Return what sets one reading apart from the judged one, None where only the values could tell."""
    first = text[:1]
    if first in QUOTES and judged[:1] != first and text[1 : len(judged) + 1] == judged:
        tail = text[len(judged) + 1 :]
        more = " and the comment" if "#" in tail else ""
        return (f"keeps the quotes{more}", f"keep the quotes{more}")
    if text.startswith(judged) and text[len(judged) :].lstrip().startswith("#"):
        return ("takes the comment into it", "take the comment into it")
    if judged.startswith(text) and judged[len(text) :].lstrip().startswith("#"):
        if judged[len(text)] in " \t":
            return ("leaves the comment out", "leave the comment out")
        return ("cuts it at the #", "cut it at the #")
    if text != judged and text.strip() == judged.strip():
        return ("takes the blanks at its edges otherwise", "take the blanks at its edges otherwise")
    if "$" in text and "$" not in judged:
        return ("does not expand the $", "do not expand the $")
    if "$" in judged and text.count("$") < judged.count("$"):
        return ("takes a $ in it for a reference", "take a $ in it for a reference")
    return _by_marks(judged, text)


def _by_marks(judged: str, text: str) -> Verb | None:
    if text.replace("\\", "") == judged.replace("\\", ""):
        return ("takes its backslashes otherwise", "take its backslashes otherwise")
    if "\\" in judged + text and text.count("\n") != judged.count("\n"):
        return ("takes its backslashes otherwise", "take its backslashes otherwise")
    if text == judged.replace('"', "").replace("'", ""):
        return ("loses the quotes within", "lose the quotes within")
    if "\n" in judged and "\n" not in text:
        return ("takes its first line only", "take its first line only")
    if "\r" in text and "\r" not in judged:
        return ("keeps a carriage return in it", "keep a carriage return in it")
    if not text:
        return ("makes it empty", "make it empty")
    return None


def _by_length(more: int) -> Verb:
    if not more:
        return ("gives other characters", "give other characters")
    count = f"{abs(more)} character{'s' if abs(more) > 1 else ''} {'more' if more > 0 else 'fewer'}"
    return (f"gives {count}", f"give {count}")
