from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envlint.core.source import Source
from envlint.formats.flat_json import Malformed, read


def source(text: str) -> Source:
    return Source("json", "env.json", path="env.json", text=text)


def values(text: str) -> dict[str, str]:
    return {binding.name: binding.value.raw for binding in read(source(text))}


def test_scalars_are_taken_as_they_are_written() -> None:
    text = '{"S": "a\\u0041\\n", "I": 8080, "F": 1.50e3, "T": true, "N": null, "E": ""}'
    assert values(text) == {"S": "aA\n", "I": "8080", "F": "1.50e3", "T": "true", "E": ""}


def test_places_are_those_of_the_values_without_quotes() -> None:
    name, number = read(source('{\n  "A": "x",\n  "B": 12\n}'))
    assert (str(name.at), str(name.name_at)) == ("env.json:2:9", "env.json:2:4")
    assert (str(number.at), number.at.end_column) == ("env.json:3:8", 10)


def test_a_repeated_member_stays_and_null_takes_it_back() -> None:
    assert [binding.value.raw for binding in read(source('{"A": 1, "A": 2}'))] == ["1", "2"]
    assert values('{"A": 1, "A": null}') == {}
    assert values('{"A": null, "A": 1}') == {"A": "1"}


@pytest.mark.parametrize(
    ("text", "offset", "reason"),
    [
        ("", 0, "no JSON object"),
        ("[1]", 0, "no JSON object"),
        ('{"A": {"B": 1}}', 6, "not flat: an object"),
        ('{"A": [1]}', 6, "not flat: an array"),
        ('{"A": 1} x', 9, "more text"),
        ('{"A": 1', 7, "not valid"),
        ('{"A" 1}', 5, "a colon"),
        ("{A: 1}", 1, "a name in double quotes"),
        ('{"A": 1,}', 8, "a name in double quotes"),
        ('{"A": NaN}', 6, "not valid"),
        ('{"A": 01}', 7, "not valid"),
        ('{"A": "s3cr3t\n"}', 13, "not valid"),
    ],
)
def test_what_is_no_flat_object_is_refused_at_its_place(text: str, offset: int, reason: str) -> None:
    with pytest.raises(Malformed, match=reason) as fault:
        read(source(text))
    assert fault.value.offset == offset
    assert "s3cr3t" not in str(fault.value)


@given(st.text('{}[]",:1 eE-+.\\utrfalsn\n'))
def test_any_text_is_read_as_json_does_or_refused(text: str) -> None:
    try:
        found = values(text)
    except Malformed:
        return
    wanted = json.loads(text)
    assert found.keys() == {name for name, value in wanted.items() if value is not None}
    assert all(found[name] == value for name, value in wanted.items() if isinstance(value, str))


@given(st.dictionaries(st.text(), st.text()))
def test_what_json_writes_is_read_back(members: dict[str, str]) -> None:
    assert values(json.dumps(members)) == members
    assert values(json.dumps(members, indent=2, ensure_ascii=False)) == members
