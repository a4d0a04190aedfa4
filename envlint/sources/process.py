"""``process:``: envlint's own environment."""

from __future__ import annotations

import os

from envlint.core.source import Binding, Reading, Source
from envlint.core.value import Value


def read(ref: str, root: str, cwd: str) -> tuple[Reading, ...]:  # noqa: ARG001  every kind is read by the same call
    """Read the variables of this process. Bytes that are no UTF-8 become lone surrogates, as with ``os.fsdecode``."""
    source = Source("process", written_here=False)
    return (Reading(source, tuple([Binding(name, Value(value), source) for name, value in sorted(_variables())])),)


def _variables() -> list[tuple[str, str]]:
    # The locale may have made something else of the bytes than UTF-8, which is what files are read as.
    if os.supports_bytes_environ:
        own = os.environb.items()
        return [
            (name.decode("utf-8", "surrogateescape"), value.decode("utf-8", "surrogateescape")) for name, value in own
        ]
    return list(os.environ.items())
