"""``url``: an absolute URL with a host, read strictly by RFC 3986. ``file`` alone needs no host."""

from __future__ import annotations

from envlint.types import TEXT_OPTIONS
from envlint.types.uri_reader import read
from envlint.types.uris import PARTS as PARTS
from envlint.types.uris import part_values as part_values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.types import Spec
    from envlint.types.uris import Url

OPTIONS = TEXT_OPTIONS | {"schemes"}


def parse(text: str, spec: Spec) -> Url:  # noqa: ARG001  every type takes one
    """Return the URL's pieces. Which schemes are allowed is not judged here.

    Raises:
        Malformed: it is no URL with a host, or one that readers take apart in different ways.
    """
    return read(text, any_host=text[:7].lower() == "file://")
