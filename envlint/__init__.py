"""The environment of a program as a checked contract.

``load()`` checks the environment and returns it typed, or raises ``EnvironmentRefused``; ``check()`` returns findings.
Names are imported when they are first used: the command line needs none of them to answer a clean check.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.commands.api import check, load
    from envlint.core.errors import EnvironmentRefused, EnvlintError
    from envlint.core.finding import Finding

__version__ = "0.1.0"
__all__ = ["EnvironmentRefused", "EnvlintError", "Finding", "__version__", "check", "load"]

_HOMES = {
    "EnvironmentRefused": "envlint.core.errors",
    "EnvlintError": "envlint.core.errors",
    "Finding": "envlint.core.finding",
    "check": "envlint.commands.api",
    "load": "envlint.commands.api",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'envlint' has no attribute '{name}'")
    return getattr(__import__(_HOMES[name], fromlist=[name]), name)


def __dir__() -> list[str]:
    return __all__
