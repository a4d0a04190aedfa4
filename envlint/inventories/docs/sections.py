"""The sections of a page that are open where it is read, and whether what stands there is about variables."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

VARIABLES: Final = re.compile(
    r"\benv(?:s|ironment\w*|ironnement\w*)?\b|\benv ?vars?\b|variab|umgebungs|变量|變數|変数|переменн", re.IGNORECASE
)
SETTINGS: Final = re.compile(r"config|setting|konfig|配置|設定|настро", re.IGNORECASE)
# Headings over other kinds of variables and settings.
OTHERS: Final = re.compile(
    r"\b(?:cmake|css|sass|less|terraform|helm|postman|graphql|makefile|preprocessor|macros?|template variables?)\b",
    re.IGNORECASE,
)
# Words anywhere on a page that tell whose settings it is about.
ENVIRONMENT: Final = re.compile(
    r"[Ee]nvironment|\b(?:env|ENV)[ _-]?(?:vars?|VARS?|file)\b|\.env\b|getenv|\bexport [A-Z]|环境变量|環境変数"
)
WORD: Final = re.compile(r"[^\W_]+")
LONGEST: Final = 2000
"""Characters of a section's text that are kept: the last ones."""


class _Section:
    def __init__(self, level: int, title: str) -> None:
        self.level = level
        self.title = title
        self.said = ""
        self.confirmed = False


class Sections:
    """The headings above the place that is read, outermost first, each with the text right below it.

    The name of the page's file stands for the outermost heading.
    """

    def __init__(self, path: str) -> None:
        self.page = ""
        self._open = [_Section(-1, " ".join(WORD.findall(path.rpartition("/")[2].rpartition(".")[0])))]
        self._known: dict[tuple[bool, bool], bool] = {}
        self._of_environment: bool | None = None

    def leave(self, level: int) -> None:
        """Leave the sections that a heading of this level ends."""
        while self._open[-1].level >= level:
            self._open.pop()
        self._known.clear()

    def enter(self, level: int, title: str) -> None:
        """Enter the section of a heading."""
        self._open.append(_Section(level, title))
        self._known.clear()

    def say(self, text: str) -> None:
        """Note a paragraph of the section."""
        section = self._open[-1]
        section.said = f"{section.said} {text}"[-LONGEST:]
        self._known.clear()

    def confirm(self) -> None:
        """Note that variables stand in this section."""
        self._open[-1].confirmed = True
        self._known.clear()

    def are_about_variables(self, *, named: bool = True, titled: bool = False) -> bool:
        """Whether a name here is a variable, by the headings or the text of the section.

        Where they speak only of settings the page must speak of the environment somewhere. ``named`` is False for a
        place where names of settings are not expected: there settings alone are no reason. ``titled`` asks the headings
        alone, for a word that is a name of many things.
        """
        key = (named, titled)
        if key not in self._known:
            confirmed = self._open[-1].confirmed and not titled
            self._known[key] = (
                confirmed
                or self.speak_of_variables(titled=titled)
                or (named and self._speak_of_settings(titled=titled))
            )
        return self._known[key]

    def speak_of_variables(self, *, titled: bool) -> bool:
        """Whether headings or text speak of variables by that word, and not of settings alone."""
        if self.are_about_others():
            return False
        titles = " ".join(section.title for section in self._open)
        said = "" if titled else " ".join(section.said for section in self._open[-2:])
        return VARIABLES.search(f"{said} {titles}") is not None

    def _speak_of_settings(self, *, titled: bool) -> bool:
        nearest = (self._open[0], *self._open[-2:])
        said = "" if titled else self._open[-1].said
        words = " ".join([said, *(section.title for section in nearest)])
        return SETTINGS.search(words) is not None and not self.are_about_others() and self.page_is_about_environment()

    def are_about_settings(self) -> bool:
        """Whether the nearest headings say that settings stand here, whosever they are."""
        return any(SETTINGS.search(section.title) for section in self._open[-2:]) and not self.are_about_others()

    def are_about_others(self) -> bool:
        """Whether a heading names another kind of variables or settings."""
        return any(OTHERS.search(section.title) for section in self._open)

    def page_is_about_environment(self) -> bool:
        """Whether the page speaks of the environment anywhere."""
        if self._of_environment is None:
            self._of_environment = ENVIRONMENT.search(self.page) is not None
        return self._of_environment
