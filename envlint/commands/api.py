"""The Python interface: ``envlint.load`` and ``envlint.check``, for a program that holds itself to its contract."""

from __future__ import annotations

import warnings

from envlint.analysis.effective import effective
from envlint.commands.check import judged
from envlint.commands.contract import open_contract, open_whole
from envlint.commands.gate import judge
from envlint.commands.report import report
from envlint.commands.single import only, replaced, unseen
from envlint.commands.unmask import mapping
from envlint.core.errors import EnvironmentRefused, EnvlintError
from envlint.core.request import Request

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from envlint.core.finding import Finding
    from envlint.core.report import Report


class EnvlintWarning(UserWarning):
    """A finding below error level, or a fallback that stands in for a refused value."""


def check(tier: str = "", sources: Sequence[str] = (), *, root: str = ".", config: str = "") -> Report:
    """Hold an environment against the rules and return the report.

    Args:
        tier: the tier's name or alias; empty for every tier that the settings give files for.
        sources: as on the command line (``dotenv:.env``, ``process:``); none for what ``envlint check`` looks at.
        root: the folder to work in.
        config: a settings file other than the one found from ``root`` upwards.

    Raises:
        EnvlintError: envlint could not judge: bad rules or settings, an unknown tier.
    """
    request = Request("check", cwd=root, env=tier, sources=tuple(sources), config=config)
    return judged(request, open_whole(request))[0]


def load(tier: str = "", sources: Sequence[str] = (), *, root: str = ".", config: str = "") -> dict[str, str]:
    """Return the effective environment of a tier: what the sources set, defaults and fallbacks applied.

    Every fallback and every finding that does not keep the environment from passing is a Python warning
    (``EnvlintWarning``). Values are returned as they are; nothing is put into ``os.environ``.

    Args:
        tier: as for ``check``.
        sources: as for ``check``.
        root: as for ``check``.
        config: as for ``check``.

    Raises:
        EnvironmentRefused: the environment does not pass; its text and its ``findings`` list every fault at once.
        EnvlintError: envlint could not judge.
    """
    request = Request("load", cwd=root, env=tier, sources=tuple(sources), config=config)
    contract = open_contract(request)
    sight = judge(request, contract)
    one = only(sight)
    result = report(request, contract, sight)
    listed = [_line(finding) for finding in result.findings]
    if result.exit_code == 2:
        raise EnvlintError("the environment could not be judged:\n" + "\n".join(listed))
    if result.exit_code:
        raise EnvironmentRefused(
            f"the environment does not pass for {one.target.tier.name}:\n" + "\n".join(listed), result.findings
        )
    variables = effective(one.plan, one.environment, result.findings)
    if missing := unseen(variables):
        raise EnvlintError("\n".join(missing))
    for line in (*listed, *replaced(variables, one.target.tier.name)):
        warnings.warn(line, EnvlintWarning, stacklevel=2)
    return mapping(variables)


def _line(finding: Finding) -> str:
    return f"{finding.at}: {finding.severity}[{finding.code}] {finding.message}"
