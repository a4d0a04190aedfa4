"""Which variables of an environment say where its PostgreSQL is, and what they say in libpq's words.

Looked for in this order, the first that is set and not empty:

1. ``DATABASE_URL``
2. ``PGHOST``, ``PGHOSTADDR``, ``PGSERVICE`` or ``PGDATABASE``, which libpq itself reads
3. the one variable whose name ends in ``_DATABASE_URL`` or ``POSTGRES_URL``, or whose rule allows the schemes of
   PostgreSQL alone; several are refused by name

The ``PG...`` variables of the same environment fill in what a URL leaves open, as libpq does it.

Source: PostgreSQL 18, libpq, sections "Connection Strings" and "Environment Variables".
"""

from __future__ import annotations

from typing import Final

from envlint.core.errors import EnvlintError
from envlint.core.record import Record
from envlint.inventories.database import addresses

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from envlint.core.environment import Environment
    from envlint.core.location import Location
    from envlint.core.rule import Rule
    from envlint.core.source import Binding

FIRST: Final = "DATABASE_URL"
OF_LIBPQ: Final = ("PGHOST", "PGHOSTADDR", "PGSERVICE", "PGDATABASE")
ENDINGS: Final = ("_DATABASE_URL", "POSTGRES_URL", "POSTGRESQL_URL")
SOUGHT: Final = "DATABASE_URL, PGHOST, PGDATABASE, or one variable that ends in _DATABASE_URL or POSTGRES_URL"
VARIABLES: Final = {
    "PGHOST": "host", "PGHOSTADDR": "hostaddr", "PGPORT": "port", "PGDATABASE": "dbname", "PGUSER": "user",
    "PGPASSWORD": "password", "PGOPTIONS": "options", "PGSERVICE": "service",
    "PGSSLMODE": "sslmode", "PGSSLNEGOTIATION": "sslnegotiation", "PGSSLCERT": "sslcert", "PGSSLKEY": "sslkey",
    "PGSSLCERTMODE": "sslcertmode", "PGSSLROOTCERT": "sslrootcert", "PGSSLCRL": "sslcrl", "PGSSLCRLDIR": "sslcrldir",
    "PGSSLSNI": "sslsni", "PGSSLMINPROTOCOLVERSION": "ssl_min_protocol_version",
    "PGSSLMAXPROTOCOLVERSION": "ssl_max_protocol_version", "PGREQUIREPEER": "requirepeer",
    "PGREQUIREAUTH": "require_auth", "PGCHANNELBINDING": "channel_binding", "PGGSSENCMODE": "gssencmode",
    "PGKRBSRVNAME": "krbsrvname", "PGGSSLIB": "gsslib", "PGTARGETSESSIONATTRS": "target_session_attrs",
    "PGLOADBALANCEHOSTS": "load_balance_hosts",
}  # fmt: skip


class Connection(Record):
    """Where a database is. ``at`` is the place that says so, ``variable`` its name: both may be told.

    ``parameters`` are libpq's: they are secrets and are never printed. ``not_covered`` says what was left out of them.
    """

    at: Location
    variable: str
    parameters: dict[str, str]
    not_covered: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Connection({self.variable}, ***)"

    def __hash__(self) -> int:
        return hash((self.at, self.variable))


def of(environment: Environment, rules: Iterable[Rule], source: str) -> Connection:
    """Return the connection that an environment names. ``source`` is what the environment itself is called.

    Raises:
        EnvlintError: it names none, or several, or what it names cannot be seen or is no PostgreSQL's.
    """
    binding = _chosen(environment, rules, source)
    _seen(binding)
    others: dict[str, str] = {}
    for name, keyword in VARIABLES.items():
        held = environment.get(name)
        if held is not None and (held.unseen or held.value.raw):
            _seen(held)
            others[keyword] = held.value.raw
    if binding.name in VARIABLES:
        found = addresses.Address(others)
    else:
        try:
            address = addresses.read(binding.value.raw)
        except addresses.Foreign as reason:
            raise EnvlintError(f"{binding.name} {reason}", at=binding.at, help=HELP) from None
        others.pop("service", None)
        found = address.replace(parameters={**others, **address.parameters})
    if "service" in found.parameters:
        name = "PGSERVICE" if binding.name in VARIABLES else binding.name
        message = f"{name} leads to a service file, which is not read"
        raise EnvlintError(message, at=binding.at, help="set DATABASE_URL, or PGHOST and PGDATABASE")
    if found.parameters.get("target_session_attrs") == "read-write":  # a session that only reads would never fit
        found.parameters["target_session_attrs"] = "primary"
    return Connection(binding.at, binding.name, found.parameters, _said(binding.name, found.left_out))


HELP: Final = "write postgresql://user:password@host:5432/database, with all but letters and digits percent-encoded"


def _said(variable: str, left_out: tuple[str, ...]) -> tuple[str, ...]:
    return (f"live: {', '.join(left_out)} of {variable}: libpq knows no such parameter",) if left_out else ()


def _chosen(environment: Environment, rules: Iterable[Rule], source: str) -> Binding:
    for name in (FIRST, *OF_LIBPQ):
        held = _held(environment, name)
        if held is not None:
            return held
    declared = {rule.name for rule in rules if _of_postgresql(rule)}
    names = sorted(
        name for name in environment.winners if name.endswith(ENDINGS) or name in declared if _held(environment, name)
    )
    if len(names) == 1:
        return environment.winners[names[0]]
    if names:
        message = f"{source} names several databases: {', '.join(names)}"
        raise EnvlintError(message, help="give a source in which DATABASE_URL is the one to ask")
    raise EnvlintError(f"{source} says nothing of a database", help=f"looked for {SOUGHT}")


def _held(environment: Environment, name: str) -> Binding | None:
    """Return what sets a variable to something, if only to what cannot be seen.

    Raises:
        EnvlintError: it may be set in a part of the source that cannot be seen into.
    """
    found = environment.get(name)
    if found is not None:
        return found if found.unseen or found.value.raw else None
    if name == FIRST and (part := environment.unseen_part(name)) is not None:
        reading, unseen = part
        at = reading.source.at(unseen.start, unseen.end)
        raise EnvlintError(f"it cannot be seen whether {name} is set: {unseen.reason}", at=at, help=UNSEEN)
    return None


UNSEEN: Final = "give a source after it that sets it: --live process:, --live dotenv:FILE"


def _seen(binding: Binding) -> None:
    if binding.unseen:
        message = f"{binding.name} is set to what cannot be seen: {binding.unseen}"
        raise EnvlintError(message, at=binding.at, help=UNSEEN)


def _of_postgresql(rule: Rule) -> bool:
    schemes = tuple(rule.spec.get("schemes") or ())
    return rule.type in ("url", "dsn") and bool(schemes) and all(addresses.is_postgresql(one) for one in schemes)
