from __future__ import annotations

import base64

import pytest
from type_assertions import refused, value

UUID = "123e4567-e89b-12d3-a456-426614174000"
BODY = base64.b64encode(bytes(range(90))).decode()
BLOCK = f"-----BEGIN PRIVATE KEY-----\n{BODY[:64]}\n{BODY[64:]}\n-----END PRIVATE KEY-----"


@pytest.mark.parametrize("text", [UUID, UUID.upper(), "00000000-0000-0000-0000-000000000000"])
def test_uuids(text):
    assert value("uuid", text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        UUID[:-1],
        UUID + "0",
        UUID.replace("-", ""),
        "{" + UUID + "}",
        "urn:uuid:" + UUID,
        UUID.replace("e", "g"),
        UUID.replace("1", "\uff11"),
        UUID[:9] + "-" + UUID[10:],
        " " + UUID,
        UUID + "\n",
    ],
)
def test_what_is_no_uuid(text):
    refused("uuid", text)


@pytest.mark.parametrize("text", ["", "00", "deadBEEF"])
def test_hexadecimal(text):
    assert value("hex", text) == text


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [("0xff", 0, 2), ("fff", 0, None), ("fg", 1, 2), ("ff ff", 2, 3), ("ff\n", 2, 3), ("\uff11\uff11", 0, 1)],
)
def test_what_is_no_hexadecimal(text, start, end):
    fault = refused("hex", text)

    assert (fault.start, fault.end) == (start, end)


@pytest.mark.parametrize("length", range(8))
def test_whatever_an_encoder_writes_is_base64(length):
    data = bytes(range(250, 250 - length, -1))

    value("base64", base64.b64encode(data).decode())
    value("base64url", base64.urlsafe_b64encode(data).decode())
    value("base64url", base64.urlsafe_b64encode(data).decode().rstrip("="))


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("base64", "aGVsbG8", "has the wrong padding for base64"),
        ("base64", "aGk==", "has the wrong padding for base64"),
        ("base64", "=", "has the wrong padding for base64"),
        ("base64", "aGVsbG8h=", "has the wrong padding for base64"),
        ("base64", "a", "is cut off: its length is none that base64 has"),
        ("base64", "aGl=", "has bits set behind its last byte"),
        ("base64", "aH==", "has bits set behind its last byte"),
        ("base64", "a-_=", "has a minus sign that base64 does not have"),
        ("base64", "aG k=", "has a blank that base64 does not have"),
        ("base64", "aGk=\n", "has a punctuation mark that base64 does not have"),
        ("base64", "aG=k", "has a punctuation mark that base64 does not have"),
        ("base64", "aG\u00e9=", "has a character outside ASCII that base64 does not have"),
        ("base64url", "a+/=", "has a plus sign that base64 does not have"),
        ("base64url", "aGk==", "has the wrong padding for base64"),
        ("base64url", "aGl", "has bits set behind its last byte"),
        ("base64url", "aGVsb", "is cut off: its length is none that base64 has"),
    ],
)
def test_lenient_base64_is_refused(name, text, reason):
    assert refused(name, text).reason == reason


def test_the_sister_alphabet_is_named():
    assert "`base64url`" in refused("base64", "a-_=").help
    assert "`base64`" in refused("base64url", "a+/=").help


@pytest.mark.parametrize(
    "text",
    [
        BLOCK,
        BLOCK + "\n",
        BLOCK.replace("\n", "\r\n"),
        BLOCK + "\n" + BLOCK,
        BLOCK + "\n\n" + BLOCK + "\n",
        BLOCK.replace("KEY-----\n", "KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES,00\n\n", 1),
    ],
)
def test_pem(text):
    assert value("pem", text) == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is not a PEM block"),
        ("\n", "is not a PEM block"),
        (BODY, "has text outside of a PEM block"),
        (BLOCK.replace("\n", "\\n"), "has a written-out \\n where a PEM has a line break"),
        (BLOCK.replace("\n", " "), "has more than its label on the first line of a PEM block"),
        (BLOCK[:-26], "has a PEM block without its end"),
        (BLOCK.replace("END PRIVATE", "END PUBLIC"), "has a PEM block that does not end as it began"),
        (BLOCK + "\n-----END PRIVATE KEY-----", "has text outside of a PEM block"),
        ("key: " + BLOCK, "has text outside of a PEM block"),
        (BLOCK.replace(BODY[64:], BODY[64:-1]), "has a PEM block with something else than base64 in it"),
        (BLOCK.replace(BODY[:64], "..."), "has a PEM block with something else than base64 in it"),
        ("-----BEGIN A-----\n-----END A-----", "has an empty PEM block"),
        ("-----BEGIN -----\nAAAA\n-----END -----", "has more than its label on the first line of a PEM block"),
    ],
)
def test_what_is_no_pem(text, reason):
    assert refused("pem", text).reason == reason
