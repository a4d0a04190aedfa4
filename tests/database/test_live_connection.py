"""From the variables of an environment to libpq's parameters, and what is said where there are none."""

from __future__ import annotations

import pytest

from envlint.core.environment import Environment
from envlint.core.errors import EnvlintError
from envlint.core.rule import Rule
from envlint.core.source import Binding, Reading, Source, Unseen
from envlint.core.value import Value
from envlint.inventories.database import addresses, connecting
from envlint.inventories.database.connection import VARIABLES, of

SOURCE = Source("dotenv", ".env", path=".env", text="DATABASE_URL=...")
HIDDEN = "the Secret api is not in the stream"


def environment(variables: dict[str, str], unseen: tuple[str, ...] = (), parts: tuple[Unseen, ...] = ()) -> Environment:
    bindings = [Binding(name, Value(text), SOURCE) for name, text in variables.items()]
    bindings += [Binding(name, Value(""), SOURCE, unseen=HIDDEN) for name in unseen]
    return Environment([Reading(SOURCE, tuple(bindings), unseen=parts)])


def parameters(*rules: Rule, **variables: str) -> dict[str, str]:
    return of(environment(variables), rules, "dotenv:.env").parameters


def refusal(variables: dict[str, str], rules: tuple[Rule, ...] = (), **more: tuple) -> EnvlintError:
    with pytest.raises(EnvlintError) as raised:
        of(environment(variables, **more), rules, "dotenv:.env")
    return raised.value


@pytest.mark.parametrize(
    "scheme",
    [
        "postgres",
        "postgresql",
        "postgresql+asyncpg",
        "postgres+psycopg2",
        "postgis",
        "pgsql",
        "ecto",
        "jdbc:postgresql",
    ],
)
def test_the_addresses_of_many_clients(scheme):
    found = parameters(DATABASE_URL=f"{scheme}://ada:s%40fe@db.example:6432/shop?sslmode=require")
    assert found == {
        "host": "db.example",
        "port": "6432",
        "dbname": "shop",
        "user": "ada",
        "password": "s@fe",
        "sslmode": "require",
    }


def test_the_words_of_libpq():
    assert parameters(DATABASE_URL="host=/run/postgresql dbname=shop replication=true sslkeylogfile=/tmp/keys") == {
        "host": "/run/postgresql",
        "dbname": "shop",
    }


def test_what_is_left_out_is_said_without_values():
    variables = {"DATABASE_URL": "postgres://h/d?schema=app&connection_limit=5&s3cr3t=x&connect_timeout=9"}
    found = of(environment(variables), (), "dotenv:.env")
    assert found.parameters == {"host": "h", "dbname": "d"}
    assert found.not_covered == (
        "live: connection_limit, other parameters, schema of DATABASE_URL: libpq knows no such parameter",
    )
    assert "s3cr3t" not in repr(found)


@pytest.mark.parametrize(
    ("said", "mode"),
    {
        "ssl=true": "require",
        "ssl=0": "disable",
        "ssl=verify-full": "verify-full",
        "sslmode=no-verify": "require",
    }.items(),
)
def test_how_other_clients_ask_for_tls(said, mode):
    assert parameters(DATABASE_URL=f"postgres://h/d?{said}")["sslmode"] == mode


def test_the_variables_of_libpq_alone_and_behind_a_url():
    assert parameters(PGHOST="h", PGPASSWORD="p", PGUSER="u", PGAPPNAME="x") == {
        "host": "h",
        "password": "p",
        "user": "u",
    }
    assert parameters(DATABASE_URL="postgres://h/d", PGHOST="other", PGPASSWORD="p", PGSERVICE="x") == {
        "host": "h",
        "dbname": "d",
        "password": "p",
    }


def test_every_variable_of_libpq_that_counts_is_one_of_libpq():
    from psycopg.pq import Conninfo

    known = {option.envvar.decode(): option.keyword.decode() for option in Conninfo.parse(b"") if option.envvar}
    assert {name: known.get(name, keyword) for name, keyword in VARIABLES.items()} == VARIABLES
    assert set(VARIABLES.values()) <= addresses.TAKEN


def test_a_session_that_only_reads_finds_a_server_that_writes():
    found = parameters(DATABASE_URL="postgres://a,b/d?target_session_attrs=read-write")
    assert found["target_session_attrs"] == "primary"
    assert found["host"] == "a,b"


def test_one_variable_of_another_name():
    assert parameters(SHOP_DATABASE_URL="postgres://h/d")["host"] == "h"
    declared = Rule("SHOP_DSN", type="url", spec={"schemes": ("postgres", "postgresql")})
    assert parameters(declared, SHOP_DSN="postgres://h/d")["host"] == "h"
    other = Rule("CACHE", type="url", spec={"schemes": ("postgres", "redis")})
    assert "says nothing of a database" in refusal({"CACHE": "postgres://h/d"}, (other,)).message


def test_several_are_named_and_none_is_taken():
    error = refusal({"A_DATABASE_URL": "postgres://h/d", "B_DATABASE_URL": "postgres://i/e", "C_DATABASE_URL": ""})
    assert error.message == "dotenv:.env names several databases: A_DATABASE_URL, B_DATABASE_URL"


def test_none_says_what_was_looked_for():
    error = refusal({"DATABASE_URL": "", "PGPASSWORD": "x"})
    assert error.message == "dotenv:.env says nothing of a database"
    assert "DATABASE_URL, PGHOST, PGDATABASE" in error.help


def test_what_cannot_be_seen():
    assert refusal({}, unseen=("DATABASE_URL",)).message == f"DATABASE_URL is set to what cannot be seen: {HIDDEN}"
    hidden = refusal({"DATABASE_URL": "postgres://h/d"}, unseen=("PGPASSWORD",))
    assert hidden.message == f"PGPASSWORD is set to what cannot be seen: {HIDDEN}"
    assert refusal({}, parts=(Unseen(HIDDEN),)).message == f"it cannot be seen whether DATABASE_URL is set: {HIDDEN}"


@pytest.mark.parametrize(
    "text",
    [
        "mysql://ada:s3cr3t@h/d",
        "prisma+postgres://accelerate.example/?api_key=s3cr3t",
        "s3cr3t",
        "postgres://ada:s3cr3t%zz@h/d",
        "postgres://ada:s3cr3t@h:port/d?x=%zz",
        "host='s3cr3t",
        "://s3cr3t",
        "postgres://[s3cr3t/d",
    ],
)
def test_what_is_no_address_of_a_postgresql(text):
    error = refusal({"DATABASE_URL": text})
    assert error.message.startswith("DATABASE_URL is no address")
    assert "s3cr3t" not in f"{error} {error.help}"
    assert error.__suppress_context__


@pytest.mark.parametrize(
    ("variables", "name"),
    [
        ({"PGSERVICE": "s3cr3t"}, "PGSERVICE"),
        ({"PGHOST": "h", "PGSERVICE": "s3cr3t"}, "PGSERVICE"),
        ({"DATABASE_URL": "service=s3cr3t"}, "DATABASE_URL"),
    ],
)
def test_a_service_file_is_not_read(variables, name):
    assert refusal(variables).message == f"{name} leads to a service file, which is not read"


def test_without_the_driver(monkeypatch):
    monkeypatch.setattr(connecting, "available", lambda: False)
    with pytest.raises(EnvlintError) as raised:
        connecting.connected(of(environment({"PGHOST": "h"}), (), "dotenv:.env"))
    assert raised.value.help == "pip install 'envlint-cli[live]'"
