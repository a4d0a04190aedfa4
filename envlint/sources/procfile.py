"""``procfile:FILE#PROCESS``: what a Procfile sets for one of its processes, or what ``heroku config`` prints.

``procfile:Procfile#web`` gives the assignments that stand in front of the command: of ``web: PORT=5000 puma`` it is
``PORT``. What else the process is given, by the platform or by a ``.env`` file, are sources of their own. A text that
begins with ``=== app Config Vars`` is a dump of config vars, one ``NAME: value`` a line, as ``heroku config`` prints it
(``heroku config | envlint check procfile:-``); of several apps, the part names one.
"""

from __future__ import annotations

from envlint.core.errors import EnvlintError
from envlint.core.location import Location
from envlint.core.source import Reading, Source
from envlint.formats import heroku_config, names, procfile
from envlint.formats.encoding import decode
from envlint.formats.pem import blocks
from envlint.formats.unparsed import Unparsed
from envlint.sources import custody, files, parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.core.source import Notice


def read(ref: str, root: str, cwd: str) -> tuple[Reading, ...]:
    """Read a Procfile or a dump, or standard input for ``-``; see ``envlint.sources.read``.

    Raises:
        EnvlintError: besides, it has not the one process or app that is asked for.
    """
    file, part = parts.split(ref)
    data, path = files.content(f"procfile:{ref}", file, root, cwd)
    text, noticed = decode(data)
    if path:
        noticed = (*noticed, *custody.notices(path, root))
    dump = heroku_config.is_config(text)
    source = Source("procfile", ref, path=path, text=text, written_here=not dump)
    try:
        return ((_app if dump else _process)(source, part, noticed),)
    except Unparsed as fault:
        raise EnvlintError(fault.reason, at=Location(source.label, path, fault.line, fault.column)) from None


def _process(source: Source, part: str, noticed: tuple[Notice, ...]) -> Reading:
    found, faults = procfile.processes(source.text)
    name = parts.choose(part, list(dict.fromkeys([each.name for each in found])), "process type", source.label)
    # Of repeated names the last counts, as the loaders of Procfiles have it.
    process = next(each for each in reversed(found) if each.name == name)
    bindings, broken = procfile.bindings(process, source)
    notices = sorted((*noticed, *faults, *broken, *names.notices(bindings)), key=lambda notice: notice.start)
    return Reading(source, tuple(bindings), tuple(notices))


def _app(source: Source, part: str, noticed: tuple[Notice, ...]) -> Reading:
    found = heroku_config.apps(source)
    name = parts.choose(part, list(dict.fromkeys([each.name for each in found])), "app", source.label)
    app = next(each for each in found if each.name == name)
    notices = sorted((*noticed, *app.notices, *names.notices(app.bindings)), key=lambda notice: notice.start)
    return Reading(
        source, tuple(app.bindings), tuple(notices), opaque=tuple(sorted((*app.opaque, *blocks(source.text))))
    )
