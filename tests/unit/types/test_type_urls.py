from __future__ import annotations

import pytest
from type_assertions import refused, value

from envlint import types

FULL = "HTTPS://Ann%40x:p%23%2F@Example.COM:8443/a/b?sslmode=require&x=%20&x=2#top"


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("scheme", "https"),
        ("user", "Ann@x"),
        ("password", "p#/"),
        ("host", "example.com"),
        ("port", "8443"),
        ("path", "/a/b"),
        ("query", "sslmode=require&x=%20&x=2"),
        ("query.sslmode", "require"),
        ("query.x", " ,2"),
        ("query.absent", None),
        ("fragment", "top"),
    ],
)
def test_parts(part, expected):
    assert types.part("url", value("url", FULL), part) == expected


def test_what_is_not_there():
    bare = value("url", "https://h")

    assert types.part("url", bare, "port") == "443"
    assert types.part("url", bare, "path") == ""
    for part in ("user", "password", "query", "fragment"):
        assert types.part("url", bare, part) is None
    assert types.part("url", value("url", "https://u@h"), "password") is None
    assert types.part("url", value("url", "https://u:@h"), "password") == ""


@pytest.mark.parametrize(
    ("text", "port"),
    [
        ("postgres://h/db", "5432"),
        ("postgresql+asyncpg://h/db", "5432"),
        ("redis://h", "6379"),
        ("wss://h", "443"),
        ("mongodb+srv://h", None),
        ("gopherx://h", None),
        ("redis://h:1", "1"),
    ],
)
def test_the_port_is_the_given_one_or_that_of_the_scheme(text, port):
    assert types.part("url", value("url", text), "port") == port


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("http://[::1]:80/", "::1"),
        ("http://[2001:DB8::1]", "2001:db8::1"),
        ("http://127.0.0.1", "127.0.0.1"),
        ("http://my_service:80", "my_service"),
        ("http://example.com.", "example.com."),
        ("http://u@h", "h"),
        ("http://h?q", "h"),
        ("http://h#f", "h"),
    ],
)
def test_hosts(text, host):
    assert types.part("url", value("url", text), "host") == host


def test_scheme_and_host_compare_in_any_case_and_nothing_else_does():
    assert value("url", "HTTP://Example.COM/a") == value("url", "http://example.com/a")
    for other in ("http://example.com/A", "http://example.com/a/", "http://example.com:80/a", "https://example.com/a"):
        assert value("url", "http://example.com/a") != value("url", other)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.com/@scope/name",
        "http://localhost:3000/users/a@b.c",
        "https://h/p?to=a@b.c",
        "https://h/#/a@b",
        "https://h?redirect=x@y",
        "https://api/{id}?filter[a]=1|2",
        "smtp://u:p@h:25?from=a@b.c",
        "file:///etc/a@b",
        "file://host/share",
        "x+y-z.1://h",
        "http://h/%e2%82%ac",
        "http://u:a:b@h",
        "http://h:65535",
    ],
)
def test_urls_that_are_read_alike(text):
    value("url", text)


@pytest.mark.parametrize(
    ("text", "reason", "marked"),
    [
        ("postgres://u:p#ss@h/db", "has a number sign before an `@`", "#"),
        ("postgres://u:12#3@h/db", "has a number sign before an `@`", "#"),
        ("https://token#x@h", "has a number sign before an `@`", "#"),
        ("postgres://u:12?3@h/db", "has a question mark before an `@`", "?"),
        ("postgres://u:1/2@h/db", "has an `@` in its path, so that its host is doubtful", "@"),
        ("postgres://u:p@ss/w@h/db", "has an `@` in its path, so that its host is doubtful", "@"),
        ("postgres://u:p@ss@h/db", "has more than one `@` before its path", "@"),
        ("postgres://u:p%ss@h/db", "has a percent sign in its user name or password that encodes nothing", "%"),
        ("postgres://u:p%@h/db", "has a percent sign in its user name or password that encodes nothing", "%"),
        ("postgres://u:p%4@h/db", "has a percent sign in its user name or password that encodes nothing", "%"),
        ("https://h/100%", "has a percent sign after its host that encodes nothing", "%"),
        ("postgres://u:p w@h/db", "has a blank in its user name or password", " "),
        ("postgres://u:p\u00e4@h/db", "has a character outside ASCII in its user name or password", "\u00e4"),
        ("postgres://u:p[@h/db", "has a bracket in its user name or password", "["),
        ("https://h/a b", "has a blank after its host", " "),
        ("https://h/a\\b", "has a backslash after its host", "\\"),
        ("https://h\\@x", "has a backslash in its user name or password", "\\"),
        ("https://h/\n", "has a line break after its host", "\n"),
        ("https://h/\u200b", "has a character outside ASCII after its host", "\u200b"),
        ('https://h/"', "has a double quote after its host", '"'),
        ("https://h/<x>", "has a bracket after its host", "<"),
        ("https://m\u00fcnchen.de", "has a character outside ASCII in its host name", "\u00fc"),
        ("https://a b/", "has a blank in its host name", " "),
        ("http://ex%41mple.com", "has a percent sign in its host name", "%"),
        ("http://*.example.com", "has an asterisk in its host name", "*"),
        ("http://h:99999", "has a port that is not one of 1 to 65535", ":99999"),
        ("http://h:0", "has a port that is not one of 1 to 65535", ":0"),
        ("http://h:080", "has a port that is not one of 1 to 65535", ":080"),
        ("http://h:x", "has a port that is not one of 1 to 65535", ":x"),
        ("http://h:\uff11", "has a port that is not one of 1 to 65535", ":\uff11"),
        ("http://h:", "has a colon and no port behind its host", ":"),
        ("http://[::1]x", "has something else than a port behind its address in brackets", "x"),
        ("http://::1/", "has more than one colon in its host", "::1"),
        ("http://[::1", "has more than one colon in its host", "[::1"),
        ("http://[nope]/", "has brackets around something that is no IPv6 address", "[nope]"),
        ("http://[fe80::1%25eth0]/", "has brackets around something that is no IPv6 address", "[fe80::1%25eth0]"),
        ("http:///path", "has no host", "://"),
        ("https://u@", "has no host", None),
        ("http://1.2.3", "has a host that is neither a name nor an IPv4 address", "1.2.3"),
        ("http://0x7f.1", "has a host that is neither a name nor an IPv4 address", "0x7f.1"),
        ("http://a..b", "has an empty label in its host name", "a..b"),
        ("http://a,b", "has a comma in its host name", ","),
        ("localhost", "has no scheme", None),
        ("//h/p", "has no scheme", None),
        ("/path", "has no scheme", None),
        ("1http://h", "has no scheme", None),
        (" http://h", "has no scheme", None),
        ("", "has no scheme", None),
        ("localhost:5432", "has no `//` after its first colon", ":"),
        ("mailto:a@b", "has no `//` after its first colon", ":"),
        ("http:/h", "has no `//` after its first colon", ":"),
        ("http:", "has no `//` after its first colon", ":"),
    ],
)
def test_urls_that_are_broken_or_read_differently(text, reason, marked):
    fault = refused("url", text)

    assert fault.reason == reason
    if marked is not None:
        assert text[fault.start : fault.end] == marked


def test_a_url_never_prints_itself():
    assert repr(value("url", FULL)) == "Url(***)"


def test_percent_encoding_that_is_no_utf8_does_not_raise():
    assert types.part("url", value("url", "http://%ff%e2%82@h"), "user") == "\ufffd\ufffd"


@pytest.mark.parametrize("text", ["https://example.com", "http://localhost:3000", "https://[::1]:8443", "app+x://h"])
def test_origins(text):
    assert types.part("origin", value("origin", text), "scheme") == text.partition(":")[0]


def test_any_origin():
    anything = value("origin", "*")

    assert anything == value("origin", "*")
    assert types.part("origin", anything, "scheme") is None
    assert types.part("origin", anything, "host") == "*"
    assert types.part("origin", anything, "port") is None


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("https://a.b/", "/"),
        ("https://a.b/x", "/x"),
        ("https://a.b?x", "?x"),
        ("https://a.b#", "#"),
        ("https://a.b/x?y#z", "/x?y#z"),
        ("https://u@a.b", "u@"),
        ("https://*.a.b", "*"),
        ("null", "null"),
        ("a.b", "a.b"),
        ("**", "**"),
        ("", ""),
    ],
)
def test_what_is_no_origin(text, marked):
    fault = refused("origin", text)

    assert text[fault.start : fault.end] == marked


@pytest.mark.parametrize(
    ("text", "scheme", "hosts", "ports"),
    [
        ("mongodb://u:p@a:1,b:2,C/db?w=1", "mongodb", ("a", "b", "c"), ("1", "2", "27017")),
        ("postgres://a,[::1]:6/db", "postgres", ("a", "::1"), ("5432", "6")),
        ("sqlite:///data/app.db", "sqlite", (), ()),
        ("sqlite::memory:", "sqlite", (), ()),
        ("file:app.db?cache=shared", "file", (), ()),
        ("postgres://%2Fvar%2Frun/db", "postgres", ("%2fvar%2frun",), ("5432",)),
        ("postgres:///db?host=/var/run", "postgres", (), ()),
        ("postgres://u:p@/db", "postgres", (), ()),
        ("redis://:pw@h:6379/0", "redis", ("h",), ("6379",)),
        ("jdbc:postgresql://h/db", "jdbc:postgresql", ("h",), ("5432",)),
        ("a:9092,b:9093", None, ("a", "b"), ("9092", "9093")),
        ("u:p@tcp(h:3306)/db?parseTime=true", None, ("h",), ("3306",)),
        ("u:p@tcp([::1]:3306)/db", None, ("::1",), ("3306",)),
        ("u@unix(/tmp/my.sock)/db", None, (), ()),
        ("tcp(h)/", None, ("h",), ()),
    ],
)
def test_data_source_names(text, scheme, hosts, ports):
    dsn = value("dsn", text)

    assert types.part("dsn", dsn, "scheme") == scheme
    assert types.part_values("dsn", dsn, "host") == hosts
    assert types.part_values("dsn", dsn, "port") == ports
    assert types.part("dsn", dsn, "host") == (",".join(hosts) or None)


def test_parts_of_the_mysql_form():
    dsn = value("dsn", "root:p@ss:%41/w@tcp(db:3306)/shop?parseTime=true")
    found = {part: types.part("dsn", dsn, part) for part in ("user", "password", "path", "query.parseTime")}

    assert found == {"user": "root", "password": "p@ss:%41/w", "path": "/shop", "query.parseTime": "true"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "localhost",
        "u:p@h/db",
        "a:9092,b",
        "a:9092,,b:1",
        "a:9092,",
        "mongodb://a,,b/db",
        "mongodb://a:1,b:x/db",
        "mongodb://a@b@c/db",
        "postgres://u:p#x@h/db",
        "postgres://%zz/db",
        "tcp(h:1)",
        "u:p@tcp(h:x)/db",
        "u:p@t cp(h:1)/db",
        "(h)/db",
        "jdbc:oracle:thin:@h:1521:x",
        "sqlite:",
        "host=h user=u",
    ],
)
def test_what_is_no_data_source_name(text):
    refused("dsn", text)


def test_offsets_behind_jdbc_count_from_the_start():
    fault = refused("dsn", "jdbc:postgresql://h:x/db")

    assert (fault.start, fault.end) == (19, 21)
