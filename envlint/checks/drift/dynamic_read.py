"""ENV414: the program computes the name of a variable, so that nobody can tell which one it reads."""

from __future__ import annotations

from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.drift.project import Project


def judge(project: Project) -> Iterator[Breach]:
    """Yield a breach at the first such read of each file of the program, with what is known of the name."""
    first = {(read.at.path, read.pattern): read for read in reversed(project.dynamic) if not read.test}
    for read in project.dynamic:
        if first.get((read.at.path, read.pattern)) is read:
            known = f", {read.pattern}" if read.pattern.strip("*") else ""
            yield Breach(
                f"the name of the variable that is read here is computed{known}",
                read.at,
                label="which one?",
                help="read names that stand in the code, or name the helper under `helpers` in the settings",
            )
