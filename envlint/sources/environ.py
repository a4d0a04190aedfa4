"""``environ:FILE``: a dump of an environment, made by ``env -0``, ``env`` or a copy of ``/proc/PID/environ``."""

from __future__ import annotations

from envlint.core.source import Source
from envlint.formats import environ
from envlint.formats.encoding import marked
from envlint.sources import files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.core.source import Reading


def read(ref: str, root: str, cwd: str) -> tuple[Reading, ...]:
    """Read a dump, or standard input for ``-``; see ``envlint.sources.read``.

    Bytes that are no UTF-8 become lone surrogates: a process may well have such values.
    """
    data, path = files.content(f"environ:{ref}", ref, root, cwd)
    codec, _ = marked(data)
    text = data.decode(codec, "replace") if codec else data.decode("utf-8", "surrogateescape")
    kept = "" if "\0" in text else text
    return (environ.read(Source("environ", ref, path=path, text=kept, written_here=False), text),)
