"""Which texts might be secrets at all: a glance that costs nothing, before ``envlint.formats.secrets`` takes a look.

Importing regular expressions takes as long as starting the interpreter, and most values need none of them. Whatever
``secret_name`` or ``looks_secret`` call a secret is a suspect here (``tests/unit/formats/test_suspects.py``).
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

WORDS: Final = ("SECRET", "PASSWORD", "PASSWD", "TOKEN", "KEY")
MARKS: Final = (
    "eyJ", "PRIVATE KEY-----", "sk_", "rk_", "sk-", "whsec_", "gh", "github_pat_", "glpat-", "xox", "xapp-", "AKIA",
    "ASIA", "AIza", "SG.", "ya29.", "npm_", "pypi-", "dop_v1_", "shpat_", "hf_", "rzp_live_", "sq0", "dckr_pat_",
    "AGE-SECRET-KEY-",
)  # fmt: skip
SHORTEST_KEY: Final = 14
SHORTEST_RANDOM: Final = 20
BETWEEN: Final = str.maketrans("", "", "+/_=-")


def suspect(name: str, text: str) -> bool:
    """Whether a variable may be a secret by its name or its value."""
    upper = name.upper()
    return any(word in upper for word in WORDS) or suspect_text(text)


def suspect_text(text: str) -> bool:
    """Whether a text may be a known key, hold a password in a URL, or be drawn at random."""
    if len(text) >= SHORTEST_KEY and any(mark in text for mark in MARKS):
        return True
    if "://" in text and "@" in text:
        return True
    word = text.strip().removeprefix("base64:")[:4096]
    return len(word) >= SHORTEST_RANDOM and word.translate(BETWEEN).isalnum()
