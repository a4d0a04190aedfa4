"""How long ``envlint migrations --live`` takes for a server of many tables, and how many questions it asks.

    python benchmarks/live.py [--rounds 5] [--tables 300]

A server is started as the tests do it, in a folder of its own; with ``DATABASE_URL`` in the environment that one is
asked instead: an empty database of a user who may make tables in it, which are left there. Each migration makes five
tables with keys, checks, indexes, comments and a trigger; every rollback asks before it drops. One column is tied to a
variable, and its table has 100,000 rows. Questions are counted in the server's own log.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from measure import Command, interleaved, table
from migrations import GUARD, TABLE, USERS

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "tests" / "database"))

from postgres_server import Server  # noqa: E402  found only behind the line above

if TYPE_CHECKING:
    from collections.abc import Iterator

EACH = 5
ROWS = 100_000
STATE = "things_1"
RULES = f"[STATE]\nvalues = ['draft', 'ready', 'gone']\nsql = '{STATE}.state'\n"
LOGGED = re.compile(r"LOG:  (?:statement|execute <unnamed>):")


def write(folder: Path, count: int) -> None:
    """Write migrations that make ``count`` tables, their rollbacks, and the rule of a column."""
    (folder / "migrations/rollback").mkdir(parents=True)
    (folder / "rules").mkdir()
    (folder / "rules/all.toml").write_text(RULES)
    (folder / "envlint.toml").write_text("rules = ['rules']\n")
    names = ["users", *(f"things_{number}" for number in range(1, count))]
    for first in range(0, count, EACH):
        own = names[first : first + EACH]
        up = "\n".join(_table(name, names[max(names.index(name) - 1, 0)]) for name in own)
        down = "\n".join(f"DROP TABLE public.{name};" for name in reversed(own))
        down += "" if first else "\nDROP FUNCTION public.touched();"
        guards = "".join(GUARD.format(table=name, number=first, where="") for name in own)
        (folder / f"migrations/{first:04}_some.sql").write_text(up)
        (folder / f"migrations/rollback/{first:04}_some_down.sql").write_text(f"{guards}{down}\n")


def _table(name: str, last: str) -> str:
    parent = f"{last}_id uuid REFERENCES public.{last} (id) ON DELETE SET NULL,"
    return USERS if name == "users" else TABLE.format(table=name, parent=parent)


@contextmanager
def served(folder: Path, count: int) -> Iterator[tuple[str, Path | None]]:
    """Yield the address of a server to which the migrations were applied, and its log if it was started here."""
    scripts = sorted((folder / "migrations").glob("*.sql"))
    if url := os.environ.get("DATABASE_URL"):
        import psycopg

        with psycopg.connect(url, autocommit=True) as connection:
            for script in scripts:
                connection.execute(script.read_text())
            connection.execute(_rows(count))
        yield url, None
        return
    with Server() as server:
        name = server.create()
        server.apply(name, *scripts)
        server.ask(name, _rows(count))
        server.ask(name, f"ALTER DATABASE {name} SET log_statement = 'all'")
        yield server.dsn(name), Path(server.folder, "log")


def _rows(count: int) -> str:
    user = "INSERT INTO users (email) VALUES ('ada@music.example')"
    if count < 2:  # there is no other table
        return user
    series = f"generate_series(1, {ROWS})"
    things = f"INSERT INTO {STATE} (owner_id, name) SELECT users.id, number::text FROM users, {series} AS number"
    return f"{user}; {things}"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--tables", type=int, action="append", help="how many (default: 30 and 300)")
    options = parser.parse_args()
    rows = []
    for count in options.tables or (30, 300):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place).resolve()
            write(folder, count)
            with served(folder, count) as (url, log):
                (folder / ".env").write_text(f"DATABASE_URL={url}\nSTATE=draft\n")
                rows.append(_timed(folder, count, log, options.rounds))
    heads = (
        "tables",
        "--live",
        "of that the schema",
        "files alone",
        "python -c pass",
        "questions",
        "of that the schema",
    )
    print(table(heads, rows))
    return 0


def _timed(folder: Path, count: int, log: Path | None, rounds: int) -> tuple[str, ...]:
    environ = {"PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(folder / "cache")}
    schema = folder / "schema"
    schema.mkdir()
    for path in (folder / "migrations").glob("*.sql"):
        (schema / path.name).write_text(path.read_text())
    envlint = [sys.executable, "-m", "envlint", "migrations"]
    commands = {
        "live": Command([*envlint, "migrations", "--live", ".env"], folder, environ),
        "schema": Command([*envlint, "schema", "--live", ".env"], folder, environ),
        "files": Command([*envlint, "migrations"], folder, environ),
        "python": Command([sys.executable, "-c", "pass"], folder, environ),
    }
    seconds = interleaved(commands, rounds)
    asked = [_asked(commands[name], log) for name in ("live", "schema")]
    times = [f"{seconds[name] * 1000:.0f} ms" for name in commands]
    return (str(count), *times, *asked)


def _asked(command: Command, log: Path | None) -> str:
    if log is None:
        return "-"
    before = len(LOGGED.findall(log.read_text(errors="replace")))
    command.run()
    return str(len(LOGGED.findall(log.read_text(errors="replace"))) - before)


if __name__ == "__main__":
    sys.exit(main())
