"""``origin``: ``scheme://host[:port]`` as a browser sends it (RFC 6454), without a path, or ``*`` for any."""

from __future__ import annotations

from envlint.types import TEXT_OPTIONS, Malformed
from envlint.types.uri_reader import read
from envlint.types.uris import PARTS as PARTS
from envlint.types.uris import Url
from envlint.types.uris import part_values as part_values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.types import Spec

OPTIONS = TEXT_OPTIONS | {"schemes"}


def parse(text: str, spec: Spec) -> Url:  # noqa: ARG001  every type takes one
    """Return the origin's pieces; ``*`` has a host and no scheme.

    Raises:
        Malformed: it is no origin, or has more than one.
    """
    if text == "*":
        return Url(hosts=(("*", ""),))
    url = read(text)
    start = len(url.scheme) + 3
    if url.user is not None:
        raise Malformed("has a user name, which no origin has", "", start, text.find("@", start) + 1)
    if url.path or url.query is not None or url.fragment is not None:
        end = (
            len(text) - len(url.path) - sum(len(piece) + 1 for piece in (url.query, url.fragment) if piece is not None)
        )
        what = "ends in a slash, and browsers send none" if text[end:] == "/" else "has more than scheme, host and port"
        raise Malformed(what, "write scheme://host or scheme://host:port", end)
    return url
