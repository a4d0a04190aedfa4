"""Reading a URL as RFC 3986 splits it, and refusing what another reader would split elsewhere.

WHATWG readers (browsers, Node) turn backslashes into slashes, strip tabs and encode blanks; Go refuses a bare ``%``
that others keep; a ``#``, ``?``, ``/`` or ``@`` in a password ends the password somewhere else in each of them.
"""

from __future__ import annotations

from envlint.types import Malformed
from envlint.types.addresses import ipv6
from envlint.types.hosts import check_name
from envlint.types.scan import ALPHANUMERIC, HEX, LETTERS, first_outside, is_digits, kind
from envlint.types.uris import Url

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

ENCODE: Final = "percent-encode `%`, `/`, `?`, `#`, `@` and blanks in user name and password"
SCHEME: Final = ALPHANUMERIC + "+-."
USERINFO: Final = ALPHANUMERIC + "-._~!$&'()*+,;=:%"
# Behind the authority this is more than RFC 3986 has: brackets, braces, bars and carets split nothing, and are common.
REST: Final = USERINFO + "@/?#[]{}|^"
WEB: Final = frozenset(("http", "https", "ws", "wss"))


def read(text: str, *, several_hosts: bool = False, any_host: bool = False) -> Url:
    """Return the pieces of ``scheme://[user[:password]@][host[:port]][/path][?query][#fragment]``.

    ``several_hosts`` allows more than one, separated by commas. ``any_host`` allows none and percent-encoded ones (the
    path of a socket).

    Raises:
        Malformed: it is no URL, or one that readers take apart in different ways.
    """
    scheme = _scheme(text)
    start = len(scheme) + 3
    end = _first_of(text, "/?#", start)
    path_end = _first_of(text, "?#", end)
    query_end = _first_of(text, "#", path_end)
    _refuse_ambiguous(text, scheme, end, path_end)
    _check(text, REST, end, len(text), "after its host")
    at = text.find("@", start, end)
    user, password = _userinfo(text, start, at) if at >= 0 else (None, None)
    return Url(
        scheme.lower(),
        user,
        password,
        _hosts(text, start if at < 0 else at + 1, end, several=several_hosts, any_host=any_host),
        text[end:path_end],
        text[path_end + 1 : query_end] if path_end < query_end else None,
        text[query_end + 1 :] if query_end < len(text) else None,
    )


def host_and_port(text: str, start: int, end: int, *, any_host: bool = False) -> tuple[str, str]:
    """Return the host in lower case and without brackets, and the port, empty without one.

    Raises:
        Malformed: one of them is none.
    """
    bracket = text.find("]", start, end) if text[start:end].startswith("[") else -1
    close = bracket + 1 if bracket >= 0 else _first_of(text, ":", start, end)
    if bracket >= 0:
        host = text[start + 1 : bracket]
        if ipv6(host) is None:
            raise Malformed("has brackets around something that is no IPv6 address", "", start, close)
    else:
        host = text[start:close]
        if text.count(":", start, end) > 1:
            raise Malformed("has more than one colon in its host", "an IPv6 address stands in brackets", start, end)
        if not (any_host and (not host or "%" in host)):
            _check_host(host, start, close)
        else:
            _check(text, USERINFO, start, close, "in its host")
    return host.lower(), _port(text, close, end)


def _scheme(text: str) -> str:
    scheme, colon, rest = text.partition(":")
    at = first_outside(scheme, SCHEME)
    if not colon or at >= 0 or scheme[:1] not in LETTERS or not scheme:
        raise Malformed("has no scheme", "begin with `https://` or the like")
    if not rest.startswith("//"):
        at = len(scheme)
        raise Malformed("has no `//` after its first colon", "write scheme://host", at, at + 1)
    return scheme


def _refuse_ambiguous(text: str, scheme: str, end: int, path_end: int) -> None:
    """Refuse what may be a password with a separator in it; the host ends at ``end``, or so it seems.

    Raises:
        Malformed: there are two ``@`` before the path, or one behind what may be the middle of a password.
    """
    start = len(scheme) + 3
    if text.count("@", start, end) > 1:
        second = text.find("@", text.find("@", start) + 1)
        raise Malformed("has more than one `@` before its path", ENCODE, second, second + 1)
    later = text.find("@", end)
    if later < 0 or start == end:
        return
    mark, alone = text[end], "@" not in text[start:end]
    if scheme.lower() not in WEB and later < path_end:
        raise Malformed("has an `@` in its path, so that its host is doubtful", ENCODE, later, later + 1)
    if alone and (mark == "#" or (mark == "?" and ":" in text[start:end])):
        raise Malformed(f"has {kind(mark)} before an `@`", ENCODE, end, end + 1)


def _userinfo(text: str, start: int, end: int) -> tuple[str, str | None]:
    _check(text, USERINFO, start, end, "in its user name or password")
    user, colon, password = text[start:end].partition(":")
    return user, password if colon else None


def _hosts(text: str, start: int, end: int, *, several: bool, any_host: bool) -> tuple[tuple[str, str], ...]:
    if start == end and any_host:
        return ()
    if start == end:
        raise Malformed("has no host", "write scheme://host", max(start - 3, 0), start)
    found, any_host = [], any_host and "," not in text[start:end]
    while start <= end:
        stop = _first_of(text, ",", start, end) if several else end
        found.append(host_and_port(text, start, stop, any_host=any_host))
        start = stop + 1
    return tuple(found)


def _check_host(host: str, start: int, end: int) -> None:
    try:
        check_name(host)
    except Malformed as fault:
        raise fault.within(start, end) from None


def _port(text: str, colon: int, end: int) -> str:
    port = text[colon + 1 : end]
    if colon == end:
        return ""
    if text[colon] != ":":
        raise Malformed("has something else than a port behind its address in brackets", "", colon, end)
    if not is_digits(port) or port[0] == "0" or len(port) > 5 or int(port) > 65535:
        reason = "has a port that is not one of 1 to 65535" if port else "has a colon and no port behind its host"
        raise Malformed(reason, ENCODE if port else "", colon, end)
    return port


def _check(text: str, alphabet: str, start: int, end: int, where: str) -> None:
    at = first_outside(text, alphabet, start, end)
    if at >= 0:
        raise Malformed(f"has {kind(text[at])} {where}", "percent-encode it", at, at + 1)
    at = text.find("%", start, end)
    while at >= 0:
        if len(text[at + 1 : min(at + 3, end)].strip()) < 2 or text[at + 1 : at + 3].lstrip(HEX):
            raise Malformed(f"has a percent sign {where} that encodes nothing", "write it as `%25`", at, at + 1)
        at = text.find("%", at + 1, end)


def _first_of(text: str, marks: str, start: int, end: int | None = None) -> int:
    """Return the offset of the first of some characters, or the end."""
    stop = len(text) if end is None else end
    return min([at for mark in marks if (at := text.find(mark, start, stop)) >= 0], default=stop)
