"""``Environment.ExpandEnvironmentVariables("%NAME%/data")`` of .NET."""

from __future__ import annotations

import re

from envlint.inventories.code.frameworks import framework_read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.core.declaration import Read
    from envlint.inventories.code.unit import Unit

CALL: Final = b"ExpandEnvironmentVariables"
NAME: Final = re.compile(r"%([A-Za-z_]\w*)%")


def expansions(unit: Unit) -> Iterator[Read]:
    """Yield the variables between percent signs in the text that a file has expanded."""
    if CALL not in unit.data:
        return
    for mention in unit.mentions(CALL.decode()):
        call = unit.enclosing(mention, dict.fromkeys(unit.language.calls, ""))
        arguments = unit.arguments(call) if call is not None else []
        text = unit.string(arguments[0].node) if arguments else None
        for name in NAME.findall(text or ""):
            yield framework_read(unit, name, arguments[0].node, "dotnet")
