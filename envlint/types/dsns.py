"""``dsn``: where a database or broker is and how to log in, in the forms that their clients take.

- a URL, also with several hosts (``mongodb://a:1,b:2/db``), without one (``sqlite:///app.db``), with the
  percent-encoded path of a socket as host, or behind ``jdbc:``;
- ``sqlite:`` and ``file:`` with a path;
- ``user:password@tcp(host:port)/database?key=value``, the form of go-sql-driver/mysql;
- ``host:port,host:port``, as Kafka and memcached clients take it.
"""

from __future__ import annotations

from envlint.types import TEXT_OPTIONS, Malformed
from envlint.types.uri_reader import ENCODE, host_and_port, read
from envlint.types.uris import PARTS as PARTS
from envlint.types.uris import Url
from envlint.types.uris import part_values as part_values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.types import Spec

OPTIONS = TEXT_OPTIONS | {"schemes"}
JDBC: Final = "jdbc:"
OF_FILES: Final = ("sqlite", "sqlite3", "file")


def parse(text: str, spec: Spec) -> Url:  # noqa: ARG001  every type takes one
    """Return the pieces; a form without a scheme has an empty one.

    Raises:
        Malformed: the text has none of the forms, or clients would take it apart in different ways.
    """
    prefix = JDBC if text[: len(JDBC)].lower() == JDBC else ""
    url = text[len(prefix) :]
    scheme, _, path = url.partition(":")
    if path.startswith("//"):
        try:
            found = read(url, several_hosts=True, any_host=True)
        except Malformed as fault:
            raise fault.within(len(prefix), len(text)) from None
        return found.replace(scheme=prefix + found.scheme)
    if scheme.lower() in OF_FILES and path:
        path, mark, query = path.partition("?")
        return Url(prefix + scheme.lower(), path=path, query=query if mark else None)
    if "(" in text:
        return _with_protocol(text)
    return Url(hosts=_brokers(text))


def _with_protocol(text: str) -> Url:
    """Read ``[user[:password]@]protocol(address)/database[?query]``, where the last ``@`` and ``/`` count."""
    slash = text.rfind("/", text.rfind(")"))
    bracket = text.rfind("(", 0, slash + 1)
    sign = text.rfind("@", 0, bracket + 1)
    if bracket < 0 or slash < 1 or text[slash - 1] != ")" or not text[sign + 1 : bracket].isalnum():
        raise Malformed("is not a data source name", "write scheme://host, or user:password@tcp(host:port)/database")
    user, colon, password = text[: max(sign, 0)].partition(":")
    database, mark, query = text[slash + 1 :].partition("?")
    local = text[bracket + 1 : bracket + 2] == "/"
    hosts = () if local else (host_and_port(text, bracket + 1, slash - 1),)
    return Url(
        user=_encoded(user) if sign >= 0 else None,
        password=_encoded(password) if colon else None,
        hosts=hosts,
        path=f"/{database}",
        query=query if mark else None,
    )


def _encoded(text: str) -> str:
    """Return the text such that percent-decoding gives it back: this form knows no encoding."""
    return text.replace("%", "%25")


def _brokers(text: str) -> tuple[tuple[str, str], ...]:
    if "@" in text or "=" in text or ":" not in text:
        raise Malformed("is not a data source name", f"write scheme://host, and {ENCODE}")
    found, start = [], 0
    for piece in text.split(","):
        host, port = host_and_port(text, start, start + len(piece))
        if not port:
            raise Malformed("has a host without a port", "write host:port,host:port", start, start + len(piece))
        found.append((host, port))
        start += len(piece) + 1
    return tuple(found)
