"""ENV108: a variable that no rule declares, most often a misspelt one."""

from __future__ import annotations

from envlint.checks.subjects import may_be_named
from envlint.core.finding import Breach
from envlint.core.suggest import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.checks.subjects import EnvironmentSubject
    from envlint.core.source import Binding

# What the host, the shell, the runner or the loader sets or reads for itself: nobody's rule has to name it.
OF_THE_HOST: Final = frozenset(
    ("PATH", "HOME", "USER", "LOGNAME", "SHELL", "TERM", "PWD", "OLDPWD", "SHLVL", "LANG", "LANGUAGE", "TZ", "TMPDIR",
     "HOSTNAME", "EDITOR", "PAGER", "DISPLAY", "CI", "NODE_ENV", "RAILS_ENV", "RACK_ENV", "GO_ENV", "DEBIAN_FRONTEND",
     "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "no_proxy", "all_proxy",
     "COMPOSE_PROJECT_NAME", "COMPOSE_FILE", "COMPOSE_PROFILES", "DOCKER_HOST", "PYTHONUNBUFFERED",
     "PYTHONDONTWRITEBYTECODE", "LD_LIBRARY_PATH", "LD_PRELOAD", "BASH_ENV", "ENV", "NODE_OPTIONS", "PYTHONPATH")
)  # fmt: skip
HOST_PREFIXES: Final = ("LC_", "XDG_", "GITHUB_", "RUNNER_", "DYLD_", "KUBERNETES_")


def of_the_host(name: str) -> bool:
    """Whether a variable belongs to the machine and not to the program."""
    return name in OF_THE_HOST or name.startswith(HOST_PREFIXES)


def judge(subject: EnvironmentSubject) -> Iterator[Breach]:
    """Yield a breach for each undeclared name; in a live process only for near misses of what is declared and missing.

    A process holds everything its host set as well: there an unknown name says nothing.
    """
    view = subject.view
    declared = view.plan.variables
    for name, binding in view.environment.winners.items():
        if name in declared or of_the_host(name) or name == subject.gate.tier_variable:
            continue
        live = not binding.source.written_here
        known = [other for other in declared if not live or not view.is_set(other)]
        reading = next(reading for reading in view.environment.readings if reading.source is binding.source)
        printable = may_be_named(name, binding.name_start, reading)
        guess = nearest(name, known) if printable else None
        if guess or not live:
            yield _breach(name, binding, guess, printable=printable)


def _breach(name: str, binding: Binding, guess: str | None, *, printable: bool) -> Breach:
    if not printable:
        return Breach(
            "no rule declares what is set here, and its name may be a piece of a value",
            binding.name_at,
            help="mend the line, or the quotes above it",
        )
    return Breach(
        f"no rule declares {name}",
        binding.name_at,
        variable=name,
        help=f"did you mean {guess}?" if guess else "declare it in the rules, or remove it",
    )
