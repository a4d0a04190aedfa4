"""``docker:FILE#NAME``: a container, an image or a Swarm service as ``docker inspect`` and ``podman inspect`` show it.

``docker inspect web db > inspect.json`` or ``docker inspect web | envlint check docker:-``. What was asked for with
``--format '{{json .Config}}'`` or ``'{{json .Config.Env}}'`` will do, too. A container has the variables of its image
and of its engine besides those of the project, as a process has.
"""

from __future__ import annotations

from envlint.core.errors import EnvlintError
from envlint.core.location import Location
from envlint.core.source import Reading, Source
from envlint.formats import inspected, names
from envlint.formats.encoding import decode
from envlint.sources import custody, documents, files, parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from envlint.formats.inspected import Inspected


def read(ref: str, root: str, cwd: str) -> tuple[Reading, ...]:
    """Read the output of an inspect command, or standard input for ``-``; see ``envlint.sources.read``.

    Raises:
        EnvlintError: besides, it is no such output, or it does not hold the one object that is asked for.
    """
    file, part = parts.split(ref)
    data, path = files.content(f"docker:{ref}", file, root, cwd)
    text, noticed = decode(data)
    source = Source("docker", ref, path=path, text=text, written_here=False)
    found = documents.json(source)
    objects = [each for node in found.roots for each in inspected.objects(node)]
    if not objects:
        raise EnvlintError(
            "is no output of docker inspect or podman inspect: nothing in it has an Env",
            at=Location(source.label, path),
            help="write docker inspect NAME > inspect.json",
        )
    bindings, faults = inspected.bindings(_chosen(part, objects, source).env, source)
    held = custody.notices(path, root) if path else ()
    notices = sorted((*noticed, *held, *faults, *names.repeated(bindings)), key=lambda notice: notice.start)
    return (Reading(source, tuple(bindings), tuple(notices)),)


def _chosen(part: str, objects: Sequence[Inspected], source: Source) -> Inspected:
    """Return the object that a part means by its name, by another name (an image's, a service's), or by its number."""
    part = part.removeprefix("/")
    fitting = list(objects)
    for means in inspected.MEANINGS if part else ():
        fitting = [each for each in objects if means(each, part)]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            part = ""
            break
    fitting = fitting or list(objects)
    name = parts.choose(part, [each.name for each in fitting], "container", source.label)
    return next(each for each in fitting if each.name == name)
