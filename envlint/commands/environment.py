"""The environment of a target: its layers and sources read one by one, as far as they can be."""

from __future__ import annotations

from envlint import sources
from envlint.analysis import layers
from envlint.commands.hearing import heard
from envlint.core.errors import EnvlintError
from envlint.core.finding import Finding
from envlint.core.location import Location
from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from envlint.commands.contract import Contract
    from envlint.commands.targets import Target
    from envlint.core.bug import Bug
    from envlint.core.environment import Environment
    from envlint.core.source import Reading


class Gathered(Record):
    """What could be read. ``unread`` are findings about sources that could not be, ``faults`` are envlint's own."""

    environment: Environment
    unread: tuple[Finding, ...] = ()
    faults: tuple[Bug, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether everything was read: what was not might have set or replaced anything."""
        return not self.unread and not self.faults


def gather(target: Target, contract: Contract, cwd: str) -> Gathered:
    """Read the layers and sources of a target. ``cwd`` is where relative paths of named sources begin."""
    gathering = _Gathering(contract)
    for layer in target.layers:
        gathering.take(str(sources.parse(layer)), sources.read_layer, layer, contract.root)
    for ref in target.sources:
        gathering.take(str(ref), sources.read, ref, contract.root, cwd)
    return Gathered(layers.assemble(gathering.readings), tuple(gathering.unread), tuple(gathering.faults))


class _Gathering:
    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self.readings: list[Reading] = []
        self.unread: list[Finding] = []
        self.faults: list[Bug] = []

    def take(self, label: str, read: Callable[..., tuple[Reading, ...]], *where: Any) -> None:
        try:
            self.readings += heard(read(*where), self.contract, self.readings)
        except EnvlintError as error:
            self.unread.append(_unreadable(error, label))
        except Exception as fault:  # noqa: BLE001  a reader that breaks must not silence what the others gave
            from envlint.core.bug import Bug

            self.faults.append(Bug(fault))


def _unreadable(error: EnvlintError, label: str) -> Finding:
    from envlint.checks.catalogue import CODES

    name = "unparsed-file" if error.at and error.at.line else "unreadable"
    return Finding(CODES[name], name, error.message, error.at or Location(label), help=error.help)


def unseen(environment: Environment) -> tuple[str, ...]:
    """Return what of the sources cannot be seen, for ``not_covered``: ``k8s:api.yaml: the Secret api is not ...``."""
    return tuple(
        dict.fromkeys(
            f"{reading.source.label}: {reason}" for reading in environment.readings for reason in _reasons(reading)
        )
    )


def _reasons(reading: Reading) -> Iterator[str]:
    """Yield what is missing, once for all variables that are to come from it: their names would be a long list."""
    yield from (part.reason for part in reading.unseen)
    yield from (binding.unseen for binding in reading.bindings if binding.unseen)
