"""Invariants that tests load."""

from __future__ import annotations

from typing import TYPE_CHECKING

from envlint.core.tier import BUILT_IN
from envlint.rules.invariants import load as invariants

if TYPE_CHECKING:
    from envlint.core.invariant import Invariant

ALL = """\
[BACKEND]
values = ["local", "s3"]
default = "local"
in.staging.default = "s3"

[tag]
user-facing = ["users", "tracks"]
bridges = ["users.avatar"]

[[invariant]]
id = 7
of = "table"
only = ["rooms"]
tag = "user-facing"
except = { tracks = "They are never deleted.", "auth.*" = "Another team's." }
since = 76
has = ["deleted_at timestamptz null"]
level = { production = "error", else = "info" }
doc = "Soft delete."
why = "People change their mind."
see = "docs/deleting.md"
owner = "core"
tags = ["legal"]

[[invariant]]
id = "backends"
of = "column"
tag = "bridges"
only = ["tracks.storage_*"]
default = "$BACKEND"
values = "$BACKEND"
type = ["varchar(16)", "text"]
null = false

[[invariant]]
id = "columns-of-a-tag"
of = "foreign-key"
tag = "user-facing"
on_delete = "SET NULL"
on_update = ["CASCADE", "NO ACTION"]

[[invariant]]
id = "kinds"
of = "enum"
values = ["a", 1, true]
"""


def loaded(text: str) -> dict[str, tuple[Invariant, ...]]:
    return invariants.load([("r.toml", text.encode())], BUILT_IN)
