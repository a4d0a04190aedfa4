"""Each step of the playbook that moves tracks to S3, judged against the rows of a real PostgreSQL.

The rules are the reference project's own, the states are those of docs/ENV_VARIABLES.md, section 13.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from asking import catalogue
from sessions import session

from envlint.checks.database import environment_contradicts_data as check
from envlint.checks.database.subject import Database, Live, Tally
from envlint.checks.subjects import View
from envlint.core.environment import Environment
from envlint.core.location import Location
from envlint.core.rule import Atom, Demand, Plan, Rule
from envlint.core.severity import ERROR, INFO, OFF, WARNING
from envlint.core.source import Binding, Reading, Source
from envlint.core.value import Value
from envlint.formats.sql.catalogue import Catalogue
from envlint.formats.sql.migration import History
from envlint.inventories.database.tallies import count

ROOT = Path(__file__).parents[2]
X, AWS = "TRACK_STORAGE_BACKEND", "AWS_S3_ENABLED"
NEEDS = Demand(
    "requires", (Atom(X, "=", values=("s3",), text=f"{X}=s3"),), (Atom(AWS, "=", values=("true",), text=f"{AWS}=true"),)
)
BACKEND = Rule(
    name=X,
    type="enum",
    values=("local", "s3"),
    default="local",
    sql="tracks.storage_backend",
    demands=(NEEDS,),
    why="w",
)
ENABLED = Rule(name=AWS, type="bool", default="false")


def view_of(tier_rules, **variables):
    source = Source(
        "dotenv", ".env", path=".env", text="".join(f"{name}={value}\n" for name, value in variables.items())
    )
    bindings, at = [], 0
    for name, value in variables.items():
        start = at + len(name) + 1
        bindings.append(
            Binding(name, Value(value), source, name_span=(at, start - 1), value_span=(start, start + len(value)))
        )
        at = start + len(value) + 1
    plan = Plan("production", {rule.name: rule for rule in tier_rules})
    return View(plan, Environment([Reading(source, tuple(bindings))]))


def judged(tallies, rules=(BACKEND, ENABLED), view=None, **variables):
    view = view or view_of(rules, **variables)
    live = Live(Location(".env"), Catalogue(), tallies=tuple(tallies))
    return list(check.judge(Database(History("m"), live=live, view=view, rules=tuple(rules))))


def said(breaches):
    return [(breach.message, breach.severity) for breach in breaches]


def tally(*rows, **more):
    return Tally(X, "tracks.storage_backend", rows, **more)


def stored(server, database, local, s3):
    server.ask(
        database,
        "CREATE TABLE tracks (storage_backend varchar(16) NOT NULL DEFAULT 'local');"
        f"INSERT INTO tracks SELECT 'local' FROM generate_series(1, {local});"
        f"INSERT INTO tracks SELECT 's3' FROM generate_series(1, {s3});",
    )
    with session(server, database) as asked:
        return count(asked, [BACKEND], catalogue(server, database))


BACK = f"{X}=local, and 5 rows of tracks.storage_backend are s3"
UNREADABLE = f"{BACK}, which requires {AWS}=true"
OFF_AND_S3 = f"{X}=s3 requires {AWS}=true, and 5 rows of tracks.storage_backend are s3"
ON, S3, LOCAL = {AWS: "true"}, {X: "s3"}, {X: "local"}
PLAYBOOK = {
    "phase 0: local, unset": ({}, (9, 0), []),
    "phase 0: local, set": (LOCAL, (9, 0), []),
    "phase 0: nothing is stored yet": (LOCAL, (0, 0), []),
    "phase 1: S3 is on, all is local": (ON | LOCAL, (9, 0), []),
    "phase 2: flipped, the sweep is to come": (ON | S3, (9, 0), []),
    "phase 2: new tracks are in S3": (ON | S3, (9, 5), []),
    "phase 3: all is swept": (ON | S3, (0, 5), []),
    "back from phase 1": ({AWS: "false"} | LOCAL, (9, 0), []),
    "back from phase 2": (ON | LOCAL, (9, 5), [(BACK, WARNING)]),
    "back from phase 2, by taking the line away": (
        ON,
        (9, 5),
        [(f"{X}=local by default, and 5 rows of tracks.storage_backend are s3", WARNING)],
    ),
    "back from phase 2, and S3 was turned off": ({AWS: "false"} | LOCAL, (9, 5), [(UNREADABLE, ERROR)]),
    "back from phase 2, and S3 is not mentioned": (LOCAL, (9, 5), [(UNREADABLE, ERROR)]),
    "back from phase 3, rows and all": ({AWS: "false"} | LOCAL, (9, 0), []),
    "S3 is turned off while it is used": ({AWS: "false"} | S3, (9, 5), [(OFF_AND_S3, ERROR)]),
    "S3 is off, and no row says so yet": (
        S3,
        (9, 0),
        [(f"{X}=s3 requires {AWS}=true, and no row of tracks.storage_backend is s3 yet", ERROR)],
    ),
}


@pytest.mark.parametrize("step", PLAYBOOK)
def test_every_step_of_the_playbook(server, database, step):
    variables, (local, s3), expected = PLAYBOOK[step]
    assert said(judged(stored(server, database, local, s3), **variables)) == expected


def test_a_breach_stands_at_the_value_and_names_the_other():
    (breach,) = judged([tally(("s3", 1))], TRACK_STORAGE_BACKEND="local", AWS_S3_ENABLED="false")
    assert breach.message == f"{X}=local, and 1 row of tracks.storage_backend is s3, which requires {AWS}=true"
    assert (str(breach.at), breach.variable, breach.why) == (".env:1:23", X, "w")
    assert [(str(one.at), one.label) for one in breach.related] == [(".env:2:16", "... needs true here")]
    assert breach.help == f"set {AWS}=true; or bring these rows to another value first"


def test_rows_of_no_value_of_the_rule_are_counted_and_not_shown():
    (breach,) = judged([tally(("local", 2), other=4)])
    assert breach.message == f"4 rows of tracks.storage_backend are something that {X} may not be"
    assert breach.label == "its rule allows local, s3"


def test_what_was_not_counted_is_said():
    (breach,) = judged([tally(refused="there is no right to read it")])
    assert breach.message == "rows of tracks.storage_backend were not counted: there is no right to read it"
    assert breach.severity == WARNING


def test_where_not_all_was_counted_the_numbers_are_the_least():
    found = judged([tally(("local", 1000), ("s3", 7), refused="it took too long")], TRACK_STORAGE_BACKEND="local")
    assert [breach.message for breach in found] == [
        "not all rows of tracks.storage_backend were counted: it took too long",
        f"{X}=local, and at least 7 rows of tracks.storage_backend are s3, which requires {AWS}=true",
    ]


def test_null_contradicts_nothing():
    assert judged([tally((None, 3))], TRACK_STORAGE_BACKEND="s3", AWS_S3_ENABLED="true") == []


def test_a_misspelt_value_does_not_hide_the_rows():
    (breach,) = judged([tally(("s3", 3))], TRACK_STORAGE_BACKEND="minio")
    assert breach.message == f"{X}=minio, and 3 rows of tracks.storage_backend are s3, which requires {AWS}=true"


@pytest.mark.parametrize(("level", "expected"), [(INFO, INFO), (WARNING, WARNING), (ERROR, WARNING)])
def test_the_way_back_weighs_no_more_than_a_warning_and_no_more_than_the_rule(level, expected):
    (breach,) = judged([tally(("s3", 3))], (BACKEND.replace(level=level), ENABLED), AWS_S3_ENABLED="true")
    assert breach.severity == expected


def test_a_rule_that_is_off_is_not_judged():
    assert judged([tally(("s3", 3), other=3)], (BACKEND.replace(level=OFF), ENABLED)) == []


def test_a_value_that_needs_nothing_is_told_where_the_environment_left_it():
    free = BACKEND.replace(demands=())
    assert said(judged([tally(("s3", 5))], (free,), TRACK_STORAGE_BACKEND="local")) == [(BACK, WARNING)]
    assert judged([tally(("local", 5))], (free,), TRACK_STORAGE_BACKEND="s3") == []
    assert judged([tally(("s3", 5))], (free.replace(default=None),)) == []


def test_what_another_rule_demands_counts_too():
    free = BACKEND.replace(demands=())
    other = Rule(name="AWS_S3_BUCKET", demands=(), level=ERROR)
    group = Rule(id="9", demands=(NEEDS,), level=WARNING)
    view = view_of((free, other, ENABLED), TRACK_STORAGE_BACKEND="local")
    view.plan = view.plan.replace(groups=(group,))
    assert said(judged([tally(("s3", 5))], (free,), view)) == [(UNREADABLE, WARNING)]


def test_what_is_demanded_wherever_the_variable_is_set_is_not_about_rows():
    whenever = NEEDS.replace(when=(Atom(X, "set", text=X),))
    assert judged([tally(("local", 5))], (BACKEND.replace(demands=(whenever,)), ENABLED)) == []
    unless = NEEDS.replace(when=(Atom(X, "!=", values=("local",), text=f"{X}!=local"),))
    assert said(
        judged([tally(("s3", 5))], (BACKEND.replace(demands=(unless,)), ENABLED), TRACK_STORAGE_BACKEND="local")
    ) == [(UNREADABLE, ERROR)]


def test_the_name_of_a_column_stays_short_and_on_one_line():
    for breach in judged([tally(("s3", 5), other=1, refused="x").replace(column="t\n\x1b[2J" + "c" * 99)]):
        assert breach.message.isprintable()
        assert len(breach.message) < 200


def hidden(name):
    source = Source("k8s", "d.yaml", path="d.yaml", text="")
    return Reading(source, (Binding(name, Value(""), source, unseen="the Secret api is not in the stream"),))


UNDECIDED = (
    f"5 rows of tracks.storage_backend are s3, and whether what that requires holds cannot be decided: {AWS}=true"
)


def test_what_cannot_be_seen_is_not_taken_for_missing():
    plan = Plan("production", {X: BACKEND, AWS: ENABLED})
    found = judged([tally(("s3", 5))], view=View(plan, Environment([hidden(AWS)])))
    assert said(found) == [(UNDECIDED, WARNING)]


def test_a_demand_of_which_nobody_knows_whether_it_is_made_is_undecided():
    mode = Atom("MODE", "=", values=("cloud",), text="MODE=cloud")
    rule = BACKEND.replace(demands=(NEEDS.replace(when=(*NEEDS.when, mode)),))
    plan = Plan("production", {X: rule, AWS: ENABLED, "MODE": Rule(name="MODE", type="string")})
    found = judged([tally(("s3", 5))], (rule, ENABLED), View(plan, Environment([hidden("MODE")])))
    assert said(found) == [(UNDECIDED, WARNING)]


def test_the_environments_own_value_may_be_what_cannot_be_seen():
    plan = Plan("production", {X: BACKEND, AWS: ENABLED})
    found = judged([tally(("s3", 5))], view=View(plan, Environment([hidden(X)])))
    assert said(found) == [
        (f"{X} cannot be seen, and 5 rows of tracks.storage_backend are s3, which requires {AWS}=true", ERROR)
    ]


def test_a_secret_value_is_never_in_a_message():
    secret = BACKEND.replace(secret=True, values=("hunter22", "swordfish"), default="hunter22", demands=())
    (breach,) = judged([tally(("swordfish", 5), other=1).replace(other=0)], (secret,))
    assert (
        breach.message == f"{X} has another value by default, and 5 rows of tracks.storage_backend are of another value"
    )
    assert "swordfish" not in repr(breach)
    assert "hunter22" not in repr(breach)


def test_a_boolean_is_compared_by_what_it_means():
    rule = Rule(name="HIDDEN", type="bool", spec={"dialect": "go"}, default="false", sql="tracks.hidden", secret=False)
    rows = Tally("HIDDEN", "tracks.hidden", (("true", 5),))
    assert judged([rows], (rule,), HIDDEN="1") == []
    assert said(judged([rows], (rule,), HIDDEN="0")) == [("HIDDEN=0, and 5 rows of tracks.hidden are true", WARNING)]


def test_without_an_environment_or_a_server_nothing_is_said():
    live = Live(Location(".env"), Catalogue(), tallies=(tally(("s3", 1)),))
    assert list(check.judge(Database(History("m"), live=live))) == []
    assert list(check.judge(Database(History("m"), view=view_of((BACKEND,))))) == []
