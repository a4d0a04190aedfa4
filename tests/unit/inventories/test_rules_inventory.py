from __future__ import annotations

from typing import TYPE_CHECKING

from envlint.core.declaration import DECLARED, MENTIONED, Declaration
from envlint.core.location import Location
from envlint.core.tier import BUILT_IN
from envlint.inventories import rules
from envlint.rules.load import load

if TYPE_CHECKING:
    from envlint.core.rule import Place, Plan


def plans(text: str, dialect: dict[str, str] | None = None) -> dict[str, Plan]:
    return load([("r.toml", text.encode())], BUILT_IN, dialect)


def locate(place: Place) -> Location:
    return Location(place.path, place.path, len(str(place.keys[0])), 1)


def declared(text: str, dialect: dict[str, str] | None = None) -> dict[str, Declaration]:
    return {said.name: said for said in rules.read(plans(text, dialect), locate).declarations}


def test_a_rule_says_what_it_states() -> None:
    said = declared('[LEVEL]\nvalues = ["a", "b"]\ndefault = "a"\n')["LEVEL"]
    assert (said.kind, said.evidence, said.type) == ("rules", DECLARED, "enum")
    assert (said.values, said.default, said.written) == (("a", "b"), "a", "a")
    assert said.at == Location("r.toml", "r.toml", 5, 1)


def test_an_empty_rule_says_nothing_else() -> None:
    said = declared("[X]\n")["X"]
    assert (said.default, said.values, said.type, said.secret, said.dialect) == (None, None, "", None, "")
    assert said.required is False


def test_required_in_some_tiers_is_no_claim() -> None:
    said = declared('[A]\nrequired = true\n[B]\nrequired = ["production"]\n[C]\nrequired = false\n')
    assert [said[name].required for name in "ABC"] == [True, None, False]


def test_what_differs_from_tier_to_tier_is_not_said() -> None:
    said = declared(
        '[A]\ndefault = "x"\nin.production.default = "y"\n[B]\nvalues = ["a", "b"]\nin.staging.values = ["a"]\n'
    )
    assert said["A"].default is None
    assert said["B"].values is None


def test_a_rule_of_one_tier_alone_counts_for_what_it_says() -> None:
    said = declared('[A]\ntype = "int"\nin.production.required = true\n')["A"]
    assert (said.type, said.required) == ("int", None)


def test_secrets_are_said_and_so_are_readers() -> None:
    said = declared(
        '[A]\ntype = "secret"\n[B]\nsecret = true\n[C]\ntype = "bool"\n[D]\nsecret = false\n', {"bool": "go"}
    )
    assert [said[name].secret for name in "ABCD"] == [True, True, None, False]
    assert said["C"].dialect == "go"


def test_what_nobody_here_has_to_read_is_only_mentioned() -> None:
    said = declared('[A]\nexternal = true\n[B]\ndeprecated = { use = "C" }\n[C]\n')
    assert [said[name].evidence for name in "ABC"] == [MENTIONED, MENTIONED, DECLARED]


def test_groups_declare_nothing() -> None:
    text = '[A]\n[B]\n[[rule]]\nid = "both"\ndoc = "x"\nall_or_none = ["A", "B"]\n'
    assert list(declared(text)) == ["A", "B"]


def test_files_are_those_of_the_rules_and_none_without() -> None:
    assert rules.read(plans("[A]\n"), locate).files == ("r.toml",)
    assert rules.read({}, locate).declarations == ()
