from __future__ import annotations

from typing import Any

import pytest

from envlint import types
from envlint.types import Malformed


def value(name: str, text: str, **spec: Any) -> Any:
    return types.parse(name, text, spec)


def refused(name: str, text: str, **spec: Any) -> Malformed:
    """The refusal of a text, once it is sure that it gives nothing away and marks a stretch of the text."""
    with pytest.raises(Malformed) as caught:
        types.parse(name, text, spec)
    fault = caught.value
    assert fault.reason.startswith(("is ", "has ", "ends "))
    assert 0 <= fault.start <= (len(text) if fault.end is None else fault.end) <= len(text)
    if len(text) >= 6:
        assert text not in fault.reason + fault.help
    return fault


def is_refused(name: str, text: str, **spec: Any) -> bool:
    try:
        types.parse(name, text, spec)
    except Malformed:
        return True
    return False
