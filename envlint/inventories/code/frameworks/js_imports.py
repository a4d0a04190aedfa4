"""Variables that a file imports by their name: SvelteKit's ``$env`` and Astro's ``astro:env`` modules.

https://svelte.dev/docs/kit/$env-static-private, https://docs.astro.build/en/reference/modules/astro-env/
"""

from __future__ import annotations

import re

from envlint.core.declaration import READ, Read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.inventories.code.unit import Unit

NAMED: Final = re.compile(
    rb"import\s*\{(?P<names>[^{}]{1,4000})\}\s*from\s*[\"'](?P<module>\$env/static/(?:private|public)|astro:env/(?:server|client))[\"']"
)
NAME: Final = re.compile(rb"(?:^|,)\s*(?P<name>[A-Za-z_]\w*)")
FUNCTIONS: Final = frozenset({b"getSecret"})


def imported_names(unit: Unit) -> Iterator[Read]:
    """Yield the variables that are imported from modules of the environment."""
    for match in NAMED.finditer(unit.data) if b"$env/static" in unit.data or b"astro:env" in unit.data else ():
        via = "sveltekit" if match["module"].startswith(b"$") else "astro"
        for name in NAME.finditer(match["names"]):
            if name["name"] not in FUNCTIONS:
                start, end = (match.start("names") + offset for offset in name.span("name"))
                yield Read(
                    name["name"].decode(),
                    "code",
                    unit.at(start, end),
                    evidence=READ,
                    language=unit.spoken,
                    how="framework",
                    via=via,
                    test=unit.test,
                )
