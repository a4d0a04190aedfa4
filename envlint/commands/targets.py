"""Which tiers to judge, and which sources make up the environment of each."""

from __future__ import annotations

import os

from envlint import sources
from envlint.commands.contract import below
from envlint.core.errors import EnvlintError, UsageError
from envlint.core.record import Record
from envlint.core.severity import ERROR
from envlint.core.tier import Tier, find, strictest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from envlint.commands.contract import Contract
    from envlint.core.request import Request
    from envlint.sources import Ref


class Target(Record):
    """One environment to judge. ``layers`` are sources below the root, weakest first; ``sources`` were named by hand.

    ``absent`` are layers that the settings name and that are not there.
    """

    tier: Tier
    sources: tuple[Ref, ...] = ()
    layers: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


class Aim(Record):
    """All targets of a request, and what has to be said about how they were chosen."""

    targets: tuple[Target, ...]
    notes: tuple[str, ...] = ()
    not_covered: tuple[str, ...] = ()


def aim(request: Request, contract: Contract) -> Aim:
    """Return what a request asks to be judged.

    Raises:
        UsageError: the tier or a source's kind is unknown.
        EnvlintError: none of the files that the settings name for the tier is there.
    """
    tiers = contract.settings.tiers
    refs = references(request)
    service = next(iter(request.services), "")
    if request.env:
        tier = find(tiers, request.env)
        if tier is None:
            raise unknown_tier(request.env, tiers)
        return _one(tier, refs, contract, service)
    if refs:
        owner = _owner(refs, tiers, request.cwd, contract.root)
        tier = owner or find(tiers, "development") or tiers[0]
        note = f"judging for {tier.name}" + (", whose file it is" if owner else ", since no --env was given")
        return Aim((Target(tier, refs),), (note,))
    return _every(contract, service)


def references(request: Request) -> tuple[Ref, ...]:
    """Return the sources that a request names.

    Raises:
        UsageError: a kind is unknown, or two sources would have to share standard input.
        EnvlintError: no process has a name that was given, or several have.
    """
    refs = [sources.parse(text) for text in request.sources]
    if sum(ref.ref.partition("#")[0] == "-" for ref in refs) > 1:
        raise UsageError("only one source can be standard input")
    if request.pid_of:
        from envlint.sources.procfs import pid_of

        refs += [sources.Ref("pid", str(pid_of(name))) for name in request.pid_of]
    return tuple(refs)


def unknown_tier(name: str, tiers: Iterable[Tier]) -> UsageError:
    """Return the error for a name that is no tier and no alias."""
    known = [word for tier in tiers for word in (tier.name, *tier.aliases)]
    from envlint.core.suggest import nearest

    guess = nearest(name, known)
    hint = f"did you mean {guess}?" if guess else f"known are {', '.join(tier.name for tier in tiers)}"
    return UsageError(f"--env: no tier is called '{name[:64]}'", help=hint)


def _one(tier: Tier, refs: tuple[Ref, ...], contract: Contract, service: str) -> Aim:
    if refs:
        return Aim((Target(tier, refs),))
    if not tier.files:
        return Aim((_usual(tier, contract, service),))
    target = _configured(tier, contract.root)
    if not target.layers:
        raise EnvlintError(
            f"none of the files of {tier.name} is there: {', '.join(tier.files)}",
            help="name a source, or mend `files` of the tier in the settings",
        )
    return Aim((target,), not_covered=target.absent)


def _usual(tier: Tier, contract: Contract, service: str) -> Target:
    """Return the usual layers; the process environment in their place is that of no service in particular."""
    target = default_target(tier, contract)
    if service and not target.layers:
        raise EnvlintError(
            f"{service}: none of the files of {tier.name} is there: .env, .env.{tier.name}",
            help="name a source, or its files in the settings",
        )
    return target


def _every(contract: Contract, service: str) -> Aim:
    """Return each tier that the settings give files for; without any, development with the usual layers."""
    tiers = contract.settings.tiers
    configured = [_configured(tier, contract.root) for tier in tiers if tier.files]
    if not configured:
        tier = find(tiers, "development") or tiers[0]
        return Aim((_usual(tier, contract, service),), (f"judging for {tier.name}, since no --env was given",))
    seen = tuple(target for target in configured if target.layers)
    unseen = [target for target in configured if not target.layers]
    notes = tuple(f"{target.tier.name} was left out: none of its files is there" for target in unseen)
    if not seen:
        raise EnvlintError(
            "no tier could be looked at: none of the files that the settings name is there",
            help=f"looked for {', '.join(name for target in unseen for name in target.absent)}",
        )
    return Aim(seen, notes, tuple(dict.fromkeys(name for target in configured for name in target.absent)))


def _configured(tier: Tier, root: str) -> Target:
    there = tuple(name for name in tier.files if is_there(name, root))
    return Target(tier, layers=there, absent=tuple(name for name in tier.files if name not in there))


def is_there(layer: str, root: str) -> bool:
    """Whether the files of a source that the settings name are there; what is no file always is."""
    return all(os.path.lexists(os.path.join(root, path)) for path in sources.parse(layer).paths)


def default_target(tier: Tier, contract: Contract) -> Target:
    """Return the usual layers that are there, else the process environment.

    ``.local`` files are somebody's own and no part of the strictest tier, where that fails on errors.
    """
    names = [".env", f".env.{tier.name}"]
    if not (tier.level == ERROR and tier.strictness == strictest(contract.settings.tiers).strictness):
        names += [".env.local", f".env.{tier.name}.local"]
    places = [below(contract.found.base, name) for name in names]
    there = tuple(place for place in places if os.path.lexists(os.path.join(contract.root, place)))
    return Target(tier, layers=there) if there else Target(tier, sources=(sources.parse("process:"),))


def _owner(refs: tuple[Ref, ...], tiers: tuple[Tier, ...], cwd: str, root: str) -> Tier | None:
    """Return the tier whose files contain one of the sources."""
    named = {os.path.relpath(os.path.join(cwd, path), root).replace(os.sep, "/") for ref in refs for path in ref.paths}
    return next(
        (tier for tier in tiers if named & {path for name in tier.files for path in sources.parse(name).paths}), None
    )
