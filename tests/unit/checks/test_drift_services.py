"""Services that share docs and template, and what is said about what was not judged."""

from __future__ import annotations

from drift_samples import computed, project, read, said

from envlint.analysis.drift import drift, not_judged


def told(*projects):
    heard = drift(*projects)
    assert heard.faults == ()
    return sorted((found.code, found.variable) for found in heard.findings)


def test_a_shared_entry_is_stale_only_if_no_service_reads_it():
    shared = said("docs", "PORT"), said("docs", "OLD")
    assert told(project(*shared, read("PORT", path="a/main.go")), project(*shared)) == [("ENV405", "OLD")]


def test_the_template_of_one_service_does_not_supply_another():
    one = project(read("PORT", path="a/main.go"), said("template", "PORT", path="a/.env.example"))
    other = project(read("PORT", path="b/main.go"), kinds=("code", "template"))
    assert told(one, other) == [("ENV402", "PORT")]


def test_defaults_of_two_services_are_no_conflict():
    first, second = read("PORT", path="a/main.go", default="3000"), read("PORT", path="b/main.go", default="4000")
    assert told(project(first), project(second)) == []
    assert told(project(first, second)) == [("ENV408", "PORT")]


def test_one_service_with_code_that_was_not_covered_keeps_shared_entries_in_use():
    shared = said("template", "OLD")
    projects = project(shared), project(shared, not_covered=("2 files of Lua",))
    assert told(*projects) == []
    assert not_judged(*projects) == ("unused variables, because not all code could be read",)


def test_a_name_that_one_service_computes_is_used_for_all():
    shared = said("template", "PLUGIN_CACHE")
    assert told(project(shared, computed("PLUGIN_*", test=True)), project(shared)) == []


def test_what_two_services_say_of_one_place_is_said_once():
    shared = said("rules", "N", default="1"), said("docs", "N", default="2")
    assert told(project(*shared), project(*shared)).count(("ENV407", "N")) == 1


def test_nothing_is_said_about_what_was_judged():
    assert not_judged(project(read("PORT"))) == ()
    assert not_judged(project(read("PORT"), unparsed=(read("X").at,))) != ()
