"""An ``[[invariant]]`` of a rule file to the ``Invariant`` of each tier."""

from __future__ import annotations

import re

from envlint.core import invariant as core
from envlint.rules.build import cited
from envlint.rules.invariants.demands import demands, variables
from envlint.rules.invariants.model import Invariant
from envlint.rules.invariants.patterns import no_name, of_subject
from envlint.rules.levels import level_in
from envlint.rules.problem import quoted
from envlint.rules.scalars import canonical, repeated
from envlint.rules.view import View
from envlint.rules.weaker import lighter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.core.rule import Place
    from envlint.core.tier import Tier
    from envlint.rules.document import Entry
    from envlint.rules.invariants.demands import Known
    from envlint.rules.problem import Problem

NUMBER: Final = re.compile(r"[0-9]+(?:[._-][0-9]+)*")
WORDS: Final = ("doc", "why", "see", "owner")


class Stated:
    """An entry, what is wrong with it, and what it asks. ``general`` has the level of no tier in particular."""

    def __init__(self, entry: Entry, known: Known) -> None:
        self.entry = entry
        self.known = known
        self.view: View[Invariant] = View(entry, Invariant)
        self.general = _general(self.view, tuple(entry.table), known)

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the entry."""
        return self.view.problems

    def of(self, tier: Tier) -> core.Invariant:
        """Return the invariant as it is in a tier, for an entry with which nothing is wrong."""
        level, is_stated = level_in(tier, self.view.stated.level if self.view.states("level") else None)
        said = {}
        for _, name in variables(self.general.demands):
            rule = self.known.rules[name][tier.name]
            said[name] = (rule.values, rule.default)
        return self.general.replace(level=level, level_stated=is_stated, variables=said)

    def weaker(self, tiers: tuple[Tier, ...]) -> Iterator[tuple[str, str, Place]]:
        """Yield where it weighs less in a stricter tier, as ``weaker`` does for rules."""
        if self.view.states("level"):
            levels = {tier.name: level_in(tier, self.view.stated.level)[0] for tier in tiers}
            yield from lighter(self.general.id, levels, self.view.at("level"), tiers)


def _general(view: View[Invariant], stated: tuple[str, ...], known: Known) -> core.Invariant:
    asked: Invariant = view.stated
    id = cited(view, "an [[invariant]]")
    said: tuple[tuple[str, object], ...] = ()
    if view.states("of"):
        said = demands(view, stated, known)
        _subjects(view, known)
    elif "of" not in view.misfits:
        view.fault((), "an [[invariant]] says what it is of", 'write of = "table", or what else it speaks of')
    since = canonical(asked.since)
    if view.states("since") and not NUMBER.fullmatch(since):
        view.fault(("since",), "since is the number of a migration", 'such as "076"')
    tagged = {of_subject(pattern, asked.of): place for pattern, place in known.tags.of(asked.tag).items()}
    own = frozenset(asked.only)
    tagged = {pattern: place for pattern, place in tagged.items() if pattern not in own}
    return core.Invariant(
        id=id,
        of=asked.of,
        demands=said,
        only=(*asked.only, *tagged),
        tagged=tuple(tagged.values()),
        exceptions=tuple(asked.except_.items()),
        since=since,
        tags=tuple(asked.tags),
        place=view.place,
        **{word: getattr(asked, word) for word in WORDS},
    )


def _subjects(view: View[Invariant], known: Known) -> None:
    """Hold ``only``, ``tag`` and ``except`` against the names that a subject can have."""
    asked: Invariant = view.stated
    if view.states("only") and not asked.only:
        view.fault(("only",), "only is empty, so it speaks of nothing", "leave it out for all of them")
    again = repeated(asked.only)
    for index, pattern in enumerate(asked.only):
        if fault := no_name(pattern, asked.of):
            view.fault(("only", index), *fault)
        elif index in again:
            view.fault(("only", index), f"{quoted(pattern)} stands here twice", "remove one")
    if view.states("tag") and (fault := known.tags.unknown(asked.tag)):
        view.fault(("tag",), *fault)
    for pattern, reason in asked.except_.items():
        if fault := no_name(pattern, asked.of):
            view.fault(("except", pattern), *fault, "key")
        if not reason.strip():
            view.fault(("except", pattern), "an exception needs a reason", "say why it may be so")
