from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError
from type_assertions import is_refused, refused, value

from envlint.types.booleans import DIALECTS, READERS, meaning

SPELLINGS = sorted(
    {
        spelling
        for word in [
            "true",
            "false",
            "yes",
            "no",
            "on",
            "off",
            "y",
            "n",
            "t",
            "f",
            "ok",
            "enabled",
            "disabled",
            "(true)",
            "(false)",
            "1",
            "0",
            "2",
            "-1",
            "00",
            "null",
            "banana",
        ]
        for spelling in (word, word.upper(), word.capitalize(), word.swapcase())
    }
    | {"tRue", "oN", "yEs", " true", "true "}
)


@pytest.mark.parametrize(
    ("dialect", "true", "false", "refuses"),
    [
        ("go", "1 t T true True TRUE", "0 f F false False FALSE", "yes on tRUE y 2"),
        ("rust", "true", "false", "True 1 0 t yes"),
        ("java", "true TRUE tRue", "false FALSE", "1 0 yes on no t"),
        ("spring", "true on yes 1 YES On", "false off no 0 FALSE", "y t 2 enabled"),
        ("python", "true 1 yes on t Y TRUE", "", "false 0 no off banana n disabled"),
        ("pydantic", "1 t true y yes on TRUE Yes", "0 f false n no off OFF", "2 enabled ok"),
        ("environs", "1 t T true True TRUE y Y yes on On ON", "0 f F false n N no No off", "tRue oN 2 ok"),
        ("django-environ", "true on ok y yes 1 2 -3 TRUE 007", "false 0 00 False", "t enabled no off f banana"),
        ("starlette", "true 1 True TRUE", "false 0 FALSE", "yes on t"),
        ("dynaconf", "true True", "false False", "TRUE 1 yes"),
        ("zod", "true 1 yes on y enabled ENABLED", "false 0 no off n disabled", "t f ok 2"),
        ("envalid", "true t yes on 1", "false f no off 0", "TRUE True y YES"),
        ("php", "1 true on yes TRUE", "0 false off no NO", "t y enabled 2"),
        ("laravel", "true (true) TRUE (TRUE)", "false (false) False", "1 0 yes on"),
        ("rails", "true 1 yes on t TRUE", "0 f F false FALSE off OFF", "no NO False Off n banana"),
        ("yaml", "true yes on True YES ON", "false no off No", "y n 1 0 tRue"),
    ],
)
def test_readers(dialect, true, false, refuses):
    for text in true.split():
        assert value("bool", text, dialect=dialect) is True, text
    for text in false.split():
        assert value("bool", text, dialect=dialect) is False, text
    for text in refuses.split():
        refused("bool", text, dialect=dialect)


def test_every_reader_has_a_row():
    assert len(DIALECTS) == 16


@pytest.mark.parametrize("text", ["1", "0", "TRUE", "True", "yes", "no", "on", "t", "enabled"])
def test_without_a_reader_only_two_words_are_booleans(text):
    fault = refused("bool", text)

    assert fault.reason == "is a boolean to some readers only"
    assert "declare `dialect`" in fault.help


@pytest.mark.parametrize("text", ["", "banana", " true", "true ", "truefalse"])
def test_what_is_no_boolean_to_anybody(text):
    assert refused("bool", text).reason == "is not a boolean"


def test_the_canonical_words():
    assert value("bool", "true") is True
    assert value("bool", "false") is False


@pytest.mark.parametrize(
    ("dialect", "text", "word"),
    [("java", "1", "false"), ("django-environ", "no", "false"), ("python", "false", "true"), ("rails", "no", "true")],
)
def test_a_silent_reader_is_named_with_what_it_makes_of_the_text(dialect, text, word):
    assert refused("bool", text, dialect=dialect).reason.endswith(f"is read as {word} by {dialect}")


def test_meaning_says_what_happens_without_judging():
    assert meaning("1", "go") is True
    assert meaning("1", "java") is False
    assert meaning("yes", "go") is None
    assert meaning("false", "python") is True
    assert meaning("no", "rails") is True
    assert meaning("banana", "dynaconf") is None
    assert meaning("", "python") is meaning("", "java") is None


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_value_is_never_anything_else_than_its_meaning(dialect):
    for text in SPELLINGS:
        if not is_refused("bool", text, dialect=dialect):
            assert value("bool", text, dialect=dialect) is meaning(text, dialect)


def test_pydantic_reads_them_so():
    reads = TypeAdapter(bool)
    for text in SPELLINGS:
        try:
            expected: bool | None = reads.validate_python(text)
        except ValidationError:
            expected = None
        assert meaning(text, "pydantic") is expected, text


def test_no_word_is_listed_twice():
    for reader in READERS.values():
        assert not set(reader.true.split()) & set(reader.false.split())
