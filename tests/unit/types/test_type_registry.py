from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from envlint import types
from envlint.types import CONTAINERS, MODULES, Item, Malformed

FOLDER = Path(types.__file__).parent
SHARED = {"__init__", "scan", "uris", "uri_reader"}


def test_the_table_names_every_module_of_the_folder():
    found = {path.stem for path in FOLDER.glob("*.py")} - SHARED

    assert found == {*MODULES.values(), *CONTAINERS.values()}


def test_all_types_of_rule_files_are_there():
    wanted = (
        "string enum bool int number port url origin host ip cidr email uuid json hex base64 base64url pem duration "
        "duration.iso seconds ms bytesize cron timezone loglevel semver glob regex path secret dsn list map"
    )

    assert set(types.names()) == set(wanted.split())


@pytest.mark.parametrize("name", ["int", "duration.iso", "list<int>", "map<string>", "list<origin>"])
def test_known(name):
    assert types.known(name)


@pytest.mark.parametrize(
    "name", ["", "integer", "Int", "list", "map", "list<>", "list<list<int>>", "set<int>", "list<int", "int>", "<int>"]
)
def test_not_known(name):
    assert not types.known(name)


@pytest.mark.parametrize("name", types.names())
def test_options_are_words_of_rule_files(name):
    vocabulary = "values min max min_length max_length pattern schemes sep items unique dialect"

    assert types.options(name) <= set(vocabulary.split())


@pytest.mark.parametrize(
    ("name", "fits", "misfits"),
    [
        ("string", "values pattern min_length max_length", "min max schemes sep dialect"),
        ("secret", "pattern min_length max_length", "values min"),
        ("bool", "dialect", "values sep min_length pattern"),
        ("int", "values min max", "schemes dialect pattern"),
        ("duration", "min max dialect", "min_length"),
        ("url", "schemes pattern", "min items"),
        ("list<int>", "sep items unique min_length max_length values", "min dialect schemes"),
        ("list<bool>", "dialect", "min"),
        ("list<url>", "items", "schemes"),
    ],
)
def test_options(name, fits, misfits):
    assert types.options(name) >= set(fits.split())
    assert not types.options(name) & set(misfits.split())


def test_order_and_limits():
    ordered = {name for name in MODULES if types.ordered(name)}

    assert ordered == {
        "int",
        "number",
        "port",
        "seconds",
        "ms",
        "duration",
        "duration.iso",
        "bytesize",
        "loglevel",
        "semver",
    }
    assert not types.ordered("list<int>")
    assert types.limits("port") == (1, 65535)
    assert types.limits("int") is None
    assert types.limits("list<port>") is None


def test_dialects():
    of_bool = (
        "go rust java spring python pydantic environs django-environ starlette dynaconf zod envalid php laravel rails"
    )

    assert types.dialects("bool") == (*of_bool.split(), "yaml")
    assert types.dialects("list<bool>") == types.dialects("bool")
    assert types.dialects("bytesize") == ("si", "binary", "k8s")
    assert types.dialects("duration") == ("go",)
    assert types.dialects("int") == ()


def test_parts():
    of_urls = {"scheme", "user", "password", "host", "port", "path", "query", "fragment"}

    assert types.parts("url") == types.parts("dsn") == types.parts("origin") == types.parts("list<origin>") == of_urls
    assert types.parts("email") == {"local", "host"}
    assert types.parts("string") == frozenset()
    assert types.has_part("url", "query.sslmode")
    assert types.has_part("list<url>", "host")
    for name, part in [("url", "query."), ("url", "host.x"), ("url", "domain"), ("email", "query.a"), ("int", "host")]:
        assert not types.has_part(name, part)


def test_a_type_that_does_not_exist_is_a_key_error():
    with pytest.raises(KeyError):
        types.parse("integer", "1", {})


def test_malformed_seen_from_outside():
    fault = Malformed("is bad", "mend it", 1, 2).within(10, 15, "has an item")

    assert (fault.reason, fault.help, fault.start, fault.end) == ("has an item that is bad", "mend it", 11, 12)
    assert Malformed("is bad").within(10, 15).end == 15
    assert Malformed("has no scheme").within(0, 1, "has an item").reason == "has an item with no scheme"
    assert str(fault) == fault.reason


def test_items_do_not_print_their_text():
    assert "hunter2" not in repr(Item("hunter2", 0, 7, "hunter2"))


def test_a_type_is_imported_when_it_is_used():
    program = (
        "import sys; from envlint import types; types.parse('int', '1', {}); types.parse('url', 'http://h', {});"
        "print(*sorted(name for name in sys.modules if name.startswith('envlint.types.')));"
        "print(*sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-S", "-c", program], capture_output=True, text=True, check=True, cwd=FOLDER.parents[1]
    )
    ours, loaded = run.stdout.splitlines()

    assert ours.split() == [
        f"envlint.types.{name}" for name in ["addresses", "hosts", "integers", "scan", "uri_reader", "uris", "urls"]
    ]
    assert not {"re", "enum", "dataclasses", "typing", "json", "ipaddress", "urllib", "functools"} & set(loaded.split())
