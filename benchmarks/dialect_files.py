"""``.env`` files made up from a seed: lines as people write them, beside lines that nobody should write.

Nothing in them names a command other than ``echo`` and ``printf``, and nothing redirects to a path: shells and the
loaders that run ``$(...)`` are given these files.
"""

from __future__ import annotations

import random
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = ("A", "B", "C", "X", "DB_URL", "APP_PORT", "API_KEY", "HOST_VAR", "A_B", "_U", "a", "LOG_LEVEL", "EMPTY")
ODD_NAMES = ("my.key", "MY-KEY", "1A", "\u00e9", "a b", "export", "'A'", '"B"', "IFS", "A:B", "", "$A", "A+")
WORDS = (
    "1",
    "true",
    "info",
    "0.5",
    "hello",
    "zorp",
    "8080",
    "eu-west-1",
    "quux@zorp.invalid",
    "*",
    "v1.2.3",
    "50%",
    "null",
)
URLS = (
    "postgres://quux:p@ss@db.invalid:5432/app",
    "https://zorp.invalid/a?b=1&c=2#frag",
    "/srv/data",
    "~/data",
    "C:\\new\\table",
)
SECRETS = (
    "pa$sword",
    "x#y",
    "a'b",
    'a"b',
    "$2y$10$abcdefghij",
    "a;b",
    "k=v==",
    "a`b",
    "(x)",
    "a|b",
    "100%{x}",
    "\\$A",
    "!a",
    "a\\",
)
REFERENCES = (
    "${A}", "$A", "${B}/x", "$X$A", "${NOPE}", "$NOPE", "${NOPE:-d}", "${A:-d}", "${EMPTY:-e}", "${EMPTY-e}", "${A:+s}",
    "${NOPE+s}", "${HOST_VAR}", "$HOST_VAR", "${NOPE:-${A}}", "${NOPE:-$A}", "\\${A}", "\\$A", "$$", "${A", "${}", "$1",
    "${NOPE:=q}", "${NOPE:?m}", "$(echo hi)", "`echo hi`", "$((1+2))", "{{A}}", "%A%", "$(A)",
)  # fmt: skip
PIECES = (
    *REFERENCES, "A", "B", "x", "1", " ", "  ", "\t", "'", '"', "'", '"', "`", "\\", "\\\\", '\\"', "\\'", "\\n", "\\r",
    "\\t", "\\u00e9", "#", " #", "# c", "=", ":", ";", "&", "|", "(", ")", "<", "{", "}", "$", "~", "*", "?", "[", "]",
    "!", "%", "@", ",", ".", "-", "+", "\u00e9", "\u00a0", "\u2003", "\u200b", "\v", "\f", "export ", "A=", "'x y'",
    '"x y"',
)  # fmt: skip
ENDS = ("\n",) * 14 + ("\r\n", "\r", "\n\n", " \n", "\n\t\n")
STRAY = (
    "# c", "  # it's", "#A=1", '# "x', "", "", "   ", "prose here", "A", "X", "HOST_VAR", "export", "export A", "=x",
    "; x", "\ufeffA=1", "[main]", "A =", "export A B", "---",
)  # fmt: skip
UNSAFE = re.compile(r">[\s\"'&|!\\]*[/~$]")
PEM = "-----BEGIN X KEY-----\nMIIBzorp+/x==\nKj34=\n-----END X KEY-----"


def files(seed: int, count: int) -> Iterator[bytes]:
    """Give as many files as are asked for, the same ones for the same seed."""
    chance = random.Random(seed)
    while count:
        text = _file(chance)
        if not UNSAFE.search(text):
            count -= 1
            yield _bytes(chance, text)


def _bytes(chance: random.Random, text: str) -> bytes:
    data = text.encode()
    rare = chance.random()
    if rare < 0.02:
        return b"\xef\xbb\xbf" + data
    if rare < 0.04:
        return data.replace(b"\n", b"\r\n")
    if rare < 0.05:
        at = chance.randrange(len(data) + 1)
        return data[:at] + chance.choice((b"\xe9", b"\xff", b"\xe2\x82")) + data[at:]
    return data


def _file(chance: random.Random) -> str:
    wild = chance.choice((0.0, 0.1, 0.5))
    lines = [_line(chance, wild) + (chance.choice(ENDS) if wild else "\n") for _ in range(chance.randint(1, 5))]
    text = "".join(lines)
    return text.rstrip("\n") if chance.random() < 0.15 else text


def _line(chance: random.Random, wild: float) -> str:
    if chance.random() < 0.1:
        return chance.choice(STRAY if wild else STRAY[:5])
    odd = chance.random() < wild
    name = chance.choice(ODD_NAMES if odd and chance.random() < 0.2 else NAMES)
    prefix = chance.choice(("export ", "  ", "export\t", " export  ")) if chance.random() < 0.08 else ""
    sign = chance.choice((" = ", "= ", " =", ": ", ":", "=\t", "+=")) if chance.random() < 0.12 else "="
    return prefix + name + sign + (_wild(chance) if odd else _usual(chance))


def _usual(chance: random.Random) -> str:
    """Return a value as it stands in real files."""
    kind = chance.random()
    if kind < 0.06:
        return ""
    if kind < 0.1:
        return chance.choice((f'"{PEM}"', f"'{PEM}'", PEM.replace("\n", "\\n"), '{"a": 1, "b": ["x"]}', "[1,2]"))
    body = chance.choice(chance.choice((WORDS, WORDS, URLS, SECRETS, REFERENCES)))
    if chance.random() < 0.25:
        body += chance.choice((" ", "-", "/", ", ")) + chance.choice(chance.choice((WORDS, REFERENCES)))
    quote = chance.choice(("", "", "", '"', '"', "'", "'"))
    behind = chance.choice((" # c", "  ", "#c", " #", " # it's")) if chance.random() < 0.15 else ""
    return quote + (body.replace(quote, "") if quote else body) + quote + behind


def _wild(chance: random.Random) -> str:
    body = "".join(chance.choice(PIECES) for _ in range(chance.choice((0, 1, 1, 2, 2, 3, 4, 6))))
    kind = chance.random()
    quote = chance.choice('\'""`')
    if kind < 0.3:
        return quote + body + quote + chance.choice(("", "", "", " # c", "x", "#", "  ", quote))
    if kind < 0.4:
        return quote + body.replace(quote, "") + "\n" + chance.choice(PIECES) + quote
    if kind < 0.45:
        return quote + body
    return body
