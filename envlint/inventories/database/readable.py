"""Which relations of a running server may be read for their rows: to read some runs what others have put there.

A view, a policy and a conversion of a type may call any function, with the rights of whoever reads. Behind a policy a
role sees only some of the rows, and nothing can be counted.
"""

from __future__ import annotations

import json
from typing import Final

from envlint.checks.database.names import clipped
from envlint.core.record import Record
from envlint.formats.sql import names as catalogued

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from envlint.inventories.database.session import Session

    Name = tuple[str, str]

PUBLIC: Final = "public"
KINDS: Final = {
    "v": "a view",
    "f": "a foreign table",
    "S": "a sequence",
    "i": "an index",
    "c": "a type",
}
OF_THE_SYSTEM: Final = ("information_schema",)
VIEWS_OF_THE_SYSTEM: Final = frozenset((("pg_catalog", "pg_indexes"), ("pg_catalog", "pg_tables")))

QUESTION: Final = """
SELECT json_build_array(asked.own, asked.name, relkind, row_security_active(pg_class.oid), (
    SELECT json_agg(attname) FROM pg_attribute
    JOIN pg_type AS direct ON direct.oid = atttypid
    JOIN pg_type AS plain ON plain.oid = CASE
        WHEN direct.typtype = 'd' THEN direct.typbasetype
        WHEN direct.typelem <> 0 AND direct.typlen = -1 THEN direct.typelem
        ELSE direct.oid END
    JOIN pg_namespace AS home ON home.oid = plain.typnamespace
    WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
        AND home.nspname NOT IN ('pg_catalog', 'information_schema')
        AND (plain.typtype <> 'e' OR EXISTS (SELECT FROM pg_cast WHERE castsource IN (plain.oid, direct.oid)))))
FROM json_to_recordset($1) AS asked (own text, name text)
JOIN pg_namespace ON pg_namespace.nspname = asked.own
JOIN pg_class ON pg_class.relnamespace = pg_namespace.oid AND pg_class.relname = asked.name
"""


class Relation(Record):
    """What a name stands for on the server: the ``obstacle`` to reading it, empty if there is none.

    ``odd`` are the columns of which a comparison or a conversion may be somebody's own.
    """

    obstacle: str = ""
    there: bool = True
    odd: frozenset[str] = frozenset()


def relations(session: Session, names: Iterable[Name]) -> dict[Name, Relation]:
    """Return what each of some names, as schema and own name, stands for: one query for all of them.

    Raises:
        EnvlintError: the server does not answer any more.
        Refused: it does not answer this.
    """
    wanted = sorted(set(names))
    found = {name: Relation(f"there is no {written(name)}", there=False) for name in wanted}
    if not wanted:
        return found
    given = json.dumps([{"own": schema, "name": name} for schema, name in wanted])
    for (answer,) in session.ask(QUESTION, given):
        schema, name, kind, hidden, odd = json.loads(answer)
        found[schema, name] = Relation(_obstacle((schema, name), kind, hidden=hidden), odd=frozenset(odd or ()))
    return found


def split(key: str) -> Name:
    """Return the schema and the own name of a table, from the name that a catalogue gives it."""
    schema = catalogued.before(key)
    own = key[len(schema) :]
    quoted = own.startswith('"') and own.endswith('"') and "." in own
    return schema.removesuffix(".") or PUBLIC, own[1:-1] if quoted else own


def written(name: Name) -> str:
    """Return schema and name as people write them."""
    schema, own = name
    return clipped(own if schema == PUBLIC else f"{schema}.{own}")


def _obstacle(name: Name, kind: str, *, hidden: bool) -> str:
    known = name[0] in OF_THE_SYSTEM or name in VIEWS_OF_THE_SYSTEM
    if kind in KINDS and not (kind == "v" and known):
        return f"{written(name)} is {KINDS[kind]}, and reading one runs what is behind it"
    return f"a policy may hide rows of {written(name)} from this user" if hidden else ""
