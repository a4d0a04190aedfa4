"""What ``[[invariant]]`` and ``[tag]`` become, tier by tier."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest
from invariant_texts import ALL, loaded

from envlint.core import invariant as core
from envlint.core.errors import LoadErrors
from envlint.core.rule import Place
from envlint.core.severity import ERROR, INFO, WARNING
from envlint.core.tier import BUILT_IN
from envlint.rules.invariants import load as invariants
from envlint.rules.invariants.model import DEMANDS, Subject
from envlint.rules.load import load

ROOT = Path(__file__).parents[3]


def test_says_all_that_the_file_says() -> None:
    found = loaded(ALL)["production"][0]
    assert found == core.Invariant(
        id="7",
        of="table",
        demands=(("has", ("deleted_at timestamptz null",)),),
        only=("rooms", "users", "tracks"),
        tagged=tuple(Place("r.toml", ("tag", "user-facing", index)) for index in (0, 1)),
        exceptions=(("tracks", "They are never deleted."), ("auth.*", "Another team's.")),
        since="76",
        level=ERROR,
        level_stated=True,
        doc="Soft delete.",
        why="People change their mind.",
        see="docs/deleting.md",
        owner="core",
        tags=("legal",),
        place=Place("r.toml", ("invariant", 0)),
    )
    assert found.at("except", "tracks") == Place("r.toml", ("invariant", 0, "except", "tracks"))
    assert found.asks("has") == ("deleted_at timestamptz null",)
    assert found.asks("name") is None


def test_weighs_by_tier() -> None:
    found = loaded(ALL)
    assert [found[tier][0].level for tier in ("development", "staging", "production")] == [INFO, INFO, ERROR]
    assert [found[tier][1].level for tier in ("development", "staging", "production")] == [WARNING, WARNING, ERROR]
    assert found["staging"][1].level_stated is False


def test_knows_a_variable_as_each_tier_has_it() -> None:
    found = loaded(ALL)
    assert found["production"][1].variables == {"BACKEND": (("local", "s3"), "local")}
    assert found["staging"][1].variables == {"BACKEND": (("local", "s3"), "s3")}
    assert found["production"][0].variables == {}


def test_keeps_the_order_of_demands_and_writes_values_as_text() -> None:
    _, backends, keys, kinds = loaded(ALL)["production"]
    assert backends.demands == (
        ("default", "$BACKEND"),
        ("values", "$BACKEND"),
        ("type", ("varchar(16)", "text")),
        ("null", False),
    )
    assert keys.demands == (("on_delete", "SET NULL"), ("on_update", ("CASCADE", "NO ACTION")))
    assert kinds.demands == (("values", ("a", "1", "true")),)


def test_a_tables_tag_stands_for_what_is_called_after_the_table() -> None:
    _, backends, keys, _ = loaded(ALL)["production"]
    assert keys.only == ("users.*", "tracks.*")
    assert backends.only == ("tracks.storage_*", "users.avatar")


def test_every_name_has_its_place() -> None:
    soft_delete, backends, keys, _ = loaded(ALL)["production"]
    assert soft_delete.at_only("rooms") == Place("r.toml", ("invariant", 0, "only", 0))
    assert soft_delete.at_only("tracks") == Place("r.toml", ("tag", "user-facing", 1))
    assert keys.at_only("users.*") == Place("r.toml", ("tag", "user-facing", 0))
    assert backends.at_only("users.avatar") == Place("r.toml", ("tag", "bridges", 0))
    assert core.Invariant(id="1", of="table", only=("a", "b")).at_only("b") == Place("", ("only", 1))


def test_a_name_that_stands_in_both_is_there_once() -> None:
    text = '[tag]\na = ["x", "y"]\n[[invariant]]\nid = 1\nof = "table"\nonly = ["y"]\ntag = "a"\ncomment = true'
    found = loaded(text)["staging"][0]
    assert (found.only, found.tagged) == (("y", "x"), (Place("r.toml", ("tag", "a", 0)),))


def test_tags_hold_for_all_files() -> None:
    files = [
        ("a.toml", b'[[invariant]]\nid = "a"\nof = "table"\ntag = "t"\ncomment = true'),
        ("b.toml", b'[tag]\nt = ["users"]'),
        ("c.toml", b'[tag]\nu = ["x"]\n[[invariant]]\nid = "c"\nof = "migration"\ngaps = false'),
    ]
    found = invariants.load(files, BUILT_IN)["staging"]
    assert [(each.id, each.only, each.place.path) for each in found] == [
        ("a", ("users",), "a.toml"),
        ("c", (), "c.toml"),
    ]


def test_plans_hold_none_of_it() -> None:
    only_database = "[[invariant]]\nid = 1\nof = 'table'\ncomment = true\n[tag]\na = ['b']"
    assert len(load([("r.toml", only_database.encode())], BUILT_IN)["production"]) == 0
    plan = load([("r.toml", ALL.encode())], BUILT_IN)["production"]
    assert (list(plan.variables), plan.groups) == (["BACKEND"], ())


def test_can_be_kept_in_sets() -> None:
    found = loaded(ALL)
    assert len({*found["development"], *found["staging"]}) == 5  # of the four, one has another default there
    assert len({*found["staging"], *found["production"]}) == 8


def test_what_weighs_less_in_a_stricter_tier_is_told_as_it_is_of_rules() -> None:
    text = '[[invariant]]\nid = "x"\nof = "table"\ncomment = true\nlevel = { prod = "info", else = "error" }\n'
    expected = ("x", "weaker in production than in staging: level info instead of error")
    for plan in load([("r.toml", text.encode())], BUILT_IN).values():
        assert plan.weaker == ((*expected, Place("r.toml", ("invariant", 0, "level"))),)
    assert load([("r.toml", text.replace("info", "error").encode())], BUILT_IN)["staging"].weaker == ()


def test_every_subject_can_be_asked_for_something() -> None:
    assert tuple(DEMANDS) == get_args(Subject) == core.SUBJECTS
    assert all(DEMANDS.values())


@pytest.mark.parametrize("text", ["now()", "'{}'::jsonb", "0", "''", "(1 + 2) * 3", "ROW(1, 2)", "NULL -- none"])
def test_takes_defaults_in_sql(text: str) -> None:
    assert loaded(f'[[invariant]]\nid = 1\nof = "column"\ndefault = """{text}"""')["staging"][0].asks("default") == text


@pytest.mark.parametrize(
    "text", ["f", '"quoted name" int', "e not null", "a numeric(3, 2) default 1.0", "f default ')'"]
)
def test_takes_columns_in_sql(text: str) -> None:
    assert loaded(f"[[invariant]]\nid = 1\nof = 'table'\nhas = ['''{text}''']")["staging"][0].asks("has") == (text,)


@pytest.mark.parametrize(
    ("said", "column"),
    [
        ("of = 'column'\ntype = 'uuid not null'", 8),
        ("of = 'column'\ntype = ['uuid', 'varchar(']", 17),
        ("of = 'primary-key'\ndefault = 'now('", 11),
        ("of = 'column'\ndefault = 'local'", 11),
        ("of = 'column'\ndefault = '1) CHECK (true'", 11),
        ("of = 'table'\nhas = ['a int', 'b int nul']", 17),
        ("of = 'table'\nhas = ['a int, b int']", 8),
        ("of = 'table'\nhas = ['a int) INHERITS (b']", 8),
        ("of = 'table'\nhas = ['a int check (a > 0)']", 8),
        ("of = 'table'\nhas = ['like users']", 8),
    ],
)
def test_what_is_no_sql_is_an_error_where_it_stands(said: str, column: int) -> None:
    with pytest.raises(LoadErrors) as caught:
        loaded(f"[[invariant]]\nid = 1\n{said}")
    assert [(error.at.line, error.at.column) for error in caught.value.errors if error.at] == [(4, column)]


def test_the_reference_projects_own_load() -> None:
    files = [(path.name, path.read_bytes()) for path in sorted((ROOT / "rules").glob("*.toml"))]
    asked = tomllib.loads((ROOT / "rules/database.toml").read_text(encoding="utf-8"))["invariant"]
    found = invariants.load(files, BUILT_IN)["production"]
    assert [each.id for each in found] == [each["id"] for each in asked]
    assert all(each.why for each in found)


@pytest.mark.parametrize("page", ["migrations", "rules"])
def test_the_invariants_of_the_docs_can_be_loaded(page):
    text = Path(__file__).parents[3].joinpath("docs", f"{page}.md").read_text(encoding="utf-8")
    blocks = [block for block in re.findall(r"```toml\n(.*?)```", text, re.DOTALL) if "[[invariant]]" in block]
    assert len(blocks) == 1
    variable = "[TRACK_STORAGE_BACKEND]\nvalues = ['local', 's3']\ndefault = 'local'\n"
    found = invariants.load([("rules.toml", f"{variable}{blocks[0]}".encode())], BUILT_IN, {})
    assert len(found["production"]) == blocks[0].count("[[invariant]]")
