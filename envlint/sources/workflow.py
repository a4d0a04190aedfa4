"""``workflow:FILE#JOB`` and ``workflow:FILE#JOB/STEP``: what the steps of a GitHub workflow's job are run with.

A step is named by its ``id``, its ``name`` or its number, from 1. Composite actions and workflows that a job calls are
not followed.
"""

from __future__ import annotations

from envlint.core.errors import EnvlintError
from envlint.core.location import Location
from envlint.core.source import Reading, Source
from envlint.formats.workflow.environment import Levels
from envlint.formats.yaml_nodes import Mapping, Scalar, Sequence
from envlint.sources import documents, files, parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.formats.yaml_nodes import Node


def read(ref: str, root: str, cwd: str) -> tuple[Reading, ...]:
    """Read a workflow, or standard input for ``-``; see ``envlint.sources.read``.

    Raises:
        EnvlintError: besides, it is no workflow, or has not the one job or step that is asked for.
    """
    file, part = parts.split(ref)
    data, path = files.content(f"workflow:{ref}", file, root, cwd)
    text, noticed = documents.decoded(data)
    source = Source("workflow", ref, path=path, text=text)
    found = documents.documents(source)
    workflow = found.roots[0] if found.roots else None
    jobs = workflow.get("jobs") if isinstance(workflow, Mapping) else None
    if not isinstance(workflow, Mapping) or not isinstance(jobs, Mapping):
        raise EnvlintError("is no GitHub workflow: it has no jobs", at=Location(source.label, path))
    wanted, _, step = part.partition("/")
    name = parts.choose(wanted, [key.value for key, _ in jobs.entries()], "job", source.label)
    levels = Levels(source)
    levels.add(workflow, "the workflow")
    _job(levels, name, jobs.get(name), step)
    notices = sorted(
        (*noticed, *documents.notices(found), *levels.notices), key=lambda notice: (notice.start, notice.kind)
    )
    return (Reading(source, tuple(levels.bindings), tuple(notices), unseen=tuple(levels.unseen)),)


def _job(levels: Levels, name: str, job: Node | None, wanted: str) -> None:
    at = Location(levels.source.label, levels.source.path)
    if not isinstance(job, Mapping):
        raise EnvlintError(f"the job {name[:64]} is no mapping", at=at)
    if job.get("uses") is not None:
        raise EnvlintError(f"the job {name[:64]} calls another workflow, which sets its own environment", at=at)
    levels.add(job, f"the job {name}")
    container = job.get("container")
    if isinstance(container, Mapping):
        levels.add_below(container, f"the container of the job {name}")
    steps = job.get("steps")
    listed = [step for step in steps.items if isinstance(step, Mapping)] if isinstance(steps, Sequence) else []
    chosen = _chosen(wanted, listed, levels.source) if wanted else len(listed)
    for number, step in enumerate(listed[:chosen], 1):
        levels.ran(step, _called(step, number))
    if wanted:
        levels.add(listed[chosen], f"the step {_called(listed[chosen], chosen + 1)}", refers=True)


def _called(step: Mapping, number: int) -> str:
    return _text(step, "id") or _text(step, "name") or str(number)


def _text(step: Mapping, key: str) -> str:
    node = step.get(key)
    return node.value[:64] if isinstance(node, Scalar) else ""


def _chosen(wanted: str, steps: list[Mapping], source: Source) -> int:
    """Return the index of the step that a word means: by its ``id`` if it can, else its ``name``, else its number."""
    for key in ("id", "name"):
        fitting = [index for index, step in enumerate(steps) if _text(step, key) == wanted[:64]]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            break
    else:
        if wanted.isascii() and wanted.isdigit() and len(wanted) < 6 and 0 < int(wanted) <= len(steps):
            return int(wanted) - 1
        fitting = []
    said = f"{len(fitting)} steps are" if fitting else "no step is"
    listed = ", ".join(f"{number} {_called(step, number)}" for number, step in enumerate(steps[: parts.LISTED], 1))
    raise EnvlintError(
        f"{said} called '{wanted[:64]}'",
        at=Location(source.label, source.path),
        help=f"name it by its number: {listed}" if steps else "the job has no steps",
    )
