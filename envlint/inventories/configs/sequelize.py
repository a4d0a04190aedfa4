"""Sequelize's ``config.json``: ``use_env_variable`` names the variable of the database's URL."""

from __future__ import annotations

from envlint.inventories.configs.jsonc import strings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.inventories.configs.page import Item, Page


def read(page: Page) -> Iterator[Item]:
    """Yield the variables that the connections are taken from."""
    for string in strings(page.text):
        if string.keys[-1:] == ("use_env_variable",) and not string.is_key and string.text:
            yield page.read(string.text, string.start, how="framework", via="sequelize")
