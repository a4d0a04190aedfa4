"""The settings as everything else sees them. All paths are relative to the root, with ``/``."""

from __future__ import annotations

from envlint.core.record import Record
from envlint.core.severity import WORDS, Severity
from envlint.core.tier import BUILT_IN, Tier

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Service(Record):
    """One service of a repository that holds several.

    ``files`` are the layers of its environment by tier, as far as the settings name them; none at all for a tier says
    that it has no environment there.
    """

    name: str
    root: str
    rules: tuple[str, ...] = ()
    template: tuple[str, ...] = ()
    docs: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    sql: tuple[str, ...] = ()
    files: dict[str, tuple[str, ...]] = {}  # noqa: RUF012  frozen by convention, as all of a record


class Settings(Record):
    """What a project says about itself; empty = it does not say.

    ``dialect`` maps a kind of value (``bool``, ``bytesize``, ``duration``) to its reader, ``levels`` a code or family
    to the severity it is to have, ``per_path_ignore`` pairs a glob with the codes that are not reported there.
    ``readers`` pairs a glob with the loaders that read such ``.env`` files; the first that fits counts.
    """

    rules: tuple[str, ...] = ()
    template: tuple[str, ...] = ()
    docs: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    sql: tuple[str, ...] = ()
    readers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    helpers: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str = ""
    dialect: dict[str, str] = {}  # noqa: RUF012
    version: str = ""
    tier_variable: str = ""
    tiers: tuple[Tier, ...] = BUILT_IN
    services: tuple[Service, ...] = ()
    per_path_ignore: tuple[tuple[str, tuple[str, ...]], ...] = ()
    levels: dict[str, Severity] = {}  # noqa: RUF012

    def to_plain(self) -> dict[str, Any]:
        """Return what was stated, in types that ``marshal`` takes; ``from_plain`` reads it back."""
        plain = self.stated()
        plain["tiers"] = [{**tier.stated(), "level": tier.level.word} for tier in self.tiers]
        plain["services"] = [service.stated() for service in self.services]
        plain["levels"] = {code: level.word for code, level in self.levels.items()}
        return plain

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Settings:
        """Return the settings that ``to_plain`` wrote."""
        tiers = tuple([Tier(**{**tier, "level": WORDS[tier["level"]]}) for tier in plain["tiers"]])
        services = tuple([Service(**service) for service in plain["services"]])
        levels = {code: WORDS[word] for code, word in plain["levels"].items()}
        return cls(**{**plain, "tiers": tiers, "services": services, "levels": levels})
