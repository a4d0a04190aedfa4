"""``dotenv:FILE``: a ``.env`` file as python-dotenv reads it."""

from __future__ import annotations

from envlint.core.source import Source
from envlint.formats import dotenv
from envlint.formats.encoding import decode
from envlint.sources import custody, files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.core.source import Reading


def read(ref: str, root: str, cwd: str) -> tuple[Reading, ...]:
    """Read a ``.env`` file, or standard input for ``-``; see ``envlint.sources.read``."""
    data, path = files.content(f"dotenv:{ref}", ref, root, cwd)
    text, noticed = decode(data)
    if path:
        noticed = (*noticed, *custody.notices(path, root))
    return (dotenv.read(Source("dotenv", ref, path=path, text=text, data=data), noticed),)
