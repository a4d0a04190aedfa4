"""ENV417: a generated section of the docs or the template is no longer what would be generated."""

from __future__ import annotations

from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.drift.project import Project


def judge(project: Project) -> Iterator[Breach]:
    """Yield a breach at the marker of each section that is out of date."""
    for section in project.sections:
        yield Breach(
            f"the generated section {section.name} is out of date",
            section.at,
            help=f"run `{section.command}`",
        )
