from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from config_tree import Files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def files(tmp_path: Path) -> Iterator[Callable[[dict[str, str]], Files]]:
    """Make the files of a project called `shop`; of all of them the places are looked at in the end."""
    made = []

    def make(texts: dict[str, str]) -> Files:
        made.append(Files(tmp_path / "shop", texts))
        return made[-1]

    yield make
    assert all(one.places_hold_their_names() for one in made)
