"""What is wrong with a rule file, and its way to an error with a line and a column."""

from __future__ import annotations

from envlint.core.errors import EnvlintError
from envlint.core.location import Location
from envlint.core.record import Record
from envlint.core.suggest import nearest
from envlint.rules.locate import Locator

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from envlint.core.rule import Place

LONGEST_QUOTE = 60


class Problem(Record):
    """One fault: at the ``key`` or at the ``value`` of a place; ``tier`` where it holds in that tier only."""

    place: Place
    message: str
    help: str = ""
    side: str = "value"
    tier: str = ""


def quoted(word: str) -> str:
    """Return a word of a rule file in quotes, on one line, whatever is in it."""
    return repr(word if len(word) <= LONGEST_QUOTE else word[:LONGEST_QUOTE] + "...")


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return the question that names the known word next to this one, or ``otherwise`` when none is near."""
    guess = nearest(word, known)
    return f"did you mean {quoted(guess)}?" if guess else otherwise


def listed(words: Iterable[str], most: int = 8) -> str:
    """Return words separated by commas, the first few of a long list."""
    every = list(words)
    rest = f" and {len(every) - most} more" if len(every) > most else ""
    return ", ".join(every[:most]) + rest


class Lines:
    """The lines of places in files, each of which is read once."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._locators: dict[str, Locator] = {}

    def locator(self, path: str) -> Locator:
        """Return what knows the places of a file."""
        if path not in self._locators:
            self._locators[path] = Locator(self._texts[path])
        return self._locators[path]

    def of(self, place: Place) -> str:
        """Return the file and line of a key, as people read it."""
        return f"{place.path}:{self.locator(place.path).find(place.keys, 'key')[0]}"


def located(problems: Iterable[Problem], texts: Mapping[str, str]) -> list[EnvlintError]:
    """Return the problems as errors, each at its place in its file."""
    lines = Lines(texts)
    errors = []
    for problem in problems:
        path = problem.place.path
        at = Location(path, path, *lines.locator(path).find(problem.place.keys, problem.side))
        said = f"in {problem.tier}, {problem.message}" if problem.tier else problem.message
        errors.append(EnvlintError(said, at=at, help=problem.help))
    return errors
