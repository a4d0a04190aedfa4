"""Every language's own samples: what must be found in them and what must not."""

from __future__ import annotations

import pytest

from envlint.core.declaration import READ
from envlint.inventories.code.engine import Engine
from envlint.inventories.code.languages import languages
from envlint.inventories.code.unit import Unit

CASES = [
    pytest.param(language, code, expected, id=f"{language.name}-{index}")
    for language in languages()
    for index, (code, expected) in enumerate(language.samples)
]


def found(language, code):
    """Return the reads of a piece of code by name, with the default or None."""
    unit = Unit(f"sample{language.suffixes[0]}", code.encode(), language)
    facts = Engine(language, [unit.path], lambda _path: unit).run()
    assert not facts.faults
    return {read.name: read.default for read in facts.reads.values() if read.evidence == READ}


@pytest.mark.parametrize(("language", "code", "expected"), CASES)
def test_sample(language, code, expected):
    reads = found(language, code)
    for word in expected.split("\n") if "\n" in expected else expected.split():
        name, equals, default = word.partition("=")
        if name.startswith("!"):
            assert name[1:] not in reads
        else:
            assert name in reads, (name, reads)
            assert not equals or reads[name] == default
    assert set(reads) <= {word.partition("=")[0] for word in expected.split()}


@pytest.mark.parametrize("language", languages(), ids=lambda language: language.name)
def test_a_language_brings_samples(language):
    assert len(language.samples) >= 5
