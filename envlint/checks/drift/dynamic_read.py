"""ENV414: the program computes the name of a variable, so that nobody can tell which one it reads."""

from __future__ import annotations

from envlint.core.finding import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.checks.drift.subject import Project


def judge(project: Project) -> Iterator[Breach]:
    """Yield a breach at each such read of the program, with what is known of the name."""
    for read in project.dynamic:
        if not read.test:
            known = f", {read.pattern}" if read.pattern.strip("*") else ""
            yield Breach(
                f"the name of the variable that is read here is computed{known}",
                read.at,
                label="which one?",
                help="read names that stand in the code, or name the helper under `helpers` in the settings",
            )
