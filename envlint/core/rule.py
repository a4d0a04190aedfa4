"""A rule as the engine sees it: plain data for one tier, made by ``envlint.rules`` from the project's rule files."""

from __future__ import annotations

from envlint.core.record import Record
from envlint.core.severity import ERROR, Severity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

NEVER_SECRET: Final = frozenset(
    ("enum", "bool", "port", "int", "number", "duration", "duration.iso", "seconds", "ms", "bytesize", "loglevel")
)


class Place(Record):
    """A key in a rule file: ``keys`` leads to it through tables and arrays, ``("rule", 0, "requires", 1)``.

    Line and column are found when a finding is reported (``envlint.rules.locate``): parsing TOML takes longer than
    judging.
    """

    path: str
    keys: tuple[str | int, ...] = ()


class Atom(Record):
    """One condition: ``NAME``, ``!NAME``, ``NAME=a|b``, ``URL.host!=localhost``, ``NAME>=$OTHER``.

    ``operator`` is ``set``, ``unset``, ``=``, ``!=``, ``<``, ``<=``, ``>`` or ``>=``. ``values`` are the alternatives
    on the right, ``other`` the variable on the right, ``text`` the atom as it stands in the file.
    """

    name: str
    operator: str
    part: str = ""
    values: tuple[str, ...] = ()
    other: str = ""
    text: str = ""


class Demand(Record):
    """What a rule asks of several variables.

    ``kind`` is ``requires``, ``forbid``, ``conflicts``, ``differs_from``, ``all_or_none``, ``one_of`` or ``any_of``;
    the first three use ``atoms`` (``forbid`` also ``literals``: values its own variable may not have), the others
    ``names``. It is asked while all of ``when`` holds. ``same_as`` has in ``elsewhere`` the service and the variable
    there that its own must equal; only a whole workspace can judge it (``envlint.analysis.across``).
    """

    kind: str
    when: tuple[Atom, ...] = ()
    atoms: tuple[Atom, ...] = ()
    literals: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    place: Place = Place("")


class Deprecation(Record):
    """A variable on its way out; ``since`` and ``remove`` are versions of the program."""

    use: str = ""
    since: str = ""
    remove: str = ""
    reason: str = ""


class Rule(Record):
    """What one tier demands. ``name`` is the variable, empty for a ``[[rule]]`` of several.

    ``spec`` holds the options of the type as written there (``min``, ``max``, ``min_length``, ``pattern``, ``schemes``,
    ``sep``, ``items``, ``unique``, ``dialect`` ...): the types and value checks know their own keys. ``checks`` are
    the names of the value checks that can ever object, so that no other is imported. ``secret`` is None where the file
    does not say.
    """

    name: str = ""
    id: str = ""
    type: str = "string"
    spec: dict[str, Any] = {}  # noqa: RUF012  frozen by convention, as all of a record
    values: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    default: str | None = None
    fallback: str | None = None
    required: bool = False
    empty_ok: bool = False
    secret: bool | None = None
    level: Severity = ERROR
    level_stated: bool = False
    deprecated: Deprecation | None = None
    external: bool = False
    names_only: bool = False
    differs_across_tiers: bool = False
    demands: tuple[Demand, ...] = ()
    checks: tuple[str, ...] = ()
    doc: str = ""
    why: str = ""
    section: str = ""
    see: str = ""
    example: str = ""
    owner: str = ""
    phase: str = ""
    sql: str = ""
    tags: tuple[str, ...] = ()
    place: Place = Place("")

    @property
    def cited(self) -> str:
        """How people cite it: its id, or the variable's name."""
        return self.id or self.name

    @property
    def is_secret(self) -> bool:
        """Whether the value must never be printed, whatever it is."""
        if self.secret is not None:
            return self.secret
        return self.type not in NEVER_SECRET


class Plan(Record):
    """All rules of one tier, ready for the engine. ``weaker`` are places of rules that ask less of a stricter tier.

    ``across`` are the variables whose rules look beyond one environment: at another service, at other tiers.
    """

    tier: str
    variables: dict[str, Rule] = {}  # noqa: RUF012
    groups: tuple[Rule, ...] = ()
    weaker: tuple[tuple[str, str, Place], ...] = ()
    across: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.variables) + len(self.groups)
