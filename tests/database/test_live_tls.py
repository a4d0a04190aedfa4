"""TLS as a real server demands and offers it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import postgres_server
import pytest
from postgres_server import Server

from envlint.core.errors import EnvlintError
from envlint.core.location import Location
from envlint.inventories.database import faults
from envlint.inventories.database.connection import Connection
from envlint.inventories.database.session import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

NOT_VERIFIED = "the TLS connection to the server failed"
IN_CI = bool(os.environ.get("CI"))


class OverTcp(Server):
    """A server that listens on a port, too."""

    port = 0

    def dsn(self, database: str, user: str = postgres_server.SUPERUSER) -> str:
        """Return the connection as a URL."""
        return f"{super().dsn(database, user)}&port={self.port}"


@pytest.fixture(scope="module")
def tls(server: Server) -> Iterator[OverTcp]:
    """A server that takes nothing over the network but TLS, where there is one at all. It vouches for itself."""
    if not shutil.which("openssl"):
        assert not IN_CI, "openssl is not installed"
        pytest.skip("there is no openssl to make a certificate")
    running = OverTcp()
    with socket.create_server(("127.0.0.1", 0)) as free:
        running.port = free.getsockname()[1]
    with pytest.MonkeyPatch.context() as patch:
        kept = [setting for setting in postgres_server.QUICK if not setting.startswith("listen_addresses")]
        patch.setattr(postgres_server, "QUICK", (*kept, "listen_addresses=127.0.0.1", f"port={running.port}"))
        with running:
            _encrypt(running)
            yield running


def _encrypt(server: Server) -> None:
    data = Path(server.folder, "data")
    for name in ("server", "other"):
        files = ["-keyout", f"{data}/{name}.key", "-out", f"{data}/{name}.crt"]
        subject = ["-subj", "/CN=localhost", "-days", "2", "-nodes"]
        command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", *subject, *files]
        subprocess.run(command, check=True, capture_output=True)
    key, owner = data / "server.key", data.stat()
    key.chmod(0o600)
    shutil.chown(key, owner.st_uid, owner.st_gid)
    (data / "pg_hba.conf").write_text("local all all trust\nhostssl all all 127.0.0.1/32 trust\n", encoding="utf-8")
    server.ask("postgres", "SELECT pg_reload_conf()")
    subprocess.run(
        [postgres_server.program("psql"), "-X", "-q", server.dsn("postgres"), "-c", "ALTER SYSTEM SET ssl = on"],
        check=True,
    )
    server.ask("postgres", "SELECT pg_reload_conf(); SELECT pg_sleep(0.5)")


def asked(server: OverTcp, **more: str) -> str:
    """Return whether the connection was encrypted, or the error."""
    parameters = {"host": "127.0.0.1", "port": str(server.port), "dbname": "postgres", "user": "postgres", **more}
    try:
        with opened(Connection(Location(".env"), "DATABASE_URL", parameters)) as asking:
            return str(asking.ask("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")[0][0])
    except EnvlintError as error:
        return error.message


def test_what_the_server_demands(tls: OverTcp):
    assert asked(tls, sslmode="disable") == faults.NO_TLS
    assert asked(tls) == "True"
    assert asked(tls, sslmode="require") == "True"


def test_a_certificate_that_is_to_be_verified(tls: OverTcp):
    own, other = (f"{tls.folder}/data/{name}.crt" for name in ("server", "other"))
    for mode in ("verify-ca", "verify-full"):
        assert asked(tls, sslmode=mode, sslrootcert=own, host="localhost") == "True"
        assert asked(tls, sslmode=mode, sslrootcert=other) == NOT_VERIFIED
        assert asked(tls, sslmode=mode, sslrootcert="/nowhere/root.crt").endswith("there is no root certificate")
    assert asked(tls, sslmode="verify-full", sslrootcert=own) == NOT_VERIFIED
    assert asked(tls, sslmode="verify-ca", sslrootcert=own) == "True"
