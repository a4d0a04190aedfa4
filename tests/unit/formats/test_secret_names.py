"""What is secret by its name or by its looks, and what is only there to be replaced."""

import time

import pytest

from envlint.core.value import MASK
from envlint.formats.secrets import looks_secret, placeholder, secret_name, showable

RANDOM = "q7Zr0vXc2LmP9sTfB4nKd8WgYh3JuE6a"

SECRETS = """
JWT_SECRET DB_PASSWORD DB_PASSWD GH_TOKEN STRIPE_API_KEY SECRET_KEY S3_PRIVATE_KEY AWS_SECRET_ACCESS_KEY
dbPassword apiKey SECRET spring.datasource.password
"""
ABOUT_SECRETS = """
JWT_PUBLIC_KEY API_KEY_PREFIX JWT_TOKEN_TTL PASSWORD_MIN_LENGTH API_KEY_HEADER SECRET_KEY_PATH
DB_PASSWORD_FILE AWS_ACCESS_KEY_ID KEYBOARD SECRETARY TOKENIZER
"""


@pytest.mark.parametrize("name", SECRETS.split())
def test_a_secret_by_its_last_words(name):
    assert secret_name(name)


@pytest.mark.parametrize("name", ABOUT_SECRETS.split())
def test_a_name_that_only_speaks_of_secrets(name):
    assert not secret_name(name)


@pytest.mark.parametrize(
    "text",
    [
        RANDOM,
        "6f1c54d018f7d55301eb4c31055b04769f5924d7",
        "sk_live_51H8xQ2eZvKYlo2CABCDEF",
        "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig",
        "-----BEGIN RSA PRIVATE KEY-----",
        "postgres://app:hunter2@db:5432/app",
        "user=x url=amqp://a:b@c",
    ],
)
def test_a_text_that_looks_secret(text):
    assert looks_secret(text)
    assert showable("ANYTHING", text) == MASK


@pytest.mark.parametrize(
    "text",
    [
        "",
        "http://localhost:8080/api/v1/auth/oauth/discord/callback",
        "postgres://localhost/app",
        "postgres://${USER}:${PASS}@db/app",
        "postgres://user:****@db/app",
        "stream_server=info,tower_http=debug",
        "/opt/app/cert.p12",
        "12345678901234567890123456789012",
        "high,medium,low,mobile",
        "com.example.application.Main",
    ],
)
def test_a_text_that_may_be_shown(text):
    assert not looks_secret(text)
    assert showable("ANYTHING", text) == text


@pytest.mark.parametrize("name", ["DB_PASSWORD", "SMTP_PASS", "APP_KEY", "ENCRYPTION_KEY"])
def test_the_value_of_a_secret_name_is_masked_and_a_word_for_nothing_is_not(name):
    assert showable(name, "letmein") == MASK
    assert showable(name, "") == ""
    assert showable(name, "false") == "false"


@pytest.mark.parametrize(
    "text",
    ["", "changeme", "CHANGE_ME", "your-key", "my-secret-change-in-production", "<key>", "[key]", "{{ key }}",
     "${KEY}", "xxxx", "****", "key-goes-here", "AKIAIOSFODNN7EXAMPLE", "dummy"],
)  # fmt: skip
def test_a_placeholder(text):
    assert placeholder(text)


@pytest.mark.parametrize("text", [RANDOM, "hunter2", "s3", "postgres", "1"])
def test_no_placeholder(text):
    assert not placeholder(text)


@pytest.mark.parametrize("piece", ["a", "a:", "://", "a://b:", "eyJ", "-----BEGIN ", "sk-", "="])
def test_long_texts_take_no_time(piece):
    text, began = piece * 200_000, time.process_time()
    looks_secret(text)
    placeholder(text)
    secret_name(text)
    assert time.process_time() - began < 1
