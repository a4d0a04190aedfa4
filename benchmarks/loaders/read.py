"""Read files, one in base64 on each line of the standard input, with one of Python's loaders or systemd's own code.

    python read.py LOADER

Answers one line each: ``-`` for a refusal, else ``name:value`` in base64, separated by blanks; ``~`` is no value.
"""

from __future__ import annotations

import base64
import ctypes
import functools
import logging
import os
import re
import sys
import tempfile
from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Read = Callable[[str], Mapping[str, str | None]]

HOST = dict(os.environ)
NAME = re.compile(rb"[A-Za-z_][A-Za-z0-9_]*\Z")


def environment(load: Callable[[str], object]) -> Read:
    """Return a reader that tells what ``load`` changes in the environment."""

    def read(path: str) -> Mapping[str, str | None]:
        try:
            load(path)
            return {name: value for name, value in os.environ.items() if HOST.get(name) != value}
        finally:
            os.environ.clear()
            os.environ.update(HOST)

    return read


@functools.cache
def systemd_library() -> ctypes.CDLL:
    """Return systemd's own code."""
    return ctypes.CDLL(str(next(Path("/usr/lib").rglob("libsystemd-shared-*.so"))))


def systemd(path: str) -> Mapping[str, str | None]:
    """Read with the function that the manager reads EnvironmentFile= with; names that it would not take are dropped.

    Raises:
        OSError: it refuses the file.
    """
    found = ctypes.POINTER(ctypes.c_char_p)()
    error = systemd_library().load_env_file(None, path.encode(), ctypes.byref(found))
    if error < 0:
        raise OSError(-error, "refused")
    pairs, index = {}, 0
    while found and found[index]:
        name, _, value = (found[index] or b"").partition(b"=")
        if NAME.match(name):
            pairs[os.fsdecode(name)] = os.fsdecode(value)
        index += 1
    return pairs


def loader(name: str) -> Read:
    """Return a loader by the name of its dialect; only its own package is imported."""
    if name == "systemd":
        return systemd
    if name.startswith("python-dotenv"):
        import dotenv

        logging.disable()
        if name == "python-dotenv":
            return environment(dotenv.load_dotenv)
        return lambda path: dotenv.dotenv_values(path, interpolate=name.endswith("values"))
    if name == "django-environ":
        import environ

        logging.disable()
        return environment(environ.Env.read_env)
    if name == "python-decouple":
        import decouple

        return lambda path: decouple.RepositoryEnv(path).data
    if name == "starlette":
        from starlette.config import Config

        return lambda path: Config(path).file_values
    import honcho.environ

    return lambda path: honcho.environ.parse(Path(path).read_text())


def encoded(text: str | None) -> str:
    """Return a string as it goes into a line."""
    if text is None:
        return "~"
    return base64.b64encode(text.encode("utf-8", "surrogateescape")).decode()


def main() -> None:
    """Answer each line."""
    read = loader(sys.argv[1])
    path = Path(tempfile.mkdtemp()) / ".env"
    for line in sys.stdin:
        path.write_bytes(base64.b64decode(line))
        try:
            answer = " ".join(f"{encoded(name)}:{encoded(value)}" for name, value in read(str(path)).items())
        except Exception:  # noqa: BLE001 - any failure is a refusal
            answer = "-"
        sys.stdout.write(answer + "\n")


if __name__ == "__main__":
    main()
