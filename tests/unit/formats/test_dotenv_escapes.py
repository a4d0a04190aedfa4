from __future__ import annotations

import io

import dotenv as python_dotenv
import pytest

from envlint.core.source import Source
from envlint.formats import dotenv


@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize("character", [chr(code) for code in range(32, 127)])
def test_every_character_behind_a_backslash(quote: str, character: str) -> None:
    for body in (f"a\\{character}b", f"\\\\{character}", f"\\\\\\{character}\\\\"):
        text = f"A={quote}{body}{quote}\nB=1\n"
        wanted = python_dotenv.dotenv_values(stream=io.StringIO(text), interpolate=False)
        found = {b.name: b.value.raw for b in dotenv.read(Source("dotenv", "x", text=text)).bindings}
        assert found == wanted
