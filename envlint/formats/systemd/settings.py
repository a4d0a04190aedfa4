"""What the settings of a unit and its drop-ins do to the environment of the program that it starts.

Source: systemd.exec(5), "Environment", held against ``systemd-analyze verify`` of version 252. What the service manager
sets by itself (``PATH``, ``INVOCATION_ID``, ``DefaultEnvironment=`` of its own configuration) is not told here.
"""

from __future__ import annotations

import re

from envlint.core.source import Binding, Notice, Unseen
from envlint.core.value import Value
from envlint.formats.systemd.page import File, Page, Unset
from envlint.formats.systemd.words import ILL_QUOTED, holds_text, specified, split

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.core.source import Source
    from envlint.formats.systemd.unit import Setting
    from envlint.formats.systemd.words import Word

NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
SECTIONS: Final = ("Service", "Socket", "Mount", "Swap")
PASSED: Final = "PassEnvironment= takes it from the service manager"
NO_ASSIGNMENT: Final = "systemd ignores it: Environment= takes assignments of the form NAME=value"
NO_NAME: Final = "systemd ignores it: no variable can have such a name"
UNKNOWN: Final = "systemd ignores it: a percent sign in it begins no specifier, and would have to be written %%"
RELATIVE: Final = "systemd ignores it: EnvironmentFile= takes an absolute path"


class Settings:
    """All texts of a unit, in the order in which systemd reads them."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self.files: list[File] = []
        self.unset: list[Unset] = []
        self.order: dict[str, int] = {}
        self.counted = 0

    def add(self, source: Source) -> None:
        """Read the unit, or the next drop-in.

        Raises:
            Unparsed: systemd does not load such a file.
        """
        page = Page(source)
        self.pages.append(page)
        for setting in page.unit.settings:
            if setting.section in SECTIONS:
                self._take(page, setting)
            elif setting.key in TAKES and not setting.section.startswith("X-"):
                place = setting.start, setting.start + len(setting.key)
                said = f"the section [{setting.section[:32]}]" if setting.section else "no section"
                page.notices.append(Notice("malformed-line", *place, detail=f"systemd ignores it: it is in {said}"))

    def _take(self, page: Page, setting: Setting) -> None:
        take = TAKES.get(setting.key)
        if take is not None:
            take(self, page, setting)
        elif setting.key.lower() in LOWERED:
            place = setting.start, setting.start + len(setting.key)
            detail = f"systemd ignores it: the key is written {LOWERED[setting.key.lower()]}="
            page.notices.append(Notice("malformed-line", *place, detail=detail))

    def environment(self, page: Page, setting: Setting) -> None:
        """Take ``Environment=``; with nothing behind it, all that was set so far is forgotten."""
        if not setting.value:
            for each in self.pages:
                each.bindings.clear()
        for word in _words(page, setting):
            self._assign(page, word)

    def _assign(self, page: Page, word: Word) -> None:
        text, specifier, known = specified(word.text)
        written, equals, raw = word.text.partition("=")
        name, _, value = text.partition("=")
        place = word.place
        if not known:
            page.refuse(UNKNOWN, place)
        elif not equals:
            page.refuse(NO_ASSIGNMENT, place)
        elif "%" in written and specifier:
            reason = f"systemd expands %{specifier} in a variable's name when the unit starts"
            page.unseen.append(Unseen(reason, written.partition("%")[0], *place))
        elif not NAME.fullmatch(name) or not holds_text(value):
            page.refuse(NO_NAME, place)
        else:
            unseen = f"systemd expands %{specifier} when the unit starts" if specifier else ""
            # Escapes may make the word longer than its text, so that its end is the last character's.
            start, end = len(name) + 1, len(word.ends)
            binding = Binding(
                name,
                Value("" if unseen else value),
                page.source,
                name_span=word.part(0, len(name)),
                value_span=word.part(start, end if raw else start),
                quote=word.quote,
                layer="Environment=",
                unseen=unseen,
            )
            page.bindings.append(binding)
            self._count(binding)

    def pass_on(self, page: Page, setting: Setting) -> None:
        """Take ``PassEnvironment=``: names whose values the service manager has, or has not."""
        if not setting.value:
            for each in self.pages:
                each.passed.clear()
        for word in _words(page, setting):
            place = word.place
            if not NAME.fullmatch(word.text):
                page.refuse(NO_NAME, place)
                continue
            binding = Binding(
                word.text, Value(""), page.source, name_span=place, layer="PassEnvironment=", unseen=PASSED
            )
            page.passed.append(binding)

    def take_away(self, page: Page, setting: Setting) -> None:
        """Take ``UnsetEnvironment=``: names, or assignments that go only if they are exactly these."""
        if not setting.value:
            self.unset.clear()
        for word in _words(page, setting):
            place = word.place
            text, specifier, known = specified(word.text)
            name, equals, value = text.partition("=")
            if not known:
                page.refuse(UNKNOWN, place)
            elif specifier:
                reason = f"systemd expands %{specifier} in UnsetEnvironment= when the unit starts"
                page.unseen.append(Unseen(reason, name.partition("%")[0], *place))
            elif not NAME.fullmatch(name):
                page.refuse(NO_NAME, place)
            else:
                self.unset.append(Unset(name, value if equals else None, page, place))

    def file(self, page: Page, setting: Setting) -> None:
        """Take ``EnvironmentFile=``: one path, neither quoted nor split at blanks."""
        if not setting.value:
            self.files.clear()
            return
        optional = setting.value.startswith("-")
        place = setting.span(optional, len(setting.value))
        path, specifier, known = specified(setting.value[optional:])
        if not known:
            page.refuse(UNKNOWN, place)
        elif specifier:
            page.unseen.append(
                Unseen(f"systemd expands %{specifier} in EnvironmentFile= when the unit starts", "", *place)
            )
        elif not path.startswith("/"):
            page.refuse(RELATIVE, place)
        else:
            self.files.append(File(path, optional, page, place, self.counted))

    def _count(self, binding: Binding) -> None:
        self.order[binding.name] = self.counted
        self.counted += 1


# What systemd does with a key, in any section that has programs to start.
TAKES: Final = {
    "Environment": Settings.environment,
    "PassEnvironment": Settings.pass_on,
    "UnsetEnvironment": Settings.take_away,
    "EnvironmentFile": Settings.file,
}
LOWERED: Final = {key.lower(): key for key in TAKES}


def _words(page: Page, setting: Setting) -> list[Word]:
    found, broken = split(setting)
    if broken >= 0:
        page.refuse(ILL_QUOTED, (broken, setting.offset(len(setting.value) - 1) + 1))
    return found
