"""Where readings part, line by line, on readings made by hand."""

from __future__ import annotations

import pytest

from envlint.analysis.ears import Ears
from envlint.analysis.parting import DROPPED, INSIDE, NOTHING, REFUSED, SET, compared
from envlint.formats.dialects import COMMAND, Assignment, Problem, Reading


def given(name: str, value: str | None, start: int, end: int, *depends: str) -> Assignment:
    return Assignment(name, value, start, end, start + len(name) + 1, end, depends=frozenset(depends))


def ways(comparison, line):
    parting = next(each for each in comparison.partings if each.line == line)
    return [(way.dialects, way.how, tuple(each.value for each in way.given)) for way in parting.ways]


def test_what_all_read_alike_is_counted_and_not_shown():
    reading = Reading((given("A", "1", 0, 3), given("B", "2", 4, 7)))
    found = compared("A=1\nB=2\n", {"x": reading, "y": reading})
    assert (found.lines, found.alike, found.partings) == (2, 2, ())


def test_two_values_of_a_line_are_two_ways_and_that_of_most_comes_first():
    plain, other = Reading((given("A", "1", 0, 5),)), Reading((given("A", '"1"', 0, 5),))
    found = compared('A="1"\n', {"x": other, "y": plain, "z": plain})
    assert found.alike == 0
    assert ways(found, 1) == [(("y", "z"), SET, ("1",)), (("x",), SET, ('"1"',))]


def test_the_way_of_the_judged_loader_comes_first():
    plain, other = Reading((given("A", "1", 0, 5),)), Reading((given("A", '"1"', 0, 5),))
    found = compared('A="1"\n', {"x": other, "y": plain, "z": plain}, judged="x")
    assert ways(found, 1)[0][0] == ("x",)


def test_a_line_that_sets_nothing_for_some():
    found = compared("A-B=1\n", {"x": Reading((given("A-B", "1", 0, 5),)), "y": Reading()})
    assert ways(found, 1) == [(("x",), SET, ("1",)), (("y",), NOTHING, ())]


def test_a_value_that_takes_lines_in_is_one_stretch_and_tells_what_is_lost():
    text = "A=\\\nB=2\nC=3\n"
    takes = Reading((given("A", "B=2", 0, 7), given("C", "3", 8, 11)))
    others = Reading((given("A", "\\", 0, 3), given("B", "2", 4, 7), given("C", "3", 8, 11)))
    found = compared(text, {"x": others, "y": takes})
    (parting,) = found.partings
    assert (parting.line, parting.last, [each.name for each in parting.lost]) == (1, 2, ["B"])
    assert [way.taken for way in parting.ways] == [0, 1]
    assert found.alike == 1


def test_lines_in_a_value_on_which_the_others_part_are_shown_too():
    text = 'A="x\nB=2\n'
    found = compared(
        text,
        {
            "x": Reading((given("A", "x\nB=2", 0, 8),)),
            "y": Reading((given("A", '"x', 0, 4), given("B", "2", 5, 8))),
            "z": Reading((given("A", '"x', 0, 4),)),
        },
    )
    assert [each.line for each in found.partings] == [1, 2]
    assert {how for _, how, _ in ways(found, 2)} == {SET, NOTHING, INSIDE}
    assert next(way.line for way in found.partings[1].ways if way.how == INSIDE) == 1


def test_a_loader_that_refuses_is_left_out_of_the_lines_but_for_the_one_it_stumbles_over():
    text = "A=1\nB 2\nC=3\n"
    takes = Reading((given("A", "1", 0, 3), given("C", "3", 8, 11)))
    refuses = Reading((given("A", "1", 0, 3),), (Problem("no-equals-sign", 4, 7, fatal=True),))
    found = compared(text, {"x": takes, "y": refuses})
    assert found.alike == 2
    assert ways(found, 2) == [(("x",), NOTHING, ()), (("y",), REFUSED, ())]
    assert found.stops == (("y", 2, "no-equals-sign", True),)


def test_a_loader_that_drops_the_rest_counts_up_to_there():
    text = "A='1'\nB 2\nC=3\n"
    takes = Reading((given("A", "1", 0, 5), given("C", "3", 10, 13)))
    drops = Reading((given("A", "'1'", 0, 5),), (Problem("no-equals-sign", 6, 9, drops_rest=True),))
    found = compared(text, {"x": takes, "y": drops})
    assert [each.line for each in found.partings] == [1, 2]
    assert ways(found, 2)[1] == (("y",), DROPPED, ())
    assert found.alike == 1


@pytest.mark.parametrize("start", [-1, 0])
def test_where_all_refuse_nothing_is_read_alike(start):
    refuses = Reading((), (Problem("refused", start, start, fatal=True),))
    assert compared("A=1\nB=2\n", {"x": refuses, "y": refuses}).alike == 0


def test_what_a_program_would_tell_is_alike_whatever_stands_for_it():
    one, two = (Reading((given("A", value, 0, 7, COMMAND),)) for value in ("", "$(x)"))
    assert compared("A=$(x)\n", {"x": one, "y": two}).alike == 1


def test_what_several_say_of_a_line_is_told_if_they_say_the_same():
    one = Reading((), (Problem("ignored-line", 0, 3),))
    found = compared("A B\n", {"x": one, "y": one, "z": Reading((given("A B", None, 0, 3),))})
    assert [way.problem for way in found.partings[0].ways] == ["", "ignored-line"]


def test_an_empty_text_has_no_lines():
    assert compared("", {"x": Reading(), "y": Reading()}).lines == 0


def test_ears_read_each_dialect_once_and_keep_alike_assignments_once():
    told: list[str] = []
    ears = Ears(b"A=1\n", {}, 2, lambda done, total, what: told.append(f"{done}/{total} {what}"))
    first, second = ears.read("dotenv-js-16"), ears.read("node-22")
    assert ears.read("dotenv-js-18") is first
    assert first.assignments[0] is second.assignments[0]
    assert len(list(ears.assignments)) == 1
    assert told == ["0/2 reading as dotenv-js-16", "1/2 reading as node-22"]
