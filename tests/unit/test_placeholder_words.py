"""Words that stand for no secret: some are there to be replaced, some mean nothing at all to some readers."""

from __future__ import annotations

import pytest

from envlint.checks.subjects import ValueSubject
from envlint.checks.value import placeholder_value
from envlint.core.rule import Rule

SECRET = Rule(name="MAIL_PASSWORD", type="secret")


def messages(text: str) -> list[str]:
    return [breach.message for breach in placeholder_value.judge(ValueSubject(SECRET, text))]


@pytest.mark.parametrize("text", ["null", "NULL", "none", "nil", "undefined", "false"])
def test_a_word_for_nothing_is_said_to_be_one(text):
    assert messages(text) == ["MAIL_PASSWORD holds a word for nothing, which most readers take for the secret itself"]


@pytest.mark.parametrize("text", ["changeme", "your-secret", "<password>", "secret", "xxxx", "test-utils-secret"])
def test_a_word_to_be_replaced_is_a_placeholder(text):
    assert messages(text) == ["MAIL_PASSWORD is still a placeholder"]


@pytest.mark.parametrize("text", ["nullius-in-verba-1660", "falseflag9Qz", "nonesuch-7Wd2"])
def test_a_secret_may_begin_with_such_a_word(text):
    assert messages(text) == []
