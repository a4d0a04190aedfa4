"""``json:FILE``: one flat object of names and values."""

from __future__ import annotations

from envlint.core.errors import EnvlintError
from envlint.core.source import Reading, Source
from envlint.formats import flat_json, names
from envlint.formats.encoding import decode
from envlint.sources import custody, files


def read(ref: str, root: str, cwd: str) -> tuple[Reading, ...]:
    """Read a JSON file, or standard input for ``-``; see ``envlint.sources.read``.

    Raises:
        EnvlintError: besides, it is no JSON, no object, or not a flat one.
    """
    data, path = files.content(f"json:{ref}", ref, root, cwd)
    text, noticed = decode(data)
    source = Source("json", ref, path=path, text=text)
    try:
        bindings = flat_json.read(source)
    except flat_json.Malformed as fault:
        raise EnvlintError(str(fault), at=source.at(fault.offset, fault.offset + 1)) from None
    held = custody.notices(path, root) if path else ()
    found = sorted((*noticed, *held, *names.notices(bindings)), key=lambda notice: notice.start)
    return (Reading(source, tuple(bindings), tuple(found)),)
