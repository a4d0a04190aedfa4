"""The glance lets nothing pass that the look would call a secret."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envlint.formats import secrets
from envlint.formats.suspects import suspect, suspect_text

KNOWN = st.one_of(
    *(
        st.from_regex(pattern)
        for pattern in (secrets.PREFIXED, secrets.JSON_WEB_TOKEN, secrets.PRIVATE_KEY, secrets.PASSWORD_IN_URL)
    )
)
RANDOM = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/_=-", min_size=20, max_size=80)
WORDS = st.sampled_from(sorted({word for ending in secrets.ENDINGS for word in ending} | {"URL", "Ttl", "1", "_", "x"}))


@given(st.one_of(KNOWN, RANDOM, RANDOM.map("base64:{}".format), RANDOM.map(" {}\n".format), st.text()))
def test_what_looks_secret_is_a_suspect(text: str) -> None:
    assert suspect_text(text) or not secrets.looks_secret(text)


@given(st.lists(WORDS, max_size=4), st.sampled_from(["_", "", "-", "."]), st.booleans())
def test_what_is_called_a_secret_is_a_suspect(words: list[str], between: str, lower: bool) -> None:
    name = between.join(word.capitalize() if lower and not between else word for word in words)
    assert suspect(name, "") or not secrets.secret_name(name)


@pytest.mark.parametrize("beginning", re.findall(r"[|:]([A-Za-z0-9_.\\-]+)", secrets.PREFIXED.pattern))
def test_every_known_beginning(beginning: str) -> None:
    text = beginning.replace("\\", "").replace("xox", "xoxb-") + "a" * 40
    assert secrets.looks_secret(text)
    assert suspect_text(text)


@pytest.mark.parametrize(
    "text",
    ["", "true", "https://app.example.com", "postgres://db.internal:5432/shop", "a sentence of some length", "8080"],
)
def test_ordinary_texts_are_none(text: str) -> None:
    assert not suspect("APP_TITLE", text)
