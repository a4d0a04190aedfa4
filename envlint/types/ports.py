"""``port``: a whole number. That it lies in 1..65535 is a matter of its range, not of its spelling."""

from __future__ import annotations

from envlint.types.integers import OPTIONS as OPTIONS
from envlint.types.integers import parse as parse

ORDERED = True
LIMITS = (1, 65535)
