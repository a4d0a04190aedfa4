"""A URL taken to pieces: what ``url``, ``origin`` and ``dsn`` share."""

from __future__ import annotations

from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

PARTS: Final = frozenset(("scheme", "user", "password", "host", "port", "path", "query", "fragment"))

# Registered ports (IANA), and for the schemes of databases and brokers what their vendors' clients use.
DEFAULT_PORTS: Final = {
    "amqp": "5672", "amqps": "5671", "ftp": "21", "git": "9418", "http": "80", "https": "443", "imap": "143",
    "imaps": "993", "ldap": "389", "ldaps": "636", "mariadb": "3306", "memcached": "11211", "mongodb": "27017",
    "mqtt": "1883", "mqtts": "8883", "mssql": "1433", "mysql": "3306", "nats": "4222", "oracle": "1521",
    "pop3": "110", "postgres": "5432", "postgresql": "5432", "redis": "6379", "rediss": "6379", "rtmp": "1935",
    "rtsp": "554", "sftp": "22", "smtp": "25", "smtps": "465", "sqlserver": "1433", "ssh": "22", "stun": "3478",
    "turn": "3478", "ws": "80", "wss": "443",
}  # fmt: skip


class Url(Record):
    """The pieces of a URL as they are written, but scheme and hosts in lower case, which is how they compare.

    ``hosts`` pairs each host, without brackets, with its port, empty where none is given. None = not there at all.
    """

    scheme: str = ""
    user: str | None = None
    password: str | None = None
    hosts: tuple[tuple[str, str], ...] = ()
    path: str = ""
    query: str | None = None
    fragment: str | None = None

    def __repr__(self) -> str:
        return "Url(***)"


def part_values(url: Url, part: str) -> tuple[str, ...]:
    """Return a part's texts: one for each host or port of several, and for each time a query's key is there."""
    if part == "host":
        return tuple(host for host, _ in url.hosts if host)
    if part == "port":
        return tuple(port for _, own in url.hosts if (port := own or default_port(url.scheme)))
    if part.startswith("query."):
        return tuple(_query(url.query or "", part[6:]))
    found: str | None = getattr(url, part)
    if found is None or (part == "scheme" and not found):
        return ()
    return (decoded(found) if part in ("user", "password") else found,)


def default_port(scheme: str) -> str:
    """Return the port a scheme stands for, empty if none is known; ``postgresql+asyncpg`` has that of its database."""
    base, plus, driver = scheme.removeprefix("jdbc:").partition("+")
    return "" if plus and driver == "srv" else DEFAULT_PORTS.get(base, "")


def decoded(text: str) -> str:
    """Return a text with its percent-encoding undone; bytes that are no UTF-8 become replacement characters."""
    head, *rest = text.split("%")
    if not rest:
        return text
    pieces = [head.encode("utf-8", "replace")]
    for piece in rest:
        pieces += (bytes.fromhex(piece[:2]), piece[2:].encode("utf-8", "replace"))
    return b"".join(pieces).decode("utf-8", "replace")


def _query(query: str, wanted: str) -> Iterator[str]:
    for pair in query.split("&"):
        key, _, value = pair.partition("=")
        if decoded(key) == wanted:
            yield decoded(value)
