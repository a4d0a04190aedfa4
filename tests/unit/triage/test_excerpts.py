import pytest
from triage_samples import finding, reading

from envlint.analysis.excerpts import attach, attach_all
from envlint.core.finding import Excerpt, Finding, Related
from envlint.core.location import Location
from envlint.core.source import Binding, Reading, Source
from envlint.core.value import Value


def hidden(_binding):
    return None


def seen(binding):
    return binding.value.raw


def excerpts(source, variable="A", shows=hidden, **changes):
    return attach(finding("value-not-allowed", source, variable, **changes), (source,), shows).excerpts


def marked(excerpt):
    return excerpt.text[excerpt.column - 1 : excerpt.end_column - 1]


def test_a_value_shows_only_where_it_may():
    source = reading("A=canary\n")
    (masked,) = excerpts(source)
    (shown,) = excerpts(source, shows=seen)
    assert (masked.text, marked(masked)) == ("A=***", "***")
    assert (shown.text, marked(shown)) == ("A=canary", "canary")


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("export A=canary", "export A=***"),
        ("A='canary'", "A='***'"),
        ('A="canary"', 'A="***"'),
        ("A=canary # old: canary2", "A=***"),
        ("A=", "A="),
    ],
)
def test_nothing_but_name_sign_and_value_is_shown(line, text):
    assert [excerpt.text for excerpt in excerpts(reading(f"{line}\n"))] == [text]


def test_a_part_of_a_shown_value_is_marked_exactly_and_of_a_masked_one_as_a_whole():
    source = reading("A=abcdef\n")
    at = source.bindings[0].at.replace(column=5, end_column=7)
    assert marked(excerpts(source, shows=seen, at=at)[0]) == "cd"
    assert marked(excerpts(source, at=at)[0]) == "***"


def test_a_name_is_marked_where_the_finding_is_about_the_name():
    source = reading("export A=x\n")
    assert marked(excerpts(source, at=source.bindings[0].name_at)[0]) == "A"


def test_labels_and_related_lines_stand_in_the_order_of_the_file():
    source = reading("B=1\nC=2\nA=3\n")
    related = (Related("needs true here", source.bindings[0].at),)
    found = excerpts(source, label="this ...", related=related)
    assert [(e.line, e.label) for e in found] == [(1, "needs true here"), (3, "this ...")]


def test_related_lines_of_other_files_follow():
    first, second = reading("A=1\n", "z.env"), reading("\nB=2\n", "a.env")
    found = finding("conflict", first, "A", related=(Related("here", second.bindings[0].at),))
    assert [(e.path, e.line) for e in attach(found, (first, second), hidden).excerpts] == [("z.env", 1), ("a.env", 2)]


@pytest.mark.parametrize("line", ["# A=canary", "canary without a sign", ""])
def test_lines_that_are_no_assignment_are_not_shown(line):
    source = reading(f"X=1\n{line}\nA=2\n")
    at = Location(source.source.label, ".env", 2, 1, 2, 5)
    assert excerpts(source, at=at) == ()


def test_nothing_inside_an_opaque_stretch_is_shown():
    source = reading("X=1\nA=canary\n")
    assert excerpts(source.replace(opaque=((4, 20),)), shows=seen) == ()
    (value_only,) = excerpts(source.replace(opaque=((6, 20),)), shows=seen)
    assert value_only.text == "A=***"


def test_names_that_may_be_pieces_of_a_secret_are_not_shown():
    source = reading("/9j/4AAQ=\n")
    assert excerpts(source, variable="/9j/4AAQ") == ()


def test_neighbours_on_one_line_are_not_shown():
    text = '{"B": "canary", "A": "x"}'
    source = Source("json", "a.json", path="a.json", text=text)
    made = []
    for name in ("B", "A"):
        begin = text.index(f'"{name}"') + 1
        value = text.index('"', begin + 3) + 1
        span = (value, text.index('"', value))
        made.append(Binding(name, Value(text[slice(*span)]), source, name_span=(begin, begin + 1), value_span=span))
    whole = Reading(source, tuple(made))
    (shown,) = excerpts(whole, shows=seen)
    assert (shown.text, marked(shown)) == ('A": "x', "x")


def test_a_value_over_several_lines_is_one_masked_piece():
    text = 'A="one\ntwo\nthree"\nB=1\n'
    source = Source("dotenv", ".env", path=".env", text=text)
    binding = Binding("A", Value("one\ntwo\nthree"), source, name_span=(0, 1), value_span=(3, 16), quote='"')
    found = Finding("ENV101", "x", "m", source.at(7, 10))
    (shown,) = attach(found, (Reading(source, (binding,)),), hidden).excerpts
    assert (shown.line, shown.text, marked(shown)) == (1, 'A="***"', "***")


def test_findings_without_a_line_or_a_reading_stay_as_they_are():
    source = reading("A=1\n")
    found = (Finding("ENV104", "x", "m", Location("process:")), Finding("ENV104", "x", "m", source.source.at(-1, -1)))
    assert attach_all(found, (source,), seen) == found


def test_a_mark_never_is_empty():
    source = reading("A=\n")
    assert excerpts(source) == (Excerpt(".env", 1, "A=", 1, 2),)
