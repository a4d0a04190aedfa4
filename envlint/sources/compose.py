"""``compose:FILE[,FILE...]#SERVICE``: what a service of a Docker Compose project starts with.

As ``docker compose -f FILE config`` would have it here and now: references take their values from the ``.env`` file
beside the first file and, before that, from envlint's own environment, which stands for the shell's.
"""

from __future__ import annotations

import os

from envlint.core.source import Reading
from envlint.formats.compose import effective
from envlint.formats.compose.interpolation import Refused, expand
from envlint.formats.compose.project import PROJECT_NAME, REMOTE, Surroundings, services
from envlint.formats.compose.remarks import remarks
from envlint.formats.yaml_nodes import Documents, Mapping, Scalar
from envlint.sources import compose_files, custody, files, parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from envlint.core.source import Remark, Source
    from envlint.formats.compose.nodes import Page
    from envlint.formats.compose.service import Service


def read(ref: str, root: str, cwd: str) -> tuple[Reading, ...]:
    """Read a service of a Compose project; see ``envlint.sources.read``."""
    named, part = parts.split(ref)
    project = compose_files.Project(ref, root, cwd)
    # Compose knows the working folder by this name even where no shell has said it.
    around = Surroundings({"PWD": os.path.abspath(cwd), **os.environ}, {})
    folder, paths = _files(named, project)
    around = _beside(around, project, folder)
    if not paths:
        paths = compose_files.chosen(folder, {**around.files, **around.shell})
        paths = paths or compose_files.usual(folder, root, project.label, upwards=not named)
        for path in paths:
            files.inside(path, project.top)
        if os.path.dirname(paths[0]) != folder:
            folder = os.path.dirname(paths[0])
            around = _beside(around, project, folder)
    pages = [project.main(path) for path in paths]
    around = _with_name(around, pages, folder)
    found = services(pages, folder, around, project)
    service = found[parts.choose(part, list(found), "service", project.label)]
    return tuple(_noticed(_readings(service, around, project), project))


def _files(named: str, project: compose_files.Project) -> tuple[str, list[str]]:
    """Return the project's folder and the files that are named, none where it is only a folder.

    What files name must lie below the root, or below the first file's folder where that is elsewhere.
    """
    full = os.path.abspath(os.path.join(project.cwd, named))
    if not named or os.path.isdir(full):
        folder, paths = full, []
    else:
        paths = [path if path == files.STDIN else os.path.join(project.cwd, path) for path in named.split(",")]
        first = next((path for path in paths if path != files.STDIN), "")
        folder = os.path.dirname(os.path.abspath(first)) if first else os.path.abspath(project.cwd)
    top, real = os.path.realpath(project.root), os.path.realpath(folder)
    if real != top and not real.startswith(top.rstrip(os.sep) + os.sep):
        project.top = folder
    return folder, paths


def _beside(around: Surroundings, project: compose_files.Project, folder: str) -> Surroundings:
    source = project.dot_env(folder)
    return around if source is None else around.beside(source)


def _with_name(around: Surroundings, pages: Iterable[Page], folder: str) -> Surroundings:
    """Return the surroundings with the project's name, which files may refer to though nobody sets it."""
    name = around.get(PROJECT_NAME) or _name(pages, around) or _normal(os.path.basename(folder))
    shell = {key: value for key, value in around.shell.items() if key != PROJECT_NAME}
    return Surroundings(shell, {**around.files, PROJECT_NAME: name})


def _name(pages: Iterable[Page], around: Surroundings) -> str:
    found = ""
    for page in pages:
        for root in page.roots:
            node = root.get("name") if isinstance(root, Mapping) else None
            if isinstance(node, Scalar) and node.value:
                found = node.value
    try:
        return _normal(expand(found, around.get).text)
    except Refused:
        return ""  # said where the file is read


def _normal(name: str) -> str:
    kept = [character for character in name.lower() if character in "abcdefghijklmnopqrstuvwxyz0123456789_-"]
    return "".join(kept).lstrip("_-")


def _readings(service: Service, around: Surroundings, project: compose_files.Project) -> tuple[Reading, ...]:
    opened = []
    for file in service.env_files or ():
        path = os.path.join(file.folder, _from_home(file.path, around))
        source = project.text(path, file.source, file.start, file.end)
        opened.append(effective.Opened(file, source, () if source is None else custody.notices(path, project.root)))
    whole = effective.Effective(service, around)
    return (*_image(service, around, project, whole.unset), *whole.readings(opened))


def _from_home(path: str, around: Surroundings) -> str:
    """Return a path as Compose has it: ``~`` is the user's own folder, whatever follows."""
    home = around.shell.get("HOME", "")
    return home + path[1:] if home and path.startswith("~") else path


def _image(
    service: Service, around: Surroundings, project: compose_files.Project, unset: set[str]
) -> Iterator[Reading]:
    """Yield what the image's own ``ENV`` sets, where it is built from a Dockerfile of the project."""
    build = service.build
    if build is None or build.inline or (build.context or "").startswith(REMOTE):
        return
    path = os.path.join(build.folder, build.context or "", build.dockerfile or "Dockerfile")
    source = project.dockerfile(path)
    if source is None:
        return
    from envlint.formats.compose import dockerfile

    args = {name: around.get(name) if value is None else value for name, value in build.args}
    bound = dockerfile.environment(source, build.target or "", args)
    yield Reading(source, tuple([binding for binding in bound if binding.name not in unset]))


def _noticed(readings: tuple[Reading, ...], project: compose_files.Project) -> Iterator[Reading]:
    """Yield the readings, each text's first one with what was noticed of the text itself."""
    told: set[int] = set()
    pages = {id(page.source): page for page in project.pages}
    seen = {id(reading.source) for reading in readings}
    for source in [page.source for page in project.pages if id(page.source) not in seen]:
        if told_of_it := project.noticed[source.path]:
            yield Reading(source, notices=told_of_it)
    for reading in readings:
        if id(reading.source) in told:
            yield reading
            continue
        told.add(id(reading.source))
        noticed = (*project.noticed.get(reading.source.path, ()), *reading.notices)
        yield reading.replace(
            notices=tuple(sorted(noticed, key=lambda one: one.start)), remarks=_remarks(reading.source, pages)
        )


def _remarks(source: Source, pages: dict[int, Page]) -> tuple[Remark, ...]:
    page = pages.get(id(source))
    if page is None or "envlint:" not in source.text:
        return remarks(source.text)
    found = Documents()
    found.roots = page.roots
    return remarks(source.text, [(node.start, node.end) for node in found.scalars()])
