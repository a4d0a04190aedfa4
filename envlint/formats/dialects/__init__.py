"""What each real loader makes of a ``.env`` file: one module for a family of loaders that share a grammar.

A dialect's ``read`` takes the bytes of a file and the host's environment and returns what the loader would set, with
places, and what it would say or refuse. Nothing is ever run: a word that would start a program is *dynamic*.
"""

from __future__ import annotations

from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Final

HOST: Final = "host"
COMMAND: Final = "command"
DEFAULT: Final = "default"


class Assignment(Record):
    """One variable as a loader sets it. ``value`` is None for a name without a value.

    ``start`` to ``end`` is the whole assignment in the decoded text, ``value_start`` to ``value_end`` its value without
    quotes; offsets count code points of the text decoded as UTF-8 with surrogateescape, -1 where there is no place.
    ``quote`` is the quote around the value. ``depends`` holds ``host`` where the value comes from the host's
    environment, ``command`` where the loader would run a program for it (``value`` means nothing then), ``default``
    where a default stands in it.
    """

    name: str
    value: str | None
    start: int = -1
    end: int = -1
    value_start: int = -1
    value_end: int = -1
    quote: str = ""
    depends: frozenset[str] = frozenset()


class Problem(Record):
    """Something that the loader says or does not take: ``kind`` in kebab-case, such as ``unterminated-quote``.

    ``fatal``: the loader refuses the whole file; what the reading holds all the same, it had set before it noticed.
    ``drops_rest``: it takes nothing that follows.
    """

    kind: str
    start: int = -1
    end: int = -1
    fatal: bool = False
    drops_rest: bool = False


class Reading(Record):
    """What a loader makes of a file: assignments in order, the last of a name having won already where one wins."""

    assignments: tuple[Assignment, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the loader takes the file."""
        return not any(problem.fatal for problem in self.problems)

    @property
    def values(self) -> dict[str, str | None]:
        """What is set, by name; what would take a program to know is left out."""
        return {each.name: each.value for each in self.assignments if COMMAND not in each.depends}

    @property
    def dynamic(self) -> tuple[str, ...]:
        """The names whose value only a program would tell."""
        return tuple(each.name for each in self.assignments if COMMAND in each.depends)


class Dialect(Record):
    """One loader in one range of versions. ``versions`` says which were measured."""

    name: str
    read: Callable[[bytes, Mapping[str, str]], Reading]
    loader: str
    versions: str = ""
    aliases: tuple[str, ...] = ()


FAMILIES: Final = ("raw", "services", "javascript", "python", "ruby_php", "rust", "shell", "go")
"""The modules of this package that have a table ``DIALECTS``."""


WORDS: Final = {
    "docker": "docker-run",
    "podman": "podman-5",
    "k8s": "kubectl",
    "gitlab": "gitlab-report",
    "docker-compose": "compose",
    "dotenv": "dotenv-js-18",
    "dotenv-js": "dotenv-js-18",
    "dotenv-expand": "dotenv-expand-1000",
    "next": "next-env",
    "nuxt": "c12-nuxt",
    "c12": "c12-nuxt",
    "node": "node-26",
    "decouple": "python-decouple",
    "pydantic": "python-dotenv-values",
    "pydantic-settings": "python-dotenv-values",
    "environs": "python-dotenv",
    "flask": "python-dotenv",
    "uvicorn": "python-dotenv",
    "ruby-dotenv": "ruby-dotenv-3",
    "rails": "ruby-dotenv-3",
    "foreman": "ruby-foreman",
    "phpdotenv": "php-vlucas-5.6",
    "php-vlucas": "php-vlucas-5.6",
    "laravel": "php-vlucas-5.6",
    "symfony": "php-symfony-5",
    "php-symfony": "php-symfony-5",
    "dotenvy": "rust-dotenvy",
    "sh": "dash",
    "posix": "dash",
    "shell": "bash",
    "ash": "busybox-ash",
    "ksh": "ksh93",
    "busybox": "busybox-ash",
    "xargs": "bash-xargs",
    "task": "go-task",
    "viper": "gotenv",
    "environment.d": "systemd-environment.d",
    "sveltekit": "vite",
    "astro": "vite",
    "expo": "dotenv-expand-12",
}
"""What people call a loader, and the name of the dialect: of several versions the newest one.

Symfony 7.0 was measured before a repair (symfony/symfony#58393) that 5.4.45 got as well as all that came after it.
"""


def dialects() -> dict[str, Dialect]:
    """Return every dialect by its name."""
    found = {}
    for family in FAMILIES:
        module = __import__(f"envlint.formats.dialects.{family}", fromlist=("DIALECTS",))
        found.update({dialect.name: dialect for dialect in module.DIALECTS})
    return found


def by_every_name() -> dict[str, Dialect]:
    """Return every dialect by its name and by each name of a version that reads alike (``dotenv-js-18``)."""
    known = dialects()
    aliases = {alias: dialect for dialect in known.values() for alias in dialect.aliases}
    return {**known, **aliases}


def some(names: Iterable[str]) -> dict[str, Dialect]:
    """Return the dialects of some names, with no more families imported than that takes; unknown names are left out."""
    wanted, found = set(names), dict[str, Dialect]()
    for family in FAMILIES:
        if wanted <= found.keys():
            break
        module = __import__(f"envlint.formats.dialects.{family}", fromlist=("DIALECTS",))
        for dialect in module.DIALECTS:
            found.update((name, dialect) for name in (dialect.name, *dialect.aliases) if name in wanted)
    return found


def named(word: str) -> str:
    """Return the name of the dialect that a word means, the word itself where it is none of ``WORDS``."""
    return WORDS.get(word, word)
