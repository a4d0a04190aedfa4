"""A real PostgreSQL for the tests: made in a folder of its own, spoken to through a socket there, gone afterwards."""

from __future__ import annotations

import getpass
import os
import pwd
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

SUPERUSER = "postgres"
OTHERS_TO_RUN_AS = ("postgres", "nobody")  # the server refuses to run as root
SECONDS_TO_START = 60
QUICK = (
    "autovacuum=off",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "listen_addresses=",
    "max_connections=20",
)
REFUSAL = re.compile(r"^psql:<stdin>:(\d+): ERROR:  (.*)", re.MULTILINE)
PLACES = ("/usr/lib/postgresql/*/bin", "/usr/local/opt/postgresql*/bin", "/opt/homebrew/opt/postgresql*/bin")


class Absent(RuntimeError):
    """There is no PostgreSQL here, or none that starts."""


class Failed(RuntimeError):
    """The server refused a statement; the text is what psql says."""


def program(name: str) -> str:
    """Return the path of one of PostgreSQL's programs.

    Debian keeps those of the server out of the search path, and puts a slow script before psql.
    """
    for pattern in PLACES:
        if places := sorted(Path("/").glob(pattern[1:] + f"/{name}"), key=lambda path: (len(str(path)), path)):
            return str(places[-1])
    if found := shutil.which(name):
        return os.path.realpath(found)
    raise Absent(f"PostgreSQL's {name} is not installed")


class Server:
    """A cluster that lives as long as the ``with`` block. ``folder`` holds its data, its log and its socket."""

    def __init__(self) -> None:
        self.folder = ""
        self._account: dict[str, int | list[int]] = {}
        self._process: subprocess.Popen[bytes] | None = None
        self._made = 0
        self._client = ""

    def __enter__(self) -> Server:
        initdb, postgres = program("initdb"), program("postgres")
        self._client = program("psql")
        # Not pytest's own folder: only its owner may enter that, and a socket's path has at most 107 bytes.
        self.folder = tempfile.mkdtemp(prefix="envlint-pg-")
        try:
            if os.getuid() == 0:
                self._give_away()
            self._run(
                initdb, "--pgdata=data", f"--username={SUPERUSER}", "--auth=trust", "--no-sync", "-EUTF8", "--no-locale"
            )
            settings = [f"--{setting}" for setting in (*QUICK, f"unix_socket_directories={self.folder}")]
            with Path(self.folder, "log").open("wb") as log:
                self._process = subprocess.Popen(
                    [postgres, "-D", "data", *settings], cwd=self.folder, stdout=log, stderr=log, **self._account
                )
            self._wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._process:
            self._process.send_signal(3)  # SIGQUIT: stop at once, nothing is to be kept
            self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _give_away(self) -> None:
        for name in OTHERS_TO_RUN_AS:
            try:
                account = pwd.getpwnam(name)
            except KeyError:
                continue
            self._account = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
            os.chown(self.folder, account.pw_uid, account.pw_gid)
            return
        raise Absent(f"PostgreSQL does not run as {getpass.getuser()}, and none of {OTHERS_TO_RUN_AS} is here")

    def _run(self, *command: str) -> None:
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False, **self._account)
        if done.returncode:
            raise Absent(f"{command[0]} failed: {done.stderr.strip()}")

    def _wait(self) -> None:
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until and self._process and self._process.poll() is None:
            try:
                self.ask(SUPERUSER, "SELECT 1")
            except Failed:
                time.sleep(0.05)
            else:
                return
        raise Absent(
            "the server did not start: " + Path(self.folder, "log").read_text(encoding="utf-8", errors="replace")
        )

    def dsn(self, database: str, user: str = SUPERUSER) -> str:
        """Return the connection as a URL."""
        return f"postgresql:///{database}?host={self.folder}&user={user}"

    def ask(self, database: str, sql: str, user: str = SUPERUSER) -> str:
        """Run SQL in one transaction and return what it answers: lines of values, without heads."""
        return self._psql(database, "-At", "--single-transaction", "-f", "-", user=user, given=sql)

    def apply(self, database: str, *files: Path | str, user: str = SUPERUSER) -> None:
        """Run files in order, each as psql does, up to the first error."""
        if files:
            self._psql(database, *(f"--file={file}" for file in files), user=user)

    def refused(self, database: str, statements: list[str]) -> dict[int, str]:
        """Run statements, each by itself on a line of its own, and return by line what the server has against it."""
        done = self._client_run(database, "-f", "-", given="\n".join(statements))
        return {int(line): text for line, text in REFUSAL.findall(done.stderr)}

    def create(self, name: str = "", template: str = "template0") -> str:
        """Create a database, empty or as the template is, to which nobody is connected, and return its name."""
        self._made += 1
        name = name or f"scratch_{self._made}"
        self._psql(SUPERUSER, "-c", f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def drop(self, name: str) -> None:
        """Drop a database to which nobody is connected any more."""
        self._psql(SUPERUSER, "-c", f'DROP DATABASE "{name}"')

    def _psql(self, database: str, *arguments: str, user: str = SUPERUSER, given: str = "") -> str:
        done = self._client_run(database, "-v", "ON_ERROR_STOP=1", *arguments, user=user, given=given)
        if done.returncode:
            raise Failed(done.stderr.strip())
        return done.stdout

    def _client_run(
        self, database: str, *arguments: str, user: str = SUPERUSER, given: str = ""
    ) -> subprocess.CompletedProcess[str]:
        command = [self._client, "-X", "-q", "-w", "-v", "VERBOSITY=terse", "-d", self.dsn(database, user), *arguments]
        environ = {"PATH": os.environ["PATH"], "PGCLIENTENCODING": "UTF8", "LC_ALL": "C"}
        return subprocess.run(command, capture_output=True, input=given, encoding="utf-8", env=environ, check=False)
