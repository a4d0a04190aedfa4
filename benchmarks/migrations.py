"""How long `envlint migrations` takes for folders of many migrations, each with its rollback.

    python benchmarks/migrations.py [--rounds 5]

A folder is made of what such folders are made of: a third of the migrations create a table with keys, checks, indexes,
comments and a trigger, the others add columns, constraints, indexes, types, comments, or fill a column; every rollback
asks before it drops what holds data, and seven invariants hold. Wall clock of the program as users start it, beside
that of the bare interpreter and of the parser alone, one of each in turn; and the time of the processor, which says
more where other work runs beside it.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
from pathlib import Path

from measure import Command, interleaved, table

ROOT = Path(__file__).resolve().parent.parent
SIZES = (100, 300, 1000)
HEADER = ("migrations", "statements", "envlint migrations", "its processor time", "parser alone", "python -c pass")
GUARD = """DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM public.{table}{where}) THEN
        RAISE EXCEPTION '{number} is rolled back only while {table} holds nothing of it'
            USING HINT = 'SELECT count(*) FROM public.{table};';
    END IF;
END
$$;

"""
TABLE = """-- What {table} are: kept for as long as their owner is.
CREATE TABLE public.{table} (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    owner_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    {parent}
    name varchar(120) NOT NULL,
    state varchar(16) NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'ready', 'gone')),
    position integer NOT NULL DEFAULT 0 CHECK (position >= 0),
    price numeric(12, 2),
    body text,
    settings jsonb NOT NULL DEFAULT '{{}}'::jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz NULL,
    CONSTRAINT {table}_owner_name_key UNIQUE (owner_id, name)
);

CREATE INDEX idx_{table}_owner_id ON public.{table} (owner_id);
CREATE INDEX idx_{table}_state ON public.{table} (state) WHERE state = 'ready';
CREATE INDEX idx_{table}_created_at ON public.{table} (created_at DESC);
COMMENT ON TABLE public.{table} IS 'What {table} are';
COMMENT ON COLUMN public.{table}.settings IS 'Whatever the owner chose';
CREATE TRIGGER {table}_updated BEFORE UPDATE ON public.{table} FOR EACH ROW EXECUTE FUNCTION public.touched();
"""
USERS = """CREATE FUNCTION public.touched() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$$;

CREATE TABLE public.users (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    email varchar(320) NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
"""
CHANGES = (
    """ALTER TABLE public.{table}
    ADD COLUMN note_{n} varchar(200),
    ADD COLUMN score_{n} integer NOT NULL DEFAULT 0;
CREATE INDEX idx_{table}_score_{n} ON public.{table} (score_{n}) WHERE score_{n} > 0;
COMMENT ON COLUMN public.{table}.note_{n} IS 'what was noted';
""",
    """CREATE TYPE public.kind_{n} AS ENUM ('one', 'two', 'three');
ALTER TABLE public.{table} ADD COLUMN kind_{n} public.kind_{n} NOT NULL DEFAULT 'one';
""",
    """ALTER TABLE public.{table} ADD CONSTRAINT {table}_price_{n} CHECK (price IS NULL OR price > -{n}) NOT VALID;
ALTER TABLE public.{table} VALIDATE CONSTRAINT {table}_price_{n};
""",
    """UPDATE public.{table} SET settings = settings || '{{"n": {n}}}'::jsonb WHERE position < {n};
CREATE INDEX idx_{table}_name_{n} ON public.{table} (lower(name), position);
""",
)
ROLLBACKS = (
    """{guard}DROP INDEX public.idx_{table}_score_{n};
ALTER TABLE public.{table}
    DROP COLUMN score_{n},
    DROP COLUMN note_{n};
""",
    """{guard}ALTER TABLE public.{table} DROP COLUMN kind_{n};
DROP TYPE public.kind_{n};
""",
    "ALTER TABLE public.{table} DROP CONSTRAINT {table}_price_{n};\n",
    "DROP INDEX public.idx_{table}_name_{n};\n",
)
ASKED = (" WHERE note_{n} IS NOT NULL OR score_{n} <> 0", " WHERE kind_{n} <> 'one'", "", "")
RULES = """
[[invariant]]
id      = "uuid-primary-keys"
of      = "primary-key"
type    = "uuid"
default = "gen_random_uuid()"

[[invariant]]
id  = "timestamps"
of  = "table"
has = ["created_at timestamptz not null default now()", "updated_at timestamptz not null default now()"]

[[invariant]]
id     = "soft-delete"
of     = "table"
has    = ["deleted_at timestamptz null"]
except = { users = "kept for the books" }

[[invariant]]
id        = "foreign-keys"
of        = "foreign-key"
on_delete = ["CASCADE", "SET NULL"]
null      = false

[[invariant]]
id   = "index-names"
of   = "index"
name = "idx_{table}_*"

[[invariant]]
id     = "states"
of     = "column"
only   = ["*.state"]
type   = "varchar(16)"
values = ["draft", "ready", "gone"]

[[invariant]]
id  = "migrations"
of  = "migration"
has = ["rollback", "guard"]
"""


def write(folder: Path, count: int) -> None:
    """Write ``count`` migrations and as many rollbacks, and beside their folder rules that they keep."""
    (folder / "rollback").mkdir(parents=True)
    (folder.parent / "rules").mkdir()
    (folder.parent / "rules" / "database.toml").write_text(RULES)
    tables: list[str] = []
    for number in range(1, count + 1):
        name, up, down = _migration(number, tables)
        (folder / f"{number:04}_{name}.sql").write_text(f"BEGIN;\n\n{up}\nCOMMIT;\n")
        (folder / "rollback" / f"{number:04}_{name}_down.sql").write_text(f"BEGIN;\n\n{down}\nCOMMIT;\n")


def _migration(number: int, tables: list[str]) -> tuple[str, str, str]:
    if number == 1:
        guard = GUARD.format(table="users", number=number, where="")
        return "users", USERS, f"{guard}DROP TABLE public.users;\nDROP FUNCTION public.touched();\n"
    if number % 3 == 2:
        name = f"things_{number}"
        last = tables[-1] if tables else "users"
        parent = f"{last}_id uuid NOT NULL REFERENCES public.{last} (id) ON DELETE CASCADE,"
        tables.append(name)
        guard = GUARD.format(table=name, number=number, where="")
        return name, TABLE.format(table=name, parent=parent), f"{guard}DROP TABLE public.{name};\n"
    which = number // 3 % len(CHANGES)
    said = {"table": tables[number * 7 % len(tables)], "n": number}
    guard = GUARD.format(table=said["table"], number=number, where=ASKED[which].format(**said))
    return f"change_{number}", CHANGES[which].format(**said), ROLLBACKS[which].format(guard=guard, **said)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    rows = []
    for count in SIZES:
        with tempfile.TemporaryDirectory() as place:
            rows.append(_timed(Path(place), count, options.rounds))
    print(table(HEADER, rows))
    return 0


PARSER = """
import sys, pathlib
from pglast.parser import parse_sql_json
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.sql")):
    parse_sql_json(path.read_text())
"""


def _timed(place: Path, count: int, rounds: int) -> tuple[str, ...]:
    write(place / "migrations", count)
    environ = {"PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(place / "cache")}
    commands = {
        "envlint": Command([sys.executable, "-m", "envlint", "migrations"], place, environ),
        "parser": Command([sys.executable, "-c", PARSER, "migrations"], place, environ),
        "python": Command([sys.executable, "-c", "pass"], place, environ),
    }
    seconds = interleaved(commands, rounds)
    before = _processor()
    commands["envlint"].run()
    used = _processor() - before
    statements = sum(path.read_text().count(";\n") for path in (place / "migrations").rglob("*.sql"))
    times = [f"{seconds[name] * 1000:.0f} ms" for name in commands]
    return (f"{count} + {count}", str(statements), times[0], f"{used * 1000:.0f} ms", *times[1:])


def _processor() -> float:
    """Return the seconds of the processor that the programs started so far have taken."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
