from __future__ import annotations

import pytest
from rule_samples import PATH, VOCABULARY, plans, production

from envlint.core.errors import LoadErrors
from envlint.core.rule import Atom, Demand, Deprecation, Place, Rule
from envlint.core.severity import ERROR, INFO, OFF, WARNING
from envlint.core.tier import Tier
from envlint.rules.load import load


def test_the_storage_backend_of_rule_eleven() -> None:
    found = plans(VOCABULARY)
    rule = found["staging"].variables["BACKEND"]
    assert (rule.cited, rule.type, rule.values, rule.default, rule.fallback) == (
        "11",
        "enum",
        ("local", "s3"),
        "local",
        "local",
    )
    assert rule.descriptions == ("on this machine's disk", "in the S3 bucket")
    assert (rule.level, rule.level_stated, rule.required) == (WARNING, True, False)
    assert rule.place == Place(PATH, ("BACKEND",))
    assert rule.demands[0] == Demand(
        "requires",
        when=(Atom("BACKEND", "=", values=("s3",), text="BACKEND=s3"),),
        atoms=(
            Atom("S3_ENABLED", "=", values=("true",), text="S3_ENABLED=true"),
            Atom("S3_LEGACY", "unset", text="!S3_LEGACY"),
        ),
        place=Place(PATH, ("BACKEND", "when", "s3", "requires")),
    )
    assert [demand.kind for demand in rule.demands] == [
        "requires",
        "forbid",
        "conflicts",
        "all_or_none",
        "one_of",
        "any_of",
    ]
    strict = found["production"].variables["BACKEND"]
    assert (strict.level, strict.required) == (ERROR, True)


def test_a_tier_replaces_one_demand_of_a_value_and_leaves_the_others() -> None:
    rule = production(VOCABULARY).variables["BACKEND"]
    assert [atom.text for atom in rule.demands[0].atoms] == ["S3_ENABLED=true"]
    assert rule.demands[0].place.keys == ("BACKEND", "in", "prod", "when", "s3", "requires")
    assert rule.demands[1].place.keys == ("BACKEND", "when", "s3", "forbid")


def test_every_tier_has_every_rule() -> None:
    found = plans(VOCABULARY)
    assert list(found) == ["development", "staging", "production"]
    assert {len(plan) for plan in found.values()} == {15}
    assert [rule.id for rule in found["staging"].groups] == ["https"]


def test_prose_is_kept() -> None:
    rule = production(VOCABULARY).variables["BACKEND"]
    assert (rule.doc, rule.why) == ("Where uploads are kept. Phase 0.", "It would fail on every upload.")
    assert (rule.section, rule.see, rule.owner, rule.tags) == ("13. Storage", "docs/storage.md", "media", ("storage",))
    assert (rule.example, rule.phase, rule.sql, rule.external) == ("s3", "boot", "tracks.storage_backend", True)


def test_scalars_become_the_text_an_environment_would_hold() -> None:
    variables = production(VOCABULARY).variables
    assert [variables[name].default for name in ("S3_ENABLED", "PORT", "TIMEOUT")] == ["false", "8080", "30s"]
    assert variables["PORT"].spec == {"min": "1024", "max": "49151"}
    assert variables["RATIO"].spec == {"min": "0.5", "max": "1"}
    assert variables["PORT_MAX"].values == ("8080", "9090")


def test_an_empty_default_is_none() -> None:
    assert production('[A]\ndefault = ""\nfallback = ""\n').variables["A"].default is None


def test_what_else_the_engine_is_told() -> None:
    variables = production(VOCABULARY).variables
    assert variables["S3_LEGACY"].deprecated == Deprecation("BACKEND", "2.4", "3.0", "One switch is enough.")
    assert variables["S3_LEGACY"].empty_ok
    assert variables["DATABASE_URL"].names_only
    assert variables["DATABASE_URL"].secret is True
    assert variables["JWT_SECRET"].secret is None
    assert variables["JWT_SECRET"].differs_across_tiers
    assert variables["http_proxy"].place.keys == ("var", "http_proxy")
    assert variables["CORS_ORIGINS"].spec["items"] == {"max_length": 200, "pattern": "https?://.*|\\*"}


def test_forbidden_conditions_and_values_are_told_apart() -> None:
    variables = production(VOCABULARY).variables
    assert variables["CORS_ORIGINS"].demands[0].literals == ("*",)
    assert variables["DATABASE_URL"].demands[0].atoms[0].values == ("localhost", "127.0.0.1")
    assert variables["NAME"].demands[0].literals == ("root", "ADMIN")


def test_same_as_asks_for_equality_where_the_other_is_set() -> None:
    demand = production(VOCABULARY).variables["NAME"].demands[-1]
    assert (demand.kind, demand.when[0].text, demand.atoms[0].text) == ("requires", "NAME_COPY", "NAME=$NAME_COPY")
    assert demand.place.keys == ("NAME", "same_as")


def test_a_rule_of_several_variables_has_one_condition_for_all_its_demands() -> None:
    group = production(VOCABULARY).groups[0]
    assert (group.name, group.cited, group.level) == ("", "https", WARNING)
    assert [(demand.kind, [atom.text for atom in demand.when]) for demand in group.demands] == [
        ("requires", ["S3_ENABLED=true"]),
        ("any_of", ["S3_ENABLED=true"]),
    ]
    assert [atom.text for atom in group.demands[0].atoms] == ["CORS_ORIGINS.scheme=https", "DATABASE_URL"]


def test_required_by_tier_takes_aliases() -> None:
    assert [plan.variables["JWT_SECRET"].required for plan in plans(VOCABULARY).values()] == [False, True, True]


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("", [WARNING, WARNING, ERROR]),
        ('level = "info"', [INFO, INFO, INFO]),
        ('level = { prod = "warning" }', [WARNING, WARNING, WARNING]),
        ('level = { dev = "off", else = "error" }', [OFF, ERROR, ERROR]),
    ],
)
def test_level_by_tier_then_else_then_the_tiers_own(stated: str, expected: list[object]) -> None:
    found = plans(f"[A]\n{stated}\n").values()
    assert [plan.variables["A"].level for plan in found] == expected
    assert {plan.variables["A"].level_stated for plan in found} <= {bool(stated), False}


def test_a_level_of_the_tier_itself_is_not_stated() -> None:
    assert [plan.variables["A"].level_stated for plan in plans('[A]\nlevel = { prod = "info" }\n').values()] == [
        False,
        False,
        True,
    ]


def test_the_projects_readers_hold_where_a_variable_names_none() -> None:
    text = (
        '[A]\ntype = "bool"\n[B]\ntype = "bool"\ndialect = "java"\n[C]\ntype = "bytesize"\n[D]\ntype = "list<bool>"\n'
    )
    variables = plans(text, {"bool": "go", "size": "si"})["production"].variables
    assert [rule.spec.get("dialect") for rule in variables.values()] == ["go", "java", "si", "go"]
    assert [rule.spec for rule in production('[A]\ntype = "bool"').variables.values()] == [{}]


def test_only_checks_that_can_object_are_listed() -> None:
    variables = production('[A]\n[B]\ntype = "int"\nmax = 3\n[C]\ntype = "secret"\n').variables
    assert "out-of-range" in variables["B"].checks
    assert "out-of-range" not in variables["A"].checks
    assert "weak-secret" in variables["C"].checks


def test_values_of_any_tier_are_known_to_conditions() -> None:
    text = '[A]\nvalues = ["a"]\nin.prod.values = ["b"]\nwhen.b.requires = ["B"]\n[B]\nrequires = ["A=b"]\n'
    assert production(text).variables["A"].values == ("b",)


def test_part_of_a_list_is_its_items() -> None:
    text = '[[rule]]\nid = "https"\nforbid = ["CORS.scheme=http"]\n[CORS]\ntype = "list<origin>"\n'
    assert production(text).groups[0].demands[0].atoms[0].part == "scheme"


def test_tiers_are_the_projects_own() -> None:
    tiers = (Tier("test", WARNING), Tier("live", ERROR, 1))
    found = load([("r.toml", b"[A]\nin.live.required = true\n")], tiers)
    assert [plan.variables["A"].required for plan in found.values()] == [False, True]
    with pytest.raises(LoadErrors, match="unknown tier 'production'"):
        load([("r.toml", b"[A]\nin.production.required = true\n")], tiers)


def test_order_of_files_changes_nothing() -> None:
    files = [("b.toml", b"[B]\n"), ("a.toml", b'[A]\nrequires = ["B"]\n')]
    tiers = (Tier("live"),)
    assert load(files, tiers) == load(files[::-1], tiers)


def test_no_rules_are_a_plan_without_rules() -> None:
    assert len(production("# nothing yet\n")) == 0


def test_an_empty_table_declares() -> None:
    rule = production("[A]\n").variables["A"]
    assert rule == Rule(name="A", checks=rule.checks, level=ERROR, place=Place(PATH, ("A",)))
