"""``ecs:FILE#container``: the environment that an Amazon ECS task definition gives to a container.

The file is what ``aws ecs register-task-definition`` takes or ``describe-task-definition`` prints, as JSON or YAML,
or a bare list of container definitions.
"""

from __future__ import annotations

from envlint.core.errors import EnvlintError
from envlint.core.location import Location
from envlint.core.source import Source
from envlint.formats import ecs
from envlint.formats.encoding import decode
from envlint.sources import custody, documents, files, parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.core.source import Reading


def read(ref: str, root: str, cwd: str) -> tuple[Reading, ...]:
    """Read the layers of one container, or standard input for ``-``; see ``envlint.sources.read``.

    Raises:
        EnvlintError: besides, it is no task definition, or it is not clear which container is meant.
    """
    path, part = parts.split(ref)
    data, shown = files.content(f"ecs:{ref}", path, root, cwd)
    text, noticed = decode(data)
    source = Source("ecs", ref, path=shown, text=text)
    parsed = documents.documents(source)
    container = _chosen(ecs.containers(parsed.roots), part, source)
    *layers, last = ecs.readings(container, source)
    held = custody.notices(shown, root) if shown else ()
    said = sorted((*noticed, *documents.notices(parsed), *last.notices), key=lambda notice: notice.start)
    # Values stand in `environment`, the last layer but one.
    layers[-1] = layers[-1].replace(notices=held)
    return (*layers, last.replace(notices=tuple(said)))


def _chosen(found: list[ecs.Container], part: str, source: Source) -> ecs.Container:
    if not found:
        raise EnvlintError("there is no task definition with containers in it", at=Location(source.label, source.path))
    offered = [each for each in found if each.offered]
    meant = found if part or not offered else offered
    name = parts.choose(part, [each.name for each in meant], "container", source.label)
    return next(each for each in meant if each.name == name)
