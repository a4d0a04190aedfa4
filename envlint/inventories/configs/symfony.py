"""Symfony's configuration: ``%env(int:PORT)%`` reads, and a parameter ``env(PORT)`` is the default."""

from __future__ import annotations

import re

from envlint.formats.yaml import load
from envlint.formats.yaml_nodes import Mapping, Scalar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.inventories.configs.page import Item, Page

# Processors stand before the name: %env(json:file:SETTINGS_FILE)%, %env(default:fallback:int:PORT)%.
CALL: Final = re.compile(r"%env\((?:[^()%\s:]*:)*([A-Za-z_][A-Za-z0-9_]*)\)%")
DEFAULT: Final = re.compile(r"env\(([A-Za-z_][A-Za-z0-9_]*)\)")
TYPES: Final = {"bool": "boolean", "not": "boolean", "int": "integer", "float": "number", "csv": "list"}


def read(page: Page) -> Iterator[Item]:
    """Yield what the container is built with.

    Raises:
        Unparsed: the file is no valid YAML.
    """
    documents = load(page.text)
    for root in documents.roots:
        parameters = root.get("parameters") if isinstance(root, Mapping) else None
        for key, value in parameters.entries() if isinstance(parameters, Mapping) else ():
            if (match := DEFAULT.fullmatch(key.value)) and isinstance(value, Scalar):
                start = page.text.find(match[1], key.start)
                yield page.read(match[1], start, default=value.value, how="framework", via="symfony")
    for scalar in documents.scalars():
        for match in CALL.finditer(page.text, scalar.start, scalar.end):
            processor = match[0].removeprefix("%env(").partition(":")[0]
            type = TYPES.get(processor, "") if ":" in match[0] else ""
            yield page.read(match[1], match.start(1), how="framework", via="symfony", type=type)
