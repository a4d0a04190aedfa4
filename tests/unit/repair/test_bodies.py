"""The lines of the generated sections."""

import pytest

from envlint.analysis.repair import bodies
from envlint.analysis.repair.facts import Facts
from envlint.core.finding import Finding
from envlint.core.location import Location
from envlint.core.severity import ERROR, WARNING
from envlint.core.tier import BUILT_IN
from envlint.rules.load import load

RULES = """
[BACKEND]
id       = 11
values   = ["local", "s3"]
when.s3.requires = ["S3=true"]
in.production.forbid = ["local"]

[S3]
type = "bool"

[KEY]
id           = 2
type         = "secret"
min_length   = 32
required     = ["production"]
differs_from = ["OTHER"]
level        = { development = "off", else = "error" }

[OTHER]
type = "secret"

[URL]
id       = "the-url"
type     = "url"
schemes  = ["redis", "rediss"]
requires = ["URL.password"]

[LIMIT]
id      = "limit"
type    = "int"
min     = 1
max     = 9
[WORD]
id      = "word"
pattern = "a|b"

[[rule]]
id          = "pair"
all_or_none = ["KEY", "OTHER"]

[[rule]]
id       = "ordered"
when     = ["S3=true"]
requires = ["LIMIT<=$COUNT"]

[COUNT]
type = "int"
"""


@pytest.fixture
def rows():
    plans = load([("rules.toml", RULES.encode())], BUILT_IN)
    return bodies.rules(plans)


def test_every_demand_of_a_cited_rule_is_a_row(rows):
    assert rows == [
        "| Rule | Holds | Demand | Development | Staging | Production |",
        "| --- | --- | --- | --- | --- | --- |",
        "| #2 | `KEY` | is set | - | - | error |",
        "| #2 | `KEY` | has at least 32 characters and is no placeholder | off | error | error |",
        "| #2 | `KEY` | differs from `OTHER` | off | error | error |",
        "| #11 | `BACKEND` | is `local` or `s3` | warning | warning | error |",
        "| #11 | `BACKEND` | not `local` | - | - | error |",
        "| #11 | `BACKEND` | `s3` needs `S3=true` | warning | warning | error |",
        "| limit | `LIMIT` | is at least `1` and at most `9` | warning | warning | error |",
        "| ordered | `S3`, `LIMIT` and `COUNT` | `S3=true` needs `LIMIT<=$COUNT` | warning | warning | error |",
        "| pair | `KEY` and `OTHER` | all or none are set | warning | warning | error |",
        "| the-url | `URL` | has the scheme `redis` or `rediss` | warning | warning | error |",
        "| the-url | `URL` | has a password | warning | warning | error |",
        r"| word | `WORD` | matches `a\|b` | warning | warning | error |",
    ]


def test_variables_are_a_table():
    known = [Facts("PORT", "The port.", type="port", default="80", required=("production",)), Facts("A", values=("x",))]
    assert bodies.variables(known)[2:] == [
        "| `PORT` | `port` | `80` | production | any | The port. |",
        "| `A` | - | - | no | `x` | - |",
    ]


def test_drift_lists_names_by_check_the_worst_first():
    def found(code, name, severity, variable):
        return Finding(code, name, "m", Location("a.go", "a.go", 3), severity=severity, variable=variable)

    findings = [
        found("ENV404", "unused-in-template", WARNING, "OLD"),
        found("ENV402", "missing-from-template", ERROR, "B"),
        found("ENV402", "missing-from-template", ERROR, "A"),
        found("ENV414", "dynamic-read", WARNING, ""),
    ]
    assert bodies.drift(findings) == [
        "- missing from template (ENV402): `A`, `B`",
        "- unused in template (ENV404): `OLD`",
        "- dynamic read (ENV414): `a.go`",
    ]
    assert bodies.drift([]) == ["None."]
