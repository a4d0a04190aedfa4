"""The one place where a value leaves envlint: to a program it starts, to its caller, to whoever asked with --reveal."""

from __future__ import annotations

import os

from envlint.checks.shown import shown
from envlint.checks.subjects import may_be_named
from envlint.core.value import MASK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from envlint.analysis.effective import Effective
    from envlint.core.environment import Environment
    from envlint.core.rule import Plan


def visible(variable: Effective, *, reveal: bool) -> str:
    """Return the value as it may be printed: as it is when asked for or when its rule allows, else the mask."""
    if reveal:
        return variable.value.raw
    seen = shown(variable.rule, variable.value.raw)
    return MASK if seen is None else seen


def nameable(name: str, plan: Plan, environment: Environment) -> bool:
    """Whether a variable may be named: a declared one always; any other name may be a piece of a broken value."""
    binding = environment.get(name)
    if binding is None or name in plan.variables:
        return True
    reading = next(reading for reading in environment.readings if reading.source is binding.source)
    return may_be_named(name, binding.name_start, reading)


def mapping(variables: Iterable[Effective]) -> dict[str, str]:
    """Return the effective environment for a caller of the Python interface."""
    return {variable.name: variable.value.raw for variable in variables}


def environ(variables: Iterable[Effective], plan: Plan) -> dict[str, str]:
    """Return the environment for a program: what was judged over what the machine sets for its own.

    A declared variable that the judged sources do not set is taken out, so that nothing unjudged stands in for it.
    """
    judged = mapping(variables)
    host = {name: text for name, text in os.environ.items() if name not in plan.variables}
    return {**host, **judged}
