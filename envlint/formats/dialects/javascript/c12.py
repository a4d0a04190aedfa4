r"""c12, the loader of Nuxt, Nitro and other UnJS tools: dotenv's grammar, then references replaced in its own way.

Source of the facts: c12's README ("dotenv") and the behaviour of c12 3.3. ``$NAME`` and ``${NAME}``, where a name may
hold colons; a reference sees the whole file; a name that is not known stays as it is written; ``\$`` is a dollar sign;
names that begin with ``_`` are not set; the host's variables stay.
"""

from __future__ import annotations

import re

from envlint.formats.dialects import HOST
from envlint.formats.dialects.javascript.budget import Budget, with_value
from envlint.formats.dialects.javascript.replacing import replaced
from envlint.formats.dialects.javascript.text import PROTOTYPE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Final

    from envlint.formats.dialects import Assignment

REFERENCE: Final = re.compile(r"([^\n\r\u2028\u2029]?)\$\{?([\w:]+)?\}?", re.ASCII)
ESCAPE: Final = "\\"
DEEPEST: Final = 200
"""References inside references; deeper ones are taken for endless."""


def expand(found: list[Assignment], host: Mapping[str, str]) -> Iterator[Assignment]:
    """Yield what c12 sets.

    Raises:
        EndlessError: The references take more work than is allowed.
    """
    state = _State({each.name: each.value or "" for each in found if each.name not in host}, host)
    for each in found:
        name = each.name
        if name in host:
            continue
        depends: set[str] = set()
        state.values[name] = value = state.expanded(state.values[name], (), depends)
        if not name.startswith("_") and name not in PROTOTYPE:
            yield with_value(each, value, frozenset(depends))


class _State:
    """The values of one file, as written until they are expanded."""

    def __init__(self, values: dict[str, str], host: Mapping[str, str]) -> None:
        self.values = values
        self.host = host
        self.budget = Budget()

    def expanded(self, value: str, parents: tuple[str, ...], depends: set[str]) -> str:
        if "$" not in value:
            return value
        if len(parents) > DEEPEST:
            self.budget.spend(self.budget.left)
        done = value
        for found in REFERENCE.finditer(value):
            self.budget.spend(0)
            template = found[0][len(found[1]) :]
            text: str | None
            if found[1] == ESCAPE:
                template = found[0]
                text = template.replace("\\$", "$", 1)
            else:
                name = found[2] or "undefined"
                if name in parents:
                    done = ""
                    continue
                text = self._value(name, parents, depends)
            first = -1 if text is None else done.find(template)
            if text is not None and first >= 0:
                self.budget.spend(len(done))
                done = replaced(done, template, first, text, self.budget)
        return done

    def _value(self, name: str, parents: tuple[str, ...], depends: set[str]) -> str | None:
        text = self.host.get(name)
        if text is not None:
            depends.add(HOST)
        else:
            text = self.values.get(name)
        return None if text is None else self.expanded(text, (*parents, name), depends)
