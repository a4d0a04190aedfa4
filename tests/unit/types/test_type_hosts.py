from __future__ import annotations

import pytest
from type_assertions import refused, value

from envlint import types


@pytest.mark.parametrize(
    "text",
    [
        "localhost",
        "a",
        "db-1.example.com",
        "Example.COM.",
        "my_db",
        "3com",
        "1.2.3.4",
        "::1",
        "2001:DB8::1",
        "xn--mnchen-3ya.de",
    ],
)
def test_hosts_compare_in_any_case(text):
    assert value("host", text) == text.lower()


@pytest.mark.parametrize(
    ("text", "reason", "hint"),
    [
        ("", "has an empty host", ""),
        ("h:80", "has a colon in its host name", "port"),
        ("http://h", "has a colon in its host name", "`url`"),
        ("[::1]", "has a bracket in its host name", "brackets"),
        ("m\u00fcnchen.de", "has a character outside ASCII in its host name", "xn--"),
        ("a b", "has a blank in its host name", ""),
        ("a/b", "has a slash in its host name", ""),
        ("a..b", "has an empty label in its host name", ""),
        (".a", "has an empty label in its host name", ""),
        (".", "has an empty label in its host name", ""),
        ("-a", "has a host name with a minus sign at an edge of a label", ""),
        ("a-.b", "has a host name with a minus sign at an edge of a label", ""),
        ("01.2.3.4", "has a host that is neither a name nor an IPv4 address", ""),
        ("1.2.3.4.", "has a host that is neither a name nor an IPv4 address", ""),
        ("256.1.1.1", "has a host that is neither a name nor an IPv4 address", ""),
        ("127.1", "has a host that is neither a name nor an IPv4 address", ""),
        ("0x7f000001", "has a host that is neither a name nor an IPv4 address", ""),
        ("a" * 64, "has a host name above 253 characters, or a label above 63", ""),
        ("a." * 127 + "a", "has a host name above 253 characters, or a label above 63", ""),
    ],
)
def test_what_is_no_host(text, reason, hint):
    fault = refused("host", text)

    assert fault.reason == reason
    assert hint in fault.help


@pytest.mark.parametrize(
    "text", ["0.0.0.0", "255.255.255.255", "::", "1::", "::1.2.3.4", "1:2:3:4:5:6:7:8", "1::3:4:5:6:7:8"]
)
def test_addresses(text):
    assert value("ip", text) == text


@pytest.mark.parametrize(
    "text",
    [
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "01.2.3.4",
        "1.2.3.-4",
        "1.2.3.4/8",
        "127.1",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "12345::",
        "g::",
        "[::1]",
        "fe80::1%eth0",
        "1.2.3.4::",
        "::1.2.3",
        "",
        "localhost",
        " ::1",
        "1.2.3.\uff14",
        "1:2:3:4::5:6:7:8",
    ],
)
def test_what_is_no_address(text):
    refused("ip", text)


def test_a_wrong_address_is_told_apart():
    assert "prefix length" in refused("ip", "10.0.0.0/8").reason
    assert "brackets" in refused("ip", "[::1]").reason
    assert "zone" in refused("ip", "fe80::1%eth0").reason
    assert "leading zeros" in refused("ip", "010.0.0.1").reason


@pytest.mark.parametrize("text", ["10.0.0.0/8", "0.0.0.0/0", "10.1.2.3/32", "::/0", "2001:db8::/32", "::1/128"])
def test_networks(text):
    assert value("cidr", text) == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("10.0.0.1/8", "has bits set behind its prefix"),
        ("2001:db8::1/32", "has bits set behind its prefix"),
        ("10.0.0.1", "has no prefix length"),
        ("10.0.0.0/33", "has a prefix length that is not one of 0 to 32"),
        ("::/129", "has a prefix length that is not one of 0 to 128"),
        ("10.0.0.0/08", "has a prefix length that is not one of 0 to 32"),
        ("10.0.0.0/", "has a prefix length that is not one of 0 to 32"),
        ("10.0.0.0/255.0.0.0", "has a prefix length that is not one of 0 to 32"),
        ("10.0.0.0/" + "9" * 5000, "has a prefix length that is not one of 0 to 32"),
        ("10.0/8", "is not an IP address"),
    ],
)
def test_what_is_no_network(text, reason):
    assert refused("cidr", text).reason == reason


@pytest.mark.parametrize("text", ["a@b.c", "root@localhost", "first.last+tag@sub.example.com", "o'neil@x.y"])
def test_addresses_of_mail(text):
    assert value("email", text) == text


def test_the_host_of_a_mail_address_compares_in_any_case():
    address = value("email", "Ann@Example.COM")

    assert address == value("email", "Ann@example.com")
    assert address != value("email", "ann@example.com")
    assert types.part("email", address, "local") == "Ann"
    assert types.part("email", address, "host") == "example.com"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "@b",
        "a@",
        "a@@b",
        "a..b@c",
        ".a@b",
        "a.@b",
        "a b@c",
        "Ann <a@b.c>",
        '"a b"@c',
        "a@1.2.3.4",
        "a@[::1]",
        "a@b c",
        "a@b,c@d",
        "\u00e4@b.c",
        "a@\u00e4.c",
        "mailto:a@b\n",
        "a" * 65 + "@b.c",
        "a@" + "b." * 130 + "c",
        "a@b:25",
    ],
)
def test_what_is_no_address_of_mail(text):
    refused("email", text)


def test_a_fault_in_the_host_is_marked_there():
    fault = refused("email", "ann@exa_mple:25")

    assert (fault.start, fault.end) == (12, 13)
