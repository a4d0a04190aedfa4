from __future__ import annotations

import pytest
from type_assertions import refused, value

from envlint import types


def found(name, text, **spec):
    return [(item.key, item.text, item.value) for item in value(name, text, **spec)]


def test_items_with_their_places():
    text = "80,443,8080"
    items = value("list<port>", text)

    assert [item.value for item in items] == [80, 443, 8080]
    assert [text[item.start : item.end] for item in items] == [item.text for item in items] == ["80", "443", "8080"]


@pytest.mark.parametrize(
    ("separator", "text", "texts"),
    [
        (",", "a", ["a"]),
        (",", " a, b ", [" a", " b "]),
        (";", "a,b;c", ["a,b", "c"]),
        (" ", "a b", ["a", "b"]),
        ("::", "a::b:c", ["a", "b:c"]),
        ("\n", "a\nb", ["a", "b"]),
    ],
)
def test_separators_leave_items_exact(separator, text, texts):
    assert [item.text for item in value("list<string>", text, sep=separator)] == texts


@pytest.mark.parametrize(("text", "start"), [("", 0), (",", 0), ("a,", 1), (",a", 0), ("a,,b", 2), ("a,b,", 3)])
def test_an_empty_item(text, start):
    fault = refused("list<string>", text)

    assert fault.reason == "has an empty item"
    assert fault.start == start


def test_a_fault_in_an_item_is_marked_in_the_whole():
    fault = refused("list<url>", "http://a,http://b:x,http://c")

    assert fault.reason == "has an item with a port that is not one of 1 to 65535"
    assert (fault.start, fault.end) == (17, 19)
    assert refused("list<int>", "1, 2").start == 2


def test_options_of_the_items():
    assert [item.value for item in value("list<bool>", "1,t", items={"dialect": "go"})] == [True, True]
    assert [item.value for item in value("list<bool>", "1,t", dialect="go")] == [True, True]
    assert [item.value for item in value("list<bytesize>", "1k", dialect="si", items={"dialect": "binary"})] == [1024]
    refused("list<bool>", "1,t")


def test_the_parts_of_items():
    origins = value("list<origin>", "https://a,*,http://b:8080")

    assert [types.part("list<origin>", item.value, "scheme") for item in origins] == ["https", None, "http"]
    assert [types.part("list<origin>", item.value, "port") for item in origins] == ["443", None, "8080"]


def test_lists_compare_by_their_values():
    assert value("list<duration>", "60s,1h") == value("list<duration>", "1m,60m")
    assert value("list<string>", "a,b") != value("list<string>", "b,a")
    assert hash(value("list<int>", "1,2")) == hash(value("list<int>", "1;2", sep=";"))


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("a=1", [("a", "1", 1)]),
        ("a=1,b=-2", [("a", "1", 1), ("b", "-2", -2)]),
        ("a:1,b:2", [("a", "1", 1), ("b", "2", 2)]),
    ],
)
def test_maps(text, pairs):
    assert found("map<int>", text) == pairs


def test_the_first_sign_is_that_of_the_whole_map():
    assert found("map<string>", "a=x:y,b==") == [("a", "x:y", "x:y"), ("b", "=", "=")]
    assert found("map<string>", "a:x=y") == [("a", "x=y", "x=y")]
    refused("map<string>", "a=1,b:2")


def test_the_place_of_a_value_in_a_map():
    text = "one=1;two=22"
    last = value("map<int>", text, sep=";")[-1]

    assert text[last.start : last.end] == last.text == "22"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a", "has an item that is no pair of key and value"),
        ("=1", "has an item without a key"),
        ("a=1,,b=2", "has an empty item"),
        ("a=1,a=2", "has the same key twice"),
        ("a=x", "has an item that is not a whole number"),
        ("a=", "has an item that is not a whole number"),
        ("", "has an empty item"),
    ],
)
def test_what_is_no_map(text, reason):
    assert refused("map<int>", text).reason == reason
