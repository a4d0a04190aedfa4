"""What is said of the answers of a server: which rollbacks it holds back, and how far one can go."""

from __future__ import annotations

from envlint.checks.database import rollback_not_safe_now as check
from envlint.checks.database.subject import Answer, Database, Live, Tally
from envlint.core.location import Location
from envlint.core.rule import Rule
from envlint.formats.sql.building import Builder
from envlint.formats.sql.catalogue import Catalogue
from envlint.formats.sql.migration import History, Migration, Step, undo

AT = Location("d.sql", "d.sql", 3, 1)
RULE = Rule(name="BACKEND", type="enum", values=("local", "s3"), sql="tracks.storage_backend")
TALLY = Tally("BACKEND", "tracks.storage_backend", (("local", 3), ("s3", 12)))
CONDITION = "EXISTS (SELECT 1 FROM public.tracks WHERE storage_backend <> 'local')"


def answer(number="2", condition=CONDITION, **more):
    return Answer(number, f"{number}_down.sql", condition, AT, **more)


def database(*answers, tallies=(), applied=None, without=()):
    history, builder = History("m"), Builder()
    for number in ("1", "2", "3"):
        before = builder.catalogue.copy()
        applied_now = builder.apply(f"{number}.sql", f"CREATE TABLE t{number} ();")
        step = Step(number, (int(number),), "x", f"{number}.sql", f"{number}_down.sql")
        after = builder.catalogue.copy()
        rollback = None if number in without else undo(step.down, f"DROP TABLE t{number};", before, after)
        history.migrations.append(Migration(step, before, after, applied_now, rollback))
    live = Live(Location(".env"), Catalogue(), answers=answers, tallies=tallies, applied=applied)
    return Database(history, live=live, rules=(RULE,))


def messages(*answers, **more):
    return [breach.message for breach in check.judge(database(*answers, **more))]


def test_a_guard_that_refuses_is_told_with_the_rows_it_is_about():
    (breach,) = check.judge(database(answer(holds=True), tallies=(TALLY,)))
    assert breach.message == ("2 cannot be rolled back now: its guard refuses (tracks.storage_backend: 3 local, 12 s3)")
    assert breach.at == AT


def test_rows_of_what_the_guard_does_not_read_are_not_told():
    other = TALLY.replace(column="tracks.state")
    elsewhere = TALLY.replace(column="archive.storage_backend")
    refused = TALLY.replace(refused="there is no right to read it")
    for tally in (other, elsewhere, refused):
        assert messages(answer(holds=True), tallies=(tally,)) == ["2 cannot be rolled back now: its guard refuses"]


def test_a_guard_that_lets_go_is_no_finding():
    assert messages(answer(holds=False)) == []


def test_a_guard_without_an_answer_is_told_with_the_reason():
    assert messages(answer(refused="it calls f()")) == [
        "it is not known whether 2 can be rolled back now: its guard has no answer: it calls f()"
    ]


def test_what_would_be_lost_without_a_guard_is_told():
    assert messages(answer(condition="", holds=True, loses="t2")) == [
        "rolling back 2 now would lose what is in t2, and no guard asks before"
    ]
    assert messages(answer(condition="", refused="there is no right to read it", loses="t2")) == [
        "it is not known whether rolling back 2 now would lose what is in t2: there is no right to read it"
    ]


def test_a_rollback_that_always_refuses():
    assert messages(answer(condition="true", holds=True)) == ["2 cannot be rolled back: its rollback always refuses"]


def test_names_from_files_stay_short_and_on_one_line():
    (message,) = messages(answer(condition="", holds=True, loses="t\n\x1b[2J" + "x" * 99))
    assert message.isprintable()
    assert len(message) < 140


def test_a_rollback_that_nothing_holds_back_is_no_finding():
    assert messages(answer(condition="", holds=False), answer(condition="", holds=False, loses="t2")) == []
