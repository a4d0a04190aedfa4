"""Docker Compose, ``docker create`` and kubectl as readers of ``.env`` files: nothing starts, Docker talks to a stub.

Docker Compose is ``.venv/oracles/docker-compose`` below this repository or the program on the search path. Its one run
reads many files, until it refuses one: files that the dialect takes go together, and what was refused is halved until
the file is found.
"""

from __future__ import annotations

import json
import os
import shutil
import socketserver
import subprocess
import tempfile
import threading
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from benchmarks.dialect_loaders import HOST, Loader, Values, as_json, each, version
from envlint.formats.dialects import by_every_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parent.parent
TOGETHER = 60
SLOW = 1000


def loaders() -> Iterator[Loader]:
    """Give the loaders of this module, those that are not there without a version."""
    own = ROOT / ".venv/oracles/docker-compose"
    compose = str(own) if own.exists() else shutil.which("docker-compose") or ""
    said = version(compose, "version") if compose else ""
    for dialect, line in (("compose", "- .env"), ("compose-raw", "- {path: .env, format: raw}")):
        yield Loader(dialect, said, _Compose(compose, dialect, line).read)
    docker = shutil.which("docker") or ""
    yield Loader("docker-run", version(docker, "--version") if docker else "", lambda files: _docker(docker, files))
    kubectl = shutil.which("kubectl") or ""
    command = [kubectl, "create", "configmap", "x", "--from-env-file=.env", "--dry-run=client", "-o", "json"]
    said = version(kubectl, "version", "--client") if kubectl else ""
    yield Loader("kubectl", said, each(command, as_json("data")), most=SLOW)


class _Compose:
    """Runs Docker Compose over many files. ``line`` is the item of ``env_file`` that names one."""

    def __init__(self, program: str, dialect: str, line: str) -> None:
        self.program = program
        self.dialect = dialect
        self.line = line

    def read(self, files: Iterable[bytes]) -> list[Values | None]:
        chosen = list(files)
        found: list[Values | None] = [None] * len(chosen)
        guess = by_every_name()[self.dialect].read
        likely = [index for index, data in enumerate(chosen) if guess(data, HOST).ok]
        rest = sorted(set(range(len(chosen))) - set(likely))
        groups = [likely[at : at + TOGETHER] for at in range(0, len(likely), TOGETHER)] + [[index] for index in rest]
        while groups:
            group = groups.pop()
            read = self._run([chosen[index] for index in group])
            if read is not None:
                for index, values in zip(group, read, strict=True):
                    found[index] = values
            elif len(group) > 1:
                groups += [group[: len(group) // 2], group[len(group) // 2 :]]
        return found

    def _run(self, files: list[bytes]) -> list[Values] | None:
        """Return what one run makes of files, None where it refuses."""
        with tempfile.TemporaryDirectory() as folder:
            lines = ["services:"]
            for number, data in enumerate(files):
                (Path(folder) / f"{number}.env").write_bytes(data)
                lines += [
                    f"  s{number}:",
                    "    image: x",
                    "    env_file:",
                    "      " + self.line.replace(".env", f"{number}.env"),
                ]
            (Path(folder) / "compose.yaml").write_text("\n".join(lines) + "\n")
            command = [self.program, "-p", "x", "config", "--format", "json"]
            done = subprocess.run(command, cwd=folder, env=HOST, capture_output=True, check=False)
        if done.returncode:
            return None
        services = json.loads(done.stdout)["services"]
        return [_plain(services[f"s{number}"].get("environment") or {}) for number in range(len(files))]


def _plain(values: Values) -> Values:
    # `config` writes a dollar sign so that it can be read again.
    return {name.replace("$$", "$"): value.replace("$$", "$") if value else value for name, value in values.items()}


class _Stub(BaseHTTPRequestHandler):
    """Answers as a Docker daemon would, up to the creation of a container, and keeps its variables."""

    variables: list[str] | None = None

    def do_HEAD(self) -> None:
        self._answer({})

    def do_GET(self) -> None:
        self._answer({"ApiVersion": "1.49", "Os": "linux"})

    def do_POST(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(size) or "{}")
        _Stub.variables = body.get("Env") or []
        self._answer({"Id": "x", "Warnings": []}, 201)

    def _answer(self, content: object, status: int = 200) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Api-Version", "1.49")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def address_string(self) -> str:
        return ""

    def log_message(self, *_: object) -> None:
        return


def _docker(program: str, files: Iterable[bytes]) -> list[Values | None]:
    found: list[Values | None] = []
    with tempfile.TemporaryDirectory() as folder:
        socket = os.path.join(folder, "docker.sock")
        with socketserver.UnixStreamServer(socket, _Stub) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            command = [program, "-H", f"unix://{socket}", "create", "--env-file", ".env", "x"]
            for data in files:
                (Path(folder) / ".env").write_bytes(data)
                _Stub.variables = None
                done = subprocess.run(command, cwd=folder, env=HOST, capture_output=True, check=False)
                variables: list[str] = _Stub.variables or []
                pairs = [entry.partition("=") for entry in variables]
                found.append(None if done.returncode else {name: value for name, equals, value in pairs if equals})
            server.shutdown()
    return found
