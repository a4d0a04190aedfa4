"""Which names and which texts are secret where no rule says so: in docs, templates and programs, for all to see."""

from __future__ import annotations

import math
import re
from collections import Counter

from envlint.core.value import MASK
from envlint.formats.placeholders import is_placeholder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

# What a name ends with whose value is a secret. `JWT_SECRET_TTL` and `PASSWORD_MIN_LENGTH` end with something else.
ENDINGS: Final = (
    ("SECRET",), ("PASSWORD",), ("PASSWD",), ("TOKEN",),
    ("API", "KEY"), ("SECRET", "KEY"), ("PRIVATE", "KEY"), ("ACCESS", "KEY"),
)  # fmt: skip
# Those that may be secret: reason enough to print nothing, too little to call it a fault.
DOUBTFUL: Final = (
    ("PASS",), ("PWD",), ("PASSPHRASE",), ("PASSWORDS",), ("SECRETS",), ("TOKENS",), ("CREDENTIALS",), ("APIKEY",),
    ("API", "KEYS"), ("ENCRYPTION", "KEY"), ("SIGNING", "KEY"), ("MASTER", "KEY"), ("APP", "KEY"), ("KEY", "BASE"),
)  # fmt: skip
TOKENS: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")

# How the keys of well-known services begin, from their own documentation, and how much follows at least.
PREFIXED: Final = re.compile(
    r"(?:sk_live_|sk_test_|rk_live_|rk_test_|whsec_|sk-|ghp_|gho_|ghu_|ghs_|ghr_|github_pat_|glpat-|xox[abeoprs]-"
    r"|xapp-|AKIA|ASIA|AIza|SG\.|ya29\.|npm_|pypi-|dop_v1_|shpat_|hf_|rzp_live_|sq0atp-|sq0csp-|dckr_pat_|AGE-SECRET-KEY-)"
    r"[A-Za-z0-9_.-]{14,}"
)
AWS_KEY: Final = re.compile(r"A[KS]IA[A-Z0-9]{16}$")
MIXED: Final = re.compile(r"(?=.*[0-9])(?=.*[a-z])(?=.*[A-Z])")
JSON_WEB_TOKEN: Final = re.compile(r"eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]*")
PRIVATE_KEY: Final = re.compile(r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----")
PASSWORD_IN_URL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}://[^/?#\s@:]*:([^/?#\s@]+)@")
WORD: Final = re.compile(r"[A-Za-z0-9+/_=-]+")
HEX: Final = re.compile(r"[0-9a-f]+|[0-9A-F]+")
SHORTEST_RANDOM: Final = 20
# Anywhere in a text: what is to be done with it, or what it is not.
INSIDE: Final = (
    "change-me", "changeme", "change-this", "change-in-production", "replace-me", "replaceme", "replace-with", "your-",
    "-here", "example", "placeholder", "insert-",
)  # fmt: skip
FILLERS: Final = frozenset("x*.-_ ")
BRACKETS: Final = frozenset((("<", ">"), ("[", "]"), ("{", "}")))
NO_SECRETS: Final = frozenset(("true", "false", "null", "none", "nil", "undefined"))
LONGEST: Final = 4096
"""Characters of a text that are looked at: no known key begins behind them."""


def secret_name(name: str) -> bool:
    """Whether the value of a variable of this name is a secret by the last words of the name."""
    return _ends(name, ENDINGS)


def looks_secret(text: str) -> bool:
    """Whether a text is a known kind of key, holds a password in a URL, or looks like drawn at random."""
    text = text[:LONGEST]
    if PREFIXED.search(text) or JSON_WEB_TOKEN.search(text) or PRIVATE_KEY.search(text):
        return True
    return password_of_url(text) is not None or random_looking(text)


def known_key(text: str) -> bool:
    """Whether a text is, by its beginning, the key of a well-known service, a signed token or a private key."""
    text = text[:LONGEST]
    return bool(PREFIXED.match(text) or JSON_WEB_TOKEN.match(text) or PRIVATE_KEY.search(text))


def is_key(name: str) -> bool:
    """Whether what stands in the place of a name is a key itself: ``getenv("ghp_...")``. Names may begin as keys do."""
    return any(MIXED.search(found[0]) or AWS_KEY.search(found[0]) for found in PREFIXED.finditer(name[:LONGEST]))


def password_of_url(text: str) -> str | None:
    """Return the password that a URL in the text holds; None where there is none, or a reference stands for it."""
    for found in PASSWORD_IN_URL.finditer(text[:LONGEST]):
        password: str = found[1]
        if not password.startswith(("$", "{", "<", "%(")) and set(password) != {"*"}:
            return password
    return None


def random_looking(text: str) -> bool:
    """Whether a text is one long word whose characters are spread as in random ones (Shannon's entropy per character).

    Hexadecimal digits carry 4 bits at most and are asked for 3; other words, which need digits and both cases, for 3.5.
    """
    word = text.strip().removeprefix("base64:")[:LONGEST]
    if len(word) < SHORTEST_RANDOM or not WORD.fullmatch(word):
        return False
    if HEX.fullmatch(word):
        return len(word) >= 32 and not word.isdigit() and entropy(word) >= 3.0
    mixed = any(map(str.isdigit, word)) and any(map(str.islower, word)) and any(map(str.isupper, word))
    return mixed and entropy(word) >= 3.5


def entropy(text: str) -> float:
    """Return Shannon's entropy of a text in bits per character; 0 for an empty one."""
    size = len(text)
    return -sum(count / size * math.log2(count / size) for count in Counter(text).values())


def placeholder(text: str) -> bool:
    """Whether a text was put there to be replaced, or stands for nothing: no secret, whatever it is called."""
    folded = text.strip().lower()
    phrase = folded.replace("_", "-")
    return (
        not folded
        or is_placeholder(folded)
        or any(word in phrase for word in INSIDE)
        or set(folded) <= FILLERS
        or (folded[0], folded[-1]) in BRACKETS
        or folded.startswith("${")
    )


def showable(name: str, text: str) -> str:
    """Return a text that stands for a variable as it may be printed: a mask when either looks secret."""
    if not text or text.lower() in NO_SECRETS:
        return text
    return MASK if _ends(name, ENDINGS + DOUBTFUL) or looks_secret(text) else text


def _ends(name: str, endings: tuple[tuple[str, ...], ...]) -> bool:
    words = tuple(word.upper() for word in TOKENS.findall(name[-200:]))
    return any(words[-len(ending) :] == ending for ending in endings)
